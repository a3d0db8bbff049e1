/**
 * What the compiler and an editor know about tensors. Methods' types are made from functions' (methods.ts), and a careless
 * signature would turn one into `any` or `never` without a word: these pins are checked by `tsc`.
 */
import { describe, expect, expectTypeOf, test } from "vitest";
import * as torch from "../../src/index.ts";
import type { DType, Tensor, TensorMethods, TensorProperties } from "../../src/index.ts";

type IsAny<T> = 0 extends 1 & T ? true : false;
type IsNever<T> = [T] extends [never] ? true : false;

/** Members of these types that say nothing. */
type Anys<T> = { [K in keyof T]: IsAny<T[K]> extends true ? K : never }[keyof T];
type Nevers<T> = { [K in keyof T]: IsNever<T[K]> extends true ? K : never }[keyof T];
/** Methods one of whose parameters is `any`, or that answer it. */
type Careless<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R
    ? true extends IsAny<R> | { [I in keyof A]: IsAny<A[I]> }[number]
      ? K
      : never
    : never;
}[keyof T];

const x = torch.tensor([
  [1, 2],
  [3, 4],
]);

describe("all methods and properties", () => {
  test("none is any or never, and none takes or answers any", () => {
    expectTypeOf<Anys<TensorMethods>>().toBeNever();
    expectTypeOf<Nevers<TensorMethods>>().toBeNever();
    expectTypeOf<Careless<TensorMethods>>().toBeNever();
    expectTypeOf<Anys<TensorProperties>>().toBeNever();
    expectTypeOf<Nevers<TensorProperties>>().toBeNever();
    expectTypeOf<Careless<typeof torch>>().toBeNever();
    expectTypeOf<Anys<typeof torch>>().toBeNever();
    expectTypeOf<Nevers<typeof torch>>().toBeNever();
  });

  test("every method that is typed exists", () => {
    // By hand, one per family: the two lists of methods.ts could differ.
    expect(
      [x.exp, x.add, x.sum, x.select, x.view, x.backward].every(
        (method) => typeof method === "function",
      ),
    ).toBe(true);
  });
});

describe("methods have their functions' signatures", () => {
  test("elementwise", () => {
    expectTypeOf(x.exp).toEqualTypeOf<() => Tensor>();
    expectTypeOf(x.exp_).toEqualTypeOf<() => Tensor>();
    expectTypeOf<number | boolean | Tensor | { other: Tensor; alpha: number }>().toExtend<
      Parameters<typeof x.add>[0]
    >();
    expectTypeOf(x.mul).returns.toEqualTypeOf<Tensor>();
    // @ts-expect-error -- exp takes nothing
    expect(() => x.exp(1)).toThrow(torch.TensorError);
    // @ts-expect-error -- no such option
    expect(() => x.add(1, { beta: 2 })).toThrow(torch.TensorError);
  });

  test("options, by position or by name", () => {
    expectTypeOf(x.sum()).toEqualTypeOf<Tensor>();
    x.sum(1, { keepdim: true });
    x.sum({ dim: [0, 1], dtype: "float64" });
    x.sum(null);
    // @ts-expect-error -- a dtype has a name
    expect(() => x.sum({ dtype: "float8" })).toThrow(torch.TensorError);
    // @ts-expect-error -- keepdim it is
    expect(() => x.sum(1, { keepDim: true })).toThrow(torch.TensorError);
  });

  test("sizes, one by one or as an array", () => {
    x.view(4);
    x.view([2, 2]);
    x.reshape(-1, 2);
    x.permute(1, 0);
    // @ts-expect-error -- numbers
    expect(() => x.view("4")).toThrow(torch.TensorError);
  });

  test("results that depend on the arguments", () => {
    expectTypeOf(x.max()).toEqualTypeOf<Tensor>();
    const [values, indices] = x.max(1);
    expectTypeOf(values).toEqualTypeOf<Tensor>();
    expectTypeOf(indices).toEqualTypeOf<Tensor>();
    expectTypeOf(x.max(1).values).toEqualTypeOf<Tensor>();
    expectTypeOf(x.max(x)).toEqualTypeOf<Tensor>();
    expectTypeOf(x.min(0).indices).toEqualTypeOf<Tensor>();
    expectTypeOf(x.sort().indices).toEqualTypeOf<Tensor>();
    expectTypeOf(x.topk(1).values).toEqualTypeOf<Tensor>();
    expectTypeOf(x.median()).toEqualTypeOf<Tensor>();
    expectTypeOf(x.median(1).values).toEqualTypeOf<Tensor>();
    // @ts-expect-error -- the maximum of all has no index
    expect(x.max().indices).toBeUndefined();
  });

  test("questions", () => {
    expectTypeOf(x.shape).toEqualTypeOf<readonly number[]>();
    expectTypeOf(x.size()).toEqualTypeOf<readonly number[]>();
    expectTypeOf(x.size(0)).toEqualTypeOf<number>();
    expectTypeOf(x.dtype).toEqualTypeOf<DType>();
    expectTypeOf(x.item).returns.toEqualTypeOf<number | boolean>();
    expectTypeOf(x.grad).toEqualTypeOf<Tensor | null>();
    expectTypeOf(x.requiresGrad).toEqualTypeOf<boolean>();
    // @ts-expect-error -- a tensor keeps its shape
    expect(() => (x.shape = [4])).toThrow("only a getter");
  });
});

describe("autograd", () => {
  const { grad, gradcheck, Function } = torch.autograd;
  const w = torch.ones([2, 2], { requiresGrad: true });

  test("grad answers tensors, or with allowUnused maybe none", () => {
    expectTypeOf(grad(w.sum(), w)).toEqualTypeOf<Tensor[]>();
    expectTypeOf(grad(w.sum(), [w], { allowUnused: true })).toEqualTypeOf<(Tensor | null)[]>();
    expectTypeOf(gradcheck).parameter(0).parameters.toEqualTypeOf<Tensor[]>();
  });

  test("modes answer what the body answers", () => {
    expectTypeOf(torch.noGrad(() => 3)).toEqualTypeOf<number>();
    expectTypeOf(torch.inferenceMode(() => w)).toEqualTypeOf<Tensor>();
    expectTypeOf(torch.noGrad()).toExtend<Disposable>();
    torch.noGrad().restore();
  });

  test("apply has the parameters and the result of forward", () => {
    class Scale extends Function {
      static forward(ctx: torch.autograd.FunctionCtx, a: Tensor, factor: number): Tensor {
        ctx.factor = factor;
        return a.mul(factor);
      }
      static backward(ctx: torch.autograd.FunctionCtx, g: Tensor): (Tensor | null)[] {
        return [g.mul(ctx.factor as number), null];
      }
    }
    expectTypeOf(Scale.apply(w, 3)).toEqualTypeOf<Tensor>();
    // @ts-expect-error -- factor is missing
    expect(() => Scale.apply(w)).toThrow(/./);
    // @ts-expect-error -- factor is a number
    expect(() => Scale.apply(w, "3")).toThrow(/./);
  });

  test("hooks see a tensor", () => {
    w.registerHook((g) => {
      expectTypeOf(g).toEqualTypeOf<Tensor>();
    });
    // @ts-expect-error -- a hook answers a tensor or nothing
    w.registerHook(() => 3);
  });
});
