/** Nothing that a caller says is lost: what a function does not read it refuses, also where no compiler looked first. */
import { describe, expect, test } from "vitest";
import * as torch from "../src/index.ts";
import { opRegistry, TensorError } from "../src/index.ts";
import { families } from "./op-table/index.ts";
import { type Row, rowsOf } from "./op-table/checks.ts";
import { callOf } from "./op-table/make.ts";

type Function = (...args: unknown[]) => unknown;

const rows = Object.entries(families)
  .filter(([name]) => !name.startsWith("linalg"))
  .flatMap(([, family]) => rowsOf(family))
  .filter(({ name, spec }) => opRegistry.has(name) && spec.samples.length > 0);

function argsOf({ spec }: Row): unknown[] {
  const [dtype] = spec.dtypes ?? ["float32"];
  return [...callOf(spec.samples[0], spec.domain ?? {}, dtype, "contiguous").args];
}

/** The call's arguments with each parameter's place taken, and more behind. */
function surplus(row: Row): unknown[] {
  const args = argsOf(row);
  if (torch.isOptions(args.at(-1))) args.pop();
  const { params } = opRegistry.get(row.name)!;
  while (args.length < params.length + 1) args.push(undefined);
  return [...args, {}, 7, 7];
}

// Those whose parameters all stand in their text are left to the compiler, as any function of the language is.
const readers = rows.filter(({ name, fn }) => fn.length < 1 + opRegistry.get(name)!.params.length);

test.each(readers)("$name reads or refuses every argument", (row) => {
  expect(() => (row.fn as Function)(...surplus(row))).toThrow(TensorError);
});

const methods = rows.filter((row) => {
  const [self] = argsOf(row);
  if (row.spec.method || !(self instanceof torch.Tensor)) return false;
  // Not `real`, which is a property.
  return typeof (self as unknown as Record<string, unknown>)[row.name] === "function";
});

describe.each(methods)("x.$name", (row) => {
  const call = (args: readonly unknown[]): unknown => {
    const [self, ...rest] = args;
    return (self as Record<string, Function>)[row.name](...rest);
  };

  test("refuses arguments beyond the last", () => {
    expect(() => call(surplus(row))).toThrow(TensorError);
  });

  test("refuses unknown options", () => {
    const args = argsOf(row);
    const options = torch.isOptions(args.at(-1)) ? (args.pop() as object) : {};
    expect(() => call([...args, { ...options, nonsense: 1 }])).toThrow(TensorError);
  });
});

test("messages name the method, what it got and what it takes", () => {
  const x = torch.ones(2) as unknown as Record<string, Function>;
  expect(() => x.exp({ out: 1 })).toThrow('exp: unknown option "out"; known: none');
  expect(() => x.exp_(1)).toThrow("exp_: takes at most 0 arguments after the first (none), got 1");
  expect(() => x.mul(2, { alpha: 1 })).toThrow('mul: unknown option "alpha"; known: other');
});

test("undefined at the end is no argument", () => {
  const x = torch.ones(2) as unknown as Record<string, Function>;
  expect(x.exp(undefined)).toBeInstanceOf(torch.Tensor);
});

const x = torch.ones(2, 3);
const loose = torch as unknown as Record<string, Function>;

test.each([
  ["zeros", [2, 3], 4],
  ["rand", [2, 3], 4],
  ["broadcastTensors", [x], x],
  ["atleast2d", [x], x],
  ["blockDiag", [x], x],
  ["cartesianProd", [torch.ones(2)], torch.ones(2)],
  ["chainMatmul", [x], x],
  ["reshape", x, [6], 1],
  ["permute", x, [1, 0], 2],
])("%s refuses what stands behind an array of all", (name, ...args) => {
  expect(() => loose[name](...args)).toThrow(/takes one array, or its items one by one/);
});

test.each([
  ["tensor", [1]],
  ["asTensor", [1]],
  ["full", [2], 1],
  ["emptyStrided", [2], [1]],
  ["zerosLike", x],
  ["onesLike", x],
  ["emptyLike", x],
  ["fullLike", x, 1],
  ["arange", 3, 4, 1],
  ["linspace", 0, 1, 3],
  ["logspace", 0, 1, 3, 10],
  ["eye", 2, 2],
  ["randLike", x],
  ["randnLike", x],
  ["randint", 0, 9, [2]],
  ["randint", 9, [2]],
  ["randintLike", x, 0, 9],
  ["randintLike", x, 9],
  ["randperm", 3],
  ["normal", 0, 1, [2]],
])("%s refuses arguments behind the options", (name, ...args) => {
  expect(() => loose[name](...args, {}, 7)).toThrow(TensorError);
});

test("to takes nonBlocking and copy by position", () => {
  expect(x.to("float32", false)).toBe(x);
  expect(x.to("float32", false, true)).not.toBe(x);
  expect(x.to("cpu", "float64", false, true).dtype).toBe("float64");
  expect(x.to(torch.ones(1, { dtype: "float64" }), false, true).dtype).toBe("float64");
});

test("what goes by several names is given by one of them", () => {
  const both = { sections: 1, indices: [1] };
  expect(() => torch.hsplit(x, both)).toThrow(/takes one of indicesOrSections, sections/);
  expect(() => torch.tensorSplit(x, both)).toThrow(/takes one of indicesOrSections, sections/);
});
