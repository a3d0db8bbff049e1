/**
 * `npm run bench:peers [-- ROW …]`: Tapeloop side by side with others. All are measured in turn, several times over, so
 * that whatever else the machine does weighs on all of them alike; a figure is a median, a ratio is that of two medians.
 *
 *     --rounds N      how often each is measured (5)
 *     --ms N          for how long each time (300)
 *     --clock cpu     counts the time a process computed, its helper threads' too, not what passed (wall)
 *     --python PATH   the Python that has torch (/usr/bin/python3)
 *     --markdown      prints nothing but the table
 *     --write         renews the table in docs/performance.md; wants every row
 *
 * A ROW is a part of a row's name; without one all are run.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { type Contender, program } from "./contender.ts";
import { machine, renew } from "./document.ts";
import { median } from "./measure.ts";
import { ops } from "./ops.ts";
import { report, type Result, time } from "./report.ts";
import { steps } from "./steps.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "5" },
    ms: { type: "string", default: "300" },
    clock: { type: "string", default: "wall" },
    python: { type: "string", default: "/usr/bin/python3" },
    markdown: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
if (values.write && positionals.length > 0) throw new Error("--write wants every row");
const clock = values.clock === "cpu" ? "cpu" : "wall";
const [rounds, milliseconds] = [Number(values.rounds), Number(values.ms)];

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const contenders: Contender[] = [];
const skipped: string[] = [];

function enter(name: string, found: Contender | string): void {
  if (typeof found === "string") skipped.push(`${name}: ${found}`);
  else contenders.push(found);
}

for (const [name, simd] of [
  ["simd on", "1"],
  ["simd off", "0"],
]) {
  // As this process runs TypeScript, so do they.
  const args = [...process.execArgv, here("serve.ts")];
  enter(`Tapeloop, ${name}`, await program(process.execPath, args, { TAPELOOP_SIMD: simd }));
}
const oneThread = { OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
enter("PyTorch", await program(values.python, [here("pytorch.py")], oneThread));
const peers = here("../peers");
for (const file of ["jax-js", "tfjs-wasm", "tfjs-cpu", "js-pytorch"]) {
  const found = existsSync(`${peers}/node_modules`)
    ? await program(process.execPath, [`${peers}/${file}.mjs`])
    : "not installed: npm install --ignore-scripts --no-package-lock in packages/bench/peers";
  enter(file, found);
}

/** One contender's readings of a row: the median, or why there is none. */
function settle(readings: (number | string)[]): number | string {
  const reason = readings.find((it) => typeof it === "string");
  return reason ?? median(readings as number[]);
}

const rows = Object.keys({ ...steps, ...ops }).filter(
  (row) => positionals.length === 0 || positionals.some((part) => row.includes(part)),
);
const results: Result[] = [];
for (const row of rows) {
  const readings = contenders.map((): (number | string)[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      const last = readings[i].at(-1);
      // One reading is enough of what takes many times its share, and no second is asked for where there is none.
      if (typeof last === "string" || (last ?? 0) > 20_000 * milliseconds) continue;
      readings[i].push(await contender.measure(row, milliseconds, clock));
    }
  }
  results.push({ row, figures: readings.map(settle) });
  if (!values.markdown) {
    const figures = results.at(-1)!.figures.map((it) => (typeof it === "number" ? time(it) : "–"));
    console.error(`${row}: ${figures.join("  ")}`);
  }
}
for (const contender of contenders) contender.close();

const names = contenders.map(({ name }) => name);
const text =
  `${machine()} Microseconds a call (${clock} time, the median of ${rounds} rounds); in brackets Tapeloop's time with SIMD
over the other's: below 1 Tapeloop is faster.

${report(names, results, Object.keys(steps))}
${skipped.map((reason) => `\nSkipped: ${reason}.`).join("\n")}`.trimEnd();
console.log(text);
if (values.write) renew("peers", text);
