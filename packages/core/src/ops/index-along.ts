/** Writes to the slices of a dimension that an index vector names: adding, overwriting, filling. */
import { normalizeDim } from "../layout.ts";
import { castRaw } from "../op/copy.ts";
import { apart, scatterRaw, target } from "../op/indexed.ts";
import { checkTensor, type Operand } from "../op/operands.ts";
import { defineOp, readArgs } from "../op/record.ts";
import { castScalar } from "../op/scalar.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { readFilling } from "./filling.ts";
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
import { sum } from "./reduce.ts";

// ---- indexAdd ----------------------------------------------------------------------------------------------------------

export interface IndexAddOptions {
  dim?: number;
  index?: Tensor;
  source?: Tensor;
  /** What `source` is multiplied by first. */
  alpha?: number;
}

const IndexAdd = defineOp<{ dim: number }>({
  name: "indexAdd",
  params: ["dim", "index", "source", "alpha"],
  writesOut: true,
  forward(ctx, [x, index, source], { dim }, out) {
    ctx.save(index);
    const y = target(x, out);
    scatterRaw(
      "indexAdd",
      raised(y, dim),
      places(index, dim, y),
      apart("indexAdd", source, y),
      source.layout.shape,
      "add",
    );
    return y;
  },
  backward(ctx, [grad], { dim }) {
    const [index] = ctx.saved();
    return [grad, null, ctx.needs[2] ? selected(grad, dim, index) : null];
  },
});

function callIndexAdd(name: string, call: Call, input: Tensor, args: IndexAddOptions): Tensor {
  const x = checkTensor(name, input, "input");
  const dim = normalizeDim(name, args.dim as number, x.layout.shape.length);
  const index = readIndex(name, x, dim, args.index, eitherInteger, false);
  const source = readSource(name, x, dim, index, args.source);
  const { alpha = 1 } = args;
  return call(
    IndexAdd,
    [x, index, alpha === 1 ? source : mul(source, castScalar(name, alpha, x.dtype))],
    { dim },
  );
}

/**
 * A copy of `input` with `alpha` times the slices of `source` added to those that `index` names; where several meet, all.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.index_add_.html
 */
export function indexAdd(
  input: Tensor,
  dim: number | IndexAddOptions,
  index?: Tensor | IndexAddOptions,
  source?: Tensor | IndexAddOptions,
  options?: IndexAddOptions,
): Tensor {
  return callIndexAdd(
    "indexAdd",
    fresh,
    input,
    readArgs<IndexAddOptions>(IndexAdd, dim, index, source, options),
  );
}

/** `indexAdd`, written into `input`. */
export function indexAdd_(
  input: Tensor,
  dim: number | IndexAddOptions,
  index?: Tensor | IndexAddOptions,
  source?: Tensor | IndexAddOptions,
  options?: IndexAddOptions,
): Tensor {
  return callIndexAdd(
    "indexAdd_",
    inPlace,
    input,
    readArgs<IndexAddOptions>(IndexAdd, dim, index, source, options),
  );
}

// ---- indexCopy ---------------------------------------------------------------------------------------------------------

export interface IndexCopyOptions {
  dim?: number;
  index?: Tensor;
  source?: Tensor;
}

const IndexCopy = defineOp<{ dim: number }>({
  name: "indexCopy",
  params: ["dim", "index", "source"],
  writesOut: true,
  forward(ctx, [x, index, source], { dim }, out) {
    ctx.save(index);
    const y = target(x, out);
    scatterRaw(
      "indexCopy",
      raised(y, dim),
      places(index, dim, y),
      apart("indexCopy", source, y),
      source.layout.shape,
    );
    return y;
  },
  backward(ctx, [grad], { dim }) {
    const [index] = ctx.saved();
    return [
      ctx.needs[0] ? indexFill(grad, dim, index, 0) : null,
      null,
      ctx.needs[2] ? selected(grad, dim, index) : null,
    ];
  },
});

