/** The cross product, which `torch.cross` and `torch.linalg.cross` share. */
import { emptyTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import {
  broadcastShapes,
  expandLayout,
  type Layout,
  normalizeDim,
  selectLayout,
} from "../layout.ts";
import { apply } from "../op/apply.ts";
import { copyRaw } from "../op/copy.ts";
import { checkProductDtypes } from "../op/matmul.ts";
import type { OpRecord } from "../op/record.ts";
import { viewOf } from "../op/view.ts";
import type { Tensor } from "../tensor.ts";
import { mul, sub } from "./arithmetic.ts";

const CrossProduct: OpRecord<number> = {
  name: "linalgCross",
  params: [],
  forward(ctx, [a, b], dim) {
    ctx.save(ctx.needs[1] ? a : null, ctx.needs[0] ? b : null);
    const shape = broadcastShapes("cross", a.layout.shape, b.layout.shape);
    const out = emptyTensor(shape, a.dtype);
    const part = (x: Tensor, i: number): Tensor =>
      viewOf(x, selectLayout(expandLayout(x.layout, shape) as Layout, dim, i));
    for (let i = 0; i < 3; i++) {
      const [j, k] = [(i + 1) % 3, (i + 2) % 3];
      copyRaw(part(out, i), sub(mul(part(a, j), part(b, k)), mul(part(a, k), part(b, j))));
    }
    return out;
  },
  backward(ctx, [grad], dim) {
    const [a, b] = ctx.saved();
    return [
      ctx.needs[0] ? apply(CrossProduct, [b, grad], dim) : null,
      ctx.needs[1] ? apply(CrossProduct, [grad, a], dim) : null,
    ];
  },
};

/** Checks and computes; `op` is the name that errors speak of. */
export function crossProduct(op: string, a: Tensor, b: Tensor, dim: number): Tensor {
  const [x, y] = [a.layout.shape, b.layout.shape];
  if (x.length !== y.length) {
    throw new TensorError(
      op,
      `inputs must have the same number of dimensions, got ${showShape(x)} and ${showShape(y)}`,
      { shapes: [x, y] },
    );
  }
  const d = normalizeDim(op, dim, x.length);
  if (x[d] !== 3 || y[d] !== 3) {
    throw new TensorError(
      op,
      `inputs dimension ${dim} must have length 3. Got ${x[d]} and ${y[d]}`,
      { shapes: [x, y] },
    );
  }
  broadcastShapes(op, x, y);
  checkProductDtypes(op, a, b);
  return apply(CrossProduct, [a, b], d);
}
