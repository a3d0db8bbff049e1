// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import * as compare_ from "../scalar/compare.ts";
import { type BinaryRow, registerKernels } from "../table.ts";

const { eq, ge, gt, isclose, iscloseNan, le, logicalAnd, logicalOr, logicalXor, lt, ne } = compare_;

function eqF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = eq(a[ao + i], b[bo + i]);
      out[oo + i + 1] = eq(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = eq(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = eq(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = eq(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = eq(a[ao + i], b0);
      out[oo + i + 1] = eq(a[ao + i + 1], b0);
      out[oo + i + 2] = eq(a[ao + i + 2], b0);
      out[oo + i + 3] = eq(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = eq(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = eq(a0, b[bo + i]);
      out[oo + i + 1] = eq(a0, b[bo + i + 1]);
      out[oo + i + 2] = eq(a0, b[bo + i + 2]);
      out[oo + i + 3] = eq(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = eq(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = eq(a[ao], b[bo]);
    }
  }
}

function neF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = ne(a[ao + i], b[bo + i]);
      out[oo + i + 1] = ne(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = ne(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = ne(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = ne(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = ne(a[ao + i], b0);
      out[oo + i + 1] = ne(a[ao + i + 1], b0);
      out[oo + i + 2] = ne(a[ao + i + 2], b0);
      out[oo + i + 3] = ne(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = ne(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = ne(a0, b[bo + i]);
      out[oo + i + 1] = ne(a0, b[bo + i + 1]);
      out[oo + i + 2] = ne(a0, b[bo + i + 2]);
      out[oo + i + 3] = ne(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = ne(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = ne(a[ao], b[bo]);
    }
  }
}

function ltF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = lt(a[ao + i], b[bo + i]);
      out[oo + i + 1] = lt(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = lt(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = lt(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = lt(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = lt(a[ao + i], b0);
      out[oo + i + 1] = lt(a[ao + i + 1], b0);
      out[oo + i + 2] = lt(a[ao + i + 2], b0);
      out[oo + i + 3] = lt(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = lt(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = lt(a0, b[bo + i]);
      out[oo + i + 1] = lt(a0, b[bo + i + 1]);
      out[oo + i + 2] = lt(a0, b[bo + i + 2]);
      out[oo + i + 3] = lt(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = lt(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = lt(a[ao], b[bo]);
    }
  }
}

function leF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = le(a[ao + i], b[bo + i]);
      out[oo + i + 1] = le(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = le(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = le(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = le(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = le(a[ao + i], b0);
      out[oo + i + 1] = le(a[ao + i + 1], b0);
      out[oo + i + 2] = le(a[ao + i + 2], b0);
      out[oo + i + 3] = le(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = le(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = le(a0, b[bo + i]);
      out[oo + i + 1] = le(a0, b[bo + i + 1]);
      out[oo + i + 2] = le(a0, b[bo + i + 2]);
      out[oo + i + 3] = le(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = le(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = le(a[ao], b[bo]);
    }
  }
}

function gtF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = gt(a[ao + i], b[bo + i]);
      out[oo + i + 1] = gt(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = gt(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = gt(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = gt(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = gt(a[ao + i], b0);
      out[oo + i + 1] = gt(a[ao + i + 1], b0);
      out[oo + i + 2] = gt(a[ao + i + 2], b0);
      out[oo + i + 3] = gt(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = gt(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = gt(a0, b[bo + i]);
      out[oo + i + 1] = gt(a0, b[bo + i + 1]);
      out[oo + i + 2] = gt(a0, b[bo + i + 2]);
      out[oo + i + 3] = gt(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = gt(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = gt(a[ao], b[bo]);
    }
  }
}

function geF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = ge(a[ao + i], b[bo + i]);
      out[oo + i + 1] = ge(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = ge(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = ge(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = ge(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = ge(a[ao + i], b0);
      out[oo + i + 1] = ge(a[ao + i + 1], b0);
      out[oo + i + 2] = ge(a[ao + i + 2], b0);
      out[oo + i + 3] = ge(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = ge(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = ge(a0, b[bo + i]);
      out[oo + i + 1] = ge(a0, b[bo + i + 1]);
      out[oo + i + 2] = ge(a0, b[bo + i + 2]);
      out[oo + i + 3] = ge(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = ge(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = ge(a[ao], b[bo]);
    }
  }
}

function logicalAndF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = logicalAnd(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = logicalAnd(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = logicalAnd(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = logicalAnd(a[ao], b[bo]);
    }
  }
}

function logicalOrF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = logicalOr(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = logicalOr(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = logicalOr(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = logicalOr(a[ao], b[bo]);
    }
  }
}

function logicalXorF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = logicalXor(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = logicalXor(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = logicalXor(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = logicalXor(a[ao], b[bo]);
    }
  }
}

function iscloseF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = isclose(a[ao + i], b[bo + i], p0, p1);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = isclose(a[ao + i], b0, p0, p1);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = isclose(a0, b[bo + i], p0, p1);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = isclose(a[ao], b[bo], p0, p1);
    }
  }
}

function iscloseNanF32(n: number, a: Float32Array, ao: number, as: number, b: Float32Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = iscloseNan(a[ao + i], b[bo + i], p0, p1);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = iscloseNan(a[ao + i], b0, p0, p1);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = iscloseNan(a0, b[bo + i], p0, p1);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = iscloseNan(a[ao], b[bo], p0, p1);
    }
  }
}

registerKernels<BinaryRow>("float32", {
  eq: eqF32,
  ne: neF32,
  lt: ltF32,
  le: leF32,
  gt: gtF32,
  ge: geF32,
  logicalAnd: logicalAndF32,
  logicalOr: logicalOrF32,
  logicalXor: logicalXorF32,
  isclose: iscloseF32,
  iscloseNan: iscloseNanF32,
});
