/** What becomes of a gradient: hooks see it, sums take it up, `.grad` keeps it. */
import { TensorError, showShape } from "../errors.ts";
import { type BinaryRow, kernelSlot } from "../kernels/table.ts";
import { hasInternalOverlap, sameShape } from "../layout.ts";
import { runBinary } from "../op/pointwise.ts";
import { add } from "../ops/arithmetic.ts";
import { clone } from "../ops/convert.ts";
import { Tensor } from "../tensor.ts";
import {
  type AccumulateGrad,
  aliasOf,
  type GraphNode,
  type TensorHook,
  type Waiting,
} from "./node.ts";
import { asUser, drop, escape, hold, isSoleOwner } from "./ownership.ts";

const addKernels = kernelSlot<BinaryRow>("add");

/** `sum += gradient`, unrecorded. */
function addInto(sum: Tensor, gradient: Tensor): void {
  runBinary("backward", addKernels, sum, gradient, "same", [], sum);
}

/** Adds a gradient, which is held, to those that wait at a node. */
export function addTo(node: GraphNode, output: number, gradient: Tensor): void {
  const { waiting } = node;
  if (!waiting) {
    if (node.outputs === 1) node.waiting = [gradient];
    else {
      node.waiting = new Array<Tensor | null>(node.outputs).fill(null);
      node.waiting[output] = gradient;
    }
    return;
  }
  const before = waiting[output];
  if (!before) {
    waiting[output] = gradient;
    return;
  }
  if (isSoleOwner(before)) addInto(before, gradient);
  else {
    const sum = add(before, gradient);
    hold(sum);
    waiting[output] = sum;
    drop(before);
  }
  drop(gradient);
}

/** Shows gradients to the hooks of a node, which may answer others, and keeps those that are to be kept. */
export function runHooks(node: GraphNode, incoming: Waiting): void {
  if (node.hooks) {
    for (const [output, hooks] of node.hooks) {
      for (const hook of hooks.slice()) {
        const gradient = incoming[output];
        if (gradient) incoming[output] = runHook(hook, gradient);
      }
    }
  }
  if (node.retained) {
    for (const [output, tensor] of node.retained) {
      const gradient = incoming[output];
      if (!gradient) continue;
      const grad = tensor._grad;
      tensor._grad = asUser(() => (grad ? add(grad, gradient) : clone(gradient)));
    }
  }
}

function runHook(hook: TensorHook, gradient: Tensor): Tensor {
  const answer = asUser(() => hook(escape(gradient)));
  if (answer === undefined || answer === null) return gradient;
  if (!(answer instanceof Tensor))
    throw new TensorError("registerHook", "a hook must answer a Tensor or nothing");
  if (!sameShape(answer.layout.shape, gradient.layout.shape) || answer.dtype !== gradient.dtype) {
    throw new TensorError(
      "registerHook",
      `hook '${hook.name || "(anonymous)"}' has changed the size or dtype of the gradient: from ${gradient.dtype} ` +
        `${showShape(gradient.layout.shape)} to ${answer.dtype} ${showShape(answer.layout.shape)}`,
      { shapes: [gradient.layout.shape, answer.layout.shape] },
    );
  }
  return answer;
}

/** Adds to a leaf's `.grad`, then runs its hooks. */
export function accumulateGrad(node: AccumulateGrad, gradient: Tensor, createGraph: boolean): void {
  const { variable, afterHooks } = node;
  // It may have been a leaf that requires grad when the graph was made, and be none now.
  if (!variable._leaf) return;
  if (!variable._grad && !createGraph && isSoleOwner(gradient)) {
    variable._grad = aliasOf(escape(gradient));
  } else {
    addToGrad(variable, gradient, createGraph);
  }
  if (afterHooks.length === 0) return;
  for (const hook of afterHooks.slice()) asUser(() => hook(variable));
}

/**
 * Adds to `.grad`: in place, so that whoever holds it sees it, unless the sum is to be differentiated. What stands in
 * `.grad` is memory of its own, and never the pool's.
 */
function addToGrad(tensor: Tensor, gradient: Tensor, createGraph: boolean): void {
  const grad = tensor._grad;
  if (!grad) tensor._grad = asUser(() => clone(gradient));
  else if (createGraph || hasInternalOverlap(grad.layout))
    tensor._grad = asUser(() => add(grad, gradient));
  else {
    addInto(grad, gradient);
    grad.storage.version++;
  }
}
