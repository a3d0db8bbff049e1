// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { addcdiv, addcmul, clamp, lerp } from "../scalar/arithmetic.ts";
import { type TernaryRow, registerKernels } from "../table.ts";


function lerpF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, c: Float32Array, co: number, cs: number, out: Float32Array, oo: number, os: number): void {
  const f = lerp;
  if (as === 1 && bs === 1 && cs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i], c[co + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, co += cs, oo += os) {
      out[oo] = f(a[ao], b[bo], c[co]);
    }
  }
}

function addcmulF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, c: Float32Array, co: number, cs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  const f = addcmul;
  if (as === 1 && bs === 1 && cs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i], c[co + i], p0);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1], c[co + i + 1], p0);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2], c[co + i + 2], p0);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3], c[co + i + 3], p0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i], c[co + i], p0);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, co += cs, oo += os) {
      out[oo] = f(a[ao], b[bo], c[co], p0);
    }
  }
}

function addcdivF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, c: Float32Array, co: number, cs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  const f = addcdiv;
  if (as === 1 && bs === 1 && cs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i], c[co + i], p0);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1], c[co + i + 1], p0);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2], c[co + i + 2], p0);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3], c[co + i + 3], p0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i], c[co + i], p0);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, co += cs, oo += os) {
      out[oo] = f(a[ao], b[bo], c[co], p0);
    }
  }
}

function clampF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, c: Float32Array, co: number, cs: number, out: Float32Array, oo: number, os: number): void {
  const f = clamp;
  if (as === 1 && bs === 1 && cs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i], c[co + i]);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1], c[co + i + 1]);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2], c[co + i + 2]);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3], c[co + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i], c[co + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, co += cs, oo += os) {
      out[oo] = f(a[ao], b[bo], c[co]);
    }
  }
}

registerKernels<TernaryRow>("float32", {
  lerp: lerpF32,
  addcmul: addcmulF32,
  addcdiv: addcdivF32,
  clampTensor: clampF32,
});
