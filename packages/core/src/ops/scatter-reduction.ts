/** The op behind `scatterReduce`, and its gradient. */
import { zeroTensor } from "../alloc.ts";
import { apply } from "../op/apply.ts";
import { refuseSecond } from "../op/delayed-error.ts";
import { along, placesOf } from "../op/indexed.ts";
import { defineOp, type OpRecord } from "../op/record.ts";
import { type Reduce, scatterReduced } from "../op/scatter-reduce.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { eq } from "./compare.ts";
import { div } from "./division.ts";
import { gather } from "./gather.ts";
import { maskedFill } from "./mask.ts";
import { scatter, scatterAdd } from "./scatter.ts";
import { where } from "./select.ts";

export interface ScatterReduction {
  readonly dim: number;
  readonly reduce: Reduce;
  readonly includeSelf: boolean;
}

export const ScatterReduce: OpRecord<ScatterReduction> = defineOp<ScatterReduction>({
  name: "scatterReduce",
  params: ["dim", "index", "src", "reduce", "includeSelf"],
  forward(ctx, [x, index, src], { dim, reduce, includeSelf }) {
    const places = placesOf(index);
    const y = scatterReduced(
      "scatterReduce",
      x,
      (tensor) => along(tensor, dim),
      places,
      src,
      index.layout.shape,
      reduce,
      includeSelf,
    );
    ctx.save(x, index, src, y);
    return y;
  },
  backward(ctx, [grad], attrs) {
    const [x, index, src, y] = ctx.saved();
    const { dim, includeSelf } = attrs;
    const [own, brought] = gradients(attrs, grad, x, index, src, y);
    return [
      ctx.needs[0] ? (includeSelf ? own : scatter(own, dim, index, 0)) : null,
      null,
      ctx.needs[2] ? brought : null,
    ];
  },
});

/** Gradients of what was there and of what was brought, as if all took part. */
function gradients(
  attrs: ScatterReduction,
  grad: Tensor,
  x: Tensor,
  index: Tensor,
  src: Tensor,
  y: Tensor,
): [own: Tensor, brought: Tensor] {
  const { dim, reduce, includeSelf } = attrs;
  const zeros = (): Tensor => zeroTensor(x.layout.shape, grad.dtype);
  const at = (tensor: Tensor): Tensor => gather(tensor, dim, index);
  switch (reduce) {
    case "sum":
      return [grad, at(grad)];
    case "mean": {
      const start = includeSelf ? zeros().fill_(1) : zeros();
      const counts = scatterAdd(
        start,
        dim,
        index,
        zeroTensor(src.layout.shape, grad.dtype).fill_(1),
      );
      const own = div(grad, maskedFill(counts, eq(counts, 0), 1));
      return [own, at(own)];
    }
    case "amax":
    case "amin": {
      // Where several are the result they share its gradient.
      const ownHits = eq(x, y).to(grad.dtype);
      const hits = eq(src, at(y)).to(grad.dtype);
      const share = div(grad, scatterAdd(ownHits, dim, index, hits));
      return [mul(ownHits, share), mul(hits, at(share))];
    }
    case "prod": {
      const safe = maskedFill(x, eq(x, 0), 1);
      const own = div(mul(grad, apply(ScatterReduce, [safe, index, src], attrs)), safe);
      const isZero = eq(src, 0);
      const zerosThere = at(scatterAdd(zeros(), dim, index, isZero.to(grad.dtype)));
      // The gradient of the only zero at a place is the product of the others, which dividing by it does not give.
      const onlyZero = isZero.logicalAnd(eq(zerosThere, 1));
      const without = apply(ScatterReduce, [x, index, maskedFill(src, onlyZero, 1)], attrs);
      const brought = where(
        onlyZero,
        at(mul(grad, without)),
        div(at(mul(grad, y)), maskedFill(src, isZero, 1)),
      );
      if (!zerosThere.gt(1).any().item()) return [own, brought];
      return [
        own,
        refuseSecond(
          "scatterReduce",
          brought,
          "double backward is unsupported for src when more than one zero in src is scattered to the same position",
        ),
      ];
    }
  }
}
