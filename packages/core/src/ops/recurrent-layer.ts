/** What the layers of recurrent networks have in common: their arguments, and the state around each step. */
import { isRecording } from "../autograd/mode.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import { sameShape, type Shape, sizeOf } from "../layout.ts";
import { checkFloat, checkSameDtype } from "../op/checks.ts";
import { contiguousRaw } from "../op/copy.ts";
import { checkTensor } from "../op/operands.ts";
import { joinRaw, lastPieces, piecesBefore } from "../op/sequence.ts";
import type { Tensor } from "../tensor.ts";
import { cat } from "./join.ts";
import { narrow } from "./slice.ts";
import { reshape } from "./view.ts";

export interface LayerAttrs {
  /** How many sequences have each step, most first. */
  readonly sizes: readonly number[];
  readonly reverse: boolean;
  /** Features of the hidden state. */
  readonly width: number;
}

export interface RecurrentLayerOptions {
  /** The hidden state before the first step, `[batch, size]`. */
  hidden?: Tensor;
  /** `[gates size, features]`: the gates' parts one below the other, in the order in which the function names them. */
  weightIh?: Tensor;
  /** `[gates size, size]`, as `weightIh`. */
  weightHh?: Tensor;
  /** `[gates size]`; both or none. */
  biasIh?: Tensor | null;
  biasHh?: Tensor | null;
  /** For packed sequences: how many have each step, most first. Then `input` is `[Σ batchSizes, features]`. */
  batchSizes?: readonly number[] | null;
  /** Whether it goes from the last step to the first. */
  reverse?: boolean;
}

/** A layer's arguments as its op takes them. */
interface LayerCall {
  /** The input `[rows, features]`, the initial state, weights, and both biases or none. */
  readonly inputs: readonly Tensor[];
  readonly attrs: LayerAttrs;
  /** The shape of the outputs. */
  readonly shape: Shape;
}

/** Checks a layer's arguments: of `gates` gates, with the initial state in the arguments `states`. */
export function readLayer<State extends string>(
  op: string,
  input: Tensor,
  args: RecurrentLayerOptions & { readonly [name in State]?: Tensor },
  gates: number,
  states: readonly State[],
): LayerCall {
  const x = checkFloat(op, input);
  const sizes = readSteps(op, x, args.batchSizes);
  const { shape } = x.layout;
  const features = shape[shape.length - 1];
  const width = checkTensor(op, args.hidden, "hidden").layout.shape.at(-1) ?? 0;
  const part = (name: State | keyof RecurrentLayerOptions, ...wanted: Shape): Tensor =>
    checkPart(op, x, args[name], name, wanted);
  const inputs = [
    reshape(x, [sizeOf(shape.slice(0, -1)), features]),
    ...states.map((name) => part(name, sizes[0], width)),
    part("weightIh", gates * width, features),
    part("weightHh", gates * width, width),
  ];
  if (args.biasIh || args.biasHh)
    inputs.push(part("biasIh", gates * width), part("biasHh", gates * width));
  const attrs = { sizes, reverse: args.reverse ?? false, width };
  return { inputs, attrs, shape: [...shape.slice(0, -1), width] };
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

/** For each row of `values`, which has one for each step of each sequence, the one before it; for the first that of `initial`. */
export function stateBefore(
  { sizes, reverse }: LayerAttrs,
  values: Tensor,
  initial: Tensor,
): Tensor {
  const pieces = piecesBefore(sizes, reverse);
  if (!isRecording()) return joinRaw(pieces, contiguousRaw(values), contiguousRaw(initial));
  const parts = pieces.map((piece) =>
    narrow(piece.initial ? initial : values, 0, piece.from, piece.rows),
  );
  return joined(parts, values);
}

/** The rows of `values` behind the last step of each sequence. */
export function lastState({ sizes, reverse }: LayerAttrs, values: Tensor): Tensor {
  const parts = lastPieces(sizes, reverse).map(({ from, rows }) => narrow(values, 0, from, rows));
  return joined(parts, values);
}

/** Parts of `of` as one tensor; of sequences there may be none. */
function joined(parts: readonly Tensor[], of: Tensor): Tensor {
  if (parts.length > 1) return cat(parts);
  return parts.length === 1 ? parts[0] : narrow(of, 0, 0, 0);
}

/** The state with other first rows. */
export function withFirst(state: Tensor, rows: Tensor): Tensor {
  const [all, changed] = [state.layout.shape[0], rows.layout.shape[0]];
  return all === changed ? rows : cat([rows, narrow(state, 0, changed, all - changed)]);
}

/** The first row of each step. */
export function startsOf(sizes: readonly number[]): number[] {
  let at = 0;
  return sizes.map((size) => (at += size) - size);
}

/**
 * A state's way through the steps, from `initial`: for each row the state before it. `next` makes of that the state behind,
 * with `at` for the step's rows of another tensor.
 */
export function stateAlong(
  { sizes, reverse }: LayerAttrs,
  initial: Tensor,
  next: (state: Tensor, at: (values: Tensor) => Tensor) => Tensor,
): Tensor {
  const starts = startsOf(sizes);
  const before: Tensor[] = [];
  let state = initial;
  for (let i = 0; i < sizes.length; i++) {
    const step = reverse ? sizes.length - 1 - i : i;
    const rows = sizes[step];
    before[step] = narrow(state, 0, 0, rows);
    state = withFirst(
      state,
      next(before[step], (values) => narrow(values, 0, starts[step], rows)),
    );
  }
  return joined(before, initial);
}
