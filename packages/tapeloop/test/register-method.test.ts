/** Whoever has only this package augments it by its name. */
import { expect, test } from "vitest";
import { type Tensor, torch } from "tapeloop";

declare module "tapeloop" {
  interface TensorMethods {
    /** The element-wise cube. */
    cubed(): Tensor;
  }
}

test("a registered method is typed through this package too", () => {
  torch.registerMethod("cubed", (x: Tensor) => x.mul(x).mul(x));
  expect(torch.tensor([2, 3]).cubed().tolist()).toEqual([8, 27]);
});
