// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import * as activation_ from "../scalar/activation.ts";
import { type UnaryRow, registerKernels } from "../table.ts";

const { elu, gelu, geluTanh, hardshrink, hardsigmoid, hardswish, leakyRelu, logsigmoid, mish, silu, softplus, softshrink, softsign, tanhshrink, threshold } = activation_;

function thresholdF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0): void {
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

function leakyReluF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
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

function eluF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0, p2 = 0): void {
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

function softplusF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = softplus(x[xo + i], p0, p1);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = softplus(x[xo], p0, p1);
    }
  }
}

function logsigmoidF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = logsigmoid(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = logsigmoid(x[xo]);
    }
  }
}

function siluF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = silu(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = silu(x[xo]);
    }
  }
}

function mishF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function geluF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = gelu(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = gelu(x[xo]);
    }
  }
}

function geluTanhF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = geluTanh(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = geluTanh(x[xo]);
    }
  }
}

function hardsigmoidF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function hardswishF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function softsignF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function tanhshrinkF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function softshrinkF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
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

function hardshrinkF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
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

registerKernels<UnaryRow>("float64", {
  threshold: thresholdF64,
  leakyRelu: leakyReluF64,
  elu: eluF64,
  softplus: softplusF64,
  logsigmoid: logsigmoidF64,
  silu: siluF64,
  mish: mishF64,
  gelu: geluF64,
  geluTanh: geluTanhF64,
  hardsigmoid: hardsigmoidF64,
  hardswish: hardswishF64,
  softsign: softsignF64,
  tanhshrink: tanhshrinkF64,
  softshrink: softshrinkF64,
  hardshrink: hardshrinkF64,
});

registerKernels<UnaryRow>("int64", {
  threshold: thresholdF64,
});
