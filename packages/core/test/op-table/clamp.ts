import * as clamps from "../../src/ops/clamp.ts";
import { named } from "./arguments.ts";
import { cast, type Nd, zip } from "./nd.ts";
import { family, type OpSpec, promoted, t } from "./spec.ts";

interface Bounds {
  min?: unknown;
  max?: unknown;
}

/** A number becomes what the result's dtype makes of it: -1 is 255 in uint8, as in PyTorch. */
function clampTo(x: Nd, { min, max }: Bounds): Nd {
  const given = [min, max].filter((bound) => bound !== null && bound !== undefined);
  const dtype = promoted([x, ...given]);
  const [low, high] = [min, max].map((bound) =>
    typeof bound === "number" ? cast(bound, dtype) : bound,
  );
  return zip(
    (value, least, most) => Math.min(Math.max(value, least), most),
    x,
    low ?? -Infinity,
    high ?? Infinity,
  ).as(dtype);
}

const reader =
  (...names: string[]) =>
  (x: Nd, ...rest: unknown[]): Nd =>
    clampTo(x, named<Bounds>(names, rest));

const domain = { low: -3, high: 3, offIntegers: 0.1 };
const bound = (shape: number[]) => t(shape, { offIntegers: 0.3 });
const real = (shape: number[]) => t(shape, { dtype: "float64", offIntegers: 0.3 });

const clamp: OpSpec = {
  samples: [
    [t([3, 4]), -1, 1],
    [t([5]), 0],
    [t([5]), null, 2],
    [t([5]), { max: 1 }],
    [t([5]), { min: -1, max: 2 }],
    [t([4]), 1, -1],
    [t([]), -1, 1],
    [t([0, 2]), 0, 1],
    [t([4], { dtype: "int64", low: -3, high: 3 }), 0.5],
    [t([2, 3]), bound([3])],
    [t([3]), null, bound([])],
    // Between two tensors booleans are refused, so these say their dtype; the gradient is in kinks.test.ts.
    [t([2, 3]), real([3]), real([2, 1])],
    [t([3]), real([3]), { max: 2 }],
  ],
  reference: reader("min", "max"),
  domain,
  errors: [
    [[t([2])], /At least one of 'min' or 'max' must not be None/],
    [[t([2]), "1"], /argument "min" must be a Tensor, a number or a boolean/],
    [[t([2]), t([3])], /must match the size/],
    [[t([2]), { low: 1 }], /unknown option "low"; known: min, max/],
  ],
};

function oneSided(name: "min" | "max"): OpSpec {
  return {
    samples: [
      [t([2, 3]), bound([3])],
      [t([3]), bound([2, 1])],
      [t([0]), bound([])],
      [t([2]), { [name]: bound([2]) }],
      [t([2, 3], { dtype: "float64" }), 1],
      [t([], { dtype: "int64" }), { [name]: 0 }],
    ],
    reference: reader(name),
    domain,
    errors: [[[t([2]), null], /At least one of/]],
  };
}

export default family(clamps, {
  clamp,
  clip: clamp,
  clampMin: oneSided("min"),
  clampMax: oneSided("max"),
});
