import * as ops from "../../src/ops/columns.ts";
import { named, range } from "./arguments.ts";
import { build, indices, Nd } from "./nd.ts";
import { family, floats, t } from "./spec.ts";

type Pair = number | number[];

interface Args {
  kernelSize: Pair;
  outputSize: Pair;
  dilation?: Pair;
  padding?: Pair;
  stride?: Pair;
}

const pair = (value: Pair | undefined, neutral: number): number[] =>
  range(2).map((i) => (Array.isArray(value) ? value[i] : (value ?? neutral)));

/** For each row and column of the matrix, the place in the image. */
function place(args: Args, image: readonly number[], row: number, column: number): number[] {
  const kernel = pair(args.kernelSize, 1);
  const [dilation, padding, stride] = [
    pair(args.dilation, 1),
    pair(args.padding, 0),
    pair(args.stride, 1),
  ];
  const counts = places(args, image);
  const k = [Math.floor(row / kernel[1]) % kernel[0], row % kernel[1]];
  const o = [Math.floor(column / counts[1]), column % counts[1]];
  return [0, 1].map((i) => o[i] * stride[i] - padding[i] + k[i] * dilation[i]);
}

function places(args: Args, image: readonly number[]): number[] {
  const kernel = pair(args.kernelSize, 1);
  const [dilation, padding, stride] = [
    pair(args.dilation, 1),
    pair(args.padding, 0),
    pair(args.stride, 1),
  ];
  return image.map(
    (n, i) => Math.floor((n + 2 * padding[i] - dilation[i] * (kernel[i] - 1) - 1) / stride[i]) + 1,
  );
}

const batch = (x: Nd, ndim: number): Nd =>
  x.shape.length === ndim ? x : new Nd([1, ...x.shape], x.data);
const unbatch = (x: Nd, like: Nd, ndim: number): Nd =>
  like.shape.length === ndim ? x : new Nd(x.shape.slice(1), x.data);

// `nn.functional.unfold` is not the method `unfold`: under its own name the two are not held against each other.
const functions = { functionalUnfold: ops.unfold, fold: ops.fold };

export default family(functions, {
  functionalUnfold: {
    samples: [
      [t([2, 2, 3, 4]), 2],
      [t([1, 1, 4, 5]), [2, 3], 1, [1, 0], 2],
      [t([2, 3, 4]), { kernelSize: 2, dilation: 2, stride: [1, 2] }],
      [t([0, 1, 3, 3]), 2],
    ],
    reference: (input: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["kernelSize", "dilation", "padding", "stride"], rest);
      const x = batch(input, 4);
      const image = x.shape.slice(2);
      const block = pair(args.kernelSize, 1).reduce((a, b) => a * b);
      const columns = places(args, image).reduce((a, b) => a * b);
      const out = build([x.shape[0], x.shape[1] * block, columns], ([n, row, column]) => {
        const [h, w] = place(args, image, row, column);
        const inside = h >= 0 && h < image[0] && w >= 0 && w < image[1];
        return inside ? x.at(n, Math.floor(row / block), h, w) : 0;
      });
      return unbatch(out, input, 4);
    },
    dtypes: floats,
    errors: [
      [[t([2, 3]), 2], /expected 3D or 4D/],
      [[t([1, 1, 2, 2]), 3], /components must be at least one/],
      [[t([1, 1, 2, 2]), 0], /kernelSize should be greater than zero/],
    ],
  },
  fold: {
    samples: [
      [t([2, 8, 6]), [3, 4], 2],
      [t([1, 4, 4]), { outputSize: 3, kernelSize: 2 }],
      [t([4, 9]), 4, [2, 2], 1, 1, 2],
    ],
    reference: (input: Nd, ...rest: unknown[]) => {
      const args = named<Args>(["outputSize", "kernelSize", "dilation", "padding", "stride"], rest);
      const x = batch(input, 3);
      const image = pair(args.outputSize, 1);
      const block = pair(args.kernelSize, 1).reduce((a, b) => a * b);
      const channels = x.shape[1] / block;
      const out = new Array<number>(x.shape[0] * channels * image[0] * image[1]).fill(0);
      for (const [n, row, column] of indices(x.shape)) {
        const [h, w] = place(args, image, row, column);
        if (h < 0 || h >= image[0] || w < 0 || w >= image[1]) continue;
        out[((n * channels + Math.floor(row / block)) * image[0] + h) * image[1] + w] += x.at(
          n,
          row,
          column,
        );
      }
      return unbatch(new Nd([x.shape[0], channels, ...image], out), input, 3);
    },
    dtypes: floats,
    errors: [
      [[t([1, 3, 4]), 3, 2], /divisible by the product of kernelSize/],
      [[t([1, 4, 5]), 3, 2], /number of sliding blocks 2 \* 2 = 4, but got input.size\(2\)=5/],
    ],
  },
});
