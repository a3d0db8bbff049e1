// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { airyAi, i0, i0e, i1, i1e, j0, j1, k0, k0e, k1, k1e, sphericalJ0, y0, y1 } from "../scalar/bessel.ts";
import { polygamma } from "../scalar/gamma.ts";
import { entr, logNdtr, ndtr, ndtri } from "../scalar/probability.ts";
import { erfcx } from "../scalar/special.ts";
import { type UnaryRow, registerKernels } from "../table.ts";


function i0F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function i0eF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function i1F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function i1eF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function k0F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function k0eF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function k1F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function k1eF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function j0F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function j1F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function y0F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function y1F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function sphericalJ0F64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function airyAiF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function entrF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function erfcxF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function ndtrF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function ndtriF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function logNdtrF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number): void {
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

function polygammaF64(n: number, x: Float64Array, xo: number, xs: number, out: Float64Array, oo: number, os: number, p0 = 0): void {
  const f = polygamma;
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
  i0: i0F64,
  i0e: i0eF64,
  i1: i1F64,
  i1e: i1eF64,
  k0: k0F64,
  k0e: k0eF64,
  k1: k1F64,
  k1e: k1eF64,
  j0: j0F64,
  j1: j1F64,
  y0: y0F64,
  y1: y1F64,
  sphericalJ0: sphericalJ0F64,
  airyAi: airyAiF64,
  entr: entrF64,
  erfcx: erfcxF64,
  ndtr: ndtrF64,
  ndtri: ndtriF64,
  logNdtr: logNdtrF64,
  polygamma: polygammaF64,
});
