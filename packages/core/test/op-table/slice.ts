import * as slice from "../../src/ops/slice.ts";
import { build, type Nd } from "./nd.ts";
import { family, t } from "./spec.ts";

export default family(slice, {
  select: {
    samples: [
      [t([3, 4]), 0, 1],
      [t([3, 4]), 1, -1],
      [t([2, 3, 4]), -2, 0],
      [t([5]), 0, 4],
      [t([2, 0]), 0, 1],
    ],
    reference: (x: Nd, dim: number, index: number) => {
      const d = dim < 0 ? dim + x.shape.length : dim;
      const i = index < 0 ? index + x.shape[d] : index;
      return build(x.shape.toSpliced(d, 1), (at) => x.at(...at.toSpliced(d, 0, i)));
    },
    view: true,
    errors: [
      [[t([]), 0, 0], /0-dim/],
      [[t([3]), 0, 3], /out of range/],
      [[t([3]), 1, 0], /out of range/],
    ],
  },
  slice: {
    samples: [
      [t([5]), 0, 1, 4],
      [t([3, 4]), 1, -3, null, 2],
      [t([3, 4]), 0, 2, 1],
      [t([3, 4]), 0, -9, 9],
      [t([0, 2]), 0],
      [t([7, 2]), 0, 1, 7, 3],
    ],
    reference: (
      x: Nd,
      dim = 0,
      start: number | null = null,
      end: number | null = null,
      step = 1,
    ) => {
      const size = x.shape[dim];
      const kept = Array.from({ length: size }, (_, i) => i).slice(start ?? 0, end ?? size);
      const every = kept.filter((_, i) => i % step === 0);
      return build(x.shape.with(dim, every.length), (at) => x.at(...at.with(dim, every[at[dim]])));
    },
    view: true,
    errors: [
      [[t([3]), 0, 0, 2, 0], /step must be positive/],
      [[t([3]), 2], /out of range/],
    ],
  },
});
