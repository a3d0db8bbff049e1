/** Combines slices into those of a dimension that an index vector names. */
import { zeroTensor } from "../alloc.ts";
import { showValue, TensorError } from "../errors.ts";
import { normalizeDim } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { refuseSecond } from "../op/delayed-error.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, readArgs } from "../op/record.ts";
import { type Reduce, scatterReduced } from "../op/scatter-reduce.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { eq } from "./compare.ts";
import { div } from "./division.ts";
import { indexAdd, indexFill } from "./index-along.ts";
import {
  type Call,
  eitherInteger,
  fresh,
  inPlace,
  places,
  raised,
  readIndex,
  readSource,
  selected,
} from "./index-slices.ts";
import { maskedFill } from "./mask.ts";
import { where } from "./select.ts";

export interface IndexReduceOptions {
  dim?: number;
  index?: Tensor;
  source?: Tensor;
  reduce?: Exclude<Reduce, "sum">;
  /** Whether what is there takes part; true where nothing is said. */
  includeSelf?: boolean;
}

interface Reduction {
  readonly dim: number;
  readonly reduce: Exclude<Reduce, "sum">;
  readonly includeSelf: boolean;
}

const IndexReduce = defineOp<Reduction>({
  name: "indexReduce",
  params: ["dim", "index", "source", "reduce", "includeSelf"],
  forward(ctx, [x, index, source], { dim, reduce, includeSelf }) {
    const { shape } = source.layout;
    const y = scatterReduced(
      "indexReduce",
      x,
      (tensor) => raised(tensor, dim),
      places(index, dim, x),
      source,
      shape,
      reduce,
      includeSelf,
    );
    ctx.save(x, index, source, y);
    return y;
  },
  backward(ctx, [grad], attrs) {
    const [x, index, source, y] = ctx.saved();
    const [own, brought] = gradients(attrs, grad, x, index, source, y);
    return [
      ctx.needs[0] ? (attrs.includeSelf ? own : indexFill(own, attrs.dim, index, 0)) : null,
      null,
      ctx.needs[2] ? brought : null,
    ];
  },
});

/** Gradients of what was there and of what was brought, as if all took part. */
function gradients(
  attrs: Reduction,
  grad: Tensor,
  x: Tensor,
  index: Tensor,
  source: Tensor,
  y: Tensor,
): [own: Tensor, brought: Tensor] {
  const { dim, reduce, includeSelf } = attrs;
  const zeros = (): Tensor => zeroTensor(x.layout.shape, grad.dtype);
  const at = (tensor: Tensor): Tensor => selected(tensor, dim, index);
  switch (reduce) {
    case "mean": {
      const start = includeSelf ? zeros().fill_(1) : zeros();
      const counts = indexAdd(
        start,
        dim,
        index,
        zeroTensor(source.layout.shape, grad.dtype).fill_(1),
      );
      const own = div(grad, maskedFill(counts, eq(counts, 0), 1));
      return [own, at(own)];
    }
    case "amax":
    case "amin": {
      // Where several are the result they share its gradient.
      const ownHits = eq(x, y).to(grad.dtype);
      const hits = eq(source, at(y)).to(grad.dtype);
      const share = div(grad, indexAdd(ownHits, dim, index, hits));
      return [mul(ownHits, share), mul(hits, at(share))];
    }
    case "prod": {
      const safe = maskedFill(x, eq(x, 0), 1);
      const own = div(mul(grad, apply(IndexReduce, [safe, index, source], attrs)), safe);
      const isZero = eq(source, 0);
      const zerosThere = at(indexAdd(zeros(), dim, index, isZero.to(grad.dtype)));
      // The gradient of the only zero at a place is the product of the others, which dividing by it does not give.
      const onlyZero = isZero.logicalAnd(eq(zerosThere, 1));
      const without = apply(IndexReduce, [x, index, maskedFill(source, onlyZero, 1)], attrs);
      const brought = where(
        onlyZero,
        at(mul(grad, without)),
        div(at(mul(grad, y)), maskedFill(source, isZero, 1)),
      );
      if (!zerosThere.gt(1).any().item()) return [own, brought];
      return [
        own,
        refuseSecond(
          "indexReduce",
          brought,
          "double backward is unsupported for source when more than one zero in source is scattered to the same position",
        ),
      ];
    }
  }
}

const reduces: readonly unknown[] = ["prod", "mean", "amax", "amin"];

function callIndexReduce(
  name: string,
  call: Call,
  input: Tensor,
  args: IndexReduceOptions,
): Tensor {
  const { reduce, includeSelf = true } = args;
  if (!reduces.includes(reduce))
    throw new TensorError(
      name,
      `${name}(): Expected reduce to be one of prod, mean, amax or amin but got ${showValue(reduce)}`,
    );
  const x = checkTensor(name, input, "input");
  const dim = normalizeDim(name, args.dim as number, x.layout.shape.length);
  if (x.dtype === "bool")
    throw new TensorError(name, "not implemented for bool; convert to a number first", {
      dtypes: ["bool"],
    });
  const index = readIndex(name, x, dim, args.index, eitherInteger, false);
  return call(IndexReduce, [x, index, readSource(name, x, dim, index, args.source)], {
    dim,
    reduce: reduce as Reduction["reduce"],
    includeSelf,
  });
}

/**
 * A copy of `input` with the slices of `source` combined into those that `index` names: `prod`, `mean`, `amax` or `amin`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.index_reduce_.html
 */
export function indexReduce(
  input: Tensor,
  dim: number | IndexReduceOptions,
  index?: Tensor | IndexReduceOptions,
  source?: Tensor | IndexReduceOptions,
  reduce?: Exclude<Reduce, "sum"> | IndexReduceOptions,
  options?: IndexReduceOptions,
): Tensor {
  return callIndexReduce(
    "indexReduce",
    fresh,
    input,
    readArgs<IndexReduceOptions>(IndexReduce, dim, index, source, reduce, options),
  );
}

/** `indexReduce`, written into `input`. */
export function indexReduce_(
  input: Tensor,
  dim: number | IndexReduceOptions,
  index?: Tensor | IndexReduceOptions,
  source?: Tensor | IndexReduceOptions,
  reduce?: Exclude<Reduce, "sum"> | IndexReduceOptions,
  options?: IndexReduceOptions,
): Tensor {
  return callIndexReduce(
    "indexReduce_",
    inPlace,
    input,
    readArgs<IndexReduceOptions>(IndexReduce, dim, index, source, reduce, options),
  );
}
