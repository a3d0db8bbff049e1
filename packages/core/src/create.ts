/** Fresh tensors, as users make them. */
import { fullTensor, scalarTensor as zeroDimensional, wrapArray, zeroTensor } from "./alloc.ts";
import {
  type CreateOptions,
  creation,
  finish,
  readSizeArgs,
  type SizeArgs,
} from "./create-options.ts";
import { checkDType, type DType, getDefaultDtype, resultType, type TypedArray } from "./dtype.ts";
import { showValue, TensorError } from "./errors.ts";
import { checkShape, type Shape, sizeOf } from "./layout.ts";
import { checkTensor } from "./op/operands.ts";
import { readArgs, type Signature, signature } from "./op/record.ts";
import { castNumbers, castScalar } from "./op/scalar.ts";
export type { CreateOptions, SizeArgs } from "./create-options.ts";
import { to } from "./ops/convert.ts";
import { Tensor } from "./tensor.ts";

// ---- from values -------------------------------------------------------------------------------------------------------

/** Numbers, booleans or tensors of one element, nested in arrays of equal lengths; or a typed array. */
export type TensorData =
  | number
  | boolean
  | Tensor
  | ArrayLike<number>
  | BigInt64Array
  | readonly TensorData[];

const TensorSignature = signature("tensor", creation, { first: "data", differentiable: false });

/**
 * A tensor of the given values, copied.
 *
 * Numbers become float32 (the default dtype), whole ones too, since JavaScript cannot tell 2.0 from 2; booleans become
 * bool; a typed array keeps its type. Ask for integers: `tensor([1, 2], { dtype: "int64" })`.
 * Source: https://pytorch.org/docs/stable/generated/torch.tensor.html
 */
export function tensor(
  data: TensorData,
  dtype?: DType | null | CreateOptions,
  ...rest: [options?: CreateOptions]
): Tensor {
  const args = readArgs<CreateOptions>(TensorSignature, dtype, ...rest);
  const wanted = args.dtype ? checkDType("tensor", args.dtype) : null;
  return finish("tensor", fromData(data, wanted), args);
}

function fromData(data: TensorData, wanted: DType | null): Tensor {
  if (data instanceof Tensor) return to(data.detach(), { dtype: wanted ?? data.dtype, copy: true });
  if (ArrayBuffer.isView(data)) return fromTyped(data, wanted);
  const shape = shapeOf(data);
  const flat: (number | boolean)[] = [];
  const types = new Set<DType>();
  flatten(data, shape, 0, flat, types);
  const dtype =
    wanted ??
    (types.size === 0
      ? getDefaultDtype()
      : resultType([...types].map((type) => ({ dtype: type, rank: "dimensioned" as const }))));
  const numbers = Float64Array.from(flat, Number);
  return wrapArray(castNumbers("tensor", numbers, dtype), shape, dtype);
}

const typedArrays: readonly (readonly [new (length: number) => TypedArray, DType])[] = [
  [Float32Array, "float32"],
  [Float64Array, "float64"],
  [Int32Array, "int32"],
  [Uint8Array, "uint8"],
];

function fromTyped(data: ArrayBufferView, wanted: DType | null): Tensor {
  if (data instanceof BigInt64Array) {
    const values = Float64Array.from(data, Number);
    if (!values.every(Number.isSafeInteger))
      throw new TensorError(
        "tensor",
        "the BigInt64Array holds an integer beyond 2^53, which int64 does not hold exactly",
      );
    return to(wrapArray(values, [values.length], "int64"), wanted ?? "int64");
  }
  for (const [array, dtype] of typedArrays) {
    if (!(data instanceof array)) continue;
    const own = wrapArray(data.slice(), [data.length], dtype);
    return wanted ? to(own, wanted) : own;
  }
  throw new TensorError(
    "tensor",
    `no dtype holds a ${data.constructor.name}; convert it to one of ${typedArrays.map(([array]) => array.name).join(", ")}`,
  );
}

function shapeOf(data: TensorData): number[] {
  const shape: number[] = [];
  for (let level: TensorData = data; isList(level); level = level[0]) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  return shape;
}

function isList(data: unknown): data is ArrayLike<TensorData> {
  return Array.isArray(data) || (ArrayBuffer.isView(data) && !(data instanceof DataView));
}

