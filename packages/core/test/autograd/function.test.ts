/** `autograd.Function`, and ops by record: the two forms of an op of one's own. */
import { describe, expect, test } from "vitest";
import type { Tensor } from "../../src/tensor.ts";
import { constant, gradOf, leaf, torch } from "./helpers.ts";

const { Function, grad, gradcheck, gradgradcheck } = torch.autograd;
type FunctionCtx = torch.autograd.FunctionCtx;

class Exp extends Function {
  static forward(ctx: FunctionCtx, x: Tensor): Tensor {
    const y = x.exp();
    ctx.saveForBackward(y);
    return y;
  }
  static backward(ctx: FunctionCtx, gradient: Tensor): Tensor {
    const [y] = ctx.savedTensors;
    return gradient.mul(y);
  }
}

/** x^n · y, with what is no tensor among its arguments. */
class PowMul extends Function {
  static forward(ctx: FunctionCtx, x: Tensor, n: number, y: Tensor): Tensor {
    ctx.saveForBackward(x, y);
    ctx.n = n;
    return x.pow(n).mul(y);
  }
  static backward(ctx: FunctionCtx, gradient: Tensor): (Tensor | null)[] {
    const [x, y] = ctx.savedTensors;
    const n = ctx.n as number;
    const [needsX, , needsY] = ctx.needsInputGrad;
    return [
      needsX
        ? gradient
            .mul(y)
            .mul(x.pow(n - 1))
            .mul(n)
        : null,
      null,
      needsY ? gradient.mul(x.pow(n)) : null,
    ];
  }
}

describe("a Function", () => {
  test("computes, and its gradient is its backward's", () => {
    const x = leaf([1, 2]);
    const y = Exp.apply(x);
    expect([y.gradFn?.name, y.isLeaf]).toEqual(["ExpBackward", false]);
    y.sum().backward();
    expect(gradOf(x)).toEqual([Math.exp(1), Math.exp(2)]);
  });

  test("is checked like any op, second derivatives too", () => {
    const x = leaf([
      [0.5, 1],
      [1.5, 2],
    ]);
    expect(gradcheck((a) => Exp.apply(a), x)).toBe(true);
    expect(gradgradcheck((a) => Exp.apply(a), x)).toBe(true);
    const y = leaf([[3, 4]]);
    expect(gradcheck((a, b) => PowMul.apply(a, 3, b), [x, y])).toBe(true);
    expect(gradgradcheck((a, b) => PowMul.apply(a, 3, b), [x, y])).toBe(true);
  });

  test("is caught where its backward is wrong", () => {
    class Wrong extends Exp {
      static override backward(_ctx: FunctionCtx, gradient: Tensor): Tensor {
        return gradient.mul(2);
      }
    }
    expect(() => gradcheck((a) => Wrong.apply(a), leaf([1, 2]))).toThrow(
      /Jacobian mismatch for output 0 \(of WrongBackward\) with respect to input 0: 2 of 4 derivatives differ; d output\[0\] \/ d input\[0\]: numerical 2.718/,
    );
  });

  test("knows which gradients are wanted, also in autograd.grad", () => {
    const seen: (readonly boolean[])[] = [];
    class Spy extends PowMul {
      static override backward(ctx: FunctionCtx, gradient: Tensor): (Tensor | null)[] {
        seen.push(ctx.needsInputGrad);
        return PowMul.backward(ctx, gradient);
      }
    }
    const [x, y] = [leaf([1]), leaf([2])];
    Spy.apply(x, 2, constant([1]))
      .sum()
      .backward();
    const z = Spy.apply(x, 2, y);
    grad(z, y, { retainGraph: true });
    z.backward();
    expect(seen).toEqual([
      [true, false, false],
      [false, false, true],
      [true, false, true],
    ]);
  });

  test("tells forward which arguments require grad, recorded or not", () => {
    const seen: (readonly boolean[])[] = [];
    class Spy extends PowMul {
      static override forward(ctx: FunctionCtx, x: Tensor, n: number, y: Tensor): Tensor {
        seen.push(ctx.needsInputGrad);
        return PowMul.forward(ctx, x, n, y);
      }
    }
    const [x, y] = [leaf([1]), constant([2])];
    Spy.apply(x, 2, y);
    torch.noGrad(() => Spy.apply(x, 2, y));
    Spy.apply(y, 2, y);
    expect(seen).toEqual([
      [true, false, false],
      [true, false, false],
      [false, false, false],
    ]);
  });

  test("is not recorded where no gradient is wanted", () => {
    expect(Exp.apply(constant([1])).requiresGrad).toBe(false);
    expect(torch.noGrad(() => Exp.apply(leaf([1]))).requiresGrad).toBe(false);
  });

  test("runs forward without recording", () => {
    let inside = true;
    class Peek extends Function {
      static forward(_ctx: FunctionCtx, x: Tensor): Tensor {
        inside = torch.isGradEnabled();
        return x.mul(2);
      }
      static backward(_ctx: FunctionCtx, gradient: Tensor): Tensor {
        return gradient.mul(2);
      }
    }
    Peek.apply(leaf([1]));
    expect(inside).toBe(false);
  });
});

