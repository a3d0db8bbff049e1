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

/** What the fills draw from. A `Generator` is one. */
export interface RandomSource {
  readonly engine: Mt19937;
  /** The second value of the last pair of normals, where it has not been handed out. */
  nextNormal: number | null;
}

const TWO32 = 4294967296;
const TWO_PI = 2 * Math.PI;
const TWO_PI_32 = Math.fround(TWO_PI);
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
    // `set` converts faster than a loop, but not before it has made its view.
    if (m > 32) out.set(scratch.subarray(0, m), offset + done);
    else for (let i = 0; i < m; i++) out[offset + done + i] = scratch[i]!;
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
      out[i] = ((words[next]! & 0x1fffff) * TWO32 + words[next + 1]!) * 2 ** -53;
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
      out[i] = (words[next]! & 0xffffff) * 2 ** -24;
    }
    engine.next = next;
  }
}

/** Uniform in [from, to). Takes float32 and float64. */
export function uniform(source: RandomSource, out: TypedArray, offset: number, n: number, from = 0, to = 1): void {
  if (out instanceof Float32Array) uniformFloat32(source.engine, out, offset, n, from, to);
  else uniformFloat64(source.engine, asFloat64("uniform_", out), offset, n, from, to);
}

function uniformFloat32(engine: Mt19937, out: Float32Array, offset: number, n: number, from: number, to: number): void {
  checkUniform(from, to, "float32", MAX_FLOAT32);
  unitFloat32(engine, out, offset, n);
  if (from === 0 && to === 1) return;
  const low = Math.fround(from);
  const range = Math.fround(Math.fround(to) - low);
  for (let i = offset; i < offset + n; i++) out[i] = out[i]! * range + low;
}

function uniformFloat64(engine: Mt19937, out: Float64Array, offset: number, n: number, from: number, to: number): void {
  checkUniform(from, to, "float64", Number.MAX_VALUE);
  unitFloat64(engine, out, offset, n);
  if (from === 0 && to === 1) return;
  const range = to - from;
  for (let i = offset; i < offset + n; i++) out[i] = out[i]! * range + from;
}

function checkUniform(from: number, to: number, dtype: string, max: number): void {
  if (!(Math.abs(from) <= max)) throw new TensorError("uniform_", `from=${from} is out of bounds for ${dtype}`);
  if (!(Math.abs(to) <= max)) throw new TensorError("uniform_", `to=${to} is out of bounds for ${dtype}`);
  if (from > to) {
    throw new TensorError("uniform_", `expects to return a [from, to) range, but found from=${from} > to=${to}`);
  }
  if (!(to - from <= max)) {
    throw new TensorError("uniform_", `to - from exceeds what ${dtype} can hold: from=${from}, to=${to}`);
  }
}

/**
 * Normal with the given mean and standard deviation. Takes float32 and float64.
 *
 * From 16 elements on PyTorch works in blocks and draws other words than below: a tensor of 16 starts differently from
 * one of 15. See `normalSerial` for tensors whose memory is not in order.
 */
export function normal(source: RandomSource, out: TypedArray, offset: number, n: number, mean = 0, std = 1): void {
  if (n < 16) normalSerial(source, out, offset, n, mean, std);
  else if (out instanceof Float32Array) normalBlocksFloat32(source.engine, out, offset, n, mean, std);
  else normalBlocksFloat64(source.engine, asFloat64("normal_", out), offset, n, mean, std);
}

/** Normal as PyTorch draws it for fewer than 16 elements, and for any number of them that are not contiguous. */
export function normalSerial(
  source: RandomSource,
  out: TypedArray,
  offset: number,
  n: number,
  mean = 0,
  std = 1,
): void {
  if (!(out instanceof Float32Array)) asFloat64("normal_", out);
  checkNormal(std);
  for (let i = offset; i < offset + n; i++) out[i] = standardNormal(source) * std + mean;
}

/** One normal in double precision; every second one was made with the one before. */
function standardNormal(source: RandomSource): number {
  const cached = source.nextNormal;
  if (cached !== null) {
    source.nextNormal = null;
    return cached;
  }
  const { engine } = source;
  const angle = TWO_PI * (engine.random53() * 2 ** -53);
  const radius = Math.sqrt(-2 * Math.log1p(-engine.random53() * 2 ** -53));
  const turns = quarterTurns(angle);
  const rest = beyondQuarters(angle, turns);
  const s = sinSmall(rest);
  const c = cosSmall(rest);
  source.nextNormal = radius * pickSin(turns, s, c);
  return radius * pickSin(turns + 1, s, c);
}

