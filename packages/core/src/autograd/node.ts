/**
 * The tape: nodes, edges, what a node saves, and how a tensor finds the node that computed it.
 *
 * A node is made for each op that is recorded. It holds edges to the nodes of its inputs, never the inputs
 * themselves; the engine (engine.ts) walks it. The same object is the op's `Context`.
 */
import type { DType } from "../dtype.ts";
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { extent, type Layout, type Shape, stridedLayout } from "../layout.ts";
import type { OpRecord } from "../op/record.ts";
import { pool, Storage } from "../storage.ts";
import { Tensor } from "../tensor.ts";
import { isAnomalyEnabled, isRecording } from "./mode.ts";

/** What an op sees of its node: in forward to save, in backward to read. */
export interface Context {
  /** Which inputs' gradients are wanted; `backward` may leave out (`null`) the others. */
  readonly needs: readonly boolean[];
  /** Keeps tensors for backward: inputs before anything is written, or outputs. One call, all tensors. */
  save(...tensors: (Tensor | null)[]): void;
  /** The tensors kept, in order. Throws where one was modified in place since; see NOTE [Version counters]. */
  saved(): readonly Tensor[];
  /**
   * Says last which of the saved tensors forward made for backward alone, best by `reusedTensor`: their buffers are used again once
   * they have been read. Nobody else may have them, so neither forward nor backward answers one, or a view of one.
   * See NOTE [Buffer ownership].
   */
  reuse(...tensors: Tensor[]): void;
}

/** A hook on a gradient: may answer another gradient to use instead. */
export type TensorHook = (grad: Tensor) => Tensor | null | void;

/** Undoes a registration. */
export interface RemovableHandle {
  remove(): void;
}

/** @internal A handle that takes `hook` out of `hooks`. */
export function removable<H>(hooks: H[], hook: H): RemovableHandle {
  hooks.push(hook);
  return {
    remove() {
      const at = hooks.indexOf(hook);
      if (at !== -1) hooks.splice(at, 1);
    },
  };
}

/** What few tensors carry. */
export interface Hooks {
  /** A leaf's end of the tape. */
  accumulator: AccumulateGrad | null;
  /** Set by `retainGrad`. */
  retains: boolean;
  /** Where it was taken out of its graph by `detach_`. */
  former: Former | null;
}

/** The history that a tensor had before `detach_`: nodes made until then may have saved the tensor with it. */
interface Former {
  readonly node: GraphNode;
  readonly output: number;
  /** The first node that was made afterwards. */
  readonly until: number;
}

/** How a view was taken: replaying `op` with `attrs` on `parent` gives it again. See NOTE [Views and in-place ops]. */
export interface ViewOf {
  /** Read it through `parentOf`. */
  readonly parent: Tensor;
  /** The layout that `parent` had. */
  readonly from: Layout;
  readonly op: OpRecord<never>;
  readonly attrs: unknown;
  /** The op gave the tensor itself another layout: `parent` is what it was. */
  readonly inPlace?: true;
  /**
   * Where it was made decides what may be done to it in place: recorded, not recorded, among several views of one op,
   * or within an op that says something else about its gradient.
   */
  readonly made: "grad" | "noGrad" | "inference" | "many" | "custom";
  /** The storage's version for which `_node` is right. */
  version: number;
}

/** Where a gradient goes: to the node that computed a tensor, as that of its output `output`. */
export interface Edge {
  readonly node: GraphNode;
  readonly output: number;
}

/** Where the gradient of one of forward's inputs goes, and what it must look like there. */
export interface InputEdge extends Edge {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** What an edge leads to: a recorded op, or the end at a leaf. */
export interface GraphNode {
  /** Order of creation: every edge leads to a lower number, but for leaves, which come as soon as they can. */
  readonly sequence: number;
  /** PyTorch's name: `AddBackward0`. */
  readonly name: string;
  /** For each input of forward where its gradient goes; `null` where none is wanted. */
  readonly edges: readonly (InputEdge | null)[];
  /** How many outputs forward had. */
  readonly outputs: number;
  /** Hooks on gradients of outputs, run before backward. */
  hooks: Map<number, TensorHook[]> | null;
  /** Outputs whose gradients are kept in `.grad`. */
  retained: Map<number, Tensor> | null;

