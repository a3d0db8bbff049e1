/** A tensor's properties and the questions it answers about itself. */
import { gradFnOf, type GraphNode, requiresGrad } from "./autograd/node.ts";
import { requiresGrad_ } from "./autograd/tensor-methods.ts";
import type { DType } from "./dtype.ts";
import { itemSize } from "./dtype.ts";
import { showShape, showValue, TensorError } from "./errors.ts";
import { normalizeDim, sameShape } from "./layout.ts";
import { cloneRaw } from "./op/copy.ts";
import { permute, transpose } from "./ops/view.ts";
import { Storage } from "./storage.ts";
import { Tensor } from "./tensor.ts";

/** Numbers or booleans nested as deep as a tensor has dimensions. */
export type Nested = number | boolean | Nested[];

export interface TensorProperties {
  /** Size of each dimension. */
  readonly shape: readonly number[];
  /** Number of dimensions. */
  readonly ndim: number;
  /**
   * The gradient that `backward` accumulated here; `null` before. Setting it takes `null`, or a tensor of the same shape
   * and dtype.
   */
  grad: Tensor | null;
  /** Whether gradients flow into it. Set it on leaves; see `requiresGrad_`. */
  requiresGrad: boolean;
  /** The node of the graph that computed it; `null` for leaves. */
  readonly gradFn: GraphNode | null;
  /** Whether no recorded op computed it. */
  readonly isLeaf: boolean;
  /** Whether `retainGrad` was called on it: its gradient is kept though it is no leaf. */
  readonly retainsGrad: boolean;
  /** How often its memory has been written to in place. Views share it. */
  readonly _version: number;
  /** The same memory outside of autograd: writing to it is seen by nobody's version check. Prefer `detach()`. */
  data: Tensor;
  /** All dimensions reversed; for a matrix its transpose. */
  readonly T: Tensor;
  /** The last two dimensions exchanged. */
  readonly mT: Tensor;
  /** Conjugate transpose, which for real tensors is `T`. */
  readonly H: Tensor;
  /** Conjugate of `mT`, which for real tensors is `mT`. */
  readonly mH: Tensor;
  /** The real part: the tensor itself. */
  readonly real: Tensor;
  /** Bytes of one element. */
  readonly itemsize: number;
  /** Bytes of all elements. */
  readonly nbytes: number;
  /** The dtype of the elements. */
  readonly dtype: DType;

  /** Number of dimensions. */
  dim(): number;
  /** The shape, or the size of one dimension. */
  size(): readonly number[];
  size(dim: number): number;
  /** How many elements apart neighbours of each dimension (or of one) lie in memory. */
  stride(): readonly number[];
  stride(dim: number): number;
  /** Where in the storage the first element lies, in elements. */
  storageOffset(): number;
  /** Number of elements. */
  numel(): number;
  /** Number of elements. */
  nelement(): number;
  /** The length of the first dimension. */
  len(): number;
  /** Bytes of one element. */
  elementSize(): number;
  /** Whether the elements lie in row-major order without gaps. */
  isContiguous(): boolean;
  isFloatingPoint(): boolean;
  /** Whether its elements can be negative. */
  isSigned(): boolean;
  /** Whether it is a leaf made under `inferenceMode`. */
  isInference(): boolean;
  /** The one value of a tensor with one element, as a number, or a boolean for bool. */
  item(): number | boolean;
  /** The values as nested arrays. */
  tolist(): Nested;
  /** What `JSON.stringify` writes: the values as nested arrays, as `tolist` answers them. NaN and infinities become null there. */
  toJSON(): Nested;
  /** The values in row-major order, as a typed array of their own. */
  toTypedArray(): Float32Array | Float64Array | Int32Array | Uint8Array;
  /** The values as PyTorch prints them. */
  toString(): string;
}

type Getters = {
  [
    K in
      | "shape"
      | "ndim"
      | "gradFn"
      | "isLeaf"
      | "retainsGrad"
      | "_version"
      | "T"
      | "mT"
      | "real"
      | "H"
      | "mH"
      | "itemsize"
      | "nbytes"
  ]: (self: Tensor) => TensorProperties[K];
};

function matrixTranspose(self: Tensor): Tensor {
  // A scalar is its own transpose, as PyTorch 1.13 has it (with a warning).
  if (self.layout.shape.length === 0) return self;
  if (self.layout.shape.length < 2) {
    throw new TensorError(
      "mT",
      `only supported on matrices or batches of matrices, got a tensor with ${self.layout.shape.length} dimensions`,
    );
  }
  return transpose(self, -2, -1);
}

const getters: Getters = {
  shape: (self) => self.layout.shape,
  ndim: (self) => self.layout.shape.length,
  gradFn: gradFnOf,
  isLeaf: (self) => gradFnOf(self) === null,
  retainsGrad: (self) => self._hooks?.retains ?? false,
  _version: (self) => self.storage.version,
  T: (self) => permute(self, self.layout.shape.map((_, i) => i).reverse()),
  mT: matrixTranspose,
  real: (self) => self,
  H: (self) => {
    if (self.layout.shape.length === 2 || self.layout.shape.length === 0) return getters.T(self);
    throw new TensorError(
      "H",
      `only supported on matrices (2-D tensors), got a ${self.layout.shape.length}-D tensor; use mH for batches`,
    );
  },
  mH: matrixTranspose,
  itemsize: (self) => itemSize(self.dtype),
  nbytes: (self) => itemSize(self.dtype) * self.layout.size,
};

