/** Scatters where values meet: order, zeros in products, exact integers, shared memory. */
import { describe, expect, test } from "vitest";
import { constant, gradOf, leaf, torch } from "./autograd/helpers.ts";

const { gradcheck, gradgradcheck } = torch.autograd;
const index = (values: torch.TensorData): torch.Tensor => torch.tensor(values, { dtype: "int64" });

describe("means", () => {
  for (const includeSelf of [true, false]) {
    test(`have gradients, ${includeSelf ? "with" : "without"} what is there`, () => {
      const at = index([0, 2, 0, 0]);
      const inputs = [leaf([1, 2, 3]), leaf([4, 5, 6, 7])];
      for (const fn of [
        (x: torch.Tensor, src: torch.Tensor) =>
          x.mul(x).scatterReduce(0, at, src.mul(src), "mean", { includeSelf }),
        (x: torch.Tensor, src: torch.Tensor) =>
          x.mul(x).indexReduce(0, at, src.mul(src), "mean", { includeSelf }),
      ]) {
        gradcheck(fn, inputs);
        gradgradcheck(fn, inputs);
      }
    });
  }
});

describe("products with zeros", () => {
  const forms = {
    scatterReduce: (x: torch.Tensor, at: torch.Tensor, src: torch.Tensor) =>
      x.scatterReduce(0, at, src, "prod"),
    indexReduce: (x: torch.Tensor, at: torch.Tensor, src: torch.Tensor) =>
      x.indexReduce(0, at, src, "prod"),
  };
  for (const [name, form] of Object.entries(forms)) {
    test(`${name}: one zero at a place, in src or in what is there`, () => {
      const at = index([0, 0, 1, 1]);
      const fn = (x: torch.Tensor, src: torch.Tensor): torch.Tensor => form(x, at, src);
      gradcheck(fn, [leaf([2, 3]), leaf([0, 5, 6, 7])]);
      gradcheck(fn, [leaf([0, 3]), leaf([4, 5, 6, 7])]);
    });

    test(`${name}: two zeros at a place have first gradients, and refuse second ones`, () => {
      const at = index([0, 0, 0]);
      const x = leaf([2]);
      const src = leaf([0, 0, 3]);
      const [gx, gsrc] = torch.autograd.grad(form(x, at, src).sum(), [x, src], {
        createGraph: true,
      });
      expect([gx.tolist(), gsrc.tolist()]).toEqual([[0], [0, 0, 0]]);
      expect(() => gsrc.sum().backward()).toThrow(/double backward is unsupported/);
    });
  }
});

describe("extremes", () => {
  test("those that are the result share its gradient", () => {
    const x = leaf([3, 1]);
    const src = leaf([3, 2, 3]);
    x.scatterReduce(0, index([0, 0, 0]), src, "amax")
      .sum()
      .backward();
    const third = expect.closeTo(1 / 3) as number;
    expect(gradOf(x)).toEqual([third, 1]);
    expect(gradOf(src)).toEqual([third, 0, third]);
  });

  test("NaN wins", () => {
    const got = constant([1, 2]).scatterReduce(0, index([0, 1]), constant([NaN, 5]), "amin");
    expect(got.tolist()).toEqual([NaN, 2]);
  });

  test("without what is there they start from nothing", () => {
    for (const dtype of ["float32", "int64", "int32", "uint8", "bool"] as const) {
      const x = torch.tensor([1, 0, 1], { dtype });
      const src = torch.tensor([0, 1], { dtype });
      for (const reduce of ["amax", "amin"] as const) {
        const got = x.scatterReduce(0, index([0, 1]), src, reduce, { includeSelf: false });
        expect(got.tolist()).toEqual(torch.tensor([0, 1, 1], { dtype }).tolist());
      }
    }
  });
});

test("of several writes to one place the last one stays", () => {
  const at = index([1, 1, 1, 0]);
  const src = constant([1, 2, 3, 4]);
  expect(constant([0, 0]).scatter(0, at, src).tolist()).toEqual([4, 3]);
  expect(constant([0, 0]).indexCopy(0, at, src).tolist()).toEqual([4, 3]);
  expect(constant([0, 0]).put(at, src).tolist()).toEqual([4, 3]);
  expect(constant([0, 0]).indexPut([at], src).tolist()).toEqual([4, 3]);
});

describe("int64", () => {
  const large = torch.tensor([2 ** 52, 1], { dtype: "int64" });
  const calls = {
    scatterAdd_: (x: torch.Tensor) =>
      x.scatterAdd_(0, index([1, 0, 0]), index([1, 2 ** 52, 2 ** 52])),
    indexAdd_: (x: torch.Tensor) => x.indexAdd_(0, index([1, 0, 0]), index([1, 2 ** 52, 2 ** 52])),
    put_: (x: torch.Tensor) => x.put_(index([1, 0, 0]), index([1, 2 ** 52, 2 ** 52]), true),
    indexPut_: (x: torch.Tensor) =>
      x.indexPut_([index([1, 0, 0])], index([1, 2 ** 52, 2 ** 52]), { accumulate: true }),
    scatter_: (x: torch.Tensor) =>
      x.scatter_(0, index([1, 0]), index([3, 4]), { reduce: "multiply" }),
  };
  for (const [name, call] of Object.entries(calls)) {
    test(`${name} refuses what int64 does not hold exactly, and writes nothing`, () => {
      const x = large.clone();
      expect(() => call(x)).toThrow(/beyond 2\^53/);
      expect(x.tolist()).toEqual(large.tolist());
      expect(x.storage.version).toBe(0);
    });
  }
});

describe("source and target in the same memory", () => {
  const at = index([0, 1]);
  test("are refused where they plainly overlap", () => {
    const x = constant([1, 2, 3]);
    const calls = [
      () => x.scatter_(0, at, x),
      () => x.scatterAdd_(0, at, x.slice(0, 0, 2)),
      () => x.indexCopy_(0, at, x.slice(0, 1, 3)),
      () => x.put_(at, x.slice(0, 1, 3)),
      () => x.indexPut_([at], x.slice(0, 0, 2)),
      () => x.maskedScatter_(torch.tensor([true, false, true]), x),
    ];
    for (const call of calls) expect(call).toThrow(/single memory location/);
    expect(x.tolist()).toEqual([1, 2, 3]);
  });

  test("are fine where they do not, or where a copy settles it", () => {
    const x = constant([1, 2, 3, 4]);
    x.slice(0, 0, 2).scatter_(0, index([1, 0]), x.slice(0, 2, 4));
    expect(x.tolist()).toEqual([4, 3, 3, 4]);
    const y = constant([1, 2, 3, 4, 5, 6]);
    y.slice(0, 0, 6, 2).indexCopy_(0, index([0, 1, 2]), y.slice(0, 1, 6, 2));
    expect(y.tolist()).toEqual([2, 2, 4, 4, 6, 6]);
  });
});
