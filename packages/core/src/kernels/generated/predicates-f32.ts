// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { isfinite, isinf, isnan, isneginf, isposinf, logicalNot, signbit } from "../scalar/compare.ts";
import { always } from "../scalar/integer.ts";
import { type UnaryRow, registerKernels } from "../table.ts";


function logicalNotF32(n: number, x: Float32Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  const f = logicalNot;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function isnanF32(n: number, x: Float32Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  const f = isnan;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function isinfF32(n: number, x: Float32Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  const f = isinf;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function isposinfF32(n: number, x: Float32Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  const f = isposinf;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function isneginfF32(n: number, x: Float32Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  const f = isneginf;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function isfiniteF32(n: number, x: Float32Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  const f = isfinite;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function alwaysF32(n: number, x: Float32Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  const f = always;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function signbitF32(n: number, x: Float32Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  const f = signbit;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

registerKernels<UnaryRow>("float32", {
  logicalNot: logicalNotF32,
  isnan: isnanF32,
  isinf: isinfF32,
  isposinf: isposinfF32,
  isneginf: isneginfF32,
  isfinite: isfiniteF32,
  isreal: alwaysF32,
  signbit: signbitF32,
});
