// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import * as bessel_ from "../scalar/bessel.ts";
import * as gamma_ from "../scalar/gamma.ts";
import * as probability_ from "../scalar/probability.ts";
import * as special_ from "../scalar/special.ts";
import { type UnaryRow, registerKernels } from "../table.ts";

const { airyAi, i0, i0e, i1, i1e, j0, j1, k0, k0e, k1, k1e, sphericalJ0, y0, y1 } = bessel_;
const { polygamma } = gamma_;
const { entr, logNdtr, ndtr, ndtri } = probability_;
const { erfcx } = special_;

function i0F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = i0(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = i0(x[xo]);
    }
  }
}

function i0eF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = i0e(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = i0e(x[xo]);
    }
  }
}

function i1F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = i1(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = i1(x[xo]);
    }
  }
}

function i1eF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = i1e(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = i1e(x[xo]);
    }
  }
}

function k0F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = k0(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = k0(x[xo]);
    }
  }
}

function k0eF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = k0e(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = k0e(x[xo]);
    }
  }
}

function k1F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = k1(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = k1(x[xo]);
    }
  }
}

function k1eF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = k1e(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = k1e(x[xo]);
    }
  }
}

function j0F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = j0(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = j0(x[xo]);
    }
  }
}

function j1F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = j1(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = j1(x[xo]);
    }
  }
}

function y0F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = y0(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = y0(x[xo]);
    }
  }
}

function y1F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = y1(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = y1(x[xo]);
    }
  }
}

function sphericalJ0F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = sphericalJ0(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = sphericalJ0(x[xo]);
    }
  }
}

function airyAiF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = airyAi(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = airyAi(x[xo]);
    }
  }
}

function entrF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = entr(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = entr(x[xo]);
    }
  }
}

function erfcxF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = erfcx(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = erfcx(x[xo]);
    }
  }
}

function ndtrF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = ndtr(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = ndtr(x[xo]);
    }
  }
}

function ndtriF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = ndtri(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = ndtri(x[xo]);
    }
  }
}

function logNdtrF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = logNdtr(x[xo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = logNdtr(x[xo]);
    }
  }
}

function polygammaF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  if (xs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = polygamma(x[xo + i], p0);
    }
  } else {
    for (let i = 0; i < n; i++, xo += xs, oo += os) {
      out[oo] = polygamma(x[xo], p0);
    }
  }
}

registerKernels<UnaryRow>("float32", {
  i0: i0F32,
  i0e: i0eF32,
  i1: i1F32,
  i1e: i1eF32,
  k0: k0F32,
  k0e: k0eF32,
  k1: k1F32,
  k1e: k1eF32,
  j0: j0F32,
  j1: j1F32,
  y0: y0F32,
  y1: y1F32,
  sphericalJ0: sphericalJ0F32,
  airyAi: airyAiF32,
  entr: entrF32,
  erfcx: erfcxF32,
  ndtr: ndtrF32,
  ndtri: ndtriF32,
  logNdtr: logNdtrF32,
  polygamma: polygammaF32,
});
