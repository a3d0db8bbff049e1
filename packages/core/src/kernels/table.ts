/**
 * The one table of kernels: a kernel is a loop over typed arrays, found by name and dtype.
 *
 * A row kernel takes, for each operand, the array, the position of the first element and the step between
 * elements, all in elements: `out[oo + i * os] = f(x[xo + i * xs])`. Parameters of the function (the slope of
 * leakyRelu) come last. Kernels check nothing; whoever calls them has.
 *
 * The first kernel registered under a name and dtype is the typed-array loop, and stays as the fallback and the oracle.
 * A later one (`@tapeloop/simd`) replaces it, until `useReplacements(false)` puts the loops back.
 */
import type { DType, TypedArray } from "../dtype.ts";
import { TensorError } from "../errors.ts";

/**
 * A kernel's parameters are the union of typed arrays, while each kernel is written for one class.
 * Method parameters are bivariant, which is what lets a loop over Float32Array be a `UnaryRow`.
 */
export type Loose<F extends (...args: never[]) => void> = {
  call(...args: Parameters<F>): void;
}["call"];

/** `out[oo + i*os] = f(x[xo + i*xs], p0, p1, p2)`. */
export type UnaryRow = Loose<
  (
    n: number,
    x: TypedArray,
    xo: number,
    xs: number,
    out: TypedArray,
    oo: number,
    os: number,
    p0?: number,
    p1?: number,
    p2?: number,
  ) => void
>;

/** `out[oo + i*os] = f(a[ao + i*as], b[bo + i*bs], p0, p1, p2)`. */
export type BinaryRow = Loose<
  (
    n: number,
    a: TypedArray,
    ao: number,
    as: number,
    b: TypedArray,
    bo: number,
    bs: number,
    out: TypedArray,
    oo: number,
    os: number,
    p0?: number,
    p1?: number,
    p2?: number,
  ) => void
>;

/** `out[oo + i*os] = f(a[ao + i*as], b[bo + i*bs], c[co + i*cs], p0)`. */
export type TernaryRow = Loose<
  (
    n: number,
    a: TypedArray,
    ao: number,
    as: number,
    b: TypedArray,
    bo: number,
    bs: number,
    c: TypedArray,
    co: number,
    cs: number,
    out: TypedArray,
    oo: number,
    os: number,
    p0?: number,
  ) => void
>;

/** `out[oo + i*ors + j*ocs] = x[xo + i*xrs + j*xcs]`. */
export type Copy2d = Loose<
  (
    rows: number,
    cols: number,
    x: TypedArray,
    xo: number,
    xrs: number,
    xcs: number,
    out: TypedArray,
    oo: number,
    ors: number,
    ocs: number,
  ) => void
>;

/** `out[oo + i*os] = reduce over j of x[xo + i*rs + j*cs]`. */
export type Reduce2d = Loose<
  (
    rows: number,
    cols: number,
    x: TypedArray,
    xo: number,
    rs: number,
    cs: number,
    out: TypedArray,
    oo: number,
    os: number,
    p0?: number,
  ) => void
>;

/** Both the extreme of each row and where it stands: `out[oo + i*os]`, `indices[io + i*is]`. */
export type IndexedReduce2d = Loose<
  (
    rows: number,
    cols: number,
    x: TypedArray,
    xo: number,
    rs: number,
    cs: number,
    out: TypedArray,
    oo: number,
    os: number,
    indices: Float64Array,
    io: number,
    is: number,
  ) => void
>;

/** `out[oo + i*os] = f(x[xo], …, x[xo + i*xs])`. */
export type ScanRow = Loose<
  (
    n: number,
    x: TypedArray,
    xo: number,
    xs: number,
    out: TypedArray,
    oo: number,
    os: number,
  ) => void
>;

/** As ScanRow, and where the result stands: `indices[io + i*is]`. */
export type IndexedScanRow = Loose<
  (
    n: number,
    x: TypedArray,
    xo: number,
    xs: number,
    out: TypedArray,
    oo: number,
    os: number,
    indices: Float64Array,
    io: number,
    is: number,
  ) => void
>;

/** Along the columns of each row: `x[xo + i*rs + j*cs]` to `out[oo + i*ors + j*ocs]`. */
export type Softmax = Loose<
  (
    rows: number,
    cols: number,
    x: TypedArray,
    xo: number,
    rs: number,
    cs: number,
    out: TypedArray,
    oo: number,
    ors: number,
    ocs: number,
  ) => void
>;

/** From the gradient of the result and the result y. */
export type SoftmaxBackward = Loose<
  (
    rows: number,
    cols: number,
    grad: TypedArray,
    go: number,
    grs: number,
    gcs: number,
    y: TypedArray,
    yo: number,
    yrs: number,
    ycs: number,
    out: TypedArray,
    oo: number,
    ors: number,
    ocs: number,
  ) => void
