/** A long short-term memory over a whole sequence: one direction of one layer. */
import { emptyTensor, reusedTensor, zeroTensor } from "../alloc.ts";
import { isRecording } from "../autograd/mode.ts";
import type { Context } from "../autograd/node.ts";
import type { Lstm, LstmBackward } from "../kernels/recurrent-types.ts";
import { type KernelSlot, kernelSlot, slotKernel } from "../kernels/table.ts";
import { applyMany } from "../op/apply.ts";
import { cloneRaw, contiguousRaw } from "../op/copy.ts";
import { productRaw } from "../op/matmul.ts";
import { type OpRecord, readArgs, signature } from "../op/record.ts";
import { elements, joinRaw, piecesBefore } from "../op/sequence.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, rsub } from "./arithmetic.ts";
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
  startsOf,
  stateBefore,
  withFirst,
} from "./recurrent-layer.ts";
import { sum } from "./reduce.ts";
import { narrow } from "./slice.ts";
import { chunk } from "./split.ts";
import { reshape } from "./view.ts";

const LstmLayer = signature(
  "lstmLayer",
  ["hidden", "cell", "weightIh", "weightHh", "biasIh", "biasHh", "batchSizes", "reverse"],
  { torch: "torch.nn.LSTM" },
);

const forwardKernel: KernelSlot<Lstm> = kernelSlot<Lstm>("lstm");
const backwardKernel: KernelSlot<LstmBackward> = kernelSlot<LstmBackward>("lstmBackward");

/** Of the input `[rows, features]`, the initial hidden and cell state, weights, and both biases or none: outputs and cells. */
const Layer: OpRecord<LayerAttrs> = {
  name: "lstmLayer",
  params: [],
  partial: true,
  forward(ctx, inputs, { sizes, reverse, width }) {
    const [x, hidden, cell, weightIh, weightHh, biasIh, biasHh] = inputs;
    const { dtype } = x;
    const rows = x.layout.shape[0];
    const bias = biasIh ? add(biasIh, biasHh) : null;
    const gates = productRaw(
      x,
      weightIh,
      null,
      "right",
      bias,
      reusedTensor([rows, 4 * width], dtype),
    );
    const tanhs = reusedTensor([rows, width], dtype);
    const [out, cells] = [0, 1].map(() => emptyTensor([rows, width], dtype));
    slotKernel(forwardKernel, dtype)(
      sizes,
      reverse,
      width,
      elements(contiguousRaw(weightHh)),
      elements(cloneRaw(hidden)),
      elements(cloneRaw(cell)),
      elements(gates),
      elements(cells),
      elements(tanhs),
      elements(out),
    );
    ctx.save(...inputs.slice(0, 5), biasIh ?? null, biasHh ?? null, out, cells, gates, tanhs);
    ctx.reuse(gates, tanhs);
    return [out, cells];
  },
  backward(ctx, [gradOut, gradCells], attrs) {
    const [x, hidden, , weightIh, , , , out] = ctx.saved();
    const slopes = isRecording() ? slopesInOps : slopesAtOnce;
    const [gates, toHidden, toCell] = slopes(ctx, gradOut, gradCells, attrs);
    const before = stateBefore(attrs, out, hidden);
    const { needs } = ctx;
    const toBias = needs[5] || needs[6] ? sum(gates, { dim: 0 }) : null;
    return [
      needs[0] ? product(gates, weightIh) : null,
      toHidden,
      toCell,
      needs[3] ? product(gates, x, null, "left") : null,
      needs[4] ? product(gates, before, null, "left") : null,
      toBias,
      toBias,
    ];
  },
};

/** Gradients of what the gates were made of, and of the initial state. */
type Slopes = readonly [gates: Tensor, hidden: Tensor, cell: Tensor];

/** All steps in one kernel. */
function slopesAtOnce(
  ctx: Context,
  gradOut: Tensor | null,
  gradCells: Tensor | null,
  { sizes, reverse, width }: LayerAttrs,
): Slopes {
  const [x, , cell, , weightHh, , , , cells, gates, tanhs] = ctx.saved();
  const { dtype } = x;
  const before = joinRaw(piecesBefore(sizes, reverse), cells, contiguousRaw(cell));
  const slopes = emptyTensor(gates.layout.shape, dtype);
  const [dh, dc] = [cell, cell].map(({ layout }) => zeroTensor(layout.shape, dtype));
  slotKernel(backwardKernel, dtype)(
    sizes,
    reverse,
    width,
    elements(contiguousRaw(weightHh)),
    gradOut ? elements(contiguousRaw(gradOut)) : undefined,
    gradCells ? elements(contiguousRaw(gradCells)) : undefined,
    elements(before),
    elements(tanhs),
    elements(gates),
    elements(slopes),
    elements(dh),
    elements(dc),
  );
  return [slopes, dh, dc];
}