function flatten(
  data: TensorData,
  shape: readonly number[],
  dim: number,
  flat: (number | boolean)[],
  types: Set<DType>,
): void {
  if (dim < shape.length) {
    if (!isList(data) || data.length !== shape[dim]) {
      const got = isList(data) ? `length ${data.length}` : showValue(data);
      throw new TensorError(
        "tensor",
        `expected sequence of length ${shape[dim]} at dim ${dim} (got ${got}); nested arrays must have equal lengths`,
      );
    }
    for (let i = 0; i < data.length; i++) flatten(data[i], shape, dim + 1, flat, types);
    return;
  }
  if (data instanceof Tensor) {
    flat.push(data.item());
    types.add(data.dtype);
  } else if (typeof data === "number" || typeof data === "boolean") {
    flat.push(data);
    types.add(typeof data === "boolean" ? "bool" : getDefaultDtype());
  } else {
    throw new TensorError(
      "tensor",
      `values must be numbers or booleans nested in arrays of equal lengths, got ${showValue(data)} at depth ${dim}`,
    );
  }
}

const AsTensor = signature("asTensor", creation, { first: "data", differentiable: false });

/**
 * `data` itself where it is a tensor of that dtype already, else `tensor(data)`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.as_tensor.html
 */
export function asTensor(
  data: TensorData,
  dtype?: DType | null | CreateOptions,
  ...rest: [options?: CreateOptions]
): Tensor {
  const args = readArgs<CreateOptions>(AsTensor, dtype, ...rest);
  return data instanceof Tensor
    ? finish("asTensor", to(data, args.dtype ?? data.dtype), args)
    : tensor(data, args);
}

// ---- constant ----------------------------------------------------------------------------------------------------------

function filled(op: Signature, given: readonly unknown[], value: number): Tensor {
  const { shape, options } = readSizeArgs(op, given);
  const dtype = options.dtype ? checkDType(op.name, options.dtype) : getDefaultDtype();
  return finish(
    op.name,
    value === 0 ? zeroTensor(shape, dtype) : fullTensor(shape, value, dtype),
    options,
  );
}

const sized = { first: "size", differentiable: false } as const;
const Zeros = signature("zeros", creation, sized);
const Ones = signature("ones", creation, sized);
const Empty = signature("empty", creation, sized);

/**
 * Zeros of the given sizes: `zeros(2, 3)` or `zeros([2, 3], { dtype: "int64" })`; float32 (the default dtype) where nothing is said.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.zeros.html
 */
export function zeros(...size: SizeArgs): Tensor {
  return filled(Zeros, size, 0);
}

/** Ones of the given sizes. Source: https://pytorch.org/docs/stable/generated/torch.ones.html */
export function ones(...size: SizeArgs): Tensor {
  return filled(Ones, size, 1);
}

/** A tensor of the given sizes whose values are unspecified: zeros, so that runs do not differ. */
export function empty(...size: SizeArgs): Tensor {
  return filled(Empty, size, 0);
}

const Full = signature("full", ["fillValue", ...creation], sized);

/**
 * A tensor of one value. A number gives float32 (the default dtype), a boolean bool, unless `dtype` says otherwise; integers cut
 * fractions off. Throws where the dtype does not hold the value.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.full.html
 */
export function full(
  size: readonly number[],
  fillValue:
    | number
    | boolean
    | Tensor
    | (CreateOptions & { fillValue?: number | boolean | Tensor }),
  ...rest: [options?: CreateOptions]
): Tensor {
  const args = readArgs<CreateOptions & { fillValue?: number | boolean | Tensor }>(
    Full,
    fillValue,
    ...rest,
  );
  const shape = checkShape("full", typeof size === "number" ? [size] : size);
  return finish("full", filledWith("full", [...shape], args.fillValue, args.dtype), args);
}

function filledWith(
  op: string,
  shape: Shape,
  given: number | boolean | Tensor | undefined,
  dtype: DType | null | undefined,
): Tensor {
  const value = given instanceof Tensor ? given.item() : given;
  if (typeof value !== "number" && typeof value !== "boolean")
    throw new TensorError(op, `fillValue must be a number or a boolean, got ${showValue(value)}`);
  const natural =
    given instanceof Tensor ? given.dtype : typeof value === "boolean" ? "bool" : getDefaultDtype();
  const target = dtype ? checkDType(op, dtype) : natural;
  return fullTensor(shape, castScalar(op, value, target), target);
}

const EmptyStrided = signature("emptyStrided", ["stride", ...creation], sized);

/**
 * A tensor whose elements lie `stride` apart, in memory just large enough. Strides count elements and are not negative.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.empty_strided.html
 */
