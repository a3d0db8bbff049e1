import * as ops from "../../src/ops/average-pooling.ts";
import { named } from "./arguments.ts";
import type { Nd } from "./nd.ts";
import { adaptivePool, type Args, errors, inside, sizes, slide } from "./sliding.ts";
import { family, floats, type OpSpec, t } from "./spec.ts";

function mean(dims: number, x: Nd, args: Args): Nd {
  const out = slide(dims, x, args, (lead, places, size, padding) => {
    const sum = places
      .filter((p) => inside(p, size))
      .reduce((total, p) => total + x.at(...lead, ...p), 0);
    const counted = places.filter((p) =>
      (args.countIncludePad ?? true)
        ? p.every((v, i) => v < size[i] + padding[i])
        : inside(p, size),
    );
    const result = sum / (args.divisorOverride ?? counted.length);
    return x.dtype === "int64" ? Math.trunc(result) : result;
  });
  return out;
}

const avgNames = [
  "kernelSize",
  "stride",
  "padding",
  "ceilMode",
  "countIncludePad",
  "divisorOverride",
];
function avgPool(dims: number): OpSpec {
  const size = sizes(dims);
  const override = dims === 1 ? [] : [[t([1, 1, ...size]), { kernelSize: 2, divisorOverride: 3 }]];
  return {
    samples: [
      [t([2, 2, ...size]), 2],
      [t([2, ...size]), 3, 2, 1],
      [t([2, ...size]), { kernelSize: 3, stride: 2, padding: 1, countIncludePad: false }],
      [t([1, 1, ...size]), 3, 2, 1, true],
      [t([0, 2, ...size]), 2],
      ...override,
    ],
    reference: (x: Nd, ...rest: unknown[]) => mean(dims, x, named<Args>(avgNames, rest)),
    dtypes: [...floats, "int64"],
    errors: errors(dims),
  };
}

const average = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function lpPool(dims: number): OpSpec {
  const size = sizes(dims);
  return {
    samples: [
      [t([2, 2, ...size], { low: 0.5, high: 3 }), 2, 2],
      [
        t([1, ...size], { low: 0.5, high: 3 }),
        { normType: 3, kernelSize: 2, stride: 1, ceilMode: true },
      ],
    ],
    // Full windows only, of positive elements: the mean is the sum over the window's size.
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["normType", "kernelSize", "stride", "ceilMode"], rest);
      return slide(
        dims,
        x,
        args,
        (lead, places) =>
          places.reduce((sum, p) => sum + x.at(...lead, ...p) ** args.normType, 0) **
          (1 / args.normType),
      );
    },
    dtypes: floats,
    errors: [[[t([2, ...size]), { normType: 2 }], /needs normType and kernelSize/]],
  };
}

export default family(ops, {
  avgPool1d: avgPool(1),
  avgPool2d: avgPool(2),
  avgPool3d: avgPool(3),
  adaptiveAvgPool1d: adaptivePool(1, average, [[t([1, 0, 4]), 2]]),
  adaptiveAvgPool2d: adaptivePool(2, average, [[t([1, 0, 4, 5]), 2]]),
  adaptiveAvgPool3d: adaptivePool(3, average),
  lpPool1d: lpPool(1),
  lpPool2d: lpPool(2),
});
