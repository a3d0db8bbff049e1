/** `gradcheck` and `gradgradcheck`: they find what is wrong, and say where. */
import { describe, expect, test } from "vitest";
import type { Tensor } from "../../src/tensor.ts";
import { constant, leaf, torch } from "./helpers.ts";

const { Function, gradcheck, gradgradcheck } = torch.autograd;
type FunctionCtx = torch.autograd.FunctionCtx;

/** x², with a slope of 2x + `error` at one element. */
class Crooked extends Function {
  static forward(ctx: FunctionCtx, x: Tensor, error: number): Tensor {
    ctx.saveForBackward(x);
    ctx.error = error;
    return x.mul(x);
  }
  static backward(ctx: FunctionCtx, grad: Tensor): (Tensor | null)[] {
    const [x] = ctx.savedTensors;
    const bump = torch.zerosLike(x);
    bump.storage.data[3] = ctx.error as number;
    return [grad.mul(x.mul(2).add(bump)), null];
  }
}

describe("gradcheck", () => {
  const x = leaf([
    [1, 2],
    [3, 4],
  ]);

  test("is true for right gradients, of any strides", () => {
    expect(gradcheck((a) => a.exp().mul(a), x)).toBe(true);
    expect(gradcheck((a) => a.exp(), x.detach().transpose(0, 1).requiresGrad_())).toBe(true);
    expect(
      gradcheck((a) => a.exp(), constant([1, 2, 3, 4]).slice(0, 1, 4, 2).requiresGrad_()),
    ).toBe(true);
    expect(
      gradcheck((a, b) => [a.mul(b), a.add(b), a.gt(b)], [x, leaf([5, 6])], { fastMode: true }),
    ).toBe(true);
  });

  test("leaves inputs as they were", () => {
    const y = leaf([1.5, 2.5]);
    gradcheck((a) => a.exp(), y);
    expect([y.tolist(), y.storage.version, y.grad]).toEqual([[1.5, 2.5], 0, null]);
  });

  test("names op, input, output and element", () => {
    for (const fastMode of [false, true]) {
      expect(() =>
        gradcheck((a, b) => [a.mul(b), Crooked.apply(b, 0.5)], [leaf(2), x], { fastMode }),
      ).toThrow(
        /gradcheck: Jacobian mismatch for output 1 \(of CrookedBackward\) with respect to input 1: 1 of 16 derivatives differ; d output\[1, 1\] \/ d input\[1, 1\]: numerical (8|7.99)\S*, analytical 8.5/,
      );
    }
  });

  test("answers false rather than throw, if wanted", () => {
    expect(gradcheck((a) => Crooked.apply(a, 0.01), x, { raiseException: false })).toBe(false);
    expect(gradcheck((a) => Crooked.apply(a, 0.01), x, { atol: 0.1 })).toBe(true);
    expect(() =>
      gradcheck(
        () => {
          throw new RangeError("from fn");
        },
        x,
        { raiseException: false },
      ),
    ).toThrow("from fn");
  });

  test("finds gradients that were dropped, or made up", () => {
    expect(() => gradcheck((a) => a.detach().mul(a), x)).toThrow(/Jacobian mismatch/);
    expect(() => gradcheck((a) => a.detach().exp(), x)).toThrow(
      /no output of .* requires grad, but the numerical gradient/,
    );
    expect(gradcheck((a) => a.detach().gt(1), x)).toBe(true);
  });

  test("finds NaN", () => {
    expect(() => gradcheck((a) => a.sub(a).sqrt(), x)).toThrow(/Jacobian mismatch/);
  });

  test("finds a backward that is not linear in the gradient, or not the same twice", () => {
    class Offset extends Function {
      static forward(_ctx: FunctionCtx, a: Tensor): Tensor {
        return a.mul(1);
      }
      static backward(_ctx: FunctionCtx, grad: Tensor): Tensor {
        return grad.add(1);
      }
    }
    expect(() => gradcheck((a) => Offset.apply(a), x)).toThrow(
      /backward is not multiplied by the gradient of the output: OffsetBackward/,
    );
    let count = 0;
    class Drift extends Offset {
      static override backward(_ctx: FunctionCtx, grad: Tensor): Tensor {
        return grad.mul(1 + 1e-9 * count++);
      }
    }
    expect(() => gradcheck((a) => Drift.apply(a), x)).toThrow(
      /backward is not reentrant: DriftBackward/,
    );
    expect(gradcheck((a) => Drift.apply(a), x, { nondetTol: 1e-6 })).toBe(true);
  });

  test("says what it cannot check", () => {
    expect(() => gradcheck((a) => a, torch.ones([2], { requiresGrad: true }))).toThrow(
      /input 0 requires gradient and is float32; finite differences need double precision: make it with \{ dtype: "float64" \}/,
    );
    expect(() => gradcheck((a) => a, constant(1))).toThrow(
      /at least one input tensor to require gradient/,
    );
    expect(() => gradcheck((a) => a, constant([1]).expand(3).requiresGrad_())).toThrow(
      /several elements in one place/,
    );
    expect(() => gradcheck((a) => a, [x, 2 as unknown as Tensor])).toThrow(
      /input 1 must be a Tensor; pass other arguments by a closure/,
    );
    expect(() => gradcheck((a) => a, x, { tol: 1 } as object)).toThrow(
      /unknown option "tol"; known: eps, atol/,
    );
  });

  test("works within noGrad, and takes empty and zero-dimensional inputs", () => {
    expect(torch.noGrad(() => gradcheck((a) => a.exp(), x))).toBe(true);
    expect(gradcheck((a) => a.exp(), leaf(2))).toBe(true);
    expect(
      gradcheck((a) => a.exp(), torch.zeros([0, 3], { dtype: "float64", requiresGrad: true })),
    ).toBe(true);
  });

  test("takes inputs that need no gradient", () => {
    expect(gradcheck((a, b) => a.mul(b), [x, torch.ones([2])])).toBe(true);
  });
});

describe("gradgradcheck", () => {
  const x = leaf([
    [1, 2],
    [3, 4],
  ]);

  test("is true for right second derivatives", () => {
    expect(gradgradcheck((a, b) => a.exp().mul(b), [x, leaf([2, 3])])).toBe(true);
    expect(gradgradcheck((a) => a.mul(2), x)).toBe(true);
    expect(
      gradgradcheck((a) => a.pow(3), x, {
        gradOutputs: leaf([
          [1, 2],
          [3, 4],
        ]),
        fastMode: true,
      }),
    ).toBe(true);
    expect(gradgradcheck((a) => a.pow(3), x, { genNonContigGradOutputs: true })).toBe(true);
  });

  test("finds a backward that is not differentiable", () => {
    class Flat extends Function {
      static forward(ctx: FunctionCtx, a: Tensor): Tensor {
        ctx.saveForBackward(a);
        return a.mul(a);
      }
      static backward(ctx: FunctionCtx, grad: Tensor): Tensor {
        return grad.mul(ctx.savedTensors[0].detach().mul(2));
      }
    }
    expect(gradcheck((a) => Flat.apply(a), x)).toBe(true);
    expect(() => gradgradcheck((a) => Flat.apply(a), x)).toThrow(
      /gradgradcheck: Jacobian mismatch for output 0 \(of MulBackward0\) with respect to input 0/,
    );
  });

  test("takes as many gradients as there are outputs", () => {
    expect(() => gradgradcheck((a) => a.exp(), x, { gradOutputs: [leaf(1), leaf(2)] })).toThrow(
      /fn has 1 differentiable outputs, got 2 gradOutputs/,
    );
  });
});