for (const [name, get] of Object.entries(getters)) {
  Object.defineProperty(Tensor.prototype, name, {
    get(this: Tensor) {
      return (get as (self: Tensor) => unknown)(this);
    },
    configurable: true,
  });
}

Object.defineProperty(Tensor.prototype, "grad", {
  get(this: Tensor) {
    return this._grad;
  },
  set(this: Tensor, value: Tensor | null) {
    if (value !== null) checkGrad(this, value);
    this._grad = value;
  },
  configurable: true,
});

function checkGrad(self: Tensor, value: unknown): void {
  if (!(value instanceof Tensor)) {
    throw new TensorError(
      "grad",
      `assigned grad must be a Tensor or null, got ${showValue(value)}`,
    );
  }
  if (value === self) throw new TensorError("grad", "can't assign a Tensor as its own grad");
  const [given, own] = [value.layout.shape, self.layout.shape];
  if (value.dtype !== self.dtype) {
    throw new TensorError(
      "grad",
      `assigned grad has data of a different type: ${value.dtype}, the tensor is ${self.dtype}`,
      { dtypes: [value.dtype, self.dtype] },
    );
  }
  if (!sameShape(given, own)) {
    throw new TensorError(
      "grad",
      `assigned grad has data of a different size: ${showShape(given)}, the tensor is ${showShape(own)}`,
      { shapes: [given, own] },
    );
  }
}

Object.defineProperty(Tensor.prototype, "requiresGrad", {
  get(this: Tensor) {
    return requiresGrad(this);
  },
  set(this: Tensor, wanted: boolean) {
    requiresGrad_(this, wanted);
  },
  configurable: true,
});

Object.defineProperty(Tensor.prototype, "data", {
  get(this: Tensor) {
    return new Tensor(new Storage(this.storage.data), this.layout, this.dtype);
  },
  set(this: Tensor, value: Tensor) {
    if (value.dtype !== this.dtype) {
      throw new TensorError(
        "data",
        `incompatible tensor type: the tensor is ${this.dtype}, got ${value.dtype}`,
        { dtypes: [this.dtype, value.dtype] },
      );
    }
    const storage = new Storage(value.storage.data);
    // What saved this tensor is not to notice.
    storage.version = this.storage.version;
    Object.assign(this, { storage, layout: value.layout });
  },
  configurable: true,
});

function nested(data: ArrayLike<number>, shape: readonly number[], dtype: DType): Nested {
  const value = (x: number): number | boolean => (dtype === "bool" ? x !== 0 : x);
  const level = (dim: number, offset: number, block: number): Nested => {
    if (dim === shape.length) return value(data[offset]);
    const step = block / shape[dim];
    return Array.from({ length: shape[dim] }, (_, i) => level(dim + 1, offset + i * step, step));
  };
  return level(0, 0, data.length);
}

const questions: Pick<
  TensorProperties,
  | "dim"
  | "numel"
  | "nelement"
  | "len"
  | "elementSize"
  | "isContiguous"
  | "isFloatingPoint"
  | "isSigned"
  | "isInference"
  | "item"
  | "tolist"
  | "toJSON"
  | "toTypedArray"
  | "storageOffset"
> &
  ThisType<Tensor> = {
  dim() {
    return this.layout.shape.length;
  },
  numel() {
    return this.layout.size;
  },
  nelement() {
    return this.layout.size;
  },
  len() {
    if (this.layout.shape.length === 0) throw new TensorError("len", "len() of a 0-d tensor");
    return this.layout.shape[0];
  },
  elementSize() {
    return itemSize(this.dtype);
  },
  storageOffset() {
    return this.layout.offset;
  },
  isContiguous() {
    return this.layout.contiguous;
  },
  isFloatingPoint() {
    return this.dtype === "float32" || this.dtype === "float64";
  },
  isSigned() {
    return this.dtype !== "uint8" && this.dtype !== "bool";
  },
  isInference() {
    return this._inference;
  },
  item() {
    if (this.layout.size !== 1) {
      throw new TensorError(
        "item",
        `a tensor with ${this.layout.size} elements cannot be converted to a scalar; use tolist()`,
        { shapes: [this.layout.shape] },
      );
    }
    const value = this.storage.data[this.layout.offset];
    return this.dtype === "bool" ? value !== 0 : value;
  },
  tolist() {
    return nested(this.toTypedArray(), this.layout.shape, this.dtype);
  },
  toJSON() {
    return this.tolist();
  },
  toTypedArray() {
    const { storage, layout } = this;
    return layout.contiguous
      ? storage.data.slice(layout.offset, layout.offset + layout.size)
      : cloneRaw(this).storage.data;
  },
};

Object.assign(Tensor.prototype, questions, {
  size(this: Tensor, dim?: number) {
    const { shape } = this.layout;
    return dim === undefined ? shape : shape[normalizeDim("size", dim, shape.length)];
  },
  stride(this: Tensor, dim?: number) {
    const { strides } = this.layout;
    return dim === undefined ? strides : strides[normalizeDim("stride", dim, strides.length)];
  },
});
