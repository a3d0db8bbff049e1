// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { airyAi, i0, i0e, i1, i1e, j0, j1, k0, k0e, k1, k1e, sphericalJ0, y0, y1 } from "../scalar/bessel.ts";
import { polygammaSingle } from "../scalar/gamma.ts";
import { entr, logNdtr, ndtr, ndtri } from "../scalar/probability.ts";
import { erfcx } from "../scalar/special.ts";
import { type UnaryRow, registerKernels } from "../table.ts";


function i0F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = i0;
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

function i0eF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = i0e;
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

function i1F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = i1;
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

function i1eF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = i1e;
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

function k0F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = k0;
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

function k0eF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = k0e;
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

function k1F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = k1;
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

function k1eF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = k1e;
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

function j0F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = j0;
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

function j1F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = j1;
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

function y0F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = y0;
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

function y1F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = y1;
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

function sphericalJ0F32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = sphericalJ0;
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

function airyAiF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = airyAi;
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

function entrF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = entr;
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

function erfcxF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = erfcx;
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

function ndtrF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = ndtr;
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

function ndtriF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = ndtri;
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

function logNdtrF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number): void {
  const f = logNdtr;
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

function polygammaSingleF32(n: number, x: Float32Array, xo: number, xs: number, out: Float32Array, oo: number, os: number, p0 = 0): void {
  const f = polygammaSingle;
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
  polygamma: polygammaSingleF32,
});
