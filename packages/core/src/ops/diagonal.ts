/** Diagonals: looking at them, and tensors made of them. */
import { showShape, TensorError } from "../errors.ts";
import { diagonalLayout, normalizeDim, type Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { embedding, scatterInto, scattering } from "../op/embed.ts";
import { checkTensor } from "../op/operands.ts";
import { type OpRecord, readArgs, type Signature, signature } from "../op/record.ts";
import { defineView } from "../op/view.ts";
import type { Tensor } from "../tensor.ts";
import { clone } from "./convert.ts";
import { reshape } from "./view.ts";

/** A diagonal of two dimensions; `shape` is the input's. */
interface Of {
  readonly offset: number;
  readonly dim1: number;
  readonly dim2: number;
  readonly shape: Shape;
}

const Diagonal: OpRecord<Of> = defineView<Of>({
  name: "diagonal",
  params: ["offset", "dim1", "dim2"],
  layout: (layout, { offset, dim1, dim2 }) => diagonalLayout(layout, offset, dim1, dim2),
  backward: (_ctx, [grad], of) => [diagonalBackward(grad, of)],
});

// The public `diagEmbed` is just that gradient.
const diagonalBackward = embedding<Of>("diagEmbed", () => Diagonal, ["offset", "dim1", "dim2"]);

export interface DiagonalOptions {
  /** How far above the main diagonal; below where negative. */
  offset?: number;
  dim1?: number;
  dim2?: number;
}

function read(
  op: string,
  shape: Shape,
  ndim: number,
  args: DiagonalOptions,
  [first, second]: readonly [number, number],
): Of {
  const dim1 = normalizeDim(op, args.dim1 ?? first, ndim);
  const dim2 = normalizeDim(op, args.dim2 ?? second, ndim);
  const offset = args.offset ?? 0;
  if (dim1 === dim2)
    throw new TensorError(op, `diagonal dimensions cannot be identical ${dim1}, ${dim2}`, {
      shapes: [shape],
    });
  if (!Number.isInteger(offset))
    throw new TensorError(op, `offset must be an integer, got ${String(offset)}`);
  return { offset, dim1, dim2, shape };
}

/**
 * A view of a diagonal of two dimensions, as the last dimension.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.diagonal.html
 */
export function diagonal(
  input: Tensor,
  offset?: number | DiagonalOptions,
  dim1?: number | DiagonalOptions,
  dim2?: number | DiagonalOptions,
): Tensor {
  const args = readArgs<DiagonalOptions>(Diagonal, offset, dim1, dim2);
  const { shape } = checkTensor("diagonal", input, "input").layout;
  return apply(Diagonal, [input], read("diagonal", shape, shape.length, args, [0, 1]));
}

const DiagonalScatter = scattering<Of>(
  { name: "diagonalScatter", params: ["src", "offset", "dim1", "dim2"] },
  () => Diagonal,
);

export interface DiagonalScatterOptions extends DiagonalOptions {
  src?: Tensor;
}

/**
 * A copy of `input` with `src` along a diagonal.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.diagonal_scatter.html
 */
export function diagonalScatter(
  input: Tensor,
  src: Tensor | DiagonalScatterOptions,
  offset?: number | DiagonalScatterOptions,
  dim1?: number | DiagonalScatterOptions,
  dim2?: number | DiagonalScatterOptions,
): Tensor {
  const args = readArgs<DiagonalScatterOptions>(DiagonalScatter, src, offset, dim1, dim2);
  const { shape } = checkTensor("diagonalScatter", input, "input").layout;
  return scatterInto(
    DiagonalScatter,
    Diagonal,
    input,
    args.src,
    read("diagonalScatter", shape, shape.length, args, [0, 1]),
  );
}

const DiagEmbed = { name: "diagEmbed", params: ["offset", "dim1", "dim2"] };

/** A tensor of zeros with the last dimension of `input` along a diagonal of `dim1` and `dim2` of the result. */
function embedded(op: Signature, input: Tensor, args: DiagonalOptions): Tensor {
  const { shape } = checkTensor(op.name, input, "input").layout;
  if (shape.length === 0)
    throw new TensorError(
      op.name,
      `${op.name} expects at least one dimension, got a tensor with 0`,
    );
  const ndim = shape.length + 1;
  const of = read(op.name, shape, ndim, args, [-2, -1]);
  const side = shape[shape.length - 1] + Math.abs(of.offset);
  const rest = shape.slice(0, -1);
  const full = Array.from({ length: ndim }, (_, d) =>
    d === of.dim1 || d === of.dim2 ? side : (rest.shift() as number),
  );
  return diagonalBackward(input, { ...of, shape: full });
}

/**
 * Zeros with the last dimension of `input` along a diagonal of two new dimensions.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.diag_embed.html
 */
export function diagEmbed(
  input: Tensor,
  offset?: number | DiagonalOptions,
  dim1?: number | DiagonalOptions,
  dim2?: number | DiagonalOptions,
): Tensor {
  return embedded(DiagEmbed, input, readArgs<DiagonalOptions>(DiagEmbed, offset, dim1, dim2));
}

const Diag = signature("diag", ["diagonal"]);

/**
 * The diagonal of a matrix (a copy), or a matrix with a vector along its diagonal.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.diag.html
 */
export function diag(input: Tensor, options?: number | { diagonal?: number }): Tensor {
  const { diagonal: offset = 0 } = readArgs<{ diagonal?: number }>(Diag, options);
  const { shape } = checkTensor("diag", input, "input").layout;
  if (shape.length === 1) return embedded(Diag, input, { offset });
  if (shape.length === 2)
    return clone(apply(Diagonal, [input], read("diag", shape, 2, { offset }, [0, 1])));
  throw new TensorError(
    "diag",
    `matrix or a vector expected: diag(): Supports 1D or 2D tensors. Got ${shape.length}D: ${showShape(shape)}`,
    { shapes: [shape] },
  );
}

const Diagflat = signature("diagflat", ["offset"]);

/**
 * A matrix with all elements of `input` along its diagonal.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.diagflat.html
 */
export function diagflat(input: Tensor, options?: number | { offset?: number }): Tensor {
  const { offset = 0 } = readArgs<{ offset?: number }>(Diagflat, options);
  return embedded(Diagflat, reshape(checkTensor("diagflat", input, "input"), -1), { offset });
}
