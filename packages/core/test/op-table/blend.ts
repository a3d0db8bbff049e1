import * as blend from "../../src/ops/blend.ts";
import { named } from "./arguments.ts";
import { cast, map, type Nd, zip } from "./nd.ts";
import { family, floats, numbers, type OpSpec, promoted, t } from "./spec.ts";

interface Lerp {
  end: Nd;
  weight: unknown;
}

const lerp: OpSpec = {
  samples: [
    [t([2, 3]), t([2, 3]), t([2, 3])],
    [t([2, 3]), t([3]), t([2, 1])],
    [t([3]), t([3]), 0.25],
    [t([3]), t([]), 2],
    [t([]), t([]), t([])],
    [t([0, 2]), t([2]), 0.5],
    [t([2]), { end: t([2]), weight: 0.75 }],
  ],
  reference: (x: Nd, ...rest: unknown[]) => {
    const { end, weight } = named<Lerp>(["end", "weight"], rest);
    return zip((a, b, w) => a + w * (b - a), x, end, weight);
  },
  dtypes: floats,
  errors: [
    [[t([2]), t([3]), 0.5], /must match the size/],
    [[t([2]), t([2], { dtype: "float64" }), 0.5], /expected dtype float32 for `end` but got/],
    [[t([2]), t([2]), t([2], { dtype: "float64" })], /expected dtype float32 for `weight`/],
    [[t([2]), 1, 0.5], /argument "end" must be a Tensor/],
  ],
};

interface Addc {
  tensor1: Nd;
  tensor2: Nd;
  value?: number;
}

/** `f(x, a, b, value)`, computed in the dtype of the three together. */
function scaled(f: (x: number, a: number, b: number, value: number) => number): OpSpec {
  return {
    samples: [
      [t([2, 3]), t([2, 3]), t([2, 3])],
      [t([2, 3]), t([3]), t([2, 1])],
      [t([3]), t([]), t([3]), { value: 2 }],
      [t([]), t([]), t([]), 3],
      [t([0, 2]), t([2]), t([0, 1])],
      [t([2]), { tensor1: t([2]), tensor2: t([1]), value: -1 }],
    ],
    domain: { low: 1, high: 3 },
    reference: (x: Nd, ...rest: unknown[]) => {
      const { tensor1, tensor2, value = 1 } = named<Addc>(["tensor1", "tensor2", "value"], rest);
      const dtype = promoted([x, tensor1, tensor2]);
      return zip((a, b, c) => cast(f(a, b, c, value), dtype), x, tensor1, tensor2).as(dtype);
    },
    dtypes: numbers,
    errors: [
      [[t([2]), t([3]), t([2])], /must match the size/],
      [[t([2]), 1, t([2])], /argument "tensor1" must be a Tensor/],
      [[t([2]), t([2]), t([2]), { scale: 1 }], /unknown option "scale"/],
    ],
  };
}

const addcdiv = scaled((x, a, b, value) => x + (value * a) / b);
const integer = t([2], { dtype: "int64", values: [1, 2] });

interface Mend {
  nan?: number | null;
  posinf?: number | null;
  neginf?: number | null;
}

const broken = t([4], { values: [NaN, Infinity, -Infinity, 2], dtype: "float64" });
const largest: Record<string, number> = { float32: 2 ** 128 - 2 ** 104, float64: Number.MAX_VALUE };

export default family(blend, {
  lerp,
  addcmul: scaled((x, a, b, value) => x + value * a * b),
  addcdiv: {
    ...addcdiv,
    dtypes: floats,
    errors: [
      ...(addcdiv.errors ?? []),
      [[integer, integer, integer], /Integer division with addcdiv is no longer supported/],
    ],
  },
  nanToNum: {
    samples: [
      [t([2, 3])],
      [t([])],
      [t([0])],
      [broken],
      [broken, 1.5],
      [broken, { posinf: 9 }],
      [broken, null, 7, -8],
      [t([2], { values: [NaN, Infinity], dtype: "float32" })],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { nan, posinf, neginf } = named<Mend>(["nan", "posinf", "neginf"], rest);
      const end = largest[x.dtype ?? ""];
      return map(
        x,
        (value) => {
          if (Number.isNaN(value)) return nan ?? 0;
          if (value === Infinity) return posinf ?? end;
          return value === -Infinity ? (neginf ?? -end) : value;
        },
        x.dtype,
      );
    },
    errors: [[[t([2]), { inf: 1 }], /unknown option "inf"; known: nan, posinf, neginf/]],
  },
});
