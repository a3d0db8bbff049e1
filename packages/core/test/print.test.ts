/** Tensors as text: what PyTorch 1.13 prints for the same tensors, character for character. */
import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { torch } from "./autograd/helpers.ts";

afterEach(() => torch.setPrintoptions({ profile: "default" }));

const x = torch.tensor([1, 2], { requiresGrad: true });

function written(leaf: torch.Tensor): torch.Tensor {
  return leaf.mul(1).indexPut_([0], 3);
}

const prints: readonly (readonly [() => torch.Tensor, string])[] = [
  [() => torch.tensor(3), "tensor(3.)"],
  [() => torch.tensor(2.5), "tensor(2.5000)"],
  [() => torch.tensor(true), "tensor(True)"],
  [() => torch.tensor([]), "tensor([])"],
  [() => torch.zeros([0, 3]), "tensor([], size=(0, 3))"],
  [() => torch.zeros([2, 0], { dtype: "int64" }), "tensor([], size=(2, 0), dtype=torch.int64)"],
  [() => torch.zeros([0], { dtype: "int64" }), "tensor([], dtype=torch.int64)"],
  [() => torch.tensor([1, 2, 3]), "tensor([1., 2., 3.])"],
  [() => torch.tensor([1, -2.5, 100]), "tensor([  1.0000,  -2.5000, 100.0000])"],
  [
    () =>
      torch.tensor([
        [1, 2],
        [3, 4],
      ]),
    `tensor([[1., 2.],
        [3., 4.]])`,
  ],
  [() => torch.tensor([[true, false]]), "tensor([[ True, False]])"],
  [() => torch.arange(3), "tensor([0, 1, 2])"],
  [() => torch.tensor([-5, 100], { dtype: "int32" }), "tensor([ -5, 100], dtype=torch.int32)"],
  [() => torch.tensor([1], { dtype: "float64" }), "tensor([1.], dtype=torch.float64)"],
  [() => torch.tensor([1, 2], { dtype: "uint8" }), "tensor([1, 2], dtype=torch.uint8)"],
  [() => torch.tensor([NaN, Infinity, -1.5]), "tensor([    nan,     inf, -1.5000])"],
  [() => torch.tensor([NaN, -Infinity, -1]), "tensor([nan, -inf, -1.])"],
  [() => torch.tensor([NaN, NaN]), "tensor([nan, nan])"],
  [() => torch.tensor([-0, 0]), "tensor([-0., 0.])"],
  [() => torch.tensor([1e-5, 1]), "tensor([1.0000e-05, 1.0000e+00])"],
  [() => torch.tensor([1, 2000]), "tensor([1.0000e+00, 2.0000e+03])"],
  [() => torch.tensor([1.5, 2000]), "tensor([1.5000e+00, 2.0000e+03])"],
  [() => torch.tensor([1e10, 1e10]), "tensor([1.0000e+10, 1.0000e+10])"],
  [() => torch.tensor([0.00001]), "tensor([1.0000e-05])"],
  [() => torch.tensor([123456.789, 1000]), "tensor([123456.7891,   1000.0000])"],
  [
    () => torch.tensor([0.03125, 0.09375], { dtype: "float64" }),
    "tensor([0.0312, 0.0938], dtype=torch.float64)",
  ],
  [
    () => torch.arange(30),
    `tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17,
        18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29])`,
  ],
  [() => torch.arange(1001), "tensor([   0,    1,    2,  ...,  998,  999, 1000])"],
  [
    () => torch.arange(12).view(2, 2, 3),
    `tensor([[[ 0,  1,  2],
         [ 3,  4,  5]],

        [[ 6,  7,  8],
         [ 9, 10, 11]]])`,
  ],
  [
    () => torch.arange(16).view(2, 2, 2, 2),
    `tensor([[[[ 0,  1],
          [ 2,  3]],

         [[ 4,  5],
          [ 6,  7]]],


        [[[ 8,  9],
          [10, 11]],

         [[12, 13],
          [14, 15]]]])`,
  ],
  [
    () => torch.ones([40, 30]),
    `tensor([[1., 1., 1.,  ..., 1., 1., 1.],
        [1., 1., 1.,  ..., 1., 1., 1.],
        [1., 1., 1.,  ..., 1., 1., 1.],
        ...,
        [1., 1., 1.,  ..., 1., 1., 1.],
        [1., 1., 1.,  ..., 1., 1., 1.],
        [1., 1., 1.,  ..., 1., 1., 1.]])`,
  ],
  [
    () => torch.ones([8, 200]),
    `tensor([[1., 1., 1.,  ..., 1., 1., 1.],
        [1., 1., 1.,  ..., 1., 1., 1.],
        [1., 1., 1.,  ..., 1., 1., 1.],
        ...,
        [1., 1., 1.,  ..., 1., 1., 1.],
        [1., 1., 1.,  ..., 1., 1., 1.],
        [1., 1., 1.,  ..., 1., 1., 1.]])`,
  ],
  [
    () => torch.arange(60).view(3, 20).div(7),
    `tensor([[0.0000, 0.1429, 0.2857, 0.4286, 0.5714, 0.7143, 0.8571, 1.0000, 1.1429,
         1.2857, 1.4286, 1.5714, 1.7143, 1.8571, 2.0000, 2.1429, 2.2857, 2.4286,
         2.5714, 2.7143],
        [2.8571, 3.0000, 3.1429, 3.2857, 3.4286, 3.5714, 3.7143, 3.8571, 4.0000,
         4.1429, 4.2857, 4.4286, 4.5714, 4.7143, 4.8571, 5.0000, 5.1429, 5.2857,
         5.4286, 5.5714],
        [5.7143, 5.8571, 6.0000, 6.1429, 6.2857, 6.4286, 6.5714, 6.7143, 6.8571,
         7.0000, 7.1429, 7.2857, 7.4286, 7.5714, 7.7143, 7.8571, 8.0000, 8.1429,
         8.2857, 8.4286]])`,
  ],
  [() => x, "tensor([1., 2.], requires_grad=True)"],
  [() => x.mul(2), "tensor([2., 4.], grad_fn=<MulBackward0>)"],
  [
    () => x.mul(2).add(1).double(),
    "tensor([3., 5.], dtype=torch.float64, grad_fn=<ToCopyBackward0>)",
  ],
  [() => written(x), "tensor([3., 2.], grad_fn=<CopySlices>)"],
  [() => x.mul(2).index(0), "tensor(2., grad_fn=<SelectBackward0>)"],
  [
    () => torch.ones([30]).requiresGrad_().mul(2),
    `tensor([2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2.,
        2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2.],
       grad_fn=<MulBackward0>)`,
  ],
  [
    () => torch.ones([13]).requiresGrad_(),
    `tensor([1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1.],
       requires_grad=True)`,
  ],
  [
    () =>
      torch
        .tensor([
          [1, 2],
          [3, 4],
        ])
        .t(),
    `tensor([[1., 3.],
        [2., 4.]])`,
  ],
];

