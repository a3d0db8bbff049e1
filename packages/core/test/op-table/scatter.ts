import * as ops from "../../src/ops/scatter.ts";
import { dimOf, named } from "./arguments.ts";
import { cast, indices, Nd } from "./nd.ts";
import { family, type OpSpec, t } from "./spec.ts";

const index = (shape: readonly number[], values: readonly number[]) =>
  t(shape, { dtype: "int64", values });

interface Args {
  dim: number;
  index: Nd;
  src: Nd | number | boolean;
  value: number;
  reduce?: string;
  includeSelf?: boolean;
}

/** For each place of the result the values that are brought there, in order. */
function brought(x: Nd, { dim, index: places, src }: Args): Map<string, number[]> {
  const d = dimOf(x, dim);
  const found = new Map<string, number[]>();
  for (const at of indices(places.shape)) {
    const to = x.shape.length === 0 ? [] : at.with(d, places.at(...at));
    const value =
      src instanceof Nd
        ? src.shape.length === 0
          ? src.at()
          : src.at(...at)
        : cast(Number(src), x.dtype!);
    found.set(to.join(), [...(found.get(to.join()) ?? []), value]);
  }
  return found;
}

function written(x: Nd, args: Args, combine: (own: number, values: number[]) => number): Nd {
  const found = brought(x, args);
  return new Nd(
    x.shape,
    indices(x.shape).map((at, i) => {
      const values = found.get(at.join());
      return values ? combine(x.data[i], values) : x.data[i];
    }),
  );
}

const total = (values: number[]): number => values.reduce((a, b) => a + b, 0);
const times = (values: number[]): number => values.reduce((a, b) => a * b, 1);

/** Booleans add as `or` and multiply as `and`, which is what casting the number back does. */
const folds: Record<string, (values: number[], dtype: string) => number> = {
  sum: total,
  prod: times,
  mean: (values, dtype) =>
    dtype.startsWith("float")
      ? total(values) / values.length
      : Math.floor(total(values) / values.length),
  amax: (values) => Math.max(...values),
  amin: (values) => Math.min(...values),
};

const badIndex: OpSpec["errors"] = [
  [[t([2, 3]), 1, t([2, 3]), t([2, 3])], /Expected dtype int64 for index/],
  [[t([2, 3]), 1, index([2], [0, 0]), t([2, 3])], /same number of dimensions as self tensor/],
  [[t([2, 3]), 1, index([1, 2], [0, 0]), t([3])], /same number of dimensions as src tensor/],
  [
    [t([2, 3]), 1, index([3, 1], [0, 0, 0]), t([3, 3])],
    /to be smaller than self \[2, 3\] apart from dimension 1/,
  ],
  [[t([2, 3]), 1, index([1, 2], [0, 0]), t([1, 1])], /to be smaller size than src \[1, 1\]/],
  [
    [t([2, 3]), 1, index([1, 1], [3]), t([1, 1])],
    /index 3 is out of bounds for dimension 1 with size 3/,
  ],
  [
    [t([2, 3]), 1, index([1, 1], [0]), t([1, 1], { dtype: "float64" })],
    /Expected self.dtype to be equal to src.dtype/,
  ],
  [[t([2, 3]), 2, index([1, 1], [0]), t([1, 1])], /out of range/],
];

const withReduce = (samples: OpSpec["samples"]): OpSpec["samples"] =>
  samples.map(([x, dim, places, src]) => [x, dim, places, src, "sum"]);
const errorsWithReduce = badIndex.map(
  ([[x, dim, places, src], message]) => [[x, dim, places, src, "sum"], message] as const,
);

const samples: OpSpec["samples"] = [
  [t([3, 4]), 1, index([3, 2], [0, 3, 1, 2, 2, 0]), t([3, 2])],
  [t([3, 4]), -2, index([1, 3], [0, 2, 1]), t([2, 4])],
  [t([2, 3, 2]), 1, index([2, 1, 2], [2, 0, 1, 2]), t([2, 1, 2])],
  [t([4]), 0, index([3], [3, 0, 1]), t([3])],
  [t([]), 0, index([], [0]), t([])],
  [t([3, 4]), 1, index([0, 2], []), t([3, 4])],
];
// Where several meet: the gradient of what is overwritten is PyTorch's, not that of finite differences.
const meeting: OpSpec["samples"] = [
  [t([3, 4]), 1, index([3, 3], [0, 0, 1, 2, 2, 2, 3, 0, 3]), t([3, 3])],
  [t([4]), 0, index([5], [3, 3, 3, 0, 3]), t([5])],
];

export default family(ops, {
  scatter: {
    samples: [
      ...samples,
      [t([3, 4]), 1, index([3, 2], [0, 0, 1, 2, 2, 2]), 2],
      [t([3, 4]), { dim: 0, index: index([1, 4], [0, 2, 1, 1]), value: true }],
      [t([3, 4]), 1, index([3, 2], [0, 0, 1, 2, 2, 2]), t([3, 2]), { reduce: "add" }],
      [t([3, 4]), 1, index([3, 2], [0, 0, 1, 2, 2, 2]), 2, { reduce: "multiply" }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const given = named<Args>(["dim", "index", "src"], rest);
      const args = { ...given, src: given.src ?? given.value };
      return written(x, args, (own, values) => {
        if (args.reduce === "add") return total([own, ...values]);
        return args.reduce === "multiply" ? times([own, ...values]) : values.at(-1)!;
      });
    },
    errors: [
      ...badIndex,
      [
        [t([2, 3]), 1, index([1, 1], [0]), 1, { reduce: "mean" }],
        /reduce argument must be either add or multiply/,
      ],
      [[t([2, 3]), 1, index([1, 1], [0]), "1"], /"src" must be a Tensor/],
    ],
  },
  scatterAdd: {
    samples: [...samples, ...meeting],
    reference: (x: Nd, ...rest: unknown[]) =>
      written(x, named(["dim", "index", "src"], rest), (own, values) => total([own, ...values])),
    errors: badIndex,
  },
  scatterReduce: {
    domain: { distinct: true, low: 1, high: 4 },
    samples: [
      ...withReduce(samples),
      ...["sum", "prod", "amax", "amin"].flatMap((reduce) =>
        meeting.flatMap(([x, dim, places, src]) => [
          [x, dim, places, src, reduce],
          [x, dim, places, src, { reduce, includeSelf: false }],
        ]),
      ),
      // Booleans have no mean; its gradients are in ../scatter.test.ts.
      ...(["float32", "int64", "uint8"] as const).flatMap((dtype) =>
        [true, false].map((includeSelf) => [
          t([4], { dtype }),
          0,
          index([5], [3, 3, 3, 0, 3]),
          t([5], { dtype }),
          { reduce: "mean", includeSelf },
        ]),
      ),
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["dim", "index", "src", "reduce"], rest);
      const fold = folds[args.reduce!];
      return written(x, args, (own, values) =>
        fold(args.includeSelf === false ? values : [own, ...values], x.dtype!),
      ).as(x.dtype!);
    },
    errors: [
      ...errorsWithReduce,
      [
        [t([3], { dtype: "bool" }), 0, index([1], [0]), t([1], { dtype: "bool" }), "mean"],
        /mean is not implemented for bool/,
      ],
      [
        [t([2, 3]), 1, index([1, 1], [0]), t([1, 1]), "add"],
        /must be either sum, prod, mean, amax or amin/,
      ],
    ],
  },
});