function checkNormal(std: number): void {
  if (!(std >= 0)) throw new TensorError("normal_", `expects std >= 0.0, but found std ${std}`);
}

function normalBlocksFloat64(
  engine: Mt19937,
  out: Float64Array,
  offset: number,
  n: number,
  mean: number,
  std: number,
): void {
  checkNormal(std);
  unitFloat64(engine, out, offset, n);
  for (let i = offset; i <= offset + n - 16; i += 16) normalBlockFloat64(out, i, mean, std);
  if (n % 16 === 0) return;
  const last = offset + n - 16;
  unitFloat64(engine, out, last, 16);
  normalBlockFloat64(out, last, mean, std);
}

/** Turns 16 uniforms into normals: the first eight give the radii, the others the angles. */
function normalBlockFloat64(out: Float64Array, start: number, mean: number, std: number): void {
  for (let i = start; i < start + 8; i++) {
    const radius = Math.sqrt(-2 * Math.log(1 - out[i]!));
    const angle = TWO_PI * out[i + 8]!;
    const turns = quarterTurns(angle);
    const rest = beyondQuarters(angle, turns);
    const s = sinSmall(rest);
    const c = cosSmall(rest);
    out[i] = radius * pickSin(turns + 1, s, c) * std + mean;
    out[i + 8] = radius * pickSin(turns, s, c) * std + mean;
  }
}

function normalBlocksFloat32(
  engine: Mt19937,
  out: Float32Array,
  offset: number,
  n: number,
  mean: number,
  std: number,
): void {
  checkNormal(std);
  const mean32 = Math.fround(mean);
  const std32 = Math.fround(std);
  unitFloat32(engine, out, offset, n);
  for (let i = offset; i <= offset + n - 16; i += 16) normalBlockFloat32(out, i, mean32, std32);
  if (n % 16 === 0) return;
  const last = offset + n - 16;
  unitFloat32(engine, out, last, 16);
  normalBlockFloat32(out, last, mean32, std32);
}

/** As above, rounded to float32 where PyTorch's single-precision loop rounds, which brings most results to the same bits. */
function normalBlockFloat32(out: Float32Array, start: number, mean: number, std: number): void {
  for (let i = start; i < start + 8; i++) {
    const radius = Math.fround(Math.sqrt(-2 * Math.fround(Math.log(1 - out[i]!))));
    const angle = Math.fround(TWO_PI_32 * out[i + 8]!);
    const turns = quarterTurns(angle);
    const rest = beyondQuarters(angle, turns);
    const s = Math.fround(sinSmall(rest));
    const c = Math.fround(cosSmall(rest));
    out[i] = Math.fround(radius * pickSin(turns + 1, s, c)) * std + mean;
    out[i + 8] = Math.fround(radius * pickSin(turns, s, c)) * std + mean;
  }
}

// Sine and cosine of one angle in [0, 2π], together: twice as fast as Math.sin and Math.cos, and the same on every
// engine. The angle is taken apart into quarter turns and a rest of at most π/4, where the Taylor series to x^17 are
// exact to half a unit in the last place.

function quarterTurns(angle: number): number {
  return Math.floor(angle * (2 / Math.PI) + 0.5);
}

/** π/2 in two parts. The first has 33 bits, so its multiples are exact and so is their difference to the angle. */
const QUARTER = 1.5707963267341256;
const QUARTER_REST = 6.077100506506192e-11;

function beyondQuarters(angle: number, turns: number): number {
  return angle - turns * QUARTER - turns * QUARTER_REST;
}

function sinSmall(x: number): number {
  const z = x * x;
  return (
    x +
    x *
      z *
      (-1 / 6 +
        z *
          (1 / 120 +
            z *
              (-1 / 5040 +
                z * (1 / 362880 + z * (-1 / 39916800 + z * (1 / 6227020800 + z * (-1 / 1307674368000 + z / 355687428096000)))))))
  );
}

