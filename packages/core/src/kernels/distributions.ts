/**
 * Fills of typed arrays with random numbers: PyTorch's transformations of the mt19937 stream, word for word, so that a
 * seeded script sees PyTorch's numbers. What passes through log, cos, sin or tan agrees to the last bits, not in them.
 *
 * Every fill writes `n` elements from `offset` on. A tensor whose memory is not in order is filled in the order of its
 * memory (PyTorch's order too), which is the caller's work.
 *
 * Other than the row kernels these check their parameters: the bounds belong to the distribution, and a call that is
 * refused must not have drawn a word.
 */
import type { TypedArray } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import type { Mt19937 } from "./mt19937.ts";
import { kernelSlot, type KernelSlot, type Loose, registerKernel } from "./table.ts";
import * as logarithm from "./scalar/logarithm.ts";
import * as trigonometric from "./scalar/trigonometric.ts";

// See NOTE [Local aliases] in scalar/tables.ts.
const { log } = logarithm;
const { tan } = trigonometric;

/** What the fills draw from. A `Generator` is one. */
export interface RandomSource {
  readonly engine: Mt19937;
  /** The second value of the last pair of normals, where it has not been handed out. */
  nextNormal: number | null;
}

const TWO32 = 4294967296;
const MAX_FLOAT32 = 3.4028234663852886e38;

/** Elements made at a time for an array that is not a Float64Array; 4 KiB, which stay in the first-level cache. */
const CHUNK = 512;
const scratch: Float64Array = new Float64Array(CHUNK);

/**
 * Runs a loop over doubles and converts into `out`'s type. So each distribution needs one loop only, and that loop
 * sees one class of array, which is what keeps it fast.
 */
export function fillDoubles(
  out: TypedArray,
  offset: number,
  n: number,
  fill: (target: Float64Array, offset: number, n: number) => void,
): void {
  if (out instanceof Float64Array) {
    fill(out, offset, n);
    return;
  }
  for (let done = 0; done < n; done += CHUNK) {
    const m = Math.min(CHUNK, n - done);
    fill(scratch, 0, m);
    // To floats `set` converts faster than a loop, once it has made its view; to integers it is slower.
    if (m > 32 && out instanceof Float32Array) out.set(scratch.subarray(0, m), offset + done);
    else for (let i = 0; i < m; i++) out[offset + done + i] = scratch[i];
  }
}

/** Uniform doubles in [0, 1): 53 bits of two words each. */
export function unitFloat64(engine: Mt19937, out: Float64Array, offset: number, n: number): void {
  const { words } = engine;
  const end = offset + n;
  let i = offset;
  while (i < end) {
    // As many as the block has whole pairs for, then the one pair that may lie across two blocks.
    const pairs = Math.min((words.length - engine.next) >> 1, end - i);
    let next = engine.next;
    for (const stop = i + pairs; i < stop; i++, next += 2) {
      out[i] = ((words[next] & 0x1fffff) * TWO32 + words[next + 1]) * 2 ** -53;
    }
    engine.next = next;
    if (i < end) out[i++] = engine.random53() * 2 ** -53;
  }
}

/** Uniform floats in [0, 1): 24 bits of one word each. */
export function unitFloat32(engine: Mt19937, out: Float32Array, offset: number, n: number): void {
  const { words } = engine;
  const end = offset + n;
  let i = offset;
  while (i < end) {
    if (engine.next === words.length) engine.refill();
    let next = engine.next;
    for (const stop = Math.min(end, i + words.length - next); i < stop; i++, next++) {
      out[i] = (words[next] & 0xffffff) * 2 ** -24;
    }
    engine.next = next;
  }
}

/** Uniform in [from, to). Takes float32 and float64. */
export function uniform(
  source: RandomSource,
  out: TypedArray,
  offset: number,
  n: number,
  from = 0,
  to = 1,
): void {
  if (out instanceof Float32Array) uniformFloat32(source.engine, out, offset, n, from, to);
  else uniformFloat64(source.engine, asFloat64("uniform_", out), offset, n, from, to);
}