/** The same step by step in ops, which have gradients in their turn. */
function slopesInOps(
  ctx: Context,
  gradOut: Tensor | null,
  gradCells: Tensor | null,
  attrs: LayerAttrs,
): Slopes {
  const { sizes, reverse, width } = attrs;
  const [x, hidden, cell, weightIh, weightHh, biasIh, biasHh, out, cells] = ctx.saved();
  const hiddenBefore = stateBefore(attrs, out, hidden);
  const cellsBefore = stateBefore(attrs, cells, cell);
  const fromState = linear(hiddenBefore, weightHh, biasHh);
  const [i, f, g, o] = chunk(add(linear(x, weightIh, biasIh), fromState), 4, 1).map((part, k) =>
    k === 2 ? tanh(part) : sigmoid(part),
  );
  const t = tanh(cells);
  const bend = (y: Tensor): Tensor => mul(y, rsub(y, 1));
  // What each gate's gradient is, but for that of the cell (or, for the output gate, of the output).
  const factors = [mul(g, bend(i)), mul(cellsBefore, bend(f)), mul(i, rsub(square(g), 1))];
  const outFactor = mul(t, bend(o));
  const through = mul(o, rsub(square(t), 1));
  const slopes: Tensor[] = [];
  let dh = zeroTensor(hidden.layout.shape, x.dtype);
  let dc = dh;
  const starts = startsOf(sizes);
  const order = sizes.map((_, step) => (reverse ? step : sizes.length - 1 - step));
  for (const step of order) {
    const rows = sizes[step];
    const at = (tensor: Tensor): Tensor => narrow(tensor, 0, starts[step], rows);
    let [toOut, toCell] = [narrow(dh, 0, 0, rows), narrow(dc, 0, 0, rows)];
    if (gradOut) toOut = add(toOut, at(gradOut));
    if (gradCells) toCell = add(toCell, at(gradCells));
    toCell = add(toCell, mul(toOut, at(through)));
    const parts = factors.map((factor) => mul(toCell, at(factor)));
    const gates = cat([...parts, mul(toOut, at(outFactor))], 1);
    slopes[step] = gates;
    dh = withFirst(dh, product(gates, weightHh));
    dc = withFirst(dc, mul(toCell, at(f)));
  }
  if (slopes.length === 0) return [zeroTensor([0, 4 * width], x.dtype), dh, dc];
  return [cat(slopes), dh, dc];
}

export interface LstmLayerOptions extends RecurrentLayerOptions {
  /** The cell state before the first step, `[batch, size]`. */
  cell?: Tensor;
}

/**
 * Runs a long short-term memory over sequences `[steps, batch, features]`, from an initial state: one direction of one layer of
 * `nn.LSTM`. Answers the outputs `[steps, batch, size]` and the hidden and cell state behind each sequence's last step, both
 * `[batch, size]`. float32 or float64, the same for all.
 *
 * With `i`, `f`, `g`, `o` the four parts of `weightIh x + biasIh + weightHh h + biasHh`, a step is
 * `c = sigmoid(f) c + sigmoid(i) tanh(g)`, `h = sigmoid(o) tanh(c)`.
 *
 * Throws where shapes or dtypes do not fit, or there is no step. PyTorch has it within `torch.nn.LSTM`:
 * https://pytorch.org/docs/stable/generated/torch.nn.LSTM.html
 */
export function lstmLayer(
  input: Tensor,
  hidden: Tensor | LstmLayerOptions,
  cell?: Tensor | LstmLayerOptions,
  weightIh?: Tensor | LstmLayerOptions,
  weightHh?: Tensor | LstmLayerOptions,
  biasIh?: Tensor | null | LstmLayerOptions,
  biasHh?: Tensor | null | LstmLayerOptions,
  batchSizes?: readonly number[] | null | LstmLayerOptions,
  reverse?: boolean | LstmLayerOptions,
  options?: LstmLayerOptions,
): readonly [output: Tensor, hidden: Tensor, cell: Tensor] {
  const given = [hidden, cell, weightIh, weightHh, biasIh, biasHh, batchSizes, reverse, options];
  const args = readArgs<LstmLayerOptions>(LstmLayer, ...given);
  const { inputs, attrs, shape } = readLayer("lstmLayer", input, args, 4, ["hidden", "cell"]);
  const [out, cells] = applyMany(Layer, inputs, attrs);
  return [reshape(out, shape), lastState(attrs, out), lastState(attrs, cells)];
}
