/** Normals and what is made of them: `normal_`, `randn`, `logNormal_`. See distributions.ts for what the fills share. */
import type { TypedArray } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { asFloat64, unitFloat32, unitFloat64, type RandomSource } from "./distributions.ts";
import type { Mt19937 } from "./mt19937.ts";
import * as exponential from "./scalar/exponential.ts";
import * as logarithm from "./scalar/logarithm.ts";

// See NOTE [Local aliases] in scalar/tables.ts.
const { exp } = exponential;
const { log, log1p } = logarithm;

const TWO_PI = 2 * Math.PI;
const TWO_PI_32: number = Math.fround(TWO_PI);

/**
 * Normal with the given mean and standard deviation. Takes float32 and float64.
 *
 * From 16 elements on PyTorch works in blocks and draws other words than below: a tensor of 16 starts differently from
 * one of 15. See `normalSerial` for tensors whose memory is not in order.
 */
export function normal(
  source: RandomSource,
  out: TypedArray,
  offset: number,
  n: number,
  mean = 0,
  std = 1,
): void {
  if (n < 16) normalSerial(source, out, offset, n, mean, std);
  else if (out instanceof Float32Array)
    normalBlocksFloat32(source.engine, out, offset, n, mean, std);
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
  const radius = Math.sqrt(-2 * log1p(-engine.random53() * 2 ** -53));
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
    const radius = Math.sqrt(-2 * log(1 - out[i]));
    const angle = TWO_PI * out[i + 8];
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

/**
 * The same for float32, where speed counts: sine and cosine by doubling an angle of at most π/4 twice, and all of it
 * without a branch, since random numbers make every branch a slow one. Rounded where PyTorch's single-precision loop
 * rounds, which brings nine results in ten to the same bits.
 */
function normalBlockFloat32(out: Float32Array, start: number, mean: number, std: number): void {
  for (let i = start; i < start + 8; i++) {
    const radius = Math.fround(
      Math.sqrt(-2 * Math.fround(logUnit24(((1 - out[i]) * 2 ** 24) | 0))),
    );
    const x = (Math.fround(TWO_PI_32 * out[i + 8]) - Math.PI) / 4;
    const s = sinSmall(x);
    const s2 = 2 * s * cosSmall(x);
    const c2 = 1 - 2 * s * s;
    // x is a quarter of (angle - π), hence both signs.
    out[i] = Math.fround(radius * Math.fround(2 * s2 * s2 - 1)) * std + mean;
    out[i + 8] = Math.fround(radius * Math.fround(-2 * s2 * c2)) * std + mean;
  }
}

/** √2 · 2^24, rounded down. */
const ROOT_TWO = 0x16a09e6;

/** log(n / 2^24) for an integer n in [1, 2^24], to about 45 bits. */
function logUnit24(n: number): number {
  const shift = Math.clz32(n) - 7;
  const shifted = n << shift;
  // n / 2^24 = (1 + f) · 2^(above - shift), where 1 + f lies about 1, between √½ and √2.
  const above = (ROOT_TWO - shifted) >>> 31;
  const f = shifted * (2 ** -24 - above * 2 ** -25) - 1;
  // log(1 + f) = 2 atanh(f / (2 + f)).
  const s = f / (2 + f);
  const z = s * s;
  return (
    (above - shift) * Math.LN2 +
    2 * s * (1 + z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + z * (1 / 9 + z * (1 / 11 + z / 13))))))
  );
}

/** exp of a normal with the given mean and standard deviation. Takes float32 and float64. */
export function logNormal(
  source: RandomSource,
  out: TypedArray,
  offset: number,
  n: number,
  mean = 1,
  std = 2,
): void {
  if (!(std > 0)) throw new TensorError("logNormal_", `expects std > 0.0, but found std=${std}`);
  // PyTorch never takes the blocks of `normal` here, however many elements there are.
  for (let i = offset; i < offset + n; i++) out[i] = exp(standardNormal(source) * std + mean);
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
                z *
                  (1 / 362880 +
                    z *
                      (-1 / 39916800 +
                        z * (1 / 6227020800 + z * (-1 / 1307674368000 + z / 355687428096000)))))))
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
          z *
            (-1 / 720 +
              z *
                (1 / 40320 +
                  z *
                    (-1 / 3628800 +
                      z * (1 / 479001600 + z * (-1 / 87178291200 + z / 20922789888000)))))))
  );
}

/** sin(turns · π/2 + x) from the sine and cosine of x. */
function pickSin(turns: number, s: number, c: number): number {
  const value = (turns & 1) === 0 ? s : c;
  return (turns & 2) === 0 ? value : -value;
}
