// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { isfinite, isinf, isnan, isneginf, isposinf, logicalNot, signbit } from "../scalar/compare.ts";
import { always, never } from "../scalar/integer.ts";
import { type UnaryRow, registerKernels } from "../table.ts";


function logicalNotF64(n: number, x: Float64Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

function isnanF64(n: number, x: Float64Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

function isinfF64(n: number, x: Float64Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

function isposinfF64(n: number, x: Float64Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

function isneginfF64(n: number, x: Float64Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

function isfiniteF64(n: number, x: Float64Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

function alwaysF64(n: number, x: Float64Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

function signbitF64(n: number, x: Float64Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

function neverF64(n: number, x: Float64Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
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

registerKernels<UnaryRow>("float64", {
  logicalNot: logicalNotF64,
  isnan: isnanF64,
  isinf: isinfF64,
  isposinf: isposinfF64,
  isneginf: isneginfF64,
  isfinite: isfiniteF64,
  isreal: alwaysF64,
  signbit: signbitF64,
});

registerKernels<UnaryRow>("int64", {
  logicalNot: logicalNotF64,
  isnan: neverF64,
  isinf: neverF64,
  isposinf: neverF64,
  isneginf: neverF64,
  isfinite: alwaysF64,
  isreal: alwaysF64,
  signbit: signbitF64,
});
