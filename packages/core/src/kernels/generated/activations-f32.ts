// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { elu, hardshrink, hardsigmoid, hardswish, leakyRelu, logsigmoidSingle, mish, siluSingle, softplusSingle, softshrink, softsign, tanhshrink, threshold } from "../scalar/activation.ts";
import { geluSingle, geluTanhSingle } from "../scalar/gelu.ts";
import { type UnaryRow, registerKernels } from "../table.ts";


function thresholdF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  const f = threshold;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i], p0, p1);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo], p0, p1);
    }
  }
}

function leakyReluF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  const f = leakyRelu;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i], p0);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo], p0);
    }
  }
}

function eluF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0, p2 = 0): void {
  const f = elu;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i], p0, p1, p2);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo], p0, p1, p2);
    }
  }
}

function softplusSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  const f = softplusSingle;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i], p0, p1);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo], p0, p1);
    }
  }
}

function logsigmoidSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = logsigmoidSingle;
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

function siluSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = siluSingle;
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

function mishF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = mish;
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

function geluSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = geluSingle;
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

function geluTanhSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = geluTanhSingle;
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

function hardsigmoidF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = hardsigmoid;
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

function hardswishF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = hardswish;
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

function softsignF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = softsign;
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

function tanhshrinkF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = tanhshrink;
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

function softshrinkF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  const f = softshrink;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i], p0);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo], p0);
    }
  }
}

function hardshrinkF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  const f = hardshrink;
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(x[xo + i], p0);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = f(x[xo], p0);
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
