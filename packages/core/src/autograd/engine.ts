/**
 * Walks the tape backward.
 *
 * Nodes run in the reverse order of their creation, leaves as soon as their gradient is complete, all without recursion:
 * a chain of 100,000 ops is as good as one of three. The engine, not each op, sums gradients back to the shape of a
 * broadcast input and casts them to its dtype. Buffers that only the engine has seen are used again; see
 * NOTE [Buffer ownership].
 */
import { fullTensor, zeroTensor } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import { hasInternalOverlap, sameShape } from "../layout.ts";
import { type BinaryRow, kernelSlot } from "../kernels/table.ts";
import { copyRaw } from "../op/copy.ts";
import { runBinary } from "../op/pointwise.ts";
import { readArgs, signature } from "../op/record.ts";
import { clone, to } from "../ops/convert.ts";
import { add } from "../ops/arithmetic.ts";
import { sumToSize } from "../ops/reduce.ts";
import { pool } from "../storage.ts";
import { Tensor } from "../tensor.ts";
import { anomalyChecks, switchMode } from "./mode.ts";
import type { Node } from "./node.ts";
import {
  AccumulateGrad,
  aliasOf,
  gradEdge,
  type GraphNode,
  retain,
  type TensorHook,
} from "./node.ts";

/** An edge: the gradient of output `output` of `node`. */
interface Edge {
  readonly node: GraphNode;
  readonly output: number;
}

interface RunOptions {
  readonly retainGraph: boolean;
  readonly createGraph: boolean;
  /** The edges whose gradients are wanted; `null` for all leaves. */
  readonly targets: readonly Edge[] | null;
  /** Whether leaves among the targets accumulate into `.grad`, or gradients are answered. */
  readonly accumulate: boolean;
}

/** Gradients waiting for a node, one place per output. */
type Waiting = (Tensor | null)[];

/** One run of the engine. */
interface Walk extends RunOptions {
  /** The nodes on a way to a target; `null` for all. */
  readonly needed: ReadonlySet<GraphNode> | null;
  readonly waiting: Map<GraphNode, Waiting>;
}

// ---- the public calls ----------------------------------------------------------------------------------------------------

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
  const args = readArgs<AutogradBackwardOptions>(
    { name: "backward", params: Backward.params },
    gradTensors,
    options,
  );
  const createGraph = args.createGraph ?? false;
  const roots = list(tensors);
  const grads = rootGradients("backward", roots, args.gradTensors);
  const only = args.inputs === undefined || args.inputs === null ? null : list(args.inputs);
  if (only?.length === 0)
    throw new TensorError("backward", "inputs cannot be empty; leave it out to reach all leaves");
  const targets = only?.map((input) => wantedEdge("backward", input)) ?? null;
  // Inputs that were computed get their gradients in `.grad` too.
  if (only) for (const input of only) if (!input._leaf) retain(input);
  const retainGraph = args.retainGraph ?? createGraph;
  run(roots, grads, { retainGraph, createGraph, targets, accumulate: true });
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
  const grads = rootGradients("grad", roots, args.gradOutputs);
  const targets = wanted.map((input) => wantedEdge("grad", input));
  const retainGraph = args.retainGraph ?? createGraph;
  const found = run(roots, grads, { retainGraph, createGraph, targets, accumulate: false });
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
  if (!node)
    throw new TensorError(
      op,
      "one of the differentiated Tensors does not require grad; call requiresGrad_() on it before it is used",
    );
  return { node, output: input._output };
}

