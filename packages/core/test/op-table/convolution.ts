import * as ops from "../../src/ops/convolution.ts";
import { named, range } from "./arguments.ts";
import { type ConvArgs, spreadArgs } from "./sliding.ts";
import { build, indices, Nd } from "./nd.ts";
import { family, numbers, type OpSpec, t } from "./spec.ts";

/** Adds up what the definition says, element by element. */
function convolved(dims: number, input: Nd, args: ConvArgs): Nd {
  const x = input.shape.length === dims + 2 ? input : new Nd([1, ...input.shape], input.data);
  const { weight: w, bias, groups = 1 } = args;
  const kernel = w.shape.slice(2);
  const stride = spreadArgs(args.stride, 1, dims);
  const dilation = spreadArgs(args.dilation, 1, dims);
  const total = kernel.map((k, i) => dilation[i] * (k - 1));
  const same = args.padding === "same";
  const given = typeof args.padding === "string" ? 0 : args.padding;
  const front = same ? total.map((n) => Math.floor(n / 2)) : spreadArgs(given, 0, dims);
  const both = same ? total : front.map((n) => 2 * n);
  const space = range(dims).map((i) =>
    Math.floor((x.shape[i + 2] + both[i] - total[i] - 1) / stride[i] + 1),
  );
  const perGroup = w.shape[0] / groups;
  const out = build([x.shape[0], w.shape[0], ...space], ([n, o, ...at]) => {
    let sum = bias ? bias.at(o) : 0;
    for (const [c, ...k] of indices(w.shape.slice(1))) {
      const from = at.map((a, i) => a * stride[i] - front[i] + k[i] * dilation[i]);
      if (from.some((p, i) => p < 0 || p >= x.shape[i + 2])) continue;
      const channel = Math.floor(o / perGroup) * w.shape[1] + c;
      sum += x.at(n, channel, ...from) * w.at(o, c, ...k);
    }
    return sum;
  });
  return x === input ? out : new Nd(out.shape.slice(1), out.data);
}

const names = ["weight", "bias", "stride", "padding", "dilation", "groups"];
const small = { low: -2, high: 2 };

function conv(dims: number, more: readonly (readonly unknown[])[]): OpSpec {
  const size = range(dims).map((i) => 4 + i);
  const kernel = range(dims).map((i) => 2 + (i % 2));
  return {
    samples: [
      [t([2, 2, ...size], small), t([3, 2, ...kernel], small), t([3], small)],
      [t([2, ...size], small), t([2, 2, ...kernel], small)],
      [t([0, 2, ...size]), t([3, 2, ...kernel])],
      [
        t([1, 2, ...size], small),
        t([4, 1, ...kernel], small),
        { groups: 2, stride: 2, padding: 1, bias: t([4], small) },
      ],
      ...more,
    ],
    reference: (x: Nd, ...rest: unknown[]) => convolved(dims, x, named<ConvArgs>(names, rest)),
    dtypes: numbers,
    errors: [
      [[t([1, 2, ...size]), t([3, 1, ...kernel])], /have 1 channels, but got 2 channels/],
      [[t([1, 2, ...size]), t([3, 2])], /expected \dD weight, but got 2D weight/],
      [[t([2]), t([3, 2, ...kernel])], /\(unbatched\) or .* \(batched\) input/],
      [
        [t([1, 2, ...size]), t([3, 2, ...kernel]), t([2])],
        /bias to be 1-dimensional with 3 elements/,
      ],
      [[t([1, 2, ...size]), t([3, 2, ...kernel.map(() => 9)])], /Kernel size can't be greater/],
      [[t([1, 2, ...size]), t([3, 2, ...kernel]), null, 0], /non-positive stride/],
      [[t([1, 2, ...size]), t([3, 2, ...kernel]), null, 1.5], /stride must either be a single int/],
      [[t([1, 2, ...size.map(() => 0)]), t([3, 2, ...kernel]), { padding: 2 }], /only zero batch/],
      [[t([1, 2, ...size]), t([3, 2, ...kernel.map(() => 0)])], /greater than zero/],
      [[t([1, 2, ...size]), t([3, 2, ...kernel]), { padding: -1 }], /negative padding/],
      [
        [t([1, 2, ...size]), t([3, 2, ...kernel]), { padding: "same", stride: 2 }],
        /'same' is not supported for strided/,
      ],
      [[t([1, 2, ...size]), t([3, 2, ...kernel]), { groups: 2 }], /divisible by 2/],
      [[t([1, 2, ...size]), t([3, 2, ...kernel], { dtype: "bool" })], /same dtype/],
    ],
    tolerance: 1e-4,
  };
}

export default family(ops, {
  conv1d: conv(1, [
    [t([1, 1, 5], small), t([1, 1, 4], small), { padding: "same" }],
    [t([1, 1, 5], small), t([2, 1, 2], small), null, 2, "valid", 2],
    [t([1, 2, 3], small), t([2, 2, 1], small)],
  ]),
  conv2d: conv(2, [
    [t([1, 1, 4, 4], small), t([1, 1, 2, 3], small), null, [2, 1], [1, 0], [2, 1]],
    [t([1, 2, 3, 3], small), t([2, 2, 1, 1], small), t([2], small)],
    [t([1, 1, 3, 4], small), t([1, 1, 2, 2], small), { padding: "same", dilation: 2 }],
  ]),
  conv3d: conv(3, []),
});
