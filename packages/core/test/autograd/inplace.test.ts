/**
 * Writing in place under autograd: version checks, rewritten histories, views, refusals. The values were compared with
 * PyTorch 1.13's.
 */
import { describe, expect, test } from "vitest";
import { constant, gradOf, leaf, torch } from "./helpers.ts";

const { grad, gradcheck, gradgradcheck } = torch.autograd;
const values = [1, 2, 3];

describe("versions", () => {
  test("count writes, through any view and without recording too", () => {
    const x = constant(values);
    x.add_(1);
    x.view(3).mul_(2);
    torch.noGrad(() => x.slice(0, 1).zero_());
    x.detach().add_(1);
    expect(x.storage.version).toBe(4);
  });

  test("a saved input that has been written to is refused, with the facts", () => {
    const y = leaf(values).mul(1);
    const z = y.log();
    y.add_(1);
    expect(() => z.sum().backward()).toThrow(
      /log: one of the variables needed for gradient computation has been modified by an inplace operation: the float64 tensor of shape \[3\] saved by LogBackward0 is at version 1; expected version 0/,
    );
  });

  test("a saved output that has been written to is refused", () => {
    const y = leaf(values).mul(1).exp();
    y.mul_(2);
    expect(() => y.sum().backward()).toThrow(/modified by an inplace operation/);
    const z = leaf(values).mul(1).exp_();
    z.mul_(2);
    expect(() => z.sum().backward()).toThrow(/modified by an inplace operation/);
  });

  test("also through a view, a detached tensor, or without recording", () => {
    const write: ((y: torch.Tensor) => void)[] = [
      (y) => y.view(3).add_(1),
      (y) => y.detach().add_(1),
      (y) => torch.noGrad(() => y.add_(1)),
    ];
    for (const change of write) {
      const y = leaf(values).mul(1);
      const z = y.log().sum();
      change(y);
      expect(() => z.backward()).toThrow(/modified by an inplace operation/);
    }
  });

  test("what was not saved may be written to", () => {
    const x = leaf(values);
    const y = x.mul(1);
    const z = y.exp();
    y.add_(1);
    z.sum().backward();
    expect(gradOf(x)).toEqual(values.map(Math.exp));
  });

  test("only what a gradient needs is saved", () => {
    const w = leaf(values);
    const x = constant([1, 1, 1]);
    const y = w.mul(x);
    torch.noGrad(() => w.add_(1));
    y.sum().backward();
    expect(gradOf(w)).toEqual([1, 1, 1]);
    const z = w.mul(x);
    x.add_(1);
    expect(() => z.sum().backward()).toThrow(/modified by an inplace operation/);
  });

  test("an op that reads its own output twice is refused, not wrong", () => {
    const y = leaf(values).mul(1);
    y.mul_(y);
    expect(() => y.sum().backward()).toThrow(/modified by an inplace operation/);
  });

  test("the input of an op in place is kept where its gradient needs it", () => {
    const x = leaf(values);
    x.mul(1).log_().sum().backward();
    expect(gradOf(x)).toEqual(values.map((v) => 1 / v));
    const w = leaf([4, 5, 6]);
    const y = x.mul(1);
    y.mul_(w);
    expect(grad(y.sum(), [x, w]).map((g) => g.tolist())).toEqual([[4, 5, 6], values]);
  });
});

describe("a tensor of its own", () => {
  test("gets the op as its history", () => {
    const x = leaf(values);
    const y = x.mul(1);
    const same = y.add_(1).mul_(3);
    expect(same).toBe(y);
    expect(y.gradFn?.name).toBe("MulBackward0");
    y.sum().backward();
    expect(gradOf(x)).toEqual([3, 3, 3]);
  });

  test("enters a graph through what is written into it", () => {
    const w = leaf([5, 6, 7]);
    const y = constant([1, 1, 1]);
    y.mul_(w);
    expect([y.requiresGrad, y.isLeaf]).toEqual([true, false]);
    y.sum().backward();
    expect(gradOf(w)).toEqual([1, 1, 1]);
  });

  test("overwritten, lets no gradient through to what it was", () => {
    const x = leaf(values);
    const w = leaf([5, 6, 7]);
    const y = x.mul(1);
    y.copy_(w);
    y.mul(2).sum().backward();
    expect([gradOf(x), gradOf(w)]).toEqual([
      [0, 0, 0],
      [2, 2, 2],
    ]);
    const z = x.mul(1).zero_();
    x.grad = null;
    z.add(x).sum().backward();
    expect(gradOf(x)).toEqual([1, 1, 1]);
  });

  test("keeps its dtype; gradients keep those of their leaves", () => {
    const x = torch.tensor(values, { requiresGrad: true });
    const w = leaf(values);
    const y = x.mul(1);
    y.mul_(w);
    y.sum().backward();
    expect([y.dtype, x.grad?.dtype, w.grad?.dtype]).toEqual(["float32", "float32", "float64"]);
    expect([gradOf(x), gradOf(w)]).toEqual([values, values]);
  });

  test("integers take values, and no part in the graph", () => {
    const x = torch.tensor([0, 0, 0], { dtype: "int64" });
    x.copy_(leaf([1.5, 2.5, 3.5]));
    expect([x.tolist(), x.requiresGrad]).toEqual([[1, 2, 3], false]);
    expect(() => x.add_(leaf(values))).toThrow(
      /float64 can't be cast to the desired output type int64/,
    );
    expect(x.tolist()).toEqual([1, 2, 3]);
  });

  test("changes without a slope have zero gradients", () => {
    for (const name of ["floor_", "sign_", "round_"] as const) {
      const x = leaf([1.25, 2.5, 3.75]);
      x.mul(1)[name]().sum().backward();
      expect(gradOf(x), name).toEqual([0, 0, 0]);
    }
  });
});

