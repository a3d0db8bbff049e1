/** Which loops products and convolutions are given to, by their size. */
import {
  type ConvolutionPlan,
  type Convolve,
  type ConvolveWeight,
  type Gemm,
  kernelSlot,
  registerKernel,
} from "@tapeloop/core/kernels";

import { makeConvolve, makeConvolveWeight } from "./convolution.ts";
import { makeGemm } from "./gemm.ts";
import type { Loops } from "./module.ts";
import { makeSmallGemm } from "./small-gemm.ts";

// Fewer multiplications than these, of a product or of one image, are not worth to be handed out: measured, with workers that
// look for the next job and with such as sleep.
const LEAST_SHARED_PRODUCT = 2 ** 23;
const LEAST_SHARED_IMAGE = 2 ** 21;

function isLarge({ inputs, outputs, output, kernel }: ConvolutionPlan): boolean {
  const places = [...output, ...kernel].reduce((product, size) => product * size, 1);
  return inputs * outputs * places >= LEAST_SHARED_IMAGE;
}

/** Registers products and convolutions on `loops`, and the large ones on `shared`, where several threads run these. */
export function registerProducts(loops: Loops, shared?: Loops): void {
  registerKernel("gemm", "float32", makeSmallGemm(loops, panels(loops, shared, "float32")));
  registerKernel("gemm", "float64", panels(loops, shared, "float64"));

  const convolve = kernelSlot<Convolve>("convolve").fallback.float32!;
  const weight = kernelSlot<ConvolveWeight>("convolveWeight").fallback.float32!;
  const one = {
    convolve: makeConvolve(loops, convolve),
    weight: makeConvolveWeight(loops, weight),
  };
  const many = shared && {
    convolve: makeConvolve(shared, convolve),
    weight: makeConvolveWeight(shared, weight),
  };
  const by = (plan: ConvolutionPlan): typeof one => (many && isLarge(plan) ? many : one);
  registerKernel<Convolve>("convolve", "float32", (plan, ...rest) =>
    by(plan).convolve(plan, ...rest),
  );
  registerKernel<ConvolveWeight>("convolveWeight", "float32", (plan, ...rest) =>
    by(plan).weight(plan, ...rest),
  );
}

function panels(loops: Loops, shared: Loops | undefined, dtype: "float32" | "float64"): Gemm {
  const one = makeGemm(loops, dtype, kernelSlot<Gemm>("gemm").fallback[dtype]!);
  return shared ? makeGemm(shared, dtype, one, LEAST_SHARED_PRODUCT) : one;
}
