/** Gated recurrent units over a whole sequence: one direction of one layer. */
import { emptyTensor, reusedTensor, zeroTensor } from "../alloc.ts";
import { isRecording } from "../autograd/mode.ts";
import type { Context } from "../autograd/node.ts";
import type { Gru, GruBackward } from "../kernels/recurrent-types.ts";
import { type KernelSlot, kernelSlot, slotKernel } from "../kernels/table.ts";
import { apply, applyMany } from "../op/apply.ts";
import { cloneRaw, contiguousRaw, copyRaw } from "../op/copy.ts";
import { productRaw } from "../op/matmul.ts";
import { type OpRecord, readArgs, signature } from "../op/record.ts";
import { elements } from "../op/sequence.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, rsub, sub } from "./arithmetic.ts";
import { sigmoid, tanh } from "./hyperbolic.ts";
import { cat } from "./join.ts";
import { linear } from "./linear.ts";
import { square } from "./power.ts";
import { product } from "./product.ts";
import {
  lastState,
  type LayerAttrs,
  readLayer,
  type RecurrentLayerOptions,
  stateAlong,
  stateBefore,
} from "./recurrent-layer.ts";
import { sum } from "./reduce.ts";
import { narrow } from "./slice.ts";
import { chunk } from "./split.ts";
import { reshape } from "./view.ts";

const GruLayer = signature(
  "gruLayer",
  ["hidden", "weightIh", "weightHh", "biasIh", "biasHh", "batchSizes", "reverse"],
  { torch: "torch.nn.GRU" },
);

const forwardKernel: KernelSlot<Gru> = kernelSlot<Gru>("gru");
const backwardKernel: KernelSlot<GruBackward> = kernelSlot<GruBackward>("gruBackward");

/** Of the input `[rows, features]`, the initial state, weights, and both biases or none. */
const Layer: OpRecord<LayerAttrs> = {
  name: "gruLayer",
  params: [],
  forward(ctx, inputs, { sizes, reverse, width }) {
    const [x, hidden, weightIh, weightHh, biasIh, biasHh] = inputs;
    const { dtype } = x;
    const shape = [x.layout.shape[0], width];
    const bias = biasIh && biasOfGates(biasIh, biasHh);
    const gates = reusedTensor([shape[0], 3 * width], dtype);
    productRaw(x, weightIh, null, "right", bias, gates);
    const recalled = reusedTensor(shape, dtype);
    if (biasHh) copyRaw(recalled, narrow(biasHh, 0, 2 * width, width));
    else recalled.storage.data.fill(0);
    const out = emptyTensor(shape, dtype);
    slotKernel(forwardKernel, dtype)(
      sizes,
      reverse,
      width,
      elements(contiguousRaw(weightHh)),
      elements(cloneRaw(hidden)),
      elements(gates),
      elements(recalled),
      elements(out),
    );
    const biases = [biasIh ?? null, biasHh ?? null];
    ctx.save(x, hidden, weightIh, weightHh, ...biases, out, gates, recalled);
    ctx.reuse(gates, recalled);
    return out;
  },
  backward(ctx, [grad], attrs) {
    const [x, hidden, weightIh, weightHh, , , out] = ctx.saved();
    const { needs } = ctx;
    const before = stateBefore(attrs, out, hidden);
    const [gates, recalled] = isRecording() ? gatesInOps(ctx, before) : ctx.saved().slice(7);
    const inputs = [grad, before, gates, recalled, weightHh];
    const [slopes, stateSlopes, toHidden] = applyMany(Slopes, inputs, attrs);
    return [
      needs[0] ? product(slopes, weightIh) : null,
      toHidden,
      needs[2] ? product(slopes, x, null, "left") : null,
      needs[3] ? product(stateSlopes, before, null, "left") : null,
      needs[4] ? sum(slopes, { dim: 0 }) : null,
      needs[5] ? sum(stateSlopes, { dim: 0 }) : null,
    ];
  },
};

/** What both biases add to the gates at once: the reset gate stands between the candidate and the hidden state's. */
function biasOfGates(biasIh: Tensor, biasHh: Tensor): Tensor {
  const [[ofReset, ofUpdate, ofCandidate], state] = [chunk(biasIh, 3), chunk(biasHh, 3)];
  return cat([add(ofReset, state[0]), add(ofUpdate, state[1]), ofCandidate]);
}

/** Gates and recalled part, as the kernel left them, with gradients in their turn. */
function gatesInOps(ctx: Context, before: Tensor): readonly [gates: Tensor, recalled: Tensor] {
  const [x, , weightIh, weightHh, biasIh, biasHh] = ctx.saved();
  const [ofReset, ofUpdate, ofCandidate] = chunk(linear(x, weightIh, biasIh), 3, 1);
  const [toReset, toUpdate, recalled] = chunk(linear(before, weightHh, biasHh), 3, 1);
  const reset = sigmoid(add(ofReset, toReset));
  const candidate = tanh(add(ofCandidate, mul(reset, recalled)));
  return [cat([reset, sigmoid(add(ofUpdate, toUpdate)), candidate], 1), recalled];
}

/**
 * From the gradients of the outputs, the states before each step, gates, recalled parts and the weights of the hidden state to
 * the gradients of the input's sums, of the hidden state's, and of the initial state.
 */
