/** `backward` and `autograd.grad`: options, refusals, and how gradients accumulate. */
import { describe, expect, test } from "vitest";
import { constant, gradOf, leaf, torch } from "./helpers.ts";

const { grad } = torch.autograd;

describe("backward", () => {
  test("reaches all leaves", () => {
    const [x, y] = [leaf([1, 2]), leaf([3, 4])];
    x.mul(y).add(x).sum().backward();
    expect(gradOf(x)).toEqual([4, 5]);
    expect(gradOf(y)).toEqual([1, 2]);
  });

  test("takes the gradient of a tensor that is no scalar, cast to its dtype", () => {
    const x = leaf([1, 2]);
    x.mul(3).backward(torch.tensor([1, 10]));
    x.mul(1).backward({ gradient: constant([1, 1]) });
    expect(gradOf(x)).toEqual([4, 31]);
    expect(x.grad?.dtype).toBe("float64");
  });

  test("takes one element of any shape as a scalar", () => {
    const x = leaf([[2]]);
    x.mul(x).backward();
    expect(gradOf(x)).toEqual([[4]]);
  });

  test("refuses a tensor that is no scalar without a gradient", () => {
    const x = leaf([1, 2]);
    expect(() => x.mul(2).backward()).toThrow(
      /grad can be implicitly created only for scalar outputs, got shape \[2\]/,
    );
  });

  test("refuses a gradient of another shape", () => {
    const x = leaf([1, 2]);
    expect(() => x.mul(2).backward(constant([1, 2, 3]))).toThrow(
      /mismatch in shape: gradient 0 has a shape of \[3\] and the output has a shape of \[2\]/,
    );
  });

  test("refuses what is in no graph", () => {
    expect(() => constant(1).backward()).toThrow(
      /element 0 of tensors does not require grad and does not have a gradFn/,
    );
  });

  test("refuses unknown options", () => {
    const x = leaf(1);
    expect(() => x.backward({ retain_graph: true } as object)).toThrow(
      /unknown option "retain_graph"; known: gradient, retainGraph, createGraph, inputs/,
    );
    expect(() => grad(x, x, { allow_unused: true } as object)).toThrow(
      /unknown option "allow_unused"/,
    );
  });

  test("runs from a leaf itself", () => {
    const x = leaf([1, 2]);
    const gradient = constant([5, 6]);
    x.backward(gradient);
    gradient.zero_();
    expect(gradOf(x)).toEqual([5, 6]);
  });

  test("runs from several roots, the same one twice too", () => {
    const x = leaf([1, 2]);
    const [a, b] = [x.mul(2).sum(), x.exp()];
    torch.autograd.backward([a, b, a], [null, constant([0, 1]), constant(10)]);
    expect(gradOf(x)).toEqual([22, 22 + Math.exp(2)]);
  });

  test("runs where one root leads to another", () => {
    const x = leaf(3);
    const y = x.mul(x);
    const z = y.mul(2);
    torch.autograd.backward([z, y]);
    expect(gradOf(x)).toBe(18);
  });

  test("refuses more gradients than tensors", () => {
    const x = leaf(1);
    expect(() => torch.autograd.backward([x], [constant(1), constant(2)])).toThrow(
      /got 1 tensors and 2 gradients/,
    );
  });
});

describe("inputs", () => {
  test("restricts accumulation, to computed tensors too", () => {
    const [x, y] = [leaf(2), leaf(3)];
    const z = x.mul(y);
    z.mul(z).backward({ inputs: [x, z], retainGraph: true });
    expect(gradOf(x)).toBe(36);
    expect(gradOf(z)).toBe(12);
    expect(y.grad).toBeNull();
    z.mul(z).backward({ inputs: y });
    expect(gradOf(y)).toBe(24);
    expect(gradOf(x)).toBe(36);
  });

  test("is not empty, and requires grad", () => {
    const x = leaf(2);
    expect(() => x.mul(2).backward({ inputs: [] })).toThrow(/inputs cannot be empty/);
    expect(() => x.mul(2).backward({ inputs: [constant(1)] })).toThrow(/does not require grad/);
  });

  test("leaves hooks of other tensors alone", () => {
    const x = leaf(2);
    const [a, b] = [x.mul(3), x.exp()];
    let called = 0;
    a.registerHook(() => void called++);
    a.retainGrad();
    expect(grad(a.add(b), b)[0].item()).toBe(1);
    expect(called).toBe(0);
    expect(a.grad).toBeNull();
  });
});

