import * as ops from "../../src/ops/embedding-bag.ts";
import { named, range } from "./arguments.ts";
import { build, type Nd } from "./nd.ts";
import { family, floats, t, type TensorArg } from "./spec.ts";

/** Row numbers. */
const rows = (shape: readonly number[], values: readonly number[]): TensorArg =>
  t(shape, { dtype: "int64", values });

const bagNames = [
  "weight",
  "offsets",
  "maxNorm",
  "normType",
  "scaleGradByFreq",
  "mode",
  "sparse",
  "perSampleWeights",
  "includeLastOffset",
  "paddingIdx",
];

interface Bags {
  weight: Nd;
  offsets?: Nd | null;
  mode?: "sum" | "mean" | "max";
  perSampleWeights?: Nd | null;
  includeLastOffset?: boolean;
  paddingIdx?: number | null;
}

/** Pools bag by bag, as the definition says. */
function bags(input: Nd, args: Bags): Nd {
  const { weight, offsets, mode = "mean", perSampleWeights: factors, paddingIdx } = args;
  const padding = (paddingIdx ?? NaN) < 0 ? (paddingIdx ?? 0) + weight.shape[0] : paddingIdx;
  const starts = offsets
    ? [...offsets.data, ...(args.includeLastOffset ? [] : [input.data.length])]
    : range(input.shape[0] + 1).map((i) => i * input.shape[1]);
  return build([starts.length - 1, weight.shape[1]], ([bag, column]) => {
    const values = range(input.data.length)
      .filter((i) => i >= starts[bag] && i < starts[bag + 1] && input.data[i] !== padding)
      .map((i) => weight.at(input.data[i], column) * (factors ? factors.data[i] : 1));
    if (values.length === 0) return 0;
    if (mode === "max") return Math.max(...values);
    const sum = values.reduce((a, b) => a + b, 0);
    return mode === "mean" ? sum / values.length : sum;
  });
}

// What `maxNorm`, `paddingIdx` and `scaleGradByFreq` do is no derivative, or no pure function: see ../embedding.test.ts.
export default family(ops, {
  embeddingBag: {
    samples: [
      [rows([2, 3], [0, 4, 2, 2, 1, 0]), t([5, 3])],
      [rows([5], [0, 4, 2, 2, 1]), t([5, 3]), rows([3], [0, 2, 2])],
      [rows([3], [1, 0, 1]), t([2, 2]), rows([3], [0, 1, 3]), { includeLastOffset: true }],
      [rows([2, 2], [0, 1, 1, 1]), t([2, 3]), { mode: "sum" }],
      [rows([2, 2], [0, 1, 1, 1]), t([2, 3]), { mode: "sum", perSampleWeights: t([2, 2]) }],
      [
        rows([3], [1, 0, 1]),
        t([2, 2]),
        { offsets: rows([2], [0, 2]), perSampleWeights: t([3]), mode: "sum", paddingIdx: null },
      ],
      [rows([2, 2], [0, 1, 1, 2]), t([3, 2], { distinct: true }), { mode: "max" }],
      [rows([3], [1, 0, 1]), t([2, 2], { distinct: true }), rows([3], [0, 0, 2]), { mode: "max" }],
      [rows([0], []), t([2, 2]), rows([2], [0, 0])],
      [rows([0, 2], []), t([2, 2])],
    ],
    reference: (input: Nd, ...rest: unknown[]) => bags(input, named<Bags>(bagNames, rest)),
    dtypes: floats,
    errors: [
      [[rows([1, 1], [0]), t([2, 2]), { mode: "min" }], /mode has to be one of sum, mean or max/],
      [[rows([1, 1], [0]), t([2, 2]), rows([1], [0])], /input is 2D, then offsets has to be null/],
      [[rows([1], [0]), t([2, 2])], /offsets has to be a 1D Tensor but got null/],
      [[rows([1], [0]), t([2, 2]), rows([1, 1], [0])], /offsets has to be a 1D Tensor/],
      [[rows([1], [0]), t([2, 2]), t([1])], /offsets of dtype int64 or int32, but got float32/],
      [[rows([1], [0]), t([2, 2]), rows([1], [1])], /offsets\[0\] has to be 0/],
      [[rows([1], [0]), t([2, 2]), rows([2], [0, 3])], /can not be greater than input's length 1/],
      [[rows([2], [0, 1]), t([2, 2]), rows([3], [0, 2, 1])], /must never fall, but got 1 behind 2/],
      [[rows([2], [0, 1]), t([2, 2]), rows([2], [0, -1])], /must never fall, but got -1 behind 0/],
      [[rows([1, 1, 1], [0]), t([2, 2])], /input has to be 1D or 2D Tensor/],
      [[rows([1, 1], [2]), t([2, 2])], /index out of range/],
      [[rows([1, 1], [0]), t([2])], /'weight' must be 2-D/],
      [[rows([1, 1], [0]), t([2, 2]), { perSampleWeights: t([1, 1]) }], /mode='sum'/],
      [
        [rows([1, 1], [0]), t([2, 2]), { mode: "sum", perSampleWeights: t([2]) }],
        /perSampleWeights and input to have the same shape/,
      ],
      [
        [rows([1, 1], [0]), t([2, 2]), { mode: "max", scaleGradByFreq: true }],
        /does not support scaling the gradient/,
      ],
      [[rows([1, 1], [0]), t([2, 2]), { sparse: true }], /sparse gradients are not supported/],
      [
        [rows([1], [0]), t([2, 2]), rows([0], []), { includeLastOffset: true }],
        /includeLastOffset: offsets needs at least one number/,
      ],
      [[rows([1], [0]), t([2, 2]), [0]], /argument "offsets" must be a Tensor/],
      [
        [rows([1, 1], [0]), t([2, 2]), { mode: "sum", perSampleWeights: [1] }],
        /argument "perSampleWeights" must be a Tensor/,
      ],
      [
        [
          rows([1, 1], [0]),
          t([2, 2]),
          { mode: "sum", perSampleWeights: t([1, 1], { dtype: "float64" }) },
        ],
        /perSampleWeights to have the dtype of weight, float32, but got float64/,
      ],
    ],
  },
});
