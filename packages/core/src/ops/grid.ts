/** Grids: several vectors against each other, and tensors of coordinates. */
import { emptyTensor } from "../alloc.ts";
import { checkDType, type DType } from "../dtype.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import { broadcastShapes as commonShape, checkShape, type Shape } from "../layout.ts";
import { listedTensors, type Tensors } from "../op/lists.ts";
import { checkTensor } from "../op/operands.ts";
import { isOptions, readArgs, type Signature, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { indexSelect } from "./gather.ts";
import { stack } from "./join.ts";
import { expand, flatten, reshape } from "./view.ts";

signature("broadcastTensors", [], { first: "tensors" });

/** Views of all tensors in the shape to which they broadcast. Source: https://pytorch.org/docs/stable/generated/torch.broadcast_tensors.html */
export function broadcastTensors(...tensors: Tensors): Tensor[] {
  const list = listedTensors("broadcastTensors", tensors);
  const shape = list.reduce<Shape>(
    (common, { layout }) => commonShape("broadcastTensors", common, layout.shape),
    [],
  );
  return list.map((tensor) => expand(tensor, shape));
}

signature("broadcastShapes", [], { first: "shapes", differentiable: false });

/**
 * The shape to which all shapes broadcast; a number stands for a shape of one dimension.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.broadcast_shapes.html
 */
export function broadcastShapes(...shapes: readonly (number | Shape)[]): number[] {
  const list = shapes.map((shape) =>
    checkShape("broadcastShapes", Array.isArray(shape) ? shape : [shape as number]),
  );
  const common = list.reduce<Shape>((all, shape) => commonShape("broadcastShapes", all, shape), []);
  return common.slice();
}

// ---- meshgrid ------------------------------------------------------------------------------------------------------------

const Meshgrid = signature("meshgrid", ["indexing"], { first: "tensors" });

export interface MeshgridOptions {
  /** `ij`: the first vector runs along the first dimension; `xy`: along the second, as in plots. */
  indexing?: "ij" | "xy";
}

/**
 * Coordinate grids: for each vector a view in which it varies along its own dimension.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.meshgrid.html
 */
export function meshgrid(
  ...tensors: readonly (Tensor | MeshgridOptions)[] | readonly [readonly Tensor[], MeshgridOptions?]
): Tensor[] {
  const last = tensors[tensors.length - 1];
  const { indexing = "ij" } = isOptions(last) ? readArgs<MeshgridOptions>(Meshgrid, last) : {};
  const list = listedTensors("meshgrid", isOptions(last) ? tensors.slice(0, -1) : tensors);
  if (list.length === 0)
    throw new TensorError("meshgrid", "meshgrid expects a non-empty TensorList");
  if (indexing !== "ij" && indexing !== "xy")
    throw new TensorError(
      "meshgrid",
      `indexing must be one of "xy" or "ij", but received: ${showValue(indexing)}`,
    );
  return grids("meshgrid", list, indexing);
}

function grids(op: string, list: readonly Tensor[], indexing: "ij" | "xy"): Tensor[] {
  for (const { layout, dtype } of list) {
    if (layout.shape.length > 1)
      throw new TensorError(
        op,
        `Expected 0D or 1D tensor in the tensor list but got: ${showShape(layout.shape)}`,
        { shapes: [layout.shape] },
      );
    if (dtype !== list[0].dtype)
      throw new TensorError(
        op,
        `meshgrid expects all tensors to have the same dtype, got ${list[0].dtype} and ${dtype}`,
        { dtypes: [list[0].dtype, dtype] },
      );
  }
  const swap = indexing === "xy" && list.length >= 2;
  const ordered = swap ? [list[1], list[0], ...list.slice(2)] : list;
  const shape = ordered.map(({ layout }) => layout.size);
  const views = ordered.map((tensor, d) =>
    expand(
      reshape(
        tensor,
        shape.map((size, i) => (i === d ? size : 1)),
      ),
      shape,
    ),
  );
  if (!swap) return views;
  const [second, first, ...rest] = views;
  return [first, second, ...rest];
}

// ---- products and combinations ---------------------------------------------------------------------------------------------

signature("cartesianProd", [], { first: "tensors" });

/** All tuples of one element of each vector, a row each. Source: https://pytorch.org/docs/stable/generated/torch.cartesian_prod.html */
export function cartesianProd(...tensors: Tensors): Tensor {
  const list = listedTensors("cartesianProd", tensors);
  if (list.length === 0)
    throw new TensorError("cartesianProd", "meshgrid expects a non-empty TensorList");
  for (const { layout } of list) {
    if (layout.shape.length !== 1)
      throw new TensorError(
        "cartesianProd",
        `Expect a 1D vector, but got shape ${showShape(layout.shape)}`,
        { shapes: [layout.shape] },
      );
  }
  if (list.length === 1) return list[0];
  return stack(
    grids("cartesianProd", list, "ij").map((grid) => flatten(grid)),
    1,
  );
}

const Combinations = signature("combinations", ["r", "withReplacement"]);

export interface CombinationsOptions {
  /** How many elements each combination has; 2 where nothing is said. */
  r?: number;
  withReplacement?: boolean;
}

/** All ways to choose `r` elements of a vector, a row each, in order. Source: https://pytorch.org/docs/stable/generated/torch.combinations.html */
export function combinations(
  input: Tensor,
  r?: number | CombinationsOptions,
  withReplacement?: boolean | CombinationsOptions,
): Tensor {
  const { r: count = 2, withReplacement: again = false } = readArgs<CombinationsOptions>(
    Combinations,
    r,
    withReplacement,
  );
  const { shape } = checkTensor("combinations", input, "input").layout;
  if (shape.length !== 1)
    throw new TensorError("combinations", `Expect a 1D vector, but got shape ${showShape(shape)}`, {
      shapes: [shape],
    });
  if (!Number.isInteger(count) || count < 0)
    throw new TensorError("combinations", `Expect a non-negative number, but got ${String(count)}`);
  if (count === 0) return emptyTensor([0], input.dtype);
  const rows = choices(shape[0], count, again);
  const columns = Array.from({ length: count }, (_, c) => {
    const index = emptyTensor([rows.length], "int64");
    rows.forEach((row, i) => (index.storage.data[i] = row[c]));
    return indexSelect(input, 0, index);
  });
  return stack(columns, 1);
}

/** All ascending rows of `count` places below `n`; a place may come again where `again`. */
function choices(n: number, count: number, again: boolean): number[][] {
  const rows: number[][] = [];
  const row = new Array<number>(count).fill(0);
  const choose = (at: number, from: number): void => {
    if (at === count) {
      rows.push([...row]);
      return;
    }
    for (let i = from; i < n; i++) {
      row[at] = i;
      choose(at + 1, again ? i : i + 1);
    }
  };
  choose(0, 0);
  return rows;
}

// ---- coordinates of a triangle ---------------------------------------------------------------------------------------------

const triangleParams = ["col", "offset", "dtype", "device"];
const TrilIndices = signature("trilIndices", triangleParams, {
  first: "row",
  differentiable: false,
});
const TriuIndices = signature("triuIndices", triangleParams, {
  first: "row",
  differentiable: false,
});

export interface TriangleIndicesOptions {
  row?: number;
  col?: number;
  /** How far above the main diagonal the triangle ends; below where negative. */
  offset?: number;
  /** int64 where nothing is said, or int32. */
  dtype?: DType | null;
  /** Only "cpu" exists. */
  device?: "cpu" | null;
}

function triangleIndices(
  op: Signature,
  given: readonly unknown[],
  inside: (row: number, col: number, offset: number) => boolean,
): Tensor {
  const { name } = op;
  const {
    row,
    col,
    offset = 0,
    dtype,
  } = readArgs<TriangleIndicesOptions>({ name, params: ["row", ...op.params] }, ...given);
  for (const [what, value] of Object.entries({ row, col })) {
    if (!Number.isInteger(value) || (value as number) < 0)
      throw new TensorError(name, `${what} must be non-negative, got ${String(value)}`);
  }
  const type = dtype ? checkDType(name, dtype) : "int64";
  if (type !== "int64" && type !== "int32")
    throw new TensorError(
      name,
      `"${name}" not implemented for ${type}; it answers int64 or int32`,
      { dtypes: [type] },
    );
  const rows: number[] = [];
  const cols: number[] = [];
  for (let i = 0; i < (row as number); i++) {
    for (let j = 0; j < (col as number); j++) {
      if (!inside(i, j, offset)) continue;
      rows.push(i);
      cols.push(j);
    }
  }
  const out = emptyTensor([2, rows.length], type);
  out.storage.data.set([...rows, ...cols]);
  return out;
}

/**
 * The coordinates of the lower triangle of a matrix of `row` by `col`: row indices above column indices.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.tril_indices.html
 */
export function trilIndices(
  row: number | TriangleIndicesOptions,
  col?: number | TriangleIndicesOptions,
  offset?: number | TriangleIndicesOptions,
  ...rest: [options?: TriangleIndicesOptions]
): Tensor {
  return triangleIndices(TrilIndices, [row, col, offset, ...rest], (i, j, by) => j - i <= by);
}

/**
 * The coordinates of the upper triangle of a matrix of `row` by `col`: row indices above column indices.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.triu_indices.html
 */
export function triuIndices(
  row: number | TriangleIndicesOptions,
  col?: number | TriangleIndicesOptions,
  offset?: number | TriangleIndicesOptions,
  ...rest: [options?: TriangleIndicesOptions]
): Tensor {
  return triangleIndices(TriuIndices, [row, col, offset, ...rest], (i, j, by) => j - i >= by);
}
