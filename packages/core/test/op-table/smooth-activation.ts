import * as smooth from "../../src/ops/smooth-activation.ts";
import { plain, withArgs } from "./activations.ts";
import { named } from "./arguments.ts";
import { build, type Nd } from "./nd.ts";
import { erf } from "./special-values.ts";
import { family, floats, numbers, t } from "./spec.ts";

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => Math.log1p(Math.exp(x));
const integers = t([4], { dtype: "int64", low: -9, high: 9 });

export default family(smooth, {
  softplus: withArgs<{ beta: number; threshold: number }>(
    ["beta", "threshold"],
    [[2], [{ beta: 2, threshold: 3 }], [{ threshold: 1 }]],
    (x, { beta = 1, threshold = 20 }) => (x * beta > threshold ? x : softplus(x * beta) / beta),
  ),
  logsigmoid: plain((x) => -softplus(-x)),
  silu: plain((x) => x * sigmoid(x)),
  mish: plain((x) => x * Math.tanh(softplus(x))),
  gelu: withArgs<{ approximate: string }>(
    ["approximate"],
    [["tanh"], [{ approximate: "none" }], [{ approximate: "tanh" }]],
    (x, { approximate = "none" }) =>
      approximate === "none"
        ? (x / 2) * (1 + erf(x / Math.SQRT2))
        : (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
    { errors: [[[t([2]), "erf"], /approximate argument must be either none or tanh/]] },
  ),
  softsign: plain((x) => x / (1 + Math.abs(x)), { result: "float", dtypes: numbers }),
  tanhshrink: plain((x) => x - Math.tanh(x), { result: "float", dtypes: numbers }),
  glu: {
    samples: [
      [t([3, 4])],
      [t([3, 4]), -1],
      [t([4, 2, 3]), 0],
      [t([2, 4, 1]), { dim: 1 }],
      [t([0, 2])],
      [t([2, 0])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { dim = -1 } = named<{ dim?: number }>(["dim"], rest);
      const d = dim < 0 ? dim + x.shape.length : dim;
      const half = x.shape[d] / 2;
      return build(x.shape.with(d, half), (index) => {
        const gate = x.at(...index.with(d, index[d] + half));
        return x.at(...index) * sigmoid(gate);
      });
    },
    dtypes: floats,
    errors: [
      [[t([2, 3])], /Halving dimension must be even, but dimension 1 is size 3/],
      [[t([])], /does not support scalars/],
      [[t([2, 4]), 2], /out of range/],
      [[integers], /glu: not implemented for dtype int64/],
    ],
  },
});
