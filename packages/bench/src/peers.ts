/**
 * `pnpm bench:peers [ROW …]`: Tapeloop side by side with others. All are measured in turn, several times over, so that
 * whatever else the machine does weighs on all of them alike; a figure is a median, a ratio is that of two medians.
 *
 *     --rounds N      how often each is measured (5)
 *     --ms N          for how long each time (300)
 *     --clock cpu     counts the time a process computed, its helper threads' too, not what passed (wall)
 *     --python PATH   the Python that has torch (/usr/bin/python3)
 *
 * A ROW is a part of a row's name; without one all are run.
 */
import { existsSync, readdirSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { type Contender, program, tapeloop } from "./contender.ts";
import { median } from "./measure.ts";
import { ops } from "./ops.ts";
import { steps } from "./steps.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "5" },
    ms: { type: "string", default: "300" },
    clock: { type: "string", default: "wall" },
    python: { type: "string", default: "/usr/bin/python3" },
  },
});
const clock = values.clock === "cpu" ? "cpu" : "wall";
const [rounds, milliseconds] = [Number(values.rounds), Number(values.ms)];

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const contenders: Contender[] = [tapeloop(true), tapeloop(false)];
const skipped: string[] = [];

function enter(name: string, found: Contender | string): void {
  if (typeof found === "string") skipped.push(`${name}: ${found}`);
  else contenders.push(found);
}

const oneThread = { OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };
enter("PyTorch", await program(values.python, [here("pytorch.py")], oneThread));
const peers = here("../peers");
const programs = existsSync(peers)
  ? readdirSync(peers).filter((name) => name.endsWith(".mjs"))
  : [];
for (const file of programs.sort()) {
  const name = file.replace(".mjs", "");
  const installed = existsSync(`${peers}/node_modules`);
  enter(
    name,
    installed
      ? await program(process.execPath, [`${peers}/${file}`])
      : "not installed: npm install in packages/bench/peers",
  );
}

const rows = Object.keys({ ...steps, ...ops }).filter(
  (row) => positionals.length === 0 || positionals.some((part) => row.includes(part)),
);
const table: string[][] = [];
const ratios = new Map<string, number[]>();
for (const row of rows) {
  const figures = contenders.map((): (number | string)[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      if (typeof figures[i].at(-1) === "string") continue;
      figures[i].push(await contender.measure(row, milliseconds, clock));
    }
  }
  const medians = figures.map((all) => {
    const reason = all.find((it) => typeof it === "string");
    return reason ?? median(all as number[]);
  });
  const [own] = medians;
  const cells = medians.map((figure, i) => {
    if (typeof figure === "string" || typeof own === "string") return String(figure);
    if (i === 0) return time(figure);
    const ratio = own / figure;
    if (row in steps)
      ratios.set(contenders[i].name, [...(ratios.get(contenders[i].name) ?? []), ratio]);
    return `${time(figure)} (${ratio.toFixed(2)})`;
  });
  table.push([row, ...cells]);
  console.log(table.at(-1)!.join("  |  "));
}
for (const contender of contenders) contender.close();

function time(us: number): string {
  return us < 10 ? `${us.toFixed(2)} us` : `${Math.round(us).toLocaleString("en")} us`;
}

/** The geometric mean. */
function mean(numbers: readonly number[]): number {
  return Math.exp(numbers.reduce((sum, it) => sum + Math.log(it), 0) / numbers.length);
}

const head = ["", ...contenders.map(({ name }) => name)];
if (ratios.size > 0) {
  const means = contenders.map(({ name }) => {
    const all = ratios.get(name);
    return all ? mean(all).toFixed(2) : "";
  });
  table.push(["geometric mean of the steps' ratios", ...means]);
}
const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
console.log(`
Node ${process.versions.node}, ${cpus()[0].model}. Microseconds a call (${clock} time), the median of ${rounds}; in brackets Tapeloop's time
(simd on) over the other's: below 1 Tapeloop is faster.

${[head, head.map(() => "---"), ...table].map(line).join("\n")}
`);
for (const reason of skipped) console.log(`skipped: ${reason}`);
