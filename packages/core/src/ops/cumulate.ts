/** Running sums, products and extremes along a dimension, and differences. */
import { checkDType, type DType, isFloat } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import {
  type IndexedScanRow,
  type KernelSlot,
  kernelSlot,
  type ScanRow,
} from "../kernels/table.ts";
import { normalizeDim } from "../layout.ts";
import { apply, applyMany } from "../op/apply.ts";
import { castRaw } from "../op/copy.ts";
import { applyInPlace } from "../op/inplace.ts";
import { type ValuesAndIndices, valuesAndIndices } from "../op/named.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, type OpRecord, readArgs, signature } from "../op/record.ts";
import { scanIndexedRaw, scanRaw } from "../op/scan.ts";
import type { Tensor } from "../tensor.ts";
import { putAlong } from "./along.ts";
import { mul, sub } from "./arithmetic.ts";
import { eq, ne } from "./compare.ts";
import { clone, to } from "./convert.ts";
import { exp } from "./exponential.ts";
import { cat } from "./join.ts";
import { recurrence, shifted } from "./recurrence.ts";
import { where } from "./select.ts";
import { slice } from "./slice.ts";

export interface CumulateOptions {
  /** The dimension to run along. */
  dim?: number;
  /** Convert to this dtype first; integers become int64 where nothing is said. */
  dtype?: DType | null;
}

interface Attrs {
  readonly dim: number;
  readonly dtype: DType;
  readonly reverse: boolean;
}

// ---- cumsum, cumprod -----------------------------------------------------------------------------------------------------

const sumKernels = kernelSlot<ScanRow>("cumsum");
const productKernels = kernelSlot<ScanRow>("cumprod");

/** Integers run as int64, whatever they are to be in the end. */
function scanned(slot: KernelSlot<ScanRow>, x: Tensor, { dim, dtype, reverse }: Attrs): Tensor {
  const input = castRaw(x, dtype);
  if (isFloat(dtype)) return scanRaw(slot, input, dim, reverse);
  return castRaw(scanRaw(slot, castRaw(input, "int64"), dim, reverse), dtype);
}

const Cumsum: OpRecord<Attrs> = defineOp<Attrs>({
  name: "cumsum",
  params: ["dim", "dtype"],
  forward: (_ctx, [x], attrs) => scanned(sumKernels, x, attrs),
  backward: (_ctx, [grad], { dim, dtype, reverse }) => [
    apply(Cumsum, [grad], { dim, dtype, reverse: !reverse }),
  ],
});

const Cumprod = defineOp<Attrs>({
  name: "cumprod",
  params: ["dim", "dtype"],
  forward(ctx, [x], attrs) {
    const y = scanned(productKernels, x, attrs);
    ctx.save(x, y);
    return y;
  },
  // The product of all before, times what all after make of the gradient. No division, so zeros are as good as any.
  backward(ctx, [grad], { dim }) {
    const [x, y] = ctx.saved();
    return [mul(shifted(y, dim, 1, 1), recurrence(grad, x, dim, true))];
  },
});

type Args = readonly [op: OpRecord<Attrs>, inputs: readonly Tensor[], attrs: Attrs];

/** Reads a call; integers and booleans are summed and multiplied as int64. */
function prepare(op: OpRecord<Attrs>, input: Tensor, given: readonly unknown[]): Args {
  const args = readArgs<CumulateOptions>(op, ...given);
  const { dtype: own, layout } = checkTensor(op.name, input, "input");
  const dtype = args.dtype ? checkDType(op.name, args.dtype) : isFloat(own) ? own : "int64";
  const dim = normalizeDim(op.name, args.dim as number, layout.shape.length);
  return [op, [to(input, dtype)], { dim, dtype, reverse: false }];
}

function prepareInPlace(op: OpRecord<Attrs>, input: Tensor, given: readonly unknown[]): Args {
  const { dim, dtype } = readArgs<CumulateOptions>(op, ...given);
  const own = checkTensor(op.name, input, "input").dtype;
  if (dtype && dtype !== own) {
    throw new TensorError(
      op.name,
      `bad in-place call: input tensor dtype ${own} and output tensor dtype ${dtype} should match`,
      { dtypes: [own, dtype] },
    );
  }
  if (own === "bool") {
    throw new TensorError(
      op.name,
      "not implemented for dtype bool in place; the form that is not answers int64",
      { dtypes: [own] },
    );
  }
  return prepare(op, input, [{ dim, dtype: own }]);
}

type DTypeArg = DType | null | CumulateOptions;

/**
 * The sums of all elements up to each, along `dim`. Integers are summed as int64.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.cumsum.html
 */
export function cumsum(
  input: Tensor,
  dim: number | CumulateOptions,
  dtype?: DTypeArg,
  options?: CumulateOptions,
): Tensor {
  return apply(...prepare(Cumsum, input, [dim, dtype, options]));
}

/** `cumsum`, written into `input`. */
export function cumsum_(
  input: Tensor,
  dim: number | CumulateOptions,
  dtype?: DTypeArg,
  options?: CumulateOptions,
): Tensor {
  return applyInPlace(...prepareInPlace(Cumsum, input, [dim, dtype, options]));
}

/**
 * The products of all elements up to each, along `dim`. Integers are multiplied as int64.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.cumprod.html
 */
export function cumprod(
  input: Tensor,
  dim: number | CumulateOptions,
  dtype?: DTypeArg,
  options?: CumulateOptions,
): Tensor {
  return apply(...prepare(Cumprod, input, [dim, dtype, options]));
}

