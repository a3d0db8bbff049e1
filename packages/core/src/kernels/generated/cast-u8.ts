// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { toBool } from "../scalar/cast.ts";
import { type UnaryRow, registerKernels } from "../table.ts";


function sameU8F32(n: number, x: Uint8Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
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

function sameU8F64(n: number, x: Uint8Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function sameU8I32(n: number, x: Uint8Array, xo: number, xs: number, out: Int32Array, oo: number, os: number): void {
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

function sameU8U8(n: number, x: Uint8Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

function toBoolU8U8(n: number, x: Uint8Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

registerKernels<UnaryRow>("uint8", {
  "cast:float32": sameU8F32,
  "cast:float64": sameU8F64,
  "cast:int64": sameU8F64,
  "cast:int32": sameU8I32,
  "cast:uint8": sameU8U8,
  "cast:bool": toBoolU8U8,
});

registerKernels<UnaryRow>("bool", {
  "cast:float32": sameU8F32,
  "cast:float64": sameU8F64,
  "cast:int64": sameU8F64,
  "cast:int32": sameU8I32,
  "cast:uint8": sameU8U8,
  "cast:bool": sameU8U8,
});
