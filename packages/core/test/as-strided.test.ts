/** asStrided and asStridedScatter: what they show depends on the memory, so the op table cannot tell. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stridedLayout } from "../src/layout.ts";
import { constant, leaf, torch } from "./autograd/helpers.ts";
import { placesOf } from "./op-table/make.ts";

const { gradcheck, gradgradcheck } = torch.autograd;
const counted = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Sizes and strides that stay within `length` places. */
const looks = (length: number) =>
  fc
    .record({
      size: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
      strides: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 }),
      offset: fc.nat(4),
    })
    .map(({ size, strides, offset }) => ({
      size,
      stride: strides.slice(0, size.length),
      storageOffset: offset,
    }))
    .filter(
      ({ size, stride, storageOffset }) =>
        size.reduce((at, s, d) => at + (s - 1) * stride[d], storageOffset) < length,
    );

test("shows the places that the strides name, whatever the input's own", () => {
  fc.assert(
    fc.property(looks(24), (look) => {
      const memory = constant(counted(24));
      const inputs = [memory, memory.view(4, 6).t(), memory.slice(0, 3, 9), memory.select(0, 0)];
      for (const x of inputs) {
        const got = x.asStrided(look);
        expect(got.storage).toBe(x.storage);
        expect(got.flatten().tolist()).toEqual(
          placesOf(stridedLayout(look.size, look.stride, look.storageOffset)),
        );
      }
    }),
  );
});

test("begins where the input does, if nothing is said", () => {
  const x = constant(counted(6)).view(2, 3).select(0, 1);
  expect(x.asStrided([2], [1]).tolist()).toEqual([3, 4]);
  expect(x.asStrided([2], [1], 0).tolist()).toEqual([0, 1]);
});

describe("gradients", () => {
  /** Inputs that are all of their memory, a part of it, or see places several times. */
  const inputs: readonly (readonly [string, (x: torch.Tensor) => torch.Tensor])[] = [
    ["contiguous", (x) => x.clone()],
    ["transposed", (x) => x.clone().view(3, 4).t()],
    ["offset", (x) => torch.cat([x, x.exp()]).slice(0, 5, 17)],
    ["with gaps", (x) => x.clone().view(3, 4).slice(1, 0, 3)],
    ["expanded", (x) => x.clone().view(3, 4, 1).expand(3, 4, 2)],
    ["overlapping", (x) => x.clone().unfold(0, 3, 1)],
  ];
  const looksOf: readonly (readonly [number[], number[], number | null])[] = [
    [[2, 2], [1, 2], null],
    [[3, 3], [1, 1], null],
    [[2, 3], [0, 1], null],
    [[4], [3], 0],
    [[], [], 2],
    [[2, 2, 2], [4, 1, 1], 1],
  ];

  for (const [name, make] of inputs) {
    test(`of ${name} input, for looks that see places once, several times, or not at all`, () => {
      for (const [size, stride, storageOffset] of looksOf) {
        const values = torch.linspace(0.5, 2, 12, { dtype: "float64" }).requiresGrad_();
        // What lies beside the input in memory is no function of it.
        const own = new Set(placesOf(make(values).layout));
        const offset = storageOffset ?? make(values).storageOffset();
        if (placesOf(stridedLayout(size, stride, offset)).some((place) => !own.has(place)))
          continue;
        const fn = (x: torch.Tensor): torch.Tensor =>
          make(x).asStrided(size, stride, storageOffset).square();
        gradcheck(fn, values);
        gradgradcheck(fn, values);
      }
    });
  }

  test("what lies beside the input gets none", () => {
    const base = leaf(counted(6));
    const [part] = torch.autograd.grad(base.slice(0, 2, 4).asStrided([6], [1], 0).sum(), base);
    expect(part.tolist()).toEqual([0, 0, 1, 1, 0, 0]);
  });

  test("places that an expanded input sees several times share theirs", () => {
    const x = leaf([[1, 2]]);
    const wide = x.expand(3, 2);
    const [grad] = torch.autograd.grad(wide.asStrided([2, 2], [0, 1]).sum(), wide);
    const third = expect.closeTo(2 / 3) as number;
    expect(grad.tolist()).toEqual([
      [third, third],
      [third, third],
      [third, third],
    ]);
  });

  test("writing into the view rewrites the base's history", () => {
    const fn = (x: torch.Tensor, y: torch.Tensor): torch.Tensor => {
      const base = x.mul(2);
      base.asStrided([2, 2], [1, 3], 1).mul_(y);
      return base;
    };
    gradcheck(fn, [
      leaf(counted(8).map((v) => v + 1)),
      leaf([
        [2, 3],
        [4, 5],
      ]),
    ]);
  });
});

describe("asStridedScatter", () => {
  test("writes where the view would look, in a copy that lies as the input does", () => {
    const x = constant(counted(6)).view(2, 3).t();
    const y = x.asStridedScatter(constant([10, 20]), [2], [3], 1);
    expect(y.stride()).toEqual(x.stride());
    expect(y.tolist()).toEqual([
      [0, 3],
      [10, 20],
      [2, 5],
    ]);
    expect(x.tolist()).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
    ]);
  });

  test("has first and second gradients for both", () => {
    const fn = (x: torch.Tensor, src: torch.Tensor): torch.Tensor =>
      x.mul(x).view(2, 3).t().asStridedScatter(src, [2, 2], [3, 1], 1).sin();
    const inputs = [
      leaf(counted(6).map((v) => v / 3)),
      leaf([
        [1, 2],
        [3, 4],
      ]),
    ];
    gradcheck(fn, inputs);
    gradgradcheck(fn, inputs);
  });

  test("of elements that meet the last one stays, and the gradient of src is refused", () => {
    const src = leaf([
      [1, 2],
      [3, 4],
    ]);
    const y = constant(counted(5)).asStridedScatter(src, [2, 2], [1, 1]);
    expect(y.tolist()).toEqual([1, 3, 4, 3, 4]);
    expect(() => y.sum().backward()).toThrow(/gradient of src is not implemented/);
  });
});
