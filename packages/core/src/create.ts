/** Fresh tensors, as users make them. */
import { emptyTensor, fullTensor, scalarTensor, wrapArray, zeroTensor } from "./alloc.ts";
import {
  type CreateOptions,
  creation,
  finish,
  readSizeArgs,
  type SizeArgs,
} from "./create-options.ts";
import {
  checkDType,
  type DType,
  getDefaultDtype,
  isFloat,
  newArray,
  resultType,
  scalarType,
  type TypedArray,
} from "./dtype.ts";
import { showValue, TensorError } from "./errors.ts";
import { checkShape, type Shape, sizeOf } from "./layout.ts";
import { castRow } from "./kernels/copy.ts";
import { readArgs, type Signature, signature } from "./op/record.ts";
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
  const values = newArray(dtype, flat.length);
  const numbers = Float64Array.from(flat, Number);
  castRow("float64", dtype)(flat.length, numbers, 0, 1, values, 0, 1);
  return wrapArray(values, shape, dtype);
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

/** `data` itself where it is a tensor of that dtype already, else `tensor(data)`. */
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

/** Zeros of the given sizes: `zeros(2, 3)` or `zeros([2, 3], { dtype: "int64" })`. */
export function zeros(...size: SizeArgs): Tensor {
  return filled(Zeros, size, 0);
}

/** Ones of the given sizes. */
export function ones(...size: SizeArgs): Tensor {
  return filled(Ones, size, 1);
}

/** A tensor of the given sizes whose values are unspecified (JavaScript makes them zeros). */
export function empty(...size: SizeArgs): Tensor {
  return filled(Empty, size, 0);
}

const Full = signature("full", ["fillValue", ...creation], sized);

/**
 * A tensor of one value. A number gives float32 (the default dtype), a boolean bool, unless `dtype` says otherwise.
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
  return finish("full", filledWith("full", shape, args.fillValue, args.dtype), args);
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
  const one = newArray(target, 1);
  castRow("float64", target)(1, Float64Array.of(Number(value)), 0, 1, one, 0, 1);
  return fullTensor(shape, one[0], target);
}

const EmptyStrided = signature("emptyStrided", ["stride", ...creation], sized);

/** A tensor whose elements lie `stride` apart, in memory just large enough. */
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
  const strides = args.stride ?? [];
  if (strides.length !== size.length) {
    throw new TensorError(
      "emptyStrided",
      `dimensionality of sizes (${size.length}) must match dimensionality of strides (${strides.length})`,
      { shapes: [size] },
    );
  }
  const extent =
    sizeOf(size) === 0 ? 0 : size.reduce((last, s, i) => last + (s - 1) * strides[i], 1);
  const memory = zeroTensor([extent], args.dtype ?? getDefaultDtype());
  return finish("emptyStrided", memory.asStrided(size, strides), args);
}

// ---- like another --------------------------------------------------------------------------------------------------------

