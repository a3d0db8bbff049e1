/** The strided iterator against the definition: every index, one by one. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  iterateBinary,
  iterateCopy,
  iterateTernary,
  iterateUnary,
} from "../../src/kernels/iterate.ts";
import "../../src/kernels/register.ts";
import { type BinaryRow, kernel, type TernaryRow, type UnaryRow } from "../../src/kernels/table.ts";
import { randomArray } from "./support.ts";

interface Placed {
  readonly strides: number[];
  readonly offset: number;
  readonly length: number;
}

/** Strides that give each index a place of its own, in a random order of dimensions with random gaps. */
function place(shape: number[], order: number[], gaps: number[], offset: number): Placed {
  const strides = new Array<number>(shape.length).fill(1);
  let step = 1;
  order.forEach((d, i) => {
    strides[d] = step;
    step *= Math.max(shape[d], 1) + gaps[i % gaps.length];
  });
  return { strides, offset, length: offset + step };
}

const placed = (shape: number[]): fc.Arbitrary<Placed> =>
  fc
    .tuple(
      fc.shuffledSubarray(
        shape.map((_, d) => d),
        { minLength: shape.length },
      ),
      fc.array(fc.constantFrom(0, 0, 0, 1, 2), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 3 }),
    )
    .map(([order, gaps, offset]) => place(shape, order, gaps, offset));

/** As an input also with stretched dimensions. */
const readable = (shape: number[]): fc.Arbitrary<Placed> =>
  fc
    .tuple(placed(shape), fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }))
    .map(([{ strides, offset, length }, stretch]) => ({
      strides: strides.map((s, d) => (stretch[d] && stretch[d + 1] ? 0 : s)),
      offset,
      length,
    }));

const shapes = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 5 }),
  fc.tuple(fc.integer({ min: 30, max: 40 }), fc.integer({ min: 30, max: 70 })),
  fc.tuple(fc.constant(2), fc.integer({ min: 30, max: 40 }), fc.integer({ min: 1, max: 40 })),
);

function* indices(shape: readonly number[]): Generator<number[]> {
  const total = shape.reduce((a, b) => a * b, 1);
  for (let i = 0; i < total; i++) {
    let rest = i;
    const index = new Array<number>(shape.length).fill(0);
    for (let d = shape.length - 1; d >= 0; d--) {
      index[d] = rest % shape[d];
      rest = Math.floor(rest / shape[d]);
    }
    yield index;
  }
}

function at({ strides, offset }: Placed, index: readonly number[]): number {
  return index.reduce((position, i, d) => position + i * strides[d], offset);
}

const cases = shapes.chain((shape) =>
  fc.tuple(
    fc.constant(shape as number[]),
    readable(shape),
    readable(shape),
    readable(shape),
    placed(shape),
  ),
);

describe("iteration", () => {
  test("unary", () => {
    fc.assert(
      fc.property(cases, ([shape, a, , , o]) => {
        const x = randomArray("float32", a.length, 1);
        const out = new Float32Array(o.length).fill(7);
        const expected = out.slice();
        for (const index of indices(shape)) expected[at(o, index)] = -x[at(a, index)];
        iterateUnary(
          kernel<UnaryRow>("neg", "float32"),
          shape,
          x,
          a.strides,
          a.offset,
          out,
          o.strides,
          o.offset,
        );
        expect(out).toEqual(expected);
      }),
    );
  });

  test("unary with parameters", () => {
    const x = randomArray("float32", 12, 1);
    const out = new Float32Array(12);
    iterateUnary(kernel<UnaryRow>("clamp", "float32"), [3, 4], x, [1, 3], 0, out, [4, 1], 0, -1, 1);
    for (let i = 0; i < 12; i++) {
      expect(out[i]).toBe(Math.min(Math.max(x[(i % 4) * 3 + Math.floor(i / 4)], -1), 1));
    }
  });

  test("binary", () => {
    fc.assert(
      fc.property(cases, ([shape, a, b, , o]) => {
        const [x, y] = [randomArray("float64", a.length, 1), randomArray("float64", b.length, 2)];
        const out = new Float64Array(o.length).fill(7);
        const expected = out.slice();
        for (const index of indices(shape))
          expected[at(o, index)] = x[at(a, index)] - y[at(b, index)];
        const sub = kernel<BinaryRow>("sub", "float64");
        iterateBinary(
          sub,
          shape,
          x,
          a.strides,
          a.offset,
          y,
          b.strides,
          b.offset,
          out,
          o.strides,
          o.offset,
        );
        expect(out).toEqual(expected);
      }),
    );
  });

  test("ternary", () => {
    fc.assert(
      fc.property(cases, ([shape, a, b, c, o]) => {
        const condition = randomArray("bool", a.length, 3);
        const [x, y] = [randomArray("int32", b.length, 1), randomArray("int32", c.length, 2)];
        const out = new Int32Array(o.length).fill(7);
        const expected = out.slice();
        for (const index of indices(shape)) {
          expected[at(o, index)] = condition[at(a, index)] ? x[at(b, index)] : y[at(c, index)];
        }
        iterateTernary(
          kernel<TernaryRow>("where", "int32"),
          shape,
          condition,
          a.strides,
          a.offset,
          x,
          b.strides,
          b.offset,
          y,
          c.strides,
          c.offset,
          out,
          o.strides,
          o.offset,
        );
        expect(out).toEqual(expected);
      }),
    );
  });

  test("copies, in tiles where one side is the other's transpose", () => {
    fc.assert(
      fc.property(cases, ([shape, a, , , o]) => {
        const x = randomArray("uint8", a.length, 1, 0, 200);
        const out = new Uint8Array(o.length).fill(7);
        const expected = out.slice();
        for (const index of indices(shape)) expected[at(o, index)] = x[at(a, index)];
        iterateCopy("uint8", shape, x, a.strides, a.offset, out, o.strides, o.offset);
        expect(out).toEqual(expected);
      }),
    );
  });

  test("contiguous operands of any shape take one call", () => {
    let calls = 0;
    const count: BinaryRow = (n) => {
      calls++;
      expect(n).toBe(24);
    };
    const x = new Float32Array(24);
    iterateBinary(count, [2, 3, 4], x, [12, 4, 1], 0, x, [12, 4, 1], 0, x, [12, 4, 1], 0);
    iterateBinary(
      count,
      [2, 1, 3, 4],
      x,
      [12, 9, 4, 1],
      0,
      x,
      [12, 0, 4, 1],
      0,
      x,
      [12, 99, 4, 1],
      0,
    );
    // All three in one other order of dimensions: still one run of memory.
    iterateBinary(count, [4, 3, 2], x, [1, 4, 12], 0, x, [1, 4, 12], 0, x, [1, 4, 12], 0);
    expect(calls).toBe(3);
  });

  test("zero dimensions are one element, a dimension of size zero none", () => {
    const x = Float32Array.of(1, 2);
    const out = new Float32Array(2);
    const neg = kernel<UnaryRow>("neg", "float32");
    iterateUnary(neg, [], x, [], 1, out, [], 0);
    expect([...out]).toEqual([-2, 0]);
    iterateUnary(neg, [3, 0, 2], x, [0, 2, 1], 0, out, [0, 2, 1], 0);
    expect([...out]).toEqual([-2, 0]);
  });
});
