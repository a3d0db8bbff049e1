/**
 * Layouts against the definition: element (i, j, …) lies at offset + i * strides[0] + j * strides[1] + …, listed one by one.
 */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  broadcastShapes,
  checkShape,
  contiguousLayout,
  diagonalLayout,
  expandLayout,
  extent,
  hasInternalOverlap,
  inferShape,
  isDense,
  type Layout,
  normalizeDim,
  normalizeDims,
  overlap,
  permuteLayout,
  selectLayout,
  sizeOf,
  sliceLayout,
  squeezeLayout,
  stridedLayout,
  unfoldLayout,
  unsqueezeLayout,
  viewLayout,
} from "../src/layout.ts";
import { placesOf } from "./op-table/make.ts";
import { broadcastShape, indices, Nd } from "./op-table/nd.ts";

/** The places that a layout names, as an array with its shape. */
const places = (layout: Layout): Nd => new Nd(layout.shape, placesOf(layout));

/** Some order of the numbers below `n`. */
const orderOf = (n: number): fc.Arbitrary<number[]> =>
  fc.shuffledSubarray(
    Array.from({ length: n }, (_, i) => i),
    { minLength: n },
  );

const shape = (least = 0, smallest = 0): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: smallest, max: 4 }), { minLength: least, maxLength: 4 });

/** A layout as views make them: any order of dimensions, gaps between elements, an offset. */
const layout = (least = 0, smallest = 0): fc.Arbitrary<Layout> =>
  shape(least, smallest).chain((sizes) =>
    fc
      .record({
        order: orderOf(sizes.length),
        gaps: fc.array(fc.integer({ min: 0, max: 2 }), {
          minLength: sizes.length,
          maxLength: sizes.length,
        }),
        offset: fc.integer({ min: 0, max: 5 }),
      })
      .map(({ order, gaps, offset }) => {
        const strides = sizes.map(() => 0);
        let step = 1;
        for (const d of order) {
          step += gaps[d];
          strides[d] = step;
          step *= Math.max(sizes[d], 1);
        }
        return stridedLayout(sizes, strides, offset);
      }),
  );

/** Any strides at all, also those by which elements meet. */
const anyLayout: fc.Arbitrary<Layout> = shape().chain((sizes) =>
  fc
    .array(fc.integer({ min: 0, max: 6 }), { minLength: sizes.length, maxLength: sizes.length })
    .map((strides) => stridedLayout(sizes, strides, 0)),
);

const withDim = (least = 1): fc.Arbitrary<readonly [Layout, number]> =>
  layout(least).chain((own) =>
    fc.integer({ min: 0, max: own.shape.length - 1 }).map((dim) => [own, dim] as const),
  );

describe("what a layout says of itself", () => {
  test("size, extent and contiguity", () => {
    fc.assert(
      fc.property(layout(), (own) => {
        const all = placesOf(own);
        expect(own.size).toBe(all.length);
        expect(extent(own)).toBe(all.length === 0 ? own.offset : Math.max(...all) + 1);
        expect(own.contiguous).toBe(all.every((place, i) => place === own.offset + i));
      }),
    );
  });

  test("a fresh one is row-major from the start", () => {
    fc.assert(
      fc.property(shape(), (sizes) => {
        const own = contiguousLayout(sizes);
        expect(own.contiguous).toBe(true);
        expect(placesOf(own)).toEqual(Array.from({ length: sizeOf(sizes) }, (_, i) => i));
      }),
    );
  });
});

