import * as reduce from "../../src/ops/reduce.ts";
import { Nd, reduce as reduced } from "./nd.ts";
import { family, floats, reduction, t } from "./spec.ts";

const total = (values: number[]): number => values.reduce((a, b) => a + b, 0);

const sum = reduction(total, { result: "sum" });
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
      if (dims.length === 0) return x;
      return new Nd(target, reduced(x, dims, true, total).data);
    },
    result: "sum",
    errors: [
      [[t([2, 3]), 3, 3], /not expandable/],
      [[t([3]), 2, 3], /not expandable/],
    ],
  },
});
