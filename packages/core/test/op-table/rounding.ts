import * as rounding from "../../src/ops/rounding.ts";
import { named } from "./arguments.ts";
import { map, type Nd } from "./nd.ts";
import { binary, family, floats, numbers, type OpSpec, t, unary } from "./spec.ts";

const same = {
  result: "same",
  dtypes: numbers,
  domain: { low: -4, high: 4, offIntegers: 0.1 },
} as const;

/** Half to even. */
function nearest(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 === 0 ? below : below + 1;
}

const trunc = unary(Math.trunc, same);
const plain = unary(nearest, { ...same, domain: { low: -4, high: 4, offIntegers: 0.2 } });
const real = (shape: number[]) => t(shape, { dtype: "float64", low: -400, high: 400 });

const round: OpSpec = {
  ...plain,
  samples: [
    ...plain.samples,
    [t([5], { dtype: "float64", values: [-2.5, -1.5, -0.5, 0.5, 1.5] })],
    [real([4]), 2],
    [real([2, 2]), { decimals: -1 }],
    [t([3], { dtype: "float32", low: -9, high: 9 }), { decimals: 1 }],
  ],
  reference: (x: Nd, ...rest: unknown[]) => {
    const { decimals = 0 } = named<{ decimals?: number }>(["decimals"], rest);
    return map(x, (value) => nearest(value * 10 ** decimals) / 10 ** decimals, x.dtype);
  },
  errors: [
    [[t([2]), 0.5], /decimals must be an integer/],
    [[t([2], { dtype: "int64" }), { decimals: 1 }], /round: not implemented for dtype int64/],
  ],
};

export default family(rounding, {
  floor: unary(Math.floor, same),
  ceil: unary(Math.ceil, same),
  trunc,
  fix: trunc,
  round,
  frac: unary((x) => x - Math.trunc(x), { ...same, dtypes: floats }),
  nextafter: {
    ...binary(() => 0, { scalars: [], dtypes: floats, promotes: false }),
    // A last place more is no more than the tolerance: the bits are in rounding.test.ts.
    reference: null,
    // PyTorch refuses its gradient, and so do we, when backward asks for it.
    samples: [
      [t([2, 3], { dtype: "float32" }), t([3], { dtype: "float32" })],
      [t([0], { dtype: "float64" }), t([1], { dtype: "float64" })],
    ],
    errors: [[[t([2]), 2], /argument "other" must be a Tensor/]],
  },
});
