// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { relu } from "../scalar/activation.ts";
import { abs, clamp, sign } from "../scalar/arithmetic.ts";
import { bitwiseNot, identity, negInt64, squareInt32 } from "../scalar/integer.ts";
import { type UnaryRow, registerKernels } from "../table.ts";


function absI32(n: number, x: Int32Array, xo: number, xs: number, out: Int32Array, oo: number, os: number): void {
  const f = abs;
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

function negInt64I32(n: number, x: Int32Array, xo: number, xs: number, out: Int32Array, oo: number, os: number): void {
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

function signI32(n: number, x: Int32Array, xo: number, xs: number, out: Int32Array, oo: number, os: number): void {
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

function squareInt32I32(n: number, x: Int32Array, xo: number, xs: number, out: Int32Array, oo: number, os: number): void {
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

function identityI32(n: number, x: Int32Array, xo: number, xs: number, out: Int32Array, oo: number, os: number): void {
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

function clampI32(n: number, x: Int32Array, xo: number, xs: number, out: Int32Array, oo: number, os: number, p0 = 0, p1 = 0): void {
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

function bitwiseNotI32(n: number, x: Int32Array, xo: number, xs: number, out: Int32Array, oo: number, os: number): void {
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

function reluI32(n: number, x: Int32Array, xo: number, xs: number, out: Int32Array, oo: number, os: number): void {
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

registerKernels<UnaryRow>("int32", {
  abs: absI32,
  neg: negInt64I32,
  sign: signI32,
  square: squareInt32I32,
  floor: identityI32,
  ceil: identityI32,
  trunc: identityI32,
  round: identityI32,
  nanToNum: identityI32,
  clamp: clampI32,
  bitwiseNot: bitwiseNotI32,
  relu: reluI32,
});
