// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { toBool, toInt32, toInt64 } from "../scalar/cast.ts";
import { type UnaryRow, registerKernels } from "../table.ts";


function sameF32F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    if (n > 64) {
      out.set(x.subarray(xo, xo + n), oo);
      return;
    }
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = x[xo + i];
      out[oo + i + 1] = x[xo + i + 1];
      out[oo + i + 2] = x[xo + i + 2];
      out[oo + i + 3] = x[xo + i + 3];
    }
    for (; i < n; i++) out[oo + i] = x[xo + i];
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) out[oo] = x[xo];
  }
}

function sameF32F64(n: number, x: Float32Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = x[xo + i];
      out[oo + i + 1] = x[xo + i + 1];
      out[oo + i + 2] = x[xo + i + 2];
      out[oo + i + 3] = x[xo + i + 3];
    }
    for (; i < n; i++) out[oo + i] = x[xo + i];
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) out[oo] = x[xo];
  }
}

function toInt64F32F64(n: number, x: Float32Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const f = toInt64;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i]);
      out[oo + i + 1] = f(x[xo + i + 1]);
      out[oo + i + 2] = f(x[xo + i + 2]);
      out[oo + i + 3] = f(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) out[oo] = f(x[xo]);
  }
}

function toInt32F32I32(n: number, x: Float32Array, xo: number, xs: number, out: Int32Array, oo: number, os: number): void {
  const f = toInt32;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i]);
      out[oo + i + 1] = f(x[xo + i + 1]);
      out[oo + i + 2] = f(x[xo + i + 2]);
      out[oo + i + 3] = f(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) out[oo] = f(x[xo]);
  }
}

function sameF32U8(n: number, x: Float32Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = x[xo + i];
      out[oo + i + 1] = x[xo + i + 1];
      out[oo + i + 2] = x[xo + i + 2];
      out[oo + i + 3] = x[xo + i + 3];
    }
    for (; i < n; i++) out[oo + i] = x[xo + i];
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) out[oo] = x[xo];
  }
}

function toBoolF32U8(n: number, x: Float32Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  const f = toBool;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i]);
      out[oo + i + 1] = f(x[xo + i + 1]);
      out[oo + i + 2] = f(x[xo + i + 2]);
      out[oo + i + 3] = f(x[xo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i]);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) out[oo] = f(x[xo]);
  }
}

registerKernels<UnaryRow>("float32", {
  "cast:float32": sameF32F32,
  "cast:float64": sameF32F64,
  "cast:int64": toInt64F32F64,
  "cast:int32": toInt32F32I32,
  "cast:uint8": sameF32U8,
  "cast:bool": toBoolF32U8,
});