function uniformFloat32(
  engine: Mt19937,
  out: Float32Array,
  offset: number,
  n: number,
  from: number,
  to: number,
): void {
  checkUniform(from, to, "float32", MAX_FLOAT32);
  unitFloat32(engine, out, offset, n);
  if (from === 0 && to === 1) return;
  const low = Math.fround(from);
  const range = Math.fround(Math.fround(to) - low);
  for (let i = offset; i < offset + n; i++) out[i] = out[i] * range + low;
}

function uniformFloat64(
  engine: Mt19937,
  out: Float64Array,
  offset: number,
  n: number,
  from: number,
  to: number,
): void {
  checkUniform(from, to, "float64", Number.MAX_VALUE);
  unitFloat64(engine, out, offset, n);
  if (from === 0 && to === 1) return;
  const range = to - from;
  for (let i = offset; i < offset + n; i++) out[i] = out[i] * range + from;
}

function checkUniform(from: number, to: number, dtype: string, max: number): void {
  if (!(Math.abs(from) <= max))
    throw new TensorError("uniform_", `from=${from} is out of bounds for ${dtype}`);
  if (!(Math.abs(to) <= max))
    throw new TensorError("uniform_", `to=${to} is out of bounds for ${dtype}`);
  if (from > to) {
    throw new TensorError(
      "uniform_",
      `expects to return a [from, to) range, but found from=${from} > to=${to}`,
    );
  }
  if (!(to - from <= max)) {
    throw new TensorError(
      "uniform_",
      `to - from exceeds what ${dtype} can hold: from=${from}, to=${to}`,
    );
  }
}

/** `one` with probability `p`, else zero. Takes every dtype; draws doubles for all of them. */
export function bernoulli(
  source: RandomSource,
  out: TypedArray,
  offset: number,
  n: number,
  p = 0.5,
  one = 1,
): void {
  if (!(p >= 0 && p <= 1))
    throw new TensorError("bernoulli_", `expects p to be in [0, 1], but got p=${p}`);
  const { float32, float64 } = choices;
  if (out instanceof Float32Array) float32!(source.engine, out, offset, n, p, one);
  else fillDoubles(out, offset, n, (to, start, m) => float64!(source.engine, to, start, m, p, one));
}

/** Writes `one` with probability `p`, else zero. */
export type Chances = Loose<
  (engine: Mt19937, out: TypedArray, offset: number, n: number, p: number, one: number) => void
>;

const choices: KernelSlot<Chances> = kernelSlot<Chances>("chances");

/** Zero, and what `chances` writes where it is not zero. */
const either: Float64Array = new Float64Array(2);

/**
 * `one` where a uniform double in [0, 1) is below `p`, else zero. Its 53 bits are compared as integers, an upper and a lower word
 * of them, and without a branch, which random numbers make a slow one.
 */
function chances(
  engine: Mt19937,
  out: Float64Array,
  offset: number,
  n: number,
  p: number,
  one: number,
): void {
  const { words } = engine;
  const limit = Math.ceil(p * 2 ** 53);
  const upperLimit = Math.floor(limit / TWO32) | 0;
  const lowerLimit = (limit % TWO32) | 0;
  // Read and not multiplied, since a product of integers asks by a branch whether a zero is negative.
  either[1] = one;
  const end = offset + n;
  let i = offset;
  while (i < end) {
    // As many as the block has whole pairs for, then the one pair that may lie across two blocks.
    const pairs = Math.min((words.length - engine.next) >> 1, end - i);
    let next = engine.next;
    for (const stop = i + pairs; i < stop; i++, next += 2) {
      const lower = words[next + 1] | 0;
      // -1 where subtracting the limit from the lower word, neither having a sign, borrows from the upper one. All of it in
      // 32 bits with a sign: V8 would take doubles else.
      const difference = (lower - lowerLimit) | 0;
      const borrow = ((~lower & lowerLimit) | ((~lower | lowerLimit) & difference)) >> 31;
      const upper = (((words[next] & 0x1fffff) - upperLimit) | 0) + borrow;
      out[i] = either[(upper | 0) >>> 31];
    }
    engine.next = next;
    if (i < end) out[i++] = engine.random53() < limit ? one : 0;
  }
}

