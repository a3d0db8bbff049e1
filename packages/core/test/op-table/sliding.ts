/** What the rows of all kinds of pooling have in common, and those of convolution. */
import { named, range } from "./arguments.ts";
import { build, indices, type Nd } from "./nd.ts";
import { floats, type OpSpec, t } from "./spec.ts";

export interface Args {
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
export function slide(
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

export const inside = (place: readonly number[], size: readonly number[]): boolean =>
  place.every((p, i) => p >= 0 && p < size[i]);

export function adaptive(
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

export const apart = { low: -9, high: 9, distinct: true };

export const sizes = (dims: number): number[] => range(dims).map((i) => 4 + (i % 2));

export function errors(dims: number): OpSpec["errors"] {
  const size = sizes(dims);
  return [
    [[t([2, ...size]), 0], /kernelSize must be greater than zero/],
    [[t([2, ...size]), 2.5], /kernelSize must either be a single int/],
    [[t([2, ...size]), [2, 2, 2, 2]], /or a list of \d ints/],
    [[t([2, ...size]), 2, 0], /stride should not be zero/],
    [[t([2, ...size]), 2, 2, -1], /pad must be non-negative/],
    [[t([2, ...size]), 2, 2, 2], /pad should be at most half of/],
    [[t([2, ...size]), 9], /Output size is too small/],
    [[t([0, ...size]), 2], /non-zero dimensions for input/],
    [[t([1]), 2], /but got input with sizes: \[1\]/],
    [[t([2, ...size]), 2, { kernelSie: 2 }], /unknown option "kernelSie"/],
  ];
}

export function adaptivePool(
  dims: number,
  reduce: (values: number[]) => number,
  more: OpSpec["samples"] = [],
): OpSpec {
  const size = sizes(dims);
  return {
    samples: [
      [t([2, 2, ...size], apart), 2],
      [t([2, ...size], apart), { outputSize: range(dims).map((i) => (i === 0 ? null : 3)) }],
      [t([0, 2, ...size]), 1],
      ...more,
    ],
    reference: (x: Nd, ...rest: unknown[]) =>
      adaptive(dims, x, named<Args>(["outputSize"], rest), reduce),
    dtypes: floats,
    errors: [
      [[t([2, ...size]), -1], /greater than or equal to 0/],
      [[t([2, ...size]), range(dims + 1).map(() => 1)], /a list of \d ints or nulls/],
      [[t([2, ...size]), 2.5], /a single int/],
      [[t([2, ...size]), null], /a single int/],
      [[t([2, 2, ...size.map(() => 0)]), 2], /non-zero dimensions for input/],
    ],
  };
}

export interface ConvArgs {
  weight: Nd;
  bias?: Nd | null;
  stride?: number | number[];
  padding?: number | number[] | "same" | "valid";
  outputPadding?: number | number[];
  dilation?: number | number[];
  groups?: number;
}

export const spreadArgs = (
  value: number | number[] | undefined,
  neutral: number,
  dims: number,
): number[] =>
  range(dims).map((i) => (Array.isArray(value) ? value[i % value.length] : (value ?? neutral)));
