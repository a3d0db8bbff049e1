/** What runs around a module's `forward` and `backward`. */
import {
  applyMany,
  defineOp,
  isGradEnabled,
  type OpRecord,
  type RemovableHandle,
  Tensor,
  TensorError,
} from "@tapeloop/core";
import type { Module } from "./module.ts";

/** Gets the arguments of a call; may answer other ones: an array of them, or one alone. */
export type ForwardPreHook<M = Module> = (module: M, args: readonly unknown[]) => unknown;
/** Gets the arguments and the result of a call; may answer another result. */
export type ForwardHook<M = Module> = (
  module: M,
  args: readonly unknown[],
  output: unknown,
) => unknown;
/** Gradients of the inputs or outputs of a call that are tensors; `null` where none is wanted or none came. */
export type Gradients = readonly (Tensor | null)[];
/** Gets both; may answer other gradients of the inputs, an array of them or one alone. */
export type FullBackwardHook<M = Module> = (
  module: M,
  gradInput: Gradients,
  gradOutput: Gradients,
) => Gradients | Tensor | null | void;

/** Hooks of one kind, in the order in which they were registered. */
export function register<H>(hooks: H[], hook: H): RemovableHandle {
  hooks.push(hook);
  return {
    remove() {
      const at = hooks.indexOf(hook);
      if (at !== -1) hooks.splice(at, 1);
    },
  };
}

/** Lets a function see gradients pass, and change them. */
interface Gate {
  readonly see: (grads: Gradients) => Gradients;
}

/**
 * Passes tensors on as they are, and shows their gradients on the way back. The results are copies: sharing memory
 * with the inputs, without being views of them, would let an in-place op change them behind autograd's back.
 */
const Gateway: OpRecord<Gate> = defineOp<Gate>({
  name: "backwardHook",
  params: [],
  custom: true,
  forward: (_ctx, inputs) => inputs.map((input) => input.clone()),
  backward: (_ctx, grads, { see }) => see(grads),
});

/**
 * Calls `forward` between two gateways: the one behind it tells the gradients of the outputs, the one before it those of
 * the inputs, and there the hooks run. Where no input wants a gradient they run with the gradients of the outputs.
 */
export function withBackwardHooks(
  module: Module,
  hooks: readonly FullBackwardHook[],
  args: readonly unknown[],
  forward: (args: readonly unknown[]) => unknown,
): unknown {
  let gradOutput: Gradients = [];
  const run = (gradInput: Gradients): Gradients => {
    let current = gradInput;
    for (const hook of hooks) {
      const answer = hook(module, current, gradOutput);
      if (answer === undefined || answer === null) continue;
      current = checkAnswer(module, answer instanceof Tensor ? [answer] : answer, gradInput.length);
    }
    return current;
  };
  const inputs = args.filter(wantsGrad);
  const gatedArgs = inputs.length > 0 && isGradEnabled() ? through(args, run) : args;
  const output = forward(gatedArgs);
  const outputs = Array.isArray(output) ? (output as unknown[]) : [output];
  const gated = through(outputs, (grads) => {
    gradOutput = grads;
    if (gatedArgs === args) run(args.filter((arg) => arg instanceof Tensor).map(() => null));
    return grads;
  });
  return Array.isArray(output) ? gated : gated[0];
}

function wantsGrad(value: unknown): value is Tensor {
  return value instanceof Tensor && value.requiresGrad;
}

/** Sends the tensors among `values` that want gradients through one gateway. */
function through(values: readonly unknown[], see: (grads: Gradients) => Gradients): unknown[] {
  const tensors = values.filter((value) => value instanceof Tensor);
  const wanting = tensors.filter(wantsGrad);
  if (wanting.length === 0) return [...values];
  const place = tensors.map((tensor) => wanting.indexOf(tensor));
  const gate: Gate = {
    // Hooks see one gradient per tensor, as PyTorch's do; the tape has those that are wanted.
    see: (grads) => {
      const answer = see(place.map((at) => (at === -1 ? null : grads[at])));
      return wanting.map((tensor) => answer[tensors.indexOf(tensor)]);
    },
  };
  const passed = applyMany(Gateway, wanting, gate);
  return values.map((value) => (wantsGrad(value) ? passed[wanting.indexOf(value)] : value));
}

function checkAnswer(module: Module, answer: Gradients, count: number): Gradients {
  if (answer.length === count) return answer;
  throw new TensorError(
    module.constructor.name,
    `a backward hook answered ${answer.length} gradients, expected ${count} (one per tensor among the inputs)`,
  );
}
