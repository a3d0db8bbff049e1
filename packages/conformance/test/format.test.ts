import { expect, test } from "vitest";
import { gather, readTyped } from "../src/data.ts";
import { lambda, nudged } from "../src/decode.ts";
import { flatten, readRecord } from "../src/format.ts";
import { withLiteralDtype } from "../src/literals.ts";

test("integer-valued floats stay visible in what a call is given, and only there", () => {
  const record = readRecord(
    '{"id":"x","op":"x","kind":"function","fn":"torch.full","args":[[2],2.0,1e+16,"3.0",0.5,7],"kwargs":{"a":-1.0},"out":2.0,"tol":{"out":[0.0,1e-05]}}',
  );
  expect(record).toMatchObject({
    args: [[2], { float: 2 }, { float: 1e16 }, "3.0", 0.5, 7],
    kwargs: { a: { float: -1 } },
    out: 2,
    tol: { out: [0, 1e-5] },
  });
});

test("tensors of integers are asked for, as Python's literals mean them", () => {
  const i64 = { dtype: { dtype: "i64" } };
  expect(withLiteralDtype("torch.tensor", [[0, 1]], {})).toEqual(i64);
  expect(withLiteralDtype("torch.tensor", [[true, 2]], {})).toEqual(i64);
  expect(withLiteralDtype("torch.tensor", [[true, false]], {})).toEqual({});
  expect(withLiteralDtype("torch.tensor", [[{ float: 0 }, 1]], {})).toEqual({});
  expect(withLiteralDtype("torch.tensor", [[]], {})).toEqual({});
  expect(withLiteralDtype("torch.tensor", [1], { dtype: { dtype: "f64" } })).toEqual({
    dtype: { dtype: "f64" },
  });
  expect(withLiteralDtype("torch.full", [{ tuple: [2] }, 5], {})).toEqual(i64);
  expect(withLiteralDtype("torch.full", [{ tuple: [2] }, { float: 5 }], {})).toEqual({});
  expect(withLiteralDtype("torch.arange", [5], {})).toEqual({});
  expect(withLiteralDtype("torch.arange", [{ float: 5 }], {})).toEqual({ dtype: { dtype: "f32" } });
  expect(withLiteralDtype("torch.arange", [{ float: 5 }, 7.5], {})).toEqual({});
});

test("a float scalar is the float next to the integer", () => {
  expect(nudged(2)).not.toBe(2);
  expect(nudged(2)).toBeCloseTo(2, 12);
  expect(Math.trunc(nudged(-3))).toBe(-3);
  expect(nudged(0)).toBeGreaterThan(0);
});

test("elements", () => {
  const bytes = (array: { buffer: ArrayBufferLike }) =>
    Buffer.from(new Uint8Array(array.buffer as ArrayBuffer)).toString("base64");
  expect(readTyped({ t: "f32", shape: [2], data: bytes(Float32Array.of(1.5, -2)) })).toEqual(
    Float32Array.of(1.5, -2),
  );
  expect(readTyped({ t: "i64", shape: [1], data: bytes(BigInt64Array.of(-7n)) })).toEqual(
    Float64Array.of(-7),
  );
  expect(readTyped({ t: "bool", shape: [2], data: bytes(Uint8Array.of(0, 1)) })).toEqual(
    Uint8Array.of(0, 1),
  );
  const storage = Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7);
  expect([...gather(storage, [2, 3], [4, 1], 1)]).toEqual([1, 2, 3, 5, 6, 7]);
  expect([...gather(storage, [2, 2], [0, 2], 3)]).toEqual([3, 5, 3, 5]);
  expect([...gather(storage, [0, 2], [1, 1], 0)]).toEqual([]);
  expect([...gather(storage, [], [], 4)]).toEqual([4]);
});

test("outputs are numbered through tuples and lists", () => {
  expect(flatten({ tuple: [1, [2, { tuple: [3] }]] })).toEqual([1, 2, 3]);
});

test("Python's lambdas", () => {
  expect(lambda("lambda e: 0.95**e")(2)).toBeCloseTo(0.9025);
  expect(lambda("lambda e: 1/(1+e)")(3)).toBe(0.25);
  expect(lambda("lambda epoch: 0.5 ** (epoch // 10)")(25)).toBe(0.25);
  expect(lambda("lambda e: 1.0 if e < 5 else 0.1")(7)).toBe(0.1);
});
