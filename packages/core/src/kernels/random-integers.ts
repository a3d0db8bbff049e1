/** Random integers and permutations: `random_`, `randint`, `randperm`. See distributions.ts for what the fills share. */
import { MAX_INT64, isFloat, type DType, type TypedArray } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { fillDoubles, type RandomSource } from "./distributions.ts";
import type { Mt19937 } from "./mt19937.ts";

const TWO32 = 4294967296;

/** All integers from `from` to `last`, both included. (PyTorch's `to` is one further, where int64 could not hold it.) */
export interface IntegerRange {
  readonly from: number;
  readonly last: number;
}

/** The largest integer `random_()` draws: for floats the largest up to which they hold all integers. */
const largest: Readonly<Record<DType, number>> = {
  float32: 2 ** 24,
  float64: 2 ** 53,
  int64: MAX_INT64,
  int32: 2 ** 31 - 1,
  uint8: 255,
  bool: 1,
};

const smallest: Readonly<Record<DType, number>> = {
  float32: -Infinity,
  float64: -Infinity,
  int64: -MAX_INT64,
  int32: -(2 ** 31),
  uint8: 0,
  bool: 0,
};

/**
 * The range that `random_(from, to)` draws from: [from, to), where `to` is not given the dtype's largest integer
 * included, where neither is [0, largest]. Refuses what PyTorch refuses.
 *
 * int64 ends at 2^53 here. `random_()` then draws PyTorch's value modulo 2^53, which keeps the low 32 bits: as a seed
 * it starts the stream that PyTorch's value would.
 */
export function integerRange(
  op: string,
  dtype: DType,
  from: number | null = null,
  to: number | null = null,
): IntegerRange {
  if (from === null && to === null) return { from: 0, last: largest[dtype] };
  let low = from ?? 0;
  // One below `to`, from here on.
  let last = to === null ? largest[dtype] : to - 1;
  if (!isBound(low) || (to !== null && !isBound(to))) {
    throw new TensorError(
      op,
      `'from' and 'to' must be integers within 2^53, got from=${low}, to=${to}`,
      { dtypes: [dtype] },
    );
  }
  if (to !== null && low >= to) {
    throw new TensorError(
      op,
      `expects 'from' to be less than 'to', but got from=${low} >= to=${to}`,
      { dtypes: [dtype] },
    );
  }
  if (dtype === "float32") {
    low = roundedUp(low);
    if (to !== null) last = roundedBelow(to) - 1;
    if (low > last) {
      throw new TensorError(
        op,
        `expects 'from' casted to dtype to be less than 'to' casted to dtype, got from=${low}, to=${last + 1}`,
        {
          dtypes: [dtype],
        },
      );
    }
  }
  if (low < smallest[dtype] || low > last) {
    throw new TensorError(op, `from is out of bounds for ${dtype}: ${low}`, { dtypes: [dtype] });
  }
  if (!isFloat(dtype) && last > largest[dtype]) {
    throw new TensorError(op, `to - 1 is out of bounds for ${dtype}: ${last}`, { dtypes: [dtype] });
  }
  return { from: low, last };
}

function isBound(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= 2 ** 53;
}

// A float32 cannot hold every integer beyond 2^24. PyTorch moves the bounds inward to ones it can hold, and so do
// these two, step for step. (float64 holds every integer that gets here.)

function roundedUp(from: number): number {
  const next = Math.fround(from + 1);
  return next < from ? next + float32Step(from + 1) : from;
}

function roundedBelow(to: number): number {
  const previous = Math.fround(to - 1);
  return previous >= to ? previous - float32Step(to - 1) : to;
}

/** The distance of neighbouring float32 about a large integer. (`log2` would round 2^31 - 1 up.) */
function float32Step(integer: number): number {
  let power = 2 ** 24;
  while (power * 2 <= Math.abs(integer)) power *= 2;
  return power / 2 ** 23;
}

