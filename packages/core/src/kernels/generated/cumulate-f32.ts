// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { stepProd, stepSum } from "../scalar/fold.ts";
import { logaddexp } from "../scalar/power.ts";
import { type ScanRow, registerKernels } from "../table.ts";


function cumsumByStepSumF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const step = stepSum;
  let total = 0;
  for (let i = 0; i < n; i++, xo += xs, oo += os) {
    total = step(total, x[xo]);
    out[oo] = total;
  }
}

function cumprodByStepProdF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const step = stepProd;
  let total = 1;
  for (let i = 0; i < n; i++, xo += xs, oo += os) {
    total = step(total, x[xo]);
    out[oo] = total;
  }
}

function logcumsumexpByLogaddexpF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const step = logaddexp;
  let total = -Infinity;
  for (let i = 0; i < n; i++, xo += xs, oo += os) {
    total = step(total, x[xo]);
    out[oo] = total;
  }
}

registerKernels<ScanRow>("float32", {
  cumsum: cumsumByStepSumF32,
  cumprod: cumprodByStepProdF32,
  logcumsumexp: logcumsumexpByLogaddexpF32,
});
