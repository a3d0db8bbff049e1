/** Writes along a dimension, where an index tensor says. */
import { scalarTensor, zeroTensor } from "../alloc.ts";
import { showValue, TensorError } from "../errors.ts";
import { normalizeDim } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { along, apart, placesOf, scatterRaw, target } from "../op/indexed.ts";
import { applyInPlace } from "../op/inplace.ts";
import { checkTensor, isScalar } from "../op/operands.ts";
import { defineOp, type OpRecord, readArgs } from "../op/record.ts";
import { castScalar } from "../op/scalar.ts";
import { checkDimIndex } from "../op/scatter-checks.ts";
import type { Reduce } from "../op/scatter-reduce.ts";
import type { Tensor } from "../tensor.ts";
import { gather } from "./gather.ts";
import { ScatterReduce } from "./scatter-reduction.ts";
import { slice } from "./slice.ts";
import { expand } from "./view.ts";

// ---- what all have in common -------------------------------------------------------------------------------------------

/** How a call of one of these ops is done: new or in place. */
type Call = <Attrs>(op: OpRecord<Attrs>, inputs: readonly Tensor[], attrs: Attrs) => Tensor;

const fresh: Call = (op, inputs, attrs) => apply(op, inputs, attrs);
const inPlace: Call = (op, inputs, attrs) => applyInPlace(op, inputs, attrs);

interface Read {
  readonly x: Tensor;
  readonly dim: number;
  readonly index: Tensor;
  readonly src: Tensor;
}

/** Checks the tensors of a call. Of a `src` larger than the index only its beginning is used. */
function read(
  op: string,
  input: unknown,
  args: { dim?: number; index?: unknown; src?: unknown },
): Read {
  const x = checkTensor(op, input, "input");
  const index = checkTensor(op, args.index, "index");
  const src = checkTensor(op, args.src, "src");
  const dim = normalizeDim(op, args.dim as number, x.layout.shape.length);
  checkDimIndex(op, "self", x, dim, index, src);
  if (src.dtype !== x.dtype) {
    throw new TensorError(
      op,
      `scatter(): Expected self.dtype to be equal to src.dtype, but got ${x.dtype} and ${src.dtype}; convert src with to("${x.dtype}")`,
      {
        dtypes: [x.dtype, src.dtype],
      },
    );
  }
  return { x, dim, index, src: beginning(src, index) };
}

/** The part of `src` that the index names. An empty index may have other dimensions: it names nothing. */
function beginning(src: Tensor, { layout: { shape } }: Tensor): Tensor {
  if (src.layout.shape.length !== shape.length)
    return shape.includes(0) ? zeroTensor(shape, src.dtype) : src;
  return shape.reduce(
    (part, size, d) => (part.layout.shape[d] > size ? slice(part, d, 0, size) : part),
    src,
  );
}

// ---- scatter -----------------------------------------------------------------------------------------------------------

export interface ScatterOptions {
  dim?: number;
  index?: Tensor;
  src?: Tensor;
  /** One number to write everywhere, in the place of `src`. */
  value?: number | boolean;
  /** Combine with what is there, rather than overwrite it. */
  reduce?: "add" | "multiply" | null;
}

const Scatter = defineOp<{ dim: number; scalar: boolean }>({
  name: "scatter",
  params: ["dim", "index", "src", "value", "reduce"],
  node: ({ scalar }) => `ScatterBackward${scalar ? 1 : 0}`,
  writesOut: true,
  forward(ctx, [x, index, src], { dim }, out) {
    ctx.save(index);
    const y = target(x, out);
    scatterRaw(
      "scatter",
      along(y, dim),
      placesOf(index),
      apart("scatter", src, y),
      index.layout.shape,
    );
    return y;
  },
  backward(ctx, [grad], { dim }) {
    const [index] = ctx.saved();
    return [
      ctx.needs[0] ? scatter(grad, dim, index, 0) : null,
      null,
      ctx.needs[2] ? gather(grad, dim, index) : null,
    ];
  },
});

function callScatter(name: string, call: Call, input: Tensor, args: ScatterOptions): Tensor {
  const given: unknown = args.src ?? args.value;
  const { reduce = null } = args;
  if (reduce !== null && reduce !== "add" && reduce !== "multiply") {
    throw new TensorError(
      name,
      `reduce argument must be either add or multiply, got ${showValue(reduce)}`,
    );
  }
  if (!isScalar(given))
    return scatterBy(call, read(name, input, { ...args, src: given }), reduce, false);
  const x = checkTensor(name, input, "input");
  const index = checkTensor(name, args.index, "index");
  const dim = normalizeDim(name, args.dim as number, x.layout.shape.length);
  checkDimIndex(name, "self", x, dim, index);
  const value = scalarTensor(castScalar(name, given, x.dtype), x.dtype);
  const src = reduce === null ? value : expand(value, index.layout.shape);
  return scatterBy(call, { x, dim, index, src }, reduce, true);
}

function scatterBy(
  call: Call,
  { x, dim, index, src }: Read,
  reduce: "add" | "multiply" | null,
  scalar: boolean,
): Tensor {
  if (reduce === "add") return call(ScatterAdd, [x, index, src], { dim });
  if (reduce === "multiply")
    return call(ScatterReduce, [x, index, src], { dim, reduce: "prod", includeSelf: true });
  return call(Scatter, [x, index, src], { dim, scalar });
}

/** A scatter's source: a tensor or a number. */
type Source = Tensor | number | boolean;

