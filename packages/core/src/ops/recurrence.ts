/** A linear recurrence along a dimension, and moving by one along it: of these the gradients of running products are made. */
import { emptyTensor, fullTensor } from "../alloc.ts";
import { recurrenceRow } from "../kernels/recurrence.ts";
import { sliceLayout } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { eachOfBatch } from "../op/batch.ts";
import { copyRaw } from "../op/copy.ts";
import type { OpRecord } from "../op/record.ts";
import { rowsAlong } from "../op/scan.ts";
import { viewOf } from "../op/view.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";

interface Attrs {
  readonly dim: number;
  readonly reverse: boolean;
}

const Recurrence: OpRecord<Attrs> = {
  name: "recurrence",
  params: [],
  forward(ctx, [x, links], { dim, reverse }) {
    const out = emptyTensor(x.layout.shape, x.dtype);
    const [lx, lc, lo] = [x, links, out].map(({ layout }) => rowsAlong(layout, dim));
    const last = lx.shape.length - 1;
    const n = lx.shape[last];
    const [xs, cs, os] = [lx, lc, lo].map(({ strides }) => strides[last]);
    const [dx, dc, target] = [x.storage.data, links.storage.data, out.storage.data];
    eachOfBatch(lx.shape.slice(0, -1), [lx, lc, lo], 1, ([xo, co, oo]) => {
      if (!reverse) recurrenceRow(n, dx, xo, xs, dc, co, cs, target, oo, os);
      // The link between i and i + 1 stands at i + 1, so backwards the first step (which reads none) starts past the end.
      else
        recurrenceRow(
          n,
          dx,
          xo + (n - 1) * xs,
          -xs,
          dc,
          co + n * cs,
          -cs,
          target,
          oo + (n - 1) * os,
          -os,
        );
    });
    ctx.save(links, out);
    return out;
  },
  backward(ctx, [grad], { dim, reverse }) {
    const [links, out] = ctx.saved();
    const back = recurrence(grad, links, dim, !reverse);
    if (!ctx.needs[1]) return [back, null];
    return [
      back,
      reverse ? mul(shifted(back, dim, 1, 0), out) : mul(back, shifted(out, dim, 1, 0)),
    ];
  },
};

/**
 * `y[i] = x[i] + links[i] * y[i - 1]` along `dim`; in reverse `y[i] = x[i] + links[i + 1] * y[i + 1]`. The first link is
 * not used.
 */
export function recurrence(x: Tensor, links: Tensor, dim: number, reverse: boolean): Tensor {
  return apply(Recurrence, [x, links], { dim, reverse });
}

interface Shift {
  readonly dim: number;
  readonly by: 1 | -1;
  readonly fill: number;
}

const Shifted: OpRecord<Shift> = {
  name: "shifted",
  params: [],
  forward(_ctx, [x], { dim, by, fill }) {
    const { shape } = x.layout;
    const out = fullTensor(shape, fill, x.dtype);
    if (shape.length === 0 || shape[dim] < 2) return out;
    const n = shape[dim];
    const [from, to] = by === 1 ? [0, 1] : [1, 0];
    const target = viewOf(out, sliceLayout(out.layout, dim, to, n - 1 + to, 1));
    copyRaw(target, viewOf(x, sliceLayout(x.layout, dim, from, n - 1 + from, 1)));
    return out;
  },
  backward: (_ctx, [grad], { dim, by }) => [shifted(grad, dim, by === 1 ? -1 : 1, 0)],
};

/** The elements moved on by one place along `dim` (or back, with -1), with `fill` in the place left free. */
export function shifted(x: Tensor, dim: number, by: 1 | -1, fill: number): Tensor {
  return apply(Shifted, [x], { dim, by, fill });
}
