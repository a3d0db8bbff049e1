/**
 * Where the replay knowingly does not ask for what PyTorch 1.13 does: the one list of such places. Each is a decision of
 * docs/from-pytorch.md; none names a single record.
 */
import { readTyped } from "./data.ts";
import type { Kwargs, RecordedError, TensorValue, Tolerances } from "./format.ts";

/**
 * `zeroGrad` sets gradients to null since 2.0. Records that lean on 1.13's default (fill with zeros) get it spelled out.
 */
export function zeroGradOf1_13(method: string, args: readonly unknown[], kwargs: Kwargs): Kwargs {
  if (method !== "zero_grad" || args.length > 0 || "set_to_none" in kwargs) return kwargs;
  return { ...kwargs, set_to_none: false };
}

/** There is one device, and no memory format but strides: calls that choose the only one say nothing. */
export function saysNothing(option: string, value: unknown): boolean {
  return option === "device" && (value === "cpu" || value === null);
}

/** `int64` is exact to 2^53; PyTorch's result beyond that must be refused instead of being rounded. */
export function beyondInt64(expected: TensorValue): boolean {
  if (expected.t !== "i64") return false;
  return readTyped(expected).some((value) => Math.abs(value) > Number.MAX_SAFE_INTEGER);
}

/** Reading an attribute that does not exist is refused by the compiler; at run time JavaScript answers `undefined`. */
export function refusedByCompiler(error: RecordedError): boolean {
  return error.type === "AttributeError";
}

/**
 * Optimizer state and param groups of 1.13 hold PyTorch internals, and later versions hold others: keys are compared where
 * both sides have them, these not at all. `step` is a tensor in one version and a number in another: its value counts.
 */
export const optimizerInternals: ReadonlySet<string> = new Set([
  "foreach",
  "capturable",
  "differentiable",
  "fused",
]);

/**
 * Where PyTorch's own values are farther from the truth than the tolerance; ours are exact to the last digits.
 * - Its rational approximations of J0, J1, Y0 and Y1 lack a leading coefficient, and are off by up to 1e-6 above 5.
 * - Its second derivative of a nearly singular determinant loses half of the digits.
 * - Its erfinv of float32 is off by up to 1e-5 near ±1, which the gradient's exp(y²) multiplies.
 */
export function coarser(fn: string, tolerances: Tolerances): Tolerances {
  if (/\.bessel_[jy][01]$/.test(fn)) return { ...tolerances, out: [1e-6, 1e-5] };
  if (fn.endsWith(".det")) {
    const [atol, rtol] = tolerances.gg ?? tolerances.out;
    return { ...tolerances, gg: [Math.max(atol, 1e-6), Math.max(rtol, 1e-6)] };
  }
  if (!/\.erfinv_?$/.test(fn)) return tolerances;
  const [atol, rtol] = tolerances.grad ?? tolerances.out;
  return { ...tolerances, grad: [atol, rtol < 1e-6 ? rtol : 10 * rtol] };
}
