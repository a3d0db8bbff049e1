/**
 * `pnpm bench [ROW …]`: how fast Tapeloop is here, row by row: kernels' ops at several sizes, forward and backward, and the
 * training steps. With SIMD as it is set: TAPELOOP_SIMD=0 turns it off. A ROW is a part of a row's name.
 */
import b from "benny";
import { type Tensor, torch } from "tapeloop";

import { sink, type Work } from "./measure.ts";
import { ops } from "./ops.ts";
import { steps } from "./steps.ts";

const wanted = process.argv.slice(2);

/** Runs the rows that are wanted; the set-up of a row is not timed. */
async function suite(name: string, rows: Readonly<Record<string, () => Work>>): Promise<void> {
  const names = Object.keys(rows).filter(
    (row) => wanted.length === 0 || wanted.some((part) => row.includes(part)),
  );
  if (names.length === 0) return;
  const cases = names.map((row) =>
    b.add(row, () => {
      const work = rows[row]();
      return () => {
        sink.value = work();
      };
    }),
  );
  await b.suite(name, ...cases, b.cycle());
}

const sizes = { "4": 4, "256": 256, "4k": 4096, "64k": 65536, "1M": 2 ** 20, "4M": 2 ** 22 };
const functions: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  add: (x) => x.add(x),
  mul: (x) => x.mul(2),
  exp: (x) => x.exp(),
  tanh: (x) => x.tanh(),
  relu: (x) => x.relu(),
  sum: (x) => x.sum(),
};

/** Each function at each size: contiguous, every other element, and with its gradient. */
const families: Record<string, () => Work> = {};
for (const [name, f] of Object.entries(functions)) {
  for (const [label, size] of Object.entries(sizes)) {
    families[`${name}, ${label}`] = () => {
      const x = torch.randn(size);
      return () => torch.noGrad(() => f(x));
    };
    families[`${name}, ${label}, strided`] = () => {
      const x = torch.randn(2 * size).index("::2");
      return () => torch.noGrad(() => f(x));
    };
    families[`${name}, ${label}, and backward`] = () => {
      const x = torch.randn(size, { requiresGrad: true });
      return () => {
        x.grad = null;
        f(x).sum().backward();
        return x.grad;
      };
    };
  }
}

await suite("families", families);
await suite("ops", ops);
await suite("training steps", steps);
