/** Views taken in place: values, layouts and histories as PyTorch 1.13 gives them. */
import { describe, expect, test } from "vitest";
import { constant, gradOf, leaf, torch } from "./autograd/helpers.ts";

const { gradcheck, gradgradcheck } = torch.autograd;
const rows = [
  [1, 2, 3],
  [4, 5, 6],
];

/** Each op in place, and the view it takes. */
const forms: readonly (readonly [
  name: string,
  inPlace: (x: torch.Tensor) => torch.Tensor,
  view: (x: torch.Tensor) => torch.Tensor,
])[] = [
  ["transpose_", (x) => x.transpose_(0, -1), (x) => x.transpose(0, -1)],
  ["transpose_ by name", (x) => x.transpose_({ dim0: 1, dim1: 0 }), (x) => x.transpose(1, 0)],
  ["swapaxes_", (x) => x.swapaxes_(0, 1), (x) => x.swapaxes(0, 1)],
  ["swapdims_", (x) => x.swapdims_(0, 1), (x) => x.swapdims(0, 1)],
  ["t_", (x) => x.t_(), (x) => x.t()],
  ["unsqueeze_", (x) => x.unsqueeze_(1), (x) => x.unsqueeze(1)],
  ["squeeze_", (x) => x.unsqueeze_(0).squeeze_(), (x) => x],
  ["squeeze_ of a dimension", (x) => x.unsqueeze_(-1).squeeze_(-1), (x) => x],
  ["asStrided_", (x) => x.asStrided_([2, 2], [1, 2]), (x) => x.asStrided([2, 2], [1, 2])],
];

describe.each(forms)("%s", (_name, inPlace, view) => {
  test("answers the same tensor, with the values and layout of the view", () => {
    const x = constant(rows);
    const expected = view(constant(rows));
    const { version } = x.storage;
    expect(inPlace(x)).toBe(x);
    expect(x.tolist()).toEqual(expected.tolist());
    expect(x.stride()).toEqual(expected.stride());
    expect(x.storage.version).toBeGreaterThan(version);
  });

  test("has a first and a second gradient", () => {
    const fn = (x: torch.Tensor): torch.Tensor => inPlace(x.mul(x)).sin();
    gradcheck(fn, leaf(rows));
    gradgradcheck(fn, leaf(rows));
  });

  test("the same where the tensor is a view, and is written to afterwards", () => {
    const fn = (x: torch.Tensor): torch.Tensor => {
      const base = torch.stack([x, x.exp()]);
      inPlace(base.select(0, 1)).mul_(2);
      return base;
    };
    gradcheck(fn, leaf(rows));
    gradgradcheck(fn, leaf(rows));
  });
});

test("nodes are named as PyTorch names them", () => {
  const x = leaf(rows).mul(1);
  expect(x.t_().gradFn?.name).toBe("TBackward0");
  expect(x.unsqueeze_(0).gradFn?.name).toBe("UnsqueezeBackward0");
  expect(x.squeeze_(0).gradFn?.name).toBe("SqueezeBackward1");
  expect(x.transpose_(0, 1).gradFn?.name).toBe("TransposeBackward0");
});

describe("views taken before", () => {
  test("keep their shape and stay views of the same memory", () => {
    const x = constant(rows);
    const column = x.select(1, 0);
    x.t_();
    x.index(0).fill_(9);
    expect(column.tolist()).toEqual([9, 9]);
    column.zero_();
    expect(x.tolist()).toEqual([
      [0, 0],
      [2, 5],
      [3, 6],
    ]);
  });

  test("pass gradients on after the change, and after writes on either side", () => {
    const fn = (x: torch.Tensor): torch.Tensor[] => {
      const y = x.mul(2);
      const column = y.select(1, 0);
      y.t_();
      column.mul_(x.select(1, 2));
      y.index(2).exp_();
      return [y, column];
    };
    gradcheck(fn, leaf(rows));
    gradgradcheck(fn, leaf(rows));
  });

  test("also where only the view's writer requires grad", () => {
    const x = leaf([1, 2]);
    const y = constant(rows);
    const column = y.select(1, 0);
    y.t_();
    column.copy_(x);
    y.mul(y).sum().backward();
    expect(gradOf(x)).toEqual([2, 4]);
  });
});

