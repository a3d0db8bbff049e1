// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import * as activation_ from "../scalar/activation.ts";
import { type BinaryRow, registerKernels } from "../table.ts";

const { clampBackward, eluBackward, geluBackward, geluTanhBackward, hardsigmoidBackward, hardswishBackward, hardtanhBackward, leakyReluBackward, logsigmoidBackward, mishBackward, prelu, shrinkBackward, sigmoidBackward, siluBackward, softplusBackward, softsignBackward, tanhBackward, thresholdBackward } = activation_;

function thresholdBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
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

function hardtanhBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0): void {
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

function clampBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0): void {
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

function leakyReluBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
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

function eluBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0, p2 = 0): void {
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

function softplusBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = softplusBackward(a[ao + i], b[bo + i], p0, p1);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = softplusBackward(a[ao + i], b0, p0, p1);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = softplusBackward(a0, b[bo + i], p0, p1);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = softplusBackward(a[ao], b[bo], p0, p1);
    }
  }
}

function logsigmoidBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = logsigmoidBackward(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = logsigmoidBackward(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = logsigmoidBackward(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = logsigmoidBackward(a[ao], b[bo]);
    }
  }
}

function siluBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = siluBackward(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = siluBackward(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = siluBackward(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = siluBackward(a[ao], b[bo]);
    }
  }
}

function mishBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
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

function geluBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = geluBackward(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = geluBackward(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = geluBackward(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = geluBackward(a[ao], b[bo]);
    }
  }
}

function geluTanhBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = geluTanhBackward(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = geluTanhBackward(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = geluTanhBackward(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = geluTanhBackward(a[ao], b[bo]);
    }
  }
}

function hardsigmoidBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
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

function hardswishBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
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

function softsignBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
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

function preluF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
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

function shrinkBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
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

function sigmoidBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
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

function tanhBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
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

registerKernels<BinaryRow>("float64", {
  thresholdBackward: thresholdBackwardF64,
  hardtanhBackward: hardtanhBackwardF64,
  clampBackward: clampBackwardF64,
  leakyReluBackward: leakyReluBackwardF64,
  eluBackward: eluBackwardF64,
  softplusBackward: softplusBackwardF64,
  logsigmoidBackward: logsigmoidBackwardF64,
  siluBackward: siluBackwardF64,
  mishBackward: mishBackwardF64,
  geluBackward: geluBackwardF64,
  geluTanhBackward: geluTanhBackwardF64,
  hardsigmoidBackward: hardsigmoidBackwardF64,
  hardswishBackward: hardswishBackwardF64,
  softsignBackward: softsignBackwardF64,
  prelu: preluF64,
  shrinkBackward: shrinkBackwardF64,
  sigmoidBackward: sigmoidBackwardF64,
  tanhBackward: tanhBackwardF64,
});

registerKernels<BinaryRow>("int64", {
  thresholdBackward: thresholdBackwardF64,
});
