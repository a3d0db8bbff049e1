// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { eq, ge, gt, isclose, le, logicalAnd, logicalOr, logicalXor, lt, ne } from "../scalar/compare.ts";
import { type BinaryRow, registerKernels } from "../table.ts";


function eqU8(n: number, a: Uint8Array, ao: number, as: number, b: Uint8Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  const f = eq;
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b0);
      out[oo + i + 1] = f(a[ao + i + 1], b0);
      out[oo + i + 2] = f(a[ao + i + 2], b0);
      out[oo + i + 3] = f(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a0, b[bo + i]);
      out[oo + i + 1] = f(a0, b[bo + i + 1]);
      out[oo + i + 2] = f(a0, b[bo + i + 2]);
      out[oo + i + 3] = f(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function neU8(n: number, a: Uint8Array, ao: number, as: number, b: Uint8Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  const f = ne;
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b0);
      out[oo + i + 1] = f(a[ao + i + 1], b0);
      out[oo + i + 2] = f(a[ao + i + 2], b0);
      out[oo + i + 3] = f(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a0, b[bo + i]);
      out[oo + i + 1] = f(a0, b[bo + i + 1]);
      out[oo + i + 2] = f(a0, b[bo + i + 2]);
      out[oo + i + 3] = f(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function ltU8(n: number, a: Uint8Array, ao: number, as: number, b: Uint8Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  const f = lt;
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b0);
      out[oo + i + 1] = f(a[ao + i + 1], b0);
      out[oo + i + 2] = f(a[ao + i + 2], b0);
      out[oo + i + 3] = f(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a0, b[bo + i]);
      out[oo + i + 1] = f(a0, b[bo + i + 1]);
      out[oo + i + 2] = f(a0, b[bo + i + 2]);
      out[oo + i + 3] = f(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function leU8(n: number, a: Uint8Array, ao: number, as: number, b: Uint8Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  const f = le;
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b0);
      out[oo + i + 1] = f(a[ao + i + 1], b0);
      out[oo + i + 2] = f(a[ao + i + 2], b0);
      out[oo + i + 3] = f(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a0, b[bo + i]);
      out[oo + i + 1] = f(a0, b[bo + i + 1]);
      out[oo + i + 2] = f(a0, b[bo + i + 2]);
      out[oo + i + 3] = f(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function gtU8(n: number, a: Uint8Array, ao: number, as: number, b: Uint8Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  const f = gt;
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b0);
      out[oo + i + 1] = f(a[ao + i + 1], b0);
      out[oo + i + 2] = f(a[ao + i + 2], b0);
      out[oo + i + 3] = f(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a0, b[bo + i]);
      out[oo + i + 1] = f(a0, b[bo + i + 1]);
      out[oo + i + 2] = f(a0, b[bo + i + 2]);
      out[oo + i + 3] = f(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function geU8(n: number, a: Uint8Array, ao: number, as: number, b: Uint8Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  const f = ge;
  if (as === 1 && bs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1]);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2]);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i]);
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b0);
      out[oo + i + 1] = f(a[ao + i + 1], b0);
      out[oo + i + 2] = f(a[ao + i + 2], b0);
      out[oo + i + 3] = f(a[ao + i + 3], b0);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b0);
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a0, b[bo + i]);
      out[oo + i + 1] = f(a0, b[bo + i + 1]);
      out[oo + i + 2] = f(a0, b[bo + i + 2]);
      out[oo + i + 3] = f(a0, b[bo + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a0, b[bo + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function logicalAndU8(n: number, a: Uint8Array, ao: number, as: number, b: Uint8Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  const f = logicalAnd;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function logicalOrU8(n: number, a: Uint8Array, ao: number, as: number, b: Uint8Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  const f = logicalOr;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function logicalXorU8(n: number, a: Uint8Array, ao: number, as: number, b: Uint8Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number): void {
  const f = logicalXor;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i]);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i]);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo]);
    }
  }
}

function iscloseU8(n: number, a: Uint8Array, ao: number, as: number, b: Uint8Array, bo: number, bs: number, out: Uint8Array, oo: number, os: number, p0 = 0, p1 = 0): void {
  const f = isclose;
  if (as === 1 && bs === 1 && os === 1) {
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b[bo + i], p0, p1);
    }
  } else if (as === 1 && bs === 0 && os === 1) {
    const b0 = b[bo];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a[ao + i], b0, p0, p1);
    }
  } else if (as === 0 && bs === 1 && os === 1) {
    const a0 = a[ao];
    for (let i = 0; i < n; i++) {
      out[oo + i] = f(a0, b[bo + i], p0, p1);
    }
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, oo += os) {
      out[oo] = f(a[ao], b[bo], p0, p1);
    }
  }
}

registerKernels<BinaryRow>("uint8", {
  eq: eqU8,
  ne: neU8,
  lt: ltU8,
  le: leU8,
  gt: gtU8,
  ge: geU8,
  logicalAnd: logicalAndU8,
  logicalOr: logicalOrU8,
  logicalXor: logicalXorU8,
  isclose: iscloseU8,
  iscloseNan: iscloseU8,
});

registerKernels<BinaryRow>("bool", {
  eq: eqU8,
  ne: neU8,
  lt: ltU8,
  le: leU8,
  gt: gtU8,
  ge: geU8,
  logicalAnd: logicalAndU8,
  logicalOr: logicalOrU8,
  logicalXor: logicalXorU8,
  isclose: iscloseU8,
  iscloseNan: iscloseU8,
});
