/** Whether tensors are equal, or nearly: elementwise, and as a whole, which answers a boolean. And how far apart they are. */
import { TensorError } from "../errors.ts";
import { type BinaryRow, kernelSlot } from "../kernels/table.ts";
import { sameShape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { checkTensor, type Other } from "../op/operands.ts";
import { runBinary } from "../op/pointwise.ts";
import {
  defineOp,
  isOptions,
  type OpRecord,
  readArgs,
  type Signature,
  signature,
} from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { sub } from "./arithmetic.ts";
import { eq } from "./compare.ts";
import { norm } from "./norm.ts";

export interface CloseOptions {
  other?: Tensor;
  /** Relative tolerance, a part of `other`'s size. */
  rtol?: number;
  /** Absolute tolerance. */
  atol?: number;
  /** Whether NaN is close to NaN. */
  equalNan?: boolean;
}

const closeKernels = kernelSlot<BinaryRow>("isclose");
const closeNanKernels = kernelSlot<BinaryRow>("iscloseNan");

const Isclose: OpRecord<Required<Omit<CloseOptions, "other">>> = defineOp({
  name: "isclose",
  params: ["other", "rtol", "atol", "equalNan"],
  differentiable: false,
  forward: (_ctx, [a, b], { rtol, atol, equalNan }) =>
    runBinary("isclose", equalNan ? closeNanKernels : closeKernels, a, b, "bool", [rtol, atol]),
});

const Allclose = signature("allclose", Isclose.params, { differentiable: false });

function close(op: Signature, input: Tensor, given: readonly unknown[]): Tensor {
  const args = readArgs<CloseOptions>(op, ...given);
  const { rtol = 1e-5, atol = 1e-8, equalNan = false } = args;
  const a = checkTensor(op.name, input, "input");
  const b = checkTensor(op.name, args.other, "other");
  if (a.dtype !== b.dtype) {
    throw new TensorError(
      op.name,
      `${a.dtype} did not match ${b.dtype}; convert one with x.to(dtype)`,
      {
        dtypes: [a.dtype, b.dtype],
      },
    );
  }
  for (const [name, value] of Object.entries({ rtol, atol })) {
    if (!(value >= 0)) {
      throw new TensorError(
        op.name,
        `${name} must be greater than or equal to zero, but got ${value}`,
      );
    }
  }
  return apply(Isclose, [a, b], { rtol, atol, equalNan });
}

/**
 * Whether `|input - other| <= atol + rtol * |other|`, elementwise. Both must have one dtype.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.isclose.html
 */
export function isclose(
  input: Tensor,
  other: Tensor | CloseOptions,
  rtol?: number | CloseOptions,
  atol?: number | CloseOptions,
  equalNan?: boolean | CloseOptions,
): Tensor {
  return close(Isclose, input, [other, rtol, atol, equalNan]);
}

/**
 * Whether all elements are close, see `isclose`; answers a boolean.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.allclose.html
 */
export function allclose(
  input: Tensor,
  other: Tensor | CloseOptions,
  rtol?: number | CloseOptions,
  atol?: number | CloseOptions,
  equalNan?: boolean | CloseOptions,
): boolean {
  return holdsEverywhere(close(Allclose, input, [other, rtol, atol, equalNan]));
}

function holdsEverywhere({ storage, layout }: Tensor): boolean {
  return storage.data.indexOf(0) === -1 || layout.size === 0;
}

const Equal = signature("equal", ["other"], { differentiable: false });

/**
 * Whether both have the same shape and the same values; answers a boolean. NaN equals nothing.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.equal.html
 */
export function equal(input: Tensor, other: Other<Tensor>): boolean {
  const given = isOptions(other) ? readArgs<{ other: Tensor }>(Equal, other).other : other;
  const a = checkTensor("equal", input, "input");
  const b = checkTensor("equal", given, "other");
  return sameShape(a.layout.shape, b.layout.shape) && holdsEverywhere(eq(a, b));
}

const Dist = signature("dist", ["other", "p"]);

/**
 * The `p`-norm of `input - other`, 2 where nothing is said.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.dist.html
 */
export function dist(
  input: Tensor,
  other: Tensor | { other?: Tensor; p?: number },
  p?: number | { other?: Tensor; p?: number },
): Tensor {
  const args = readArgs<{ other?: Tensor; p?: number }>(Dist, other, p);
  const a = checkTensor("dist", input, "input");
  const b = checkTensor("dist", args.other, "other");
  return norm(sub(a, b), args.p ?? 2);
}
