// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import * as activation_ from "../scalar/activation.ts";
import * as arithmetic_ from "../scalar/arithmetic.ts";
import * as exponential_ from "../scalar/exponential.ts";
import * as hyperbolic_ from "../scalar/hyperbolic.ts";
import * as integer_ from "../scalar/integer.ts";
import * as logarithm_ from "../scalar/logarithm.ts";
import * as rounding_ from "../scalar/rounding.ts";
import * as special_ from "../scalar/special.ts";
import * as trigonometric_ from "../scalar/trigonometric.ts";
import { type UnaryRow, registerKernels } from "../table.ts";

const { logit, relu } = activation_;
const { abs, ceil, clamp, deg2rad, floor, frac, nanToNum, neg, rad2deg, reciprocal, round, rsqrt, sign, sqrt, square, trunc } = arithmetic_;
const { exp, exp2, expm1 } = exponential_;
const { acosh, asinh, atanh, cosh, sigmoid, sinh, tanh } = hyperbolic_;
const { bitwiseNotInt64, identity, negInt64, squareInt64 } = integer_;
const { log, log10, log1p, log2 } = logarithm_;
const { roundDecimals } = rounding_;
const { digamma, erf, erfc, erfinv, lgamma } = special_;
const { acos, angle, asin, atan, cos, sin, sinc, tan } = trigonometric_;

function absF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function negF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function signF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function squareF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function reciprocalF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function sqrtF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function rsqrtF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function floorF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function ceilF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function truncF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function roundF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function roundDecimalsF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = roundDecimals(x[xo + i], p0, p1);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = roundDecimals(x[xo], p0, p1);
    }
  }
}

function fracF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function deg2radF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function rad2degF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function nanToNumF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0, p2 = 0): void {
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

function clampF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0): void {
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

function expF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = exp(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = exp(x[xo]);
    }
  }
}

function logF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = log(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = log(x[xo]);
    }
  }
}

function tanhF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = tanh(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = tanh(x[xo]);
    }
  }
}

function sigmoidF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = sigmoid(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = sigmoid(x[xo]);
    }
  }
}

function erfF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = erf(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = erf(x[xo]);
    }
  }
}

function exp2F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function expm1F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function log2F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function log10F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function log1pF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function sinF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function cosF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function tanF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function sincF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function angleF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function asinF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function acosF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function atanF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function sinhF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function coshF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function asinhF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function acoshF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function atanhF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function erfcF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function erfinvF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function lgammaF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function digammaF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function logitF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
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

function reluF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function negInt64F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = negInt64(x[xo + i]);
      out[oo + i + 1] = negInt64(x[xo + i + 1]);
      out[oo + i + 2] = negInt64(x[xo + i + 2]);
      out[oo + i + 3] = negInt64(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = negInt64(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = negInt64(x[xo]);
    }
  }
}

function squareInt64F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = squareInt64(x[xo + i]);
      out[oo + i + 1] = squareInt64(x[xo + i + 1]);
      out[oo + i + 2] = squareInt64(x[xo + i + 2]);
      out[oo + i + 3] = squareInt64(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = squareInt64(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = squareInt64(x[xo]);
    }
  }
}

function identityF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = identity(x[xo + i]);
      out[oo + i + 1] = identity(x[xo + i + 1]);
      out[oo + i + 2] = identity(x[xo + i + 2]);
      out[oo + i + 3] = identity(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = identity(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = identity(x[xo]);
    }
  }
}

function bitwiseNotInt64F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = bitwiseNotInt64(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = bitwiseNotInt64(x[xo]);
    }
  }
}

registerKernels<UnaryRow>("float64", {
  abs: absF64,
  neg: negF64,
  sign: signF64,
  square: squareF64,
  reciprocal: reciprocalF64,
  sqrt: sqrtF64,
  rsqrt: rsqrtF64,
  floor: floorF64,
  ceil: ceilF64,
  trunc: truncF64,
  round: roundF64,
  roundDecimals: roundDecimalsF64,
  frac: fracF64,
  deg2rad: deg2radF64,
  rad2deg: rad2degF64,
  nanToNum: nanToNumF64,
  clamp: clampF64,
  exp: expF64,
  log: logF64,
  tanh: tanhF64,
  sigmoid: sigmoidF64,
  erf: erfF64,
  exp2: exp2F64,
  expm1: expm1F64,
  log2: log2F64,
  log10: log10F64,
  log1p: log1pF64,
  sin: sinF64,
  cos: cosF64,
  tan: tanF64,
  sinc: sincF64,
  angle: angleF64,
  asin: asinF64,
  acos: acosF64,
  atan: atanF64,
  sinh: sinhF64,
  cosh: coshF64,
  asinh: asinhF64,
  acosh: acoshF64,
  atanh: atanhF64,
  erfc: erfcF64,
  erfinv: erfinvF64,
  lgamma: lgammaF64,
  digamma: digammaF64,
  logit: logitF64,
  relu: reluF64,
});

registerKernels<UnaryRow>("int64", {
  abs: absF64,
  neg: negInt64F64,
  sign: signF64,
  square: squareInt64F64,
  floor: identityF64,
  ceil: identityF64,
  trunc: identityF64,
  round: identityF64,
  nanToNum: identityF64,
  clamp: clampF64,
  bitwiseNot: bitwiseNotInt64F64,
  relu: reluF64,
});