describe("running twice", () => {
  test("refuses where saved tensors have been freed", () => {
    const x = leaf([1, 2]);
    const y = x.exp().sum();
    y.backward();
    expect(() => y.backward()).toThrow(
      /trying to backward through the graph a second time.*retainGraph: true/,
    );
    expect(gradOf(x)).toEqual([Math.exp(1), Math.exp(2)]);
  });

  test("works with retainGraph, and where nothing was saved", () => {
    const x = leaf([1, 2]);
    const y = x.exp().sum();
    y.backward({ retainGraph: true });
    y.backward();
    expect(gradOf(x)).toEqual([2 * Math.exp(1), 2 * Math.exp(2)]);
    const z = x.add(x).sum();
    z.backward();
    z.backward();
    expect(gradOf(x)).toEqual([2 * Math.exp(1) + 4, 2 * Math.exp(2) + 4]);
  });

  test("keeps the graph where it is recorded again, unless told otherwise", () => {
    const x = leaf(2);
    const y = x.pow(3);
    y.backward({ createGraph: true });
    y.backward({ createGraph: true, retainGraph: false });
    expect(() => y.backward()).toThrow(/second time/);
  });
});

describe("accumulation", () => {
  test("adds in place, so that whoever holds .grad sees it", () => {
    const x = leaf([1, 2]);
    x.sum().backward();
    const held = x.grad;
    x.mul(2).sum().backward();
    expect(x.grad).toBe(held);
    expect(held?.tolist()).toEqual([3, 3]);
  });

  test("replaces under createGraph, recorded", () => {
    const x = leaf([1, 2]);
    x.sum().backward();
    const held = x.grad;
    x.pow(3).sum().backward({ createGraph: true });
    expect(x.grad).not.toBe(held);
    expect(held?.tolist()).toEqual([1, 1]);
    expect(gradOf(x)).toEqual([4, 13]);
    expect(x.grad?.requiresGrad).toBe(true);
  });

  test("gives each leaf memory of its own", () => {
    for (const createGraph of [false, true]) {
      const [x, y] = [leaf([1, 2]), leaf([1, 2])];
      const gradient = constant([1, 1]);
      x.add(y).backward({ gradient, createGraph });
      x.grad?.detach().mul_(7);
      expect(gradOf(y)).toEqual([1, 1]);
      expect(gradient.tolist()).toEqual([1, 1]);
    }
  });

  test("makes room where .grad shares memory among its elements", () => {
    const x = leaf([1, 2, 3]);
    x.grad = constant([1]).expand(3);
    x.mul(constant([1, 2, 3]))
      .sum()
      .backward();
    expect(gradOf(x)).toEqual([2, 3, 4]);
    leaf(new Array(1000).fill(1)).exp().sum().backward();
    expect(gradOf(x)).toEqual([2, 3, 4]);
  });

  test(".grad takes null, or what it could have been", () => {
    const x = leaf([1, 2]);
    x.grad = constant([3, 4]);
    x.mul(2).sum().backward();
    expect(gradOf(x)).toEqual([5, 6]);
    const assign = (value: unknown) => () => (x.grad = value as null);
    expect(assign(constant([1, 2, 3]))).toThrow(
      /assigned grad has data of a different size: \[3\], the tensor is \[2\]/,
    );
    expect(assign(torch.ones([2]))).toThrow(/assigned grad has data of a different type: float32/);
    expect(assign(3)).toThrow(/assigned grad must be a Tensor or null, got 3/);
    expect(assign(x)).toThrow(/as its own grad/);
  });

  test("casts to the dtype of the leaf, and sums to its shape", () => {
    const w = torch.ones([3], { requiresGrad: true });
    const x = torch.ones([4, 3], { dtype: "float64" });
    w.mul(x).sum().backward();
    expect(w.grad?.dtype).toBe("float32");
    expect(gradOf(w)).toEqual([4, 4, 4]);
  });
});

