/**
 * The indexing call the slow way: which element of the tensor stands at each place of the result. It knows nothing of
 * views: it lists, for every dimension of the result, what an index along it does to each dimension of the tensor.
 */
import { SliceIndex } from "../../src/indexing.ts";
import { broadcastShape, build, indices, Nd } from "../op-table/nd.ts";

/** For each place of the result the row-major place of the element that stands there. */
export class Places extends Nd {
  map(value: (place: number) => number): Nd {
    return new Nd(this.shape, this.data.map(value));
  }
}

/** What speaks of a dimension (or of none, where `of` is null). */
type Part =
  | { readonly kind: "kept"; readonly of: number | null; readonly places: readonly number[] }
  | { readonly kind: "fixed"; readonly of: number; readonly place: number }
  | { readonly kind: "listed"; readonly of: number | null; readonly list: Nd };

function sliced(size: number, { start, stop, step }: SliceIndex): number[] {
  const all = Array.from({ length: size }, (_, i) => i);
  return all.slice(start ?? 0, stop ?? size).filter((_, i) => i % step === 0);
}

/** Strings and nested arrays as what they stand for. */
function plain(given: unknown): unknown {
  if (typeof given === "string" && given !== "...") {
    const [start, stop, step] = given
      .split(":")
      .map((text) => (text.trim() === "" ? null : Number(text)));
    return new SliceIndex(start, stop, step ?? 1);
  }
  if (!Array.isArray(given)) return given;
  const shape: number[] = [];
  for (let level: unknown = given; Array.isArray(level); level = level[0]) shape.push(level.length);
  const flat = given.flat(Infinity) as (number | boolean)[];
  return new Nd(shape, flat.map(Number), typeof flat[0] === "boolean" ? "bool" : "int64");
}

const isMask = (item: unknown): item is Nd =>
  item instanceof Nd && (item.dtype === "bool" || item.dtype === "uint8");

function dimsOf(item: unknown): number {
  if (item === null || item === "..." || typeof item === "boolean") return 0;
  return isMask(item) ? item.shape.length : 1;
}

function partsOf(shape: readonly number[], given: readonly unknown[]): Part[] {
  const items = given.map(plain);
  let rest = shape.length - items.reduce<number>((n, item) => n + dimsOf(item), 0);
  const parts: Part[] = [];
  let dim = 0;
  const keep = (slice: SliceIndex): void =>
    void parts.push({ kind: "kept", of: dim, places: sliced(shape[dim++], slice) });
  const all = new SliceIndex(null, null, 1);
  for (const item of items) {
    if (item === null) parts.push({ kind: "kept", of: null, places: [0] });
    else if (item === "...") for (; rest > 0; rest--) keep(all);
    else if (typeof item === "boolean")
      parts.push({ kind: "listed", of: null, list: new Nd([Number(item)], item ? [0] : []) });
    else if (typeof item === "number") {
      parts.push({ kind: "fixed", of: dim, place: item < 0 ? item + shape[dim] : item });
      dim++;
    } else if (item instanceof SliceIndex) keep(item);
    else if (isMask(item)) {
      const hits = indices(item.shape).filter((at) => item.at(...at));
      for (let d = 0; d < item.shape.length; d++) {
        parts.push({
          kind: "listed",
          of: dim++,
          list: new Nd(
            [hits.length],
            hits.map((at) => at[d]),
          ),
        });
      }
    } else {
      const list = item as Nd;
      const size = shape[dim];
      parts.push({
        kind: "listed",
        of: dim++,
        list: new Nd(
          list.shape,
          list.data.map((place) => (place < 0 ? place + size : place)),
        ),
      });
    }
  }
  while (dim < shape.length) keep(all);
  return parts;
}

/** What `x.index(…given)` shows of a tensor of this shape, as places in row-major order. */
export function interpret(shape: readonly number[], given: readonly unknown[]): Places {
  // An integer picks one place and its dimension is gone, before the others are looked at.
  const parts = partsOf(shape, given);
  const seen = parts.filter((part) => part.kind !== "fixed");
  const listed = seen.flatMap((part, i) => (part.kind === "listed" ? [i] : []));
  const common = broadcastShape(
    [],
    ...seen.map((part) => (part.kind === "listed" ? part.list.shape : [])),
  );
  const together =
    listed.length === 0 || listed[listed.length - 1] - listed[0] === listed.length - 1;
  const at = together ? (listed[0] ?? 0) : 0;
  const kept = seen.filter((part) => part.kind === "kept");
  const before = seen.slice(0, at).filter((part) => part.kind === "kept").length;
  const sizes = kept.map(({ places }) => places.length);
  const result = [...sizes.slice(0, before), ...common, ...sizes.slice(before)];
  const positions = build(result, (index) => {
    const inCommon = index.slice(before, before + common.length);
    const inKept = [...index.slice(0, before), ...index.slice(before + common.length)];
    const place = shape.map(() => 0);
    for (const part of parts) {
      if (part.kind === "fixed") place[part.of] = part.place;
      else if (part.kind === "listed") {
        if (part.of !== null) place[part.of] = part.list.broadcastAt(inCommon);
      } else {
        const i = part.places[inKept.shift()!];
        if (part.of !== null) place[part.of] = i;
      }
    }
    return place.reduce((flat, i, d) => flat * shape[d] + i, 0);
  });
  return new Places(positions.shape, positions.data);
}
