// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { logicalNot, signbit } from "../scalar/compare.ts";
import { always, never } from "../scalar/integer.ts";
import { type UnaryRow, registerKernels } from "../table.ts";


function logicalNotI32(n: number, x: Int32Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

function neverI32(n: number, x: Int32Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  const f = never;
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

function alwaysI32(n: number, x: Int32Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

function signbitI32(n: number, x: Int32Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

registerKernels<UnaryRow>("int32", {
  logicalNot: logicalNotI32,
  isnan: neverI32,
  isinf: neverI32,
  isposinf: neverI32,
  isneginf: neverI32,
  isfinite: alwaysI32,
  isreal: alwaysI32,
  signbit: signbitI32,
});
