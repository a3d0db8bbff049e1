import * as losses from "../../src/ops/classification-loss.ts";
import { named } from "./arguments.ts";
import { badReduction, type LossArgs, reduced, reductions } from "./losses.ts";
import { build, type Nd, reduce } from "./nd.ts";
import { family, floats, type OpSpec, type Sample, t } from "./spec.ts";

const classes = (shape: readonly number[], values: readonly number[]) =>
  t(shape, { dtype: "int64", values });
const weight = (count: number) =>
  t([count], { dtype: "float32", values: [0.5, 2, 1].slice(0, count) });

interface Args extends LossArgs {
  target: Nd;
  weight?: Nd | null;
  ignoreIndex?: number;
  labelSmoothing?: number;
}

const params = ["target", "weight", "sizeAverage", "ignoreIndex", "reduce", "reduction"];
const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);

function logSoftmax(x: Nd, dim: number): Nd {
  const totals = reduce(x, dim, true, (values) => Math.log(sum(values.map(Math.exp))));
  return build(x.shape, (index) => x.at(...index) - totals.broadcastAt(index));
}

/** The loss of each row, whose log-probabilities are given, and what the rows weigh in all. */
function ofClasses(y: Nd, args: Args): Nd {
  const dim = y.shape.length === 1 ? 0 : 1;
  const { target, ignoreIndex = -100, labelSmoothing: smoothing = 0 } = args;
  const count = y.shape[dim];
  const weightOf = (c: number): number => args.weight?.at(c) ?? 1;
  let total = 0;
  const each = build(target.shape, (index) => {
    const own = target.at(...index);
    if (own === ignoreIndex) return 0;
    total += weightOf(own);
    const at = (c: number): number => y.at(...index.toSpliced(dim, 0, c));
    const all = Array.from({ length: count }, (_, c) => weightOf(c) * at(c));
    return -((1 - smoothing) * weightOf(own) * at(own) + (smoothing / count) * sum(all));
  });
  return reduced(each, args, total);
}

function ofProbabilities(y: Nd, args: Args): Nd {
  const dim = y.shape.length === 1 ? 0 : 1;
  const { target, labelSmoothing: smoothing = 0 } = args;
  const count = y.shape[dim];
  const terms = build(y.shape, (index) => {
    const share = (1 - smoothing) * target.at(...index) + smoothing / count;
    return -share * (args.weight?.at(index[dim]) ?? 1) * y.at(...index);
  });
  return reduced(reduce(terms, dim, false, sum), args, y.data.length / count);
}

const samples: readonly Sample[] = [
  [t([3, 4]), classes([3], [0, 3, 1])],
  [t([4]), classes([], [2])],
  [t([2, 3, 2]), classes([2, 2], [0, 1, 2, 2])],
  [t([2, 3, 2, 2]), classes([2, 2, 2], [0, 1, 2, 2, 0, 0, 1, 1])],
  [t([1, 2, 1, 2, 2]), classes([1, 1, 2, 2], [0, 1, 1, 0])],
  [t([3, 4]), classes([3], [0, -100, 1])],
  [t([3, 2]), classes([3], [1, 0, 1]), { ignoreIndex: 1 }],
  [t([2, 3]), t([2], { dtype: "uint8", values: [2, 0] })],
  ...reductions.map((options) => [t([3, 4]), classes([3], [0, -100, 1]), options]),
  [t([0, 3]), classes([0], []), { reduction: "sum" }],
];

const weighted: readonly Sample[] = [
  [t([3, 3], { dtype: "float32" }), classes([3], [0, 2, 1]), weight(3)],
  [
    t([3, 3], { dtype: "float32" }),
    { target: classes([3], [0, -100, 1]), weight: weight(3), reduction: "none" },
  ],
  [
    t([2, 2, 3], { dtype: "float32" }),
    classes([2, 3], [0, 1, 1, 0, 0, 1]),
    weight(2),
    { reduction: "sum" },
  ],
  [t([3, 3]), classes([3], [0, 2, 1]), null],
];

const errors: NonNullable<OpSpec["errors"]> = [
  ...badReduction,
  [[t([3, 4]), t([3])], /expected scalar type int64 for target but found float32.*dtype: "int64"/],
  [[t([3, 4]), classes([3], [0, 4, 1])], /target 4 is out of bounds.*0 to 3/],
  [[t([3, 4]), classes([3], [0, -1, 1])], /target -1 is out of bounds/],
  [[t([3, 4]), classes([2], [0, 1])], /batch_size \(3\) to match target batch_size \(2\)/],
  [
    [t([2, 3, 2]), classes([2, 3], [0, 0, 0, 0, 0, 0])],
    /expected target size \[2, 2\], got target \[2, 3\]/,
  ],
  [[t([2, 3]), classes([2, 1], [0, 0])], /multi-target not supported/],
  [[t([2, 3]), classes([2], [0, 1]), t([2])], /either for all 3 classes or no classes/],
  [[t([2, 3]), classes([2], [0, 1]), t([3], { dtype: "float64" })], /float32 but found float64/],
  [[t([]), classes([], [0])], /expected 1 or more dimensions/],
];

/** The dtype that a weight of float32 asks for, or the row's own. */
const own = (result: Nd, x: Nd): Nd => result.as(x.dtype!);

export default family(losses, {
  nllLoss: {
    dtypes: floats,
    samples: [...samples, ...weighted],
    reference: (x: Nd, ...rest: unknown[]) => own(ofClasses(x, named<Args>(params, rest)), x),
    errors,
  },
  crossEntropy: {
    dtypes: floats,
    samples: [
      ...samples,
      ...weighted,
      [t([3, 4]), classes([3], [0, -100, 1]), { labelSmoothing: 0.2 }],
      [t([2, 3, 2]), classes([2, 2], [0, 1, 2, 2]), { labelSmoothing: 0.1, reduction: "none" }],
      [
        t([3, 3], { dtype: "float32" }),
        classes([3], [0, 2, 1]),
        { weight: weight(3), labelSmoothing: 0.3 },
      ],
      [t([3, 4]), t([3, 4], { low: 0, high: 1 })],
      [t([4]), t([4], { low: 0, high: 1 }), { labelSmoothing: 0.1 }],
      [t([2, 3, 2]), t([2, 3, 2], { low: 0, high: 1 }), { reduction: "none" }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>([...params, "labelSmoothing"], rest);
      const y = logSoftmax(x, x.shape.length === 1 ? 0 : 1);
      const same = args.target.shape.join() === x.shape.join();
      return own(same ? ofProbabilities(y, args) : ofClasses(y, args), x);
    },
    errors: [
      ...errors,
      [
        [t([2, 3]), t([2, 3], { dtype: "int64" })],
        /expected floating point type for target with class probabilities/,
      ],
      [[t([2, 3]), t([2, 3]), { ignoreIndex: 1 }], /ignoreIndex is not supported/],
      [[t([2, 3]), classes([2], [0, 1]), { labelSmoothing: 2 }], /between 0.0 and 1.0/],
    ],
  },
});
