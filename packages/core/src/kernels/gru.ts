/** Gated recurrent units step by step: products for all sequences at once, then the loop of the cell. */
import type { TypedArray } from "../dtype.ts";
import type { Gru, GruBackward, GruCell, GruCellBackward } from "./recurrent-types.ts";
import { eachStep } from "./steps.ts";
import { type Gemm, kernelSlot, registerKernel } from "./table.ts";

const gemm = kernelSlot<Gemm>("gemm");
const cell = kernelSlot<GruCell>("gruCell");
const cellBackward = kernelSlot<GruCellBackward>("gruCellBackward");

for (const dtype of ["float32", "float64"] as const) {
  registerKernel<Gru>(
    "gru",
    dtype,
    (
      sizes: readonly number[],
      reverse: boolean,
      width: number,
      weight: TypedArray,
      h: TypedArray,
      gates: TypedArray,
      recalled: TypedArray,
      out: TypedArray,
    ): void => {
      const [multiply, advance] = [gemm[dtype]!, cell[dtype]!];
      const [two, n] = [2 * width, 3 * width];
      const last = two * width;
      eachStep(sizes, reverse, (rows, at) => {
        const [p, q] = [at * n, at * width];
        multiply(rows, two, width, h, 0, width, 1, weight, 0, 1, width, gates, p, n, true);
        multiply(
          rows,
          width,
          width,
          h,
          0,
          width,
          1,
          weight,
          last,
          1,
          width,
          recalled,
          q,
          width,
          true,
        );
        advance(rows, width, at, h, gates, recalled, out);
      });
    },
  );
  registerKernel<GruBackward>(
    "gruBackward",
    dtype,
    (
      sizes: readonly number[],
      reverse: boolean,
      width: number,
      weight: TypedArray,
      grad: TypedArray,
      before: TypedArray,
      gates: TypedArray,
      recalled: TypedArray,
      slopes: TypedArray,
      stateSlopes: TypedArray,
      dh: TypedArray,
    ): void => {
      const [multiply, goBack] = [gemm[dtype]!, cellBackward[dtype]!];
      const k = 3 * width;
      eachStep(sizes, !reverse, (rows, at) => {
        goBack(rows, width, at, grad, before, gates, recalled, slopes, stateSlopes, dh);
        multiply(
          rows,
          width,
          k,
          stateSlopes,
          at * k,
          k,
          1,
          weight,
          0,
          width,
          1,
          dh,
          0,
          width,
          true,
        );
      });
    },
  );
}
