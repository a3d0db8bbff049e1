/** What autograd adds to a tensor: running backward, leaving the graph, hooks. */
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { type BackwardOptions, runBackward } from "./backward.ts";
import {
  aliasOf,
  cut,
  formsOf,
  gradEdge,
  hooksOf,
  removable,
  type RemovableHandle,
  requiresGrad,
  retain,
  type TensorHook,
} from "./node.ts";

const Backward = signature("backward", ["gradient", "retainGraph", "createGraph", "inputs"], {
  torch: "torch.Tensor.backward",
});

/**
 * Adds to every leaf's `.grad` the gradient of this tensor with respect to that leaf.
 *
 * A tensor that is not a scalar needs `gradient`, the gradient of some later scalar with respect to it.
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.backward.html
 */
export function backward(
  input: Tensor,
  gradient?: Tensor | null | BackwardOptions,
  retainGraph?: boolean | null | BackwardOptions,
  createGraph?: boolean | BackwardOptions,
  inputs?: Tensor | readonly Tensor[] | null | BackwardOptions,
): void {
  const args = readArgs<BackwardOptions>(Backward, gradient, retainGraph, createGraph, inputs);
  runBackward([input], args.gradient ? [args.gradient] : [], args);
}

signature("detach", []);

/** The same values on the same memory, outside of any graph. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.detach.html */
export function detach(input: Tensor): Tensor {
  return aliasOf(input);
}

signature("detach_", []);

/** Takes `input` itself out of its graph. Views cannot be detached in place. */
export function detach_(input: Tensor): Tensor {
  // After `t_` and its like it is a view of nobody but what it was.
  const forms = formsOf(input);
  if (forms[forms.length - 1]._view)
    throw new TensorError("detach_", "can't detach views in-place; use detach() instead");
  forms.forEach(cut);
  return input;
}

const RequiresGrad = signature("requiresGrad_", ["requiresGrad"]);

/** Says whether backward is to reach this leaf. Throws for integers, and for tensors that an op computed. */
export function requiresGrad_(input: Tensor, mode?: boolean | { requiresGrad?: boolean }): Tensor {
  const { requiresGrad: wanted = true } = readArgs<{ requiresGrad?: boolean }>(RequiresGrad, mode);
  if (!input._leaf && requiresGrad(input)) {
    if (wanted) return input;
    throw new TensorError(
      "requiresGrad_",
      "you can only change requiresGrad flags of leaf variables; to use a computed value without its gradient, detach() it",
    );
  }
  if (wanted && !isFloat(input.dtype)) {
    throw new TensorError(
      "requiresGrad_",
      `only Tensors of floating point dtype can require gradients, got ${input.dtype}`,
      { dtypes: [input.dtype] },
    );
  }
  if (wanted && input._inference) {
    throw new TensorError(
      "requiresGrad_",
      "setting requiresGrad on an inference tensor outside inferenceMode is not allowed; clone() it first",
    );
  }
  input._leaf = wanted;
  return input;
}

signature("registerHook", ["hook"], { torch: "torch.Tensor.register_hook" });

/**
 * Runs `hook` with the gradient of this tensor whenever it is computed; what it answers, if anything, is used instead.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html
 */
export function registerHook(input: Tensor, hook: TensorHook): RemovableHandle {
  const node = gradEdge(input);
  if (!node)
    throw new TensorError(
      "registerHook",
      "cannot register a hook on a tensor that doesn't require gradient",
    );
  const all = (node.hooks ??= new Map<number, TensorHook[]>());
  let hooks = all.get(input._output);
  if (!hooks) all.set(input._output, (hooks = []));
  return removable(hooks, hook);
}

signature("registerPostAccumulateGradHook", ["hook"], {
  torch: "torch.Tensor.register_post_accumulate_grad_hook",
});

/** Runs `hook` with this leaf after each time its `.grad` has been added to. */
export function registerPostAccumulateGradHook(
  input: Tensor,
  hook: (parameter: Tensor) => void,
): RemovableHandle {
  gradEdge(input);
  const accumulator = input._leaf ? hooksOf(input).accumulator : null;
  if (!accumulator)
    throw new TensorError(
      "registerPostAccumulateGradHook",
      "post accumulate grad hooks can only be registered on leaf tensors that require grad",
    );
  return removable(accumulator.afterHooks, hook);
}

signature("retainGrad", []);

/** Keeps the gradient of this tensor in `.grad` though it is no leaf. */
export function retainGrad(input: Tensor): void {
  if (input._leaf) return;
  if (!gradEdge(input)) {
    throw new TensorError(
      "retainGrad",
      `can't retainGrad on a tensor of shape ${showShape(input.layout.shape)} that has requiresGrad = false`,
    );
  }
  retain(input);
}
