/** The expected numbers are PyTorch 1.13's: `torch.manual_seed(0)`, then the call each test names. */
import { assert, integer, pre, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { dtypes, newArray, type DType } from "../../src/dtype.ts";
import { TensorError } from "../../src/errors.ts";
import { Generator } from "../../src/generator.ts";
import { integerRange, randomIntegers, randperm } from "../../src/kernels/random-integers.ts";

function random(
  dtype: DType,
  n: number,
  from: number | null = null,
  to: number | null = null,
  seed = 0,
): number[] {
  const out = newArray(dtype, n);
  randomIntegers(
    new Generator().manualSeed(seed),
    out,
    0,
    n,
    integerRange("random_", dtype, from, to),
  );
  return [...out];
}

describe("randomIntegers", () => {
  test("draw the dtype's own range: torch.empty(5, dtype=dtype).random_()", () => {
    const want: Record<DType, number[]> = {
      float32: [8325664, 12888472, 1484222, 2214888, 5157545],
      float64: [
        8737460674930124, 6375474555111176, 4137753702977065, 8293357854226700, 5809860774058864,
      ],
      // PyTorch's, & (2**53 - 1).
      int64: [
        8737460674931247, 6375474555112640, 4137753702978299, 8293357854227815, 5809860774059731,
      ],
      int32: [209652396, 398764591, 924231285, 1478610112, 441365315],
      uint8: [172, 47, 117, 192, 67],
      bool: [0, 1, 1, 0, 1],
    };
    for (const dtype of dtypes) expect(random(dtype, 5)).toEqual(want[dtype]);
  });

  test("torch.randint(10, (8,))", () => {
    for (const dtype of ["float32", "float64", "int64", "int32", "uint8"] as const) {
      expect(random(dtype, 8, 0, 10)).toEqual([4, 9, 3, 0, 3, 9, 7, 3]);
    }
  });

  test("of large ranges", () => {
    // torch.randint(-5, 2**40 + 1, (3,)) and torch.randint(-2**53 + 1, 2**53 - 1, (3,))
    expect(random("int64", 3, -5, 2 ** 40 + 1)).toEqual([741225377774, 506065274071, 291386981060]);
    expect(random("int64", 3, -(2 ** 53) + 1, 2 ** 53 - 1)).toEqual([
      8737460674932370, -2631724699626887, -4869445551761458,
    ]);
    // torch.empty(3, dtype=torch.int32).random_(-2**31, 2**31) takes one word each.
    expect(random("int32", 3, -(2 ** 31), 2 ** 31)).toEqual([209652396, 398764591, 924231285]);
  });

  test("float32 bounds move to integers it holds: torch.empty(3).random_(2**31)", () => {
    expect(random("float32", 3, 0, 2 ** 31)).toEqual([209652528, 398764704, 924231424]);
    // torch.empty(4).random_(-2**25 - 7, 2**25 + 7)
    expect(random("float32", 4, -(2 ** 25) - 7, 2 ** 25 + 7)).toEqual([
      -25228912, 29665540, 18261256, -31339764,
    ]);
  });

  test("the remainder of 64 bits is exact for every size", () => {
    assert(
      property(
        integer({ min: 2 ** 32, max: 2 ** 53 - 1 }),
        integer({ min: -(2 ** 31), max: 2 ** 31 }),
        integer({ min: 0, max: 2 ** 32 - 1 }),
        (size, from, seed) => {
          // The sum itself would be rounded.
          pre(size <= 2 ** 53 - from);
          const { engine } = new Generator().manualSeed(seed);
          const want = Array.from({ length: 20 }, () => {
            const upper = BigInt(engine.random32());
            const word = (upper << 32n) | BigInt(engine.random32());
            return Number((word % BigInt(size)) + BigInt(from));
          });
          expect(random("int64", 20, from, from + size, seed)).toEqual(want);
        },
      ),
    );
  });

  test("stay within their bounds, whatever the chunk", () => {
    for (const dtype of dtypes) {
      const got = random(dtype, 2000, 0, 2);
      expect(got.every((value) => value === 0 || value === 1)).toBe(true);
      expect(new Set(got).size).toBe(2);
    }
  });
});

describe("integerRange", () => {
  test("refuses what PyTorch refuses", () => {
    const range = (dtype: DType, from: number | null, to: number | null) => () =>
      integerRange("randint", dtype, from, to);
    expect(range("int64", 3, 3)).toThrow(
      "randint: expects 'from' to be less than 'to', but got from=3 >= to=3",
    );
    expect(range("uint8", -3, 2)).toThrow("randint: from is out of bounds for uint8: -3");
    expect(range("uint8", 0, 257)).toThrow("randint: to - 1 is out of bounds for uint8: 256");
    expect(range("bool", 0, 3)).toThrow("randint: to - 1 is out of bounds for bool: 2");
    expect(range("bool", 3, null)).toThrow("randint: from is out of bounds for bool: 3");
    expect(range("int32", 0, 2 ** 31 + 1)).toThrow(
      "randint: to - 1 is out of bounds for int32: 2147483648",
    );
    expect(range("float32", 2 ** 25 + 1, 2 ** 25 + 3)).toThrow(
      "randint: expects 'from' casted to dtype",
    );
    expect(range("int64", 0, 2.5)).toThrow(TensorError);
    expect(range("int64", 0, 2 ** 53 + 2)).toThrow("integers within 2^53");
    expect(range("int64", Number.NaN, 5)).toThrow(TensorError);
  });

  test("without `to` reaches to the dtype's largest", () => {
    expect(integerRange("random_", "uint8", 3, null)).toEqual({ from: 3, last: 255 });
    expect(integerRange("random_", "int32", -5, null)).toEqual({ from: -5, last: 2 ** 31 - 1 });
    expect(integerRange("random_", "int64", null, 2 ** 53)).toEqual({ from: 0, last: 2 ** 53 - 1 });
    expect(integerRange("random_", "float32", 0, null)).toEqual({ from: 0, last: 2 ** 24 });
  });
});

describe("randperm", () => {
  test("torch.randperm(10)", () => {
    for (const out of [
      new Float64Array(12),
      new Float32Array(12),
      new Int32Array(12),
      new Uint8Array(12),
    ]) {
      out.fill(77);
      randperm(new Generator().manualSeed(0), out, 1, 10);
      expect([...out]).toEqual([77, 4, 1, 7, 5, 3, 9, 0, 8, 6, 2, 77]);
    }
  });

  test("draws one word less than it has elements", () => {
    for (const n of [0, 1, 2, 700]) {
      const generator = new Generator();
      const other = new Generator();
      const out = new Float64Array(n);
      randperm(generator, out, 0, n);
      for (let i = 0; i < n - 1; i++) other.random32();
      expect(generator.random32()).toBe(other.random32());
      expect(out.toSorted()).toEqual(Float64Array.from({ length: n }, (_, i) => i));
    }
  });
});
