/** Tapeloop's side of `npm run bench:peers`: answers requests line by line, as contender.ts has it. */
import { createInterface } from "node:readline";

import { simd } from "@tapeloop/simd";
import { type Clock, timed, type Work } from "./measure.ts";
import { ops } from "./ops.ts";
import { steps } from "./steps.ts";

interface Request {
  row: string;
  milliseconds: number;
  clock: Clock;
}

/** A loop that V8 has not compiled says nothing of one that trains: at least so many milliseconds go first, at every contender. */
const WARM_UP = 1000;

let work: Work | undefined;
console.log(JSON.stringify({ name: `Tapeloop, simd ${simd.enabled ? "on" : "off"}` }));
for await (const line of createInterface(process.stdin)) {
  const { row, milliseconds, clock } = JSON.parse(line) as Request;
  if (work === undefined) {
    work = { ...steps, ...ops }[row]();
    timed(work, Math.max(milliseconds, WARM_UP));
  }
  console.log(JSON.stringify({ us: timed(work, milliseconds, clock) }));
}
