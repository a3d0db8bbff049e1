/** The indexing call against the slow interpreter, on random calls of every kind. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as torch from "../../src/index.ts";
import { plain, tensorOf } from "../op-table/make.ts";
import { broadcastShape, indices, Nd, product } from "../op-table/nd.ts";
import { interpret } from "./interpreter.ts";

/** A call: the tensor's shape and what goes into `index`, index tensors as flat lists to be made. */
interface Call {
  readonly shape: readonly number[];
  readonly given: readonly unknown[];
}

const int = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const list = (length: number, item: fc.Arbitrary<number>): fc.Arbitrary<number[]> =>
  fc.array(item, { minLength: length, maxLength: length });

/** An index tensor of `ndim` dimensions that broadcasts with others of the same `sizes`. */
function placesFor(size: number, sizes: readonly number[]): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.nat(sizes.length), fc.boolean(), fc.boolean())
    .chain(([drop, thin, asArray]) => {
      const own = sizes.slice(drop).map((s, d) => (thin && d === 0 ? 1 : s));
      if (own.length === 0) own.push(1);
      return list(product(own), int(-size, size - 1)).map((values) => {
        if (asArray && own.length === 1) return values;
        return tensorOf(values, own, "int64", "offset");
      });
    });
}

/** What may stand for the next dimensions; answers how many it takes. */
function item(
  rest: readonly number[],
  sizes: readonly number[],
): fc.Arbitrary<readonly [unknown, number]> {
  const [size] = rest;
  const choices: fc.Arbitrary<readonly [unknown, number]>[] = [fc.constant([null, 0] as const)];
  if (size !== undefined) {
    const bound = fc.option(int(-size - 1, size + 1));
    choices.push(
      fc
        .tuple(bound, bound, int(1, 3))
        .map(([start, stop, step]) => [torch.slice(start, stop, step), 1] as const),
      fc.constantFrom(":", "1:", ":-1", "::2").map((text) => [text, 1] as const),
    );
    if (size > 0) {
      choices.push(
        int(-size, size - 1).map((place) => [place, 1] as const),
        placesFor(size, sizes).map((places) => [places, 1] as const),
      );
    }
  }
  return fc.oneof(...choices);
}

function rest(
  left: readonly number[],
  sizes: readonly number[],
  fuel: number,
): fc.Arbitrary<unknown[]> {
  if (fuel === 0) return fc.constant([]);
  return fc.oneof(
    { arbitrary: fc.constant([] as unknown[]), weight: 1 },
    {
      arbitrary: item(left, sizes).chain(([value, taken]) =>
        rest(left.slice(taken), sizes, fuel - 1).map((more) => [value, ...more]),
      ),
      weight: 4,
    },
  );
}

const call: fc.Arbitrary<Call> = fc
  .tuple(fc.array(int(0, 4), { maxLength: 4 }), fc.array(int(0, 3), { minLength: 1, maxLength: 2 }))
  .chain(([shape, sizes]) =>
    rest(shape, sizes, 5).chain((given) => {
      const spoken = given.filter((value) => value !== null).length;
      // An ellipsis in front moves everything to the last dimensions: only views keep their meaning there.
      const lead = spoken === shape.length ? fc.boolean() : fc.constant(false);
      return lead.map((dots) => ({ shape, given: dots ? ["...", ...given] : given }));
    }),
  );

/** A mask over the first dimensions, with what may follow it. */
const masked: fc.Arbitrary<Call> = fc
  .tuple(fc.array(int(0, 3), { minLength: 1, maxLength: 3 }), fc.boolean(), fc.boolean())
  .chain(([shape, behind, flag]) =>
    int(1, shape.length).chain((ndim) => {
      const own = shape.slice(0, ndim);
      return list(product(own), int(0, 1)).map((values) => ({
        shape,
        given: [
          ...(flag ? [true] : []),
          tensorOf(values, own, "bool", "transposed"),
          ...(behind && ndim < shape.length ? [torch.slice(0, 2)] : []),
          ...(behind ? [null] : []),
        ],
      }));
    }),
  );

/** Lists whose sizes do not broadcast are refused elsewhere. */
const broadcasts = ({ given }: Call): boolean => {
  const shapes = given.flatMap((value) =>
    value instanceof torch.Tensor && value.dtype === "int64"
      ? [value.shape]
      : Array.isArray(value)
        ? [[value.length]]
        : [],
  );
  const common = broadcastShape([], ...shapes);
  return shapes.every((shape) =>
    shape.every((size, d) => size === 1 || size === common[common.length - shape.length + d]),
  );
};

const calls = fc
  .oneof({ arbitrary: call, weight: 3 }, { arbitrary: masked, weight: 1 })
  .filter(broadcasts);
const arrangement = fc.constantFrom(
  "contiguous" as const,
  "transposed" as const,
  "offset" as const,
);
const counted = (shape: readonly number[]): number[] =>
  Array.from({ length: product(shape) }, (_, i) => i + 1);

test("reads what the interpreter says, and a gradient that counts how often", () => {
  fc.assert(
    fc.property(calls, arrangement, ({ shape, given }, how) => {
      const x = tensorOf(counted(shape), shape, "float64", how).requiresGrad_();
      const where = interpret(shape, plain(given));
      const got = x.index(...(given as torch.Index[]));
      expect(got.shape).toEqual(where.shape);
      expect([...got.toTypedArray()]).toEqual(where.data.map((place) => place + 1));
      got.sum().backward();
      const counts = counted(shape).map((_, i) => where.data.filter((place) => place === i).length);
      expect([...x.grad!.toTypedArray()]).toEqual(counts);
    }),
    { numRuns: 1000 },
  );
});

test("writes where it reads; the last of several values stays, or all are added", () => {
  fc.assert(
    fc.property(
      calls,
      arrangement,
      fc.boolean(),
      fc.boolean(),
      ({ shape, given }, how, accumulate, thin) => {
        const x = tensorOf(counted(shape), shape, "float64", how);
        const where = interpret(shape, plain(given));
        const sizes = where.shape.map((size, d) =>
          thin && d === where.shape.length - 1 ? 1 : size,
        );
        const values = new Nd(
          sizes,
          counted(sizes).map((value) => 100 + value),
        );
        const expected = counted(shape);
        indices(where.shape).forEach((at, i) => {
          const place = where.data[i];
          expected[place] = values.broadcastAt(at) + (accumulate ? expected[place] : 0);
        });
        const source = tensorOf(values.data, sizes, "float64", "offset");
        const untouched = x.indexPut(given as torch.Index[], source, { accumulate });
        expect([...x.toTypedArray()]).toEqual(counted(shape));
        expect([...untouched.toTypedArray()]).toEqual(expected);
        expect(x.indexPut_(given as torch.Index[], source, accumulate)).toBe(x);
        expect([...x.toTypedArray()]).toEqual(expected);
      },
    ),
    { numRuns: 1000 },
  );
});

test("a view is one exactly where no list is involved", () => {
  fc.assert(
    fc.property(calls, ({ shape, given }) => {
      const x = tensorOf(counted(shape), shape, "float64");
      const got = x.index(...(given as torch.Index[]));
      const copies = given.some(
        (value) =>
          Array.isArray(value) || typeof value === "boolean" || value instanceof torch.Tensor,
      );
      expect(got.storage === x.storage).toBe(!copies);
      expect(got).not.toBe(x);
    }),
  );
});
