/** Values that are easily made in PyTorch, too, for tests against its numbers. */
import { arange, noGrad, type Tensor } from "@tapeloop/core";
import type * as nn from "@tapeloop/nn";
import { expect } from "vitest";

/** `sin(step · i + start)` in float64. */
export function wave(shape: readonly number[], start = 0.5, step = 0.7): Tensor {
  const count = shape.reduce((n, size) => n * size, 1);
  return arange(count, { dtype: "float64" }).mul(step).add(start).sin().reshape(shape);
}

/** Converts a module to float64 and fills its k-th parameter with `wave(shape, k, 0.37)`. */
export function sine<M extends nn.Module>(module: M): M {
  module.double();
  noGrad(() => {
    for (const [k, parameter] of module.parameters().entries())
      parameter.copy_(wave(parameter.shape, k, 0.37));
  });
  return module;
}

/** The elements in row-major order. */
export function flat(tensor: Tensor | null | undefined): number[] {
  return tensor ? (tensor.flatten().tolist() as number[]) : [];
}

/** What matches numbers that are the given ones to `digits` behind the point. */
export function near(values: readonly number[], digits = 6): unknown[] {
  return values.map((value): unknown => expect.closeTo(value, digits));
}