describe("saveForBackward", () => {
  test("finds out what has been overwritten, and what has been freed", () => {
    const x = leaf([1, 2]);
    const y = Exp.apply(x);
    y.mul_(2);
    expect(() => y.sum().backward()).toThrow(
      /Exp: one of the variables needed for gradient computation has been modified/,
    );
    const z = Exp.apply(x).sum();
    z.backward();
    expect(() => z.backward()).toThrow(/second time/);
  });

  test("keeps null as null", () => {
    class Maybe extends Function {
      static forward(ctx: FunctionCtx, x: Tensor, y: Tensor | null): Tensor {
        ctx.saveForBackward(x, y);
        return x.mul(3);
      }
      static backward(ctx: FunctionCtx, gradient: Tensor): (Tensor | null)[] {
        expect(ctx.savedTensors[1]).toBeNull();
        return [gradient.mul(3), null];
      }
    }
    const x = leaf([1]);
    Maybe.apply(x, null).sum().backward();
    expect(gradOf(x)).toEqual([3]);
  });
});

describe("several outputs", () => {
  class Split extends Function {
    static forward(ctx: FunctionCtx, x: Tensor, materialize: boolean): [Tensor, Tensor, Tensor] {
      ctx.setMaterializeGrads(materialize);
      const [a, b, c] = [x.mul(2), x.mul(3), x.gt(1)];
      ctx.markNonDifferentiable(c);
      return [a, b, c];
    }
    static backward(
      _ctx: FunctionCtx,
      a: Tensor | null,
      b: Tensor | null,
      c: Tensor | null,
    ): (Tensor | null)[] {
      Split.seen = [a, b, c].map((gradient) => (gradient ? gradient.tolist() : null));
      return [(a?.mul(2) ?? constant([0, 0])).add(b?.mul(3) ?? 0), null];
    }
    static seen: unknown[] = [];
  }

  test("unused ones get zeros, or null without materializing", () => {
    const x = leaf([1, 2]);
    const [a, b, c] = Split.apply(x, true);
    expect([a.requiresGrad, b.requiresGrad, c.requiresGrad, c.dtype]).toEqual([
      true,
      true,
      false,
      "bool",
    ]);
    b.sum().backward({ retainGraph: true });
    expect(Split.seen.slice(0, 2)).toEqual([
      [0, 0],
      [1, 1],
    ]);
    a.add(b).sum().backward();
    expect(gradOf(x)).toEqual([8, 8]);
    Split.apply(x, false)[1].sum().backward();
    expect(Split.seen).toEqual([null, [1, 1], null]);
    expect(gradOf(x)).toEqual([11, 11]);
  });

  test("a float output may be marked non-differentiable", () => {
    class Round extends Function {
      static forward(ctx: FunctionCtx, x: Tensor): Tensor[] {
        const rounded = x.round();
        ctx.markNonDifferentiable(rounded);
        return [x.mul(2), rounded];
      }
      static backward(_ctx: FunctionCtx, gradient: Tensor): Tensor {
        return gradient.mul(2);
      }
    }
    const [y, rounded] = Round.apply(leaf([1.4]));
    expect([y.requiresGrad, rounded.requiresGrad, rounded.tolist()]).toEqual([true, false, [1]]);
  });
});

