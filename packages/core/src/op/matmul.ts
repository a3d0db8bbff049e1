/**
 * Matrix products of tensors of any strides by one kernel, `gemm`: a transpose is never copied, and batches that lie in
 * memory like one taller matrix take one call.
 */
import { emptyTensor } from "../alloc.ts";
import type { TypedArray } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { type Gemm, type KernelSlot, kernelSlot, slotKernel } from "../kernels/table.ts";
import { broadcastShapes, type Layout, sameShape, type Shape, sizeOf } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { copyRaw } from "./copy.ts";

const gemm: KernelSlot<Gemm> = kernelSlot<Gemm>("gemm");

/** Which operand of a product is taken with its last two dimensions swapped. It must be a matrix, or a batch of them. */
export type Transposed = "none" | "left" | "right";

/** Rows of a left operand: a vector is one row. */
export function rowsOf({ shape }: Layout): number {
  return shape.length === 1 ? 1 : shape[shape.length - 2];
}

/** Columns of a right operand: a vector is one column. */
export function colsOf({ shape }: Layout): number {
  return shape.length === 1 ? 1 : shape[shape.length - 1];
}

/** All dimensions but those of the matrix. */
export function batchOf({ shape }: Layout): Shape {
  return shape.length <= 2 ? [] : shape.slice(0, -2);
}

/** Refuses operands of different dtypes (products, unlike sums, do not promote) and dtypes that have no product. */
export function checkProductDtypes(op: string, a: Tensor, b: Tensor): void {
  if (a.dtype !== b.dtype) {
    throw new TensorError(
      op,
      `expected both operands to have the same dtype, but got ${a.dtype} and ${b.dtype} (expected scalar type ${a.dtype} but found ${b.dtype}); ` +
        `convert one with x.to("${a.dtype}")`,
      { dtypes: [a.dtype, b.dtype], shapes: [a.layout.shape, b.layout.shape] },
    );
  }
  if (gemm[a.dtype] === undefined)
    throw new TensorError(op, `not implemented for dtype ${a.dtype}; convert with x.to(dtype)`, {
      dtypes: [a.dtype],
    });
}

/** Refuses a tensor of another rank than `rank`; `words` say what was expected. */
export function checkRank(op: string, tensor: Tensor, rank: number, words: string): void {
  const { shape } = tensor.layout;
  if (shape.length === rank) return;
  throw new TensorError(op, `${words}, but got ${shape.length}-D (shape ${showShape(shape)})`, {
    shapes: [shape],
  });
}

/** Refuses operands whose inner dimensions, dtypes or batches do not fit. */
export function checkProduct(op: string, a: Tensor, b: Tensor): void {
  const [x, y] = [a.layout.shape, b.layout.shape];
  const k = x[x.length - 1];
  const inner = y.length === 1 ? y[0] : y[y.length - 2];
  if (k !== inner) {
    throw new TensorError(
      op,
      `${showShape(x)} @ ${showShape(y)}: inner dimensions ${k} and ${inner} differ ` +
        `(mat1 and mat2 shapes cannot be multiplied (${rowsOf(a.layout)}x${k} and ${inner}x${colsOf(b.layout)}); size mismatch, ` +
        `expected size ${k} for the second operand but got ${inner})`,
      { shapes: [x, y], dtypes: [a.dtype, b.dtype] },
    );
  }
  checkProductDtypes(op, a, b);
  if (x.length > 2 && y.length > 2) broadcastShapes(op, batchOf(a.layout), batchOf(b.layout));
}

/** Strides of a batch of `rank` dimensions; 0 where the operand is stretched. */
function batchStrides({ shape, strides }: Layout, batch: Shape): number[] {
  const own = shape.length - 2;
  const lead = batch.length - own;
  return batch.map((_, i) => (i < lead || shape[i - lead] === 1 ? 0 : strides[i - lead]));
}

/** The matrix product to run, and the batch around it. The result is contiguous: its rows are `n` apart. */
interface Plan {
  m: number;
  readonly n: number;
  k: number;
  ars: number;
  acs: number;
  brs: number;
  readonly bcs: number;
  /** The batch: sizes, and strides of each side; 0 in `c` where is summed. */
  readonly sizes: number[];
  readonly a: number[];
  readonly b: number[];
  readonly c: number[];
}

/** Takes batch dimensions into the rows, or for a sum over them into the inner dimension, where memory allows. */
function fold(plan: Plan): void {
  const { sizes, a, b, c } = plan;
  for (let d = sizes.length - 1; d >= 0; d--) {
    if (sizes[d] !== 1 && !foldRows(plan, d) && !foldInner(plan, d)) return;
    sizes.length = a.length = b.length = c.length = d;
  }
}

function foldRows(plan: Plan, d: number): boolean {
  const { m, n, sizes, a, b, c } = plan;
  if (b[d] !== 0 || c[d] !== m * n || (m > 1 && a[d] !== m * plan.ars)) return false;
  if (m === 1) plan.ars = a[d];
  plan.m *= sizes[d];
  return true;
}

function foldInner(plan: Plan, d: number): boolean {
  const { k, sizes, a, b, c } = plan;
  if (c[d] !== 0) return false;
  if (k === 1) [plan.acs, plan.brs] = [a[d], b[d]];
  else if (a[d] !== k * plan.acs || b[d] !== k * plan.brs) return false;
  plan.k *= sizes[d];
  return true;
}

