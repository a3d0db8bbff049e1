/** A long short-term memory over a whole sequence: one direction of one layer. */
import { emptyTensor, reusedTensor, zeroTensor } from "../alloc.ts";
import { isRecording } from "../autograd/mode.ts";
import type { Context } from "../autograd/node.ts";
import type { TypedArray } from "../dtype.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import type { Lstm, LstmBackward } from "../kernels/recurrent-types.ts";
import { type KernelSlot, kernelSlot, slotKernel } from "../kernels/table.ts";
import { sameShape, type Shape, sizeOf } from "../layout.ts";
import { applyMany } from "../op/apply.ts";
import { checkFloat, checkSameDtype } from "../op/checks.ts";
import { cloneRaw, contiguousRaw } from "../op/copy.ts";
import { productRaw } from "../op/matmul.ts";
import { checkTensor } from "../op/operands.ts";
import { type OpRecord, readArgs, signature } from "../op/record.ts";
import { joinRaw, lastPieces, type Piece, piecesBefore } from "../op/sequence.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, rsub } from "./arithmetic.ts";
import { sigmoid, tanh } from "./hyperbolic.ts";
import { cat } from "./join.ts";
import { linear } from "./linear.ts";
import { square } from "./power.ts";
import { product } from "./product.ts";
import { sum } from "./reduce.ts";
import { narrow } from "./slice.ts";
import { chunk } from "./split.ts";
import { reshape } from "./view.ts";

const LstmLayer = signature(
  "lstmLayer",
  ["hidden", "cell", "weightIh", "weightHh", "biasIh", "biasHh", "batchSizes", "reverse"],
  { torch: "torch.nn.LSTM" },
);

interface Attrs {
  /** How many sequences have each step, most first. */
  readonly sizes: readonly number[];
  readonly reverse: boolean;
  /** Features of the hidden state. */
  readonly width: number;
}

const forwardKernel: KernelSlot<Lstm> = kernelSlot<Lstm>("lstm");
const backwardKernel: KernelSlot<LstmBackward> = kernelSlot<LstmBackward>("lstmBackward");

/** The elements of a contiguous tensor. */
function elements({ storage, layout }: Tensor): TypedArray {
  const { data } = storage;
  return data.length === layout.size
    ? data
    : data.subarray(layout.offset, layout.offset + layout.size);
}