>;

/**
 * `c = (accumulate ? c : 0) + a @ b`: a is m by k, b is k by n, c is m by n with rows `crs` apart and unit column step. Where
 * nothing is accumulated, n elements of `bias` from `biasAt` on may be added to each row.
 */
export type Gemm = Loose<
  (
    m: number,
    n: number,
    k: number,
    a: TypedArray,
    ao: number,
    ars: number,
    acs: number,
    b: TypedArray,
    bo: number,
    brs: number,
    bcs: number,
    c: TypedArray,
    co: number,
    crs: number,
    accumulate: boolean,
    bias?: TypedArray,
    biasAt?: number,
  ) => void
>;

/** Any kernel. */
export type Kernel = (...args: never[]) => void;

/**
 * The kernels of one name. Whoever holds the slot reads `slot.float32`, one field load, and always gets the kernel
 * that is active now.
 */
export interface KernelSlot<K> {
  readonly name: string;
  float32: K | undefined;
  float64: K | undefined;
  int64: K | undefined;
  int32: K | undefined;
  uint8: K | undefined;
  bool: K | undefined;
  /** The typed-array loops, whatever is active. */
  readonly fallback: Partial<Record<DType, K>>;
  readonly replacement: Partial<Record<DType, K>>;
}

const slots: Map<string, KernelSlot<Kernel>> = new Map();
let replacing = true;

/** The slot of a name, made empty where there is none yet. */
export function kernelSlot<K extends Kernel>(name: string): KernelSlot<K> {
  let slot = slots.get(name);
  if (!slot) {
    slot = {
      name,
      float32: undefined,
      float64: undefined,
      int64: undefined,
      int32: undefined,
      uint8: undefined,
      bool: undefined,
      fallback: {},
      replacement: {},
    };
    slots.set(name, slot);
  }
  // A name has kernels of one type: the names are the contract, and TypeScript cannot look them up.
  return slot as unknown as KernelSlot<K>;
}

/** The active kernel; throws where the dtype has none. */
export function kernel<K extends Kernel>(name: string, dtype: DType): K {
  return slotKernel(kernelSlot<K>(name), dtype);
}

/** The active kernel of a slot; throws where the dtype has none. */
export function slotKernel<K extends Kernel>(
  slot: KernelSlot<K>,
  dtype: DType,
  op: string = slot.name,
): K {
  const found = slot[dtype];
  if (found === undefined) {
    const known = Object.keys(slot.fallback);
    const mend =
      known.length === 0 ? "" : `; it is for ${known.join(", ")}: convert with x.to(dtype)`;
    throw new TensorError(op, `not implemented for dtype ${dtype}${mend}`, {
      dtypes: [dtype],
    });
  }
  return found;
}

/** Registers the loop of a name and dtype, or, where there is one, a faster kernel in its place. */
export function registerKernel<K extends Kernel>(name: string, dtype: DType, fn: K): void {
  const slot = kernelSlot<K>(name);
  if (slot.fallback[dtype] === undefined) {
    slot.fallback[dtype] = fn;
    slot[dtype] = fn;
  } else {
    slot.replacement[dtype] = fn;
    if (replacing) slot[dtype] = fn;
  }
}

/** Takes a replacement away again; the loop is back. */
export function unregisterKernel(name: string, dtype: DType): void {
  const slot = slots.get(name);
  if (!slot) return;
  delete slot.replacement[dtype];
  slot[dtype] = slot.fallback[dtype];
}

/** Switches all replacements on or off; answers what was before. */
export function useReplacements(on: boolean): boolean {
  const before = replacing;
  replacing = on;
  for (const slot of slots.values()) {
    for (const dtype of Object.keys(slot.replacement) as DType[]) {
      slot[dtype] = on ? slot.replacement[dtype] : slot.fallback[dtype];
    }
  }
  return before;
}

/** Whether replacements are on. */
export function replacementsInUse(): boolean {
  return replacing;
}

/** All names with a kernel, and for each the dtypes that have one and those that are replaced. */
export function listKernels(): { name: string; dtypes: DType[]; replaced: DType[] }[] {
  return [...slots.values()]
    .map((slot) => ({
      name: slot.name,
      dtypes: Object.keys(slot.fallback) as DType[],
      replaced: Object.keys(slot.replacement) as DType[],
    }))
    .filter(({ dtypes }) => dtypes.length > 0);
}

/** Registers several loops of one dtype: `{ add: addF32, … }`. */
export function registerKernels<K extends Kernel>(
  dtype: DType,
  kernels: Readonly<Record<string, K>>,
): void {
  for (const [name, fn] of Object.entries(kernels)) registerKernel(name, dtype, fn);
}
