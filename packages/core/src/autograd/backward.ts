/** Running backward: what users call, with its checks. The walk itself is the engine's. */
import { fullTensor, zeroTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { sameShape } from "../layout.ts";
import { readArgs, signature } from "../op/record.ts";
import { to } from "../ops/convert.ts";
import { Tensor } from "../tensor.ts";
import { run } from "./engine.ts";
import { type Edge, gradEdge, retain } from "./node.ts";

export interface BackwardOptions {
  /** Gradient of some later scalar with respect to this tensor; needed where it is not a scalar itself. */
  gradient?: Tensor | null;
  /** Keep what was saved, so that backward can run again. Default: the value of `createGraph`. */
  retainGraph?: boolean | null;
  /** Record backward itself, for higher derivatives. */
  createGraph?: boolean;
  /** Accumulate into these tensors only. */
  inputs?: Tensor | readonly Tensor[] | null;
}

/** The options of `autograd.backward`. */
export interface AutogradBackwardOptions extends Omit<BackwardOptions, "gradient"> {
  /** For each tensor the gradient of some later scalar; needed where it is not a scalar itself. */
  gradTensors?: Tensor | null | readonly (Tensor | null)[];
}

export interface GradOptions {
  /** One gradient per output; may be left out for scalars. */
  gradOutputs?: Tensor | null | readonly (Tensor | null)[];
  /** Keep what was saved, so that backward can run again. Default: the value of `createGraph`. */
  retainGraph?: boolean | null;
  /** Record backward itself, for higher derivatives. */
  createGraph?: boolean;
  /** Answer `null` for inputs that the outputs do not depend on, rather than throw. */
  allowUnused?: boolean | null;
  /** Answer zeros for such inputs. */
  materializeGrads?: boolean;
}

const Backward = signature(
  "autogradBackward",
  ["gradTensors", "retainGraph", "createGraph", "inputs"],
  { torch: "torch.autograd.backward", first: "tensors" },
);

/**
 * Adds to each leaf's `.grad` the gradient of `tensors` (summed).
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.autograd.backward.html
 */
export function backward(
  tensors: Tensor | readonly Tensor[],
  gradTensors?: Tensor | null | readonly (Tensor | null)[] | AutogradBackwardOptions,
  options?: AutogradBackwardOptions,
): void {
  const op = { name: "backward", params: Backward.params };
  const args = readArgs<AutogradBackwardOptions>(op, gradTensors, options);
  const roots = list(tensors);
  const grads = args.gradTensors ? list(args.gradTensors as readonly Tensor[]) : [];
  checkCount("backward", roots, grads);
  runBackward(roots, grads, args);
}

/** @internal `backward` with its arguments read. */
export function runBackward(
  roots: readonly Tensor[],
  given: readonly (Tensor | null)[],
  options: Omit<BackwardOptions, "gradient">,
): void {
  const createGraph = options.createGraph ?? false;
  const edges = new Array<Edge>(roots.length);
  const grads = new Array<Tensor>(roots.length);
  for (let i = 0; i < roots.length; i++) {
    edges[i] = rootEdge("backward", roots[i], i);
    grads[i] = rootGradient("backward", roots[i], i, given[i] ?? null);
  }
  const targets = options.inputs ? wantedEdges(list(options.inputs)) : null;
  const retainGraph = options.retainGraph ?? createGraph;
  run(edges, grads, { retainGraph, createGraph, targets, accumulate: true });
}

/** Where backward is to end. Inputs that were computed get their gradients in `.grad` too. */
function wantedEdges(inputs: readonly Tensor[]): Edge[] {
  if (inputs.length === 0) {
    throw new TensorError("backward", "inputs cannot be empty; leave it out to reach all leaves");
  }
  const edges = inputs.map((input) => wantedEdge("backward", input));
  for (const input of inputs) if (!input._leaf) retain(input);
  return edges;
}

const Grad = signature(
  "grad",
  ["inputs", "gradOutputs", "retainGraph", "createGraph", "allowUnused", "materializeGrads"],
  { torch: "torch.autograd.grad", first: "outputs" },
);

/**
 * The gradients of `outputs` (summed) with respect to `inputs`, without touching any `.grad`.
 *
 * Throws where an output does not depend on an input, unless `allowUnused`; then that gradient is `null`.
 * Source: https://pytorch.org/docs/stable/generated/torch.autograd.grad.html
 */
export function grad(
  outputs: Tensor | readonly Tensor[],
  inputs: Tensor | readonly Tensor[],
  options: GradOptions & { allowUnused: true; materializeGrads?: false },
): (Tensor | null)[];
export function grad(
  outputs: Tensor | readonly Tensor[],
  inputs: Tensor | readonly Tensor[],
  gradOutputs?: Tensor | null | readonly (Tensor | null)[] | GradOptions,
  options?: GradOptions,
): Tensor[];
export function grad(
  outputs: Tensor | readonly Tensor[],
  inputs: Tensor | readonly Tensor[],
  gradOutputs?: Tensor | null | readonly (Tensor | null)[] | GradOptions,
  options?: GradOptions,
): (Tensor | null)[] {
  const args = readArgs<GradOptions>(Grad, inputs, gradOutputs, options);
  const { createGraph = false, materializeGrads = false } = args;
  const roots = list(outputs);
  const wanted = list(inputs);
  if (wanted.length === 0)
    throw new TensorError(
      "grad",
      "requires non-empty inputs: the tensors whose gradients to answer",
    );
  const given = args.gradOutputs ? list(args.gradOutputs as readonly Tensor[]) : [];
  checkCount("grad", roots, given);
  const edges = roots.map((root, i) => rootEdge("grad", root, i));
  const grads = roots.map((root, i) => rootGradient("grad", root, i, given[i] ?? null));
  const targets = wanted.map((input) => wantedEdge("grad", input));
  const retainGraph = args.retainGraph ?? createGraph;
  const found = run(edges, grads, { retainGraph, createGraph, targets, accumulate: false });
  const unused = found.indexOf(null);
  if (unused === -1) return found;
  if (materializeGrads) {
    return found.map(
      (gradient, i) => gradient ?? zeroTensor(wanted[i].layout.shape, wanted[i].dtype),
    );
  }
  if (args.allowUnused) return found;
  throw new TensorError(
    "grad",
    `one of the differentiated Tensors (input ${unused}) appears to not have been used in the graph; ` +
      "set allowUnused: true if this is the desired behavior",
    { shapes: [wanted[unused].layout.shape] },
  );
}

function list(tensors: Tensor | readonly Tensor[]): readonly Tensor[] {
  return tensors instanceof Tensor ? [tensors] : tensors;
}

function wantedEdge(op: string, input: Tensor): Edge {
  const node = gradEdge(input);
  if (node) return { node, output: input._output };
  throw new TensorError(
    op,
    "one of the differentiated Tensors does not require grad; call requiresGrad_() on it before it is used",
  );
}

function rootEdge(op: string, root: Tensor, index: number): Edge {
  const node = gradEdge(root);
  if (node) return { node, output: root._output };
  throw new TensorError(
    op,
    `element ${index} of tensors does not require grad and does not have a gradFn; nothing to compute a gradient for`,
    { shapes: [root.layout.shape] },
  );
}

function checkCount(op: string, roots: readonly Tensor[], grads: readonly (Tensor | null)[]): void {
  if (grads.length <= roots.length) return;
  throw new TensorError(op, `got ${roots.length} tensors and ${grads.length} gradients`);
}

/** The gradient that comes in at a root: 1 for a scalar, else the one given. */
function rootGradient(op: string, root: Tensor, index: number, given: Tensor | null): Tensor {
  const { shape, size } = root.layout;
  if (given === null) {
    if (size === 1) return fullTensor(shape, 1, root.dtype);
    throw new TensorError(
      op,
      `grad can be implicitly created only for scalar outputs, got shape ${showShape(shape)}; reduce it first (sum, mean) or pass a gradient`,
      { shapes: [shape] },
    );
  }
  if (!sameShape(given.layout.shape, shape)) {
    throw new TensorError(
      op,
      `mismatch in shape: gradient ${index} has a shape of ${showShape(given.layout.shape)} and the output has a shape of ${showShape(shape)}`,
      { shapes: [given.layout.shape, shape] },
    );
  }
  return given.dtype === root.dtype ? given : to(given, root.dtype);
}
