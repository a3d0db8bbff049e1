/** Choosing between tensors by a condition. */
import { scalarTensor } from "../alloc.ts";
import { TensorError } from "../errors.ts";
import { kernelSlot, type TernaryRow } from "../kernels/table.ts";
import { apply } from "../op/apply.ts";
import { castRaw } from "../op/copy.ts";
import { checkOperand, checkTensor, type Operand, promoted } from "../op/operands.ts";
import { runTernary } from "../op/pointwise.ts";
import { nonzeroCoordinates } from "../op/nonzero.ts";
import { defineOp, type OpRecord, readArgs } from "../op/record.ts";
import { castScalar } from "../op/scalar.ts";
import { Tensor } from "../tensor.ts";
import { unsqueeze } from "./view.ts";

const whereKernels = kernelSlot<TernaryRow>("where");

const Where: OpRecord = defineOp({
  name: "where",
  params: ["input", "other"],
  first: "condition",
  forward(ctx, [condition, a, b]) {
    ctx.save(condition);
    const dtype = promoted(a, b);
    const [x, y] = [castRaw(a, dtype), castRaw(b, dtype)];
    return runTernary("where", whereKernels, condition, x, y, dtype);
  },
  backward(ctx, [grad]) {
    const [condition] = ctx.saved();
    return [
      null,
      ctx.needs[1] ? where(condition, grad, 0) : null,
      ctx.needs[2] ? where(condition, 0, grad) : null,
    ];
  },
});

export interface WhereOptions {
  /** The values where the condition holds. */
  input?: Operand;
  /** The values elsewhere. */
  other?: Operand;
}

/**
 * `input` where `condition` holds, else `other`, elementwise; all three broadcast. Of a condition alone the indices where
 * it holds, a tensor for each dimension.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.where.html
 */
export function where(condition: Tensor): readonly Tensor[];
export function where(
  condition: Tensor,
  input: Operand | WhereOptions,
  other?: Operand | WhereOptions,
): Tensor;
export function where(
  condition: Tensor,
  input?: Operand | WhereOptions,
  other?: Operand | WhereOptions,
): Tensor | readonly Tensor[] {
  checkTensor("where", condition, "condition");
  const args = readArgs<WhereOptions>(Where, input, other);
  if (args.input === undefined && args.other === undefined) {
    // A zero-dimensional condition counts as one with a single dimension.
    return nonzeroCoordinates(
      condition.layout.shape.length === 0 ? unsqueeze(condition, 0) : condition,
    );
  }
  if (condition.dtype !== "bool" && condition.dtype !== "uint8") {
    throw new TensorError(
      "where",
      `expected condition to be a boolean tensor, but got a tensor with dtype ${condition.dtype}; use condition.ne(0)`,
      { dtypes: [condition.dtype] },
    );
  }
  const a = checkOperand("where", args.input, "input");
  const b = checkOperand("where", args.other, "other");
  const dtype = promoted(a, b);
  const side = (operand: Operand): Tensor =>
    operand instanceof Tensor ? operand : scalarTensor(castScalar("where", operand, dtype), dtype);
  return apply(Where, [condition, side(a), side(b)]);
}
