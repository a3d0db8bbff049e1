import * as ops from "../../src/ops/fractional-pooling.ts";
import { named, range } from "./arguments.ts";
import { build, indices, type Nd } from "./nd.ts";
import { apart } from "./sliding.ts";
import { family, floats, type OpSpec, t } from "./spec.ts";

interface Args {
  kernelSize: number | number[];
  outputSize?: number | number[];
  outputRatio?: number | number[];
  returnIndices?: boolean;
  _randomSamples?: Nd;
}

const names = ["kernelSize", "outputSize", "outputRatio", "returnIndices", "_randomSamples"];
const spread = (value: number | number[], dims: number): number[] =>
  typeof value === "number" ? range(dims).map(() => value) : value;

/** Places of the largest elements, by the formula of the paper. */
function whereLargest(dims: number, x: Nd, args: Args): Nd {
  const lead = x.shape.slice(0, -dims);
  const size = x.shape.slice(-dims);
  const kernel = spread(args.kernelSize, dims);
  const counts =
    args.outputSize === undefined
      ? spread(args.outputRatio as number | number[], dims).map((r, i) => Math.trunc(r * size[i]))
      : spread(args.outputSize, dims);
  const start = (plane: number[], o: number, i: number): number => {
    if (o === counts[i] - 1) return size[i] - kernel[i];
    const u = (args._randomSamples as Nd).at(...plane, dims === 2 ? 1 - i : i);
    const alpha = (size[i] - kernel[i]) / (counts[i] - 1);
    return Math.trunc((o + u) * alpha) - Math.trunc(u * alpha);
  };
  return build([...lead, ...counts], (at) => {
    const channel = at.slice(0, lead.length);
    const plane = channel.length === 1 ? [0, ...channel] : channel;
    const corner = at.slice(lead.length).map((o, i) => start(plane, o, i));
    const covered = indices(kernel).map((k) => k.map((v, i) => corner[i] + v));
    const values = covered.map((p) => x.at(...channel, ...p));
    return covered[values.indexOf(Math.max(...values))].reduce((f, p, i) => f * size[i] + p, 0);
  }).as("int64");
}

function largest(dims: number, x: Nd, args: Args): [Nd, Nd] {
  const where = whereLargest(dims, x, args);
  const lead = x.shape.length - dims;
  const space = x.shape.slice(-dims).reduce((a, b) => a * b, 1);
  const values = build(where.shape, (at) => {
    const plane = at.slice(0, lead).reduce((flat, p, i) => flat * x.shape[i] + p, 0);
    return x.data[plane * space + where.at(...at)];
  });
  return [values, where];
}

function fractional(dims: number, located: boolean): OpSpec {
  const size = [7, 6, 5].slice(0, dims);
  const kernel = [3, 2, 2].slice(0, dims);
  const output = [4, 3, 3].slice(0, dims);
  const drawn = { low: 0.05, high: 0.95 };
  const samples = t([1, 2, dims], drawn);
  const x = t([1, 2, ...size], apart);
  return {
    samples: [
      [x, 2, 3, null, false, samples],
      [t([2, ...size], apart), kernel, output, { _randomSamples: samples }],
      [x, { kernelSize: 2, outputRatio: 0.5, _randomSamples: samples }],
      [x, { kernelSize: kernel, outputRatio: output.map((o) => o / 8), _randomSamples: samples }],
      // One window lies at the end, and is not drawn.
      [x, 2, 1],
      [x, 1, size, { _randomSamples: samples }],
      [t([0, 2, ...size]), 2, 3],
      [x, 2, 0],
    ],
    reference: (input: Nd, ...rest: unknown[]) => {
      const found = largest(dims, input, named<Args>(names, rest));
      return located ? found : found[0];
    },
    dtypes: floats,
    errors: [
      [[x], /needs kernelSize/],
      [[x, 2], /requires specifying either an outputSize or an outputRatio/],
      [[x, 2, size], /pool size 2 too large relative to input size 7 in spatial dimension 0/],
      [[x, 2, { outputRatio: 1.5 }], /10 windows need 11 elements; ask for fewer or smaller ones/],
      [[x, 0, 2], /kernelSize must give whole numbers of at least 1/],
      [[x, 2, -1], /outputSize must give whole numbers of at least 0/],
      [[x, [2, 2, 2, 2], 2], /kernelSize must either be a single int/],
      [[x, 2, { outputSize: [2, 2, 2, 2] }], /outputSize must either be a single int/],
      [[t([2]), 2, 2], /but got input with sizes: \[2\]/],
      [[t([1, 0, ...size]), 2, 2], /non-zero dimensions for input/],
      [[x, 2, 2, { _randomSamples: 0.5 }], /"_randomSamples" must be a Tensor/],
      [
        [x, 2, 2, { _randomSamples: t([1, 2, dims], { dtype: "int64" }) }],
        /_randomSamples to have the input's dtype/,
      ],
      [[x, 2, 2, { _randomSamples: t([1, 1, dims], drawn) }], /expected _randomSamples of shape/],
      [[x, 2, 2, { _randomSamples: t([1, 2, dims], { low: 2, high: 3 }) }], /between 0 and 1/],
      [[x, 2, 2, { ratio: 0.5 }], /unknown option "ratio"/],
    ],
  };
}

export default family(ops, {
  fractionalMaxPool2d: fractional(2, false),
  fractionalMaxPool3d: fractional(3, false),
  fractionalMaxPool2dWithIndices: fractional(2, true),
  fractionalMaxPool3dWithIndices: fractional(3, true),
});
