/** Attention head by head, of products and softmax. */
import type { DType, TypedArray } from "../dtype.ts";
import type {
  Attention,
  AttentionBackward,
  AttentionSizes,
  MaskScores,
  Matrices,
} from "./attention-types.ts";
import {
  type Gemm,
  kernelSlot,
  registerKernel,
  type Softmax,
  type SoftmaxBackward,
} from "./table.ts";

const gemm = kernelSlot<Gemm>("gemm");
const softmax = kernelSlot<Softmax>("softmax");
const softmaxBackward = kernelSlot<SoftmaxBackward>("softmaxBackward");
const maskScores = kernelSlot<MaskScores>("maskScores");

function makeAttention(dtype: DType): Attention {
  return (
    { queries, keys, width, valueWidth, scale }: AttentionSizes,
    q: Matrices,
    k: Matrices,
    v: Matrices,
    mask: (Matrices & { readonly columnStep: number }) | undefined,
    weights: TypedArray,
    out: Matrices,
  ): void => {
    const [multiply, share, prepare] = [gemm[dtype]!, softmax[dtype]!, maskScores[dtype]!];
    const { data } = q;
    for (let h = 0, w = 0; h < q.at.length; h++, w += queries * keys) {
      const [qo, ko, vo, oo] = [q.at[h], k.at[h], v.at[h], out.at[h]];
      multiply(
        queries,
        keys,
        width,
        data,
        qo,
        q.step,
        1,
        k.data,
        ko,
        1,
        k.step,
        weights,
        w,
        keys,
        false,
      );
      const [mo, mrs, mcs] = mask ? [mask.at[h], mask.step, mask.columnStep] : [0, 0, 0];
      prepare(queries, keys, weights, w, scale, mask?.data, mo, mrs, mcs);
      share(queries, keys, weights, w, keys, 1, weights, w, keys, 1);
      multiply(
        queries,
        valueWidth,
        keys,
        weights,
        w,
        keys,
        1,
        v.data,
        vo,
        v.step,
        1,
        out.data,
        oo,
        out.step,
        false,
      );
    }
  };
}

function makeBackward(dtype: DType): AttentionBackward {
  return (
    { queries, keys, width, valueWidth, scale }: AttentionSizes,
    q: Matrices,
    k: Matrices,
    v: Matrices,
    weights: TypedArray,
    grad: Matrices,
    dq: Matrices,
    dk: Matrices,
    dv: Matrices,
  ): void => {
    const [multiply, unshare, prepare] = [
      gemm[dtype]!,
      softmaxBackward[dtype]!,
      maskScores[dtype]!,
    ];
    const slopes = weights.slice(0, queries * keys);
    for (let h = 0, w = 0; h < q.at.length; h++, w += queries * keys) {
      const [qo, ko, vo, go] = [q.at[h], k.at[h], v.at[h], grad.at[h]];
      multiply(
        queries,
        keys,
        valueWidth,
        grad.data,
        go,
        grad.step,
        1,
        v.data,
        vo,
        1,
        v.step,
        slopes,
        0,
        keys,
        false,
      );
      unshare(queries, keys, slopes, 0, keys, 1, weights, w, keys, 1, slopes, 0, keys, 1);
      prepare(queries, keys, slopes, 0, scale, undefined, 0, 0, 0);
      multiply(
        queries,
        width,
        keys,
        slopes,
        0,
        keys,
        1,
        k.data,
        ko,
        k.step,
        1,
        dq.data,
        dq.at[h],
        dq.step,
        false,
      );
      multiply(
        keys,
        width,
        queries,
        slopes,
        0,
        1,
        keys,
        q.data,
        qo,
        q.step,
        1,
        dk.data,
        dk.at[h],
        dk.step,
        false,
      );
      multiply(
        keys,
        valueWidth,
        queries,
        weights,
        w,
        1,
        keys,
        grad.data,
        go,
        grad.step,
        1,
        dv.data,
        dv.at[h],
        dv.step,
        false,
      );
    }
  };
}

for (const dtype of ["float32", "float64"] as const) {
  registerKernel<Attention>("attention", dtype, makeAttention(dtype));
  registerKernel<AttentionBackward>("attentionBackward", dtype, makeBackward(dtype));
}
