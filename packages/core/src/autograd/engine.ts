/**
 * Walks the tape backward.
 *
 * Nodes run in the reverse order of their creation, leaves as soon as their gradient is complete, all without recursion:
 * a chain of 100,000 ops is as good as one of three. The engine, not each op, sums gradients back to the shape of a
 * broadcast input and casts them to its dtype. Buffers that only the engine has seen are used again; see
 * NOTE [Buffer ownership].
 */
import { zeroTensor } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import { sameShape } from "../layout.ts";
import { copyRaw } from "../op/copy.ts";
import { to } from "../ops/convert.ts";
import { sumToSize } from "../ops/reduce.ts";
import { pool } from "../storage.ts";
import { Tensor } from "../tensor.ts";
import { accumulateGrad, addTo, runHooks } from "./accumulate.ts";
import { anomalyChecks, switchMode } from "./mode.ts";
import {
  type AccumulateGrad,
  type Edge,
  type GraphNode,
  type InputEdge,
  Node,
  type Waiting,
} from "./node.ts";
import { asUser, drop, escape, hold } from "./ownership.ts";
import { ReadyQueue } from "./ready.ts";
import { Survey } from "./survey.ts";

export interface RunOptions {
  readonly retainGraph: boolean;
  readonly createGraph: boolean;
  /** The edges whose gradients are wanted; `null` for all leaves. */
  readonly targets: readonly Edge[] | null;
  /** Whether leaves among the targets accumulate into `.grad`, or gradients are answered. */
  readonly accumulate: boolean;
}

/** Walks from `roots`, where `grads` come in. Answers the gradient of each target, `null` where none came. */
export function run(
  roots: readonly Edge[],
  grads: readonly Tensor[],
  { retainGraph, createGraph, targets, accumulate }: RunOptions,
): (Tensor | null)[] {
  const capturing = targets !== null && !accumulate;
  const captured: (Tensor | null)[] = capturing ? targets.map(() => null) : [];
  const survey = new Survey(roots, targets);
  const restore = switchMode(createGraph, false);
  const outer = createGraph ? pool.suspend() : pool.open();
  try {
    const ready = new ReadyQueue();
    for (let i = 0; i < roots.length; i++) {
      hold(grads[i]);
      addTo(roots[i].node, roots[i].output, grads[i]);
    }
    for (const { node } of roots) {
      // A root that stands here twice, or to which another leads, waits.
      if (node.open !== 0) continue;
      node.open = -1;
      ready.push(node);
    }
    for (let node = ready.pop(); node; node = ready.pop()) {
      const incoming = node.waiting;
      if (incoming) {
        node.waiting = null;
        if (node.wanted) {
          runHooks(node, incoming);
          if (capturing) capture(node, incoming, targets, captured);
          if (node instanceof Node) runNode(node, incoming, targets !== null, retainGraph);
          else if (accumulate && incoming[0])
            accumulateGrad(node as AccumulateGrad, incoming[0], createGraph);
        }
        for (let i = 0; i < incoming.length; i++) if (incoming[i]) drop(incoming[i] as Tensor);
        pool.sweep();
      }
      const { edges } = node;
      for (let i = 0; i < edges.length; i++) {
        const next = edges[i]?.node;
        if (next && --next.open === 0) ready.push(next);
      }
    }
  } finally {
    survey.end();
    if (createGraph) pool.resume(outer);
    else pool.close(outer);
    restore();
  }
  return captured;
}

function capture(
  node: GraphNode,
  incoming: Waiting,
  targets: readonly Edge[],
  captured: (Tensor | null)[],
): void {
  if (!node.target) return;
  for (let i = 0; i < targets.length; i++) {
    const gradient = targets[i].node === node ? incoming[targets[i].output] : null;
    if (gradient) captured[i] = escape(gradient);
  }
}

// ---- one node ------------------------------------------------------------------------------------------------------------

/** Runs backward and sends what it answers on. */
function runNode(node: Node, incoming: Waiting, restricted: boolean, retainGraph: boolean): void {
  const { edges } = node;
  const wanted = restricted ? edges.map((edge) => edge !== null && edge.node.wanted) : node.needs;
  if (!wanted.includes(true)) return;
  if (node.materializes) materialize(node, incoming);
  const results = callBackward(node, incoming as Tensor[], wanted);
  if (!retainGraph) node.release();
  const outgoing = new Array<Tensor | null>(edges.length);
  // All are counted before any is added to another: one gradient may be sent twice.
  for (let i = 0; i < edges.length; i++) {
    const gradient = (wanted[i] && results[i]) || null;
    outgoing[i] = gradient && fitted(node, i, gradient);
    if (gradient) hold(outgoing[i] as Tensor);
  }
  for (let i = 0; i < edges.length; i++) {
    const gradient = outgoing[i];
    const edge = edges[i];
    if (gradient && edge) addTo(edge.node, edge.output, gradient);
  }
}

/** Outputs that nobody used have had no influence. */
function materialize({ outputMeta }: Node, incoming: Waiting): void {
  for (let i = 0; i < outputMeta.length; i++) {
    if (incoming[i]) continue;
    const { shape, dtype } = outputMeta[i];
    const zeros = zeroTensor(shape, dtype);
    hold(zeros);
    incoming[i] = zeros;
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
  const { shape, dtype } = node.edges[index] as InputEdge;
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
