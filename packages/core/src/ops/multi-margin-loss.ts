/** Margin losses of several classes. */
import { emptyTensor, wrapArray } from "../alloc.ts";
import { isGradEnabled } from "../autograd/mode.ts";
import { requiresGrad } from "../autograd/node.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import { sameShape, type Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { checkFloat, checkSameDtype } from "../op/checks.ts";
import { castRaw, contiguousRaw } from "../op/copy.ts";
import { checkTensor } from "../op/operands.ts";
import { type OpRecord, readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { takeAlong } from "./along.ts";
import { add, mul, sub } from "./arithmetic.ts";
import { eq } from "./compare.ts";
import { div } from "./division.ts";
import { type LossOptions, reducedLoss, type Reduction, reductionOf } from "./loss-reduction.ts";
import { square } from "./power.ts";
import { relu } from "./rectifier.ts";
import { sum } from "./reduce.ts";
import { where } from "./select.ts";
import { reshape, unsqueeze } from "./view.ts";

const F = "torch.nn.functional.";
const legacy = ["sizeAverage", "reduce", "reduction"];
const MultiMargin = signature("multiMarginLoss", ["target", "p", "margin", "weight", ...legacy], {
  torch: `${F}multi_margin_loss`,
});
const MultilabelMargin = signature("multilabelMarginLoss", ["target", ...legacy], {
  torch: `${F}multilabel_margin_loss`,
});

function checkClasses(op: string, target: Tensor, shape: Shape): Tensor {
  if (target.dtype === "int64" || target.dtype === "uint8") {
    return contiguousRaw(castRaw(target, "int64"));
  }
  throw new TensorError(
    op,
    `expected scalar type int64 for target but found ${target.dtype}: classes are integers, made with ` +
      `tensor([…], { dtype: "int64" }) or target.to("int64")`,
    { shapes: [shape, target.layout.shape], dtypes: [target.dtype] },
  );
}

/** Rows of classes: a vector is one row. */
function checkRows(op: string, shape: Shape): void {
  const classes = shape[shape.length - 1];
  if ((shape.length === 1 || shape.length === 2) && classes > 0) return;
  if (shape.length === 0) return;
  throw new TensorError(
    op,
    `expected non-empty vector or matrix with optional 0-dim batch size, but got: ${showShape(shape)}`,
    { shapes: [shape] },
  );
}

// ---- multiMarginLoss ---------------------------------------------------------------------------

export interface MultiMarginLossOptions extends LossOptions {
  /** The class of each row, as int64. */
  target?: Tensor;
  /** 1 or 2: what each shortfall is raised to; 1 where nothing is said. */
  p?: number;
  /** How much is enough; 1 where nothing is said. */
  margin?: number;
  /** A weight for each class. */
  weight?: Tensor | null;
}

/**
 * What the target's score falls short of exceeding each other class's by `margin`, as a mean over classes.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.multi_margin_loss.html
 */
export function multiMarginLoss(
  input: Tensor,
  target: Tensor | MultiMarginLossOptions,
  p?: number | MultiMarginLossOptions,
  margin?: number | MultiMarginLossOptions,
  weight?: Tensor | null | MultiMarginLossOptions,
  sizeAverage?: boolean | null | MultiMarginLossOptions,
  reduce?: boolean | null | MultiMarginLossOptions,
  reduction?: Reduction | MultiMarginLossOptions,
  options?: MultiMarginLossOptions,
): Tensor {
  const op = "multiMarginLoss";
  const args = readArgs<MultiMarginLossOptions>(
    MultiMargin,
    target,
    p,
    margin,
    weight,
    sizeAverage,
    reduce,
    reduction,
    options,
  );
  const how = reductionOf(op, args);
  const power = args.p ?? 1;
  if (power !== 1 && power !== 2) {
    throw new TensorError(op, `only p == 1 and p == 2 supported, got p = ${showValue(power)}`);
  }
  const { shape } = checkFloat(op, input).layout;
  checkRows(op, shape);
  const x = shape.length === 2 ? input : reshape(input, [1, -1]);
  const [rows, count] = x.layout.shape;
  const t = checkTensor(op, args.target, "target");
  const own = t.layout.shape;
  if (own.length > 1 || t.layout.size !== rows) {
    throw new TensorError(
      op,
      `inconsistent target size, got: ${showShape(own)} for input ${showShape(shape)}; one class for each row`,
      { shapes: [shape, own] },
    );
  }
  const classes = checkClasses(op, t, shape);
  for (const value of classes.toTypedArray()) {
    if (value >= 0 && value < count) continue;
    throw new TensorError(
      op,
      `target out of range: ${value}, while input of shape ${showShape(shape)} has the classes 0 to ${count - 1}`,
      { shapes: [shape, own] },
    );
  }
  const places = reshape(classes, [rows, 1]);
  const score = takeAlong(x, places, 1);
  let short = relu(add(sub(x, score), args.margin ?? 1));
  if (power === 2) short = square(short);
  if (args.weight) {
    const weights = checkClassWeight(op, args.weight, input, count);
    short = mul(short, unsqueeze(takeAlong(weights, reshape(classes, -1), 0), 1));
  }
  const numbers = wrapArray(
    Float64Array.from({ length: count }, (_, i) => i),
    [count],
    "int64",
  );
  const others = where(eq(numbers, places), 0, short);
  const losses = div(sum(others, 1), count);
  return reducedLoss(shape.length === 2 ? losses : reshape(losses, own), how);
}

function checkClassWeight(op: string, weight: Tensor, input: Tensor, count: number): Tensor {
  checkTensor(op, weight, "weight");
  if (weight.layout.size !== count) {
    throw new TensorError(
      op,
      `inconsistent weight size: ${showShape(weight.layout.shape)} for ${count} classes`,
      { shapes: [input.layout.shape, weight.layout.shape] },
    );
  }
  if (isGradEnabled() && requiresGrad(weight)) {
    throw new TensorError(op, 'not differentiable with respect to argument "weight"; detach() it');
  }
  return reshape(checkSameDtype(op, weight, input.dtype, "weight"), -1);
}

// ---- multilabelMarginLoss ----------------------------------------------------------------------

/** Of rows and the classes of each row: piecewise linear, so forward finds its slope, too. */
const Multilabel: OpRecord = {
  name: "multilabelMarginLoss",
  params: [],
  forward(ctx, [x, targets]) {
    const [rows, count] = x.layout.shape;
    const losses = emptyTensor([rows], x.dtype);
    const slope = emptyTensor([rows, count], x.dtype);
    const scores = x.toTypedArray();
    const classes = targets.toTypedArray();
    const own = new Float64Array(count);
    const isTarget = new Uint8Array(count);
    for (let row = 0; row < rows; row++) {
      const at = row * count;
      isTarget.fill(0);
      own.fill(0);
      let labels = 0;
      // The labels of a row end with the first negative one.
      while (labels < count && classes[at + labels] >= 0) isTarget[classes[at + labels++]] = 1;
      let loss = 0;
      for (let k = 0; k < labels; k++) {
        const label = classes[at + k];
        for (let j = 0; j < count; j++) {
          const short = 1 - scores[at + label] + scores[at + j];
          if (isTarget[j] === 1 || !(short > 0)) continue;
          loss += short;
          own[j] += 1 / count;
          own[label] -= 1 / count;
        }
      }
      losses.storage.data[row] = loss / count;
      slope.storage.data.set(own, at);
    }
    ctx.save(slope);
    return losses;
  },
  backward: (ctx, [grad]) => [mul(unsqueeze(grad, 1), ctx.saved()[0]), null],
};

export interface MultilabelMarginLossOptions extends LossOptions {
  /** The classes of each row, as int64, ended by -1. */
  target?: Tensor;
}

/**
 * What each target class's score falls short of exceeding each other class's by 1, as a mean over classes.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.multilabel_margin_loss.html
 */
export function multilabelMarginLoss(
  input: Tensor,
  target: Tensor | MultilabelMarginLossOptions,
  sizeAverage?: boolean | null | MultilabelMarginLossOptions,
  reduce?: boolean | null | MultilabelMarginLossOptions,
  reduction?: Reduction | MultilabelMarginLossOptions,
  options?: MultilabelMarginLossOptions,
): Tensor {
  const op = "multilabelMarginLoss";
  const args = readArgs<MultilabelMarginLossOptions>(
    MultilabelMargin,
    target,
    sizeAverage,
    reduce,
    reduction,
    options,
  );
  const how = reductionOf(op, args);
  const { shape } = checkFloat(op, input).layout;
  checkRows(op, shape);
  const t = checkTensor(op, args.target, "target");
  if (!sameShape(t.layout.shape, shape)) {
    throw new TensorError(
      op,
      `inconsistent size ${showShape(t.layout.shape)} for argument 'target': input has size ${showShape(shape)}`,
      { shapes: [shape, t.layout.shape] },
    );
  }
  const classes = checkClasses(op, t, shape);
  const count = shape[shape.length - 1] ?? 1;
  for (const value of classes.toTypedArray()) {
    if (value >= -1 && value < count) continue;
    throw new TensorError(
      op,
      `argument 'target' is out of range: ${value}, while input of shape ${showShape(shape)} has the classes 0 to ${count - 1} (-1 ends a row)`,
      { shapes: [shape] },
    );
  }
  const rows = [shape.length === 2 ? shape[0] : 1, count];
  const losses = apply(Multilabel, [reshape(input, rows), reshape(classes, rows)]);
  return reducedLoss(shape.length === 2 ? losses : reshape(losses, []), how);
}
