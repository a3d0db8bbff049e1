import * as normalization from "../../src/ops/batch-normalization.ts";
import { named } from "./arguments.ts";
import { build, Nd } from "./nd.ts";
import { affine, normalized } from "./normalization.ts";
import { family, floats, type OpSpec, t } from "./spec.ts";

interface Args {
  runningMean?: Nd | null;
  runningVar?: Nd | null;
  weight?: Nd | null;
  bias?: Nd | null;
  training?: boolean;
  useInputStats?: boolean;
  eps?: number;
}

const params = ["runningMean", "runningVar", "weight", "bias"];

/** By the running statistics. */
function byRunning(x: Nd, { runningMean, runningVar, eps = 1e-5 }: Args): Nd {
  return build(
    x.shape,
    (at) => (x.at(...at) - runningMean!.at(at[1])) / Math.sqrt(runningVar!.at(at[1]) + eps),
  );
}

const own = (y: Nd, args: Args): Nd => affine(y, args, (at) => [at[1]]);
/** Statistics of four and of two channels. */
const mean2 = t([2], { constant: true, values: [0.5, -1] });
const var2 = t([2], { constant: true, values: [0.3, 2] });

const errors: OpSpec["errors"] = [
  [[t([2, 3, 4]), t([2])], /runningMean should contain 3 elements not 2/],
  [[t([2, 3, 4]), { weight: t([4]) }], /weight should contain 3 elements not 4/],
  [[t([2, 3, 4]), { bias: t([3], { dtype: "float64" }) }], /float32 but found float64/],
  [[t([2, 3, 4], { dtype: "int64" })], /floating point dtype/],
  [[t([3])], /at least 2 dimensions|more than 1 spatial/],
];

// What training does to the running statistics: see normalization.test.ts.
export default family(normalization, {
  batchNorm: {
    dtypes: floats,
    tolerance: 1e-4,
    samples: [
      [t([3, 2, 4]), null, null, null, null, true],
      [t([3, 2, 4]), { weight: t([2]), bias: t([2]), training: true }],
      [t([5, 2]), { weight: t([2]), training: true, eps: 0.1 }],
      [t([2, 2, 2, 3]), { bias: t([2]), training: true }],
      [t([3, 2, 4]), mean2, var2],
      [t([3, 2, 4]), mean2, var2, t([2]), t([2]), false],
      [t([3, 2]), { runningMean: mean2, runningVar: var2, weight: t([2]), eps: 0.1 }],
      [t([0, 2]), { training: true, weight: t([2]) }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>([...params, "training"], rest);
      const dims = x.shape.map((_, d) => d).filter((d) => d !== 1);
      return own(args.training ? normalized(x, dims, args.eps).y : byRunning(x, args), args);
    },
    errors: [
      ...errors,
      [[t([2, 3])], /runningMean must be defined/],
      [[t([1, 3]), { training: true }], /more than 1 value per channel when training.*\[1, 3\]/],
    ],
  },
  nativeBatchNorm: {
    dtypes: floats,
    tolerance: 1e-4,
    samples: [
      [t([3, 2, 4]), t([2]), t([2]), null, null, true, 0.1, 1e-3],
      [t([3, 2, 4]), null, null, mean2, var2, false],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const names = ["weight", "bias", "runningMean", "runningVar", "training", "momentum", "eps"];
      const args = named<Args>(names, rest);
      if (!args.training) {
        const none = new Nd([0], []);
        return [own(byRunning(x, args), args), none, none];
      }
      const { y, means, rstd } = normalized(x, [0, 2], args.eps);
      return [own(y, args), new Nd([2], means.data), new Nd([2], rstd.data)];
    },
    errors: [[[t([2, 3])], /runningMean must be defined/]],
  },
  instanceNorm: {
    dtypes: floats,
    tolerance: 1e-4,
    samples: [
      [t([3, 2, 4])],
      [t([3, 2, 4]), { weight: t([2]), bias: t([2]), eps: 0.1 }],
      [t([2, 2, 2, 3]), null, null, t([2])],
      [t([3, 2, 4]), mean2, var2, t([2]), t([2]), false],
      [t([0, 2, 3])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>([...params, "useInputStats"], rest);
      const dims = x.shape.map((_, d) => d).slice(2);
      const ofInput = args.useInputStats ?? true;
      return own(ofInput ? normalized(x, dims, args.eps).y : byRunning(x, args), args);
    },
    errors: [
      ...errors,
      [[t([2, 3, 1])], /more than 1 spatial element/],
      [[t([2, 3, 2]), { useInputStats: false }], /runningMean must be defined/],
    ],
  },
});
