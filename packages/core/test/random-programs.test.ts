/**
 * Random programs: chains of ops, views and writes in place, in the library and in a slow interpreter side by side; and
 * their gradients against finite differences. A bug found here gets a test of its own name, in autograd/ or where its op is tested.
 *
 * On failure fast-check prints the seed and the shrunk program: `FC_SEED=… npx vitest run packages/core/test/random-programs.test.ts`.
 */
import * as fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { setPoison } from "../src/testing.ts";
import * as torch from "../src/index.ts";
import { TensorError } from "../src/errors.ts";
import {
  differences,
  loss,
  type Program,
  run,
  slowLoss,
  startValues,
} from "./random-programs/program.ts";
import { kinds } from "./random-programs/steps.ts";

/** `FC_RUNS=100000` for a long look. */
const RUNS = Number(process.env["FC_RUNS"] ?? 1000);

const draw = fc.record({
  kind: fc.nat(kinds.length - 1),
  a: fc.nat(9),
  b: fc.nat(9),
  dim: fc.nat(3),
  n: fc.nat(3),
  x: fc.double({ min: -2, max: 2, noNaN: true }),
});
const programs: fc.Arbitrary<Program> = fc.record({
  leaves: fc.array(fc.nat(7), { minLength: 2, maxLength: 3 }),
  steps: fc.array(draw, { minLength: 2, maxLength: 14 }),
});

const seed = process.env["FC_SEED"];
const parameters = { numRuns: RUNS, ...(seed ? { seed: Number(seed) } : {}) };

/** Whether backward may be refused: something was written to after it had been saved. */
function isOverwritten(error: unknown): boolean {
  return (
    error instanceof TensorError &&
    /modified by an inplace operation|has been modified inplace/.test(error.message)
  );
}

function close(got: number, expected: number): boolean {
  return Math.abs(got - expected) <= 1e-6 + 1e-5 * Math.abs(expected);
}

function expectClose(
  got: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
): void {
  got.forEach((row, i) =>
    row.forEach((value, k) => {
      if (!close(value, expected[i][k]))
        expect.fail(
          `gradient of leaf ${i}, element ${k}: ${value}, by differences ${expected[i][k]}`,
        );
    }),
  );
}

let checked = 0;
let overwritten = 0;

/** Values and first derivatives of one program. */
function checkProgram(program: Program): void {
  const result = run(program);
  try {
    loss(result).backward();
  } catch (error) {
    if (!isOverwritten(error)) throw error;
    overwritten++;
    return;
  }
  checked++;
  const start = startValues(program);
  const wanted = start.slice(0, -1);
  const expected = differences(wanted, (values) =>
    slowLoss(program, result, [...values, start[start.length - 1]]),
  );
  const got = wanted.map((row, i) => [
    ...(result.leaves[i].grad?.toTypedArray() ?? row.map(() => 0)),
  ]);
  expectClose(got, expected);
}

/** The gradients of one program as a function of where it starts, times fixed numbers: for second derivatives. */
function checkSecond(program: Program): void {
  const start = startValues(program);
  const dot = (grads: readonly (torch.Tensor | null)[]): torch.Tensor | null =>
    grads
      .map((grad, i) =>
        grad?.requiresGrad
          ? grad
              .mul(i + 1)
              .sin()
              .sum()
          : null,
      )
      .reduce((a, b) => (a && b ? a.add(b) : (a ?? b)), null);
  try {
    const result = run(program);
    const leaves = result.leaves.slice(0, -1);
    const first = torch.autograd.grad(loss(result), leaves, {
      createGraph: true,
      allowUnused: true,
    });
    const scalar = dot(first);
    if (!scalar) return;
    const second = torch.autograd.grad(scalar, leaves, { allowUnused: true });
    const expected = differences(start.slice(0, -1), (values) => {
      const again = run(program, [...values, start[start.length - 1]]);
      const grads = torch.autograd.grad(loss(again), again.leaves.slice(0, -1), {
        allowUnused: true,
      });
      return grads.reduce((total, grad, i) => {
        if (!first[i]?.requiresGrad) return total;
        return (
          total +
          [...(grad?.toTypedArray() ?? [])].reduce((sum, g) => sum + Math.sin(g * (i + 1)), 0)
        );
      }, 0);
    });
    expectClose(
      second.map((grad, i) => [...(grad?.toTypedArray() ?? start[i].map(() => 0))]),
      expected,
    );
  } catch (error) {
    if (!isOverwritten(error)) throw error;
  }
}

afterEach(() => {
  setPoison(process.env["TAPELOOP_POISON"] !== undefined);
});

describe("random programs", () => {
  test(
    "compute what the slow interpreter computes, and have its derivatives",
    { timeout: 120_000 },
    () => {
      fc.assert(fc.property(programs, checkProgram), parameters);
      // Refusals are right, but a test of them alone would be none.
      expect(checked).toBeGreaterThan(overwritten);
    },
  );

  test("also while released buffers are poisoned", { timeout: 120_000 }, () => {
    setPoison(true);
    fc.assert(fc.property(programs, checkProgram), { ...parameters, numRuns: RUNS / 4 });
  });

  test("second derivatives too", { timeout: 120_000 }, () => {
    fc.assert(fc.property(programs, checkSecond), { ...parameters, numRuns: RUNS / 10 });
  });
});