describe("grad", () => {
  test("answers gradients and touches no .grad", () => {
    const [x, y] = [leaf(2), leaf(5)];
    const [gx, gy] = grad(x.mul(y), [x, y]);
    expect([gx.item(), gy.item()]).toEqual([5, 2]);
    expect([x.grad, y.grad]).toEqual([null, null]);
  });

  test("of a computed tensor, of an output itself, of one input twice", () => {
    const x = leaf(2);
    const y = x.mul(3);
    const z = y.mul(y);
    expect(grad(z, [y, z, x, x], { retainGraph: true }).map((g) => g.item())).toEqual([
      12, 1, 36, 36,
    ]);
    const gradient = constant(4);
    expect(grad(x, x, gradient)[0].item()).toBe(4);
  });

  test("refuses unused inputs, or answers null or zeros for them", () => {
    const [x, y] = [leaf([1, 2]), leaf([1, 2, 3])];
    const run = (options: object) => grad(x.sum(), [x, y], options);
    expect(() => run({})).toThrow(/\(input 1\) appears to not have been used in the graph/);
    expect(run({ allowUnused: true })[1]).toBeNull();
    expect(run({ materializeGrads: true })[1].tolist()).toEqual([0, 0, 0]);
  });

  test("refuses inputs that do not require grad, and none", () => {
    expect(() => grad(leaf(1).mul(2), [])).toThrow(/requires non-empty inputs/);
    expect(() => grad(leaf(1).mul(2), constant(1))).toThrow(/does not require grad/);
  });

  test("sums over outputs, with gradOutputs where they are no scalars", () => {
    const x = leaf([1, 2]);
    const outputs = [x.mul(2), x.sum()];
    expect(grad(outputs, x, { gradOutputs: [constant([1, 3]), null] })[0].tolist()).toEqual([3, 7]);
  });
});

describe("second derivatives", () => {
  test("of x³, by createGraph", () => {
    const x = leaf([1, 2, 3]);
    const [first] = grad(x.pow(3).sum(), x, { createGraph: true });
    const [second] = grad(first.sum(), x, { createGraph: true });
    const [third] = grad(second.sum(), x);
    expect([first, second, third].map((g) => g.tolist())).toEqual([
      [3, 12, 27],
      [6, 12, 18],
      [6, 6, 6],
    ]);
  });

  test("through .grad", () => {
    const x = leaf(3);
    x.mul(x).mul(x).backward({ createGraph: true });
    const first = x.grad as torch.Tensor;
    x.grad = null;
    first.backward();
    expect(gradOf(x)).toBe(18);
  });

  test("a gradient penalty", () => {
    const [w, x] = [leaf([2, 3]), leaf([1, 4])];
    const y = w.mul(x).tanh().sum();
    const [gx] = grad(y, x, { createGraph: true });
    gx.mul(gx).sum().backward();
    // d/dw (w sech²(wx))² = 2 w sech⁴(wx) (1 - 2 w x tanh(wx)) by hand
    const expected = [
      [2, 1],
      [3, 4],
    ].map(([a, b]) => 2 * a * Math.cosh(a * b) ** -4 * (1 - 2 * a * b * Math.tanh(a * b)));
    (gradOf(w) as number[]).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
  });

  test("of what does not depend on the input any more is refused", () => {
    const x = leaf([1, 2]);
    const [first] = grad(x.mul(3).sum(), x, { createGraph: true });
    expect(first.requiresGrad).toBe(false);
    expect(() => grad(first.sum(), x)).toThrow(/does not require grad/);
  });
});

