// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { logicalNot, signbit } from "../scalar/compare.ts";
import { always, never } from "../scalar/integer.ts";
import { type UnaryRow, registerKernels } from "../table.ts";


function logicalNotU8(n: number, x: Uint8Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

function neverU8(n: number, x: Uint8Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

function alwaysU8(n: number, x: Uint8Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

function signbitU8(n: number, x: Uint8Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

registerKernels<UnaryRow>("uint8", {
  logicalNot: logicalNotU8,
  isnan: neverU8,
  isinf: neverU8,
  isposinf: neverU8,
  isneginf: neverU8,
  isfinite: alwaysU8,
  isreal: alwaysU8,
  signbit: signbitU8,
});

registerKernels<UnaryRow>("bool", {
  logicalNot: logicalNotU8,
  isnan: neverU8,
  isinf: neverU8,
  isposinf: neverU8,
  isneginf: neverU8,
  isfinite: alwaysU8,
  isreal: alwaysU8,
  signbit: signbitU8,
});
