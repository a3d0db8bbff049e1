// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { clampBackward, eluBackward, hardsigmoidBackward, hardswishBackward, hardtanhBackward, leakyReluBackward, logsigmoidBackward, mishBackward, prelu, shrinkBackward, sigmoidBackward, siluBackward, softplusBackward, softsignBackward, tanhBackward, thresholdBackward } from "../scalar/activation.ts";
import { geluBackward, geluTanhBackward } from "../scalar/gelu.ts";
import { sincBackward } from "../scalar/trigonometric.ts";
import { type BinaryRow, registerKernels } from "../table.ts";


function thresholdBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
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

function hardtanhBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0): void {
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

function clampBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0): void {
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

function leakyReluBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
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

function eluBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0, p2 = 0): void {
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

function softplusBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  const f = softplusBackward;
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

function logsigmoidBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  const f = logsigmoidBackward;
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

function siluBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  const f = siluBackward;
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

function mishBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
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

function geluBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  const f = geluBackward;
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

function geluTanhBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
  const f = geluTanhBackward;
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

function hardsigmoidBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
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

function hardswishBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
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

function softsignBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
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

function sincBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
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

function preluF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
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

function shrinkBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
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

function sigmoidBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
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

function tanhBackwardF64(n: number, a: Float64Array, ao: number, as: number, b: Float64Array, bo: number, bs: number, out: Float64Array, oo: number, os: number): void {
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
  sincBackward: sincBackwardF64,
  prelu: preluF64,
  shrinkBackward: shrinkBackwardF64,
  sigmoidBackward: sigmoidBackwardF64,
  tanhBackward: tanhBackwardF64,
});

registerKernels<BinaryRow>("int64", {
  thresholdBackward: thresholdBackwardF64,
});