  /** @internal The walk that is going through it, 0 for none. See NOTE [Walks] in survey.ts. */
  walk: number;
  /** @internal How many of the edges that lead here the walk has not come by yet. */
  open: number;
  /** @internal The gradients that have come. */
  waiting: Waiting | null;
  /** @internal Whether it lies on a way to something wanted. */
  wanted: boolean;
  /** @internal Whether its gradients are wanted themselves. */
  target: boolean;
}

/** Gradients at a node, one place per output. */
export type Waiting = (Tensor | null)[];

let sequence = 0;

/** What zeros in the place of an output's gradient have to look like. */
type OutputMeta = Pick<InputEdge, "shape" | "dtype">;

/** Shared by all nodes with few inputs, by count and the inputs that need a gradient as bits. */
const knownNeeds: readonly (readonly (readonly boolean[])[])[] = Array.from(
  { length: 5 },
  (_, count) =>
    Array.from({ length: 1 << count }, (_, bits) =>
      Array.from({ length: count }, (_, i) => (bits & (1 << i)) !== 0),
    ),
);

/** Of a node that has saved nothing. */
const nothing: readonly never[] = [];

export class Node implements GraphNode, Context {
  readonly op: OpRecord<never>;
  readonly attrs: unknown;
  readonly sequence: number;
  readonly edges: readonly (InputEdge | null)[];
  /** Set by the engine for the walk at hand: of what could be wanted, what is. */
  needs: readonly boolean[];
  /** Whether outputs that nobody sent a gradient get zeros; else backward gets `null` for them. */
  materializes: boolean;
  /** In anomaly mode: where the op was called. */
  readonly trace: Error | null = isAnomalyEnabled() ? new Error("the op was called here") : null;
  outputs = 1;
  /** Where there are several outputs, shape and dtype of each, for gradients that nobody sent. */
  outputMeta: readonly OutputMeta[] = nothing;
  hooks: Map<number, TensorHook[]> | null = null;
  retained: Map<number, Tensor> | null = null;
  walk = 0;
  open = 0;
  waiting: Waiting | null = null;
  wanted = false;
  target = false;
  /** @internal In a base's rewritten history: the node of the op that wrote into the view. */
  inner: Node | null = null;

  #saved: readonly (Tensor | null)[] | null = nothing;
  #versions: readonly number[] = nothing;
  /** What was saved and is known to this node alone. */
  #reused: readonly Tensor[] = nothing;
  /** In an in-place op: the input that is about to be overwritten. Saving it keeps a copy. */
  #replaced: Tensor | null;

  constructor(
    op: OpRecord<never>,
    attrs: unknown,
    inputs: readonly Tensor[],
    replaced: Tensor | null = null,
  ) {
    this.op = op;
    this.attrs = attrs;
    this.materializes = !op.partial;
    this.#replaced = replaced;
    const count = inputs.length;
    const edges = new Array<InputEdge | null>(count);
    let bits = 0;
    for (let i = 0; i < count; i++) {
      const input = inputs[i];
      const node = gradEdge(input);
      if (node === null) edges[i] = null;
      else {
        const { shape } = input.layout;
        edges[i] = { node, output: input._output, shape, dtype: input.dtype };
        bits |= 1 << i;
      }
    }
    this.edges = edges;
    this.needs = count < knownNeeds.length ? knownNeeds[count][bits] : edges.map(isEdge);
    // Last: a stale view among the inputs has just got a new node, which must be the older one.
    this.sequence = sequence++;
  }

  get name(): string {
    const { name, node } = this.op;
    if (node !== undefined) return typeof node === "string" ? node : node(this.attrs as never);
    return `${name[0].toUpperCase()}${name.slice(1)}Backward0`;
  }

  /** @internal Says what the outputs are, where there are several. */
  setOutputs(outputs: readonly Tensor[]): void {
    this.outputs = outputs.length;
    this.outputMeta = outputs.map(({ layout: { shape }, dtype }) => ({ shape, dtype }));
  }

