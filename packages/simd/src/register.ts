/** Puts the loops into core's table. */
import { type Gemm, kernelSlot, registerKernel } from "@tapeloop/core/kernels";

import { makeGemm } from "./gemm.ts";
import { loops } from "./module.ts";

export const supported: boolean = loops !== undefined;

if (loops !== undefined) {
  const { fallback } = kernelSlot<Gemm>("gemm");
  for (const dtype of ["float32", "float64"] as const) {
    registerKernel("gemm", dtype, makeGemm(loops, dtype, fallback[dtype]!));
  }
}
