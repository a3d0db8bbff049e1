// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { stepCumprodInt64, stepCumsumInt64, stepProd, stepSum } from "../scalar/fold.ts";
import { logaddexp } from "../scalar/power.ts";
import { type ScanRow, registerKernels } from "../table.ts";


function cumsumByStepSumF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const step = stepSum;
  let total = 0;
  for (let i = 0; i < n; i++, xo += xs, oo += os) {
    total = step(total, x[xo]);
    out[oo] = total;
  }
}

function cumprodByStepProdF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const step = stepProd;
  let total = 1;
  for (let i = 0; i < n; i++, xo += xs, oo += os) {
    total = step(total, x[xo]);
    out[oo] = total;
  }
}

function logcumsumexpByLogaddexpF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const step = logaddexp;
  let total = -Infinity;
  for (let i = 0; i < n; i++, xo += xs, oo += os) {
    total = step(total, x[xo]);
    out[oo] = total;
  }
}

function cumsumByStepCumsumInt64F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const step = stepCumsumInt64;
  let total = 0;
  for (let i = 0; i < n; i++, xo += xs, oo += os) {
    total = step(total, x[xo]);
    out[oo] = total;
  }
}

function cumprodByStepCumprodInt64F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const step = stepCumprodInt64;
  let total = 1;
  for (let i = 0; i < n; i++, xo += xs, oo += os) {
    total = step(total, x[xo]);
    out[oo] = total;
  }
}

registerKernels<ScanRow>("float64", {
  cumsum: cumsumByStepSumF64,
  cumprod: cumprodByStepProdF64,
  logcumsumexp: logcumsumexpByLogaddexpF64,
});

registerKernels<ScanRow>("int64", {
  cumsum: cumsumByStepCumsumInt64F64,
  cumprod: cumprodByStepCumprodInt64F64,
});
