import { isFloat } from "../../src/dtype.ts";
import * as reduce from "../../src/ops/reduce.ts";
import { Nd, reduce as reduced } from "./nd.ts";
import { family, floats, type OpSpec, reduction, reductionArgs, t } from "./spec.ts";

const total = (values: number[]): number => values.reduce((a, b) => a + b, 0);

const finite = (values: number[]): number[] => values.filter((value) => !Number.isNaN(value));
const withNan = t([2, 3], { dtype: "float64", values: [1, NaN, 3, NaN, NaN, -2] });
const product = (values: number[]): number => values.reduce((a, b) => a * b, 1);
const zeros = t([2, 3], { values: [0, 2, 3, 0, 0, 1] });

const truth = (f: (values: number[]) => boolean): OpSpec => {
  const row = reduction((values) => Number(f(values)), { differentiable: false });
  return {
    ...row,
    samples: [...row.samples, [zeros, 1], [t([0, 3]), 0], [t([2, 0])], [t([2, 3]), [0, 1], true]],
    reference: (x: Nd, ...rest: unknown[]) => {
      const found = (row.reference as (...args: unknown[]) => Nd)(x, ...rest);
      return found.as(x.dtype === "uint8" ? "uint8" : "bool");
    },
  };
};

const sum = reduction(total, { result: "sum" });
const nansum = reduction((values) => total(finite(values)), { result: "sum" });
const nanmean = reduction((values) => total(finite(values)) / finite(values).length, {
  dtypes: floats,
});
const prod = reduction(product, { result: "sum", tolerance: 1e-4 });
const logsumexp = reduction((values) => Math.log(total(values.map(Math.exp))), {
  result: "float",
});
const mean = reduction((values) => total(values) / values.length, { dtypes: floats });

export default family(reduce, {
  sum: {
    ...sum,
    samples: [
      ...sum.samples,
      [t([0, 3])],
      [t([0, 3]), 0],
      [t([0, 3]), 1],
      [t([2, 3]), []],
      [t([2, 3]), null, true],
    ],
    reference: (x: Nd, dim?: unknown, ...rest: unknown[]) =>
      (sum.reference as (...args: unknown[]) => Nd)(
        x,
        Array.isArray(dim) && dim.length === 0 ? null : dim,
        ...rest,
      ),
  },
  mean: {
    ...mean,
    samples: [...mean.samples, [t([2, 0]), 0]],
    errors: [
      ...(mean.errors ?? []),
      [[t([2], { dtype: "int64" })], /must be a floating point dtype/],
    ],
  },
  nansum: {
    ...nansum,
    samples: [...nansum.samples, [withNan], [withNan, 1, true], [t([2, 3]), { dtype: "float64" }]],
    reference: (x: Nd, ...rest: unknown[]) => {
      const found = (nansum.reference as (...args: unknown[]) => Nd)(x, ...rest);
      const asked = rest.some((arg) => (arg as { dtype?: unknown } | null)?.dtype === "float64");
      return asked || x.dtype === "float64" ? found.as("float64") : found;
    },
    errors: [
      ...(nansum.errors ?? []),
      [[t([2]), { dtype: "int64" }], /not implemented for dtype int64.*sum in a float dtype/],
    ],
  },
  nanmean: {
    ...nanmean,
    samples: [...nanmean.samples, [withNan], [withNan, { dim: 0 }]],
    reference: (x: Nd, ...rest: unknown[]) =>
      (nanmean.reference as (...args: unknown[]) => Nd)(x, ...rest).as(x.dtype!),
  },
  prod: {
    ...prod,
    domain: { low: -2, high: 2 },
    samples: [
      ...prod.samples.filter(([, dim]) => !Array.isArray(dim) && typeof dim !== "object"),
      [t([3, 4]), { dim: 1, keepdim: true }],
      [zeros],
      [zeros, 1],
      [zeros, 0, true],
      [t([1, 5]), 1],
      [t([2, 0]), 1],
      [t([0])],
    ],
  },
  any: truth((values) => values.some((value) => value !== 0)),
  all: truth((values) => values.every((value) => value !== 0)),
  countNonzero: {
    ...reduction((values) => values.filter((value) => value !== 0).length, {
      result: "int64",
      differentiable: false,
    }),
    samples: [
      [zeros],
      [zeros, 1],
      [zeros, { dim: [0, 1] }],
      [t([])],
      [t([0, 2]), 0],
      [t([2, 3]), []],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { dim } = reductionArgs(rest);
      const dims = Array.isArray(dim) && dim.length === 0 ? null : dim;
      return reduced(x, dims, false, (values) => values.filter((value) => value !== 0).length);
    },
  },
  logsumexp: {
    ...logsumexp,
    samples: [
      ...logsumexp.samples.filter((sample) => sample.length > 1),
      [t([2, 2], { values: [1000, 1000, -1000, -1001] }), 1],
      [t([0, 3], { dtype: "float64" }), 0],
      [t([2, 0]), 0],
    ],
    reference: (x: Nd, ...rest: unknown[]) =>
      (logsumexp.reference as (...args: unknown[]) => Nd)(x, ...rest).as(
        isFloat(x.dtype!) ? x.dtype! : "float32",
      ),
    errors: [...(logsumexp.errors ?? []), [[t([3])], /missing argument "dim"/]],
  },
  sumToSize: {
    samples: [
      [t([3, 4]), 1, 4],
      [t([2, 3, 4]), [3, 1]],
      [t([2, 3]), [2, 3]],
      [t([2, 3]), []],
      [t([]), []],
      [t([2, 0]), [1, 0]],
    ],
    reference: (x: Nd, ...size: unknown[]) => {
      const target = (Array.isArray(size[0]) ? size[0] : size) as number[];
      const lead = x.shape.length - target.length;
      const dims = x.shape
        .map((_, d) => d)
        .filter((d) => d < lead || target[d - lead] !== x.shape[d]);
      if (dims.length === 0 && target.length > 0) return x;
      return new Nd(target, reduced(x, dims, true, total).data);
    },
    result: "sum",
    errors: [
      [[t([2, 3]), 3, 3], /not expandable/],
      [[t([3]), 2, 3], /not expandable/],
    ],
  },
});
