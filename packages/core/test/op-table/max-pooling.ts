import * as ops from "../../src/ops/max-pooling.ts";
import { named } from "./arguments.ts";
import type { Nd } from "./nd.ts";
import { adaptivePool, apart, type Args, errors, inside, sizes, slide } from "./sliding.ts";
import { family, floats, type OpSpec, t } from "./spec.ts";

function maximum(dims: number, x: Nd, args: Args): Nd {
  return slide(dims, x, args, (lead, places, size) =>
    Math.max(...places.filter((p) => inside(p, size)).map((p) => x.at(...lead, ...p))),
  );
}

function whereMaximum(dims: number, x: Nd, args: Args): Nd {
  return slide(dims, x, args, (lead, places, size) => {
    const valid = places.filter((p) => inside(p, size));
    const values = valid.map((p) => x.at(...lead, ...p));
    const [best] = valid.filter((_, i) => values[i] === Math.max(...values));
    return best.reduce((flat, p, i) => flat * size[i] + p, 0);
  }).as("int64");
}

const maxNames = ["kernelSize", "stride", "padding", "dilation", "ceilMode", "returnIndices"];

function maxPool(dims: number): OpSpec {
  const size = sizes(dims);
  return {
    samples: [
      [t([2, 2, ...size], apart), 2],
      [t([2, ...size], apart), 3, 2, 1],
      [t([1, 1, ...size], apart), { kernelSize: 2, stride: 1, dilation: 2 }],
      [t([1, 1, ...size], apart), 3, 2, 0, 1, true],
      [t([0, 2, ...size]), 2],
    ],
    reference: (x: Nd, ...rest: unknown[]) => maximum(dims, x, named<Args>(maxNames, rest)),
    dtypes: floats,
    errors: errors(dims),
  };
}

function maxPoolWithIndices(dims: number): OpSpec {
  const size = sizes(dims);
  return {
    samples: [
      [t([2, 2, ...size], apart), 2],
      [t([2, ...size], apart), 3, 2, 1],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args>(maxNames, rest);
      return [maximum(dims, x, args), whereMaximum(dims, x, args)];
    },
    dtypes: floats,
  };
}

const largest = (values: number[]): number => Math.max(...values);

export default family(ops, {
  maxPool1d: maxPool(1),
  maxPool2d: maxPool(2),
  maxPool3d: maxPool(3),
  maxPool1dWithIndices: maxPoolWithIndices(1),
  maxPool2dWithIndices: maxPoolWithIndices(2),
  maxPool3dWithIndices: maxPoolWithIndices(3),
  adaptiveMaxPool1d: adaptivePool(1, largest),
  adaptiveMaxPool2d: adaptivePool(2, largest),
  adaptiveMaxPool3d: adaptivePool(3, largest),
});