/** Checks the roots and fills in the gradient 1 of scalars. */
function rootGradients(
  op: string,
  roots: readonly Tensor[],
  given: Tensor | null | undefined | readonly (Tensor | null)[],
): Tensor[] {
  const grads =
    given === null || given === undefined ? [] : given instanceof Tensor ? [given] : given;
  if (grads.length > roots.length)
    throw new TensorError(op, `got ${roots.length} tensors and ${grads.length} gradients`);
  return roots.map((root, i) => {
    const { shape } = root.layout;
    if (!gradEdge(root)) {
      throw new TensorError(
        op,
        `element ${i} of tensors does not require grad and does not have a gradFn; nothing to compute a gradient for`,
        {
          shapes: [shape],
        },
      );
    }
    const grad = grads[i] ?? null;
    if (grad === null) {
      if (root.layout.size !== 1) {
        throw new TensorError(
          op,
          `grad can be implicitly created only for scalar outputs, got shape ${showShape(shape)}; reduce it first (sum, mean) or pass a gradient`,
          { shapes: [shape] },
        );
      }
      return fullTensor(shape, 1, root.dtype);
    }
    if (!sameShape(grad.layout.shape, shape)) {
      throw new TensorError(
        op,
        `mismatch in shape: gradient ${i} has a shape of ${showShape(grad.layout.shape)} and the output has a shape of ${showShape(shape)}`,
        {
          shapes: [grad.layout.shape, shape],
        },
      );
    }
    return grad.dtype === root.dtype ? grad : to(grad, root.dtype);
  });
}

// ---- the walk ------------------------------------------------------------------------------------------------------------

function run(
  roots: readonly Tensor[],
  grads: readonly Tensor[],
  options: RunOptions,
): (Tensor | null)[] {
  const { createGraph, targets } = options;
  const edges = roots.map((root) => ({ node: gradEdge(root) as GraphNode, output: root._output }));
  const { waitsFor, reached } = survey(edges);
  const needed = targets && neededNodes(reached, targets);
  const captured: (Tensor | null)[] = targets?.map(() => null) ?? [];
  const walk: Walk = { ...options, needed, waiting: new Map() };
  const ready = new ReadyQueue();

  const restore = switchMode(createGraph, false);
  const outer = createGraph ? pool.suspend() : pool.open();
  try {
    for (let i = 0; i < edges.length; i++) send(walk.waiting, edges[i], grads[i]);
    for (const node of new Set(edges.map((edge) => edge.node)))
      if (waitsFor.get(node) === 0) ready.push(node);
    for (let node = ready.pop(); node; node = ready.pop()) {
      const incoming = walk.waiting.get(node);
      walk.waiting.delete(node);
      if (incoming && (!needed || needed.has(node))) {
        runHooks(node, incoming);
        if (targets && !options.accumulate) capture(node, incoming, targets, captured);
        if (!(node instanceof AccumulateGrad)) runNode(node as Node, incoming, walk);
        else if (options.accumulate && incoming[0]) accumulateGrad(node, incoming[0], createGraph);
      }
      if (incoming) consume(incoming);
      pool.sweep();
      for (const next of node.edges) if (next) settle(next, waitsFor, ready);
    }
  } finally {
    if (createGraph) pool.resume(outer);
    else pool.close(outer);
    restore();
  }
  return captured;
}

/** Finds every node that the roots lead to, and how many edges lead to each. */
function survey(roots: readonly Edge[]): {
  waitsFor: Map<GraphNode, number>;
  reached: GraphNode[];
} {
  const waitsFor = new Map<GraphNode, number>();
  const reached: GraphNode[] = [];
  for (const { node } of roots) {
    if (waitsFor.has(node)) continue;
    waitsFor.set(node, 0);
    reached.push(node);
  }
  for (let i = 0; i < reached.length; i++) {
    for (const next of reached[i].edges) {
      if (!next) continue;
      const count = waitsFor.get(next);
      if (count === undefined) reached.push(next);
      waitsFor.set(next, (count ?? 0) + 1);
    }
  }
  return { waitsFor, reached };
}

/** The nodes on a way from a root to a target, targets included. */
function neededNodes(reached: readonly GraphNode[], targets: readonly Edge[]): Set<GraphNode> {
  const needed = new Set<GraphNode>(targets.map(({ node }) => node));
  // Leaves first, then by creation: each edge leads to what has been decided.
  const order = reached
    .filter((node) => node.sequence !== Infinity)
    .sort((a, b) => a.sequence - b.sequence);
  for (const node of order)
    if (node.edges.some((edge) => edge && needed.has(edge))) needed.add(node);
  return needed;
}

function settle(node: GraphNode, waitsFor: Map<GraphNode, number>, ready: ReadyQueue): void {
  const left = (waitsFor.get(node) as number) - 1;
  waitsFor.set(node, left);
  if (left === 0) ready.push(node);
}

