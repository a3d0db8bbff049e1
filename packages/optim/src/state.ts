/** What an optimizer keeps of each parameter, and how it is loaded. */
import { Tensor, TensorError } from "@tapeloop/core";

/** State of one parameter, by PyTorch's names (`exp_avg`). */
export type State = Record<string, StateValue>;

/** Lists are LBFGS's: its past steps. */
export type StateValue = Tensor | number | null | readonly Tensor[] | readonly number[];

/** All that is needed to go on training later; see `Optimizer.stateDict`. */
export interface OptimizerStateDict {
  state: Record<string, Record<string, unknown>>;
  param_groups: Record<string, unknown>[];
}

/** What is counted in float32, whatever the parameter's dtype: going on in another would not give the same results. */
const counters: ReadonlySet<string> = new Set(["step", "mu_product", "eta", "mu"]);

/** State that has a number for each of the parameter's; a step reads it side by side with them. */
const elementwise: ReadonlySet<string> = new Set([
  "momentum_buffer",
  "exp_avg",
  "exp_avg_sq",
  "max_exp_avg_sq",
  "exp_inf",
  "sum",
  "square_avg",
  "grad_avg",
  "acc_delta",
  "prev",
  "step_size",
  "ax",
]);

/** Throws where state to be loaded has not the shape of its parameter. */
export function checkShapes(
  op: string,
  number: number,
  loaded: Readonly<Record<string, unknown>> | undefined,
  param: Tensor,
): void {
  for (const [key, value] of Object.entries(loaded ?? {})) {
    if (!elementwise.has(key) || !(value instanceof Tensor)) continue;
    if (value.shape.join() !== param.shape.join())
      throw new TensorError(
        op,
        `loaded state dict's ${key} of parameter ${number} has shape [${value.shape.join(", ")}], but the parameter has [${param.shape.join(", ")}]; are the parameters in the order they had?`,
        { shapes: [value.shape, param.shape] },
      );
  }
}

/** A copy of what is loaded. Tensors but the counters take the parameter's dtype, as in PyTorch. */
export function copyState(loaded: Record<string, unknown>, param: Tensor): State {
  const copy = (key: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown) => copy(key, item));
    if (!(value instanceof Tensor)) return value;
    const cast = !counters.has(key) && value.isFloatingPoint() ? value.to(param.dtype) : value;
    return cast.detach().contiguous().clone();
  };
  return Object.fromEntries(
    Object.entries(loaded).map(([key, value]) => [key, copy(key, value) as StateValue]),
  );
}
