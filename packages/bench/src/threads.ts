/**
 * `npm run bench:threads`: what more threads bring to products and training steps: the time that passes with one thread over that
 * with several, in turns, medians of several rounds. Other programs should leave the processors alone meanwhile.
 *
 *     --threads N     (2)
 *     --rounds N      (9)
 *     --ms N          how long a round takes each figure, after as long to run warm (200)
 *     --write         renews the figures in docs/performance.md
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

import { nn, setNumThreads, torch } from "tapeloop";

import { machine, renew } from "./document.ts";
import { median, sink, timed, type Work } from "./measure.ts";
import { time } from "./report.ts";
import { steps } from "./steps.ts";

const { values } = parseArgs({
  options: {
    threads: { type: "string", default: "2" },
    rounds: { type: "string", default: "9" },
    ms: { type: "string", default: "200" },
    write: { type: "boolean", default: false },
  },
});
const [threads, rounds, ms] = [values.threads, values.rounds, values.ms].map(Number);

function product(size: number): Work {
  const [a, b] = [torch.randn(size, size), torch.randn(size, size)];
  return () => a.matmul(b);
}

function convolution(): Work {
  const [x, weight] = [torch.randn(8, 64, 28, 28), torch.randn(64, 64, 3, 3)];
  return () => nn.functional.conv2d(x, weight, { padding: 1 });
}

const rows: Record<string, Work> = {};
for (const size of [128, 256, 512, 1024]) rows[`matmul, ${size}`] = product(size);
rows["conv2d 64-64 3x3, 28x28, batch 8"] = convolution();
for (const name of ["MLP 784-512-512-10, batch 128", "CNN 1-16-32, 28x28, batch 32"]) {
  rows[name] = steps[name]();
}

/** Microseconds a call, of each row, with so many threads, once they have started and each row has run warm. */
function measure(count: number): number[] {
  setNumThreads(count);
  return Object.values(rows).map((work) => {
    sink.value = timed(work, ms);
    return timed(work, ms);
  });
}

const readings = Array.from({ length: rounds }, () => [measure(1), measure(threads)]);
const table = [`|  | 1 thread, us | ${threads} threads, us | ratio |`, "| --- | --- | --- | --- |"];
for (const [i, name] of Object.keys(rows).entries()) {
  const one = readings.map(([it]) => it[i]);
  const many = readings.map(([, it]) => it[i]);
  const ratio = median(one.map((it, round) => it / many[round])).toFixed(2);
  table.push(`| ${name} | ${time(median(one))} | ${time(median(many))} | ${ratio} |`);
}
const text = `${machine()} ${availableParallelism()} processors; wall time, medians of ${rounds} rounds.

${table.join("\n")}`;
console.log(text);
if (values.write) renew("threads", text);
