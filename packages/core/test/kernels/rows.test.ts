/** Every generated row kernel, over all its stride paths, against its scalar function applied one element at a time. */
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { functionFor, type KernelGroup, kernelGroups } from "../../scripts/kernel-list.ts";
import { type DType, dtypes, newArray, type TypedArray } from "../../src/dtype.ts";
import "../../src/kernels/register.ts";
import { type BinaryRow, kernel, type TernaryRow, type UnaryRow } from "../../src/kernels/table.ts";
import { randomArray, stored } from "./support.ts";

/** All scalar functions, from whichever file. */
const scalars: Record<string, (...args: number[]) => number> = {};
const folder = new URL("../../src/kernels/scalar/", import.meta.url);
for (const file of readdirSync(folder))
  Object.assign(scalars, await import(new URL(file, folder).href));

const PARAMS = [0.25, 1.5, -2];
const INTEGER_PARAMS = [1, 2, -3];

interface Side {
  readonly at: number;
  readonly step: number;
}

/** Offsets and strides of the operands and the result; 0 repeats an element, -1 walks backwards. */
const paths: readonly { readonly name: string; readonly sides: readonly Side[] }[] = [
  { name: "unit strides", sides: [side(0, 1), side(0, 1), side(0, 1), side(0, 1)] },
  { name: "unit strides with offsets", sides: [side(3, 1), side(1, 1), side(2, 1), side(5, 1)] },
  { name: "second fixed", sides: [side(1, 1), side(4, 0), side(0, 1), side(2, 1)] },
  { name: "first fixed", sides: [side(2, 0), side(1, 1), side(0, 1), side(0, 1)] },
  { name: "any strides", sides: [side(1, 2), side(0, 3), side(40, -1), side(3, 2)] },
  { name: "all fixed", sides: [side(1, 0), side(2, 0), side(3, 0), side(0, 1)] },
];

function side(at: number, step: number): Side {
  return { at, step };
}

function same(a: TypedArray, b: TypedArray): boolean {
  return a.every((value, i) => Object.is(value, b[i]));
}

function inputDtype(group: KernelGroup, k: number, dtype: DType): DType {
  return group.fromBool && k === 0 ? "bool" : dtype;
}

function run(
  group: KernelGroup,
  name: string,
  dtype: DType,
  n: number,
  inputs: readonly TypedArray[],
  out: TypedArray,
  sides: readonly Side[],
  params: readonly number[],
): void {
  const [a, b, c] = inputs;
  const [sa, sb, sc] = sides;
  const so = sides[3];
  if (group.operands === 1) {
    kernel<UnaryRow>(name, dtype)(n, a, sa.at, sa.step, out, so.at, so.step, ...params);
  } else if (group.operands === 2) {
    const row = kernel<BinaryRow>(name, dtype);
    row(n, a, sa.at, sa.step, b, sb.at, sb.step, out, so.at, so.step, ...params);
  } else {
    const row = kernel<TernaryRow>(name, dtype);
    row(
      n,
      a,
      sa.at,
      sa.step,
      b,
      sb.at,
      sb.step,
      c,
      sc.at,
      sc.step,
      out,
      so.at,
      so.step,
      ...params.slice(0, 1),
    );
  }
}

for (const group of kernelGroups) {
  describe(`${group.file} rows`, () => {
    for (const row of group.rows) {
      for (const dtype of dtypes) {
        const fn = functionFor(row, dtype);
        if (!fn) continue;
        test(`${row.name} of ${dtype}`, () => {
          const scalar = scalars[fn];
          expect(scalar, fn).toBeTypeOf("function");
          const outDtype = group.toBool ? "bool" : dtype;
          const given = dtype.startsWith("float") ? PARAMS : INTEGER_PARAMS;
          const params = given.slice(0, row.params ?? 0);
          // Divisors and shifts of integers stay away from zero and from below it.
          const low = group.operands === 2 && !dtype.startsWith("float") ? 1 : -4;
          for (const { name, sides } of paths) {
            for (const n of [0, 1, 2, 3, 4, 5, 7, 8, 13]) {
              const inputs = Array.from({ length: group.operands }, (_, k) =>
                randomArray(inputDtype(group, k, dtype), 60, 17 * k + n, low, 6),
              );
              const before = inputs.map((x) => x.slice());
              const out = newArray(outDtype, 60).fill(9);
              const expected = out.slice();
              for (let i = 0; i < n; i++) {
                const args = inputs.map((x, k) => x[sides[k].at + i * sides[k].step]);
                expected[sides[3].at + i * sides[3].step] = stored(
                  outDtype,
                  scalar(...args, ...params),
                );
              }
              run(group, row.name, dtype, n, inputs, out, sides, params);
              if (!same(out, expected)) expect(out, `${name}, n = ${n}`).toEqual(expected);
              expect(inputs.every((x, k) => same(x, before[k]))).toBe(true);
            }
          }
        });
      }
    }
  });
}
