// Written by scripts/generate-kernels.ts from patterns/gather-f32.ts. Do not edit.
/** Reads and writes at places that an index tensor names. Whoever calls has checked the index. */
import { registerKernels } from "../table.ts";
import type { Gather, Scatter } from "../indexed.ts";

/** Below this length a loop beats the set-up of a block copy. */
const BLOCK_COPY = 48;

function gatherU8(
  rows: number,
  cols: number,
  x: Uint8Array,
  xo: number,
  xr: number,
  xc: number,
  xi: number,
  index: Float64Array,
  io: number,
  ir: number,
  ic: number,
  out: Uint8Array,
  oo: number,
  or: number,
  oc: number,
): void {
  if (ic !== 0) {
    for (let i = 0; i < rows; i++) {
      let p = xo + i * xr;
      let k = io + i * ir;
      let q = oo + i * or;
      for (let j = 0; j < cols; j++, p += xc, k += ic, q += oc) out[q] = x[p + index[k] * xi];
    }
  } else if (xc === 1 && oc === 1 && cols >= BLOCK_COPY) {
    for (let i = 0; i < rows; i++) {
      const p = xo + i * xr + index[io + i * ir] * xi;
      out.set(x.subarray(p, p + cols), oo + i * or);
    }
  } else {
    for (let i = 0; i < rows; i++) {
      let p = xo + i * xr + index[io + i * ir] * xi;
      let q = oo + i * or;
      for (let j = 0; j < cols; j++, p += xc, q += oc) out[q] = x[p];
    }
  }
}

function scatterU8(
  rows: number,
  cols: number,
  src: Uint8Array,
  so: number,
  sr: number,
  sc: number,
  index: Float64Array,
  io: number,
  ir: number,
  ic: number,
  out: Uint8Array,
  oo: number,
  or: number,
  oc: number,
  oi: number,
): void {
  for (let i = 0; i < rows; i++) {
    let p = so + i * sr;
    let k = io + i * ir;
    let q = oo + i * or;
    for (let j = 0; j < cols; j++, p += sc, k += ic, q += oc) out[q + index[k] * oi] = src[p];
  }
}

function scatterAddU8(
  rows: number,
  cols: number,
  src: Uint8Array,
  so: number,
  sr: number,
  sc: number,
  index: Float64Array,
  io: number,
  ir: number,
  ic: number,
  out: Uint8Array,
  oo: number,
  or: number,
  oc: number,
  oi: number,
): void {
  if (ic === 0) {
    for (let i = 0; i < rows; i++) {
      let p = so + i * sr;
      let q = oo + i * or + index[io + i * ir] * oi;
      for (let j = 0; j < cols; j++, p += sc, q += oc) out[q] += src[p];
    }
    return;
  }
  for (let i = 0; i < rows; i++) {
    let p = so + i * sr;
    let k = io + i * ir;
    let q = oo + i * or;
    for (let j = 0; j < cols; j++, p += sc, k += ic, q += oc) out[q + index[k] * oi] += src[p];
  }
}

function scatterMulU8(
  rows: number,
  cols: number,
  src: Uint8Array,
  so: number,
  sr: number,
  sc: number,
  index: Float64Array,
  io: number,
  ir: number,
  ic: number,
  out: Uint8Array,
  oo: number,
  or: number,
  oc: number,
  oi: number,
): void {
  for (let i = 0; i < rows; i++) {
    let p = so + i * sr;
    let k = io + i * ir;
    let q = oo + i * or;
    for (let j = 0; j < cols; j++, p += sc, k += ic, q += oc) out[q + index[k] * oi] *= src[p];
  }
}

function scatterMinU8(
  rows: number,
  cols: number,
  src: Uint8Array,
  so: number,
  sr: number,
  sc: number,
  index: Float64Array,
  io: number,
  ir: number,
  ic: number,
  out: Uint8Array,
  oo: number,
  or: number,
  oc: number,
  oi: number,
): void {
  for (let i = 0; i < rows; i++) {
    let p = so + i * sr;
    let k = io + i * ir;
    let q = oo + i * or;
    for (let j = 0; j < cols; j++, p += sc, k += ic, q += oc) {
      const at = q + index[k] * oi;
      out[at] = Math.min(out[at], src[p]);
    }
  }
}

function scatterMaxU8(
  rows: number,
  cols: number,
  src: Uint8Array,
  so: number,
  sr: number,
  sc: number,
  index: Float64Array,
  io: number,
  ir: number,
  ic: number,
  out: Uint8Array,
  oo: number,
  or: number,
  oc: number,
  oi: number,
): void {
  for (let i = 0; i < rows; i++) {
    let p = so + i * sr;
    let k = io + i * ir;
    let q = oo + i * or;
    for (let j = 0; j < cols; j++, p += sc, k += ic, q += oc) {
      const at = q + index[k] * oi;
      out[at] = Math.max(out[at], src[p]);
    }
  }
}

for (const dtype of ["uint8", "bool"] as const) {
  registerKernels<Gather>(dtype, { gather: gatherU8 });
  registerKernels<Scatter>(dtype, {
    scatter: scatterU8,
    scatterAdd: scatterAddU8,
    scatterMul: scatterMulU8,
    scatterMin: scatterMinU8,
    scatterMax: scatterMaxU8,
  });
}
