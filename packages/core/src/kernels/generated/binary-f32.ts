// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import * as arithmetic_ from "../scalar/arithmetic.ts";
import * as power_ from "../scalar/power.ts";
import * as trigonometric_ from "../scalar/trigonometric.ts";
import { type BinaryRow, registerKernels } from "../table.ts";

const { add, addScaled, copysign, div, divFloor, divTruncSingle, fmax, fmin, fmod, heaviside, lerp, maximum, minimum, mul, nextafterSingle, remainder, sub } = arithmetic_;
const { logaddexp, logaddexp2, pow, xlog1py, xlogy } = power_;
const { atan2, hypot } = trigonometric_;

function addF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function addScaledF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
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

function subF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function mulF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function divF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function divTruncSingleF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = divTruncSingle(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = divTruncSingle(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = divTruncSingle(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = divTruncSingle(a[ao], b[bo]);
    }
  }
}

function divFloorF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function fmodF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function remainderF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function powF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function maximumF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function minimumF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function fmaxF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function fminF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function logaddexpF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function logaddexp2F32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function xlogyF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function xlog1pyF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function atan2F32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function hypotF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function copysignF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function nextafterSingleF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = nextafterSingle(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = nextafterSingle(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = nextafterSingle(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = nextafterSingle(a[ao], b[bo]);
    }
  }
}

function heavisideF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
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

function lerpF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
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

registerKernels<BinaryRow>("float32", {
  add: addF32,
  addScaled: addScaledF32,
  sub: subF32,
  mul: mulF32,
  div: divF32,
  divTrunc: divTruncSingleF32,
  divFloor: divFloorF32,
  fmod: fmodF32,
  remainder: remainderF32,
  pow: powF32,
  maximum: maximumF32,
  minimum: minimumF32,
  fmax: fmaxF32,
  fmin: fminF32,
  logaddexp: logaddexpF32,
  logaddexp2: logaddexp2F32,
  xlogy: xlogyF32,
  xlog1py: xlog1pyF32,
  atan2: atan2F32,
  hypot: hypotF32,
  copysign: copysignF32,
  nextafter: nextafterSingleF32,
  heaviside: heavisideF32,
  lerpScalar: lerpF32,
});
