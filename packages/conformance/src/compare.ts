/**
 * Whether what the library gave is what PyTorch gave. Every function throws `Mismatch` where it is not.
 */
import { dtypeNames, gather, type Numbers, readTyped, sizeOf } from "./data.ts";
import {
  flatten,
  has,
  isTensorValue,
  itemsOf,
  type TensorValue,
  type Tolerance,
  type Value,
} from "./format.ts";
import { isTensor, type Tensor } from "./library.ts";
import { camel } from "./names.ts";
import { Mismatch } from "./outcome.ts";

export interface CompareOptions {
  /** The expectation is of a float64 run, the value of the same run in float32. */
  readonly single?: boolean;
  /** The order of the elements is not defined. */
  readonly unordered?: boolean;
  /** Look at the number, not at the dtype. */
  readonly anyDtype?: boolean;
}

/** The elements of a tensor in row-major order. */
export function valuesOf(tensor: Tensor): ArrayLike<number> {
  const { layout, storage } = tensor;
  const size = sizeOf(layout.shape);
  if (layout.contiguous) return storage.data.subarray(layout.offset, layout.offset + size);
  return gather(storage.data, layout.shape, layout.strides, layout.offset);
}

export function close(got: number, want: number, [atol, rtol]: Tolerance): boolean {
  if (got === want || (Number.isNaN(got) && Number.isNaN(want))) return true;
  if (!Number.isFinite(got) || !Number.isFinite(want)) return false;
  return Math.abs(got - want) <= atol + rtol * Math.abs(want);
}

/** A tensor: dtype, shape, every element. Integers and booleans exactly. */
export function compareTensor(
  where: string,
  got: unknown,
  want: TensorValue,
  tolerance: Tolerance,
  options: CompareOptions = {},
): void {
  if (!isTensor(got)) throw new Mismatch(`${where}: expected a tensor, got ${show(got)}`);
  const recorded = options.single && want.t === "f64" ? "f32" : want.t;
  if (!options.anyDtype && got.dtype !== dtypeNames[recorded]) {
    throw new Mismatch(`${where}: dtype ${got.dtype}, expected ${dtypeNames[recorded]}`);
  }
  const shape = [...got.shape];
  if (shape.length !== want.shape.length || shape.some((length, d) => length !== want.shape[d])) {
    throw new Mismatch(
      `${where}: shape [${shape.join(", ")}], expected [${want.shape.join(", ")}]`,
    );
  }
  compareNumbers(
    where,
    valuesOf(got),
    readTyped(want),
    want.t[0] === "f" ? tolerance : [0, 0],
    want.shape,
    options,
  );
}

function compareNumbers(
  where: string,
  got: ArrayLike<number>,
  want: Numbers,
  tolerance: Tolerance,
  shape: readonly number[],
  { unordered }: CompareOptions,
): void {
  const a = unordered ? Float64Array.from(got).sort() : got;
  const b = unordered ? Float64Array.from(want).sort() : want;
  let wrong = 0;
  let first = -1;
  for (let i = 0; i < b.length; i++) {
    if (close(a[i], b[i], tolerance)) continue;
    if (wrong++ === 0) first = i;
  }
  if (wrong === 0) return;
  const at = shape.length === 0 ? "" : `[${unravel(first, shape).join(", ")}]`;
  const others = wrong > 1 ? ` (${wrong} of ${b.length} differ)` : "";
  throw new Mismatch(`${where}${at}: ${a[first]}, expected ${b[first]}${others}`);
}

function unravel(position: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = position;
  for (let d = shape.length - 1; d >= 0; d--) {
    index.unshift(rest % shape[d]);
    rest = Math.floor(rest / shape[d]);
  }
  return index;
}

/** A gradient: where PyTorch gave none or zeros, none or zeros will do. */
export function compareGrad(
  where: string,
  got: unknown,
  want: TensorValue | null,
  tolerance: Tolerance,
  options: CompareOptions = {},
): void {
  const none = got === null || got === undefined;
  if (want === null) {
    if (
      none ||
      (isTensor(got) && Array.from(valuesOf(got)).every((value) => close(value, 0, tolerance)))
    )
      return;
    throw new Mismatch(`${where}: expected no gradient, got ${show(got)}`);
  }
  if (!none) return compareTensor(where, got, want, tolerance, options);
  if (!readTyped(want).every((value) => close(0, value, tolerance))) {
    throw new Mismatch(`${where}: no gradient, expected one`);
  }
}

