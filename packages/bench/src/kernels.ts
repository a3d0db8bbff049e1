/**
 * `npm run bench:kernels [-- STEP …]`: where a training step's time goes: how long each kernel of float32 runs, those that
 * it calls included, how often, and what is left for everything around them. Products are told apart by their sizes.
 *
 *     --ms N          how long it is watched, after as long to run warm (2000)
 *
 * A STEP is a part of a step's name; without one all are run. Reading the clock around each kernel costs a step some percent.
 */
import { parseArgs } from "node:util";

import { type Kernel, kernelSlot, listKernels } from "@tapeloop/core/kernels";
import { sink } from "./measure.ts";
import { time } from "./report.ts";
import { steps } from "./steps.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { ms: { type: "string", default: "2000" } },
});
const milliseconds = Number(values.ms);

interface Spent {
  milliseconds: number;
  calls: number;
}

const spent = new Map<string, Spent>();
/** Kernels call others; those count to the one that a step called. */
let within = false;

function watch(name: string): void {
  const slot = kernelSlot<Kernel>(name);
  const run = slot.float32 as ((...args: unknown[]) => unknown) | undefined;
  if (run === undefined) return;
  slot.float32 = (...args: unknown[]): unknown => {
    if (within) return run(...args);
    const key = name === "gemm" ? `gemm ${args.slice(0, 3).join("x")}` : name;
    const start = performance.now();
    within = true;
    try {
      return run(...args);
    } finally {
      within = false;
      const entry = spent.get(key) ?? { milliseconds: 0, calls: 0 };
      entry.milliseconds += performance.now() - start;
      entry.calls++;
      spent.set(key, entry);
    }
  };
}

/** Runs for about so many milliseconds; answers how many runs that took. */
function runFor(work: () => unknown): number {
  const end = performance.now() + milliseconds;
  let runs = 0;
  for (; performance.now() < end; runs++) sink.value = work();
  return runs;
}

for (const { name } of listKernels()) watch(name);
for (const [row, setup] of Object.entries(steps)) {
  if (positionals.length > 0 && !positionals.some((part) => row.includes(part))) continue;
  const work = setup();
  runFor(work);
  spent.clear();
  const start = performance.now();
  const runs = runFor(work);
  let rest = performance.now() - start;
  console.log(`${row}: ${time((rest * 1000) / runs)} us a step`);
  const most = [...spent].toSorted(([, a], [, b]) => b.milliseconds - a.milliseconds);
  for (const [key, { milliseconds: all, calls }] of most) {
    rest -= all;
    console.log(`${time((all * 1000) / runs).padStart(8)}  ${Math.round(calls / runs)} x ${key}`);
  }
  console.log(`${time((rest * 1000) / runs).padStart(8)}  around them`);
}
