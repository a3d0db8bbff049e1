/** Reads and writes in a tensor as if it were one long vector. */
import { zeroTensor } from "../alloc.ts";
import { TensorError } from "../errors.ts";
import { sameShape, type Shape, stridedLayout } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { cloneRaw, contiguousRaw, copyRaw } from "../op/copy.ts";
import {
  apart,
  checkBounds,
  checkIndexDtype,
  flat,
  gatherRaw,
  placesOf,
  scatterRaw,
  target,
  wrapped,
} from "../op/indexed.ts";
import { applyInPlace } from "../op/inplace.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, readArgs } from "../op/record.ts";
import { viewOf } from "../op/view.ts";
import type { Tensor } from "../tensor.ts";
import { reshape } from "./view.ts";

function readIndex(op: string, x: Tensor, given: unknown): Tensor {
  const index = checkTensor(op, given, "index");
  checkIndexDtype(op, index);
  if (x.layout.size === 0 && index.layout.size > 0)
    throw new TensorError(op, `${op}(): tried to take from an empty tensor: out of range`, {
      shapes: [x.layout.shape],
    });
  checkBounds(
    op,
    index,
    x.layout.size,
    `a tensor of ${x.layout.size} elements: out of range`,
    true,
  );
  return wrapped(index, x.layout.size);
}

// ---- take --------------------------------------------------------------------------------------------------------------

const Take = defineOp<{ shape: Shape }>({
  name: "take",
  params: ["index"],
  forward(ctx, [x, index]) {
    ctx.save(index);
    return gatherRaw(
      flat(contiguousRaw(x), index.layout.shape.length),
      placesOf(index),
      index.layout.shape,
    );
  },
  backward(ctx, [grad], { shape }) {
    const [index] = ctx.saved();
    return [put_(zeroTensor(shape, grad.dtype), index, grad, { accumulate: true }), null];
  },
});

/**
 * The elements at the places that `index` (int64, any shape) names in row-major order; negative ones count from the end.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.take.html
 */
export function take(input: Tensor, index: Tensor | { index: Tensor }): Tensor {
  const args = readArgs<{ index?: Tensor }>(Take, index);
  const x = checkTensor("take", input, "input");
  return apply(Take, [x, readIndex("take", x, args.index)], { shape: x.layout.shape });
}

// ---- put ---------------------------------------------------------------------------------------------------------------

interface Putting {
  readonly accumulate: boolean;
}

const Put = defineOp<Putting>({
  name: "put",
  params: ["index", "source", "accumulate"],
  writesOut: true,
  forward(ctx, [x, index, source], { accumulate }, out) {
    ctx.save(index);
    // Places are counted in row-major order: what lies otherwise is written as a copy and brought back.
    const y = out && !out.layout.contiguous ? cloneRaw(out) : target(x, out);
    const places = contiguousRaw(index);
    const values = contiguousRaw(out ? apart("put", source, out) : source);
    const n = places.layout.size;
    const src = viewOf(values, stridedLayout([n], [1], values.layout.offset));
    const list = viewOf(places, stridedLayout([n], [1], places.layout.offset));
    scatterRaw("put", flat(y, 1), placesOf(list), src, [n], accumulate ? "add" : "set");
    return out && y !== out ? copyRaw(out, y) : y;
  },
  backward(ctx, [grad], { accumulate }) {
    const [index] = ctx.saved();
    const own =
      accumulate || !ctx.needs[0]
        ? grad
        : put(grad, index, zeroTensor(index.layout.shape, grad.dtype));
    return [own, null, ctx.needs[2] ? take(grad, index) : null];
  },
});

export interface PutOptions {
  index?: Tensor;
  source?: Tensor;
  /** Add to what is there, rather than overwrite it. */
  accumulate?: boolean;
}

function putInputs(op: string, input: Tensor, args: PutOptions): [Tensor, Tensor, Tensor] {
  const x = checkTensor(op, input, "input");
  const source = checkTensor(op, args.source, "source");
  const index = readIndex(op, x, args.index);
  if (source.dtype !== x.dtype) {
    throw new TensorError(
      op,
      `${op}(): self and source expected to have the same dtype, but got self.dtype = ${x.dtype} and source.dtype = ${source.dtype}`,
      {
        dtypes: [x.dtype, source.dtype],
      },
    );
  }
  if (source.layout.size !== index.layout.size) {
    throw new TensorError(
      op,
      `${op}(): Expected source and index to have the same number of elements, but got source.numel() = ${source.layout.size}, index.numel() = ${index.layout.size}`,
      { shapes: [source.layout.shape, index.layout.shape] },
    );
  }
  return [
    x,
    index,
    sameShape(source.layout.shape, index.layout.shape)
      ? source
      : reshape(source, index.layout.shape),
  ];
}

/**
 * A copy of `input` with the elements of `source` at the places that `index` names in row-major order.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.put_.html
 */
export function put(
  input: Tensor,
  index: Tensor | PutOptions,
  source?: Tensor | PutOptions,
  accumulate?: boolean | PutOptions,
): Tensor {
  const args = readArgs<PutOptions>(Put, index, source, accumulate);
  return apply(Put, putInputs("put", input, args), { accumulate: args.accumulate ?? false });
}

/** `put`, written into `input`. */
export function put_(
  input: Tensor,
  index: Tensor | PutOptions,
  source?: Tensor | PutOptions,
  accumulate?: boolean | PutOptions,
): Tensor {
  const args = readArgs<PutOptions>(Put, index, source, accumulate);
  return applyInPlace(Put, putInputs("put_", input, args), {
    accumulate: args.accumulate ?? false,
  });
}
