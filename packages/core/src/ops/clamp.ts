/** Keeping values between bounds, elementwise. */
import { type DType, isFloat } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { type BinaryRow, kernelSlot, type TernaryRow, type UnaryRow } from "../kernels/table.ts";
import { apply } from "../op/apply.ts";
import { castRaw } from "../op/copy.ts";
import { applyInPlace } from "../op/inplace.ts";
import { asTensor, checkOperand, checkTensor, type Operand, promoted } from "../op/operands.ts";
import { runBinary, runTernary, runUnary } from "../op/pointwise.ts";
import {
  alias,
  defineOp,
  type OpRecord,
  readArgs,
  type Signature,
  signature,
} from "../op/record.ts";
import { castScalar } from "../op/scalar.ts";
import { straight } from "../op/slopes.ts";
import { Tensor } from "../tensor.ts";
import { ge, gt, le, lt } from "./compare.ts";
import { logicalAnd, logicalOr } from "./logic.ts";
import { where } from "./select.ts";

/** A bound: a number, a tensor that broadcasts, or none. */
export type Bound = Operand | null;

export interface ClampOptions {
  /** The lower bound. */
  min?: Bound;
  /** The upper bound; where it is below the lower one, it wins. */
  max?: Bound;
}

// ---- between numbers ---------------------------------------------------------------------------

interface Interval {
  readonly low: number;
  readonly high: number;
  readonly dtype: DType;
}

const clampKernels = kernelSlot<UnaryRow>("clamp");

const Clamp: OpRecord<Interval> = defineOp({
  name: "clamp",
  params: ["min", "max"],
  writesOut: true,
  forward(ctx, [x], { low, high, dtype }, out) {
    ctx.save(x);
    return runUnary(clampKernels, castRaw(x, dtype), "same", [low, high], out);
  },
  backward: (ctx, [grad], interval) => [apply(ClampBackward, [grad, ctx.saved()[0]], interval)],
});
alias(Clamp, "clip");

/** The gradient where x lies between the bounds or on one of them, else 0. */
const ClampBackward: OpRecord<Interval> = straight("clampBackward", ({ low, high }) => [low, high]);

// ---- between tensors ---------------------------------------------------------------------------

/** Which bounds follow the input among the op's inputs. */
type Given = "min" | "max" | "both";

const maximumKernels = kernelSlot<BinaryRow>("maximum");
const minimumKernels = kernelSlot<BinaryRow>("minimum");
const clampTensorKernels = kernelSlot<TernaryRow>("clampTensor");

const ClampTensor: OpRecord<Given> = {
  name: "clamp",
  params: Clamp.params,
  forward(ctx, inputs, given) {
    ctx.save(...inputs);
    const dtype = promoted(...inputs);
    const [x, a, b] = inputs.map((input) => castRaw(input, dtype));
    if (given === "both") return runTernary("clamp", clampTensorKernels, x, a, b, dtype);
    return runBinary("clamp", given === "min" ? maximumKernels : minimumKernels, x, a);
  },
  backward(ctx, [grad], given) {
    const [x, a, b] = ctx.saved();
    const masked = (index: number, mask: () => Tensor): Tensor | null =>
      ctx.needs[index] ? where(mask(), grad, 0) : null;
    if (given === "min") return [masked(0, () => ge(x, a)), masked(1, () => lt(x, a))];
    if (given === "max") return [masked(0, () => le(x, a)), masked(1, () => gt(x, a))];
    return [
      masked(0, () => logicalAnd(ge(x, a), le(x, b))),
      masked(1, () => logicalAnd(lt(x, a), lt(a, b))),
      masked(2, () => logicalOr(gt(x, b), lt(b, a))),
    ];
  },
};

// ---- the public functions ----------------------------------------------------------------------

/** The bounds as the result's dtype holds them. */
function interval(
  op: string,
  input: Tensor,
  min: number | boolean | null,
  max: number | boolean | null,
): Interval {
  // Floats stay what they are, whatever numbers they meet.
  const dtype = isFloat(input.dtype)
    ? input.dtype
    : promoted(input, ...[min, max].filter((bound) => bound !== null));
  const cast = (bound: number | boolean | null, none: number): number =>
    bound === null ? none : castScalar(op, bound, dtype);
  return { low: cast(min, -Infinity), high: cast(max, Infinity), dtype };
}

type Apply = <Attrs>(op: OpRecord<Attrs>, inputs: readonly Tensor[], attrs: Attrs) => Tensor;

function clampBy(call: Apply, op: Signature, input: Tensor, { min, max }: ClampOptions): Tensor {
  checkTensor(op.name, input, "input");
  const low = min ?? null;
  const high = max ?? null;
  if (low === null && high === null) {
    throw new TensorError(
      op.name,
      "At least one of 'min' or 'max' must not be None: give min, max or both",
    );
  }
  if (low !== null) checkOperand(op.name, low, "min");
  if (high !== null) checkOperand(op.name, high, "max");
  if (!(low instanceof Tensor) && !(high instanceof Tensor)) {
    return call(Clamp, [input], interval(op.name, input, low, high));
  }
  const tensors = [low, high]
    .filter((bound) => bound !== null)
    .map((bound) => asTensor(bound, input));
  return call(
    ClampTensor,
    [input, ...tensors],
    low === null ? "max" : high === null ? "min" : "both",
  );
}

/**
 * `input` with what lies below `min` or above `max` moved to that bound, elementwise.
 *
 * Bounds are numbers or tensors; one may be left out. The gradient passes between the bounds and on them.
 * Source: https://pytorch.org/docs/stable/generated/torch.clamp.html
 */
export function clamp(
  input: Tensor,
  min?: Bound | ClampOptions,
  max?: Bound | ClampOptions,
): Tensor {
  return clampBy(apply, Clamp, input, readArgs<ClampOptions>(Clamp, min, max));
}

/** `clamp`, written into `input`. */
export function clamp_(
  input: Tensor,
  min?: Bound | ClampOptions,
  max?: Bound | ClampOptions,
): Tensor {
  return clampBy(applyInPlace, Clamp, input, readArgs<ClampOptions>(Clamp, min, max));
}

const ClampMin = signature("clampMin", ["min"]);
const ClampMax = signature("clampMax", ["max"]);

/**
 * `clamp` with a lower bound only.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.clamp.html
 */
export function clampMin(input: Tensor, min: Operand | Pick<ClampOptions, "min">): Tensor {
  return clampBy(apply, ClampMin, input, readArgs<ClampOptions>(ClampMin, min));
}

/** `clampMin`, written into `input`. */
export function clampMin_(input: Tensor, min: Operand | Pick<ClampOptions, "min">): Tensor {
  return clampBy(applyInPlace, ClampMin, input, readArgs<ClampOptions>(ClampMin, min));
}

/**
 * `clamp` with an upper bound only.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.clamp.html
 */
export function clampMax(input: Tensor, max: Operand | Pick<ClampOptions, "max">): Tensor {
  return clampBy(apply, ClampMax, input, readArgs<ClampOptions>(ClampMax, max));
}

/** `clampMax`, written into `input`. */
export function clampMax_(input: Tensor, max: Operand | Pick<ClampOptions, "max">): Tensor {
  return clampBy(applyInPlace, ClampMax, input, readArgs<ClampOptions>(ClampMax, max));
}

export { clamp as clip, clamp_ as clip_ };
