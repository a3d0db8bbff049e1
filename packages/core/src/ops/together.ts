/** The view in which two dimensions run together: a diagonal, for contractions with a repeated index. */
import { zeroTensor } from "../alloc.ts";
import { type Layout, type Shape, stridedLayout } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { copyRaw } from "../op/copy.ts";
import type { OpRecord } from "../op/record.ts";
import { viewOf } from "../op/view.ts";
import type { Tensor } from "../tensor.ts";

interface Pair {
  readonly shape: Shape;
  readonly kept: number;
  readonly dropped: number;
}

function togetherLayout({ shape, strides, offset }: Layout, { kept, dropped }: Pair): Layout {
  // Of different sizes the shorter one counts: the main diagonal.
  const size = Math.min(shape[kept], shape[dropped]);
  const sizes = shape.map((s, i) => (i === kept ? size : s));
  const steps = strides.map((stride, i) => (i === kept ? stride + strides[dropped] : stride));
  const others = (_: number, i: number): boolean => i !== dropped;
  return stridedLayout(sizes.filter(others), steps.filter(others), offset);
}

const Together: OpRecord<Pair> = {
  name: "together",
  params: [],
  view: true,
  node: "DiagonalBackward0",
  forward: (_ctx, [x], pair) => viewOf(x, togetherLayout(x.layout, pair)),
  backward: (_ctx, [grad], pair) => [apply(Apart, [grad], pair)],
};

/** Zeros but for the diagonal. */
const Apart: OpRecord<Pair> = {
  name: "apart",
  params: [],
  forward(_ctx, [diagonal], pair) {
    const out = zeroTensor(pair.shape, diagonal.dtype);
    copyRaw(viewOf(out, togetherLayout(out.layout, pair)), diagonal);
    return out;
  },
  backward: (_ctx, [grad], pair) => [apply(Together, [grad], pair)],
};

/** The elements of `input` whose indices in two dimensions are the same; the first of the two stays. */
export function together(input: Tensor, kept: number, dropped: number): Tensor {
  return apply(Together, [input], { shape: input.layout.shape, kept, dropped });
}

/** The diagonals of the matrices in the last two dimensions. */
export function diagonals(input: Tensor): Tensor {
  const ndim = input.layout.shape.length;
  return together(input, ndim - 2, ndim - 1);
}

/** Square matrices that are zero but for the diagonals given in the last dimension. */
export function diagonalMatrices(input: Tensor): Tensor {
  const { shape } = input.layout;
  const n = shape.length;
  return apply(Apart, [input], { shape: [...shape, shape[n - 1]], kept: n - 1, dropped: n });
}
