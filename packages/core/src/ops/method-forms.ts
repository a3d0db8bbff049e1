/** Methods whose functions take their arguments in another order. Not exported by index.ts: the functions are. */
import type { Operand } from "../op/operands.ts";
import { readArgs } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import * as derivatives from "./polygamma.ts";
import * as select from "./select.ts";

export interface WhereMethodOptions {
  condition?: Tensor;
  /** The values where the condition does not hold. */
  other?: Operand;
}

/**
 * This tensor where `condition` holds, else `other`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.where.html
 */
export function where(
  input: Tensor,
  condition: Tensor | WhereMethodOptions,
  other?: Operand | WhereMethodOptions,
): Tensor {
  const args = readArgs<WhereMethodOptions>(
    { name: "where", params: ["condition", "other"] },
    condition,
    other,
  );
  return select.where(args.condition as Tensor, { input, other: args.other });
}

/**
 * The `n`-th derivative of `digamma`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.polygamma.html
 */
export function polygamma(input: Tensor, n: number | { n: number }): Tensor {
  return derivatives.polygamma(orderOf(n), input);
}

/** `polygamma`, written into `input`. */
export function polygamma_(input: Tensor, n: number | { n: number }): Tensor {
  return derivatives.polygamma_(orderOf(n), input);
}

function orderOf(given: number | { n: number }): number {
  return readArgs<{ n: number }>({ name: "polygamma", params: ["n"] }, given).n;
}
