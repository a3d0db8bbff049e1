// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { add, addScaled, copysign, div, divFloor, divTruncSingle, fmax, fmin, fmod, heaviside, lerp, maximum, minimum, mul, nextafterSingle, remainder, sub } from "../scalar/arithmetic.ts";
import { logaddexp, logaddexp2, powSingle, xlog1py, xlogy } from "../scalar/power.ts";
import { atan2, hypot } from "../scalar/trigonometric.ts";
import { type BinaryRow, registerKernels } from "../table.ts";


function addF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = add;
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b0);
      out[oo + i + 1] = f(a[ao + i + 1], b0);
      out[oo + i + 2] = f(a[ao + i + 2], b0);
      out[oo + i + 3] = f(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a0, b[bo + i]);
      out[oo + i + 1] = f(a0, b[bo + i + 1]);
      out[oo + i + 2] = f(a0, b[bo + i + 2]);
      out[oo + i + 3] = f(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function addScaledF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  const f = addScaled;
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i], p0);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1], p0);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2], p0);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3], p0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i], p0);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b0, p0);
      out[oo + i + 1] = f(a[ao + i + 1], b0, p0);
      out[oo + i + 2] = f(a[ao + i + 2], b0, p0);
      out[oo + i + 3] = f(a[ao + i + 3], b0, p0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b0, p0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a0, b[bo + i], p0);
      out[oo + i + 1] = f(a0, b[bo + i + 1], p0);
      out[oo + i + 2] = f(a0, b[bo + i + 2], p0);
      out[oo + i + 3] = f(a0, b[bo + i + 3], p0);
    }
    for (; i < n; i++) out[oo + i] = f(a0, b[bo + i], p0);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo], p0);
    }
  }
}

function subF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = sub;
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b0);
      out[oo + i + 1] = f(a[ao + i + 1], b0);
      out[oo + i + 2] = f(a[ao + i + 2], b0);
      out[oo + i + 3] = f(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a0, b[bo + i]);
      out[oo + i + 1] = f(a0, b[bo + i + 1]);
      out[oo + i + 2] = f(a0, b[bo + i + 2]);
      out[oo + i + 3] = f(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function mulF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = mul;
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b0);
      out[oo + i + 1] = f(a[ao + i + 1], b0);
      out[oo + i + 2] = f(a[ao + i + 2], b0);
      out[oo + i + 3] = f(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a0, b[bo + i]);
      out[oo + i + 1] = f(a0, b[bo + i + 1]);
      out[oo + i + 2] = f(a0, b[bo + i + 2]);
      out[oo + i + 3] = f(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function divF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = div;
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b0);
      out[oo + i + 1] = f(a[ao + i + 1], b0);
      out[oo + i + 2] = f(a[ao + i + 2], b0);
      out[oo + i + 3] = f(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a0, b[bo + i]);
      out[oo + i + 1] = f(a0, b[bo + i + 1]);
      out[oo + i + 2] = f(a0, b[bo + i + 2]);
      out[oo + i + 3] = f(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function divTruncSingleF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = divTruncSingle;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function divFloorF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = divFloor;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function fmodF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = fmod;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function remainderF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = remainder;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function powSingleF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = powSingle;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function maximumF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = maximum;
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b0);
      out[oo + i + 1] = f(a[ao + i + 1], b0);
      out[oo + i + 2] = f(a[ao + i + 2], b0);
      out[oo + i + 3] = f(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a0, b[bo + i]);
      out[oo + i + 1] = f(a0, b[bo + i + 1]);
      out[oo + i + 2] = f(a0, b[bo + i + 2]);
      out[oo + i + 3] = f(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function minimumF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = minimum;
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b0);
      out[oo + i + 1] = f(a[ao + i + 1], b0);
      out[oo + i + 2] = f(a[ao + i + 2], b0);
      out[oo + i + 3] = f(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a0, b[bo + i]);
      out[oo + i + 1] = f(a0, b[bo + i + 1]);
      out[oo + i + 2] = f(a0, b[bo + i + 2]);
      out[oo + i + 3] = f(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function fmaxF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = fmax;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function fminF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = fmin;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function logaddexpF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = logaddexp;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function logaddexp2F32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = logaddexp2;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function xlogyF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = xlogy;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function xlog1pyF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = xlog1py;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function atan2F32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = atan2;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function hypotF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = hypot;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function copysignF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = copysign;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function nextafterSingleF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = nextafterSingle;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function heavisideF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = heaviside;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function lerpF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  const f = lerp;
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i], p0);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1], p0);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2], p0);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3], p0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i], p0);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b0, p0);
      out[oo + i + 1] = f(a[ao + i + 1], b0, p0);
      out[oo + i + 2] = f(a[ao + i + 2], b0, p0);
      out[oo + i + 3] = f(a[ao + i + 3], b0, p0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b0, p0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a0, b[bo + i], p0);
      out[oo + i + 1] = f(a0, b[bo + i + 1], p0);
      out[oo + i + 2] = f(a0, b[bo + i + 2], p0);
      out[oo + i + 3] = f(a0, b[bo + i + 3], p0);
    }
    for (; i < n; i++) out[oo + i] = f(a0, b[bo + i], p0);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo], p0);
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
  pow: powSingleF32,
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
