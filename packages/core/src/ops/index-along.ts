/** Writes to the slices of a dimension that an index vector names. */
import { scalarTensor, zeroTensor } from "../alloc.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import { normalizeDim, sameShape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { castRaw } from "../op/copy.ts";
import { refuseSecond } from "../op/delayed-error.ts";
import {
  along,
  apart,
  checkBounds,
  checkIndexDtype,
  type Places,
  placesAlong,
  scatterRaw,
  target,
  wrapped,
} from "../op/indexed.ts";
import { applyInPlace } from "../op/inplace.ts";
import { checkTensor, isScalar, type Operand } from "../op/operands.ts";
import { defineOp, type OpRecord, readArgs } from "../op/record.ts";
import { castScalar } from "../op/scalar.ts";
import { type Reduce, scatterReduced } from "../op/scatter-reduce.ts";
import { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { eq } from "./compare.ts";
import { div } from "./division.ts";
import { indexSelect } from "./gather.ts";
import { maskedFill } from "./mask.ts";
import { sum } from "./reduce.ts";
import { where } from "./select.ts";
import { reshape } from "./view.ts";

// ---- what all have in common -------------------------------------------------------------------------------------------

type Call = <Attrs>(op: OpRecord<Attrs>, inputs: readonly Tensor[], attrs: Attrs) => Tensor;

const fresh: Call = (op, inputs, attrs) => apply(op, inputs, attrs);
const inPlace: Call = (op, inputs, attrs) => applyInPlace(op, inputs, attrs);

/** The index as a vector of int64 within the dimension. */
function readIndex(
  op: string,
  x: Tensor,
  dim: number,
  given: unknown,
  dtypes: readonly ("int64" | "int32")[],
  negative: boolean,
): Tensor {
  const index = checkTensor(op, given, "index");
  checkIndexDtype(op, index, dtypes);
  if (index.layout.shape.length > 1) {
    throw new TensorError(
      op,
      `${op}(): Index should have dimension 1 or 0: it has to be a vector, got ${showShape(index.layout.shape)}`,
      { shapes: [index.layout.shape] },
    );
  }
  const size = x.layout.shape[dim] ?? 1;
  checkBounds(op, index, size, `dimension ${dim}`, negative);
  return negative ? wrapped(index, size) : index;
}

/** Refuses a source that is not one slice per index. A zero-dimensional source is one value for a vector. */
function readSource(op: string, x: Tensor, dim: number, index: Tensor, given: unknown): Tensor {
  const source = checkTensor(op, given, "source");
  if (source.dtype !== x.dtype) {
    throw new TensorError(
      op,
      `${op}(): self (${x.dtype}) and source (${source.dtype}) must have the same scalar type; convert source with to("${x.dtype}")`,
      {
        dtypes: [x.dtype, source.dtype],
      },
    );
  }
  const [own, shape] = [x.layout.shape, source.layout.shape];
  const count = index.layout.size;
  const shapes = [own, shape, index.layout.shape];
  if ((shape[dim] ?? 1) !== count) {
    throw new TensorError(
      op,
      `${op}(): Number of indices (${count}) should be equal to source.size(dim): (${shape[dim] ?? 1}), for dim: ${dim}`,
      { shapes },
    );
  }
  const flatOwn = own.length <= 1;
  if (flatOwn && shape.length <= 1) return reshape(source, count);
  if (!sameShape(own.with(dim, 0), shape.length > dim ? shape.with(dim, 0) : shape)) {
    throw new TensorError(
      op,
      `${op}(): Source/destination tensor must have same slice shapes: self ${showShape(own)} and source ${showShape(shape)} differ elsewhere than at dimension ${dim}`,
      { shapes },
    );
  }
  return source;
}

/** The places of the index in a walk over `x`'s dimensions, of which there is one at least. */
function places(index: Tensor, dim: number, x: Tensor): Places {
  return placesAlong(castRaw(index, "int64"), dim, Math.max(x.layout.shape.length, 1));
}

/** `x` as a vector where it has no dimension, since an index needs one. */
function raised(x: Tensor, dim: number): ReturnType<typeof along> {
  return x.layout.shape.length === 0 ? { tensor: x, strides: [0], unit: 1 } : along(x, dim);
}

/** Brings what an index read from a zero-dimensional tensor back to the shape of the source. */
function selected(grad: Tensor, dim: number, index: Tensor): Tensor {
  if (grad.layout.shape.length > 0) return indexSelect(grad, dim, index);
  return indexSelect(reshape(grad, 1), 0, index);
}

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

const eitherInteger = ["int64", "int32"] as const;

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
  const { value } = args;
  if (isScalar(value))
    return call(IndexFill, [x, index, scalarTensor(castScalar(name, value, x.dtype), x.dtype)], {
      dim,
      scalar: true,
    });
  if (!(value instanceof Tensor))
    throw new TensorError(
      name,
      `value must be a number, a boolean or a zero-dimensional tensor, got ${showValue(value)}`,
    );
  if (value.layout.shape.length > 0) {
    throw new TensorError(
      name,
      `${name} only supports a 0-dimensional value tensor, but got tensor with ${value.layout.shape.length} dimension(s)`,
      { shapes: [value.layout.shape] },
    );
  }
  return call(IndexFill, [x, index, value], { dim, scalar: false });
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

// ---- indexReduce -------------------------------------------------------------------------------------------------------

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
