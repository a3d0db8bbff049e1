/** The view in which two dimensions run together: a diagonal, for contractions with a repeated index. */
import { zeroTensor } from "../alloc.ts";
import { type Layout, type Shape, stridedLayout } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { copyRaw } from "../op/copy.ts";
import { defineOp, type OpRecord } from "../op/record.ts";
import { defineView, viewOf } from "../op/view.ts";
import type { Tensor } from "../tensor.ts";

interface Pair {
  readonly shape: Shape;
  readonly kept: number;
  readonly dropped: number;
}

function togetherLayout({ shape, strides, offset }: Layout, { kept, dropped }: Pair): Layout {
  const steps = strides.map((stride, i) => (i === kept ? stride + strides[dropped] : stride));
  const others = (_: number, i: number): boolean => i !== dropped;
  return stridedLayout(shape.filter(others), steps.filter(others), offset);
}

const Together: OpRecord<Pair> = defineView<Pair>({
  name: "together",
  params: ["kept", "dropped"],
  layout: togetherLayout,
  backward: (_ctx, [grad], pair) => [apply(Apart, [grad], pair)],
});

/** Zeros but for the diagonal. */
const Apart: OpRecord<Pair> = defineOp<Pair>({
  name: "togetherBackward",
  params: ["kept", "dropped"],
  forward(_ctx, [diagonal], pair) {
    const out = zeroTensor(pair.shape, diagonal.dtype);
    copyRaw(viewOf(out, togetherLayout(out.layout, pair)), diagonal);
    return out;
  },
  backward: (_ctx, [grad], pair) => [apply(Together, [grad], pair)],
});

/** The elements of `input` whose indices in two dimensions of equal size are the same; the first dimension stays. */
export function together(input: Tensor, kept: number, dropped: number): Tensor {
  return apply(Together, [input], { shape: input.layout.shape, kept, dropped });
}
