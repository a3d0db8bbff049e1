/** A plain recurrent network over a whole sequence: one direction of one layer. */
import { emptyTensor, zeroTensor } from "../alloc.ts";
import { showValue, TensorError } from "../errors.ts";
import type { Rnn, RnnBackward } from "../kernels/recurrent-types.ts";
import { type KernelSlot, kernelSlot, slotKernel } from "../kernels/table.ts";
import { apply } from "../op/apply.ts";
import { cloneRaw, contiguousRaw } from "../op/copy.ts";
import { productRaw } from "../op/matmul.ts";
import { type OpRecord, readArgs, signature } from "../op/record.ts";
import { elements } from "../op/sequence.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul } from "./arithmetic.ts";
import { mT } from "./matrix-transpose.ts";
import { product } from "./product.ts";
import {
  lastState,
  type LayerAttrs,
  readLayer,
  type RecurrentLayerOptions,
  stateBefore,
} from "./recurrent-layer.ts";
import { sum } from "./reduce.ts";
import { reshape } from "./view.ts";

const RnnLayer = signature(
  "rnnLayer",
  ["hidden", "weightIh", "weightHh", "biasIh", "biasHh", "batchSizes", "reverse", "nonlinearity"],
  { torch: "torch.nn.RNN" },
);

interface RnnAttrs extends LayerAttrs {
  /** Whether relu takes the place of tanh. */
  readonly rectified: boolean;
}

const forwardKernel: KernelSlot<Rnn> = kernelSlot<Rnn>("rnn");
const backwardKernel: KernelSlot<RnnBackward> = kernelSlot<RnnBackward>("rnnBackward");

/** Of the input `[rows, features]`, the initial state, weights, and both biases or none. */
const Layer: OpRecord<RnnAttrs> = {
  name: "rnnLayer",
  params: [],
  forward(ctx, inputs, { sizes, reverse, width, rectified }) {
    const [x, hidden, weightIh, weightHh, biasIh, biasHh] = inputs;
    const bias = biasIh && add(biasIh, biasHh);
    const out = productRaw(x, weightIh, null, "right", bias);
    slotKernel(forwardKernel, x.dtype)(
      sizes,
      reverse,
      width,
      rectified,
      elements(contiguousRaw(weightHh)),
      elements(cloneRaw(hidden)),
      elements(out),
    );
    ctx.save(x, hidden, weightIh, weightHh, out);
    return out;
  },
  backward(ctx, [grad], attrs) {
    const [x, hidden, weightIh, weightHh, out] = ctx.saved();
    const { needs } = ctx;
    const slopes = apply(Slopes, [grad, out, weightHh], attrs);
    const ofFirst = (): Tensor => lastState({ ...attrs, reverse: !attrs.reverse }, slopes);
    const toBias = needs[4] || needs[5] ? sum(slopes, { dim: 0 }) : null;
    return [
      needs[0] ? product(slopes, weightIh) : null,
      needs[1] ? product(ofFirst(), weightHh) : null,
      needs[2] ? product(slopes, x, null, "left") : null,
      needs[3] ? product(slopes, stateBefore(attrs, out, hidden), null, "left") : null,
      toBias,
      toBias,
    ];
  },
};

/**
 * From the gradients of the outputs, the outputs and the weights of the hidden state to the gradients of the sums: of each
 * step that of its output, and of the next step's sum what comes through the weights, times the slope there.
 */
const Slopes: OpRecord<RnnAttrs> = {
  name: "rnnLayerBackward",
  params: [],
  forward(ctx, [grad, out, weight], { sizes, reverse, width, rectified }) {
    const { dtype } = grad;
    const slopes = emptyTensor(out.layout.shape, dtype);
    slotKernel(backwardKernel, dtype)(
      sizes,
      reverse,
      width,
      rectified,
      elements(contiguousRaw(weight)),
      elements(contiguousRaw(grad)),
      elements(contiguousRaw(out)),
      elements(slopes),
      elements(zeroTensor([sizes[0], width], dtype)),
    );
    ctx.save(grad, out, weight, slopes);
    return slopes;
  },
  // It is linear in `grad`. Its transpose is the same function of the transposed weights, which goes the other way.
  backward(ctx, [outer], attrs) {
    const [grad, out, weight, slopes] = ctx.saved();
    const { needs } = ctx;
    const back = { ...attrs, reverse: !attrs.reverse };
    const toGrad = apply(Slopes, [outer, out, mT(weight)], back);
    const none = zeroTensor([attrs.sizes[0], attrs.width], grad.dtype);
    const before = stateBefore(attrs, toGrad, none);
    let toOut: Tensor | null = null;
    if (needs[1] && !attrs.rectified) {
      // Both sides of the slope 1 - out², whose own slope is -2 out.
      const total = add(grad, product(stateBefore(back, slopes, none), weight));
      const reached = add(outer, product(before, weight, null, "right"));
      toOut = mul(mul(total, reached), mul(out, -2));
    }
    return [toGrad, toOut, needs[2] ? product(slopes, before, null, "left") : null];
  },
};

export interface RnnLayerOptions extends RecurrentLayerOptions {
  /** Default: "tanh". */
  nonlinearity?: "tanh" | "relu";
}

/**
 * Runs a plain recurrent network over sequences `[steps, batch, features]`, from an initial state: one direction of one layer of
 * `nn.RNN`. Answers the outputs `[steps, batch, size]` and the hidden state behind each sequence's last step, `[batch, size]`.
 * float32 or float64, the same for all.
 *
 * A step is `h = tanh(weightIh x + biasIh + weightHh h + biasHh)`, or with relu.
 *
 * Throws where shapes or dtypes do not fit, there is no step, or the nonlinearity is another one. PyTorch has it within
 * `torch.nn.RNN`: https://pytorch.org/docs/stable/generated/torch.nn.RNN.html
 */
export function rnnLayer(
  input: Tensor,
  hidden: Tensor | RnnLayerOptions,
  weightIh?: Tensor | RnnLayerOptions,
  weightHh?: Tensor | RnnLayerOptions,
  biasIh?: Tensor | null | RnnLayerOptions,
  biasHh?: Tensor | null | RnnLayerOptions,
  batchSizes?: readonly number[] | null | RnnLayerOptions,
  reverse?: boolean | RnnLayerOptions,
  nonlinearity?: "tanh" | "relu" | RnnLayerOptions,
  options?: RnnLayerOptions,
): readonly [output: Tensor, hidden: Tensor] {
  const given = [hidden, weightIh, weightHh, biasIh, biasHh, batchSizes, reverse, nonlinearity];
  const args = readArgs<RnnLayerOptions>(RnnLayer, ...given, options);
  const kind = args.nonlinearity ?? "tanh";
  if (kind !== "tanh" && kind !== "relu") {
    throw new TensorError(
      "rnnLayer",
      `nonlinearity must be "tanh" or "relu", got ${showValue(kind)}`,
    );
  }
  const { inputs, attrs, shape } = readLayer("rnnLayer", input, args, 1, ["hidden"]);
  const out = apply(Layer, inputs, { ...attrs, rectified: kind === "relu" });
  return [reshape(out, shape), lastState(attrs, out)];
}
