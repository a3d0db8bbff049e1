// Written by scripts/generate-kernels.ts from patterns/gru-f32.ts. Do not edit.
import type { GruCell, GruCellBackward } from "../recurrent-types.ts";
import * as hyperbolic from "../scalar/hyperbolic.ts";
import { registerKernels } from "../table.ts";

// See NOTE [Local aliases] in ../scalar/tables.ts.
const { sigmoid, tanh } = hyperbolic;

function gruCellF64(
  rows: number,
  width: number,
  at: number,
  h: Float64Array,
  gates: Float64Array,
  recalled: Float64Array,
  out: Float64Array,
): void {
  const w2 = 2 * width;
  let p = 3 * at * width;
  let q = at * width;
  for (let s = 0; s < rows * width; p += w2) {
    for (const end = s + width; s < end; s++, p++, q++) {
      const r = sigmoid(gates[p]);
      const z = sigmoid(gates[p + width]);
      const n = tanh(gates[p + w2] + r * recalled[q]);
      gates[p] = r;
      gates[p + width] = z;
      gates[p + w2] = n;
      h[s] = out[q] = n + z * (h[s] - n);
    }
  }
}

function gruCellBackwardF64(
  rows: number,
  width: number,
  at: number,
  grad: Float64Array,
  before: Float64Array,
  gates: Float64Array,
  recalled: Float64Array,
  slopes: Float64Array,
  stateSlopes: Float64Array,
  dh: Float64Array,
): void {
  const w2 = 2 * width;
  let p = 3 * at * width;
  let q = at * width;
  for (let s = 0; s < rows * width; p += w2) {
    for (const end = s + width; s < end; s++, p++, q++) {
      const r = gates[p];
      const z = gates[p + width];
      const n = gates[p + w2];
      const d = dh[s] + grad[q];
      const toN = d * (1 - z) * (1 - n * n);
      const toR = toN * recalled[q] * r * (1 - r);
      const toZ = d * (before[q] - n) * z * (1 - z);
      slopes[p] = stateSlopes[p] = toR;
      slopes[p + width] = stateSlopes[p + width] = toZ;
      slopes[p + w2] = toN;
      stateSlopes[p + w2] = toN * r;
      dh[s] = d * z;
    }
  }
}

for (const dtype of ["float64"] as const) {
  registerKernels<GruCell>(dtype, { gruCell: gruCellF64 });
  registerKernels<GruCellBackward>(dtype, { gruCellBackward: gruCellBackwardF64 });
}
