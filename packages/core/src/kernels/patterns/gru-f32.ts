import type { GruCell, GruCellBackward } from "../recurrent-types.ts";
import * as hyperbolic from "../scalar/hyperbolic.ts";
import { registerKernels } from "../table.ts";

// See NOTE [Local aliases] in ../scalar/tables.ts.
const { sigmoidSingle, tanhSingle } = hyperbolic;

function gruCellF32(
  rows: number,
  width: number,
  at: number,
  h: Float32Array,
  gates: Float32Array,
  recalled: Float32Array,
  out: Float32Array,
): void {
  const w2 = 2 * width;
  let p = 3 * at * width;
  let q = at * width;
  for (let s = 0; s < rows * width; p += w2) {
    for (const end = s + width; s < end; s++, p++, q++) {
      const r = sigmoidSingle(gates[p]);
      const z = sigmoidSingle(gates[p + width]);
      const n = tanhSingle(gates[p + w2] + r * recalled[q]);
      gates[p] = r;
      gates[p + width] = z;
      gates[p + w2] = n;
      h[s] = out[q] = n + z * (h[s] - n);
    }
  }
}

function gruCellBackwardF32(
  rows: number,
  width: number,
  at: number,
  grad: Float32Array,
  before: Float32Array,
  gates: Float32Array,
  recalled: Float32Array,
  slopes: Float32Array,
  stateSlopes: Float32Array,
  dh: Float32Array,
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

for (const dtype of ["float32"] as const) {
  registerKernels<GruCell>(dtype, { gruCell: gruCellF32 });
  registerKernels<GruCellBackward>(dtype, { gruCellBackward: gruCellBackwardF32 });
}