describe("views show the right places", () => {
  test("permute", () => {
    fc.assert(
      fc.property(
        layout().chain((own) => fc.tuple(fc.constant(own), orderOf(own.shape.length))),
        ([own, order]) => {
          const from = places(own);
          const to = places(permuteLayout(own, order));
          expect(to.shape).toEqual(order.map((d) => own.shape[d]));
          for (const at of indices(to.shape)) {
            expect(to.at(...at)).toBe(from.at(...own.shape.map((_, d) => at[order.indexOf(d)])));
          }
        },
      ),
    );
  });

  test("slice and select", () => {
    fc.assert(
      fc.property(
        withDim(),
        fc.nat(4),
        fc.nat(4),
        fc.integer({ min: 1, max: 3 }),
        ([own, dim], a, b, step) => {
          const size = own.shape[dim];
          const [start, stop] = [Math.min(a, b, size), Math.min(Math.max(a, b), size)];
          const from = places(own);
          const kept = Array.from({ length: size }, (_, i) => i)
            .slice(start, stop)
            .filter((_, i) => i % step === 0);
          const to = places(sliceLayout(own, dim, start, stop, step));
          expect(to.shape).toEqual(own.shape.with(dim, kept.length));
          for (const at of indices(to.shape)) {
            expect(to.at(...at)).toBe(from.at(...at.with(dim, kept[at[dim]])));
          }
          if (a >= size) return;
          const one = places(selectLayout(own, dim, a));
          expect(one.shape).toEqual(own.shape.toSpliced(dim, 1));
          for (const at of indices(one.shape)) {
            expect(one.at(...at)).toBe(from.at(...at.toSpliced(dim, 0, a)));
          }
        },
      ),
    );
  });

  test("unsqueeze and squeeze undo each other", () => {
    fc.assert(
      fc.property(layout(), fc.nat(4), (own, wish) => {
        const dim = Math.min(wish, own.shape.length);
        const wide = unsqueezeLayout(own, dim);
        expect(wide.shape).toEqual(own.shape.toSpliced(dim, 0, 1));
        expect(placesOf(wide)).toEqual(placesOf(own));
        const back = squeezeLayout(wide, [dim]);
        expect([back.shape, back.strides, back.offset]).toEqual([
          own.shape,
          own.strides,
          own.offset,
        ]);
      }),
    );
  });

  test("expand", () => {
    fc.assert(
      fc.property(layout(), shape(), (own, to) => {
        const common = broadcastShape(own.shape, to);
        const fits =
          own.shape.length <= to.length &&
          common.every((size, d) => size === to[d]) &&
          own.shape.every((size, d) => size === 1 || size === to[to.length - own.shape.length + d]);
        const wide = expandLayout(own, to);
        expect(wide !== null).toBe(fits);
        if (!wide) return;
        const from = places(own);
        const shown = places(wide);
        for (const at of indices(to)) expect(shown.at(...at)).toBe(from.broadcastAt(at));
      }),
    );
  });

  test("diagonal", () => {
    fc.assert(
      fc.property(
        layout(2),
        fc.nat(3),
        fc.nat(3),
        fc.integer({ min: -5, max: 5 }),
        (own, i, j, offset) => {
          const [a, b] = [i % own.shape.length, j % own.shape.length];
          if (a === b) return;
          const from = places(own);
          const to = places(diagonalLayout(own, offset, a, b));
          const rest = own.shape.filter((_, d) => d !== a && d !== b);
          const length = indices([own.shape[a], own.shape[b]]).filter(
            ([row, col]) => col - row === offset,
          ).length;
          expect(to.shape).toEqual([...rest, length]);
          for (const at of indices(to.shape)) {
            const others = at.slice(0, -1);
            const k = at[at.length - 1];
            const whole = own.shape.map((_, d) =>
              d === a
                ? k + Math.max(0, -offset)
                : d === b
                  ? k + Math.max(0, offset)
                  : others.shift()!,
            );
            expect(to.at(...at)).toBe(from.at(...whole));
          }
        },
      ),
    );
  });

  test("unfold", () => {
    fc.assert(
      fc.property(
        withDim(),
        fc.nat(4),
        fc.integer({ min: 1, max: 3 }),
        ([own, dim], wish, step) => {
          const size = Math.min(wish, own.shape[dim]);
          const from = places(own);
          const to = places(unfoldLayout(own, dim, size, step));
          for (const at of indices(to.shape)) {
            const k = at[at.length - 1];
            expect(to.at(...at)).toBe(from.at(...at.slice(0, -1).with(dim, at[dim] * step + k)));
          }
          const count = Array.from({ length: own.shape[dim] + 1 }, (_, i) => i * step).filter(
            (start) => start + size <= own.shape[dim],
          ).length;
          if (size > 0) expect(to.shape).toEqual([...own.shape.with(dim, count), size]);
        },
      ),
    );
  });
});