/** `cumprod`, written into `input`. */
export function cumprod_(
  input: Tensor,
  dim: number | CumulateOptions,
  dtype?: DTypeArg,
  options?: CumulateOptions,
): Tensor {
  return applyInPlace(...prepareInPlace(Cumprod, input, [dim, dtype, options]));
}

// ---- logcumsumexp --------------------------------------------------------------------------------------------------------

export interface RunningOptions {
  /** The dimension to run along. */
  dim: number;
}

const expKernels = kernelSlot<ScanRow>("logcumsumexp");

const Logcumsumexp = defineOp<number>({
  name: "logcumsumexp",
  params: ["dim"],
  forward(ctx, [x], dim) {
    const y = scanRaw(expKernels, x, dim, false);
    ctx.save(x, y);
    return y;
  },
  // The sum over k >= i of grad[k] * exp(x[i] - y[k]), with no exponent above 0: from the end on, what is summed so far
  // shrinks by exp(y[i - 1] - y[i]) at each step.
  backward(ctx, [grad], dim) {
    const [x, y] = ctx.saved();
    // Before the first finite element nothing is summed yet, and -Infinity - -Infinity would be NaN.
    const level = where(eq(y, -Infinity), 0, y);
    const links = exp(sub(shifted(y, dim, 1, -Infinity), level));
    return [mul(exp(sub(x, level)), recurrence(grad, links, dim, true))];
  },
});

/**
 * The logarithm of the running sum of exponentials along `dim`. Takes floats only.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.logcumsumexp.html
 */
export function logcumsumexp(input: Tensor, dim: number | RunningOptions): Tensor {
  const { layout } = checkTensor("logcumsumexp", input, "input");
  const along = readArgs<RunningOptions>(Logcumsumexp, dim).dim;
  return apply(Logcumsumexp, [input], normalizeDim("logcumsumexp", along, layout.shape.length));
}

// ---- cummax, cummin ------------------------------------------------------------------------------------------------------

function runningExtreme(name: string): OpRecord<number> {
  const slot = kernelSlot<IndexedScanRow>(name);
  return defineOp<number>({
    name,
    params: ["dim"],
    forward(ctx, [x], dim) {
      const results = scanIndexedRaw(slot, x, dim);
      ctx.save(results[1]);
      return results;
    },
    backward(ctx, [grad], dim) {
      const { shape } = grad.layout;
      return [putAlong(grad, ctx.saved()[0], dim, shape.length === 0 ? 1 : shape[dim])];
    },
  });
}

const Cummax = runningExtreme("cummax");
const Cummin = runningExtreme("cummin");

function running(
  op: OpRecord<number>,
  input: Tensor,
  given: number | RunningOptions,
): ValuesAndIndices {
  const { layout } = checkTensor(op.name, input, "input");
  const { dim } = readArgs<RunningOptions>(op, given);
  return valuesAndIndices(applyMany(op, [input], normalizeDim(op.name, dim, layout.shape.length)));
}

/**
 * The largest of all elements up to each, along `dim`, and where it stands: `{ values, indices }`. Of equal ones the last
 * counts.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.cummax.html
 */
export function cummax(input: Tensor, dim: number | RunningOptions): ValuesAndIndices {
  return running(Cummax, input, dim);
}

/**
 * The smallest of all elements up to each, along `dim`, and where it stands: `{ values, indices }`. Of equal ones the last
 * counts.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.cummin.html
 */
export function cummin(input: Tensor, dim: number | RunningOptions): ValuesAndIndices {
  return running(Cummin, input, dim);
}

// ---- diff ----------------------------------------------------------------------------------------------------------------

const Diff = signature("diff", ["n", "dim", "prepend", "append"]);

export interface DiffOptions {
  /** How many times to take differences. */
  n?: number;
  dim?: number;
  /** What to put before, or after, `input` first. */
  prepend?: Tensor | null;
  append?: Tensor | null;
}

/**
 * The differences of neighbours along `dim`, `n` times over. Booleans differ or do not.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.diff.html
 */
export function diff(
  input: Tensor,
  n?: number | DiffOptions,
  dim?: number | DiffOptions,
  prepend?: Tensor | null | DiffOptions,
  append?: Tensor | null | DiffOptions,
): Tensor {
  const args = readArgs<DiffOptions>(Diff, n, dim, prepend, append);
  const { n: times = 1, dim: given = -1 } = args;
  const { shape } = checkTensor("diff", input, "input").layout;
  if (shape.length === 0)
    throw new TensorError("diff", "diff expects input to be at least one-dimensional");
  const along = normalizeDim("diff", given, shape.length);
  if (times === 0) return clone(input);
  const parts = [args.prepend, input, args.append].filter(
    (part) => part !== null && part !== undefined,
  );
  for (const part of parts) checkJoins(part, input, along);
  let result = parts.length === 1 ? input : cat(parts, along);
  for (let i = 0; i < times; i++) {
    if (result.layout.shape[along] === 0) break;
    const [left, right] = [slice(result, along, 0, -1), slice(result, along, 1)];
    result = result.dtype === "bool" ? ne(right, left) : sub(right, left);
  }
  return result;
}

function checkJoins(part: Tensor, input: Tensor, along: number): void {
  const [a, b] = [part.layout.shape, input.layout.shape];
  const facts = { shapes: [b, a] };
  if (a.length !== b.length)
    throw new TensorError(
      "diff",
      "diff expects prepend or append to be the same dimension as input",
      facts,
    );
  for (const [d, size] of b.entries()) {
    if (d === along || a[d] === size) continue;
    throw new TensorError(
      "diff",
      "diff expects the shape of tensor to prepend or append to match that of input except along the differencing dimension; " +
        `input.size(${d}) = ${size}, but got tensor.size(${d}) = ${a[d]}`,
      facts,
    );
  }
}
