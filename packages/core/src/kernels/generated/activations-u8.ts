// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { threshold } from "../scalar/activation.ts";
import { type UnaryRow, registerKernels } from "../table.ts";


function thresholdU8(n: number, x: Uint8Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  const f = threshold;
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

registerKernels<UnaryRow>("uint8", {
  threshold: thresholdU8,
});
