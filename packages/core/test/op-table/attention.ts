import * as attention from "../../src/ops/attention.ts";
import { named, range } from "./arguments.ts";
import { broadcastShape, build, type Nd } from "./nd.ts";
import { shares } from "./softmax.ts";
import { family, floats, t } from "./spec.ts";

interface Args {
  key: Nd;
  value: Nd;
  attnMask?: Nd | null;
  dropoutP?: number;
  isCausal?: boolean;
  scale?: number | null;
  enableGqa?: boolean;
}

const mask = (shape: readonly number[], values: readonly boolean[]) =>
  t(shape, { dtype: "bool", values });

export default family(attention, {
  scaledDotProductAttention: {
    dtypes: floats,
    tolerance: 1e-4,
    samples: [
      [t([3, 4]), t([5, 4]), t([5, 2])],
      [t([2, 3, 4]), t([2, 5, 4]), t([2, 5, 4])],
      [t([2, 2, 3, 4]), t([2, 1, 5, 4]), t([2, 1, 5, 3])],
      [t([2, 3, 4]), t([2, 3, 4]), t([2, 3, 4]), { isCausal: true }],
      [t([3, 4]), t([2, 4]), t([2, 4]), null, 0, true],
      [t([2, 4]), t([3, 4]), t([3, 4]), mask([2, 3], [true, false, true, true, true, false])],
      [t([2, 2, 4]), t([2, 3, 4]), t([2, 3, 4]), { attnMask: t([2, 3]), scale: 0.3 }],
      [t([4, 2, 3]), t([2, 5, 3]), t([2, 5, 3]), { enableGqa: true }],
    ],
    reference: (q: Nd, ...rest: unknown[]) => {
      const names = ["key", "value", "attnMask", "dropoutP", "isCausal"];
      const { key: k, value: v, attnMask, isCausal, scale, enableGqa } = named<Args>(names, rest);
      const [queries, width] = q.shape.slice(-2);
      const keys = k.shape.at(-2)!;
      const share = enableGqa ? q.shape.at(-3)! / k.shape.at(-3)! : 1;
      const batch = broadcastShape(
        q.shape.slice(0, -2),
        enableGqa ? [] : k.shape.slice(0, -2),
        enableGqa ? [] : v.shape.slice(0, -2),
      );
      const factor = scale ?? 1 / Math.sqrt(width);
      const own = (x: Nd, at: readonly number[], i: number, j: number): number =>
        x.broadcastAt([...(share > 1 ? at.map((a) => Math.floor(a / share)) : at), i, j]);
      return build([...batch, queries, v.shape.at(-1)!], (index) => {
        const [at, i, column] = [index.slice(0, -2), index.at(-2)!, index.at(-1)!];
        const scores = range(keys).map((j) => {
          const dot = range(width)
            .map((e) => q.broadcastAt([...at, i, e]) * own(k, at, j, e))
            .reduce((a, b) => a + b, 0);
          if (isCausal && j > i) return -Infinity;
          if (!attnMask) return dot * factor;
          const masked = attnMask.broadcastAt([...at, i, j].slice(-attnMask.shape.length));
          if (attnMask.dtype === "bool") return masked ? dot * factor : -Infinity;
          return dot * factor + masked;
        });
        return shares(scores)
          .map((weight, j) => weight * own(v, at, j, column))
          .reduce((a, b) => a + b, 0);
      });
    },
    errors: [
      [[t([4]), t([3, 4]), t([3, 4])], /at least 2 dimensional/],
      [[t([2, 4]), t([3, 4], { dtype: "float64" }), t([3, 4])], /to have the same dtype/],
      [
        [t([2, 4]), t([2, 4]), t([2, 4]), { attnMask: t([2, 2]), isCausal: true }],
        /should not be set when isCausal/,
      ],
      [
        [t([2, 4]), t([2, 4]), t([2, 4]), t([2, 2], { dtype: "int64" })],
        /attnMask dtype to be bool or float/,
      ],
      [[t([3, 2, 4]), t([2, 2, 4]), t([2, 2, 4]), { enableGqa: true }], /must be a multiple/],
      [[t([2, 4]), t([2, 3]), t([2, 4])], /inner dimensions/],
    ],
  },
});