function runNode(node: Node, incoming: Waiting, { needed, waiting, retainGraph }: Walk): void {
  if (incoming.every((gradient) => gradient === null)) return;
  const wanted = needed ? node.edges.map((edge) => edge !== null && needed.has(edge)) : node.needs;
  if (!wanted.includes(true)) return;
  if (node.materializes) {
    for (let i = 0; i < node.outputs; i++) {
      if (incoming[i]) continue;
      const { shape, dtype } = node.outputMeta[i];
      hold((incoming[i] = zeroTensor(shape, dtype)));
    }
  }
  const results = callBackward(node, incoming as Tensor[], wanted);
  if (!retainGraph) node.release();
  const outgoing = node.edges.map((_, i) => {
    const gradient = results[i] ?? null;
    return wanted[i] && gradient ? fitted(node, i, gradient) : null;
  });
  // All are counted before any is added to another: one gradient may be sent twice.
  for (const gradient of outgoing) hold(gradient);
  for (let i = 0; i < outgoing.length; i++) {
    const gradient = outgoing[i];
    if (!gradient) continue;
    send(
      waiting,
      { node: node.edges[i] as GraphNode, output: node.edgeOutputs[i] },
      gradient,
      true,
    );
  }
}

/** Runs backward for the inputs that are wanted in this walk. */
function callBackward(
  node: Node,
  incoming: readonly Tensor[],
  wanted: readonly boolean[],
): readonly (Tensor | null)[] {
  const { op, needs } = node;
  node.needs = wanted;
  try {
    const results = op.custom
      ? runCustom(node, incoming)
      : op.backward!(node, incoming, node.attrs as never);
    if (anomalyChecks()) refuseNaN(node, results);
    return results;
  } catch (error) {
    // In anomaly mode the node knows where its op was called.
    if (node.trace && error instanceof Error) error.cause ??= node.trace;
    throw error;
  } finally {
    node.needs = needs;
  }
}

function refuseNaN(node: Node, results: readonly (Tensor | null)[]): void {
  results.forEach((gradient, i) => {
    if (gradient && hasNaN(gradient)) {
      throw new TensorError(
        node.op.name,
        `Function '${node.name}' returned nan values in its ${i}th output; the cause of this error is where the op was called`,
        { shapes: [gradient.layout.shape] },
      );
    }
  });
}

function hasNaN(gradient: Tensor): boolean {
  const { data } = copyRaw(zeroTensor(gradient.layout.shape, gradient.dtype), gradient).storage;
  for (let i = 0; i < gradient.layout.size; i++) if (Number.isNaN(data[i])) return true;
  return false;
}

/** A user's backward may keep what it sees, so none of that is used again. */
function runCustom(node: Node, incoming: readonly Tensor[]): readonly (Tensor | null)[] {
  for (const gradient of incoming) if (gradient) escape(gradient);
  const results: unknown = asUser(() => node.op.backward!(node, incoming, node.attrs as never));
  if (!Array.isArray(results) || results.length < node.edges.length) {
    throw new TensorError(
      node.op.name,
      `backward answered ${Array.isArray(results) ? results.length : "no array of"} gradients, expected ${node.edges.length} (one per input)`,
    );
  }
  return (results as unknown[]).map((gradient, i) => {
    if (gradient === null || gradient === undefined) return null;
    if (gradient instanceof Tensor) return gradient;
    throw new TensorError(
      node.op.name,
      `backward answered ${showValue(gradient)} at index ${i}, expected a Tensor or null`,
    );
  });
}

/** Brings a gradient to the shape and dtype of the input it is for. */
function fitted(node: Node, index: number, gradient: Tensor): Tensor {
  const { shape, dtype } = node.inputs[index];
  let fitting = gradient;
  if (!sameShape(gradient.layout.shape, shape)) {
    if (!expandsTo(shape, gradient.layout.shape)) {
      throw new TensorError(
        node.op.name,
        `backward answered an invalid gradient at index ${index}: got ${showShape(gradient.layout.shape)} but expected shape compatible with ${showShape(shape)}`,
        { shapes: [gradient.layout.shape, shape] },
      );
    }
    fitting = sumToSize(fitting, shape);
  }
  if (fitting.dtype === dtype) return fitting;
  if (!isFloat(fitting.dtype)) {
    throw new TensorError(
      node.op.name,
      `backward answered a ${fitting.dtype} gradient at index ${index}, expected ${dtype}`,
      { dtypes: [fitting.dtype, dtype] },
    );
  }
  return to(fitting, dtype);
}

