import type { DType } from "./dtype.ts";
import type { GraphNode, Hooks } from "./autograd/node.ts";
import type { TensorMethods } from "./methods.ts";
import type { TensorProperties } from "./properties.ts";
import type { ViewOf } from "./autograd/node.ts";
import type { Layout } from "./layout.ts";
import type { Storage } from "./storage.ts";

/**
 * A multi-dimensional array of one dtype that can record how it was computed.
 *
 * Make one with `torch.tensor`, `torch.zeros`, `torch.rand`, …; nobody frees it. Its methods are the ops whose first
 * argument is a tensor: `x.add(y)` is `torch.add(x, y)`.
 *
 * Here stand fields only. Methods come from `ops/` through `methods.ts`, properties from `properties.ts`; the fields
 * that start with an underscore belong to `autograd/`.
 */
export class Tensor {
  /** The typed array, shared among views. */
  readonly storage: Storage;
  /** Where in the storage the elements lie. */
  readonly layout: Layout;
  readonly dtype: DType;
  /** @internal What `grad` answers. */
  _grad: Tensor | null = null;
  /** @internal A leaf whose gradient is wanted. */
  _leaf = false;
  /** @internal The node that computed it; `null` for leaves. For a view read it through `gradFnOf`. */
  _node: GraphNode | null = null;
  /** @internal Which output of `_node` it is. */
  _output = 0;
  /** @internal How it was taken from another tensor, when it is a view. */
  _view: ViewOf | null = null;
  /** @internal What few tensors have: hooks, the leaf's accumulator. */
  _hooks: Hooks | null = null;
  /** @internal Made under inferenceMode: may never enter a graph. */
  _inference = false;

  constructor(storage: Storage, layout: Layout, dtype: DType) {
    this.storage = storage;
    this.layout = layout;
    this.dtype = dtype;
  }
}

// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- methods.ts and properties.ts attach exactly these
export interface Tensor extends TensorMethods, TensorProperties {}
