// Written by scripts/generate-kernels.ts from patterns/lstm-f32.ts. Do not edit.
import type { LstmCell, LstmCellBackward } from "../recurrent-types.ts";
import * as hyperbolic from "../scalar/hyperbolic.ts";
import { registerKernels } from "../table.ts";

// See NOTE [Local aliases] in ../scalar/tables.ts.
const { sigmoid, tanh } = hyperbolic;

function lstmCellF64(
  rows: number,
  width: number,
  at: number,
  h: Float64Array,
  c: Float64Array,
  gates: Float64Array,
  cells: Float64Array,
  tanhs: Float64Array,
  out: Float64Array,
): void {
  const [w2, w3] = [2 * width, 3 * width];
  let p = 4 * at * width;
  let q = at * width;
  for (let s = 0; s < rows * width; p += w3) {
    for (const end = s + width; s < end; s++, p++, q++) {
      const i = sigmoid(gates[p]);
      const f = sigmoid(gates[p + width]);
      const g = tanh(gates[p + w2]);
      const o = sigmoid(gates[p + w3]);
      gates[p] = i;
      gates[p + width] = f;
      gates[p + w2] = g;
      gates[p + w3] = o;
      const cell = f * c[s] + i * g;
      const t = tanh(cell);
      c[s] = cells[q] = cell;
      tanhs[q] = t;
      h[s] = out[q] = o * t;
    }
  }
}

function lstmCellBackwardF64(
  rows: number,
  width: number,
  at: number,
  gradOut: Float64Array | undefined,
  gradCells: Float64Array | undefined,
  before: Float64Array,
  tanhs: Float64Array,
  gates: Float64Array,
  slopes: Float64Array,
  dh: Float64Array,
  dc: Float64Array,
): void {
  const [w2, w3] = [2 * width, 3 * width];
  let p = 4 * at * width;
  let q = at * width;
  for (let s = 0; s < rows * width; p += w3) {
    for (const end = s + width; s < end; s++, p++, q++) {
      const i = gates[p];
      const f = gates[p + width];
      const g = gates[p + w2];
      const o = gates[p + w3];
      const t = tanhs[q];
      const dOut = dh[s] + (gradOut === undefined ? 0 : gradOut[q]);
      const dCell = dc[s] + (gradCells === undefined ? 0 : gradCells[q]) + dOut * o * (1 - t * t);
      slopes[p] = dCell * g * i * (1 - i);
      slopes[p + width] = dCell * before[q] * f * (1 - f);
      slopes[p + w2] = dCell * i * (1 - g * g);
      slopes[p + w3] = dOut * t * o * (1 - o);
      dc[s] = dCell * f;
    }
  }
}

for (const dtype of ["float64"] as const) {
  registerKernels<LstmCell>(dtype, { lstmCell: lstmCellF64 });
  registerKernels<LstmCellBackward>(dtype, { lstmCellBackward: lstmCellBackwardF64 });
}
