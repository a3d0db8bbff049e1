/** Integers: wrapping, exactness beyond which int64 throws, Python's division, bits beyond 32. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DType, MAX_INT64, newArray } from "../../src/dtype.ts";
import { TensorError } from "../../src/errors.ts";
import "../../src/kernels/register.ts";
import { type BinaryRow, kernel, type UnaryRow } from "../../src/kernels/table.ts";

function of(dtype: DType, ...values: number[]): ReturnType<typeof newArray> {
  const array = newArray(dtype, values.length);
  array.set(values);
  return array;
}

function binary(name: string, dtype: DType, a: number, b: number, ...params: number[]): number {
  const out = newArray(dtype, 1);
  kernel<BinaryRow>(name, dtype)(1, of(dtype, a), 0, 1, of(dtype, b), 0, 1, out, 0, 1, ...params);
  return out[0];
}

function unary(name: string, dtype: DType, x: number): number {
  const out = newArray(dtype, 1);
  kernel<UnaryRow>(name, dtype)(1, of(dtype, x), 0, 1, out, 0, 1);
  return out[0];
}

describe("int64", () => {
  const int = fc.integer({ min: -MAX_INT64, max: MAX_INT64 });
  const operations: [string, (a: bigint, b: bigint) => bigint][] = [
    ["add", (a, b) => a + b],
    ["sub", (a, b) => a - b],
    ["mul", (a, b) => a * b],
    ["bitwiseAnd", (a, b) => a & b],
    ["bitwiseOr", (a, b) => a | b],
    ["bitwiseXor", (a, b) => a ^ b],
  ];
  for (const [name, exact] of operations) {
    test(`${name} is exact or throws`, () => {
      fc.assert(
        fc.property(fc.oneof(int, fc.integer()), fc.oneof(int, fc.integer()), (a, b) => {
          const result = exact(BigInt(a), BigInt(b));
          if (result > MAX_INT64 || result < -MAX_INT64) {
            expect(() => binary(name, "int64", a, b)).toThrow(TensorError);
          } else {
            // Never a negative zero, which a conversion to float would show.
            expect(Object.is(binary(name, "int64", a, b), Number(result))).toBe(true);
          }
        }),
      );
    });
  }

  test("division and remainder follow Python, and truncation C", () => {
    fc.assert(
      fc.property(
        fc.oneof(int, fc.integer()),
        fc.oneof(int, fc.integer({ min: -9, max: 9 })),
        (a, b) => {
          fc.pre(b !== 0);
          const [x, y] = [BigInt(a), BigInt(b)];
          const rest = ((x % y) + y) % y;
          expect(binary("remainder", "int64", a, b)).toBe(Number(rest));
          expect(binary("divFloor", "int64", a, b)).toBe(Number((x - rest) / y));
          expect(binary("fmod", "int64", a, b)).toBe(Number(x % y));
          expect(binary("divTrunc", "int64", a, b)).toBe(Number(x / y));
        },
      ),
    );
  });

  test("overflow names the op, the value and the way out", () => {
    expect(() => binary("add", "int64", MAX_INT64, 1)).toThrow(
      "add: the int64 result 9007199254740992 is beyond ±(2^53 - 1), up to which int64 is exact here; use float64",
    );
    expect(() => binary("mul", "int64", 2 ** 40, 2 ** 20)).toThrow("mul: the int64 result");
    expect(() => unary("square", "int64", 2 ** 30)).toThrow("square: the int64 result");
    expect(() => binary("pow", "int64", 3, 40)).toThrow("pow: the int64 result");
    expect(binary("pow", "int64", 3, 33)).toBe(5559060566555523);
    expect(binary("pow", "int64", -1, 1e9 + 1)).toBe(-1);
  });

  test("shifts see all 64 bits; counts out of range leave 0 or the sign", () => {
    const left = (a: number, b: number): number => binary("bitwiseLeftShift", "int64", a, b);
    const right = (a: number, b: number): number => binary("bitwiseRightShift", "int64", a, b);
    expect(left(3, 40)).toBe(3 * 2 ** 40);
    expect(left(-3, 40)).toBe(-3 * 2 ** 40);
    expect([left(3, 64), left(3, -1), left(2, 63), left(0, 50)]).toEqual([0, 0, 0, 0]);
    expect(() => left(3, 60)).toThrow(TensorError);
    expect(right(3 * 2 ** 40 + 1, 40)).toBe(3);
    expect([right(-1, 40), right(-5, 1), right(-5, 64), right(5, 64), right(-5, -1)]).toEqual([
      -1, -3, -1, 0, -1,
    ]);
  });

  test("neg of zero is zero", () => {
    expect(unary("neg", "int64", 0)).toBe(0);
    expect(binary("mul", "int64", 0, -5)).toBe(0);
    expect(binary("fmod", "int64", -6, 3)).toBe(0);
    expect(binary("divTrunc", "int64", -1, 3)).toBe(0);
  });
});

describe("int32 and uint8 wrap", () => {
  const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
  const uint8 = fc.integer({ min: 0, max: 255 });
  const operations: [string, (a: bigint, b: bigint) => bigint][] = [
    ["add", (a, b) => a + b],
    ["sub", (a, b) => a - b],
    ["mul", (a, b) => a * b],
  ];
  for (const [name, exact] of operations) {
    test(`${name} as PyTorch's`, () => {
      fc.assert(
        fc.property(int32, int32, (a, b) => {
          const expected = Number(BigInt.asIntN(32, exact(BigInt(a), BigInt(b))));
          expect(binary(name, "int32", a, b)).toBe(expected);
        }),
      );
      fc.assert(
        fc.property(uint8, uint8, (a, b) => {
          const expected = Number(BigInt.asUintN(8, exact(BigInt(a), BigInt(b))));
          expect(binary(name, "uint8", a, b)).toBe(expected);
        }),
      );
    });
  }

  test("pow, square, neg, abs, addScaled", () => {
    expect(binary("pow", "int32", 3, 40)).toBe(Number(BigInt.asIntN(32, 3n ** 40n)));
    expect(binary("pow", "uint8", 7, 5)).toBe(7 ** 5 % 256);
    expect(binary("pow", "int32", 2, -1)).toBe(0);
    expect(binary("pow", "int32", -1, -3)).toBe(-1);
    expect(unary("square", "int32", 100000)).toBe(Number(BigInt.asIntN(32, 10n ** 10n)));
    expect(unary("neg", "uint8", 3)).toBe(253);
    expect(unary("neg", "int32", -(2 ** 31))).toBe(-(2 ** 31));
    expect(unary("abs", "int32", -(2 ** 31))).toBe(-(2 ** 31));
    expect(binary("addScaled", "uint8", 250, 3, 5)).toBe((250 + 15) % 256);
  });

  test("shifts out of range", () => {
    expect(binary("bitwiseLeftShift", "int32", 3, 31)).toBe(-(2 ** 31));
    expect(binary("bitwiseLeftShift", "int32", 3, 32)).toBe(0);
    expect(binary("bitwiseRightShift", "int32", -3, 40)).toBe(-1);
    expect(binary("bitwiseLeftShift", "uint8", 255, 4)).toBe(240);
    expect(binary("bitwiseRightShift", "uint8", 255, 4)).toBe(15);
  });
});

test("integer division by zero throws, as in PyTorch", () => {
  for (const dtype of ["int64", "int32", "uint8"] as const) {
    for (const name of ["divFloor", "divTrunc", "remainder", "fmod"]) {
      expect(() => binary(name, dtype, 1, 0)).toThrow(/ZeroDivisionError/);
    }
  }
});

test("gcd and lcm", () => {
  for (const dtype of ["int64", "int32", "uint8"] as const) {
    expect(binary("gcd", dtype, 12, 18)).toBe(6);
    expect(binary("gcd", dtype, 0, 0)).toBe(0);
    expect(binary("lcm", dtype, 12, 18)).toBe(36);
    expect(binary("lcm", dtype, 0, 7)).toBe(0);
  }
  expect(binary("gcd", "int64", -12, 18)).toBe(6);
  expect(binary("lcm", "int32", -12, 18)).toBe(36);
  expect(() => binary("lcm", "int64", 2 ** 50 - 1, 2 ** 50 - 3)).toThrow("lcm: the int64 result");
});

test("bool: add is or, mul is and, not is not", () => {
  for (const [a, b] of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]) {
    expect(binary("add", "bool", a, b)).toBe(a | b);
    expect(binary("addScaled", "bool", a, b, 1)).toBe(a | b);
    expect(binary("addScaled", "bool", a, b, 0)).toBe(a);
    expect(binary("mul", "bool", a, b)).toBe(a & b);
    expect(unary("bitwiseNot", "bool", a)).toBe(1 - a);
  }
});