function like(
  op: Signature,
  input: Tensor,
  given: readonly unknown[],
  make: (shape: Shape, dtype: DType) => Tensor,
): Tensor {
  const args = readArgs<CreateOptions>(op, ...given);
  return finish(
    op.name,
    make(input.layout.shape, args.dtype ? checkDType(op.name, args.dtype) : input.dtype),
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

/** Unspecified values with the shape and dtype of `input`. */
export function emptyLike(input: Tensor, ...rest: [options?: CreateOptions]): Tensor {
  return like(EmptyLike, input, rest, emptyTensor);
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
  return finish(
    "fullLike",
    filledWith("fullLike", input.layout.shape, args.fillValue, args.dtype ?? input.dtype),
    args,
  );
}

// ---- ranges --------------------------------------------------------------------------------------------------------------

const Arange = signature("arange", ["end", "step", ...creation], {
  first: "start",
  differentiable: false,
});

export interface RangeOptions extends CreateOptions {
  start?: number | boolean;
  end?: number | boolean;
  /** Distance of neighbours; 1 where nothing is said. */
  step?: number | boolean;
}

/**
 * Numbers from `start` (0) up to but not including `end`, `step` (1) apart: `arange(5)`, `arange(1, 2, 0.25)`.
 *
 * int64 where all three are whole numbers, else float32 (the default dtype).
 * Source: https://pytorch.org/docs/stable/generated/torch.arange.html
 */
export function arange(
  start: number | RangeOptions,
  end?: number | RangeOptions,
  step?: number | RangeOptions,
  ...rest: [options?: RangeOptions]
): Tensor {
  const params = { name: "arange", params: ["start", ...Arange.params] };
  const args = readArgs<RangeOptions>(params, start, end, step, ...rest);
  const alone = args.end === undefined;
  const from = alone ? 0 : Number(args.start ?? 0);
  const upTo = Number(alone ? (args.start ?? NaN) : args.end);
  const by = Number(args.step ?? 1);
  if (by === 0) throw new TensorError("arange", "step must be nonzero");
  if (!Number.isFinite(from) || !Number.isFinite(upTo))
    throw new TensorError("arange", `unsupported range: ${from} -> ${upTo}`);
  if (Math.sign(by) * (upTo - from) < 0) {
    throw new TensorError(
      "arange",
      `upper bound and larger bound inconsistent with step sign: from ${from} to ${upTo} by ${by}`,
    );
  }
  const natural = [from, upTo, by].every((x) => scalarType(x) === "int64")
    ? "int64"
    : getDefaultDtype();
  const dtype = args.dtype ? checkDType("arange", args.dtype) : natural;
  // As in PyTorch, integers are counted out from truncated bounds; how many there are only int64 asks of them too.
  const whole = dtype === "int64" ? Math.trunc : (x: number): number => x;
  const [first, distance] = isFloat(dtype) ? [from, by] : [Math.trunc(from), Math.trunc(by)];
  if (distance === 0)
    throw new TensorError("arange", `step must be nonzero, got ${by} for dtype ${dtype}`);
  const count = Math.ceil((whole(upTo) - whole(from)) / whole(by));
  return finish(
    "arange",
    computed([Math.max(count, 0)], dtype, (i) => first + i * distance),
    args,
  );
}

/** Fills by index, in double precision, then converts. */
function computed(shape: Shape, dtype: DType, value: (i: number) => number): Tensor {
  const count = sizeOf(shape);
  const out = emptyTensor(shape, dtype);
  if (isFloat(dtype)) {
    const { data } = out.storage;
    for (let i = 0; i < count; i++) data[i] = value(i);
    return out;
  }
  const exact = Float64Array.from({ length: count }, (_, i) => value(i));
  castRow("float64", dtype)(count, exact, 0, 1, out.storage.data, 0, 1);
  return out;
}

export interface LinspaceOptions extends CreateOptions {
  end?: number;
  /** How many; both ends are among them. */
  steps?: number;
}

const Linspace = signature("linspace", ["end", "steps", ...creation], {
  first: "start",
  differentiable: false,
});

/** `steps` numbers from `start` to `end`, both included, at equal distances. Source: https://pytorch.org/docs/stable/generated/torch.linspace.html */
export function linspace(
  start: number,
  end: number | LinspaceOptions,
  steps?: number | LinspaceOptions,
  ...rest: [options?: LinspaceOptions]
): Tensor {
  const args = readArgs<LinspaceOptions>(Linspace, end, steps, ...rest);
  return finish(
    "linspace",
    spaced("linspace", start, args, (x) => x),
    args,
  );
}

function spaced(
  op: string,
  start: number,
  { end, steps, dtype }: LinspaceOptions,
  curve: (x: number) => number,
): Tensor {
  if (typeof end !== "number")
    throw new TensorError(op, `end must be a number, got ${showValue(end)}`);
  if (steps === undefined || !Number.isInteger(steps) || steps < 0)
    throw new TensorError(op, `number of steps must be non-negative, got ${showValue(steps)}`);
  const step = (end - start) / (steps - 1);
  // Counted from both ends, as in PyTorch, so that both are exact.
  const at = (i: number): number =>
    i < steps / 2 ? start + i * step : end - (steps - 1 - i) * step;
  return computed([steps], dtype ? checkDType(op, dtype) : getDefaultDtype(), (i) =>
    curve(steps === 1 ? start : at(i)),
  );
}

export interface LogspaceOptions extends LinspaceOptions {
  base?: number;
}

const Logspace = signature("logspace", ["end", "steps", "base", ...creation], {
  first: "start",
  differentiable: false,
});

/** `steps` numbers from `base ** start` to `base ** end` at equal ratios. Source: https://pytorch.org/docs/stable/generated/torch.logspace.html */
export function logspace(
  start: number,
  end: number | LogspaceOptions,
  steps?: number | LogspaceOptions,
  base?: number | LogspaceOptions,
  ...rest: [options?: LogspaceOptions]
): Tensor {
  const args = readArgs<LogspaceOptions>(Logspace, end, steps, base, ...rest);
  const root = args.base ?? 10;
  return finish(
    "logspace",
    spaced("logspace", start, args, (x) => root ** x),
    args,
  );
}

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

/** A zero-dimensional tensor. */
export function scalar(value: number | boolean, ...rest: [options?: CreateOptions]): Tensor {
  const args = readArgs<CreateOptions>(Scalar, ...rest);
  return finish("scalarTensor", scalarTensor(value, args.dtype ?? getDefaultDtype()), args);
}
