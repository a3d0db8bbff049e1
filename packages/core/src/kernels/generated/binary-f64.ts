// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import * as arithmetic_ from "../scalar/arithmetic.ts";
import * as integer_ from "../scalar/integer.ts";
import * as power_ from "../scalar/power.ts";
import * as trigonometric_ from "../scalar/trigonometric.ts";
import { type BinaryRow, registerKernels } from "../table.ts";

const { add, addScaled, copysign, div, divFloor, divTrunc, fmax, fmin, fmod, heaviside, lerp, maximum, minimum, mul, nextafter, remainder, sub } = arithmetic_;
const { addInt64, addScaledInt64, bitwiseAndInt64, bitwiseOrInt64, bitwiseXorInt64, divFloorInt, divTruncInt, fmodInt, gcdInt64, lcmInt64, leftShiftInt64, mulInt64, powInt64, remainderInt, rightShiftInt64, subInt64 } = integer_;
const { logaddexp, logaddexp2, pow, xlog1py, xlogy } = power_;
const { atan2, hypot } = trigonometric_;

function addF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = add(a[ao + i], b[bo + i]);
      out[oo + i + 1] = add(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = add(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = add(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = add(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = add(a[ao + i], b0);
      out[oo + i + 1] = add(a[ao + i + 1], b0);
      out[oo + i + 2] = add(a[ao + i + 2], b0);
      out[oo + i + 3] = add(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = add(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = add(a0, b[bo + i]);
      out[oo + i + 1] = add(a0, b[bo + i + 1]);
      out[oo + i + 2] = add(a0, b[bo + i + 2]);
      out[oo + i + 3] = add(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = add(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = add(a[ao], b[bo]);
    }
  }
}

function addScaledF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = addScaled(a[ao + i], b[bo + i], p0);
      out[oo + i + 1] = addScaled(a[ao + i + 1], b[bo + i + 1], p0);
      out[oo + i + 2] = addScaled(a[ao + i + 2], b[bo + i + 2], p0);
      out[oo + i + 3] = addScaled(a[ao + i + 3], b[bo + i + 3], p0);
    }
    for (; i < n; i++) out[oo + i] = addScaled(a[ao + i], b[bo + i], p0);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = addScaled(a[ao + i], b0, p0);
      out[oo + i + 1] = addScaled(a[ao + i + 1], b0, p0);
      out[oo + i + 2] = addScaled(a[ao + i + 2], b0, p0);
      out[oo + i + 3] = addScaled(a[ao + i + 3], b0, p0);
    }
    for (; i < n; i++) out[oo + i] = addScaled(a[ao + i], b0, p0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = addScaled(a0, b[bo + i], p0);
      out[oo + i + 1] = addScaled(a0, b[bo + i + 1], p0);
      out[oo + i + 2] = addScaled(a0, b[bo + i + 2], p0);
      out[oo + i + 3] = addScaled(a0, b[bo + i + 3], p0);
    }
    for (; i < n; i++) out[oo + i] = addScaled(a0, b[bo + i], p0);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = addScaled(a[ao], b[bo], p0);
    }
  }
}