/**
 * A copy of `input` into which the elements of `src` (or one number) are written: along `dim` at `index`'s value, else
 * at their own place: `out[i][index[i][j]] = src[i][j]` for `dim = 1`. Where two meet the last one stays.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.scatter.html
 */
export function scatter(
  input: Tensor,
  dim: number | ScatterOptions,
  index?: Tensor | ScatterOptions,
  src?: Source | ScatterOptions,
  ...rest: [options?: ScatterOptions]
): Tensor {
  return callScatter(
    "scatter",
    fresh,
    input,
    readArgs<ScatterOptions>(Scatter, dim, index, src, ...rest),
  );
}

/** `scatter`, written into `input`. */
export function scatter_(
  input: Tensor,
  dim: number | ScatterOptions,
  index?: Tensor | ScatterOptions,
  src?: Source | ScatterOptions,
  ...rest: [options?: ScatterOptions]
): Tensor {
  return callScatter(
    "scatter_",
    inPlace,
    input,
    readArgs<ScatterOptions>(Scatter, dim, index, src, ...rest),
  );
}

// ---- scatterAdd --------------------------------------------------------------------------------------------------------

export interface ScatterAddOptions {
  dim?: number;
  index?: Tensor;
  src?: Tensor;
}

const ScatterAdd = defineOp<{ dim: number }>({
  name: "scatterAdd",
  params: ["dim", "index", "src"],
  writesOut: true,
  forward(ctx, [x, index, src], { dim }, out) {
    ctx.save(index);
    const y = target(x, out);
    scatterRaw(
      "scatterAdd",
      along(y, dim),
      placesOf(index),
      apart("scatterAdd", src, y),
      index.layout.shape,
      "add",
    );
    return y;
  },
  backward(ctx, [grad], { dim }) {
    const [index] = ctx.saved();
    return [grad, null, ctx.needs[2] ? gather(grad, dim, index) : null];
  },
});

function callScatterAdd(name: string, call: Call, input: Tensor, args: ScatterAddOptions): Tensor {
  const { x, dim, index, src } = read(name, input, args);
  return call(ScatterAdd, [x, index, src], { dim });
}

/**
 * `scatter` that adds to what is there, and where several meet adds them all.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.scatter_add_.html
 */
export function scatterAdd(
  input: Tensor,
  dim: number | ScatterAddOptions,
  index?: Tensor | ScatterAddOptions,
  src?: Tensor | ScatterAddOptions,
): Tensor {
  return callScatterAdd(
    "scatterAdd",
    fresh,
    input,
    readArgs<ScatterAddOptions>(ScatterAdd, dim, index, src),
  );
}

/** `scatterAdd`, written into `input`. */
export function scatterAdd_(
  input: Tensor,
  dim: number | ScatterAddOptions,
  index?: Tensor | ScatterAddOptions,
  src?: Tensor | ScatterAddOptions,
): Tensor {
  return callScatterAdd(
    "scatterAdd_",
    inPlace,
    input,
    readArgs<ScatterAddOptions>(ScatterAdd, dim, index, src),
  );
}

// ---- scatterReduce -----------------------------------------------------------------------------------------------------

export interface ScatterReduceOptions {
  dim?: number;
  index?: Tensor;
  src?: Tensor;
  reduce?: Reduce;
  /** Whether what is there takes part; true where nothing is said. */
  includeSelf?: boolean;
}

const reduces: readonly Reduce[] = ["sum", "prod", "mean", "amax", "amin"];

function callScatterReduce(
  name: string,
  call: Call,
  input: Tensor,
  args: ScatterReduceOptions,
): Tensor {
  const { reduce, includeSelf = true } = args;
  if (!reduces.includes(reduce as Reduce))
    throw new TensorError(
      name,
      `reduce argument must be either sum, prod, mean, amax or amin, got ${showValue(reduce)}`,
    );
  const { x, dim, index, src } = read(name, input, args);
  if (reduce === "mean" && x.dtype === "bool")
    throw new TensorError(name, "mean is not implemented for bool; convert to a float first", {
      dtypes: ["bool"],
    });
  return call(ScatterReduce, [x, index, src], { dim, reduce: reduce as Reduce, includeSelf });
}

/**
 * `scatter` that combines what meets at a place: `sum`, `prod`, `mean`, `amax` or `amin`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.scatter_reduce_.html
 */
export function scatterReduce(
  input: Tensor,
  dim: number | ScatterReduceOptions,
  index?: Tensor | ScatterReduceOptions,
  src?: Tensor | ScatterReduceOptions,
  reduce?: Reduce | ScatterReduceOptions,
  options?: ScatterReduceOptions,
): Tensor {
  return callScatterReduce(
    "scatterReduce",
    fresh,
    input,
    readArgs<ScatterReduceOptions>(ScatterReduce, dim, index, src, reduce, options),
  );
}

/** `scatterReduce`, written into `input`. */
export function scatterReduce_(
  input: Tensor,
  dim: number | ScatterReduceOptions,
  index?: Tensor | ScatterReduceOptions,
  src?: Tensor | ScatterReduceOptions,
  reduce?: Reduce | ScatterReduceOptions,
  options?: ScatterReduceOptions,
): Tensor {
  return callScatterReduce(
    "scatterReduce_",
    inPlace,
    input,
    readArgs<ScatterReduceOptions>(ScatterReduce, dim, index, src, reduce, options),
  );
}
