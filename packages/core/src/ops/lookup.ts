/** Rows of a table by number: the op behind `embedding` and `embeddingBag`, and what both check. */
import { emptyTensor, wrapArray, zeroTensor } from "../alloc.ts";
import { noGrad } from "../autograd/mode.ts";
import { TensorError } from "../errors.ts";
import type { Gather, Scatter } from "../kernels/indexed.ts";
import { kernelSlot, slotKernel } from "../kernels/table.ts";
import { apply } from "../op/apply.ts";
import { contiguousRaw } from "../op/copy.ts";
import { defineOp, type OpRecord } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { unsqueeze } from "./view.ts";

const gathers = kernelSlot<Gather>("gather");
const adders = kernelSlot<Scatter>("scatterAdd");

export interface Lookup {
  /** A row that gets no gradient. */
  readonly paddingIdx: number | null;
  /** Divide each row's gradient by how often it was looked up. */
  readonly scaleGradByFreq: boolean;
  /** Rows of the table. The table itself is not saved: it may change before backward, as `maxNorm` changes it. */
  readonly rows: number;
}

export const Embed: OpRecord<Lookup> = defineOp<Lookup>({
  name: "embedding",
  params: ["weight", "paddingIdx", "maxNorm", "normType", "scaleGradByFreq", "sparse"],
  torch: "torch.nn.functional.embedding",
  forward(ctx, [weight, index]) {
    ctx.save(index);
    const flat = contiguousRaw(index);
    const table = contiguousRaw(weight);
    const width = weight.layout.shape[1];
    const out = emptyTensor([...index.layout.shape, width], weight.dtype);
    const places = flat.storage.data as Float64Array;
    slotKernel(gathers, weight.dtype)(
      flat.layout.size,
      width,
      table.storage.data,
      table.layout.offset,
      0,
      1,
      width,
      places,
      flat.layout.offset,
      1,
      0,
      out.storage.data,
      0,
      width,
      1,
    );
    return out;
  },
  backward(ctx, [grad], attrs) {
    return [apply(EmbedBackward, [grad, ctx.saved()[0]], attrs), null];
  },
});

const EmbedBackward: OpRecord<Lookup> = defineOp<Lookup>({
  name: "embeddingBackward",
  params: ["index"],
  first: "gradOutput",
  forward(ctx, [grad, index], { paddingIdx, scaleGradByFreq, rows }) {
    ctx.save(index);
    const [g, at] = [contiguousRaw(grad), contiguousRaw(index)];
    const width = grad.layout.shape[grad.layout.shape.length - 1];
    const out = zeroTensor([rows, width], grad.dtype);
    const [from, to] = [g.storage.data, out.storage.data];
    if (!scaleGradByFreq) {
      const places = at.storage.data as Float64Array;
      const { offset, size } = at.layout;
      const add = slotKernel(adders, grad.dtype);
      add(size, width, from, g.layout.offset, width, 1, places, offset, 1, 0, to, 0, 0, 1, width);
      if (paddingIdx !== null) to.fill(0, paddingIdx * width, (paddingIdx + 1) * width);
      return out;
    }
    const share = frequencies(at, rows);
    for (let i = 0; i < at.layout.size; i++) {
      const row = at.storage.data[at.layout.offset + i];
      if (row === paddingIdx) continue;
      const start = g.layout.offset + i * width;
      const scale = 1 / share[row];
      for (let k = 0; k < width; k++) to[row * width + k] += from[start + k] * scale;
    }
    return out;
  },
  backward(ctx, [upstream], { paddingIdx, scaleGradByFreq, rows: count }) {
    const [index] = ctx.saved();
    const rows = apply(Embed, [upstream, index], {
      paddingIdx: null,
      scaleGradByFreq: false,
      rows: count,
    });
    if (paddingIdx === null && !scaleGradByFreq) return [rows, null];
    // The same share that each row had on the way here.
    const share = scaleGradByFreq ? frequencies(contiguousRaw(index), count) : null;
    const scales = index
      .toTypedArray()
      .map((row) => (row === paddingIdx ? 0 : share ? 1 / share[row] : 1));
    return [
      mul(
        rows,
        unsqueeze(
          wrapArray(Float64Array.from(scales), index.layout.shape, "float64").to(upstream.dtype),
          -1,
        ),
      ),
      null,
    ];
  },
});

function frequencies(index: Tensor, rows: number): Float64Array {
  const counts = new Float64Array(rows);
  for (let i = 0; i < index.layout.size; i++) counts[index.storage.data[index.layout.offset + i]]++;
  return counts;
}

/** Refuses what is no number of a row. */
export function checkIndices(op: string, input: Tensor, rows: number): void {
  if (input.dtype !== "int64" && input.dtype !== "int32") {
    throw new TensorError(
      op,
      `expected indices of dtype int64 or int32, but got ${input.dtype}; make them with { dtype: "int64" } or convert with x.to("int64")`,
      { dtypes: [input.dtype] },
    );
  }
  for (const at of input.toTypedArray()) {
    if (at < 0 || at >= rows)
      throw new TensorError(
        op,
        `index out of range in self: ${at} is not in [0, ${rows - 1}], the rows of weight`,
      );
  }
}

/** Rescales the rows that are looked up to a norm of at most `maxNorm`, in place and unrecorded, as PyTorch does. */
export function renormRows(input: Tensor, weight: Tensor, maxNorm: number, normType: number): void {
  noGrad(() => {
    for (const row of new Set(input.toTypedArray())) {
      const values = weight.select(0, row);
      const norm = Number(values.detach().norm(normType).item());
      if (norm > maxNorm) values.mul_(maxNorm / (norm + 1e-7));
    }
  });
}

/** The row that `paddingIdx` names, which may count from the end. */
export function paddingRow(
  op: string,
  paddingIdx: number | null | undefined,
  rows: number,
): number | null {
  if (paddingIdx === null || paddingIdx === undefined) return null;
  if (!Number.isInteger(paddingIdx) || paddingIdx >= rows || paddingIdx < -rows)
    throw new TensorError(
      op,
      `paddingIdx must be within num_embeddings: got ${paddingIdx} for ${rows} rows`,
    );
  return paddingIdx < 0 ? paddingIdx + rows : paddingIdx;
}

export function refuseSparse(op: string, sparse: boolean | undefined): void {
  if (sparse)
    throw new TensorError(op, "sparse: sparse gradients are not supported; leave the option out");
}
