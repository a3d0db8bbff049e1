/** Copies, conversions and fills. The loops themselves are generated, one per pair of array classes. */
import { dtypes, type DType, type TypedArray } from "../dtype.ts";
import { kernelSlot, type Copy2d, type KernelSlot, type UnaryRow } from "./table.ts";

function slotsPerDtype<K extends (...args: never[]) => void>(
  prefix: string,
): Readonly<Record<DType, KernelSlot<K>>> {
  return Object.fromEntries(
    dtypes.map((dtype) => [dtype, kernelSlot<K>(prefix + dtype)]),
  ) as Record<DType, KernelSlot<K>>;
}

const casts = slotsPerDtype<UnaryRow>("cast:");
const copies: KernelSlot<Copy2d> = kernelSlot<Copy2d>("copy2d");

/**
 * The row that converts `from` to `to`; with both the same it copies. Floats become integers by truncation; what an
 * integer type cannot hold wraps, or, for int64, throws; anything but 0 becomes true.
 *
 * In the table under the name `cast:` + to, at the dtype `from`.
 */
export function castRow(from: DType, to: DType): UnaryRow {
  // Every pair is registered.
  return casts[to][from]!;
}

/**
 * `out[oo + i*ors + j*ocs] = x[xo + i*xrs + j*xcs]`, in tiles, so that neither side jumps through the cache when one is
 * the other's transpose. Both sides are of one dtype.
 */
export function copy2d(dtype: DType): Copy2d {
  return copies[dtype]!;
}

/** `out[oo + i*os] = value`. */
export function fillRow(n: number, out: TypedArray, oo: number, os: number, value: number): void {
  if (os === 1) out.fill(value, oo, oo + n);
  else for (let i = 0; i < n; i++, oo += os) out[oo] = value;
}
