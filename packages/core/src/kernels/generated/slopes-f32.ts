// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { clampBackward, eluBackward, hardsigmoidBackward, hardswishBackward, hardtanhBackward, leakyReluBackward, logsigmoidBackwardSingle, mishBackward, prelu, shrinkBackward, sigmoidBackward, siluBackwardSingle, softplusBackwardSingle, softsignBackward, tanhBackward, thresholdBackward } from "../scalar/activation.ts";
import { geluBackwardSingle, geluTanhBackwardSingle } from "../scalar/gelu.ts";
import { sincBackward } from "../scalar/trigonometric.ts";
import { type BinaryRow, registerKernels } from "../table.ts";


function thresholdBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  const f = thresholdBackward;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i], p0);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0, p0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i], p0);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo], p0);
    }
  }
}

function hardtanhBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  const f = hardtanhBackward;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i], p0, p1);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0, p0, p1);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i], p0, p1);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo], p0, p1);
    }
  }
}

function clampBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  const f = clampBackward;
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i], p0, p1);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1], p0, p1);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2], p0, p1);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3], p0, p1);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i], p0, p1);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b0, p0, p1);
      out[oo + i + 1] = f(a[ao + i + 1], b0, p0, p1);
      out[oo + i + 2] = f(a[ao + i + 2], b0, p0, p1);
      out[oo + i + 3] = f(a[ao + i + 3], b0, p0, p1);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b0, p0, p1);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a0, b[bo + i], p0, p1);
      out[oo + i + 1] = f(a0, b[bo + i + 1], p0, p1);
      out[oo + i + 2] = f(a0, b[bo + i + 2], p0, p1);
      out[oo + i + 3] = f(a0, b[bo + i + 3], p0, p1);
    }
    for (; i < n; i++) out[oo + i] = f(a0, b[bo + i], p0, p1);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo], p0, p1);
    }
  }
}

function leakyReluBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  const f = leakyReluBackward;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i], p0);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0, p0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i], p0);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo], p0);
    }
  }
}

function eluBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0, p2 = 0): void {
  const f = eluBackward;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i], p0, p1, p2);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0, p0, p1, p2);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i], p0, p1, p2);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo], p0, p1, p2);
    }
  }
}

function softplusBackwardSingleF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  const f = softplusBackwardSingle;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i], p0, p1);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0, p0, p1);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i], p0, p1);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo], p0, p1);
    }
  }
}

function logsigmoidBackwardSingleF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = logsigmoidBackwardSingle;
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

function siluBackwardSingleF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = siluBackwardSingle;
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

function mishBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = mishBackward;
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

function geluBackwardSingleF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = geluBackwardSingle;
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

function geluTanhBackwardSingleF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = geluTanhBackwardSingle;
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

function hardsigmoidBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = hardsigmoidBackward;
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

function hardswishBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = hardswishBackward;
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

function softsignBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = softsignBackward;
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

function sincBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = sincBackward;
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

function preluF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = prelu;
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

function shrinkBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  const f = shrinkBackward;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i], p0);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0, p0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i], p0);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo], p0);
    }
  }
}

function sigmoidBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = sigmoidBackward;
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

function tanhBackwardF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = tanhBackward;
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
  sincBackward: sincBackwardF32,
  prelu: preluF32,
  shrinkBackward: shrinkBackwardF32,
  sigmoidBackward: sigmoidBackwardF32,
  tanhBackward: tanhBackwardF32,
});
