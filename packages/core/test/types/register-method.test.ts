/** A user's own op as a method, in type and at run time: the public contract of `registerMethod`. */
import { describe, expect, expectTypeOf, test } from "vitest";
import { registerMethod, Tensor, tensor, TensorError } from "@tapeloop/core";

declare module "@tapeloop/core" {
  interface TensorMethods {
    /** x · sigmoid(beta · x) */
    swish(beta?: number): Tensor;
  }
}

function swish(x: Tensor, beta = 1): Tensor {
  return x.mul(x.mul(beta).sigmoid());
}

registerMethod("swish", swish);

describe("registerMethod", () => {
  test("gives every tensor the method, typed", () => {
    const x = tensor([0, 1]);
    expectTypeOf(x.swish).toEqualTypeOf<(beta?: number) => Tensor>();
    expect(x.swish(2).tolist()).toEqual(swish(x, 2).tolist());
    expect(x.exp().swish()).toBeInstanceOf(Tensor);
    // @ts-expect-error -- beta is a number
    expect(() => x.swish("2")).toThrow(TensorError);
  });

  test("refuses what tensors have already", () => {
    for (const name of ["exp", "shape", "storage", "dtype", "grad", "_node", "swish", "toString"]) {
      expect(() => registerMethod(name, swish), name).toThrow(
        new RegExp(`registerMethod: tensors already have a member "${name}"`),
      );
    }
  });

  test("refuses what is no function", () => {
    expect(() => registerMethod("swash", 3 as never)).toThrow(/must be a function/);
  });
});
