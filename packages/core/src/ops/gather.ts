/** Reads along a dimension, where an index tensor says. */
import { zeroTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { broadcastShapes, normalizeDim, type Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { castRaw } from "../op/copy.ts";
import {
  along,
  checkBounds,
  checkIndexDtype,
  gatherRaw,
  placesAlong,
  placesOf,
} from "../op/indexed.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, readArgs, signature } from "../op/record.ts";
import { checkDimIndex } from "../op/scatter-checks.ts";
import type { Tensor } from "../tensor.ts";
import { indexAdd_ } from "./index-along.ts";
import { scatterAdd_ } from "./scatter.ts";
import { expand, reshape } from "./view.ts";

/** The dimension, and the input's shape. */
interface Along {
  readonly dim: number;
  readonly shape: Shape;
}

export interface GatherOptions {
  dim?: number;
  index?: Tensor;
  /** PyTorch's hint for sparse gradients; gradients here are dense. */
  sparseGrad?: boolean;
}

const Gather = defineOp<Along>({
  name: "gather",
  params: ["dim", "index", "sparseGrad"],
  forward(ctx, [x, index], { dim }) {
    ctx.save(index);
    return gatherRaw(along(x, dim), placesOf(index), index.layout.shape);
  },
  backward(ctx, [grad], { dim, shape }) {
    const [index] = ctx.saved();
    return [scatterAdd_(zeroTensor(shape, grad.dtype), dim, index, grad), null];
  },
});

/**
 * For each place of `index` the element of `input` at that place, but along `dim` at `index`'s value:
 * `out[i][j] = input[i][index[i][j]]` for `dim = 1`.
 *
 * `index` is int64, has as many dimensions as `input`, and is nowhere larger but along `dim`.
 * Source: https://pytorch.org/docs/stable/generated/torch.gather.html
 */
export function gather(
  input: Tensor,
  dim: number | GatherOptions,
  index?: Tensor | GatherOptions,
  options?: GatherOptions,
): Tensor {
  const args = readArgs<GatherOptions>(Gather, dim, index, options);
  const x = checkTensor("gather", input, "input");
  const places = checkTensor("gather", args.index, "index");
  const { shape } = x.layout;
  const d = normalizeDim("gather", args.dim as number, shape.length);
  checkDimIndex("gather", "input", x, d, places);
  // A zero-dimensional tensor counts as a vector of one.
  const source = shape.length < places.layout.shape.length ? reshape(x, 1) : x;
  return apply(Gather, [source, places], { dim: d, shape: source.layout.shape });
}

// ---- indexSelect -------------------------------------------------------------------------------------------------------

export interface IndexSelectOptions {
  dim?: number;
  index?: Tensor;
}

const IndexSelect = defineOp<Along>({
  name: "indexSelect",
  params: ["dim", "index"],
  forward(ctx, [x, index], { dim }) {
    ctx.save(index);
    const places = castRaw(index, "int64");
    const shape = x.layout.shape.map((size, d) => (d === dim ? index.layout.size : size));
    return gatherRaw(along(x, dim), placesAlong(places, dim, shape.length), shape);
  },
  backward(ctx, [grad], { dim, shape }) {
    const [index] = ctx.saved();
    return [indexAdd_(zeroTensor(shape, grad.dtype), dim, index, grad), null];
  },
});

/**
 * The slices of dimension `dim` that the vector `index` (int64 or int32) names, in its order.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.index_select.html
 */
export function indexSelect(
  input: Tensor,
  dim: number | IndexSelectOptions,
  index?: Tensor | IndexSelectOptions,
  options?: IndexSelectOptions,
): Tensor {
  const args = readArgs<IndexSelectOptions>(IndexSelect, dim, index, options);
  const x = checkTensor("indexSelect", input, "input");
  const places = checkTensor("indexSelect", args.index, "index");
  const { shape } = x.layout;
  const d = normalizeDim("indexSelect", args.dim as number, shape.length);
  checkIndexDtype("indexSelect", places, ["int64", "int32"]);
  if (places.layout.shape.length > 1) {
    throw new TensorError(
      "indexSelect",
      `indexSelect(): Index is supposed to be a vector, got shape ${showShape(places.layout.shape)}`,
      { shapes: [places.layout.shape] },
    );
  }
  checkBounds("indexSelect", places, shape[d] ?? 1, `dimension ${d}`);
  return apply(IndexSelect, [x, places], { dim: d, shape });
}

// ---- takeAlongDim ------------------------------------------------------------------------------------------------------

const TakeAlongDim = signature("takeAlongDim", ["indices", "dim"]);

export interface TakeAlongDimOptions {
  indices?: Tensor;
  /** Without it `input` and `indices` are taken as one long dimension each. */
  dim?: number | null;
}

/**
 * `gather` with broadcasting: what `argsort`, `argmax` (with `keepdim`) and their like answer goes in here.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.take_along_dim.html
 */
export function takeAlongDim(
  input: Tensor,
  indices: Tensor | TakeAlongDimOptions,
  dim?: number | null | TakeAlongDimOptions,
  options?: TakeAlongDimOptions,
): Tensor {
  const args = readArgs<TakeAlongDimOptions>(TakeAlongDim, indices, dim, options);
  const x = checkTensor("takeAlongDim", input, "input");
  const places = checkTensor("takeAlongDim", args.indices, "indices");
  checkIndexDtype("takeAlongDim", places);
  if (args.dim === undefined || args.dim === null) {
    return gather(reshape(x, -1), 0, reshape(places, -1));
  }
  const { shape } = x.layout;
  const own = places.layout.shape;
  if (shape.length !== own.length) {
    throw new TensorError(
      "takeAlongDim",
      `input and indices should have the same number of dimensions, but got ${shape.length} dimensions for input, and ${own.length} dimensions for indices`,
      {
        shapes: [shape, own],
      },
    );
  }
  const d = normalizeDim("takeAlongDim", args.dim, shape.length);
  const common = broadcastShapes("takeAlongDim", shape.with(d, 1), own.with(d, 1));
  return gather(expand(x, common.with(d, shape[d])), d, expand(places, common.with(d, own[d])));
}
