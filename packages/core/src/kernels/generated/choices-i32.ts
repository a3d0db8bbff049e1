// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.
import { where } from "../scalar/arithmetic.ts";
import { type TernaryRow, registerKernels } from "../table.ts";


function whereI32(n: number, a: Uint8Array, ao: number, as: number, b: Int32Array, bo: number, bs: number, c: Int32Array, co: number, cs: number, out: Int32Array, oo: number, os: number): void {
  const f = where;
  if (as === 1 && bs === 1 && cs === 1 && os === 1) {
    let i = 0;
    for (; i < n - 3; i += 4) {
      out[oo + i] = f(a[ao + i], b[bo + i], c[co + i]);
      out[oo + i + 1] = f(a[ao + i + 1], b[bo + i + 1], c[co + i + 1]);
      out[oo + i + 2] = f(a[ao + i + 2], b[bo + i + 2], c[co + i + 2]);
      out[oo + i + 3] = f(a[ao + i + 3], b[bo + i + 3], c[co + i + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(a[ao + i], b[bo + i], c[co + i]);
  } else {
    for (let i = 0; i < n; i++, ao += as, bo += bs, co += cs, oo += os) {
      out[oo] = f(a[ao], b[bo], c[co]);
    }
  }
}

registerKernels<TernaryRow>("int32", {
  where: whereI32,
});
