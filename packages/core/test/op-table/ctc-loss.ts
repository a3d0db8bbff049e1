import * as losses from "../../src/ops/ctc-loss.ts";
import { named, range } from "./arguments.ts";
import { type LossArgs, reduced, reductionOf } from "./losses.ts";
import { Nd } from "./nd.ts";
import { family, floats, t } from "./spec.ts";

interface Args extends LossArgs {
  targets: Nd;
  inputLengths: Nd | number[] | number;
  targetLengths: Nd | number[] | number;
  blank?: number;
  zeroInfinity?: boolean;
}

const list = (lengths: Nd | number[] | number): readonly number[] =>
  lengths instanceof Nd ? lengths.data : typeof lengths === "number" ? [lengths] : lengths;

/** Every path through the classes, its blanks and repetitions taken out, that spells the labels: straight from the definition. */
function likelihood(
  y: (step: number, c: number) => number,
  steps: number,
  classes: number,
  labels: readonly number[],
  blank: number,
): number {
  let total = 0;
  const walk = (step: number, path: readonly number[], probability: number): void => {
    if (step === steps) {
      const merged = path.filter((c, i) => c !== path[i - 1]).filter((c) => c !== blank);
      if (merged.join() === labels.join()) total += probability;
      return;
    }
    for (const c of range(classes))
      walk(step + 1, [...path, c], probability * Math.exp(y(step, c)));
  };
  walk(0, [], 1);
  return total;
}

const targets = (shape: readonly number[], values: readonly number[]) =>
  t(shape, { dtype: "int64", values });
const lengths = (...values: number[]) => t([values.length], { dtype: "int64", values });
/**
 * Not of an open dtype, so that gradients are not checked: they take it that each step's probabilities sum to one, as
 * PyTorch's do. See losses.test.ts.
 */
const scores = (...shape: number[]) => t(shape, { low: -2, high: 0, dtype: "float64" });

export default family(losses, {
  ctcLoss: {
    dtypes: floats,
    samples: [
      [scores(4, 2, 3), targets([2, 2], [1, 2, 1, 0]), lengths(4, 3), lengths(2, 1)],
      [scores(4, 2, 3), targets([3], [1, 1, 2]), [4, 4], [2, 1]],
      [scores(4, 3), targets([2], [2, 1]), 4, 2],
      [scores(4, 2, 3), targets([2, 2], [1, 2, 1, 0]), [4, 3], [2, 1], { reduction: "sum" }],
      [scores(4, 2, 3), targets([2, 2], [1, 2, 1, 0]), [4, 3], [2, 0], { reduction: "none" }],
      [scores(4, 2, 3), targets([2, 2], [0, 1, 1, 0]), [4, 3], [2, 1], 2],
      [scores(2, 1, 3), targets([1, 2], [1, 1]), [2], [2], { reduction: "sum" }],
      [scores(2, 1, 3), targets([1, 2], [1, 1]), [2], [2], { zeroInfinity: true }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const names = ["targets", "inputLengths", "targetLengths", "blank", "reduction"];
      const args = named<Args>(names, rest);
      const { blank = 0, zeroInfinity = false } = args;
      const [steps, sizes] = [list(args.inputLengths), list(args.targetLengths)];
      const batched = x.shape.length === 3;
      const classes = x.shape.at(-1)!;
      const padded = args.targets.shape.length === 2;
      let at = 0;
      const each = steps.map((count, n) => {
        const from = padded ? n * args.targets.shape[1] : at;
        at += sizes[n];
        const labels = args.targets.data.slice(from, from + sizes[n]);
        const y = (step: number, c: number): number => (batched ? x.at(step, n, c) : x.at(step, c));
        const loss = -Math.log(likelihood(y, count, classes, labels, blank));
        return zeroInfinity && loss === Infinity ? 0 : loss;
      });
      const scaled =
        reductionOf(args) === "mean" ? each.map((loss, n) => loss / Math.max(sizes[n], 1)) : each;
      return reduced(
        new Nd(batched || reductionOf(args) !== "none" ? [scaled.length] : [], scaled),
        args,
      ).as("float64");
    },
    errors: [
      [
        [scores(4, 2, 3), targets([2, 2], [1, 2, 1, 0]), [5, 4], [2, 1]],
        /value at most 4.*got value 5/,
      ],
      [
        [scores(4, 2, 3), targets([2, 2], [1, 2, 1, 0]), [4, 4], [3, 1]],
        /size at least 3 at dimension 1/,
      ],
      [
        [scores(4, 2, 3), targets([4], [1, 2, 1, 0]), [4, 4], [2, 1]],
        /size 3 at dimension 0, but got size 4/,
      ],
      [
        [scores(4, 2, 3), targets([2, 2], [1, 2, 1, 0]), [4], [2, 1]],
        /inputLengths must be of size batch_size 2/,
      ],
      [
        [scores(4, 2, 3), targets([2, 2], [1, 2, 1, 0]), [4, 4], [2, 1], 3],
        /blank must be in label range/,
      ],
      [
        [scores(4, 2, 3), targets([2, 2], [1, 3, 1, 0]), [4, 4], [2, 1]],
        /target 3 is out of bounds/,
      ],
      [[scores(4, 2, 3), t([2, 2]), [4, 4], [2, 1]], /expected targets of dtype int64/],
      [[scores(4), targets([1], [1]), 4, 1], /logProbs must be/],
    ],
  },
});