/**
 * Integers of the range, each as likely (but for the bias of PyTorch's `word % size`). Takes every dtype.
 *
 * A range of 2^32 or more draws two words per element, but in an int32, whose range is 2^32 at most and which takes one.
 */
export function randomIntegers(
  source: RandomSource,
  out: TypedArray,
  offset: number,
  n: number,
  range: IntegerRange,
): void {
  const { from, last } = range;
  const size = last - from + 1;
  const { engine } = source;
  fillDoubles(out, offset, n, (target, start, m) => {
    if (size < TWO32) fillRemainders(engine, target, start, m, size, from);
    else if (out instanceof Int32Array) fillWords(engine, target, start, m, from);
    else if (size <= 2 ** 52) fillLargeRemainders(engine, target, start, m, size, from);
    else fillHugeRemainders(engine, target, start, m, from, last);
  });
}

function fillRemainders(
  engine: Mt19937,
  out: Float64Array,
  offset: number,
  n: number,
  size: number,
  from: number,
): void {
  const { words } = engine;
  const divisor = size >>> 0;
  const end = offset + n;
  let i = offset;
  while (i < end) {
    if (engine.next === words.length) engine.refill();
    let next = engine.next;
    for (const stop = Math.min(end, i + words.length - next); i < stop; i++, next++) {
      // `>>> 0` tells V8 that an integer division will do; as doubles it is ten times slower.
      out[i] = ((words[next] % divisor) >>> 0) + from;
    }
    engine.next = next;
  }
}

function fillWords(
  engine: Mt19937,
  out: Float64Array,
  offset: number,
  n: number,
  from: number,
): void {
  for (let i = offset; i < offset + n; i++) out[i] = engine.random32() + from;
}

/**
 * `(upper · 2^32 + lower) % size`, for 2^32 <= size <= 2^52: the quotient, rounded, is at most one off, and the
 * remainder of it is exact when taken in pieces.
 */
function fillLargeRemainders(
  engine: Mt19937,
  out: Float64Array,
  offset: number,
  n: number,
  size: number,
  from: number,
): void {
  const sizeUpper = Math.floor(size / TWO32);
  const sizeLower = size - sizeUpper * TWO32;
  for (let i = offset; i < offset + n; i++) {
    const upper = engine.random32();
    const lower = engine.random32();
    const quotient = Math.floor((upper * TWO32 + lower) / size);
    const quotientUpper = quotient >>> 16;
    const quotientLower = quotient & 0xffff;
    let rest =
      ((upper - quotient * sizeUpper) * 65536 - quotientUpper * sizeLower) * 65536 +
      (lower - quotientLower * sizeLower);
    if (rest < 0) rest += size;
    else if (rest >= size) rest -= size;
    out[i] = rest + from;
  }
}

/** The same for sizes that a double may not hold. Rare, so BigInt will do. */
function fillHugeRemainders(
  engine: Mt19937,
  out: Float64Array,
  offset: number,
  n: number,
  from: number,
  last: number,
): void {
  const low = BigInt(from);
  const size = BigInt(last) - low + 1n;
  for (let i = offset; i < offset + n; i++) {
    const upper = BigInt(engine.random32());
    out[i] = Number((((upper << 32n) | BigInt(engine.random32())) % size) + low);
  }
}

/** A random permutation of 0 … n - 1. Takes every dtype that can hold n - 1, but bool. */
export function randperm(source: RandomSource, out: TypedArray, offset: number, n: number): void {
  if (out instanceof Float64Array) {
    shuffleIntegers(source.engine, out, offset, n);
    return;
  }
  const order = new Float64Array(n);
  shuffleIntegers(source.engine, order, 0, n);
  out.set(order, offset);
}

function shuffleIntegers(engine: Mt19937, out: Float64Array, offset: number, n: number): void {
  for (let i = 0; i < n; i++) out[offset + i] = i;
  for (let i = 0; i < n - 1; i++) {
    const other = offset + i + ((engine.random32() % ((n - i) >>> 0)) >>> 0);
    const kept = out[offset + i];
    out[offset + i] = out[other];
    out[other] = kept;
  }
}