function expandsTo(from: readonly number[], shape: readonly number[]): boolean {
  const lead = shape.length - from.length;
  return lead >= 0 && from.every((size, i) => size === 1 || size === shape[lead + i]);
}

// ---- waiting gradients ----------------------------------------------------------------------------------------------------

/** Adds a gradient to those waiting for `edge`. With `held` its storage has been counted already. */
function send(
  waiting: Map<GraphNode, Waiting>,
  { node, output }: Edge,
  gradient: Tensor,
  held = false,
): void {
  if (!held) hold(gradient);
  let grads = waiting.get(node);
  if (!grads) waiting.set(node, (grads = new Array<Tensor | null>(node.outputs).fill(null)));
  const before = grads[output];
  if (!before) {
    grads[output] = gradient;
    return;
  }
  if (isSoleOwner(before)) {
    addInto(before, gradient);
    drop(gradient);
    return;
  }
  const sum = add(before, gradient);
  hold(sum);
  grads[output] = sum;
  drop(before);
  drop(gradient);
}

/** Whether `tensor` is all of a buffer that nobody else waits for. */
function isSoleOwner({ storage, layout }: Tensor): boolean {
  return (
    storage.owned &&
    storage.pending === 1 &&
    layout.contiguous &&
    layout.size === storage.data.length
  );
}

const addKernels = kernelSlot<BinaryRow>("add");

/** `sum += gradient`, unrecorded. */
function addInto(sum: Tensor, gradient: Tensor): void {
  runBinary("backward", addKernels, sum, gradient, "same", [], sum);
}

function hold(gradient: Tensor | null): void {
  if (gradient?.storage.owned) gradient.storage.pending++;
}

function drop({ storage }: Tensor): void {
  if (storage.owned && --storage.pending === 0) pool.release(storage);
}

function consume(grads: Waiting): void {
  for (const gradient of grads) if (gradient) drop(gradient);
}

/** From here on the buffer belongs to whoever holds the tensor. */
function escape(gradient: Tensor): Tensor {
  gradient.storage.owned = false;
  return gradient;
}

function runHooks(node: GraphNode, incoming: Waiting): void {
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
      if (gradient) {
        const grad = tensor._grad;
        tensor._grad = asUser(() => (grad ? add(grad, gradient) : clone(gradient)));
      }
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

function capture(
  node: GraphNode,
  incoming: Waiting,
  targets: readonly Edge[],
  captured: (Tensor | null)[],
): void {
  for (let i = 0; i < targets.length; i++) {
    const gradient = targets[i].node === node ? incoming[targets[i].output] : null;
    if (gradient) captured[i] = escape(gradient);
  }
}

/** Adds to a leaf's `.grad`, then runs its hooks. */
function accumulateGrad(node: AccumulateGrad, gradient: Tensor, createGraph: boolean): void {
  const { variable } = node;
  if (!variable._grad && !createGraph && isSoleOwner(gradient)) {
    variable._grad = aliasOf(escape(gradient));
  } else {
    addToGrad(variable, gradient, createGraph);
  }
  for (const hook of node.afterHooks.slice()) asUser(() => hook(variable));
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

/** Runs what allocates for the user: none of that is the engine's. */
function asUser<R>(body: () => R): R {
  const born = pool.suspend();
  try {
    return body();
  } finally {
    pool.resume(born);
  }
}

/** Nodes whose gradients are complete, the youngest first: a binary heap by sequence. */
class ReadyQueue {
  #heap: GraphNode[] = [];

  push(node: GraphNode): void {
    const heap = this.#heap;
    let i = heap.length;
    heap.push(node);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (heap[parent].sequence >= node.sequence) break;
      heap[i] = heap[parent];
      i = parent;
    }
    heap[i] = node;
  }

  pop(): GraphNode | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || !last) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1].sequence > heap[child].sequence) child++;
      if (heap[child].sequence <= last.sequence) break;
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = last;
    return top;
  }
}
