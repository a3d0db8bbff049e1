/** Chains of matrices, and LU factors taken apart. */
import { TensorError } from "../errors.ts";
import { checkMatrix } from "../op/linalg.ts";
import { type Named, named } from "../op/named.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import { zeroTensor } from "../alloc.ts";
import type { Tensor } from "../tensor.ts";
import { unpacked } from "./lu-factor.ts";
import { chainProduct } from "./matrix-functions.ts";

signature("chainMatmul", [], { first: "matrices" });

/**
 * The product of matrices, multiplied in the order that takes least work.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.chain_matmul.html
 */
export function chainMatmul(...matrices: readonly Tensor[] | readonly [readonly Tensor[]]): Tensor {
  const [first] = matrices;
  const all = (Array.isArray(first) ? first : matrices) as readonly Tensor[];
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
