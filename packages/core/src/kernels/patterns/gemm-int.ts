import type { TypedArray } from "../../dtype.ts";
import { setRows } from "../rows.ts";
import { exact } from "../scalar/integer.ts";
import { registerKernel, type Gemm } from "../table.ts";

/** Integer products are rare, so this is plain; `cut` says what becomes of a sum. */
function integerGemm(
  multiplyAdd: (sum: number, x: number, y: number) => number,
  finish: (sum: number) => number,
): Gemm {
  return (
    m,
    n,
    k,
    a: TypedArray,
    ao,
    ars,
    acs,
    b: TypedArray,
    bo,
    brs,
    bcs,
    c: TypedArray,
    co,
    crs,
    accumulate,
    bias?: TypedArray,
    biasAt = 0,
  ) => {
    if (bias) setRows(m, n, bias, biasAt, c, co, crs);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        const r = co + i * crs + j;
        let sum = accumulate || bias ? c[r] : 0;
        for (let l = 0, p = ao + i * ars, q = bo + j * bcs; l < k; l++, p += acs, q += brs)
          sum = multiplyAdd(sum, a[p], b[q]);
        c[r] = finish(sum);
      }
    }
  };
}

const wrapping = integerGemm(
  (sum, x, y) => (sum + Math.imul(x, y)) | 0,
  (sum) => sum,
);

registerKernel<Gemm>("gemm", "int32", wrapping);
registerKernel<Gemm>("gemm", "uint8", wrapping);
registerKernel<Gemm>(
  "gemm",
  "int64",
  integerGemm(
    (sum, x, y) => exact("matmul", sum + exact("matmul", x * y)),
    (sum) => sum,
  ),
);
