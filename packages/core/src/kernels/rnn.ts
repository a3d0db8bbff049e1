/** Plain recurrent networks step by step: a product for all sequences at once, then the activation's own loop. */
import type { TypedArray } from "../dtype.ts";
import type { Rnn, RnnBackward } from "./recurrent-types.ts";
import { eachStep } from "./steps.ts";
import { type BinaryRow, type Gemm, kernelSlot, registerKernel, type UnaryRow } from "./table.ts";

const gemm = kernelSlot<Gemm>("gemm");
const add = kernelSlot<BinaryRow>("add");
const tanh = kernelSlot<UnaryRow>("tanh");
const relu = kernelSlot<UnaryRow>("relu");
const tanhBackward = kernelSlot<BinaryRow>("tanhBackward");
const reluBackward = kernelSlot<BinaryRow>("thresholdBackward");

for (const dtype of ["float32", "float64"] as const) {
  registerKernel<Rnn>(
    "rnn",
    dtype,
    (
      sizes: readonly number[],
      reverse: boolean,
      width: number,
      rectified: boolean,
      weight: TypedArray,
      h: TypedArray,
      out: TypedArray,
    ): void => {
      const [multiply, activate] = [gemm[dtype]!, (rectified ? relu : tanh)[dtype]!];
      eachStep(sizes, reverse, (rows, at) => {
        const [p, n] = [at * width, rows * width];
        multiply(rows, width, width, h, 0, width, 1, weight, 0, 1, width, out, p, width, true);
        activate(n, out, p, 1, out, p, 1);
        h.set(out.subarray(p, p + n));
      });
    },
  );
  registerKernel<RnnBackward>(
    "rnnBackward",
    dtype,
    (
      sizes: readonly number[],
      reverse: boolean,
      width: number,
      rectified: boolean,
      weight: TypedArray,
      grad: TypedArray,
      out: TypedArray,
      slopes: TypedArray,
      carried: TypedArray,
    ): void => {
      const [multiply, plus] = [gemm[dtype]!, add[dtype]!];
      const slope = (rectified ? reluBackward : tanhBackward)[dtype]!;
      eachStep(sizes, !reverse, (rows, at) => {
        const [p, n] = [at * width, rows * width];
        plus(n, grad, p, 1, carried, 0, 1, slopes, p, 1);
        slope(n, slopes, p, 1, out, p, 1, slopes, p, 1, 0);
        multiply(
          rows,
          width,
          width,
          slopes,
          p,
          width,
          1,
          weight,
          0,
          width,
          1,
          carried,
          0,
          width,
          false,
        );
      });
    },
  );
}
