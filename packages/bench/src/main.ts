/**
 * `npm run bench [-- ROW …]`: how fast Tapeloop is here, row by row: each kernel family at sizes from 4 to 4M, single ops, and
 * training steps. With SIMD as it is set: TAPELOOP_SIMD=0 turns it off. A ROW is a part of a row's name.
 */
import b from "benny";

import { families } from "./families.ts";
import { sink, type Work } from "./measure.ts";
import { ops } from "./ops.ts";
import { time } from "./report.ts";
import { steps } from "./steps.ts";

const wanted = process.argv.slice(2);

/** Runs the rows that are wanted. The set-up of a row is not timed, and its result is kept, so that no engine leaves it out. */
async function suite(name: string, rows: Readonly<Record<string, () => Work>>): Promise<void> {
  const names = Object.keys(rows).filter(
    (row) => wanted.length === 0 || wanted.some((part) => row.includes(part)),
  );
  if (names.length === 0) return;
  console.log(`\n${name}\n`);
  const cases = names.map((row) =>
    b.add(row, () => {
      const work = rows[row]();
      return () => {
        sink.value = work();
      };
    }),
  );
  const brief = b.configure({ cases: { minSamples: 10, maxTime: 0.5 } });
  await b.suite(
    name,
    ...cases,
    brief,
    b.cycle(({ name: row, details: { median }, margin }) => {
      console.log(`${row.padEnd(48)} ${time(median * 1e6).padStart(12)} us  ±${margin}%`);
    }),
  );
}

await suite("families", families);
await suite("ops", ops);
await suite("training steps", steps);
