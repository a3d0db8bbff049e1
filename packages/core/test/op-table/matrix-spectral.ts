import * as ops from "../../src/ops/matrix-spectral.ts";
import { named } from "./arguments.ts";
import { matmul, reflections, transposed } from "./matrices.ts";
import { notMatrix } from "./matrix.ts";
import { build, type Nd } from "./nd.ts";
import { family, floats, type OpSpec, t } from "./spec.ts";

/** The reflections whose vectors stand below the diagonal, multiplied. */
export const orthogonal: OpSpec = {
  samples: [
    [t([1, 4, 3]), t([1, 3])],
    [t([2, 3, 2]), t([2, 1])],
    [t([1, 3, 3]), t([1, 0])],
  ],
  reference: (x: Nd, tau: Nd) => {
    const [m, n] = x.shape.slice(-2);
    const whole = reflections(x, tau);
    return build([...x.shape.slice(0, -2), m, n], (at) => whole.at(...at));
  },
  dtypes: floats,
  tolerance: 1e-4,
  errors: [
    [[t([2, 3]), t([2])], /input.shape\[-2\] must be greater than or equal to input.shape\[-1\]/],
    [[t([3, 2]), t([3])], /input.shape\[-1\] must be greater than or equal to tau.shape\[-1\]/],
    [
      [t([3, 2]), t([2], { dtype: "float64" })],
      /tau dtype float64 does not match input dtype float32/,
    ],
  ],
};

export default family(ops, {
  // Their vectors may be turned round, so linalg.test.ts checks what they multiply to.
  qr: {
    samples: [[t([2, 3, 2])], [t([1, 2, 3]), false], [t([1, 3, 3]), { some: true }]],
    reference: null,
    dtypes: floats,
    errors: [notMatrix],
  },
  svd: {
    samples: [[t([2, 3, 2])], [t([1, 2, 3]), { some: true }]],
    reference: null,
    dtypes: floats,
    errors: [notMatrix],
  },
  geqrf: {
    samples: [[t([2, 3, 2], { dtype: "float64" })]],
    reference: null,
    dtypes: floats,
    errors: [notMatrix],
  },
  orgqr: orthogonal,
  ormqr: {
    ...orthogonal,
    samples: [
      [t([1, 4, 3]), t([1, 3]), t([1, 4, 2])],
      [t([1, 4, 3]), t([1, 2]), t([1, 2, 4]), false],
      [t([1, 2, 4]), t([1, 2]), t([1, 2, 3])],
      [t([1, 4, 3]), t([1, 3]), t([1, 4, 2]), true, true],
      [t([1, 4, 3]), t([1, 3]), t([1, 2, 4]), { left: false, transpose: true }],
    ],
    reference: (x: Nd, tau: Nd, other: Nd, ...rest: unknown[]) => {
      const { left = true, transpose = false } = named<{ left?: boolean; transpose?: boolean }>(
        ["left", "transpose"],
        rest,
      );
      const whole = transpose ? transposed(reflections(x, tau)) : reflections(x, tau);
      return left ? matmul(whole, other) : matmul(other, whole);
    },
    errors: [
      [[t([3, 2]), t([2]), t([4, 3])], /other.shape\[-2\] must be equal to input.shape\[-2\]/],
    ],
  },
});
