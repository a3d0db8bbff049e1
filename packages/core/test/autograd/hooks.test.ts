/** Hooks on gradients, kept gradients, and hooks after accumulation. */
import { describe, expect, test } from "vitest";
import { constant, gradOf, leaf, torch } from "./helpers.ts";

describe("registerHook", () => {
  test("sees the gradient, and may answer another", () => {
    const x = leaf([1, 2]);
    const y = x.mul(3);
    const seen: unknown[] = [];
    y.registerHook((grad) => void seen.push(grad.tolist()));
    y.registerHook((grad) => grad.mul(10));
    y.registerHook((grad) => void seen.push(grad.tolist()));
    x.registerHook((grad) => grad.add(1));
    y.sum().backward();
    expect(seen).toEqual([
      [1, 1],
      [10, 10],
    ]);
    expect(gradOf(x)).toEqual([31, 31]);
  });

  test("is removed by its handle, also from within", () => {
    const x = leaf(1);
    let count = 0;
    const handle = x.registerHook(() => {
      count++;
      handle.remove();
    });
    x.registerHook(() => void count++);
    x.mul(2).backward();
    x.mul(2).backward();
    expect(count).toBe(3);
  });

  test("runs once per walk, with the whole gradient", () => {
    const x = leaf(1);
    const y = x.mul(1);
    const seen: unknown[] = [];
    y.registerHook((grad) => void seen.push(grad.item()));
    y.mul(2).add(y.mul(5)).backward();
    expect(seen).toEqual([7]);
  });

  test("what it keeps stays as it is", () => {
    const x = leaf(new Array(2000).fill(2));
    const y = x.exp();
    let kept: torch.Tensor | null = null;
    y.registerHook((grad) => {
      kept = grad;
    });
    y.mul(3).sum().backward();
    for (let i = 0; i < 3; i++) x.exp().tanh().sum().backward();
    expect((kept as unknown as torch.Tensor).tolist()).toEqual(new Array(2000).fill(3));
  });

  test("works under createGraph and in autograd.grad", () => {
    const x = leaf(2);
    const y = x.mul(x);
    y.registerHook((grad) => grad.mul(x));
    const [first] = torch.autograd.grad(y.mul(1), x, { createGraph: true });
    expect(first.item()).toBe(8); // x · 2x
    expect(torch.autograd.grad(first, x)[0].item()).toBe(8); // 4x
  });

  test("refuses another shape or dtype, and what is no tensor", () => {
    const run = (hook: torch.TensorHook) => () => {
      const x = leaf([1, 2]);
      x.registerHook(hook);
      x.sum().backward();
    };
    expect(run(() => constant([1]))).toThrow(
      /changed the size or dtype.*from float64 \[2\] to float64 \[1\]/,
    );
    expect(run(() => torch.ones([2]))).toThrow(/to float32 \[2\]/);
    expect(run(() => 3 as unknown as torch.Tensor)).toThrow(/must answer a Tensor or nothing/);
  });

  test("is refused where there is no gradient", () => {
    expect(() => constant(1).registerHook(() => {})).toThrow(/doesn't require gradient/);
  });

  test("a throw goes through, and the mode is as before", () => {
    const x = leaf(1);
    x.registerHook(() => {
      throw new Error("from the hook");
    });
    expect(() => x.mul(2).backward()).toThrow("from the hook");
    expect(torch.isGradEnabled()).toBe(true);
    expect(x.mul(2).requiresGrad).toBe(true);
  });

  test("may run a backward of its own", () => {
    const [x, w] = [leaf([1, 2]), leaf([3, 4])];
    x.registerHook((grad) => {
      torch.enableGrad(() => w.mul(grad).sum().backward());
    });
    x.mul(5).sum().backward();
    expect(gradOf(w)).toEqual([5, 5]);
    expect(gradOf(x)).toEqual([5, 5]);
  });
});

describe("retainGrad", () => {
  test("keeps the gradient of a computed tensor, in memory of its own", () => {
    const x = leaf(new Array(1000).fill(1));
    const [a, b] = [x.mul(2), x.mul(3)];
    a.retainGrad();
    b.retainGrad();
    const sum = a.add(b).sum();
    sum.backward({ retainGraph: true });
    a.grad?.mul_(9);
    expect(gradOf(b)).toEqual(new Array(1000).fill(1));
    sum.backward();
    expect(gradOf(b)).toEqual(new Array(1000).fill(2));
    x.exp().tanh().sum().backward();
    expect(gradOf(b)).toEqual(new Array(1000).fill(2));
  });

  test("comes after hooks", () => {
    const y = leaf(1).mul(1);
    y.retainGrad();
    y.registerHook((grad) => grad.mul(5));
    y.mul(1).backward();
    expect(gradOf(y)).toBe(5);
  });

  test("is differentiable under createGraph", () => {
    const x = leaf(2);
    const y = x.mul(1);
    y.retainGrad();
    y.pow(3).backward({ createGraph: true });
    const [second] = torch.autograd.grad(y.grad as torch.Tensor, x);
    expect(second.item()).toBe(12);
  });

  test("means the present value: it moves along with writes in place", () => {
    const x = leaf([1, 2]);
    const y = x.mul(1);
    y.retainGrad();
    y.mul_(10);
    y.mul(3).sum().backward();
    expect(gradOf(y)).toEqual([3, 3]);
    const base = x.mul(1);
    const view = base.view(2);
    view.retainGrad();
    view.mul_(10);
    view.mul(3).sum().backward();
    expect(gradOf(view)).toEqual([3, 3]);
  });

  test("does nothing on leaves, and is refused where there is no gradient", () => {
    const x = leaf(1);
    x.retainGrad();
    x.mul(2).backward();
    expect(gradOf(x)).toBe(2);
    expect(() => constant(1).retainGrad()).toThrow(/requiresGrad = false/);
  });
});

describe("registerPostAccumulateGradHook", () => {
  test("runs after .grad has been added to", () => {
    const x = leaf([1, 2]);
    const seen: unknown[] = [];
    const handle = x.registerPostAccumulateGradHook((leafAgain) => {
      expect(leafAgain).toBe(x);
      seen.push(gradOf(x));
      // The optimizer in backward: step and free at once.
      torch.noGrad(() => x.sub_(x.grad as torch.Tensor));
      x.grad = null;
    });
    x.mul(2).sum().backward();
    expect(seen).toEqual([[2, 2]]);
    expect(x.tolist()).toEqual([-1, 0]);
    expect(x.grad).toBeNull();
    handle.remove();
    x.mul(2).sum().backward();
    expect(seen.length).toBe(1);
  });

  test("is for leaves that require grad", () => {
    expect(() =>
      leaf(1)
        .mul(2)
        .registerPostAccumulateGradHook(() => {}),
    ).toThrow(/only be registered on leaf/);
    expect(() => constant(1).registerPostAccumulateGradHook(() => {})).toThrow(
      /only be registered on leaf/,
    );
  });
});
