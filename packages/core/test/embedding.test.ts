/** What of embeddings is no derivative or no pure function: padding, frequencies, norms. Values follow from the definitions. */
import { expect, test } from "vitest";
import * as F from "../src/functional.ts";
import { gradOf, leaf, torch } from "./autograd/helpers.ts";

const index = (values: torch.TensorData): torch.Tensor => torch.tensor(values, { dtype: "int64" });

test("a padding row gets no gradient, also counted from the end", () => {
  for (const paddingIdx of [1, -2]) {
    const weight = leaf([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const out = F.embedding(index([0, 1, 2, 2]), weight, { paddingIdx });
    expect(out.tolist()).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
      [5, 6],
    ]);
    out.sum().backward();
    expect(gradOf(weight)).toEqual([
      [1, 1],
      [0, 0],
      [2, 2],
    ]);
  }
});

test("scaleGradByFreq divides by how often a row was looked up, through second derivatives as well", () => {
  const weight = leaf([[1], [2], [3]]);
  F.embedding(index([2, 2, 0]), weight, { scaleGradByFreq: true })
    .sum()
    .backward();
  expect(gradOf(weight)).toEqual([[1], [0], [1]]);
  const scale = leaf([[1], [2], [4]]);
  const out = F.embedding(index([2, 2, 0]), weight, { scaleGradByFreq: true, paddingIdx: 0 });
  const [grad] = torch.autograd.grad(out.mul(scale).sum(), [weight], { createGraph: true });
  expect(grad.tolist()).toEqual([[0], [0], [1.5]]);
  grad.sum().backward();
  expect(gradOf(scale)).toEqual([[0.5], [0.5], [0]]);
});

test("maxNorm rescales the rows that are looked up, in place", () => {
  const weight = leaf([
    [3, 4],
    [30, 40],
    [0.3, 0.4],
  ]);
  const out = F.embedding(index([0, 2, 0]), weight, { maxNorm: 1 });
  const rows = weight.tolist() as number[][];
  expect(rows[0][0]).toBeCloseTo(0.6, 6);
  expect(rows[0][1]).toBeCloseTo(0.8, 6);
  expect(rows.slice(1)).toEqual([
    [30, 40],
    [0.3, 0.4],
  ]);
  expect((out.tolist() as number[][])[0]).toEqual(rows[0]);
  F.embedding(index([1]), weight, { maxNorm: 7, normType: 1 });
  expect((weight.tolist() as number[][])[1][0]).toBeCloseTo(3, 6);
});

test("backward needs only the indices: the table may change before it", () => {
  const weight = leaf([[3], [4]]);
  const first = F.embedding(index([0]), weight, { maxNorm: 1 });
  const second = F.embedding(index([1]), weight, { maxNorm: 1 });
  first.sum().add(second.sum()).backward();
  expect(gradOf(weight)).toEqual([[1], [1]]);
});

test("bags leave padding out of values, means and gradients", () => {
  const weight = leaf([[1], [2], [6]]);
  const bags = index([
    [0, 1, 2],
    [1, 1, 1],
  ]);
  for (const [mode, values, grads] of [
    ["mean", [[3.5], [0]], [[0.5], [0], [0.5]]],
    ["sum", [[7], [0]], [[1], [0], [1]]],
    ["max", [[6], [0]], [[0], [0], [1]]],
  ] as const) {
    weight.grad = null;
    const out = F.embeddingBag(bags, weight, { mode, paddingIdx: -2 });
    expect(out.tolist()).toEqual(values);
    out.sum().backward();
    expect(gradOf(weight)).toEqual(grads);
  }
});

test("bags without elements alone keep their history", () => {
  for (const mode of ["sum", "mean", "max"] as const) {
    const weight = leaf([[1], [2]]);
    const out = F.embeddingBag(index([]), weight, index([0, 0]), { mode });
    expect(out.tolist()).toEqual([[0], [0]]);
    out.sum().backward();
    expect(gradOf(weight)).toEqual([[0], [0]]);
  }
});

test("paddingIdx is a whole number", () => {
  expect(() => F.embedding(index([0]), torch.ones(2, 1), { paddingIdx: 0.5 })).toThrow(
    /paddingIdx/,
  );
});
