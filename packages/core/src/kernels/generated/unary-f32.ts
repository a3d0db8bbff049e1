// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { logit, relu } from "../scalar/activation.ts";
import { abs, ceil, clamp, deg2rad, floor, frac, nanToNum, neg, rad2deg, reciprocal, round, rsqrt, sign, sqrt, square, trunc } from "../scalar/arithmetic.ts";
import { exp2, expSingle, expm1 } from "../scalar/exponential.ts";
import { acosh, asinh, atanh, cosh, sigmoidSingle, sinh, tanhSingle } from "../scalar/hyperbolic.ts";
import { log10, log1p, log2, logSingle } from "../scalar/logarithm.ts";
import { roundDecimalsSingle } from "../scalar/rounding.ts";
import { digamma, erfSingle, erfc, erfinv, lgamma } from "../scalar/special.ts";
import { acos, angle, asin, atan, cos, sin, sinc, tan } from "../scalar/trigonometric.ts";
import { type UnaryRow, registerKernels } from "../table.ts";


function absF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = abs;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i]);
      out[oo + i + 1] = f(x[xo + i + 1]);
      out[oo + i + 2] = f(x[xo + i + 2]);
      out[oo + i + 3] = f(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function negF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = neg;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i]);
      out[oo + i + 1] = f(x[xo + i + 1]);
      out[oo + i + 2] = f(x[xo + i + 2]);
      out[oo + i + 3] = f(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function signF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = sign;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function squareF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = square;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i]);
      out[oo + i + 1] = f(x[xo + i + 1]);
      out[oo + i + 2] = f(x[xo + i + 2]);
      out[oo + i + 3] = f(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function reciprocalF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = reciprocal;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i]);
      out[oo + i + 1] = f(x[xo + i + 1]);
      out[oo + i + 2] = f(x[xo + i + 2]);
      out[oo + i + 3] = f(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function sqrtF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = sqrt;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i]);
      out[oo + i + 1] = f(x[xo + i + 1]);
      out[oo + i + 2] = f(x[xo + i + 2]);
      out[oo + i + 3] = f(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function rsqrtF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = rsqrt;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i]);
      out[oo + i + 1] = f(x[xo + i + 1]);
      out[oo + i + 2] = f(x[xo + i + 2]);
      out[oo + i + 3] = f(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function floorF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = floor;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i]);
      out[oo + i + 1] = f(x[xo + i + 1]);
      out[oo + i + 2] = f(x[xo + i + 2]);
      out[oo + i + 3] = f(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function ceilF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = ceil;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i]);
      out[oo + i + 1] = f(x[xo + i + 1]);
      out[oo + i + 2] = f(x[xo + i + 2]);
      out[oo + i + 3] = f(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function truncF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = trunc;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i]);
      out[oo + i + 1] = f(x[xo + i + 1]);
      out[oo + i + 2] = f(x[xo + i + 2]);
      out[oo + i + 3] = f(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function roundF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = round;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function roundDecimalsSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  const f = roundDecimalsSingle;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i], p0, p1);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo], p0, p1);
    }
  }
}

function fracF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = frac;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i]);
      out[oo + i + 1] = f(x[xo + i + 1]);
      out[oo + i + 2] = f(x[xo + i + 2]);
      out[oo + i + 3] = f(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function deg2radF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = deg2rad;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i]);
      out[oo + i + 1] = f(x[xo + i + 1]);
      out[oo + i + 2] = f(x[xo + i + 2]);
      out[oo + i + 3] = f(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function rad2degF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = rad2deg;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i]);
      out[oo + i + 1] = f(x[xo + i + 1]);
      out[oo + i + 2] = f(x[xo + i + 2]);
      out[oo + i + 3] = f(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function nanToNumF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0, p2 = 0): void {
  const f = nanToNum;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i], p0, p1, p2);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo], p0, p1, p2);
    }
  }
}

function clampF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  const f = clamp;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i], p0, p1);
      out[oo + i + 1] = f(x[xo + i + 1], p0, p1);
      out[oo + i + 2] = f(x[xo + i + 2], p0, p1);
      out[oo + i + 3] = f(x[xo + i + 3], p0, p1);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i], p0, p1);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo], p0, p1);
    }
  }
}

function expSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = expSingle;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function logSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = logSingle;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function tanhSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = tanhSingle;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function sigmoidSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = sigmoidSingle;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function erfSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = erfSingle;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function exp2F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = exp2;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function expm1F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = expm1;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function log2F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = log2;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function log10F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = log10;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function log1pF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = log1p;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function sinF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = sin;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function cosF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = cos;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function tanF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = tan;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function sincF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = sinc;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function angleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = angle;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function asinF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = asin;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function acosF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = acos;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function atanF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = atan;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function sinhF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = sinh;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function coshF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = cosh;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function asinhF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = asinh;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function acoshF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = acosh;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function atanhF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = atanh;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function erfcF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = erfc;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function erfinvF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = erfinv;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function lgammaF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = lgamma;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function digammaF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = digamma;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function logitF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  const f = logit;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i], p0);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo], p0);
    }
  }
}

function reluF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = relu;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i]);
      out[oo + i + 1] = f(x[xo + i + 1]);
      out[oo + i + 2] = f(x[xo + i + 2]);
      out[oo + i + 3] = f(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
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