/** Any recorded value; inside tuples and lists too. */
export function compareValue(
  where: string,
  got: unknown,
  want: Value,
  tolerance: Tolerance,
  options: CompareOptions = {},
): void {
  if (isTensorValue(want)) return compareTensor(where, got, want, tolerance, options);
  const items = itemsOf(want);
  if (items)
    return compareItems(
      where,
      got,
      items,
      has(want, "tuple") ? want.names : undefined,
      tolerance,
      options,
    );
  if (typeof want === "object" && want !== null) {
    if (has(want, "dict")) return compareDict(where, got, want.dict, tolerance, options);
    if (has(want, "dtype")) {
      const name = want.dtype as keyof typeof dtypeNames;
      return expect(where, got, dtypeNames[options.single && name === "f64" ? "f32" : name]);
    }
    if (has(want, "f"))
      return compareScalar(
        where,
        got,
        want.f === "nan" ? NaN : want.f === "inf" ? Infinity : -Infinity,
        tolerance,
      );
    if (has(want, "i")) return compareScalar(where, got, Number(want.i), [0, 0]);
    if (has(want, "float")) return compareScalar(where, got, want.float, tolerance);
    throw new Mismatch(`${where}: cannot compare with ${JSON.stringify(want).slice(0, 80)}`);
  }
  if (want === null) return expect(where, got ?? null, null);
  if (typeof want === "number") return compareScalar(where, got, want, tolerance);
  return expect(where, got, want);
}

function expect(where: string, got: unknown, want: unknown): void {
  if (got !== want) throw new Mismatch(`${where}: ${show(got)}, expected ${show(want)}`);
}

function compareScalar(where: string, got: unknown, want: number, tolerance: Tolerance): void {
  if (typeof got !== "number")
    throw new Mismatch(`${where}: ${show(got)}, expected the number ${want}`);
  if (!close(got, want, tolerance)) throw new Mismatch(`${where}: ${got}, expected ${want}`);
}

function compareItems(
  where: string,
  got: unknown,
  want: readonly Value[],
  names: readonly string[] | undefined,
  tolerance: Tolerance,
  options: CompareOptions,
): void {
  const items = asItems(got, names);
  if (!items) throw new Mismatch(`${where}: ${show(got)}, expected ${want.length} values`);
  if (items.length !== want.length)
    throw new Mismatch(`${where}: ${items.length} values, expected ${want.length}`);
  for (let i = 0; i < want.length; i++) {
    compareValue(`${where}.${names?.[i] ?? i}`, items[i], want[i], tolerance, options);
    const named =
      names && Array.isArray(got)
        ? (got as unknown as Record<string, unknown>)[camel(names[i])]
        : items[i];
    if (named !== items[i])
      throw new Mismatch(`${where}: [${i}] has no name "${camel(names![i])}"`);
  }
}

/** The values of an array, a tuple, or an object with these names. */
export function asItems(got: unknown, names?: readonly string[]): unknown[] | null {
  if (Array.isArray(got)) return got as unknown[];
  if (typeof got !== "object" || got === null || isTensor(got)) return null;
  if (names?.every((name) => camel(name) in got))
    return names.map((name) => (got as Record<string, unknown>)[camel(name)]);
  return null;
}

function compareDict(
  where: string,
  got: unknown,
  want: { readonly [key: string]: Value },
  tolerance: Tolerance,
  options: CompareOptions,
): void {
  const entries = asDict(got);
  if (!entries) throw new Mismatch(`${where}: ${show(got)}, expected a dictionary`);
  const [have, need] = [Object.keys(entries), Object.keys(want)];
  if (have.join() !== need.join())
    throw new Mismatch(`${where}: keys ${have.join(", ")}, expected ${need.join(", ")}`);
  for (const key of need)
    compareValue(`${where}.${key}`, entries[key], want[key], tolerance, options);
}

/** A Map or a plain object as an object; `null` for anything else. */
export function asDict(value: unknown): Record<string, unknown> | null {
  if (value instanceof Map) return Object.fromEntries(value) as Record<string, unknown>;
  if (typeof value !== "object" || value === null || Array.isArray(value) || isTensor(value))
    return null;
  return value as Record<string, unknown>;
}

/** The flat list of a result's values, as `flatten` numbers a recorded one. */
export function flattenResult(got: unknown, want: Value): unknown[] {
  const items = itemsOf(want);
  if (!items) return [got];
  const parts = asItems(got, has(want, "tuple") ? want.names : undefined) ?? [];
  return items.flatMap((item, i) => flattenResult(parts[i], item));
}

/** A result, where some of its flat parts are left open by PyTorch. */
export function compareResult(
  got: unknown,
  want: Value,
  tolerance: Tolerance,
  open: readonly number[],
  options: CompareOptions,
): void {
  if (open.length === 0) return compareValue("out", got, want, tolerance, options);
  const parts = flattenResult(got, want);
  for (const [i, part] of flatten(want).entries()) {
    if (!open.includes(i)) compareValue(`out.${i}`, parts[i], part, tolerance, options);
  }
}

export function show(value: unknown): string {
  if (isTensor(value)) return `a ${value.dtype} tensor of shape [${value.shape.join(", ")}]`;
  if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `a ${value.constructor?.name ?? "object"}`;
  if (typeof value === "function") return `function ${value.name}`;
  return JSON.stringify(value) ?? String(value);
}