function cosSmall(x: number): number {
  const z = x * x;
  const half = 0.5 * z;
  const head = 1 - half;
  // What rounding took from `head` is added to the small terms.
  return (
    head +
    (1 -
      head -
      half +
      z *
        z *
        (1 / 24 +
          z * (-1 / 720 + z * (1 / 40320 + z * (-1 / 3628800 + z * (1 / 479001600 + z * (-1 / 87178291200 + z / 20922789888000)))))))
  );
}

/** sin(turns · π/2 + x) from the sine and cosine of x. */
function pickSin(turns: number, s: number, c: number): number {
  const value = (turns & 1) === 0 ? s : c;
  return (turns & 2) === 0 ? value : -value;
}

/** One with probability `p`, else zero. Takes every dtype; draws doubles for all of them. */
export function bernoulli(source: RandomSource, out: TypedArray, offset: number, n: number, p = 0.5): void {
  if (!(p >= 0 && p <= 1)) throw new TensorError("bernoulli_", `expects p to be in [0, 1], but got p=${p}`);
  fillDoubles(out, offset, n, (target, start, m) => {
    unitFloat64(source.engine, target, start, m);
    for (let i = start; i < start + m; i++) target[i] = target[i]! < p ? 1 : 0;
  });
}

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
    if (!(p[i]! >= 0 && p[i]! <= 1)) {
      throw new TensorError("bernoulli_", `expects every probability to be in [0, 1], but got ${p[i]} at element ${i - pOffset}`);
    }
  }
  const { engine } = source;
  if (p instanceof Float64Array) {
    for (let i = 0; i < n; i++) out[offset + i] = engine.random53() * 2 ** -53 < p[pOffset + i]! ? 1 : 0;
  } else {
    for (let i = 0; i < n; i++) out[offset + i] = (engine.random32() & 0xffffff) * 2 ** -24 < p[pOffset + i]! ? 1 : 0;
  }
}

/** Exponential with rate `lambd`. Takes float32 and float64. */
export function exponential(source: RandomSource, out: TypedArray, offset: number, n: number, lambd = 1): void {
  if (!(lambd > 0)) throw new TensorError("exponential_", `expects lambda > 0.0, but found lambda=${lambd}`);
  const scale = -1 / lambd;
  fillDoubles(out, offset, n, (target, start, m) => {
    unitFloat64(source.engine, target, start, m);
    for (let i = start; i < start + m; i++) target[i] = scale * Math.log(1 - target[i]!);
  });
}

/** The number of trials to the first success, each of probability `p`. Takes every dtype but bool. */
export function geometric(source: RandomSource, out: TypedArray, offset: number, n: number, p: number): void {
  if (!(p > 0 && p < 1)) throw new TensorError("geometric_", `expects p to be in (0, 1), but got p=${p}`);
  const logFailure = Math.log(1 - p);
  fillDoubles(out, offset, n, (target, start, m) => {
    unitFloat64(source.engine, target, start, m);
    for (let i = start; i < start + m; i++) target[i] = Math.ceil(Math.log(target[i]!) / logFailure);
  });
}

/** Cauchy around `median`, with half of all values within `sigma` of it. Takes float32 and float64. */
export function cauchy(source: RandomSource, out: TypedArray, offset: number, n: number, median = 0, sigma = 1): void {
  if (!(sigma > 0)) throw new TensorError("cauchy_", `expects sigma > 0.0, but found sigma=${sigma}`);
  fillDoubles(out, offset, n, (target, start, m) => {
    unitFloat64(source.engine, target, start, m);
    for (let i = start; i < start + m; i++) target[i] = median + sigma * Math.tan(Math.PI * (target[i]! - 0.5));
  });
}

/** exp of a normal with the given mean and standard deviation. Takes float32 and float64. */
export function logNormal(source: RandomSource, out: TypedArray, offset: number, n: number, mean = 1, std = 2): void {
  if (!(std > 0)) throw new TensorError("logNormal_", `expects std > 0.0, but found std=${std}`);
  // PyTorch never takes the blocks of `normal` here, however many elements there are.
  for (let i = offset; i < offset + n; i++) out[i] = Math.exp(standardNormal(source) * std + mean);
}

function asFloat64(op: string, out: TypedArray): Float64Array {
  if (out instanceof Float64Array) return out;
  throw new TensorError(op, "fills float32 and float64 only; convert with x.to(dtype)");
}
