// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import * as activation_ from "../scalar/activation.ts";
import { type UnaryRow, registerKernels } from "../table.ts";

const { elu, geluSingle, geluTanhSingle, hardshrink, hardsigmoid, hardswish, leakyRelu, logsigmoidSingle, mish, siluSingle, softplusSingle, softshrink, softsign, tanhshrink, threshold } = activation_;

function thresholdF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = threshold(x[xo + i], p0, p1);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = threshold(x[xo], p0, p1);
    }
  }
}

function leakyReluF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = leakyRelu(x[xo + i], p0);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = leakyRelu(x[xo], p0);
    }
  }
}

function eluF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0, p2 = 0): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = elu(x[xo + i], p0, p1, p2);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = elu(x[xo], p0, p1, p2);
    }
  }
}

function softplusSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = softplusSingle(x[xo + i], p0, p1);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = softplusSingle(x[xo], p0, p1);
    }
  }
}

function logsigmoidSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = logsigmoidSingle(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = logsigmoidSingle(x[xo]);
    }
  }
}

function siluSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = siluSingle(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = siluSingle(x[xo]);
    }
  }
}

function mishF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = mish(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = mish(x[xo]);
    }
  }
}

function geluSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = geluSingle(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = geluSingle(x[xo]);
    }
  }
}

function geluTanhSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = geluTanhSingle(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = geluTanhSingle(x[xo]);
    }
  }
}

function hardsigmoidF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = hardsigmoid(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = hardsigmoid(x[xo]);
    }
  }
}

function hardswishF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = hardswish(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = hardswish(x[xo]);
    }
  }
}

function softsignF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = softsign(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = softsign(x[xo]);
    }
  }
}

function tanhshrinkF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = tanhshrink(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = tanhshrink(x[xo]);
    }
  }
}

function softshrinkF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = softshrink(x[xo + i], p0);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = softshrink(x[xo], p0);
    }
  }
}

function hardshrinkF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = hardshrink(x[xo + i], p0);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = hardshrink(x[xo], p0);
    }
  }
}

registerKernels<UnaryRow>("float32", {
  threshold: thresholdF32,
  leakyRelu: leakyReluF32,
  elu: eluF32,
  softplus: softplusSingleF32,
  logsigmoid: logsigmoidSingleF32,
  silu: siluSingleF32,
  mish: mishF32,
  gelu: geluSingleF32,
  geluTanh: geluTanhSingleF32,
  hardsigmoid: hardsigmoidF32,
  hardswish: hardswishF32,
  softsign: softsignF32,
  tanhshrink: tanhshrinkF32,
  softshrink: softshrinkF32,
  hardshrink: hardshrinkF32,
});
