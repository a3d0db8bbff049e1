import * as ops from "../../src/ops/pooling.ts";
import { named, range } from "./arguments.ts";
import { build, indices, Nd } from "./nd.ts";
import { family, floats, type OpSpec, t } from "./spec.ts";

interface Args {
  kernelSize: number | number[];
  stride?: number | number[] | null;
  padding?: number | number[];
  dilation?: number | number[];
  ceilMode?: boolean;
  countIncludePad?: boolean;
  divisorOverride?: number | null;
  outputSize: number | (number | null)[];
  normType: number;
}

const spread = (
  value: number | readonly number[] | null | undefined,
  neutral: number | readonly number[],
  dims: number,
): number[] =>
  range(dims).map((i) => {
    const given = value ?? neutral;
    return typeof given === "number" ? given : given[i];
  });

/** Each window as the places it covers, those outside of the image too. */
function slide(
  dims: number,
  x: Nd,
  args: Args,
  reduce: (
    lead: number[],
    places: number[][],
    size: readonly number[],
    padding: readonly number[],
  ) => number,
): Nd {
  const lead = x.shape.slice(0, -dims);
  const size = x.shape.slice(-dims);
  const kernel = spread(args.kernelSize, 1, dims);
  const stride = spread(args.stride, kernel, dims);
  const padding = spread(args.padding, 0, dims);
  const dilation = spread(args.dilation, 1, dims);
  const counts = size.map((n, i) => {
    const room = (n + 2 * padding[i] - dilation[i] * (kernel[i] - 1) - 1) / stride[i];
    const count = (args.ceilMode ? Math.ceil(room) : Math.floor(room)) + 1;
    return args.ceilMode && (count - 1) * stride[i] >= n + padding[i] ? count - 1 : count;
  });
  return build([...lead, ...counts], (at) => {
    const o = at.slice(lead.length);
    const places = indices(kernel).map((k) =>
      k.map((v, i) => o[i] * stride[i] - padding[i] + v * dilation[i]),
    );
    return reduce(at.slice(0, lead.length), places, size, padding);
  });
}

const inside = (place: readonly number[], size: readonly number[]): boolean =>
  place.every((p, i) => p >= 0 && p < size[i]);

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

function adaptive(
  dims: number,
  x: Nd,
  { outputSize }: Args,
  reduce: (values: number[]) => number,
): Nd {
  const lead = x.shape.slice(0, -dims);
  const size = x.shape.slice(-dims);
  const counts = size.map((n, i) =>
    Array.isArray(outputSize) ? (outputSize[i] ?? n) : outputSize,
  );
  return build([...lead, ...counts], (at) => {
    const o = at.slice(lead.length);
    const start = o.map((v, i) => Math.floor((v * size[i]) / counts[i]));
    const length = o.map((v, i) => Math.ceil(((v + 1) * size[i]) / counts[i]) - start[i]);
    return reduce(
      indices(length).map((k) =>
        x.at(...at.slice(0, lead.length), ...k.map((v, i) => start[i] + v)),
      ),
    );
  });
}

const maxNames = ["kernelSize", "stride", "padding", "dilation", "ceilMode", "returnIndices"];
const avgNames = [
  "kernelSize",
  "stride",
  "padding",
  "ceilMode",
  "countIncludePad",
  "divisorOverride",
];
const apart = { low: -9, high: 9, distinct: true };

const sizes = (dims: number): number[] => range(dims).map((i) => 4 + (i % 2));

function errors(dims: number): OpSpec["errors"] {
  const size = sizes(dims);
  return [
    [[t([2, ...size]), 0], /kernelSize must be greater than zero/],
    [[t([2, ...size]), 2, 0], /stride should not be zero/],
    [[t([2, ...size]), 2, 2, -1], /pad must be non-negative/],
    [[t([2, ...size]), 2, 2, 2], /pad should be at most half of/],
    [[t([2, ...size]), 9], /Output size is too small/],
    [[t([0, ...size]), 2], /non-zero dimensions for input/],
    [[t([1]), 2], /but got input with sizes: \[1\]/],
    [[t([2, ...size]), 2, { kernelSie: 2 }], /unknown option "kernelSie"/],
  ];
}

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