describe("refusals", () => {
  test("a leaf that requires grad, outside of noGrad", () => {
    const x = leaf(rows);
    expect(() => x.t_()).toThrow(/a leaf Variable that requires grad/);
    expect(x.shape).toEqual([2, 3]);
    torch.noGrad(() => x.t_());
    expect(x.shape).toEqual([3, 2]);
    x.sum().backward();
    expect(x.grad?.shape).toEqual([3, 2]);
  });

  test("an output of a function that returns several views", () => {
    const [x] = leaf(rows).mul(1).unbind();
    expect(() => x.unsqueeze_(0)).toThrow(/multiple views/);
  });

  test("an overlapping tensor may be looked at in another way", () => {
    expect(
      constant([[1], [2]])
        .expand(2, 3)
        .t_()
        .tolist(),
    ).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
  });

  test("bad dimensions, before anything has changed", () => {
    const x = constant(rows);
    expect(() => x.unsqueeze_(4)).toThrow(/out of range/);
    expect(() => x.asStrided_([7], [1])).toThrow(/out of bounds/);
    expect([x.shape, x.storage.version]).toEqual([[2, 3], 0]);
  });
});

test("what was saved before refuses to be used afterwards", () => {
  const y = leaf(rows).mul(1);
  const z = y.log();
  y.t_();
  expect(() => z.sum().backward()).toThrow(/modified by an inplace operation/);
});

describe("resize_", () => {
  test("takes elements row by row from where the tensor begins", () => {
    expect(constant(rows).resize_(3, 1).tolist()).toEqual([[1], [2], [3]]);
    expect(constant(rows).t().resize_([2, 3]).tolist()).toEqual(rows);
    expect(constant(rows).select(0, 1).resize_(2).tolist()).toEqual([4, 5]);
    const same = constant(rows).t();
    expect(same.resize_(3, 2).stride()).toEqual([1, 3]);
  });

  test("makes the memory grow, for all that lie on it", () => {
    const x = constant(rows);
    const row = x.select(0, 0);
    expect(x.resizeAs_(torch.zeros([4, 2])).shape).toEqual([4, 2]);
    expect(x.flatten().tolist()).toEqual([1, 2, 3, 4, 5, 6, 0, 0]);
    x.index(0).fill_(9);
    expect(row.tolist()).toEqual([9, 9, 3]);
  });

  test("is refused where a gradient is wanted", () => {
    expect(() => leaf(rows).mul(1).resize_(2)).toThrow(/cannot resize variables that require grad/);
  });
});

test("a tensor that was turned can be detached in place, a view cannot", () => {
  const x = leaf(rows).mul(2);
  expect(x.t_().detach_()).toBe(x);
  x.mul_(3).unsqueeze_(0);
  expect([x.requiresGrad, x.gradFn]).toEqual([false, null]);
  const view = leaf(rows).mul(2).select(0, 1);
  expect(() => view.unsqueeze_(0).detach_()).toThrow(/can't detach views/);
});

describe("a tensor that is turned to and fro", () => {
  const forms = (x: torch.Tensor): number => (x._view ? 1 + forms(x._view.parent) : 1);

  test("does not hold all it ever was", () => {
    const x = constant(rows);
    const base = x.mul(1);
    const part = base.slice(1, 0, 2);
    for (let i = 0; i < 50; i++) {
      for (const tensor of [x, part]) tensor.t_().unsqueeze_(0).squeeze_().t_().t_().unsqueeze_(-1);
      for (const tensor of [x, part]) tensor.squeeze_().t_();
    }
    expect([x.tolist(), part.tolist()]).toEqual([
      rows,
      [
        [1, 2],
        [4, 5],
      ],
    ]);
    expect(forms(x)).toBeLessThan(12);
    expect(forms(part)).toBeLessThan(12);
  });

  test("is still found by the views of each of its forms", () => {
    const x = constant(rows);
    const views = [x.select(0, 1)];
    for (let i = 0; i < 6; i++) {
      if (i % 3 === 2) views.push(x.unsqueeze_(0).select(1, 1), x.squeeze_().select(0, 0));
      views.push(x.t_().select(0, 1));
    }
    const shown = views.map((view) => view.flatten().tolist());
    const w = torch.full(x.shape, 2, { dtype: "float64", requiresGrad: true });
    x.mul_(w);
    // d (w x) / dw is x: where it is not 0 stands what the view shows.
    const slopes = views.map((view) => {
      const [slope] = torch.autograd.grad(view.sum(), w, { retainGraph: true });
      return slope.maskedSelect(slope.ne(0)).sort()[0].tolist();
    });
    expect(slopes).toEqual(shown);
  });
});
