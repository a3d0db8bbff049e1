/** Recurrent networks step by step: a product for all sequences at once, then the loop of the cell. */
import type { TypedArray } from "../dtype.ts";
import type { Lstm, LstmBackward, LstmCell, LstmCellBackward } from "./recurrent-types.ts";
import { eachStep } from "./steps.ts";
import { type Gemm, kernelSlot, registerKernel } from "./table.ts";

const gemm = kernelSlot<Gemm>("gemm");
const cell = kernelSlot<LstmCell>("lstmCell");
const cellBackward = kernelSlot<LstmCellBackward>("lstmCellBackward");

for (const dtype of ["float32", "float64"] as const) {
  registerKernel<Lstm>(
    "lstm",
    dtype,
    (
      sizes: readonly number[],
      reverse: boolean,
      width: number,
      weight: TypedArray,
      h: TypedArray,
      c: TypedArray,
      gates: TypedArray,
      cells: TypedArray,
      tanhs: TypedArray,
      out: TypedArray,
    ): void => {
      const [multiply, advance] = [gemm[dtype]!, cell[dtype]!];
      const n = 4 * width;
      eachStep(sizes, reverse, (rows, at) => {
        multiply(rows, n, width, h, 0, width, 1, weight, 0, 1, width, gates, at * n, n, true);
        advance(rows, width, at, h, c, gates, cells, tanhs, out);
      });
    },
  );
  registerKernel<LstmBackward>(
    "lstmBackward",
    dtype,
    (
      sizes: readonly number[],
      reverse: boolean,
      width: number,
      weight: TypedArray,
      gradOut: TypedArray | undefined,
      gradCells: TypedArray | undefined,
      before: TypedArray,
      tanhs: TypedArray,
      gates: TypedArray,
      slopes: TypedArray,
      dh: TypedArray,
      dc: TypedArray,
    ): void => {
      const [multiply, goBack] = [gemm[dtype]!, cellBackward[dtype]!];
      const k = 4 * width;
      eachStep(sizes, !reverse, (rows, at) => {
        goBack(rows, width, at, gradOut, gradCells, before, tanhs, gates, slopes, dh, dc);
        multiply(rows, width, k, slopes, at * k, k, 1, weight, 0, width, 1, dh, 0, width, false);
      });
    },
  );
}
