/**
 * Names of element types, the typed arrays that hold them, and PyTorch's promotion rules.
 *
 * `int64` is PyTorch's default integer and ours. It is kept in a Float64Array, exact to 2^53, so that
 * `item()` and `tolist()` give plain numbers; a result beyond that throws. See docs/from-pytorch.md.
 */
import { TensorError } from "./errors.ts";

export type DType = "float32" | "float64" | "int64" | "int32" | "uint8" | "bool";
export type FloatDType = "float32" | "float64";
export type TypedArray = Float32Array | Float64Array | Int32Array | Uint8Array;

export const dtypes: readonly DType[] = ["float32", "float64", "int64", "int32", "uint8", "bool"];

/** bool < integer < float: PyTorch promotes by category first. */
type Category = 0 | 1 | 2;

interface DTypeInfo {
  readonly bytes: number;
  readonly category: Category;
  /** PyTorch's name in messages and prints. */
  readonly torch: string;
}

const info: Readonly<Record<DType, DTypeInfo>> = {
  float32: { bytes: 4, category: 2, torch: "torch.float32" },
  float64: { bytes: 8, category: 2, torch: "torch.float64" },
  int64: { bytes: 8, category: 1, torch: "torch.int64" },
  int32: { bytes: 4, category: 1, torch: "torch.int32" },
  uint8: { bytes: 1, category: 1, torch: "torch.uint8" },
  bool: { bytes: 1, category: 0, torch: "torch.bool" },
};

export function isDType(value: unknown): value is DType {
  return typeof value === "string" && Object.hasOwn(info, value);
}

/** Checks a dtype that came from a user. */
export function checkDType(op: string, value: unknown): DType {
  if (isDType(value)) return value;
  throw new TensorError(op, `unknown dtype ${String(value)}; known: ${dtypes.join(", ")}`);
}

export function isFloat(dtype: DType): boolean {
  return dtype === "float32" || dtype === "float64";
}

export function isInteger(dtype: DType): boolean {
  return info[dtype].category === 1;
}

/** Bytes of one element in memory. */
export function itemSize(dtype: DType): number {
  return info[dtype].bytes;
}

/** A zeroed typed array for `length` elements of `dtype`. */
export function newArray(dtype: DType, length: number): TypedArray {
  switch (dtype) {
    case "float32":
      return new Float32Array(length);
    case "float64":
    case "int64":
      return new Float64Array(length);
    case "int32":
      return new Int32Array(length);
    case "uint8":
    case "bool":
      return new Uint8Array(length);
  }
}

/** The largest integer that int64 holds exactly; beyond it an integer result throws. */
export const MAX_INT64: number = Number.MAX_SAFE_INTEGER;

let defaultFloat: FloatDType = "float32";

/** The dtype of floats that do not say otherwise; float32 unless set. */
export function getDefaultDtype(): FloatDType {
  return defaultFloat;
}

/** Sets the dtype of floats that do not say otherwise. Takes float32 or float64. */
export function setDefaultDtype(dtype: DType): void {
  if (dtype !== "float32" && dtype !== "float64") {
    throw new TensorError(
      "setDefaultDtype",
      `only floating-point types are supported as the default type, got ${dtype}`,
      {
        dtypes: [dtype],
      },
    );
  }
  defaultFloat = dtype;
}

/** The smallest dtype to which both can be converted (PyTorch's `promote_types`). */
export function promoteTypes(a: DType, b: DType): DType {
  if (a === b) return a;
  const [ia, ib] = [info[a], info[b]];
  if (ia.category !== ib.category) return ia.category > ib.category ? a : b;
  // Same category: the wider one. Every pair differs in width here.
  return ia.bytes > ib.bytes ? a : b;
}

/** The dtype with which a plain JavaScript number or boolean enters promotion. */
export function scalarType(value: number | boolean): DType {
  if (typeof value === "boolean") return "bool";
  return Number.isInteger(value) ? "int64" : defaultFloat;
}

/** An operand as promotion sees it: its dtype and how much it has to say. */
export interface Operand {
  readonly dtype: DType;
  /** Tensors with dimensions decide; zero-dimensional ones and scalars only lift the category. */
  readonly rank: "dimensioned" | "zeroDim" | "scalar";
}

/**
 * The dtype of a result of several operands, by PyTorch's rules: a zero-dimensional tensor or a scalar lifts the
 * result only where its category (bool < integer < float) is higher than that of the operands with dimensions.
 *
 * Source: https://pytorch.org/docs/stable/tensor_attributes.html#type-promotion-doc
 */
export function resultType(operands: readonly Operand[]): DType {
  let dimensioned: DType | null = null;
  let zeroDim: DType | null = null;
  let scalar: DType | null = null;
  for (const { dtype, rank } of operands) {
    if (rank === "dimensioned")
      dimensioned = dimensioned ? promoteTypes(dimensioned, dtype) : dtype;
    else if (rank === "zeroDim") zeroDim = zeroDim ? promoteTypes(zeroDim, dtype) : dtype;
    else scalar = scalar ? promoteTypes(scalar, dtype) : dtype;
  }
  return lift(dimensioned, lift(zeroDim, scalar)) ?? defaultFloat;
}

function lift(stronger: DType | null, weaker: DType | null): DType | null {
  if (!stronger || !weaker) return stronger ?? weaker;
  if (info[stronger].category >= info[weaker].category) return stronger;
  return promoteTypes(stronger, weaker);
}

/** Whether values of `from` may be written into `to`: never from a higher category into a lower one. */
export function canCast(from: DType, to: DType): boolean {
  if (info[from].category === 2) return info[to].category === 2;
  return to !== "bool" || from === "bool";
}
