// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import * as activation_ from "../scalar/activation.ts";
import * as arithmetic_ from "../scalar/arithmetic.ts";
import * as exponential_ from "../scalar/exponential.ts";
import * as hyperbolic_ from "../scalar/hyperbolic.ts";
import * as logarithm_ from "../scalar/logarithm.ts";
import * as rounding_ from "../scalar/rounding.ts";
import * as special_ from "../scalar/special.ts";
import * as trigonometric_ from "../scalar/trigonometric.ts";
import { type UnaryRow, registerKernels } from "../table.ts";

const { logit, relu } = activation_;
const { abs, ceil, clamp, deg2rad, floor, frac, nanToNum, neg, rad2deg, reciprocal, round, rsqrt, sign, sqrt, square, trunc } = arithmetic_;
const { exp2, expSingle, expm1 } = exponential_;
const { acosh, asinh, atanh, cosh, sigmoidSingle, sinh, tanhSingle } = hyperbolic_;
const { log10, log1p, log2, logSingle } = logarithm_;
const { roundDecimalsSingle } = rounding_;
const { digamma, erfSingle, erfc, erfinv, lgamma } = special_;
const { acos, angle, asin, atan, cos, sin, sinc, tan } = trigonometric_;

function absF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = abs(x[xo + i]);
      out[oo + i + 1] = abs(x[xo + i + 1]);
      out[oo + i + 2] = abs(x[xo + i + 2]);
      out[oo + i + 3] = abs(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = abs(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = abs(x[xo]);
    }
  }
}

function negF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = neg(x[xo + i]);
      out[oo + i + 1] = neg(x[xo + i + 1]);
      out[oo + i + 2] = neg(x[xo + i + 2]);
      out[oo + i + 3] = neg(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = neg(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = neg(x[xo]);
    }
  }
}

function signF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = sign(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = sign(x[xo]);
    }
  }
}

function squareF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = square(x[xo + i]);
      out[oo + i + 1] = square(x[xo + i + 1]);
      out[oo + i + 2] = square(x[xo + i + 2]);
      out[oo + i + 3] = square(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = square(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = square(x[xo]);
    }
  }
}

function reciprocalF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = reciprocal(x[xo + i]);
      out[oo + i + 1] = reciprocal(x[xo + i + 1]);
      out[oo + i + 2] = reciprocal(x[xo + i + 2]);
      out[oo + i + 3] = reciprocal(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = reciprocal(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = reciprocal(x[xo]);
    }
  }
}

function sqrtF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = sqrt(x[xo + i]);
      out[oo + i + 1] = sqrt(x[xo + i + 1]);
      out[oo + i + 2] = sqrt(x[xo + i + 2]);
      out[oo + i + 3] = sqrt(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = sqrt(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = sqrt(x[xo]);
    }
  }
}

function rsqrtF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = rsqrt(x[xo + i]);
      out[oo + i + 1] = rsqrt(x[xo + i + 1]);
      out[oo + i + 2] = rsqrt(x[xo + i + 2]);
      out[oo + i + 3] = rsqrt(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = rsqrt(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = rsqrt(x[xo]);
    }
  }
}

function floorF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = floor(x[xo + i]);
      out[oo + i + 1] = floor(x[xo + i + 1]);
      out[oo + i + 2] = floor(x[xo + i + 2]);
      out[oo + i + 3] = floor(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = floor(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = floor(x[xo]);
    }
  }
}

function ceilF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = ceil(x[xo + i]);
      out[oo + i + 1] = ceil(x[xo + i + 1]);
      out[oo + i + 2] = ceil(x[xo + i + 2]);
      out[oo + i + 3] = ceil(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = ceil(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = ceil(x[xo]);
    }
  }
}

function truncF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = trunc(x[xo + i]);
      out[oo + i + 1] = trunc(x[xo + i + 1]);
      out[oo + i + 2] = trunc(x[xo + i + 2]);
      out[oo + i + 3] = trunc(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = trunc(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = trunc(x[xo]);
    }
  }
}

function roundF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = round(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = round(x[xo]);
    }
  }
}

function roundDecimalsSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = roundDecimalsSingle(x[xo + i], p0, p1);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = roundDecimalsSingle(x[xo], p0, p1);
    }
  }
}

function fracF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = frac(x[xo + i]);
      out[oo + i + 1] = frac(x[xo + i + 1]);
      out[oo + i + 2] = frac(x[xo + i + 2]);
      out[oo + i + 3] = frac(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = frac(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = frac(x[xo]);
    }
  }
}

function deg2radF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = deg2rad(x[xo + i]);
      out[oo + i + 1] = deg2rad(x[xo + i + 1]);
      out[oo + i + 2] = deg2rad(x[xo + i + 2]);
      out[oo + i + 3] = deg2rad(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = deg2rad(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = deg2rad(x[xo]);
    }
  }
}