describe("inputs as outputs", () => {
  class Identity extends Function {
    static forward(_ctx: FunctionCtx, x: Tensor): Tensor {
      return x;
    }
    static backward(_ctx: FunctionCtx, gradient: Tensor): Tensor {
      return gradient.mul(10);
    }
  }

  test("an input answered as it is keeps its own history", () => {
    const x = leaf([1, 2]);
    const y = x.mul(1);
    const z = Identity.apply(y);
    expect(z).not.toBe(y);
    expect(z.storage).toBe(y.storage);
    expect([y.gradFn?.name, z.gradFn?.name]).toEqual(["MulBackward0", "IdentityBackward"]);
    z.sum().backward();
    expect(gradOf(x)).toEqual([10, 10]);
    expect(() => Identity.apply(x.mul(1)).add_(1)).toThrow(/created inside a custom Function/);
  });

  test("a view of an input may not be followed into", () => {
    class Reversed extends Function {
      static forward(_ctx: FunctionCtx, x: Tensor): Tensor {
        return x.view(2, 1);
      }
      static backward(_ctx: FunctionCtx, gradient: Tensor): Tensor {
        return gradient.view(2).mul(10);
      }
    }
    const x = leaf([1, 2]);
    const y = x.mul(1);
    const z = Reversed.apply(y);
    z.sum().backward();
    expect(gradOf(x)).toEqual([10, 10]);
    y.mul_(2);
    expect(() => z.mul(2)).toThrow(/its base or another view of its base has been modified/);
  });

  class Doubled extends Function {
    static forward(ctx: FunctionCtx, x: Tensor): Tensor {
      x.mul_(2);
      ctx.markDirty(x);
      return x;
    }
    static backward(_ctx: FunctionCtx, gradient: Tensor): Tensor {
      return gradient.mul(2);
    }
  }

  test("a dirty input is answered itself, with a new history", () => {
    const x = leaf([1, 2]);
    const y = x.mul(3);
    const z = Doubled.apply(y);
    expect(z).toBe(y);
    z.sum().backward();
    expect([y.tolist(), gradOf(x)]).toEqual([
      [6, 12],
      [6, 6],
    ]);
    expect(() => Doubled.apply(leaf([1]))).toThrow(/a leaf Variable that requires grad/);
  });

  test("a dirty view rewrites the history of its base", () => {
    const x = leaf([1, 2, 3]);
    const y = x.mul(1);
    Doubled.apply(y.slice(0, 1));
    expect(y.tolist()).toEqual([1, 4, 6]);
    y.sum().backward();
    expect(gradOf(x)).toEqual([1, 2, 2]);
    const check = (a: Tensor): Tensor => {
      const b = a.mul(a);
      Doubled.apply(b.slice(0, 1));
      return b;
    };
    expect(gradcheck(check, x) && gradgradcheck(check, x)).toBe(true);
  });

  test("what is dirty must be an input, and be answered", () => {
    class Forgets extends Function {
      static forward(ctx: FunctionCtx, x: Tensor): Tensor {
        ctx.markDirty(x);
        return x.clone();
      }
    }
    expect(() => Forgets.apply(leaf([1]).mul(1))).toThrow(/marked dirty must be an input/);
  });
});

