/**
 * `npm run bench:startup`: how long a program takes to have imported Tapeloop as published and added two tensors, and what
 * the packages weigh in a bundle.
 *
 *     --runs N     processes a figure (15)
 *     --files N    also lists the N largest sources, minified but not compressed
 *     --write      renews the figures in docs/performance.md
 */
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { type Bundle, bundle } from "./bundle.ts";
import { machine, renew } from "./document.ts";
import { install } from "./installed.ts";
import { median } from "./measure.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "15" },
    files: { type: "string", default: "0" },
    write: { type: "boolean", default: false },
  },
});

const everything = `export * as torch from "@tapeloop/core"; export * as nn from "@tapeloop/nn"; export * as optim from "@tapeloop/optim";`;
const script = `
import { torch, nn, optim } from "tapeloop";
const net = new nn.Sequential(new nn.Linear(2, 2), new nn.ReLU());
const optimizer = new optim.Adam(net.parameters());
nn.functional.crossEntropy(net(torch.randn(2, 2)), torch.randint(0, 2, [2])).backward();
optimizer.step();`;

/** A program that times itself: what passed, and what it computed, between its first statement and its first sum. */
const timing = (entry: string): string => `
const [start, before] = [performance.now(), process.cpuUsage()];
const { torch } = await import(${JSON.stringify(entry)});
torch.ones(4).add(torch.ones(4));
const { user, system } = process.cpuUsage(before);
console.log(performance.now() - start, (user + system) / 1000);`;

function runs(home: string, entry: string): { wall: number; cpu: number } {
  const program = join(home, "timing.mjs");
  writeFileSync(program, timing(entry));
  const readings = Array.from({ length: Number(values.runs) }, () =>
    execFileSync(process.execPath, [program], { encoding: "utf8" }).trim().split(" ").map(Number),
  );
  return { wall: median(readings.map(([it]) => it)), cpu: median(readings.map(([, it]) => it)) };
}

const workspace = fileURLToPath(new URL("../../tapeloop", import.meta.url));
const home = install();
try {
  const [all, core, simd, umbrella, app] = await Promise.all([
    bundle(everything, workspace),
    bundle(`export * from "@tapeloop/core";`, workspace),
    bundle(`import "@tapeloop/simd";`, workspace, ["@tapeloop/core", "@tapeloop/core/kernels"]),
    bundle(`export * from "tapeloop";`, workspace),
    bundle(script, workspace),
  ]);
  const file = join(home, "bundle.mjs");
  writeFileSync(file, umbrella.text);
  const [modules, single] = [runs(home, "tapeloop"), runs(home, file)];
  const start = ({ wall, cpu }: { wall: number; cpu: number }): string =>
    `${wall.toFixed(0)} ms (${cpu.toFixed(0)} ms of processor time)`;
  const size = ({ text, gzipped }: Bundle): string =>
    `${kilobytes(gzipped)} (${kilobytes(text.length)} minified)`;
  const text = `${machine()} Medians of ${values.runs} processes; sizes by esbuild, minified and gzipped.

| what | figure | aim |
| --- | --- | --- |
| \`import "tapeloop"\` and a first \`add\` | ${start(modules)} | 60 ms |
| the same, out of one bundled file | ${start(single)} | |
| core, nn and optim, all of each | ${size(all)} | 100 KB |
| core alone | ${size(core)} | |
| simd alone | ${size(simd)} | 40 KB |
| a script that trains a \`Linear\`, from the umbrella package | ${size(app)} | |

Where core, nn and optim have their bytes (minified, not compressed): ${shares(all)}.`;
  console.log(text);
  for (const [name, bytes] of all.files.slice(0, Number(values.files))) {
    console.log(String(bytes).padStart(8), name);
  }
  if (values.write) renew("startup", text);
} finally {
  rmSync(home, { recursive: true, force: true });
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} KB`;
}

/** Bytes by folder: a package, and within core one level more. */
function shares({ files }: Bundle): string {
  const sums = new Map<string, number>();
  for (const [file, bytes] of files) {
    const [, room] = /^(core\/(?:kernels\/)?[\w-]+(?=\/)|[\w-]+)/.exec(file) ?? [];
    if (room) sums.set(room, (sums.get(room) ?? 0) + bytes);
  }
  return [...sums]
    .sort(([, a], [, b]) => b - a)
    .map(([room, bytes]) => `${room} ${kilobytes(bytes)}`)
    .join(", ");
}