registerKernel<Chances>("chances", "float64", chances);
registerKernel<Chances>(
  "chances",
  "float32",
  (engine: Mt19937, out: Float32Array, offset: number, n: number, p: number, one: number) => {
    fillDoubles(out, offset, n, (to, start, m) => chances(engine, to, start, m, p, one));
  },
);

/**
 * One with the probability that stands at the same place in `p`, else zero. The uniforms have p's precision: float32
 * probabilities draw one word each, float64 ones two. `out` may be `p` itself.
 */
export function bernoulliFrom(
  source: RandomSource,
  p: Float32Array | Float64Array,
  pOffset: number,
  out: TypedArray,
  offset: number,
  n: number,
): void {
  for (let i = pOffset; i < pOffset + n; i++) {
    if (!(p[i] >= 0 && p[i] <= 1)) {
      throw new TensorError(
        "bernoulli_",
        `expects every probability to be in [0, 1], but got ${p[i]} at element ${i - pOffset}`,
      );
    }
  }
  const { engine } = source;
  if (p instanceof Float64Array) {
    for (let i = 0; i < n; i++)
      out[offset + i] = engine.random53() * 2 ** -53 < p[pOffset + i] ? 1 : 0;
  } else {
    for (let i = 0; i < n; i++)
      out[offset + i] = (engine.random32() & 0xffffff) * 2 ** -24 < p[pOffset + i] ? 1 : 0;
  }
}

/** Exponential with rate `lambd`. Takes float32 and float64. */
export function exponential(
  source: RandomSource,
  out: TypedArray,
  offset: number,
  n: number,
  lambd = 1,
): void {
  if (!(lambd > 0))
    throw new TensorError("exponential_", `expects lambda > 0.0, but found lambda=${lambd}`);
  const scale = -1 / lambd;
  fillDoubles(out, offset, n, (target, start, m) => {
    unitFloat64(source.engine, target, start, m);
    for (let i = start; i < start + m; i++) target[i] = scale * log(1 - target[i]);
  });
}

/** The number of trials to the first success, each of probability `p`. Takes every dtype but bool. */
export function geometric(
  source: RandomSource,
  out: TypedArray,
  offset: number,
  n: number,
  p: number,
): void {
  if (!(p > 0 && p < 1))
    throw new TensorError("geometric_", `expects p to be in (0, 1), but got p=${p}`);
  const logFailure = log(1 - p);
  fillDoubles(out, offset, n, (target, start, m) => {
    unitFloat64(source.engine, target, start, m);
    for (let i = start; i < start + m; i++) target[i] = Math.ceil(log(target[i]) / logFailure);
  });
}

/** Cauchy around `median`, with half of all values within `sigma` of it. Takes float32 and float64. */
export function cauchy(
  source: RandomSource,
  out: TypedArray,
  offset: number,
  n: number,
  median = 0,
  sigma = 1,
): void {
  if (!(sigma > 0))
    throw new TensorError("cauchy_", `expects sigma > 0.0, but found sigma=${sigma}`);
  fillDoubles(out, offset, n, (target, start, m) => {
    unitFloat64(source.engine, target, start, m);
    for (let i = start; i < start + m; i++)
      target[i] = median + sigma * tan(Math.PI * (target[i] - 0.5));
  });
}

/** Refuses arrays of integers; the name of the op is for the message. */
export function asFloat64(op: string, out: TypedArray): Float64Array {
  if (out instanceof Float64Array) return out;
  throw new TensorError(op, "fills float32 and float64 only; convert with x.to(dtype)");
}