test.each(prints)("%s", (make, text) => {
  expect(make().toString()).toBe(text);
});

const optional: readonly (readonly [torch.PrintOptions, () => torch.Tensor, string])[] = [
  [{ precision: 2 }, () => torch.tensor([1.123456, 2.5]), "tensor([1.12, 2.50])"],
  [{ precision: 0 }, () => torch.tensor([0.5, 1.5, 2.5]), "tensor([0, 2, 2])"],
  [{ sciMode: true }, () => torch.tensor([1.5, -250]), "tensor([1.5000e+00, -2.5000e+02])"],
  [{ sciMode: false }, () => torch.tensor([1e-5, 123456]), "tensor([    0.0000, 123456.0000])"],
  [
    { sciMode: false, precision: 1 },
    () => torch.tensor([1e25], { dtype: "float64" }),
    "tensor([10000000000000000905969664.], dtype=torch.float64)",
  ],
  [
    { threshold: 5, edgeitems: 1 },
    () => torch.arange(12).view(3, 4),
    `tensor([[ 0,  ...,  3],
        ...,
        [ 8,  ..., 11]])`,
  ],
  [
    { linewidth: 30 },
    () => torch.arange(12),
    `tensor([ 0,  1,  2,  3,  4,
         5,  6,  7,  8,  9,
        10, 11])`,
  ],
  [{ profile: "short" }, () => torch.arange(1200), "tensor([   0,    1,  ..., 1198, 1199])"],
  [{ profile: "full" }, () => torch.zeros([1001]).sum(), "tensor(0.)"],
  [
    { linewidth: 20 },
    () => torch.tensor([1, 2], { dtype: "float64" }),
    `tensor([1., 2.],
       dtype=torch.float64)`,
  ],
];

test.each(optional)("with %o: %s", (options, make, text) => {
  torch.setPrintoptions(options);
  expect(String(make())).toBe(text);
});

describe("setPrintoptions", () => {
  const pi = torch.tensor([Math.PI, 1e6]);

  test("keeps what is not named, but for sciMode", () => {
    torch.setPrintoptions({ precision: 2, sciMode: false });
    torch.setPrintoptions({ linewidth: 60 });
    expect(String(pi)).toBe("tensor([3.14e+00, 1.00e+06])");
  });

  test("takes its parameters by position, too", () => {
    torch.setPrintoptions(1, null, null, null, null, false);
    expect(String(pi)).toBe("tensor([    3.1, 1000000.0])");
  });

  test("refuses what it does not know", () => {
    expect(() => torch.setPrintoptions({ profile: "long" as "full" })).toThrow(
      /unknown profile "long"/,
    );
    expect(() => torch.setPrintoptions({ digits: 2 } as object)).toThrow(/unknown option "digits"/);
  });
});

test("Node shows the same, also within objects and arrays", () => {
  const weight = torch.tensor([1, 2]);
  expect(inspect(weight)).toBe("tensor([1., 2.])");
  expect(inspect({ weight })).toBe("{ weight: tensor([1., 2.]) }");
});

test("printing records nothing and changes nothing", () => {
  const y = x.mul(2);
  const node = y.gradFn;
  String(y);
  expect(y.gradFn).toBe(node);
  expect(y.storage.version).toBe(0);
});
