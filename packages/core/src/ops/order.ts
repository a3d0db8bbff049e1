/** The elements in the middle, the k-th and the most frequent ones. */
import { scalarTensor } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import { modeRows, type Selection, selectRows } from "../kernels/order.ts";
import { normalizeDim } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { type ValuesAndIndices, valuesAndIndices } from "../op/named.ts";
import { checkTensor } from "../op/operands.ts";
import { type OpRecord, readArgs, type Signature, signature } from "../op/record.ts";
import { eachRun } from "../op/reduction.ts";
import type { Tensor } from "../tensor.ts";
import { takeAlong } from "./along.ts";
import type { ExtremeOptions } from "./extrema.ts";
import { type PlacesBody, placesAlong } from "./rows.ts";
import { sharedGradient } from "./shared-gradient.ts";
import { squeeze } from "./view.ts";

const Median = signature("median", ["dim", "keepdim"]);
const Nanmedian = signature("nanmedian", ["dim", "keepdim"]);
const Mode = signature("mode", ["dim", "keepdim"]);
const Kthvalue = signature("kthvalue", ["k", "dim", "keepdim"]);

function refuseBool(op: string, { dtype }: Tensor): void {
  if (dtype !== "bool") return;
  throw new TensorError(op, 'not implemented for dtype bool; convert with x.to("uint8")', {
    dtypes: ["bool"],
  });
}

