// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { logit, relu } from "../scalar/activation.ts";
import { abs, ceil, clamp, deg2rad, floor, frac, nanToNum, neg, rad2deg, reciprocal, round, rsqrt, sign, sqrt, square, trunc } from "../scalar/arithmetic.ts";
import { exp, exp2, expm1 } from "../scalar/exponential.ts";
import { acosh, asinh, atanh, cosh, sigmoid, sinh, tanh } from "../scalar/hyperbolic.ts";
import { bitwiseNotInt64, identity, negInt64, squareInt64 } from "../scalar/integer.ts";
import { log, log10, log1p, log2 } from "../scalar/logarithm.ts";
import { roundDecimals } from "../scalar/rounding.ts";
import { digamma, erf, erfc, erfinv, lgamma } from "../scalar/special.ts";
import { acos, angle, asin, atan, cos, sin, sinc, tan } from "../scalar/trigonometric.ts";
import { type UnaryRow, registerKernels } from "../table.ts";


function absF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function negF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function signF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function squareF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function reciprocalF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function sqrtF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function rsqrtF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function floorF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function ceilF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function truncF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function roundF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function roundDecimalsF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  const f = roundDecimals;
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

function fracF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function deg2radF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function rad2degF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function nanToNumF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0, p2 = 0): void {
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

function clampF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0): void {
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

function expF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const f = exp;
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

function logF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const f = log;
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

function tanhF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const f = tanh;
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

function sigmoidF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const f = sigmoid;
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

function erfF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const f = erf;
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

function exp2F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function expm1F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function log2F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function log10F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function log1pF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function sinF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function cosF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function tanF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function sincF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function angleF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function asinF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function acosF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function atanF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function sinhF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function coshF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function asinhF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function acoshF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function atanhF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function erfcF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function erfinvF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function lgammaF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function digammaF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function logitF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
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

function reluF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function negInt64F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const f = negInt64;
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

function squareInt64F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const f = squareInt64;
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

function identityF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const f = identity;
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

function bitwiseNotInt64F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const f = bitwiseNotInt64;
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
