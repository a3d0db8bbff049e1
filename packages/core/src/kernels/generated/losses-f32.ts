// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { absoluteError, binaryEntropySingle, huberError, logitEntropySingle, smoothError, squaredError } from "../scalar/loss.ts";
import { type BinaryRow, registerKernels } from "../table.ts";


function squaredErrorF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = squaredError;
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

function absoluteErrorF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = absoluteError;
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

function smoothErrorF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  const f = smoothError;
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

function huberErrorF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  const f = huberError;
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

function binaryEntropySingleF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = binaryEntropySingle;
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

function logitEntropySingleF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Float32Array, oo: number, os: number): void {
  const f = logitEntropySingle;
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

registerKernels<BinaryRow>("float32", {
  mseLoss: squaredErrorF32,
  l1Loss: absoluteErrorF32,
  smoothL1Loss: smoothErrorF32,
  huberLoss: huberErrorF32,
  binaryCrossEntropy: binaryEntropySingleF32,
  binaryCrossEntropyWithLogits: logitEntropySingleF32,
});
