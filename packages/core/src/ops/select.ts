/** Choosing between tensors by a condition. */
import { TensorError } from "../errors.ts";
import { kernelSlot, type TernaryRow } from "../kernels/table.ts";
import { apply } from "../op/apply.ts";
import { castRaw } from "../op/copy.ts";
import { asTensor, checkOperand, checkTensor, type Operand, promoted } from "../op/operands.ts";
import { runTernary } from "../op/pointwise.ts";
import { defineOp } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";

const whereKernels = kernelSlot<TernaryRow>("where");

const Where = defineOp({
  name: "where",
  params: ["input", "other"],
  first: "condition",
  forward(ctx, [condition, a, b]) {
    ctx.save(condition);
    const dtype = promoted(a, b);
    return runTernary("where", whereKernels, condition, castRaw(a, dtype), castRaw(b, dtype), dtype);
  },
  backward(ctx, [grad]) {
    const [condition] = ctx.saved();
    return [null, ctx.needs[1] ? where(condition, grad, 0) : null, ctx.needs[2] ? where(condition, 0, grad) : null];
  },
});

/**
 * `input` where `condition` holds, else `other`, elementwise; all three broadcast.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.where.html
 */
export function where(condition: Tensor, input: Operand, other: Operand): Tensor {
  checkTensor("where", condition, "condition");
  if (condition.dtype !== "bool") {
    throw new TensorError("where", `expected condition to be a bool tensor, but got ${condition.dtype}; use condition.ne(0)`, { dtypes: [condition.dtype] });
  }
  checkOperand("where", input, "input");
  checkOperand("where", other, "other");
  return apply(Where, [condition, asTensor(input, other), asTensor(other, input)]);
}