/** Of the input `[rows, features]`, the initial hidden and cell state, weights, and both biases or none: outputs and cells. */
const Layer: OpRecord<Attrs> = {
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
    const before = join(piecesBefore(attrs.sizes, attrs.reverse), out, hidden);
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
  { sizes, reverse, width }: Attrs,
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
  { sizes, reverse, width }: Attrs,
): Slopes {
  const [x, hidden, cell, weightIh, weightHh, biasIh, biasHh, out, cells] = ctx.saved();
  const pieces = piecesBefore(sizes, reverse);
  const [hiddenBefore, cellsBefore] = [join(pieces, out, hidden), join(pieces, cells, cell)];
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

/** The state with other first rows. */
function withFirst(state: Tensor, rows: Tensor): Tensor {
  const [all, changed] = [state.layout.shape[0], rows.layout.shape[0]];
  return all === changed ? rows : cat([rows, narrow(state, 0, changed, all - changed)]);
}

function startsOf(sizes: readonly number[]): number[] {
  let at = 0;
  return sizes.map((size) => (at += size) - size);
}

/** Pieces of all steps and of the initial state as one tensor. */
function join(pieces: readonly Piece[], values: Tensor, initial: Tensor): Tensor {
  if (!isRecording()) return joinRaw(pieces, contiguousRaw(values), contiguousRaw(initial));
  const parts = pieces.map((piece) =>
    narrow(piece.initial ? initial : values, 0, piece.from, piece.rows),
  );
  return joined(parts, values);
}

/** Parts of `of` as one tensor; of sequences there may be none. */
function joined(parts: readonly Tensor[], of: Tensor): Tensor {
  if (parts.length > 1) return cat(parts);
  return parts.length === 1 ? parts[0] : narrow(of, 0, 0, 0);
}

export interface LstmLayerOptions {
  /** The hidden state before the first step, `[batch, size]`. */
  hidden?: Tensor;
  /** The cell state before the first step, `[batch, size]`. */
  cell?: Tensor;
  /** `[4 size, features]`: of the input gate, the forget gate, the candidate and the output gate. */
  weightIh?: Tensor;
  /** `[4 size, size]`, as `weightIh`. */
  weightHh?: Tensor;
  /** `[4 size]`; both or none. */
  biasIh?: Tensor | null;
  biasHh?: Tensor | null;
  /** For packed sequences: how many have each step, most first. Then `input` is `[Σ batchSizes, features]`. */
  batchSizes?: readonly number[] | null;
  /** Whether it goes from the last step to the first. */
  reverse?: boolean;
}

/** The sizes of the steps' batches. */
function readSteps(op: string, { layout: { shape } }: Tensor, given: unknown): readonly number[] {
  const rank = given === undefined || given === null ? 3 : 2;
  if (shape.length !== rank) {
    throw new TensorError(
      op,
      rank === 3
        ? `expected an input [steps, batch, features], got ${showShape(shape)}; packed sequences come with batchSizes`
        : `expected a packed input [Σ batchSizes, features], got ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  const sizes = rank === 3 ? new Array<number>(shape[0]).fill(shape[1]) : (given as number[]);
  if (!Array.isArray(sizes) || sizes.length === 0) {
    throw new TensorError(
      op,
      `expected sequence length to be larger than 0, got ${rank === 3 ? showShape(shape) : showValue(given)}`,
      { shapes: [shape] },
    );
  }
  if (rank === 3) return sizes;
  const descending = sizes.every(
    (size, t) => Number.isInteger(size) && size > 0 && (t === 0 || size <= sizes[t - 1]),
  );
  if (!descending || sizes.reduce((rows, size) => rows + size, 0) !== shape[0]) {
    throw new TensorError(
      op,
      `batchSizes must be positive, never grow, and add up to the ${shape[0]} rows of input, got ${showShape(sizes)}`,
      { shapes: [shape] },
    );
  }
  return sizes;
}

function checkPart(op: string, x: Tensor, given: unknown, name: string, wanted: Shape): Tensor {
  const tensor = checkTensor(op, given, name);
  checkSameDtype(op, tensor, x.dtype, name);
  if (sameShape(tensor.layout.shape, wanted)) return tensor;
  throw new TensorError(
    op,
    `expected ${name} of shape ${showShape(wanted)}, got ${showShape(tensor.layout.shape)}`,
    { shapes: [tensor.layout.shape, wanted] },
  );
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
  const op = "lstmLayer";
  const given = [hidden, cell, weightIh, weightHh, biasIh, biasHh, batchSizes, reverse, options];
  const args = readArgs<LstmLayerOptions>(LstmLayer, ...given);
  const x = checkFloat(op, input);
  const sizes = readSteps(op, x, args.batchSizes);
  const { shape } = x.layout;
  const features = shape[shape.length - 1];
  const width = checkTensor(op, args.hidden, "hidden").layout.shape.at(-1) ?? 0;
  const part = (name: keyof LstmLayerOptions, ...wanted: Shape): Tensor =>
    checkPart(op, x, args[name], name, wanted);
  const inputs = [
    reshape(x, [sizeOf(shape.slice(0, -1)), features]),
    part("hidden", sizes[0], width),
    part("cell", sizes[0], width),
    part("weightIh", 4 * width, features),
    part("weightHh", 4 * width, width),
  ];
  if (args.biasIh || args.biasHh) inputs.push(part("biasIh", 4 * width), part("biasHh", 4 * width));
  const attrs = { sizes, reverse: args.reverse ?? false, width };
  const [out, cells] = applyMany(Layer, inputs, attrs);
  const last = lastPieces(sizes, attrs.reverse);
  const final = (values: Tensor): Tensor => {
    const parts = last.map(({ from, rows }) => narrow(values, 0, from, rows));
    return joined(parts, values);
  };
  return [reshape(out, [...shape.slice(0, -1), width]), final(out), final(cells)];
}