/** Strides of a contiguous batch of matrices, 0 where is summed. */
function outStrides(kept: Shape, full: Shape, matrix: number): number[] {
  const strides = new Array<number>(full.length).fill(0);
  const lead = full.length - kept.length;
  let step = matrix;
  for (let i = kept.length - 1; i >= 0; i--) {
    if (kept[i] !== 1) strides[i + lead] = step;
    step *= kept[i];
  }
  return strides;
}

/**
 * The product of `a` and `b`, each at least a vector, whose shapes have been checked. The result's batch is `batch`: what
 * the batches of both broadcast to (`null` says that), or that with some dimensions of size 1 or missing, over which is
 * summed.
 *
 * `bias`, which broadcasts to the result, is added to it. The result is a fresh tensor, or `out`, which is contiguous.
 */
export function productRaw(
  a: Tensor,
  b: Tensor,
  batch: Shape | null,
  transposed: Transposed = "none",
  bias?: Tensor | null,
  out?: Tensor,
): Tensor {
  const kernel = slotKernel(gemm, a.dtype);
  const la = a.layout;
  const lb = b.layout;
  const da = la.shape.length;
  const db = lb.shape.length;
  // Where the rows and columns of each side stand among its dimensions; a vector has but one of them.
  const left = transposed === "left";
  const right = transposed === "right";
  const aRow = left ? da - 1 : da - 2;
  const aCol = left ? da - 2 : da - 1;
  const bRow = db === 1 ? 0 : right ? db - 1 : db - 2;
  const bCol = right ? db - 2 : db - 1;
  const m = da === 1 ? 1 : la.shape[aRow];
  const n = db === 1 ? 1 : lb.shape[bCol];
  const k = la.shape[aCol];
  const ars = da === 1 ? 0 : la.strides[aRow];
  const acs = la.strides[aCol];
  const brs = lb.strides[bRow];
  const bcs = db === 1 ? 0 : lb.strides[bCol];
  if (da <= 2 && db <= 2) {
    const result =
      out ?? emptyTensor(da === 1 ? (db === 1 ? [] : [n]) : db === 1 ? [m] : [m, n], a.dtype);
    const row = bias ? rowOf(bias, n) : undefined;
    if (bias && !row) copyRaw(result, bias);
    kernel(
      m,
      n,
      k,
      a.storage.data,
      la.offset,
      ars,
      acs,
      b.storage.data,
      lb.offset,
      brs,
      bcs,
      result.storage.data,
      result.layout.offset,
      n,
      bias !== undefined && bias !== null && !row,
      row,
      bias?.layout.offset,
    );
    return result;
  }
  const [ba, bb] = [batchOf(la), batchOf(lb)];
  const full = sameShape(ba, bb) ? ba : broadcastShapes("matmul", ba, bb);
  const kept = batch ?? full;
  const result =
    out ?? emptyTensor([...kept, ...(da === 1 ? [] : [m]), ...(db === 1 ? [] : [n])], a.dtype);
  if (result.layout.size === 0) return result;
  const row = bias ? rowOf(bias, n) : undefined;
  if (sizeOf(full) === 0) {
    if (bias) copyRaw(result, bias);
    else result.storage.data.fill(0);
    return result;
  }
  if (bias && !row) copyRaw(result, bias);
  const [as, bs, cs] = [
    batchStrides(la, full),
    batchStrides(lb, full),
    outStrides(kept, full, m * n),
  ];
  const plan: Plan = { m, n, k, ars, acs, brs, bcs, sizes: [...full], a: as, b: bs, c: cs };
  fold(plan);
  walk(kernel, plan, a, b, result, bias ?? null, row);
  return result;
}

/** The elements of a bias that the kernel can add to each row by itself; `undefined` where it is not one for each column. */
function rowOf({ layout, storage }: Tensor, n: number): TypedArray | undefined {
  const single = layout.shape.length === 1 && layout.shape[0] === n && layout.contiguous;
  return single ? storage.data : undefined;
}

function walk(
  kernel: Gemm,
  plan: Plan,
  a: Tensor,
  b: Tensor,
  c: Tensor,
  bias: Tensor | null,
  row: TypedArray | undefined,
): void {
  const { m, n, k, ars, acs, brs, bcs, sizes } = plan;
  const [x, y, z] = [a.storage.data, b.storage.data, c.storage.data];
  let ao = a.layout.offset;
  let bo = b.layout.offset;
  let co = c.layout.offset;
  const at = bias?.layout.offset;
  const index = new Array<number>(sizes.length).fill(0);
  // How many of the summed dimensions are past their first step: then there is something to add to.
  let begun = 0;
  for (;;) {
    const first = begun === 0;
    const accumulate = !first || (bias !== null && !row);
    const added = first ? row : undefined;
    kernel(m, n, k, x, ao, ars, acs, y, bo, brs, bcs, z, co, n, accumulate, added, at);
    let d = sizes.length - 1;
    for (; d >= 0; d--) {
      const summed = plan.c[d] === 0 && sizes[d] > 1;
      ao += plan.a[d];
      bo += plan.b[d];
      co += plan.c[d];
      if (++index[d] < sizes[d]) {
        if (summed && index[d] === 1) begun++;
        break;
      }
      if (summed) begun--;
      ao -= plan.a[d] * sizes[d];
      bo -= plan.b[d] * sizes[d];
      co -= plan.c[d] * sizes[d];
      index[d] = 0;
    }
    if (d < 0) return;
  }
}
