// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { elu, hardshrink, hardsigmoid, hardswish, leakyRelu, logsigmoid, mish, silu, softplus, softshrink, softsign, tanhshrink, threshold } from "../scalar/activation.ts";
import { gelu, geluTanh } from "../scalar/gelu.ts";
import { type UnaryRow, registerKernels } from "../table.ts";


function thresholdF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0): void {
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

function leakyReluF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
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

function eluF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0, p2 = 0): void {
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

function softplusF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  const f = softplus;
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

function logsigmoidF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const f = logsigmoid;
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

function siluF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const f = silu;
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

function mishF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function geluF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const f = gelu;
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

function geluTanhF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
  const f = geluTanh;
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

function hardsigmoidF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function hardswishF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function softsignF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function tanhshrinkF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function softshrinkF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
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

function hardshrinkF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
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
