/** The derivatives of digamma. A plain function, since the order comes first; the method is in method-forms.ts. */
import { showValue, TensorError } from "../errors.ts";
import { callUnary, callUnaryInPlace, unary } from "../op/pointwise.ts";
import { isOptions, readArgs } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";

const Polygamma = unary<number>({
  name: "polygamma",
  params: ["input"],
  first: "n",
  result: "float",
  saves: "input",
  numbers: (n) => [n],
  backward: (grad, x, _y, n) => mul(grad, polygamma(n + 1, x)),
});

function order(n: number): number {
  if (Number.isInteger(n) && n >= 0) return n;
  throw new TensorError(
    "polygamma",
    `polygamma(n, x) does not support negative n, nor fractions; got ${showValue(n)}`,
  );
}

/**
 * The `n`-th derivative of `digamma`, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.polygamma.html
 */
export function polygamma(n: number, input: Tensor | { input: Tensor }): Tensor {
  const x = isOptions(input) ? readArgs<{ input: Tensor }>(Polygamma, input).input : input;
  return callUnary(Polygamma, x, order(n));
}

/** `polygamma`, written into `input`. */
export function polygamma_(n: number, input: Tensor): Tensor {
  return callUnaryInPlace(Polygamma, input, order(n));
}
