/** Scatters that combine what meets at a place, unrecorded. */
import { emptyTensor, fullTensor } from "../alloc.ts";
import { type DType, isFloat } from "../dtype.ts";
import { type BinaryRow, kernelSlot } from "../kernels/table.ts";
import type { Shape } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { cloneRaw, copyRaw } from "./copy.ts";
import { type Combine, type Places, scatterRaw, type Target } from "./indexed.ts";
import { runBinary } from "./pointwise.ts";

/** How values that meet are combined. */
export type Reduce = "sum" | "prod" | "mean" | "amax" | "amin";

const combines: Readonly<Record<Reduce, Combine>> = {
  sum: "add",
  prod: "mul",
  mean: "add",
  amax: "max",
  amin: "min",
};

/** What changes nothing when it is combined with a value. */
function neutral(reduce: Reduce, dtype: DType): number {
  if (reduce === "prod") return 1;
  if (reduce !== "amax" && reduce !== "amin") return 0;
  if (dtype === "uint8" || dtype === "bool")
    return reduce === "amax" ? 0 : dtype === "bool" ? 1 : 255;
  if (dtype === "int32") return reduce === "amax" ? -(2 ** 31) : 2 ** 31 - 1;
  return reduce === "amax" ? -Infinity : Infinity;
}

const quotients = kernelSlot<BinaryRow>("div");
const floored = kernelSlot<BinaryRow>("divFloor");

/**
 * A copy of `x` in which the values of `src` are combined with what stands at their places, or, without `includeSelf`,
 * only with each other. `aim` gives the target in a tensor of `x`'s shape.
 */
export function scatterReduced(
  op: string,
  x: Tensor,
  aim: (tensor: Tensor) => Target,
  places: Places,
  src: Tensor,
  shape: Shape,
  reduce: Reduce,
  includeSelf: boolean,
): Tensor {
  const y = cloneRaw(x);
  const to = aim(y);
  if (!includeSelf)
    scatterRaw(op, to, places, fullTensor([], neutral(reduce, x.dtype), x.dtype), shape);
  scatterRaw(op, to, places, src, shape, combines[reduce]);
  if (reduce !== "mean") return y;
  const counts = fullTensor(x.layout.shape, 1, x.dtype);
  const one = fullTensor([], 1, x.dtype);
  if (!includeSelf) scatterRaw(op, aim(counts), places, fullTensor([], 0, x.dtype), shape);
  scatterRaw(op, aim(counts), places, one, shape, "add");
  const means = runBinary(op, isFloat(x.dtype) ? quotients : floored, y, counts);
  return means.dtype === x.dtype ? means : copyRaw(emptyTensor(x.layout.shape, x.dtype), means);
}