describe("views", () => {
  test("writing into a view rewrites the history of its base", () => {
    const x = leaf(values);
    const y = x.mul(1);
    y.slice(0, 1).mul_(10);
    expect(y.gradFn?.name).toBe("CopySlices");
    y.sum().backward();
    expect(gradOf(x)).toEqual([1, 10, 10]);
  });

  test("a view follows what is written into its base", () => {
    const x = leaf(values);
    const y = x.mul(1);
    const view = y.slice(0, 1);
    y.mul_(2);
    view.sum().backward();
    expect(gradOf(x)).toEqual([0, 2, 2]);
  });

  test("a view follows what is written into another view, base and all", () => {
    const w = leaf([5, 6]);
    const base = constant([1, 2, 3]);
    const [first, second] = [base.slice(0, 0, 2), base.slice(0, 1)];
    expect(second.requiresGrad).toBe(false);
    first.mul_(w);
    expect([base.requiresGrad, second.requiresGrad, base.isLeaf]).toEqual([true, true, false]);
    second.sum().backward();
    expect(gradOf(w)).toEqual([0, 2]);
  });

  test("a view that was made a leaf is none any more when its base gets a history", () => {
    const x = constant([1, 2]);
    const v = x.slice(0, 0, 1).requiresGrad_();
    x.mul_(2);
    expect([v.isLeaf, v.gradFn]).toEqual([true, null]);
    const w = leaf([3, 4]);
    x.mul_(w);
    expect([v.isLeaf, v.gradFn?.name]).toEqual([false, "SliceBackward0"]);
    v.mul_(5);
    x.sum().backward();
    expect([gradOf(w), v.grad]).toEqual([[10, 4], null]);
  });

  test("views of views, written to in turns", () => {
    const x = leaf(values);
    const y = x.mul(1);
    const view = y.view(3);
    const column = view.view(3, 1);
    y.mul_(2);
    view.mul_(3);
    column.mul_(5);
    y.mul_(7);
    expect(grad(column.sum(), x)[0].tolist()).toEqual([210, 210, 210]);
  });

  test("views of views, in parts", () => {
    const x = leaf(values);
    const y = x.mul(1).view(3, 1);
    const z = y.transpose(0, 1);
    z.select(0, 0).slice(0, 1).mul_(3);
    y.select(0, 0).add_(x.slice(0, 0, 1));
    y.sum().backward();
    expect(gradOf(x)).toEqual([2, 3, 3]);
  });

  test("a view of a view of an expanded tensor's copy", () => {
    const x = leaf([[1], [2]]);
    const y = x.expand(2, 3).clone();
    y.permute(1, 0).select(0, 1).exp_();
    y.sum().backward();
    const e = (v: number): number => Math.exp(v) + 2;
    expect(gradOf(x)).toEqual([[e(1)], [e(2)]]);
  });

  test("first and second derivatives are right", () => {
    const through = (x: torch.Tensor, w: torch.Tensor): torch.Tensor => {
      const y = x.mul(x);
      const view = y.transpose(0, 1).slice(0, 1);
      view.mul_(w);
      y.select(1, 0).exp_();
      return view.mul(y.select(0, 1).sum()).add(y.sum());
    };
    const x = leaf([
      [0.5, 1.2, 0.3],
      [0.8, 0.4, 1.1],
    ]);
    const w = leaf([
      [0.7, 1.3],
      [0.2, 0.9],
    ]);
    gradcheck(through, [x, w]);
    gradgradcheck(through, [x, w]);
  });

  test("second derivatives through a write into a view", () => {
    const x = leaf(values);
    const y = x.mul(x);
    y.slice(0, 1).mul_(x.slice(0, 1));
    const [first] = grad(y.sum(), x, { createGraph: true });
    first.sum().backward();
    expect([first.tolist(), gradOf(x)]).toEqual([
      [2, 12, 27],
      [2, 12, 18],
    ]);
  });

  test("a loop that fills rows", () => {
    const w = leaf([2, 3]);
    const out = torch.zeros([4, 2], { dtype: "float64" });
    for (let i = 0; i < 4; i++) out.select(0, i).copy_(w.mul(i));
    out.sum().backward();
    expect(gradOf(w)).toEqual([6, 6]);
  });

  test("in a larger storage with other strides", () => {
    const x = leaf([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const y = x.mul(1).transpose(0, 1).contiguous().transpose(0, 1);
    y.select(1, 1).mul_(y.select(1, 2).clone());
    y.sum().backward();
    expect(gradOf(x)).toEqual([
      [1, 3, 3],
      [1, 6, 6],
    ]);
  });

  test("writing to a detached tensor changes values, not histories", () => {
    const x = leaf(values);
    const y = x.mul(1);
    y.detach().add_(5);
    expect([y.tolist(), y.gradFn?.name]).toEqual([[6, 7, 8], "MulBackward0"]);
    y.sum().backward();
    expect(gradOf(x)).toEqual([1, 1, 1]);
  });
});

describe("refusals, with nothing changed", () => {
  const refuses = (x: torch.Tensor, write: () => unknown, message: RegExp): void => {
    const before = x.tolist();
    const { version } = x.storage;
    expect(write).toThrow(message);
    expect(x.tolist()).toEqual(before);
    expect(x.storage.version).toBe(version);
  };

  test("a leaf that requires grad, and views of one", () => {
    const x = leaf(values);
    refuses(
      x,
      () => x.add_(1),
      /add_: a leaf Variable that requires grad is being used in an in-place operation/,
    );
    refuses(x, () => x.view(3).add_(1), /a view of a leaf Variable that requires grad/);
    refuses(
      x,
      () => x.view(3, 1).select(0, 1).add_(1),
      /a view of a leaf Variable that requires grad/,
    );
    torch.noGrad(() => x.view(3).add_(1));
    x.detach().add_(1);
    expect(x.tolist()).toEqual([3, 4, 5]);
  });

  test("a view of a leaf that was detached in place, and one of several views of it", () => {
    const x = leaf(values);
    const [view, part] = [x.view(3), x.unbind(0)[0]];
    x.detach_();
    refuses(x, () => view.add_(1), /a view of a leaf Variable that requires grad/);
    x.add_(1);
    expect(() => part.mul(2)).toThrow(/has been modified inplace.*returns multiple views/);
  });

  test("memory that overlaps itself, recorded or not", () => {
    const x = constant([1]).expand(3);
    refuses(
      x,
      () => x.add_(1),
      /add_: .*more than one element of the written-to tensor refers to a single memory location/,
    );
    const y = leaf([1]).mul(1).expand(3);
    refuses(y, () => torch.noGrad(() => y.mul_(2)), /single memory location/);
    expect(constant([1]).expand(1).add_(1).tolist()).toEqual([2]);
  });

  test("operands that overlap in part", () => {
    const x = constant([
      [1, 2],
      [3, 4],
    ]);
    refuses(
      x,
      () => x.add_(x.transpose(0, 1)),
      /add_: some elements of the input tensor and the written-to tensor refer to a single/,
    );
    const y = constant([1, 2, 3]);
    refuses(y, () => y.slice(0, 1).add_(y.slice(0, 0, 2)), /single memory location/);
    expect(x.select(0, 0).add_(x.select(0, 1)).tolist()).toEqual([4, 6]);
    expect(y.add_(y).tolist()).toEqual([2, 4, 6]);
  });

  test("outputs of ops that give several views", () => {
    const y = leaf(values).mul(1);
    const parts = y.unbind(0);
    refuses(y, () => parts[0].add_(1), /returns multiple views/);
    refuses(y, () => parts[1].view(1).add_(1), /returns multiple views/);
    expect(parts[0].add(1).requiresGrad).toBe(true);
    y.mul_(2);
    expect(parts[2].requiresGrad).toBe(true);
    expect(() => parts[2].mul(2)).toThrow(
      /its base or another view of its base has been modified inplace/,
    );
    const z = constant(values);
    refuses(z, () => z.unbind(0)[0].mul_(leaf(2)), /returns multiple views/);
    z.unbind(0)[0].mul_(2);
    expect(z.tolist()).toEqual([2, 2, 3]);
  });

  test("views taken under noGrad", () => {
    const y = leaf(values).mul(1);
    const view = torch.noGrad(() => y.view(3));
    refuses(
      y,
      () => view.add_(1),
      /a view was created in noGrad mode and is being modified inplace/,
    );
    torch.noGrad(() => view.add_(1));
    expect(() => view.mul(2)).toThrow(
      /created in noGrad mode and its base or another view of its base has been modified/,
    );
    expect(torch.noGrad(() => view.mul(2)).tolist()).toEqual([4, 6, 8]);
  });

  test("another shape or dtype", () => {
    const x = constant([[1], [2]]);
    refuses(
      x,
      () => x.add_(constant([1, 2, 3])),
      /add_: output with shape \[2, 1\] doesn't match the broadcast shape \[2, 3\]/,
    );
    const i = torch.tensor([1, 2], { dtype: "int64" });
    refuses(
      i,
      () => i.add_(0.5),
      /add_: result type float32 can't be cast to the desired output type int64/,
    );
    const b = torch.tensor([true, false]);
    refuses(b, () => b.add_(1), /result type int64 can't be cast to the desired output type bool/);
  });

  test("an integer result that int64 cannot hold", () => {
    const x = torch.tensor([1, 2 ** 52], { dtype: "int64" });
    refuses(x, () => x.mul_(4), /2\^53|9007199254740991|exact/);
  });
});
