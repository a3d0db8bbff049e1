/** Sorting and selecting, against what arrays do. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { modeRows, selectRows, sortRows } from "../../src/kernels/order.ts";
import { groupRows } from "../../src/kernels/unique.ts";

/** Few different values, so that there are ties; NaN and both zeros among them. */
const value = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(NaN, -0, Infinity, -Infinity),
  fc.double({ noNaN: true }),
);
const row = fc.array(value, { maxLength: 200 });

/** Upward, NaN last; equal ones as they stand. */
function order(values: readonly number[], descending: boolean): number[] {
  const rank = (x: number, y: number): number => {
    if (Number.isNaN(x) || Number.isNaN(y))
      return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return x < y ? -1 : x > y ? 1 : 0;
  };
  const sign = descending ? -1 : 1;
  return [...values.keys()].sort((a, b) => sign * rank(values[a], values[b]));
}

describe("sortRows", () => {
  test("is a stable sort, with NaN as the largest", () => {
    fc.assert(
      fc.property(row, fc.boolean(), (values, descending) => {
        const indices = new Float64Array(values.length);
        const x = Float64Array.from(values);
        sortRows(1, values.length, x, 0, 0, 1, descending, values.length, indices, 0);
        expect([...indices]).toEqual(order(values, descending));
      }),
    );
  });

  test("finds the first few without sorting all", () => {
    fc.assert(
      fc.property(row, fc.boolean(), fc.nat(), (values, descending, at) => {
        const keep = at % (values.length + 1);
        const indices = new Float64Array(keep);
        const x = Float64Array.from(values);
        sortRows(1, values.length, x, 0, 0, 1, descending, keep, indices, 0);
        expect([...indices]).toEqual(order(values, descending).slice(0, keep));
      }),
    );
  });

  test("keeps the first ones only, of strided rows", () => {
    const x = Float32Array.from([9, 3, 9, 1, 9, 2, 9, 5, 9, 4, 9, 6]);
    const indices = new Float64Array(4);
    sortRows(2, 3, x, 1, 6, 2, false, 2, indices, 0);
    expect([...indices]).toEqual([1, 2, 1, 0]);
  });

  test("many elements", () => {
    const n = 5000;
    const x = Float64Array.from({ length: n }, (_, i) => (i * 7919) % 1009);
    const indices = new Float64Array(n);
    sortRows(1, n, x, 0, 0, 1, true, n, indices, 0);
    expect([...indices]).toEqual(order([...x], true));
  });
});

describe("selectRows", () => {
  test("finds what sorting would", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 100 }), fc.nat(), (values, at) => {
        const k = at % values.length;
        const place = new Float64Array(1);
        selectRows(1, values.length, Float64Array.from(values), 0, 0, 1, k, place, 0);
        const wanted = values[order(values, false)[k]];
        const first = values.findIndex(
          (v) => v === wanted || (Number.isNaN(v) && Number.isNaN(wanted)),
        );
        if (Number.isNaN(wanted)) expect(values[place[0]]).toBeNaN();
        else expect(place[0]).toBe(first);
      }),
    );
  });

  test("sorted and constant rows are no trap", () => {
    const n = 20000;
    const rows = [Float64Array.from({ length: n }, (_, i) => i), new Float64Array(n).fill(3)];
    for (const x of rows) {
      const place = new Float64Array(1);
      selectRows(1, n, x, 0, 0, 1, "median", place, 0);
      expect(x[place[0]]).toBe(x[(n - 1) >> 1]);
    }
  });
});

test("modeRows: the smallest of the most frequent, where it stands last", () => {
  const mode = (values: number[]): number => {
    const place = new Float64Array(1);
    modeRows(1, values.length, Float64Array.from(values), 0, 0, 1, place, 0);
    return place[0];
  };
  expect(mode([3, 1, 3, 1, 2])).toBe(3);
  expect(mode([NaN, NaN, 2, 1])).toBe(3);
  expect(mode([NaN, NaN])).toBe(0);
});

describe("groupRows", () => {
  test("puts equal rows together", () => {
    const x = Float64Array.from([1, 2, 0, 5, 1, 2, 1, 1]);
    const { first, counts, inverse } = groupRows(x, 4, 2, false);
    expect([first, counts, [...inverse]]).toEqual([
      [1, 3, 0],
      [1, 1, 2],
      [2, 0, 2, 1],
    ]);
  });

  test("single values, NaN as itself only", () => {
    const { first, counts, inverse } = groupRows(
      Float64Array.from([2, NaN, 0, 2, -0, NaN]),
      6,
      1,
      false,
    );
    expect([first, counts, [...inverse]]).toEqual([
      [2, 0, 1, 5],
      [2, 2, 1, 1],
      [1, 2, 0, 1, 0, 3],
    ]);
  });

  test("or runs of them", () => {
    const { first, counts, inverse } = groupRows(Float64Array.from([1, 1, 2, 1]), 4, 1, true);
    expect([first, counts, [...inverse]]).toEqual([
      [0, 2, 3],
      [2, 1, 1],
      [0, 0, 1, 2],
    ]);
  });
});