function callIndexCopy(name: string, call: Call, input: Tensor, args: IndexCopyOptions): Tensor {
  const x = checkTensor(name, input, "input");
  const dim = normalizeDim(name, args.dim as number, x.layout.shape.length);
  const index = readIndex(name, x, dim, args.index, ["int64"], false);
  return call(IndexCopy, [x, index, readSource(name, x, dim, index, args.source)], { dim });
}

/**
 * A copy of `input` with the slices that `index` names overwritten by those of `source`; where two meet the last stays.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.index_copy_.html
 */
export function indexCopy(
  input: Tensor,
  dim: number | IndexCopyOptions,
  index?: Tensor | IndexCopyOptions,
  source?: Tensor | IndexCopyOptions,
): Tensor {
  return callIndexCopy(
    "indexCopy",
    fresh,
    input,
    readArgs<IndexCopyOptions>(IndexCopy, dim, index, source),
  );
}

/** `indexCopy`, written into `input`. */
export function indexCopy_(
  input: Tensor,
  dim: number | IndexCopyOptions,
  index?: Tensor | IndexCopyOptions,
  source?: Tensor | IndexCopyOptions,
): Tensor {
  return callIndexCopy(
    "indexCopy_",
    inPlace,
    input,
    readArgs<IndexCopyOptions>(IndexCopy, dim, index, source),
  );
}

// ---- indexFill ---------------------------------------------------------------------------------------------------------

export interface IndexFillOptions {
  dim?: number;
  index?: Tensor;
  /** A number, or a zero-dimensional tensor to which gradients flow. */
  value?: Operand;
}

const IndexFill = defineOp<{ dim: number; scalar: boolean }>({
  name: "indexFill",
  params: ["dim", "index", "value"],
  node: ({ scalar }) => `IndexFillBackward${scalar ? 0 : 1}`,
  writesOut: true,
  forward(ctx, [x, index, value], { dim }, out) {
    ctx.save(index);
    const y = target(x, out);
    const shape =
      x.layout.shape.length === 0
        ? [index.layout.size]
        : x.layout.shape.with(dim, index.layout.size);
    scatterRaw("indexFill", raised(y, dim), places(index, dim, y), castRaw(value, x.dtype), shape);
    return y;
  },
  backward(ctx, [grad], { dim }) {
    const [index] = ctx.saved();
    const own = indexFill(grad, dim, index, 0);
    return [ctx.needs[0] ? own : null, null, ctx.needs[2] ? sum(grad.sub(own)) : null];
  },
});

function callIndexFill(name: string, call: Call, input: Tensor, args: IndexFillOptions): Tensor {
  const x = checkTensor(name, input, "input");
  const dim = normalizeDim(name, args.dim as number, x.layout.shape.length);
  const index = readIndex(name, x, dim, args.index, ["int64"], true);
  const { value, scalar } = readFilling(name, x, args.value);
  return call(IndexFill, [x, index, value], { dim, scalar });
}

/**
 * A copy of `input` with one value in the slices that `index` names; negative ones count from the end.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.index_fill_.html
 */
export function indexFill(
  input: Tensor,
  dim: number | IndexFillOptions,
  index?: Tensor | IndexFillOptions,
  value?: Operand | IndexFillOptions,
): Tensor {
  return callIndexFill(
    "indexFill",
    fresh,
    input,
    readArgs<IndexFillOptions>(IndexFill, dim, index, value),
  );
}

/** `indexFill`, written into `input`. */
export function indexFill_(
  input: Tensor,
  dim: number | IndexFillOptions,
  index?: Tensor | IndexFillOptions,
  value?: Operand | IndexFillOptions,
): Tensor {
  return callIndexFill(
    "indexFill_",
    inPlace,
    input,
    readArgs<IndexFillOptions>(IndexFill, dim, index, value),
  );
}
