// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { thresholdBackward } from "../scalar/activation.ts";
import { type BinaryRow, registerKernels } from "../table.ts";


function thresholdBackwardI32(n: number, a: Int32Array, ao: number, as: number, b: Int32Array, bo: number, bs: number, out: Int32Array, oo: number, os: number, p0 = 0): void {
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

registerKernels<BinaryRow>("int32", {
  thresholdBackward: thresholdBackwardI32,
});
