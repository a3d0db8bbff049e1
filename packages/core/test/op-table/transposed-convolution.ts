import * as ops from "../../src/ops/transposed-convolution.ts";
import { named, range } from "./arguments.ts";
import { build, indices, Nd } from "./nd.ts";
import { type ConvArgs, spreadArgs } from "./sliding.ts";
import { family, floats, type OpSpec, t } from "./spec.ts";

/** Spreads each element of the input by the weight. */
function transposed(dims: number, input: Nd, args: ConvArgs): Nd {
  const x = input.shape.length === dims + 2 ? input : new Nd([1, ...input.shape], input.data);
  const { weight: w, bias, groups = 1 } = args;
  const stride = spreadArgs(args.stride, 1, dims);
  const padding = spreadArgs(args.padding as number, 0, dims);
  const extra = spreadArgs(args.outputPadding, 0, dims);
  const dilation = spreadArgs(args.dilation, 1, dims);
  const space = range(dims).map(
    (i) =>
      (x.shape[i + 2] - 1) * stride[i] -
      2 * padding[i] +
      dilation[i] * (w.shape[i + 2] - 1) +
      extra[i] +
      1,
  );
  const outputs = w.shape[1] * groups;
  const perGroup = x.shape[1] / groups;
  const out = build([x.shape[0], outputs, ...space], ([n, o, ...at]) => {
    let sum = bias ? bias.at(o) : 0;
    for (const [c, ...from] of indices(x.shape.slice(1))) {
      if (Math.floor(c / perGroup) !== Math.floor(o / w.shape[1])) continue;
      const k = at.map((a, i) => (a + padding[i] - from[i] * stride[i]) / dilation[i]);
      if (k.some((p, i) => !Number.isInteger(p) || p < 0 || p >= w.shape[i + 2])) continue;
      sum += x.at(n, c, ...from) * w.at(c, o % w.shape[1], ...k);
    }
    return sum;
  });
  return x === input ? out : new Nd(out.shape.slice(1), out.data);
}

const transposedNames = [
  "weight",
  "bias",
  "stride",
  "padding",
  "outputPadding",
  "groups",
  "dilation",
];
const small = { low: -2, high: 2 };

function convTranspose(dims: number): OpSpec {
  const size = range(dims).map((i) => 2 + i);
  const kernel = range(dims).map((i) => 2 + (i % 2));
  return {
    samples: [
      [t([2, 2, ...size], small), t([2, 3, ...kernel], small), t([3], small)],
      [
        t([2, ...size], small),
        t([2, 1, ...kernel], small),
        { stride: 2, padding: 1, outputPadding: 1 },
      ],
      [t([1, 2, ...size], small), t([2, 2, ...kernel], small), null, 1, 0, 0, 2, 2],
      [t([0, 2, ...size]), t([2, 3, ...kernel])],
    ],
    reference: (x: Nd, ...rest: unknown[]) =>
      transposed(dims, x, named<ConvArgs>(transposedNames, rest)),
    dtypes: [...floats, "int64"],
    errors: [
      [[t([1, 2, ...size]), t([3, 1, ...kernel])], /have 3 channels, but got 2 channels/],
      [
        [t([1, 2, ...size]), t([2, 1, ...kernel]), { outputPadding: 1 }],
        /output padding must be smaller/,
      ],
      [[t([1, 2, ...size]), t([2, 0, ...kernel])], /channels of the output/],
      [[t([1, 2, ...size]), t([2, 1, ...kernel]), { padding: "same" }], /single int/],
      [[t([1, 2, ...size]), t([2, 1, ...kernel]), { padding: 9 }], /Output size is too small/],
    ],
    tolerance: 1e-4,
  };
}

export default family(ops, {
  convTranspose1d: convTranspose(1),
  convTranspose2d: convTranspose(2),
  convTranspose3d: convTranspose(3),
});