  save(...tensors: (Tensor | null)[]): void {
    const versions = new Array<number>(tensors.length);
    for (let i = 0; i < tensors.length; i++) {
      const tensor = tensors[i];
      if (tensor === null) {
        versions[i] = 0;
        continue;
      }
      if (tensor._inference) {
        throw new TensorError(
          this.op.name,
          "inference tensors cannot be saved for backward; clone it outside inferenceMode first",
        );
      }
      if (tensor === this.#replaced) tensors[i] = copyOf(tensor);
      versions[i] = (tensors[i] as Tensor).storage.version;
    }
    this.#saved = tensors;
    this.#versions = versions;
  }

  /** @internal An in-place op has written its `result` to `output`: where the result is saved, that write is its own. */
  written(result: Tensor, output: Tensor): void {
    const saved = this.#saved as (Tensor | null)[];
    for (let i = 0; i < saved.length; i++) {
      if (saved[i] !== result) continue;
      saved[i] = output;
      (this.#versions as number[])[i] = output.storage.version;
    }
  }

  reuse(...tensors: Tensor[]): void {
    this.#reused = tensors;
  }

  saved(): readonly Tensor[] {
    const saved = this.#saved;
    if (!saved) throw released();
    // What is computed from them now is recorded, by nodes that may save them in their turn.
    if (isRecording()) this.#reused = nothing;
    for (let i = 0; i < saved.length; i++) {
      const tensor = saved[i];
      if (tensor && tensor.storage.version !== this.#versions[i]) {
        throw new TensorError(
          this.op.name,
          `one of the variables needed for gradient computation has been modified by an inplace operation: ` +
            `the ${tensor.dtype} tensor of shape ${showShape(tensor.layout.shape)} saved by ${this.name} is at version ` +
            `${tensor.storage.version}; expected version ${this.#versions[i]} instead. Clone it before modifying it`,
          { shapes: [tensor.layout.shape], dtypes: [tensor.dtype] },
        );
      }
      const former = tensor?._hooks?.former;
      if (tensor && former && this.sequence < former.until) {
        const alias = aliasOf(tensor);
        alias._node = former.node;
        alias._output = former.output;
        (saved as (Tensor | null)[])[i] = alias;
      }
    }
    return saved as Tensor[];
  }

  /** @internal Frees what was saved, if anything was; a second backward then refuses. */
  release(): void {
    if (this.#saved?.length) this.#saved = null;
    for (const { storage } of this.#reused) pool.give(storage.data);
    this.#reused = nothing;
    this.inner?.release();
  }
}

function isEdge(edge: InputEdge | null): boolean {
  return edge !== null;
}

function released(): TensorError {
  return new TensorError(
    "backward",
    "trying to backward through the graph a second time: saved tensors have been freed. Pass { retainGraph: true } to the " +
      "first backward if you need to go through the graph twice",
  );
}

/** Where the gradient of a leaf ends: it is added to `.grad`. */
export class AccumulateGrad implements GraphNode {
  readonly sequence: number = Infinity;
  readonly name = "AccumulateGrad";
  readonly edges: readonly InputEdge[] = nothing;
  readonly outputs = 1;
  readonly variable: Tensor;
  hooks: Map<number, TensorHook[]> | null = null;
  retained: Map<number, Tensor> | null = null;
  walk = 0;
  open = 0;
  waiting: Waiting | null = null;
  wanted = false;
  target = false;
  /** Run after the gradient has been added. */
  afterHooks: ((variable: Tensor) => void)[] = [];

  constructor(variable: Tensor) {
    this.variable = variable;
  }
}

export function hooksOf(tensor: Tensor): Hooks {
  return (tensor._hooks ??= { accumulator: null, retains: false, former: null });
}

/** Takes a tensor out of its graph. What saved it before still knows its history. */
export function cut(tensor: Tensor): void {
  tensor._leaf = false;
  if (!tensor._node) return;
  hooksOf(tensor).former = { node: tensor._node, output: tensor._output, until: sequence };
  tensor._node = null;
}

/** The node whose gradient `tensor`'s gradient is; `null` where it needs none. */
export function gradEdge(tensor: Tensor): GraphNode | null {
  // First: a view may have been a leaf until its base got a history.
  const node = tensor._view === null ? tensor._node : gradFnOf(tensor);
  if (tensor._leaf) return (hooksOf(tensor).accumulator ??= new AccumulateGrad(tensor));
  return node;
}

/**
 * NOTE [Views and in-place ops]
 * A view remembers its parent and the op that took it. Writing into a view changes its base, so the base's
 * history is rewritten: its new node (`copySlices`, see op/inplace.ts) sends the gradient of the written region through
 * the op and the rest on unchanged. All views of that base then have stale nodes. They notice by the storage's version and
 * record their op anew, on the parent's present node, when next asked.
 */
export function gradFnOf(tensor: Tensor): GraphNode | null {
  const view = tensor._view;
  if (view === null || view.version === tensor.storage.version) return tensor._node;
  // From the base down, without recursion: a chain of views may be long.
  const stale: Tensor[] = [];
  for (let t = tensor; t._view && t._view.version !== t.storage.version; t = parentOf(t._view)) {
    stale.push(t);
  }
  for (let i = stale.length - 1; i >= 0; i--) renew(stale[i], stale[i]._view as ViewOf);
  return tensor._node;
}

/** Records a view anew whose base, or another view of it, has been written to. */
function renew(tensor: Tensor, view: ViewOf): void {
  const parent = parentOf(view);
  const recorded = requiresGrad(parent);
  if (view.made !== "grad" && (recorded || tensor._node !== null)) {
    throw ambiguous(view.op.name, view, "its base or another view of its base has been");
  }
  if (recorded) {
    const node = new Node(view.op, view.attrs, [parent]);
    setHistory(tensor, node, 0);
  }
  view.version = tensor.storage.version;
}

/** Why a view that was not simply recorded cannot be followed when what it shows is written to. */
export function ambiguous(op: string, { made, op: { name } }: ViewOf, what: string): TensorError {
  const happens = `and ${what} modified inplace`;
  switch (made) {
    case "many":
      return new TensorError(
        op,
        `an output of ${name} is a view ${happens}. It is the output of a function that returns multiple views; such functions do ` +
          "not allow the output views to be modified inplace; use the form that is not in place, or clone() first",
      );
    case "custom":
      return new TensorError(
        op,
        `an output of ${name} is a view ${happens}. It was created inside a custom Function (or because an input was returned ` +
          "as-is), and following the write would override the custom backward; clone() the output of the custom Function",
      );
    default:
      return new TensorError(
        op,
        `a view was created in ${made === "inference" ? "inference" : "noGrad"} mode ${happens} with grad mode enabled; take the ` +
          "view and write to it both inside that mode (then the write is not recorded) or both outside",
      );
  }
}

/**
 * What a view was taken of. An op like `t_` gives a tensor another layout in place and makes it a view of what it was
 * (op/relayout.ts); views that were taken before belong to the latter.
 */
export function parentOf({ parent, from }: ViewOf): Tensor {
  let was = parent;
  while (was.layout !== from && was._view) was = was._view.parent;
  return was;
}

/** `tensor`, and behind it what it was before each op that gave it another layout in place, the latest first. */
export function formsOf(tensor: Tensor): Tensor[] {
  const forms = [tensor];
  for (let view = tensor._view; view?.inPlace; view = view.parent._view) forms.push(view.parent);
  return forms;
}

/** Whether gradients flow into `tensor`. */
export function requiresGrad(tensor: Tensor): boolean {
  let t = tensor;
  for (;;) {
    if (t._leaf || t._node !== null) return true;
    // A view of what has got a history since will get one too.
    if (t._view === null || t._view.version === t.storage.version) return false;
    t = parentOf(t._view);
  }
}

/** The tensor that is no view and on whose storage `tensor` lies. */
export function baseOf(tensor: Tensor): Tensor {
  let base = tensor;
  while (base._view) base = parentOf(base._view);
  return base;
}

/** Makes `output` the result of `node`; only floats take part in a graph. */
export function setHistory(output: Tensor, node: Node, index: number): void {
  if (!isFloat(output.dtype)) return;
  // `retainGrad` keeps the gradient of the values a tensor has now, so it moves along to the new node.
  const retains = output._hooks?.retains ?? false;
  if (retains) output._node?.retained?.delete(output._output);
  output._leaf = false;
  output._node = node;
  output._output = index;
  if (retains) (node.retained ??= new Map()).set(index, output);
}

/** Keeps the gradient of a computed tensor in its `.grad`. */
export function retain(tensor: Tensor): void {
  const node = gradEdge(tensor) as GraphNode;
  hooksOf(tensor).retains = true;
  (node.retained ??= new Map<number, Tensor>()).set(tensor._output, tensor);
}

/** A tensor on the same storage and layout, outside of any graph and no view. */
export function aliasOf(tensor: Tensor, layout: Layout = tensor.layout): Tensor {
  const alias = new Tensor(tensor.storage, layout, tensor.dtype);
  alias._inference = tensor._inference;
  return alias;
}

/** The values of an input before an in-place op overwrites them, with the history they had. */
function copyOf(tensor: Tensor): Tensor {
  const { shape, strides, offset } = tensor.layout;
  const data = tensor.storage.data.slice(offset, Math.max(extent(tensor.layout), offset));
  const copy = new Tensor(new Storage(data), stridedLayout(shape, strides, 0), tensor.dtype);
  copy._leaf = tensor._leaf;
  copy._node = tensor._node;
  copy._output = tensor._output;
  copy._hooks = tensor._hooks;
  return copy;
}