describe("graphs", () => {
  test("a chain of 100,000 ops", () => {
    const x = leaf(1);
    let y = x;
    for (let i = 0; i < 100_000; i++) y = y.add(1);
    y.backward();
    expect(gradOf(x)).toBe(1);
  });

  test("a chain of 100,000 views, written to", () => {
    const x = leaf([1, 2]);
    const base = x.mul(1);
    let view = base;
    for (let i = 0; i < 100_000; i++) view = view.view(2);
    base.mul_(3);
    view.sum().backward();
    expect(gradOf(x)).toEqual([3, 3]);
  });

  test("diamonds on diamonds: each node runs once", () => {
    const x = leaf(1);
    let y = x;
    for (let i = 0; i < 60; i++) y = y.add(y);
    y.backward();
    expect(gradOf(x)).toBe(2 ** 60);
  });

  test("a subgraph shared by two losses", () => {
    const x = leaf([1, 2]);
    const shared = x.exp();
    shared.sum().backward({ retainGraph: true });
    shared.mul(2).sum().backward();
    expect(gradOf(x)).toEqual([3 * Math.exp(1), 3 * Math.exp(2)]);
  });

  test("unequal paths meet only when all have arrived", () => {
    const x = leaf(2);
    const y = x.mul(x);
    let long = y;
    for (let i = 0; i < 50; i++) long = long.mul(1);
    long.mul(y).add(y).backward();
    // z = y² + y, y = x²: dz/dx = (2y + 1) 2x
    expect(gradOf(x)).toBe(36);
  });

  test("one op with the same tensor at both places", () => {
    const x = leaf([3, 4]);
    x.mul(x).sum().backward();
    expect(gradOf(x)).toEqual([6, 8]);
  });

  test("outputs that nobody used count as zero", () => {
    const x = leaf([1, 5, 2]);
    const [values] = x.reshape(1, 3).max(1);
    values.sum().backward();
    expect(gradOf(x)).toEqual([0, 1, 0]);
    const y = leaf([
      [1, 2],
      [3, 4],
    ]);
    y.unbind(0)[1].sum().backward();
    expect(gradOf(y)).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  test("integers take no part", () => {
    const x = leaf([1.5, 2.5]);
    expect(x.to("int64").requiresGrad).toBe(false);
    expect(x.argmax().requiresGrad).toBe(false);
    expect(x.gt(2).requiresGrad).toBe(false);
  });
});

describe("what a tensor says about itself", () => {
  test("leaves, nodes and their names", () => {
    const x = leaf([1, 2]);
    const y = x.exp();
    expect([x.isLeaf, x.requiresGrad, x.gradFn]).toEqual([true, true, null]);
    expect([y.isLeaf, y.requiresGrad, y.gradFn?.name]).toEqual([false, true, "ExpBackward0"]);
    expect(constant(1).isLeaf).toBe(true);
  });

  test("its values, where it is written as JSON, and nothing of its graph", () => {
    const x = leaf([[1, 2.5]]);
    x.registerHook(() => {});
    const found = { x, y: x.gt(1), loss: x.sum() };
    expect(JSON.stringify(found)).toBe('{"x":[[1,2.5]],"y":[[false,true]],"loss":3.5}');
  });

  test("requiresGrad_ is for float leaves", () => {
    const x = constant([1, 2]);
    expect(x.requiresGrad_().requiresGrad).toBe(true);
    expect(x.requiresGrad_(false).requiresGrad).toBe(false);
    x.requiresGrad = true;
    expect(x.mul(2).requiresGrad).toBe(true);
    expect(() => x.mul(2).requiresGrad_(false)).toThrow(/only change requiresGrad flags of leaf/);
    expect(() => torch.arange(3).requiresGrad_()).toThrow(
      /only Tensors of floating point dtype can require gradients, got int64/,
    );
  });

  test("other memory in data keeps the version, so that what was saved is not refused", () => {
    const x = leaf([1, 2]);
    torch.noGrad(() => x.add_(1));
    const y = x.mul(x).sum();
    x.data = constant([10, 20]);
    expect([x._version, x.data._version]).toEqual([1, 0]);
    y.backward();
    expect(gradOf(x)).toEqual([20, 40]);
  });

  test("detach leaves the graph, on the same memory and version", () => {
    const x = leaf([1, 2]);
    const y = x.exp();
    const d = y.detach();
    expect([d.requiresGrad, d.isLeaf]).toEqual([false, true]);
    expect(d.storage).toBe(y.storage);
    d.zero_();
    expect(() => y.sum().backward()).toThrow(/modified by an inplace operation/);
  });

  test("a leaf that requires no grad any more gets none", () => {
    const change: ((x: torch.Tensor) => unknown)[] = [
      (x) => x.detach_(),
      (x) => x.requiresGrad_(false),
    ];
    for (const forget of change) {
      const [x, w] = [leaf([1, 2]), leaf([3, 4])];
      const y = x.mul(w).sum();
      forget(x);
      y.backward();
      expect([x.grad, gradOf(w)]).toEqual([null, [1, 2]]);
    }
  });

  test("detach_ leaves alone what was recorded before, second derivatives too", () => {
    const x = leaf([1, 2]);
    const y = x.exp();
    const z = y.mul(y).mul(y);
    y.detach_();
    const after = y.mul(x);
    const [first] = grad(z.sum(), x, { createGraph: true, retainGraph: true });
    const [second] = grad(first.sum(), x);
    // e^3x
    const expected = (factor: number) => [1, 2].map((v) => factor * Math.exp(3 * v));
    (first.tolist() as number[]).forEach((value, i) =>
      expect(value).toBeCloseTo(expected(3)[i], 9),
    );
    (second.tolist() as number[]).forEach((value, i) =>
      expect(value).toBeCloseTo(expected(9)[i], 9),
    );
    expect(grad(after.sum(), x)[0].tolist()).toEqual(y.tolist());
  });

  test("detach_ makes a leaf, but not of a view", () => {
    const x = leaf([1, 2]);
    const y = x.mul(2).detach_();
    expect([y.requiresGrad, y.isLeaf]).toEqual([false, true]);
    expect(() => x.mul(2).view(2).detach_()).toThrow(/can't detach views in-place/);
  });
});