function adaptivePool(dims: number, reduce: (values: number[]) => number): OpSpec {
  const size = sizes(dims);
  return {
    samples: [
      [t([2, 2, ...size], apart), 2],
      [t([2, ...size], apart), { outputSize: range(dims).map((i) => (i === 0 ? null : 3)) }],
      [t([0, 2, ...size]), 1],
    ],
    reference: (x: Nd, ...rest: unknown[]) =>
      adaptive(dims, x, named<Args>(["outputSize"], rest), reduce),
    dtypes: floats,
    errors: [
      [[t([2, ...size]), -1], /greater than or equal to 0/],
      [[t([2, ...size]), range(dims + 1).map(() => 1)], /a list of \d numbers/],
    ],
  };
}

const average = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const largest = (values: number[]): number => Math.max(...values);

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

function unpool(dims: number): OpSpec {
  const pooled = range(dims).map(() => 2);
  const count = 2 ** dims;
  // One place in each window of two, so that no two meet.
  const places = indices(pooled).map((at) =>
    at.reduce((flat, p, i) => flat * 4 + 2 * p + (i % 2), 0),
  );
  const index = t([1, 1, ...pooled], { dtype: "int64", values: places });
  return {
    samples: [
      [t([1, 1, ...pooled]), index, 2],
      [
        t([1, 1, ...pooled]),
        { indices: index, kernelSize: 2, outputSize: range(dims).map(() => 4) },
      ],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { indices: at } = named<{ indices: Nd }>(["indices"], rest);
      const out = new Array<number>(4 ** dims).fill(0);
      at.data.forEach((place, i) => (out[place] = x.data[i]));
      return new Nd([1, 1, ...range(dims).map(() => 4)], out);
    },
    dtypes: floats,
    errors: [
      [[t([1, 1, ...pooled]), t([1, 1, ...pooled]), 2], /indices should be type int64/],
      [
        [t([1, 1, ...pooled]), t([1], { dtype: "int64", values: [0] }), 2],
        /same as that of the input tensor/,
      ],
      [
        [
          t([1, 1, ...pooled]),
          t([1, 1, ...pooled], { dtype: "int64", values: new Array<number>(count).fill(99) }),
          2,
        ],
        /invalid max index: 99/,
      ],
      [
        [
          t([1, 1, ...pooled]),
          { indices: index, kernelSize: 2, outputSize: range(dims).map(() => 9) },
        ],
        /must be between 2 and 6/,
      ],
    ],
  };
}

export default family(ops, {
  maxPool1d: maxPool(1),
  maxPool2d: maxPool(2),
  maxPool3d: maxPool(3),
  maxPool1dWithIndices: maxPoolWithIndices(1),
  maxPool2dWithIndices: maxPoolWithIndices(2),
  maxPool3dWithIndices: maxPoolWithIndices(3),
  avgPool1d: avgPool(1),
  avgPool2d: avgPool(2),
  avgPool3d: avgPool(3),
  adaptiveAvgPool1d: adaptivePool(1, average),
  adaptiveAvgPool2d: adaptivePool(2, average),
  adaptiveAvgPool3d: adaptivePool(3, average),
  adaptiveMaxPool1d: adaptivePool(1, largest),
  adaptiveMaxPool2d: adaptivePool(2, largest),
  adaptiveMaxPool3d: adaptivePool(3, largest),
  lpPool1d: lpPool(1),
  lpPool2d: lpPool(2),
  maxUnpool1d: unpool(1),
  maxUnpool2d: unpool(2),
  maxUnpool3d: unpool(3),
});
