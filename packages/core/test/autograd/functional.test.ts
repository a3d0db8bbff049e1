/** `autograd.functional`. */
import { describe, expect, test } from "vitest";
import type { Tensor } from "../../src/tensor.ts";
import { constant, leaf, torch } from "./helpers.ts";

const { jacobian, hessian, vjp, jvp, vhp, hvp } = torch.autograd.functional;

const values = (result: unknown): unknown =>
  Array.isArray(result) ? result.map(values) : (result as Tensor).tolist();

/** A value of y = [x0² x1, 5 x0 + sin x1], whose Jacobian is [[2 x0 x1, x0²], [5, cos x1]]. */
const f = (x: Tensor): Tensor => {
  const [a, b] = [x.select(0, 0), x.select(0, 1)];
  return torch.stack([a.mul(a).mul(b), a.mul(5).add(b.sin())]);
};
const x = constant([2, 3]);
const J = [
  [12, 4],
  [5, Math.cos(3)],
];

describe("jacobian", () => {
  test("of one output with respect to one input", () => {
    expect(jacobian(f, x).tolist()).toEqual(J);
  });

  test("shapes: outputs first, then inputs, nested as they come", () => {
    const [a, b] = [constant([[1, 2, 3]]), constant([4, 5])];
    const g = (p: Tensor, q: Tensor): Tensor[] => [p.sum().mul(q), p.mul(2)];
    const result = jacobian(g, [a, b]) as Tensor[][];
    expect(result.map((row) => row.map((t) => t.shape))).toEqual([
      [
        [2, 1, 3],
        [2, 2],
      ],
      [
        [1, 3, 1, 3],
        [1, 3, 2],
      ],
    ]);
    expect(result[1][1].tolist()).toEqual([
      [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    ]);
    expect(result[0][1].tolist()).toEqual([
      [6, 0],
      [0, 6],
    ]);
  });

  test("is differentiable with createGraph, and outside of any graph without", () => {
    const y = leaf([2, 3]);
    expect(jacobian(f, y).requiresGrad).toBe(false);
    jacobian(f, y, { createGraph: true }).sum().backward();
    // d/dx0 (2 x0 x1 + x0² + 5 + cos x1) = 2 x1 + 2 x0; d/dx1 = 2 x0 - sin x1
    expect(values(y.grad)).toEqual([10, 4 - Math.sin(3)]);
    expect(torch.noGrad(() => jacobian(f, y)).tolist()).toEqual(J);
  });

  test("strict refuses what does not depend on the input", () => {
    expect(() => jacobian(() => constant([1]), x, { strict: true })).toThrow(
      /independent of the input/,
    );
    expect(jacobian(() => constant([1]), x).tolist()).toEqual([[0, 0]]);
    expect(jacobian((a) => a.slice(0, 0, 0), x).shape).toEqual([0, 2]);
  });

  test("refuses unknown options", () => {
    expect(() => jacobian(f, x, { create_graph: true } as object)).toThrow(
      /unknown option "create_graph"; known: createGraph, strict/,
    );
  });
});

describe("products with vectors", () => {
  test("vjp and jvp", () => {
    const v = constant([10, 100]);
    expect(values(vjp(f, x, v)[1])).toEqual([620, 40 + 100 * Math.cos(3)]);
    expect(values(jvp(f, x, v)[1])).toEqual([520, 50 + 100 * Math.cos(3)]);
    expect(values(vjp(f, x, { v })[0])).toEqual([12, 10 + Math.sin(3)]);
  });

  test("several inputs and outputs", () => {
    const g = (p: Tensor, q: Tensor): Tensor[] => [p.mul(q), q.mul(3)];
    const [p, q] = [constant([1, 2]), constant([3, 4])];
    expect(values(vjp(g, [p, q], [constant([1, 1]), constant([1, 0])])[1])).toEqual([
      [3, 4],
      [4, 2],
    ]);
    expect(values(jvp(g, [p, q], [constant([1, 1]), constant([1, 0])])[1])).toEqual([
      [4, 4],
      [3, 0],
    ]);
  });

  test("check the vector", () => {
    expect(() => vjp(f, x)).toThrow(
      /v may only be left out where there is a single output with a single element/,
    );
    expect(() => jvp(f, x, constant([1]))).toThrow(
      /entry 0 of v has shape \[1\], expected that of the input, \[2\]/,
    );
    expect(values(vjp((a) => a.sum(), x)[1])).toEqual([1, 1]);
  });
});

describe("second derivatives", () => {
  const g = (a: Tensor): Tensor => a.select(0, 0).pow(3).mul(a.select(0, 1));
  const H = [
    [36, 12],
    [12, 0],
  ];

  test("hessian, vhp, hvp", () => {
    expect(hessian(g, x).tolist()).toEqual(H);
    const v = constant([1, 10]);
    expect(values(vhp(g, x, v))).toEqual([24, [156, 12]]);
    expect(values(hvp(g, x, v)[1])).toEqual([156, 12]);
  });

  test("of several inputs", () => {
    const h = (a: Tensor, b: Tensor): Tensor => a.mul(b).mul(b).sum();
    expect(values(hessian(h, [constant([2]), constant([3])]))).toEqual([
      [[[0]], [[6]]],
      [[[6]], [[4]]],
    ]);
  });

  test("are for scalar functions", () => {
    expect(() => hessian(f, x)).toThrow(
      /func should answer a single Tensor with a single element, got \[2\]/,
    );
  });

  test("of a linear function are zero", () => {
    expect(hessian((a) => a.sum(), x).tolist()).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});
