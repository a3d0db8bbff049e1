/** Chains of matrices, LU factors taken apart, and matrices of powers. */
import { fullTensor, zeroTensor } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { checkMatrix } from "../op/linalg.ts";
import { type Named, named } from "../op/named.ts";
import { listedTensors, type Tensors } from "../op/lists.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { cumprod } from "./cumulate.ts";
import { cat } from "./join.ts";
import { unpacked } from "./lu-factor.ts";
import { chainProduct } from "./matrix-functions.ts";
import { flip } from "./rearrange.ts";
import { expand, reshape } from "./view.ts";

signature("chainMatmul", [], { first: "matrices" });

/**
 * The product of matrices, multiplied in the order that takes least work.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.chain_matmul.html
 */
export function chainMatmul(...matrices: Tensors): Tensor {
  const all = listedTensors("chainMatmul", matrices);
  if (all.length === 0) throw new TensorError("chainMatmul", "expected one or more matrices");
  return chainProduct("chainMatmul", all);
}

const LuUnpack = signature("luUnpack", ["LUPivots", "unpackData", "unpackPivots"], {
  first: "LUData",
});

export interface LuUnpackOptions {
  LUPivots?: Tensor;
  /** Give L and U; else they are empty. */
  unpackData?: boolean;
  /** Give P; else it is empty. */
  unpackPivots?: boolean;
}

/** P, L and U from what `lu` gave. Source: https://pytorch.org/docs/stable/generated/torch.lu_unpack.html */
export function luUnpack(
  LUData: Tensor,
  LUPivots: Tensor | LuUnpackOptions,
  unpackData?: boolean | LuUnpackOptions,
  unpackPivots?: boolean | LuUnpackOptions,
): Named<"P" | "L" | "U"> {
  const args = readArgs<LuUnpackOptions>(LuUnpack, LUPivots, unpackData, unpackPivots);
  checkMatrix("luUnpack", LUData, "LUData");
  const pivots = checkTensor("luUnpack", args.LUPivots, "LUPivots");
  if (pivots.dtype !== "int32") {
    throw new TensorError(
      "luUnpack",
      `LUPivots is expected to be a contiguous tensor of torch.int32 dtype, got ${pivots.dtype}`,
      { dtypes: [pivots.dtype] },
    );
  }
  const [p, l, u] = unpacked(LUData, pivots);
  const none = (): Tensor => zeroTensor([0], LUData.dtype);
  const [data, permutation] = [args.unpackData ?? true, args.unpackPivots ?? true];
  return named(["P", "L", "U"], [permutation ? p : none(), data ? l : none(), data ? u : none()]);
}

const Vander = signature("vander", ["N", "increasing"], { first: "x" });

export interface VanderOptions {
  /** How many powers: as many as there are elements where nothing is said. */
  N?: number | null;
  /** From the power 0 on, rather than down to it. */
  increasing?: boolean;
}

/** A vector's powers, one column for each. Source: https://pytorch.org/docs/stable/generated/torch.vander.html */
export function vander(
  x: Tensor,
  N?: number | null | VanderOptions,
  increasing?: boolean | VanderOptions,
): Tensor {
  const args = readArgs<VanderOptions>(Vander, N, increasing);
  const { shape } = checkTensor("vander", x, "x").layout;
  if (shape.length !== 1) {
    throw new TensorError("vander", `x must be a one-dimensional tensor, got ${showShape(shape)}`, {
      shapes: [shape],
    });
  }
  const count = args.N ?? shape[0];
  if (!Number.isInteger(count) || count < 0) {
    throw new TensorError("vander", `N must be non-negative, got ${count}`);
  }
  const dtype = isFloat(x.dtype) ? x.dtype : "int64";
  const ones = fullTensor([shape[0], Math.min(count, 1)], 1, dtype);
  const rest = Math.max(count - 1, 0);
  const powers = cumprod(expand(reshape(x, [shape[0], 1]), [shape[0], rest]), 1);
  const result = cat([ones, powers], 1);
  return args.increasing ? result : flip(result, 1);
}