function subF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = sub(a[ao + i], b[bo + i]);
      out[oo + i + 1] = sub(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = sub(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = sub(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = sub(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = sub(a[ao + i], b0);
      out[oo + i + 1] = sub(a[ao + i + 1], b0);
      out[oo + i + 2] = sub(a[ao + i + 2], b0);
      out[oo + i + 3] = sub(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = sub(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = sub(a0, b[bo + i]);
      out[oo + i + 1] = sub(a0, b[bo + i + 1]);
      out[oo + i + 2] = sub(a0, b[bo + i + 2]);
      out[oo + i + 3] = sub(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = sub(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = sub(a[ao], b[bo]);
    }
  }
}

function mulF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = mul(a[ao + i], b[bo + i]);
      out[oo + i + 1] = mul(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = mul(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = mul(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = mul(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = mul(a[ao + i], b0);
      out[oo + i + 1] = mul(a[ao + i + 1], b0);
      out[oo + i + 2] = mul(a[ao + i + 2], b0);
      out[oo + i + 3] = mul(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = mul(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = mul(a0, b[bo + i]);
      out[oo + i + 1] = mul(a0, b[bo + i + 1]);
      out[oo + i + 2] = mul(a0, b[bo + i + 2]);
      out[oo + i + 3] = mul(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = mul(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = mul(a[ao], b[bo]);
    }
  }
}

function divF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = div(a[ao + i], b[bo + i]);
      out[oo + i + 1] = div(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = div(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = div(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = div(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = div(a[ao + i], b0);
      out[oo + i + 1] = div(a[ao + i + 1], b0);
      out[oo + i + 2] = div(a[ao + i + 2], b0);
      out[oo + i + 3] = div(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = div(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = div(a0, b[bo + i]);
      out[oo + i + 1] = div(a0, b[bo + i + 1]);
      out[oo + i + 2] = div(a0, b[bo + i + 2]);
      out[oo + i + 3] = div(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = div(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = div(a[ao], b[bo]);
    }
  }
}

function divTruncF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = divTrunc(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = divTrunc(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = divTrunc(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = divTrunc(a[ao], b[bo]);
    }
  }
}

function divFloorF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = divFloor(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = divFloor(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = divFloor(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = divFloor(a[ao], b[bo]);
    }
  }
}

function fmodF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = fmod(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = fmod(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = fmod(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = fmod(a[ao], b[bo]);
    }
  }
}

function remainderF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = remainder(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = remainder(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = remainder(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = remainder(a[ao], b[bo]);
    }
  }
}

function powF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = pow(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = pow(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = pow(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = pow(a[ao], b[bo]);
    }
  }
}

function maximumF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = maximum(a[ao + i], b[bo + i]);
      out[oo + i + 1] = maximum(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = maximum(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = maximum(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = maximum(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = maximum(a[ao + i], b0);
      out[oo + i + 1] = maximum(a[ao + i + 1], b0);
      out[oo + i + 2] = maximum(a[ao + i + 2], b0);
      out[oo + i + 3] = maximum(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = maximum(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = maximum(a0, b[bo + i]);
      out[oo + i + 1] = maximum(a0, b[bo + i + 1]);
      out[oo + i + 2] = maximum(a0, b[bo + i + 2]);
      out[oo + i + 3] = maximum(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = maximum(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = maximum(a[ao], b[bo]);
    }
  }
}

function minimumF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = minimum(a[ao + i], b[bo + i]);
      out[oo + i + 1] = minimum(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = minimum(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = minimum(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = minimum(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = minimum(a[ao + i], b0);
      out[oo + i + 1] = minimum(a[ao + i + 1], b0);
      out[oo + i + 2] = minimum(a[ao + i + 2], b0);
      out[oo + i + 3] = minimum(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = minimum(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = minimum(a0, b[bo + i]);
      out[oo + i + 1] = minimum(a0, b[bo + i + 1]);
      out[oo + i + 2] = minimum(a0, b[bo + i + 2]);
      out[oo + i + 3] = minimum(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = minimum(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = minimum(a[ao], b[bo]);
    }
  }
}

function fmaxF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = fmax(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = fmax(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = fmax(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = fmax(a[ao], b[bo]);
    }
  }
}

function fminF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = fmin(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = fmin(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = fmin(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = fmin(a[ao], b[bo]);
    }
  }
}

function logaddexpF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = logaddexp(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = logaddexp(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = logaddexp(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = logaddexp(a[ao], b[bo]);
    }
  }
}

function logaddexp2F64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = logaddexp2(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = logaddexp2(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = logaddexp2(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = logaddexp2(a[ao], b[bo]);
    }
  }
}

function xlogyF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = xlogy(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = xlogy(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = xlogy(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = xlogy(a[ao], b[bo]);
    }
  }
}

function xlog1pyF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = xlog1py(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = xlog1py(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = xlog1py(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = xlog1py(a[ao], b[bo]);
    }
  }
}

function atan2F64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = atan2(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = atan2(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = atan2(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = atan2(a[ao], b[bo]);
    }
  }
}

function hypotF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = hypot(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = hypot(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = hypot(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = hypot(a[ao], b[bo]);
    }
  }
}

function copysignF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = copysign(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = copysign(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = copysign(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = copysign(a[ao], b[bo]);
    }
  }
}

function nextafterF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = nextafter(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = nextafter(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = nextafter(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = nextafter(a[ao], b[bo]);
    }
  }
}

function heavisideF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = heaviside(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = heaviside(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = heaviside(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = heaviside(a[ao], b[bo]);
    }
  }
}

function lerpF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = lerp(a[ao + i], b[bo + i], p0);
      out[oo + i + 1] = lerp(a[ao + i + 1], b[bo + i + 1], p0);
      out[oo + i + 2] = lerp(a[ao + i + 2], b[bo + i + 2], p0);
      out[oo + i + 3] = lerp(a[ao + i + 3], b[bo + i + 3], p0);
    }
    for (; i < n; i++) out[oo + i] = lerp(a[ao + i], b[bo + i], p0);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = lerp(a[ao + i], b0, p0);
      out[oo + i + 1] = lerp(a[ao + i + 1], b0, p0);
      out[oo + i + 2] = lerp(a[ao + i + 2], b0, p0);
      out[oo + i + 3] = lerp(a[ao + i + 3], b0, p0);
    }
    for (; i < n; i++) out[oo + i] = lerp(a[ao + i], b0, p0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = lerp(a0, b[bo + i], p0);
      out[oo + i + 1] = lerp(a0, b[bo + i + 1], p0);
      out[oo + i + 2] = lerp(a0, b[bo + i + 2], p0);
      out[oo + i + 3] = lerp(a0, b[bo + i + 3], p0);
    }
    for (; i < n; i++) out[oo + i] = lerp(a0, b[bo + i], p0);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = lerp(a[ao], b[bo], p0);
    }
  }
}

function addInt64F64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = addInt64(a[ao + i], b[bo + i]);
      out[oo + i + 1] = addInt64(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = addInt64(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = addInt64(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = addInt64(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = addInt64(a[ao + i], b0);
      out[oo + i + 1] = addInt64(a[ao + i + 1], b0);
      out[oo + i + 2] = addInt64(a[ao + i + 2], b0);
      out[oo + i + 3] = addInt64(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = addInt64(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = addInt64(a0, b[bo + i]);
      out[oo + i + 1] = addInt64(a0, b[bo + i + 1]);
      out[oo + i + 2] = addInt64(a0, b[bo + i + 2]);
      out[oo + i + 3] = addInt64(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = addInt64(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = addInt64(a[ao], b[bo]);
    }
  }
}

function addScaledInt64F64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = addScaledInt64(a[ao + i], b[bo + i], p0);
      out[oo + i + 1] = addScaledInt64(a[ao + i + 1], b[bo + i + 1], p0);
      out[oo + i + 2] = addScaledInt64(a[ao + i + 2], b[bo + i + 2], p0);
      out[oo + i + 3] = addScaledInt64(a[ao + i + 3], b[bo + i + 3], p0);
    }
    for (; i < n; i++) out[oo + i] = addScaledInt64(a[ao + i], b[bo + i], p0);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = addScaledInt64(a[ao + i], b0, p0);
      out[oo + i + 1] = addScaledInt64(a[ao + i + 1], b0, p0);
      out[oo + i + 2] = addScaledInt64(a[ao + i + 2], b0, p0);
      out[oo + i + 3] = addScaledInt64(a[ao + i + 3], b0, p0);
    }
    for (; i < n; i++) out[oo + i] = addScaledInt64(a[ao + i], b0, p0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = addScaledInt64(a0, b[bo + i], p0);
      out[oo + i + 1] = addScaledInt64(a0, b[bo + i + 1], p0);
      out[oo + i + 2] = addScaledInt64(a0, b[bo + i + 2], p0);
      out[oo + i + 3] = addScaledInt64(a0, b[bo + i + 3], p0);
    }
    for (; i < n; i++) out[oo + i] = addScaledInt64(a0, b[bo + i], p0);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = addScaledInt64(a[ao], b[bo], p0);
    }
  }
}

function subInt64F64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = subInt64(a[ao + i], b[bo + i]);
      out[oo + i + 1] = subInt64(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = subInt64(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = subInt64(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = subInt64(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = subInt64(a[ao + i], b0);
      out[oo + i + 1] = subInt64(a[ao + i + 1], b0);
      out[oo + i + 2] = subInt64(a[ao + i + 2], b0);
      out[oo + i + 3] = subInt64(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = subInt64(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = subInt64(a0, b[bo + i]);
      out[oo + i + 1] = subInt64(a0, b[bo + i + 1]);
      out[oo + i + 2] = subInt64(a0, b[bo + i + 2]);
      out[oo + i + 3] = subInt64(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = subInt64(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = subInt64(a[ao], b[bo]);
    }
  }
}

function mulInt64F64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = mulInt64(a[ao + i], b[bo + i]);
      out[oo + i + 1] = mulInt64(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = mulInt64(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = mulInt64(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = mulInt64(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = mulInt64(a[ao + i], b0);
      out[oo + i + 1] = mulInt64(a[ao + i + 1], b0);
      out[oo + i + 2] = mulInt64(a[ao + i + 2], b0);
      out[oo + i + 3] = mulInt64(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = mulInt64(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = mulInt64(a0, b[bo + i]);
      out[oo + i + 1] = mulInt64(a0, b[bo + i + 1]);
      out[oo + i + 2] = mulInt64(a0, b[bo + i + 2]);
      out[oo + i + 3] = mulInt64(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = mulInt64(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = mulInt64(a[ao], b[bo]);
    }
  }
}

function divTruncIntF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = divTruncInt(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = divTruncInt(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = divTruncInt(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = divTruncInt(a[ao], b[bo]);
    }
  }
}

function divFloorIntF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = divFloorInt(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = divFloorInt(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = divFloorInt(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = divFloorInt(a[ao], b[bo]);
    }
  }
}

function fmodIntF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = fmodInt(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = fmodInt(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = fmodInt(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = fmodInt(a[ao], b[bo]);
    }
  }
}

function remainderIntF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = remainderInt(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = remainderInt(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = remainderInt(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = remainderInt(a[ao], b[bo]);
    }
  }
}

function powInt64F64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = powInt64(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = powInt64(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = powInt64(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = powInt64(a[ao], b[bo]);
    }
  }
}

function bitwiseAndInt64F64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = bitwiseAndInt64(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = bitwiseAndInt64(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = bitwiseAndInt64(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = bitwiseAndInt64(a[ao], b[bo]);
    }
  }
}

function bitwiseOrInt64F64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = bitwiseOrInt64(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = bitwiseOrInt64(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = bitwiseOrInt64(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = bitwiseOrInt64(a[ao], b[bo]);
    }
  }
}

function bitwiseXorInt64F64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = bitwiseXorInt64(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = bitwiseXorInt64(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = bitwiseXorInt64(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = bitwiseXorInt64(a[ao], b[bo]);
    }
  }
}

function leftShiftInt64F64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = leftShiftInt64(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = leftShiftInt64(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = leftShiftInt64(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = leftShiftInt64(a[ao], b[bo]);
    }
  }
}

function rightShiftInt64F64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = rightShiftInt64(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = rightShiftInt64(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = rightShiftInt64(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = rightShiftInt64(a[ao], b[bo]);
    }
  }
}

function gcdInt64F64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = gcdInt64(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = gcdInt64(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = gcdInt64(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = gcdInt64(a[ao], b[bo]);
    }
  }
}

function lcmInt64F64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = lcmInt64(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = lcmInt64(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = lcmInt64(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = lcmInt64(a[ao], b[bo]);
    }
  }
}

registerKernels<BinaryRow>("float64", {
  add: addF64,
  addScaled: addScaledF64,
  sub: subF64,
  mul: mulF64,
  div: divF64,
  divTrunc: divTruncF64,
  divFloor: divFloorF64,
  fmod: fmodF64,
  remainder: remainderF64,
  pow: powF64,
  maximum: maximumF64,
  minimum: minimumF64,
  fmax: fmaxF64,
  fmin: fminF64,
  logaddexp: logaddexpF64,
  logaddexp2: logaddexp2F64,
  xlogy: xlogyF64,
  xlog1py: xlog1pyF64,
  atan2: atan2F64,
  hypot: hypotF64,
  copysign: copysignF64,
  nextafter: nextafterF64,
  heaviside: heavisideF64,
  lerpScalar: lerpF64,
});

registerKernels<BinaryRow>("int64", {
  add: addInt64F64,
  addScaled: addScaledInt64F64,
  sub: subInt64F64,
  mul: mulInt64F64,
  divTrunc: divTruncIntF64,
  divFloor: divFloorIntF64,
  fmod: fmodIntF64,
  remainder: remainderIntF64,
  pow: powInt64F64,
  maximum: maximumF64,
  minimum: minimumF64,
  fmax: maximumF64,
  fmin: minimumF64,
  heaviside: heavisideF64,
  bitwiseAnd: bitwiseAndInt64F64,
  bitwiseOr: bitwiseOrInt64F64,
  bitwiseXor: bitwiseXorInt64F64,
  bitwiseLeftShift: leftShiftInt64F64,
  bitwiseRightShift: rightShiftInt64F64,
  gcd: gcdInt64F64,
  lcm: lcmInt64F64,
});
