/**
 * Attention: queries, keys and values are copied into the scratch memory as they lie, all heads at once, and results leave it
 * in the same way. Where they do not fit, products are taken one by one.
 */
import type {
  Attention,
  AttentionBackward,
  AttentionSizes,
  Matrices as AnyMatrices,
} from "@tapeloop/core/kernels";

import type { Loops } from "./module.ts";
import { STAGE, STAGE_BYTES } from "./places.ts";

type Matrices = AnyMatrices<Float32Array>;

/** Where a head's transpose and its scores lie: half of the stage each, which both must fit. */
const [PANEL, SCORES] = [STAGE, STAGE + STAGE_BYTES / 2];

/** Gives out the memory in front of the stage, from its beginning on. */
class Room {
  #memory: Float32Array;
  #next = 0;
  /** Arrays of which a part has been copied here: from where to where, and where it lies in the memory. */
  #copies: { data: Float32Array; from: number; to: number; at: number }[] = [];
  full = false;

  constructor(memory: Float32Array) {
    this.#memory = memory;
  }

  /** Room for so many floats; a few more, since loops run over whole vectors. */
  take(count: number): number {
    const at = this.#next;
    this.#next += (count + 19) & ~3;
    if (this.#next * 4 > STAGE) this.full = true;
    return at;
  }

  /** Copies what the matrices span; answers what to add to a place in their array for its place in the memory. */
  copy(sets: readonly (Matrices & { rows: number; cols: number })[]): number[] {
    const spans = sets.map(({ data, at, step, rows, cols }) => {
      let [from, to] = [Infinity, 0];
      for (const start of at) {
        from = Math.min(from, start);
        to = Math.max(to, start + (rows - 1) * step + cols);
      }
      return { data, from, to };
    });
    // What lies interleaved in one array is copied once.
    for (const { data, from, to } of spans) {
      const known = this.#copies.find((copy) => copy.data === data);
      if (!known) this.#copies.push({ data, from, to, at: 0 });
      else [known.from, known.to] = [Math.min(known.from, from), Math.max(known.to, to)];
    }
    for (const copy of this.#copies) copy.at = this.take(copy.to - copy.from);
    if (this.full) return [];
    for (const { data, from, to, at } of this.#copies)
      this.#memory.set(data.subarray(from, to), at);
    return spans.map(({ data }) => {
      const { at, from } = this.#copies.find((copy) => copy.data === data)!;
      return at - from;
    });
  }
}

/** Floats from one row of weights to the next. */
function rowOf(keys: number): number {
  return (keys + 15) & ~15;
}

function fits({ queries, keys, width, valueWidth }: AttentionSizes): boolean {
  const row = rowOf(keys) * 4;
  return (
    width % 8 === 0 &&
    valueWidth % 8 === 0 &&
    Math.max(width, valueWidth, queries) * row <= STAGE_BYTES / 2
  );
}

/** Weights of a head between where they adjoin and where each row has room for more. */
function spread(
  from: Float32Array,
  at: number,
  to: Float32Array,
  start: number,
  rows: number,
  cols: number,
  row: number,
): void {
  if (cols === row) {
    to.set(from.subarray(at, at + rows * cols), start);
    return;
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) to[start + i * row + j] = from[at + i * cols + j];
    to.fill(0, start + i * row + cols, start + (i + 1) * row);
  }
}

function gather(
  from: Float32Array,
  at: number,
  to: Float32Array,
  start: number,
  rows: number,
  cols: number,
  row: number,
): void {
  if (cols === row) {
    to.set(from.subarray(at, at + rows * cols), start);
    return;
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) to[start + i * cols + j] = from[at + i * row + j];
  }
}

export function makeAttention(memory: Float32Array, loops: Loops, fallback: Attention): Attention {
  return (
    sizes: AttentionSizes,
    q: Matrices,
    k: Matrices,
    v: Matrices,
    mask: (Matrices & { readonly columnStep: number }) | undefined,
    weights: Float32Array,
    out: Matrices,
  ): void => {
    const { queries, keys, width, valueWidth, scale } = sizes;
    const room = new Room(memory);
    const to = room.take(out.data.length);
    const masks = mask ? [{ ...mask, rows: queries, cols: keys }] : [];
    const starts =
      fits(sizes) && (!mask || mask.columnStep === 1)
        ? room.copy([
            { ...q, rows: queries, cols: width },
            { ...k, rows: keys, cols: width },
            { ...v, rows: keys, cols: valueWidth },
            ...masks,
          ])
        : [];
    if (starts.length === 0) {
      fallback(sizes, q, k, v, mask, weights, out);
      return;
    }
    const [qo, ko, vo, mo] = starts;
    const row = rowOf(keys);
    for (let h = 0; h < q.at.length; h++) {
      loops.attend(
        queries,
        keys,
        width,
        valueWidth,
        scale,
        (qo + q.at[h]) << 2,
        q.step << 2,
        (ko + k.at[h]) << 2,
        k.step << 2,
        (vo + v.at[h]) << 2,
        v.step << 2,
        mask ? (mo + mask.at[h]) << 2 : 0,
        mask ? mask.step << 2 : 0,
        PANEL,
        SCORES,
        row << 2,
        (to + out.at[h]) << 2,
        out.step << 2,
      );
      gather(memory, SCORES >> 2, weights, h * queries * keys, queries, keys, row);
    }
    out.data.set(memory.subarray(to, to + out.data.length));
  };
}

export function makeAttentionBackward(
  memory: Float32Array,
  loops: Loops,
  fallback: AttentionBackward,
): AttentionBackward {
  return (
    sizes: AttentionSizes,
    q: Matrices,
    k: Matrices,
    v: Matrices,
    weights: Float32Array,
    grad: Matrices,
    dq: Matrices,
    dk: Matrices,
    dv: Matrices,
  ): void => {
    const { queries, keys, width, valueWidth, scale } = sizes;
    const room = new Room(memory);
    // Gradients that lie interleaved in one array do so here, too.
    const places = new Map<Float32Array, number>();
    const [qt, kt, vt] = [dq, dk, dv].map(({ data }) => {
      const at = places.get(data) ?? room.take(data.length);
      places.set(data, at);
      return at;
    });
    const row = rowOf(keys);
    const weightsAt = room.take(queries * row);
    const starts = fits(sizes)
      ? room.copy([
          { ...q, rows: queries, cols: width },
          { ...k, rows: keys, cols: width },
          { ...v, rows: keys, cols: valueWidth },
          { ...grad, rows: queries, cols: valueWidth },
        ])
      : [];
    if (starts.length === 0) {
      fallback(sizes, q, k, v, weights, grad, dq, dk, dv);
      return;
    }
    const [qo, ko, vo, go] = starts;
    for (let h = 0; h < q.at.length; h++) {
      spread(weights, h * queries * keys, memory, weightsAt, queries, keys, row);
      loops.attendBackward(
        queries,
        keys,
        width,
        valueWidth,
        scale,
        (qo + q.at[h]) << 2,
        q.step << 2,
        (ko + k.at[h]) << 2,
        k.step << 2,
        (vo + v.at[h]) << 2,
        v.step << 2,
        weightsAt << 2,
        row << 2,
        (go + grad.at[h]) << 2,
        grad.step << 2,
        PANEL,
        SCORES,
        (qt + dq.at[h]) << 2,
        dq.step << 2,
        (kt + dk.at[h]) << 2,
        dk.step << 2,
        (vt + dv.at[h]) << 2,
        dv.step << 2,
      );
    }
    for (const [data, at] of places) data.set(memory.subarray(at, at + data.length));
  };
}