const Slopes: OpRecord<LayerAttrs> = {
  name: "gruLayerBackward",
  params: [],
  forward(ctx, inputs, { sizes, reverse, width }) {
    const [grad, before, gates, recalled, weight] = inputs;
    const { dtype } = grad;
    const [slopes, stateSlopes] = [0, 1].map(() => emptyTensor(gates.layout.shape, dtype));
    const toHidden = zeroTensor([sizes[0], width], dtype);
    const [g, b, s, r] = [grad, before, gates, recalled].map((x) => elements(contiguousRaw(x)));
    slotKernel(backwardKernel, dtype)(
      sizes,
      reverse,
      width,
      elements(contiguousRaw(weight)),
      g,
      b,
      s,
      r,
      elements(slopes),
      elements(stateSlopes),
      elements(toHidden),
    );
    ctx.save(...inputs, stateSlopes);
    return [slopes, stateSlopes, toHidden];
  },
  /**
   * With d the whole gradient of an output (its own, and what the next step carries back), slopes are d times factors made of
   * the gates, and z d plus the product of the hidden state's slopes and the weights is carried on. The transpose of that goes
   * the other way: from what is carried to the initial state it finds for each step what has `reached` it.
   */
  backward(ctx, [toSlopes, toStateSlopes, toHidden], attrs) {
    const [grad, before, gates, recalled, weight, stateSlopes] = ctx.saved();
    const { width } = attrs;
    const [r, z, n] = chunk(gates, 3, 1);
    const bend = (y: Tensor): Tensor => mul(y, rsub(y, 1));
    const [rest, steep, bent] = [rsub(z, 1), rsub(square(n), 1), mul(recalled, bend(r))];
    const toN = mul(rest, steep);
    const toZ = mul(sub(before, n), bend(z));
    const factors = cat([mul(toN, bent), toZ, mul(toN, r)], 1);
    const summed = (parts: Tensor): Tensor =>
      sum(reshape(parts, [parts.layout.shape[0], 3, width]), { dim: 1 });

    // The input's slopes are the state's but for the candidate, which has a factor of its own.
    const candidate = narrow(toSlopes, 1, 2 * width, width);
    const shared = narrow(toSlopes, 1, 0, 2 * width);
    const wanted = add(toStateSlopes, cat([shared, zeroTensor(n.layout.shape, n.dtype)], 1));
    const own = add(summed(mul(factors, wanted)), mul(toN, candidate));
    const reached = stateAlong(attrs, toHidden, (state, at) => {
      const bySlopes = mul(at(factors), product(state, weight, null, "right"));
      return add(at(own), add(mul(at(z), state), summed(bySlopes)));
    });
    const all = add(wanted, product(reached, weight, null, "right"));
    const toGrad = add(summed(mul(factors, all)), add(mul(toN, candidate), mul(z, reached)));

    // d again, this time from the slopes, which are known.
    const bySlopes = product(stateSlopes, weight);
    const back = { ...attrs, reverse: !attrs.reverse };
    const none = zeroTensor(toHidden.layout.shape, grad.dtype);
    const carried = stateAlong(back, none, (state, at) =>
      add(mul(at(z), add(at(grad), state)), at(bySlopes)),
    );
    const d = add(grad, carried);

    // What reaches the factors, that of the candidate (u) also by way of the others; then by them the gates.
    const [dR, dZ, dQ] = chunk(mul(all, cat([d, d, d], 1)), 3, 1);
    const u = add(mul(d, candidate), add(mul(dQ, r), mul(dR, bent)));
    const slope = (y: Tensor): Tensor => rsub(mul(y, 2), 1);
    const toBefore = mul(dZ, bend(z));
    const ofReset = mul(toN, add(dQ, mul(dR, mul(recalled, slope(r)))));
    const ofUpdate = sub(
      add(mul(reached, d), mul(dZ, mul(sub(before, n), slope(z)))),
      mul(u, steep),
    );
    const ofCandidate = sub(mul(mul(u, rest), mul(n, -2)), toBefore);
    return [
      toGrad,
      toBefore,
      cat([ofReset, ofUpdate, ofCandidate], 1),
      mul(dR, mul(toN, bend(r))),
      product(stateSlopes, reached, null, "left"),
    ];
  },
};

/**
 * Runs gated recurrent units over sequences `[steps, batch, features]`, from an initial state: one direction of one layer of
 * `nn.GRU`. Answers the outputs `[steps, batch, size]` and the hidden state behind each sequence's last step, `[batch, size]`.
 * float32 or float64, the same for all.
 *
 * With `r`, `z`, `n` the three parts of `weightIh x + biasIh`, and `r'`, `z'`, `n'` those of `weightHh h + biasHh`, a step is
 * `c = tanh(n + sigmoid(r + r') n')`, `h = c + sigmoid(z + z') (h - c)`.
 *
 * Throws where shapes or dtypes do not fit, or there is no step. PyTorch has it within `torch.nn.GRU`:
 * https://pytorch.org/docs/stable/generated/torch.nn.GRU.html
 */
export function gruLayer(
  input: Tensor,
  hidden: Tensor | RecurrentLayerOptions,
  weightIh?: Tensor | RecurrentLayerOptions,
  weightHh?: Tensor | RecurrentLayerOptions,
  biasIh?: Tensor | null | RecurrentLayerOptions,
  biasHh?: Tensor | null | RecurrentLayerOptions,
  batchSizes?: readonly number[] | null | RecurrentLayerOptions,
  reverse?: boolean | RecurrentLayerOptions,
  options?: RecurrentLayerOptions,
): readonly [output: Tensor, hidden: Tensor] {
  const given = [hidden, weightIh, weightHh, biasIh, biasHh, batchSizes, reverse, options];
  const args = readArgs<RecurrentLayerOptions>(GruLayer, ...given);
  const { inputs, attrs, shape } = readLayer("gruLayer", input, args, 3, ["hidden"]);
  const out = apply(Layer, inputs, attrs);
  return [reshape(out, shape), lastState(attrs, out)];
}
