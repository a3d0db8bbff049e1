/**
 * `npm run bench:memory`: what each training step allocates, how much of its time the garbage collector takes, and how resident
 * memory behaves over a long run that never awaits.
 *
 *     --steps N     of the long run (20,000)
 *     --write       renews the figures in docs/performance.md
 *
 * Each figure is taken in a process of its own.
 */
import { spawnSync } from "node:child_process";
import { constants, PerformanceObserver } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { machine, renew } from "./document.ts";
import { sink } from "./measure.ts";
import { time } from "./report.ts";
import { steps } from "./steps.ts";

const { values } = parseArgs({
  options: {
    steps: { type: "string", default: "20000" },
    write: { type: "boolean", default: false },
    row: { type: "string" },
    long: { type: "string" },
  },
});

interface Allocation {
  /** Bytes a step. */
  readonly heap: number;
  readonly arrays: number;
  /** Microseconds a step. */
  readonly step: number;
  readonly collector: number;
  readonly collections: { readonly minor: number; readonly major: number };
}

/** What a step allocates: the growth of heap and of array buffers over the usual step, in which nothing is collected. */
async function allocation(row: string): Promise<Allocation> {
  const work = steps[row]();
  const began = performance.now();
  // Until the engine has optimised what it will.
  while (performance.now() - began < 1500) sink.value = work();

  const heap: number[] = [];
  const arrays: number[] = [];
  for (let i = 0; i < 101; i++) {
    const before = process.memoryUsage();
    sink.value = work();
    const after = process.memoryUsage();
    heap.push(after.heapUsed - before.heapUsed);
    arrays.push(after.arrayBuffers - before.arrayBuffers);
  }

  const count = { minor: 0, major: 0 };
  let collector = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration, detail } of list.getEntries()) {
      const minor = (detail as { kind: number }).kind === constants.NODE_PERFORMANCE_GC_MINOR;
      count[minor ? "minor" : "major"]++;
      collector += duration;
    }
  });
  observer.observe({ entryTypes: ["gc"] });
  let done = 0;
  const start = performance.now();
  while (performance.now() - start < 2000) {
    sink.value = work();
    done++;
  }
  const elapsed = performance.now() - start;
  // The entries of a loop that does not await come when it is over.
  await new Promise((resolve) => setTimeout(resolve, 50));
  observer.disconnect();
  const middle = (list: number[]): number => list.sort((a, b) => a - b)[list.length >> 1];
  return {
    heap: middle(heap),
    arrays: middle(arrays),
    step: (elapsed / done) * 1000,
    collector: (collector / done) * 1000,
    collections: { minor: count.minor / done, major: count.major / done },
  };
}

/** The largest resident set of each quarter of a long synchronous run, in bytes. */
function residence(row: string, count: number): number[] {
  const work = steps[row]();
  const quarters = [0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    sink.value = work();
    const quarter = Math.floor((4 * i) / count);
    if (i % 10 === 0) quarters[quarter] = Math.max(quarters[quarter], process.memoryUsage.rss());
  }
  return quarters;
}

function inProcess<Answer>(...args: string[]): Answer {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), ...args],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Answer;
}

function main(): void {
  const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(1);
  const lines = Object.keys(steps).map((row) => {
    const { heap, arrays, step, collector, collections } = inProcess<Allocation>("--row", row);
    const share = `${((100 * collector) / step).toFixed(1)} %`;
    const often = `${collections.minor.toFixed(3)} / ${collections.major.toFixed(3)}`;
    return `| ${row} | ${kilobytes(heap)} | ${kilobytes(arrays)} | ${time(collector)} | ${share} | ${often} |`;
  });
  const row = "MLP 784-128-10, batch 64";
  const quarters = inProcess<number[]>("--long", row, "--steps", values.steps);
  const megabytes = quarters.map((bytes) => bytes / 2 ** 20);
  const growth = Math.max(megabytes[2], megabytes[3]) - megabytes[1];
  const text = `${machine()}

| training step | objects, KB | array buffers, KB | collector, us | of the step's time | minor / major collections |
| --- | --- | --- | --- | --- | --- |
${lines.join("\n")}

All of it a step. Over ${Number(values.steps).toLocaleString("en")} steps of the ${row} that never await, the largest resident set of each quarter was
${megabytes.map((it) => it.toFixed(0)).join(", ")} MB: the second half's is ${growth.toFixed(1)} MB above the second quarter's (at most 20 wanted).`;
  console.log(text);
  if (values.write) renew("memory", text);
}

if (values.row !== undefined) console.log(JSON.stringify(await allocation(values.row)));
else if (values.long !== undefined) {
  console.log(JSON.stringify(residence(values.long, Number(values.steps))));
} else main();