/** Selects one element along `dim`. */
function selectAlong(
  op: string,
  input: Tensor,
  dim: number,
  keepdim: boolean,
  body: PlacesBody,
): ValuesAndIndices {
  const { shape } = input.layout;
  const d = normalizeDim(op, dim, shape.length);
  if (shape[d] === 0) {
    throw new TensorError(
      op,
      `expected reduction dim ${d} to have non-zero size, got shape ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  const places = placesAlong(input, d, 1, body);
  const values = takeAlong(input, places, d);
  if (keepdim || shape.length === 0) return valuesAndIndices([values, places]);
  return valuesAndIndices([squeeze(values, d), squeeze(places, d)]);
}

const selection =
  (which: Selection): PlacesBody =>
  (rows, cols, x, xo, rs, cs, indices, io) =>
    selectRows(rows, cols, x, xo, rs, cs, which, indices, io);

// ---- median, nanmedian -------------------------------------------------------------------------

/** Of all elements; those that equal it share the gradient. */
const MedianOfAll: OpRecord<{ op: string; which: Selection }> = {
  name: "median",
  params: [],
  forward(ctx, [x], { op, which }) {
    const { size, shape } = x.layout;
    if (size === 0 && !isFloat(x.dtype))
      throw new TensorError(op, `no ${x.dtype} is the median of no elements`, { shapes: [shape] });
    const place = new Float64Array(1);
    let value = NaN;
    eachRun(x, [...shape.keys()], (rows, cols, data, offset, rs, cs) => {
      if (cols === 0) return;
      selectRows(rows, cols, data, offset, rs, cs, which, place, 0);
      value = data[offset + place[0] * cs];
    });
    const y = scalarTensor(value, x.dtype);
    ctx.save(x, y);
    return y;
  },
  backward(ctx, [grad]) {
    const [x, y] = ctx.saved();
    return [sharedGradient(grad, x, y, [...x.layout.shape.keys()])];
  },
};

function medianOf(
  op: Signature,
  which: Selection,
  input: Tensor,
  given: readonly unknown[],
): Tensor | ValuesAndIndices {
  const { dim, keepdim = false } = readArgs<ExtremeOptions>(op, ...given);
  refuseBool(op.name, checkTensor(op.name, input, "input"));
  if (dim === undefined || dim === null) {
    return apply(MedianOfAll, [input], { op: op.name, which });
  }
  return selectAlong(op.name, input, dim, keepdim, selection(which));
}

/**
 * The lower one of the elements in the middle: of all; or, with `dim`, along it, and where it stands (int64). NaN where
 * one is among them.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.median.html
 */
export function median(input: Tensor): Tensor;
export function median(
  input: Tensor,
  dim: number | (ExtremeOptions & { readonly dim: number }),
  keepdim?: boolean | ExtremeOptions,
): ValuesAndIndices;
export function median(input: Tensor, ...given: readonly unknown[]): Tensor | ValuesAndIndices {
  return medianOf(Median, "median", input, given);
}

/** `median` of the elements that are not NaN. Source: https://pytorch.org/docs/stable/generated/torch.nanmedian.html */
export function nanmedian(input: Tensor): Tensor;
export function nanmedian(
  input: Tensor,
  dim: number | (ExtremeOptions & { readonly dim: number }),
  keepdim?: boolean | ExtremeOptions,
): ValuesAndIndices;
export function nanmedian(input: Tensor, ...given: readonly unknown[]): Tensor | ValuesAndIndices {
  return medianOf(Nanmedian, "nanmedian", input, given);
}

/** `median` and `nanmedian` as methods: what they answer depends on what they are given. */
export interface OrderMethods {
  /** The lower one of the elements in the middle. Source: https://pytorch.org/docs/stable/generated/torch.median.html */
  median(): Tensor;
  /** The same along a dimension, and where it stands. */
  median(
    dim: number | (ExtremeOptions & { readonly dim: number }),
    keepdim?: boolean | ExtremeOptions,
  ): ValuesAndIndices;
  /** `median` of the elements that are not NaN. */
  nanmedian(): Tensor;
  /** The same along a dimension, and where it stands. */
  nanmedian(
    dim: number | (ExtremeOptions & { readonly dim: number }),
    keepdim?: boolean | ExtremeOptions,
  ): ValuesAndIndices;
}

// ---- mode, kthvalue ----------------------------------------------------------------------------

export interface ModeOptions {
  /** The dimension to search along; the last one where nothing is said. */
  dim?: number;
  /** Keep that dimension, with size 1. */
  keepdim?: boolean;
}

/**
 * The most frequent element along `dim`, the smallest of equally frequent ones, and where it stands last (int64).
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.mode.html
 */
export function mode(
  input: Tensor,
  dim?: number | ModeOptions,
  keepdim?: boolean | ModeOptions,
  options?: ModeOptions,
): ValuesAndIndices {
  const args = readArgs<ModeOptions>(Mode, dim, keepdim, options);
  checkTensor("mode", input, "input");
  return selectAlong("mode", input, args.dim ?? -1, args.keepdim ?? false, modeRows);
}

export interface KthvalueOptions extends ModeOptions {
  /** Which: 1 for the smallest. */
  k?: number;
}

/**
 * The `k`-th smallest element along `dim`, and where it stands (int64).
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.kthvalue.html
 */
export function kthvalue(
  input: Tensor,
  k: number | KthvalueOptions,
  dim?: number | KthvalueOptions,
  keepdim?: boolean | KthvalueOptions,
  options?: KthvalueOptions,
): ValuesAndIndices {
  const args = readArgs<KthvalueOptions>(Kthvalue, k, dim, keepdim, options);
  const { shape } = checkTensor("kthvalue", input, "input").layout;
  refuseBool("kthvalue", input);
  const d = normalizeDim("kthvalue", args.dim ?? -1, shape.length);
  const size = shape[d] ?? 1;
  const which = args.k as number;
  if (size > 0 && !(Number.isInteger(which) && which >= 1 && which <= size)) {
    throw new TensorError(
      "kthvalue",
      `selected number k out of range for dimension ${d}: k = ${showValue(which)}, but shape ${showShape(shape)} has ${size} elements there (the smallest is 1)`,
      { shapes: [shape] },
    );
  }
  return selectAlong("kthvalue", input, d, args.keepdim ?? false, selection(which - 1));
}