function rad2degF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = rad2deg(x[xo + i]);
      out[oo + i + 1] = rad2deg(x[xo + i + 1]);
      out[oo + i + 2] = rad2deg(x[xo + i + 2]);
      out[oo + i + 3] = rad2deg(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = rad2deg(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = rad2deg(x[xo]);
    }
  }
}

function nanToNumF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0, p2 = 0): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = nanToNum(x[xo + i], p0, p1, p2);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = nanToNum(x[xo], p0, p1, p2);
    }
  }
}

function clampF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = clamp(x[xo + i], p0, p1);
      out[oo + i + 1] = clamp(x[xo + i + 1], p0, p1);
      out[oo + i + 2] = clamp(x[xo + i + 2], p0, p1);
      out[oo + i + 3] = clamp(x[xo + i + 3], p0, p1);
    }
    for (; i < n; i++) out[oo + i] = clamp(x[xo + i], p0, p1);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = clamp(x[xo], p0, p1);
    }
  }
}

function expSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = expSingle(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = expSingle(x[xo]);
    }
  }
}

function logSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = logSingle(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = logSingle(x[xo]);
    }
  }
}

function tanhSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = tanhSingle(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = tanhSingle(x[xo]);
    }
  }
}

function sigmoidSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = sigmoidSingle(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = sigmoidSingle(x[xo]);
    }
  }
}

function erfSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = erfSingle(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = erfSingle(x[xo]);
    }
  }
}

function exp2F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = exp2(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = exp2(x[xo]);
    }
  }
}

function expm1F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = expm1(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = expm1(x[xo]);
    }
  }
}

function log2F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = log2(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = log2(x[xo]);
    }
  }
}

function log10F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = log10(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = log10(x[xo]);
    }
  }
}

function log1pF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = log1p(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = log1p(x[xo]);
    }
  }
}

function sinF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = sin(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = sin(x[xo]);
    }
  }
}

function cosF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = cos(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = cos(x[xo]);
    }
  }
}

function tanF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = tan(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = tan(x[xo]);
    }
  }
}

function sincF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = sinc(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = sinc(x[xo]);
    }
  }
}

function angleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = angle(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = angle(x[xo]);
    }
  }
}

function asinF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = asin(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = asin(x[xo]);
    }
  }
}

function acosF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = acos(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = acos(x[xo]);
    }
  }
}

function atanF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = atan(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = atan(x[xo]);
    }
  }
}

function sinhF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = sinh(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = sinh(x[xo]);
    }
  }
}

function coshF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = cosh(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = cosh(x[xo]);
    }
  }
}

function asinhF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = asinh(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = asinh(x[xo]);
    }
  }
}

function acoshF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = acosh(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = acosh(x[xo]);
    }
  }
}

function atanhF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = atanh(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = atanh(x[xo]);
    }
  }
}

function erfcF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = erfc(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = erfc(x[xo]);
    }
  }
}

function erfinvF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = erfinv(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = erfinv(x[xo]);
    }
  }
}

function lgammaF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = lgamma(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = lgamma(x[xo]);
    }
  }
}

function digammaF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = digamma(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = digamma(x[xo]);
    }
  }
}

function logitF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = logit(x[xo + i], p0);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = logit(x[xo], p0);
    }
  }
}

function reluF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = relu(x[xo + i]);
      out[oo + i + 1] = relu(x[xo + i + 1]);
      out[oo + i + 2] = relu(x[xo + i + 2]);
      out[oo + i + 3] = relu(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = relu(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = relu(x[xo]);
    }
  }
}

registerKernels<UnaryRow>("float32", {
  abs: absF32,
  neg: negF32,
  sign: signF32,
  square: squareF32,
  reciprocal: reciprocalF32,
  sqrt: sqrtF32,
  rsqrt: rsqrtF32,
  floor: floorF32,
  ceil: ceilF32,
  trunc: truncF32,
  round: roundF32,
  roundDecimals: roundDecimalsSingleF32,
  frac: fracF32,
  deg2rad: deg2radF32,
  rad2deg: rad2degF32,
  nanToNum: nanToNumF32,
  clamp: clampF32,
  exp: expSingleF32,
  log: logSingleF32,
  tanh: tanhSingleF32,
  sigmoid: sigmoidSingleF32,
  erf: erfSingleF32,
  exp2: exp2F32,
  expm1: expm1F32,
  log2: log2F32,
  log10: log10F32,
  log1p: log1pF32,
  sin: sinF32,
  cos: cosF32,
  tan: tanF32,
  sinc: sincF32,
  angle: angleF32,
  asin: asinF32,
  acos: acosF32,
  atan: atanF32,
  sinh: sinhF32,
  cosh: coshF32,
  asinh: asinhF32,
  acosh: acoshF32,
  atanh: atanhF32,
  erfc: erfcF32,
  erfinv: erfinvF32,
  lgamma: lgammaF32,
  digamma: digammaF32,
  logit: logitF32,
  relu: reluF32,
});