describe("another shape without moving elements", () => {
  /** Strides that name the same places in the new shape, if there are any: each follows from one neighbour. */
  function stridesFor(list: readonly number[], sizes: readonly number[]): boolean {
    const wanted = new Nd(sizes, list);
    const first = indices(sizes)[0];
    const strides = sizes.map((size, d) =>
      size > 1 ? wanted.at(...first.with(d, 1)) - list[0] : 0,
    );
    return indices(sizes).every(
      (at, i) => at.reduce((place, k, d) => place + k * strides[d], list[0]) === list[i],
    );
  }

  const sameSize = (size: number): fc.Arbitrary<number[]> => {
    const cuts = (left: number, depth: number): number[][] => {
      if (depth === 0) return left === 1 ? [[]] : [];
      return [1, 2, 3, 4, 6, 8, 9, 12, 16]
        .filter((s) => left % s === 0)
        .flatMap((s) => cuts(left / s, depth - 1).map((more) => [s, ...more]));
    };
    const all = [0, 1, 2, 3, 4].flatMap((depth) => cuts(size, depth));
    return all.length === 0 ? fc.constant([size]) : fc.constantFrom(...all);
  };

  test("is found exactly where there is one", () => {
    fc.assert(
      fc.property(
        layout(0, 1).chain((own) => fc.tuple(fc.constant(own), sameSize(own.size))),
        ([own, sizes]) => {
          const list = placesOf(own);
          const viewed = viewLayout(own, sizes);
          expect(viewed !== null).toBe(stridesFor(list, sizes));
          if (viewed) expect(placesOf(viewed)).toEqual(list);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("also of stretched layouts", () => {
    fc.assert(
      fc.property(
        anyLayout
          .filter(({ size }) => size > 0)
          .chain((own) => fc.tuple(fc.constant(own), sameSize(own.size))),
        ([own, sizes]) => {
          const viewed = viewLayout(own, sizes);
          if (viewed) expect(placesOf(viewed)).toEqual(placesOf(own));
        },
      ),
    );
  });

  test("needs as many elements", () => {
    expect(viewLayout(contiguousLayout([2, 3]), [7])).toBeNull();
    expect(viewLayout(contiguousLayout([2, 0]), [0, 5])?.shape).toEqual([0, 5]);
    expect(viewLayout(contiguousLayout([]), [1, 1])?.shape).toEqual([1, 1]);
  });

  test("the size given as -1 is what is left", () => {
    fc.assert(
      fc.property(shape(1, 1), fc.nat(3), (sizes, wish) => {
        const unknown = wish % sizes.length;
        expect(inferShape("view", sizes.with(unknown, -1), sizeOf(sizes))).toEqual(sizes);
        expect(inferShape("view", sizes, sizeOf(sizes))).toEqual(sizes);
        expect(() => inferShape("view", sizes, sizeOf(sizes) + 1)).toThrow(
          /invalid for input of size/,
        );
      }),
    );
    expect(() => inferShape("view", [-1, -1], 4)).toThrow(/only one dimension can be inferred/);
    expect(() => inferShape("view", [0, -1], 0)).toThrow(/ambiguous/);
    expect(() => inferShape("view", [0, -1], 1)).toThrow(/invalid for input of size 1/);
    expect(() => inferShape("view", [2.5], 2)).toThrow(/invalid shape dimension 2.5/);
  });
});

describe("broadcasting", () => {
  test("gives the sizes that are not 1, or refuses", () => {
    fc.assert(
      fc.property(shape(), shape(), (a, b) => {
        const ndim = Math.max(a.length, b.length);
        const size = (of: number[], d: number): number => of[of.length - ndim + d] ?? 1;
        const pairs = Array.from({ length: ndim }, (_, d) => [size(a, d), size(b, d)]);
        if (pairs.every(([x, y]) => x === y || x === 1 || y === 1)) {
          expect(broadcastShapes("add", a, b)).toEqual(pairs.map(([x, y]) => (x === 1 ? y : x)));
        } else {
          expect(() => broadcastShapes("add", a, b)).toThrow(/must match the size of tensor b/);
        }
      }),
    );
  });
});

describe("overlap", () => {
  const meets = (list: readonly number[]): boolean => new Set(list).size !== list.length;

  test("inside a layout is never missed", () => {
    fc.assert(
      fc.property(anyLayout, (own) => {
        if (meets(placesOf(own))) expect(hasInternalOverlap(own)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("inside a layout is not seen where views of fresh memory have none", () => {
    fc.assert(
      fc.property(layout(), (own) => {
        expect(hasInternalOverlap(own)).toBe(false);
      }),
    );
  });

  test("density: a block of memory, each place once", () => {
    fc.assert(
      fc.property(
        anyLayout.filter(({ size }) => size > 0),
        (own) => {
          const list = placesOf(own);
          const block = Math.max(...list) - Math.min(...list) + 1 === list.length && !meets(list);
          expect(isDense(own)).toBe(block);
        },
      ),
    );
  });

  test("of two layouts is told for certain or not at all", () => {
    fc.assert(
      fc.property(layout(), layout(), (a, b) => {
        const [x, y] = [placesOf(a), placesOf(b)];
        const shared = x.some((place) => y.includes(place));
        switch (overlap(a, b)) {
          case "none":
            expect(shared).toBe(false);
            break;
          case "same":
            expect(x).toEqual(y);
            break;
          case "partial":
            expect(shared).toBe(true);
            break;
          case "unknown":
            break;
        }
        expect(overlap(a, a)).toMatch(/same/);
      }),
      { numRuns: 500 },
    );
  });
});

describe("dimensions", () => {
  test("count from either end", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: -7, max: 7 }), (ndim, dim) => {
        if (dim >= -ndim && dim < ndim)
          expect(normalizeDim("sum", dim, ndim)).toBe((dim + ndim) % ndim);
        else
          expect(() => normalizeDim("sum", dim, ndim)).toThrow(
            `[${-ndim}, ${ndim - 1}], but got ${dim}`,
          );
      }),
    );
    expect(normalizeDim("sum", -1, 0)).toBe(0);
    expect(() => normalizeDim("sum", 1, 0)).toThrow(/\[-1, 0\]/);
    expect(() => normalizeDim("sum", 0.5, 2)).toThrow(/must be an integer/);
  });

  test("come once each, and all where none is named", () => {
    expect(normalizeDims("sum", null, 3)).toEqual([0, 1, 2]);
    expect(normalizeDims("sum", [-1, 0], 3)).toEqual([2, 0]);
    expect(normalizeDims("sum", 0, 0)).toEqual([]);
    expect(() => normalizeDims("sum", [0, -3], 3)).toThrow(/dim 0 appears multiple times/);
  });

  test("have sizes that are whole and not negative", () => {
    expect(checkShape("zeros", [2, 0])).toEqual([2, 0]);
    expect(() => checkShape("zeros", [-1])).toThrow(/negative dimension -1/);
    expect(() => checkShape("zeros", [1.5])).toThrow(/must be integers/);
  });
});
