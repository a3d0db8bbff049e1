// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import * as activation_ from "../scalar/activation.ts";
import { type BinaryRow, registerKernels } from "../table.ts";

const { clampBackward, eluBackward, geluBackwardSingle, geluTanhBackwardSingle, hardsigmoidBackward, hardswishBackward, hardtanhBackward, leakyReluBackward, logsigmoidBackwardSingle, mishBackward, prelu, shrinkBackward, sigmoidBackward, siluBackwardSingle, softplusBackwardSingle, softsignBackward, tanhBackward, thresholdBackward } = activation_;

function thresholdBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = thresholdBackward(a[ao + i], b[bo + i], p0);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = thresholdBackward(a[ao + i], b0, p0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = thresholdBackward(a0, b[bo + i], p0);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = thresholdBackward(a[ao], b[bo], p0);
    }
  }
}

function hardtanhBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = hardtanhBackward(a[ao + i], b[bo + i], p0, p1);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = hardtanhBackward(a[ao + i], b0, p0, p1);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = hardtanhBackward(a0, b[bo + i], p0, p1);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = hardtanhBackward(a[ao], b[bo], p0, p1);
    }
  }
}

function clampBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = clampBackward(a[ao + i], b[bo + i], p0, p1);
      out[oo + i + 1] = clampBackward(a[ao + i + 1], b[bo + i + 1], p0, p1);
      out[oo + i + 2] = clampBackward(a[ao + i + 2], b[bo + i + 2], p0, p1);
      out[oo + i + 3] = clampBackward(a[ao + i + 3], b[bo + i + 3], p0, p1);
    }
    for (; i < n; i++) out[oo + i] = clampBackward(a[ao + i], b[bo + i], p0, p1);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = clampBackward(a[ao + i], b0, p0, p1);
      out[oo + i + 1] = clampBackward(a[ao + i + 1], b0, p0, p1);
      out[oo + i + 2] = clampBackward(a[ao + i + 2], b0, p0, p1);
      out[oo + i + 3] = clampBackward(a[ao + i + 3], b0, p0, p1);
    }
    for (; i < n; i++) out[oo + i] = clampBackward(a[ao + i], b0, p0, p1);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = clampBackward(a0, b[bo + i], p0, p1);
      out[oo + i + 1] = clampBackward(a0, b[bo + i + 1], p0, p1);
      out[oo + i + 2] = clampBackward(a0, b[bo + i + 2], p0, p1);
      out[oo + i + 3] = clampBackward(a0, b[bo + i + 3], p0, p1);
    }
    for (; i < n; i++) out[oo + i] = clampBackward(a0, b[bo + i], p0, p1);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = clampBackward(a[ao], b[bo], p0, p1);
    }
  }
}

function leakyReluBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = leakyReluBackward(a[ao + i], b[bo + i], p0);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = leakyReluBackward(a[ao + i], b0, p0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = leakyReluBackward(a0, b[bo + i], p0);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = leakyReluBackward(a[ao], b[bo], p0);
    }
  }
}

function eluBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0, p2 = 0): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = eluBackward(a[ao + i], b[bo + i], p0, p1, p2);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = eluBackward(a[ao + i], b0, p0, p1, p2);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = eluBackward(a0, b[bo + i], p0, p1, p2);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = eluBackward(a[ao], b[bo], p0, p1, p2);
    }
  }
}

function softplusBackwardSingleF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = softplusBackwardSingle(a[ao + i], b[bo + i], p0, p1);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = softplusBackwardSingle(a[ao + i], b0, p0, p1);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = softplusBackwardSingle(a0, b[bo + i], p0, p1);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = softplusBackwardSingle(a[ao], b[bo], p0, p1);
    }
  }
}

function logsigmoidBackwardSingleF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = logsigmoidBackwardSingle(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = logsigmoidBackwardSingle(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = logsigmoidBackwardSingle(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = logsigmoidBackwardSingle(a[ao], b[bo]);
    }
  }
}

function siluBackwardSingleF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = siluBackwardSingle(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = siluBackwardSingle(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = siluBackwardSingle(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = siluBackwardSingle(a[ao], b[bo]);
    }
  }
}

function mishBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = mishBackward(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = mishBackward(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = mishBackward(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = mishBackward(a[ao], b[bo]);
    }
  }
}

function geluBackwardSingleF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = geluBackwardSingle(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = geluBackwardSingle(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = geluBackwardSingle(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = geluBackwardSingle(a[ao], b[bo]);
    }
  }
}

function geluTanhBackwardSingleF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = geluTanhBackwardSingle(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = geluTanhBackwardSingle(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = geluTanhBackwardSingle(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = geluTanhBackwardSingle(a[ao], b[bo]);
    }
  }
}

function hardsigmoidBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = hardsigmoidBackward(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = hardsigmoidBackward(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = hardsigmoidBackward(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = hardsigmoidBackward(a[ao], b[bo]);
    }
  }
}

function hardswishBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = hardswishBackward(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = hardswishBackward(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = hardswishBackward(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = hardswishBackward(a[ao], b[bo]);
    }
  }
}

function softsignBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = softsignBackward(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = softsignBackward(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = softsignBackward(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = softsignBackward(a[ao], b[bo]);
    }
  }
}

function preluF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = prelu(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = prelu(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = prelu(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = prelu(a[ao], b[bo]);
    }
  }
}

function shrinkBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = shrinkBackward(a[ao + i], b[bo + i], p0);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = shrinkBackward(a[ao + i], b0, p0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = shrinkBackward(a0, b[bo + i], p0);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = shrinkBackward(a[ao], b[bo], p0);
    }
  }
}

function sigmoidBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = sigmoidBackward(a[ao + i], b[bo + i]);
      out[oo + i + 1] = sigmoidBackward(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = sigmoidBackward(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = sigmoidBackward(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = sigmoidBackward(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = sigmoidBackward(a[ao + i], b0);
      out[oo + i + 1] = sigmoidBackward(a[ao + i + 1], b0);
      out[oo + i + 2] = sigmoidBackward(a[ao + i + 2], b0);
      out[oo + i + 3] = sigmoidBackward(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = sigmoidBackward(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = sigmoidBackward(a0, b[bo + i]);
      out[oo + i + 1] = sigmoidBackward(a0, b[bo + i + 1]);
      out[oo + i + 2] = sigmoidBackward(a0, b[bo + i + 2]);
      out[oo + i + 3] = sigmoidBackward(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = sigmoidBackward(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = sigmoidBackward(a[ao], b[bo]);
    }
  }
}

function tanhBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = tanhBackward(a[ao + i], b[bo + i]);
      out[oo + i + 1] = tanhBackward(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = tanhBackward(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = tanhBackward(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = tanhBackward(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = tanhBackward(a[ao + i], b0);
      out[oo + i + 1] = tanhBackward(a[ao + i + 1], b0);
      out[oo + i + 2] = tanhBackward(a[ao + i + 2], b0);
      out[oo + i + 3] = tanhBackward(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = tanhBackward(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = tanhBackward(a0, b[bo + i]);
      out[oo + i + 1] = tanhBackward(a0, b[bo + i + 1]);
      out[oo + i + 2] = tanhBackward(a0, b[bo + i + 2]);
      out[oo + i + 3] = tanhBackward(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = tanhBackward(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = tanhBackward(a[ao], b[bo]);
    }
  }
}

registerKernels<BinaryRow>("float32", {
  thresholdBackward: thresholdBackwardF32,
  hardtanhBackward: hardtanhBackwardF32,
  clampBackward: clampBackwardF32,
  leakyReluBackward: leakyReluBackwardF32,
  eluBackward: eluBackwardF32,
  softplusBackward: softplusBackwardSingleF32,
  logsigmoidBackward: logsigmoidBackwardSingleF32,
  siluBackward: siluBackwardSingleF32,
  mishBackward: mishBackwardF32,
  geluBackward: geluBackwardSingleF32,
  geluTanhBackward: geluTanhBackwardSingleF32,
  hardsigmoidBackward: hardsigmoidBackwardF32,
  hardswishBackward: hardswishBackwardF32,
  softsignBackward: softsignBackwardF32,
  prelu: preluF32,
  shrinkBackward: shrinkBackwardF32,
  sigmoidBackward: sigmoidBackwardF32,
  tanhBackward: tanhBackwardF32,
});