describe("mistakes are named", () => {
  const run = (backward: (gradient: Tensor) => unknown) => () => {
    class Mistaken extends Function {
      static forward(_ctx: FunctionCtx, x: Tensor, n: number): Tensor {
        return x.mul(n);
      }
      static backward(_ctx: FunctionCtx, gradient: Tensor): unknown {
        return backward(gradient);
      }
    }
    const x = leaf([1, 2]);
    Mistaken.apply(x, 2).sum().backward();
    return gradOf(x);
  };

  test("too few, too many, of the wrong shape, for a number", () => {
    expect(run((g) => g)).toThrow(
      /Mistaken: backward answered an incorrect number of gradients \(expected 2, one per argument of forward, got 1\)/,
    );
    expect(run((g) => [g, null, g])).toThrow(/incorrect number of gradients/);
    expect(run((g) => [g, null, null])()).toEqual([1, 1]);
    expect(run((g) => [null, g])).toThrow(
      /a gradient at position 1, but the argument of forward there is no Tensor/,
    );
    expect(run(() => [constant([1, 2, 3]), null])).toThrow(
      /invalid gradient at index 0: got \[3\] but expected shape compatible with \[2\]/,
    );
    expect(run(() => [3, null])).toThrow(/answered 3 at index 0, expected a Tensor or null/);
    expect(run((g) => [g.to("int64"), null])).toThrow(
      /int64 gradient at index 0, expected float64/,
    );
    expect(run(() => [null, null])).toThrow(/there is no gradient/);
  });

  test("no backward, no tensor", () => {
    class Forward extends Function {
      static forward(_ctx: FunctionCtx, x: Tensor): Tensor {
        return x.mul(2);
      }
    }
    expect(() => Forward.apply(leaf(1)).backward()).toThrow(/Forward: has no backward/);
    class Nothing extends Function {
      static forward(_ctx: FunctionCtx, _x: Tensor): number {
        return 3;
      }
    }
    expect(() => Nothing.apply(leaf(1))).toThrow(
      /Nothing: forward must answer a Tensor or an array of Tensors, got 3/,
    );
  });
});

describe("a record", () => {
  const Cube = torch.defineOp<{ scale: number }>({
    name: "scaledCube",
    params: ["scale"],
    forward(ctx, [x], { scale }) {
      ctx.save(x);
      const out = torch.zerosLike(x);
      const data = x.toTypedArray();
      for (let i = 0; i < data.length; i++) out.storage.data[i] = scale * data[i] ** 3;
      return out;
    },
    backward(ctx, [gradient], { scale }) {
      const [x] = ctx.saved();
      return [gradient.mul(x.mul(x)).mul(3 * scale)];
    },
  });
  const scaledCube = (x: Tensor, scale = 1): Tensor => torch.apply(Cube, [x], { scale });

  test("is an op like any other, in place too", () => {
    const x = leaf([
      [1, 2],
      [3, 4],
    ]);
    expect(scaledCube(x, 2).tolist()).toEqual([
      [2, 16],
      [54, 128],
    ]);
    expect(scaledCube(x).gradFn?.name).toBe("ScaledCubeBackward0");
    expect(gradcheck((a) => scaledCube(a, 2), x) && gradgradcheck((a) => scaledCube(a, 2), x)).toBe(
      true,
    );
    const write = (a: Tensor): Tensor => {
      const y = a.mul(1);
      torch.applyInPlace(Cube, [y.select(0, 1)], { scale: 3 });
      return y;
    };
    expect(gradcheck(write, x) && gradgradcheck(write, x)).toBe(true);
  });

  test("cannot take a name that is taken", () => {
    expect(() => torch.defineOp({ name: "exp", params: [], forward: (_ctx, [x]) => x })).toThrow(
      /an op named "exp" exists/,
    );
  });

  test("what its backward keeps is never used again", () => {
    let kept: Tensor | null = null;
    const Keeper = torch.defineOp({
      name: "keeper",
      params: [],
      forward: (_ctx, [x]) => x.mul(2),
      backward(_ctx, [gradient]) {
        kept = gradient;
        return [gradient.mul(2)];
      },
    });
    const x = leaf(new Array(1000).fill(1));
    torch.apply(Keeper, [x]).exp().tanh().sum().backward();
    const copy = (kept as unknown as Tensor).tolist();
    for (let i = 0; i < 3; i++) x.exp().tanh().mul(x).sum().backward();
    expect((kept as unknown as Tensor).tolist()).toEqual(copy);
    // In place on a view, backward runs within that of the base.
    const y = x.mul(1);
    torch.applyInPlace(Keeper, [y.slice(0, 0, 900)]);
    y.tanh().sum().backward();
    const again = (kept as unknown as Tensor).tolist();
    for (let i = 0; i < 3; i++) x.exp().tanh().mul(x).sum().backward();
    expect((kept as unknown as Tensor).tolist()).toEqual(again);
  });

  test("forward that answers something else is refused", () => {
    const Bad = torch.defineOp({ name: "badForward", params: [], forward: () => 3 as never });
    expect(() => torch.apply(Bad, [leaf(1)])).toThrow(
      /badForward: forward must answer a Tensor or an array of Tensors, got 3/,
    );
  });
});
