/** Where elements are not zero. */
import { emptyTensor } from "../alloc.ts";
import { selectLayout } from "../layout.ts";
import { copyRaw } from "../op/copy.ts";
import { nonzeroCoordinates, nonzeroFlat } from "../op/nonzero.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import { viewOf } from "../op/view.ts";
import type { Tensor } from "../tensor.ts";
import { reshape } from "./view.ts";

const Nonzero = signature("nonzero", ["asTuple"], { differentiable: false });
signature("argwhere", [], { differentiable: false });

/** A row of coordinates for each element that is not zero, in row-major order. */
function coordinates(x: Tensor): Tensor {
  const columns = nonzeroCoordinates(x);
  const rows = columns[0]?.layout.size ?? nonzeroFlat(x).layout.size;
  const out = emptyTensor([rows, columns.length], "int64");
  columns.forEach((column, d) => copyRaw(viewOf(out, selectLayout(out.layout, 1, d)), column));
  return out;
}

export interface NonzeroOptions {
  /** One tensor per dimension, ready for `x.index(…)`. */
  asTuple?: boolean;
}

/** The methods whose result depends on their arguments. */
export interface NonzeroMethods {
  /** The coordinates of all elements that are not zero, a row for each; with `asTuple` one tensor per dimension. */
  nonzero(options: true | { asTuple: true }): Tensor[];
  nonzero(options?: false | { asTuple?: false }): Tensor;
}

/**
 * The coordinates of all elements that are not zero: a row for each, or with `asTuple` one tensor per dimension, ready
 * for `x.index(…)`. Source: https://pytorch.org/docs/stable/generated/torch.nonzero.html
 */
export function nonzero(input: Tensor, options: true | { asTuple: true }): Tensor[];
export function nonzero(input: Tensor, options?: false | { asTuple?: false }): Tensor;
export function nonzero(input: Tensor, options?: boolean | NonzeroOptions): Tensor | Tensor[] {
  const { asTuple = false } = readArgs<NonzeroOptions>(Nonzero, options);
  const x = checkTensor("nonzero", input, "input");
  if (!asTuple) return coordinates(x);
  return nonzeroCoordinates(x.layout.shape.length === 0 ? reshape(x, 1) : x);
}

/**
 * The coordinates of all elements that are not zero, a row for each.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.argwhere.html
 */
export function argwhere(input: Tensor): Tensor {
  return coordinates(checkTensor("argwhere", input, "input"));
}