export function emptyStrided(
  size: readonly number[],
  stride: readonly number[] | (CreateOptions & { stride?: readonly number[] }),
  ...rest: [options?: CreateOptions]
): Tensor {
  const args = readArgs<CreateOptions & { stride?: readonly number[] }>(
    EmptyStrided,
    stride,
    ...rest,
  );
  checkShape("emptyStrided", size);
  const strides = args.stride ?? [];
  if (!Array.isArray(strides) || !strides.every((step) => Number.isInteger(step) && step >= 0)) {
    throw new TensorError(
      "emptyStrided",
      `strides must be integers that are not negative, got ${showValue(strides)}`,
      { shapes: [size] },
    );
  }
  if (strides.length !== size.length) {
    throw new TensorError(
      "emptyStrided",
      `dimensionality of sizes (${size.length}) must match dimensionality of strides (${strides.length})`,
      { shapes: [size] },
    );
  }
  const extent =
    sizeOf(size) === 0 ? 0 : size.reduce((last, s, i) => last + (s - 1) * strides[i], 1);
  const dtype = args.dtype ? checkDType("emptyStrided", args.dtype) : getDefaultDtype();
  const memory = zeroTensor([extent], dtype);
  return finish("emptyStrided", memory.asStrided([...size], strides), args);
}

// ---- like another --------------------------------------------------------------------------------------------------------

function like(
  op: Signature,
  input: Tensor,
  given: readonly unknown[],
  make: (shape: Shape, dtype: DType) => Tensor,
): Tensor {
  const args = readArgs<CreateOptions>(op, ...given);
  const { layout, dtype } = checkTensor(op.name, input, "input");
  return finish(
    op.name,
    make(layout.shape, args.dtype ? checkDType(op.name, args.dtype) : dtype),
    args,
  );
}

const fresh = { differentiable: false } as const;
const ZerosLike = signature("zerosLike", creation, fresh);
const OnesLike = signature("onesLike", creation, fresh);
const EmptyLike = signature("emptyLike", creation, fresh);
const FullLike = signature("fullLike", ["fillValue", ...creation], fresh);

/** Zeros with the shape and dtype of `input`. */
export function zerosLike(input: Tensor, ...rest: [options?: CreateOptions]): Tensor {
  return like(ZerosLike, input, rest, zeroTensor);
}

/** Ones with the shape and dtype of `input`. */
export function onesLike(input: Tensor, ...rest: [options?: CreateOptions]): Tensor {
  return like(OnesLike, input, rest, (shape, dtype) => fullTensor(shape, 1, dtype));
}

/** Values with the shape and dtype of `input` that are unspecified; as of `empty` they are zeros. */
export function emptyLike(input: Tensor, ...rest: [options?: CreateOptions]): Tensor {
  return like(EmptyLike, input, rest, zeroTensor);
}

/** One value with the shape and dtype of `input`. */
export function fullLike(
  input: Tensor,
  fillValue: number | boolean | (CreateOptions & { fillValue?: number | boolean }),
  ...rest: [options?: CreateOptions]
): Tensor {
  const args = readArgs<CreateOptions & { fillValue?: number | boolean }>(
    FullLike,
    fillValue,
    ...rest,
  );
  const { layout, dtype } = checkTensor("fullLike", input, "input");
  return finish(
    "fullLike",
    filledWith("fullLike", layout.shape, args.fillValue, args.dtype ?? dtype),
    args,
  );
}

// ---- identity, scalar ---------------------------------------------------------------------------------------------------

const Eye = signature("eye", ["m", ...creation], { first: "n", differentiable: false });

/** The identity matrix of `n` rows and `m` (as many) columns. Source: https://pytorch.org/docs/stable/generated/torch.eye.html */
export function eye(
  n: number,
  m?: number | null | (CreateOptions & { m?: number | null }),
  ...rest: [options?: CreateOptions]
): Tensor {
  const args = readArgs<CreateOptions & { m?: number | null }>(Eye, m, ...rest);
  const columns = args.m ?? n;
  if (!(n >= 0)) throw new TensorError("eye", `n must be greater or equal to 0, got ${n}`);
  if (!(columns >= 0))
    throw new TensorError("eye", `m must be greater or equal to 0, got ${columns}`);
  const out = zeroTensor(
    checkShape("eye", [n, columns]),
    args.dtype ? checkDType("eye", args.dtype) : getDefaultDtype(),
  );
  for (let i = 0; i < Math.min(n, columns); i++) out.storage.data[i * (columns + 1)] = 1;
  return finish("eye", out, args);
}

const Scalar = signature("scalarTensor", creation, { first: "s", differentiable: false });

/**
 * A zero-dimensional tensor: float32 (the default dtype) where nothing is said. Throws where the dtype does not hold the value.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.scalar_tensor.html
 */
export function scalarTensor(value: number | boolean, ...rest: [options?: CreateOptions]): Tensor {
  const args = readArgs<CreateOptions>(Scalar, ...rest);
  const dtype = args.dtype ? checkDType("scalarTensor", args.dtype) : getDefaultDtype();
  return finish(
    "scalarTensor",
    zeroDimensional(castScalar("scalarTensor", value, dtype), dtype),
    args,
  );
}
