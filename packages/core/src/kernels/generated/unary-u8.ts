// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { relu } from "../scalar/activation.ts";
import { clamp, sign } from "../scalar/arithmetic.ts";
import { bitwiseNot, identity, negInt64, notBool, squareInt32 } from "../scalar/integer.ts";
import { type UnaryRow, registerKernels } from "../table.ts";


function identityU8(n: number, x: Uint8Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  const f = identity;
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
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function negInt64U8(n: number, x: Uint8Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  const f = negInt64;
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
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function signU8(n: number, x: Uint8Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  const f = sign;
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

function squareInt32U8(n: number, x: Uint8Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  const f = squareInt32;
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
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function clampU8(n: number, x: Uint8Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  const f = clamp;
  if (xs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(x[xo + i], p0, p1);
      out[oo + i + 1] = f(x[xo + i + 1], p0, p1);
      out[oo + i + 2] = f(x[xo + i + 2], p0, p1);
      out[oo + i + 3] = f(x[xo + i + 3], p0, p1);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i], p0, p1);
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo], p0, p1);
    }
  }
}

function bitwiseNotU8(n: number, x: Uint8Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  const f = bitwiseNot;
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

function reluU8(n: number, x: Uint8Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  const f = relu;
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
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo]);
    }
  }
}

function notBoolU8(n: number, x: Uint8Array, xo: number, xs: number, out: Uint8Array, oo: number, os: number): void {
  const f = notBool;
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
  abs: identityU8,
  neg: negInt64U8,
  sign: signU8,
  square: squareInt32U8,
  floor: identityU8,
  ceil: identityU8,
  trunc: identityU8,
  round: identityU8,
  nanToNum: identityU8,
  clamp: clampU8,
  bitwiseNot: bitwiseNotU8,
  relu: reluU8,
});

registerKernels<UnaryRow>("bool", {
  sign: identityU8,
  nanToNum: identityU8,
  bitwiseNot: notBoolU8,
});
