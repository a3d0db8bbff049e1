import { describe, expect, test } from "vitest";
import { numbersIn, saysTheSame, wordsIn } from "../src/messages.ts";

const says = (op: string, message: string, theirs: string, regex?: string) =>
  saysTheSame(
    { op, message: `${op}: ${message}` },
    { type: "RuntimeError", message: theirs, regex },
  );

test("numbers: sizes, signs and products, but no digits of names", () => {
  expect(numbersIn("mat1 and mat2 shapes cannot be multiplied (2x3 and 4x3)")).toEqual([
    "2",
    "3",
    "4",
  ]);
  expect(numbersIn("expected to be in range of [-2, 1], but got 2.50")).toEqual(["-2", "1", "2.5"]);
});

test("words: significant ones, in a common form", () => {
  expect(wordsIn("Expected the dtypes to be Long")).toEqual(wordsIn("dtype int64"));
  expect(wordsIn("Dimension out of range")).toEqual(wordsIn("dim is out of range"));
  expect(wordsIn("label_smoothing")).toEqual(wordsIn("labelSmoothing"));
});

describe("facts in other words pass", () => {
  test.each([
    [
      "matmul",
      "[2, 3] @ [4, 3]: inner dimensions 3 and 4 differ",
      "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x3)",
    ],
    [
      "sum",
      "dim 2 is out of range for a tensor of 2 dimensions",
      "Dimension out of range (expected to be in range of [-2, 1], but got 2)",
    ],
    [
      "add",
      "[2, 3] and [4, 3] do not broadcast: sizes 2 and 4 at dim 0",
      "The size of tensor a (2) must match the size of tensor b (4) at non-singleton dimension 0",
    ],
    [
      "crossEntropy",
      "labelSmoothing is 1.5; it goes from 0 to 1",
      "label_smoothing must be between 0.0 and 1.0. Got: 1.5",
    ],
    ["gather", "index must be int64, got float32", "gather(): Expected dtype int64 for index"],
    [
      "view",
      "[-1, -1] leaves two sizes open; only one can be inferred",
      "only one dimension can be inferred",
    ],
  ])("%s: %s", (op, message, theirs) => expect(says(op, message, theirs)).toBe(true));
});

describe("riddles and other facts do not", () => {
  test.each([
    ["matmul", "invalid input", "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x3)"],
    ["matmul", "[7, 8] @ [9, 8]", "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x3)"],
    ["sum", "failed", "Dimension out of range (expected to be in range of [-2, 1], but got 2)"],
    ["view", "the storage is not contiguous", "only one dimension can be inferred"],
  ])("%s: %s", (op, message, theirs) => expect(says(op, message, theirs)).toBe(false));

  test("a message that names no op", () => {
    expect(
      saysTheSame({ op: "", message: "2 3 4" }, { type: "RuntimeError", message: "2 3 4" }),
    ).toBe(false);
  });
});

test("the recorded expression, where there is one", () => {
  expect(
    says(
      "rot90",
      "expected total dims >= 2",
      "expected total dims >= 2, but got total dims = 1",
      "total dims >= 2",
    ),
  ).toBe(true);
});
