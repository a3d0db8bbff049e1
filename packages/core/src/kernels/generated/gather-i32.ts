// Written by scripts/generate-kernels.ts from patterns/gather-f32.ts. Do not edit.
/** Reads and writes at places that an index tensor names. Whoever calls has checked the index. */
import { registerKernels } from "../table.ts";
import type { Gather, Scatter } from "../indexed.ts";

/** Below this length a loop beats the set-up of a block copy. */
const BLOCK_COPY = 48;

function gatherI32(
  rows: number,
  cols: number,
  x: Int32Array,
  xo: number,
  xr: number,
  xc: number,
  xi: number,
  index: Float64Array,
  io: number,
  ir: number,
  ic: number,
  out: Int32Array,
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

function scatterI32(
  rows: number,
  cols: number,
  src: Int32Array,
  so: number,
  sr: number,
  sc: number,
  index: Float64Array,
  io: number,
  ir: number,
  ic: number,
  out: Int32Array,
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

function scatterAddI32(
  rows: number,
  cols: number,
  src: Int32Array,
  so: number,
  sr: number,
  sc: number,
  index: Float64Array,
  io: number,
  ir: number,
  ic: number,
  out: Int32Array,
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

function scatterMulI32(
  rows: number,
  cols: number,
  src: Int32Array,
  so: number,
  sr: number,
  sc: number,
  index: Float64Array,
  io: number,
  ir: number,
  ic: number,
  out: Int32Array,
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

function scatterMinI32(
  rows: number,
  cols: number,
  src: Int32Array,
  so: number,
  sr: number,
  sc: number,
  index: Float64Array,
  io: number,
  ir: number,
  ic: number,
  out: Int32Array,
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

function scatterMaxI32(
  rows: number,
  cols: number,
  src: Int32Array,
  so: number,
  sr: number,
  sc: number,
  index: Float64Array,
  io: number,
  ir: number,
  ic: number,
  out: Int32Array,
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

for (const dtype of ["int32"] as const) {
  registerKernels<Gather>(dtype, { gather: gatherI32 });
  registerKernels<Scatter>(dtype, {
    scatter: scatterI32,
    scatterAdd: scatterAddI32,
    scatterMul: scatterMulI32,
    scatterMin: scatterMinI32,
    scatterMax: scatterMaxI32,
  });
}
