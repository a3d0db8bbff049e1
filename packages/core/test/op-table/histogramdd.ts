import * as ops from "../../src/ops/histogramdd.ts";
import { named } from "./arguments.ts";
import { build, Nd } from "./nd.ts";
import { family, floats, t } from "./spec.ts";

interface Options {
  bins: number | readonly number[] | readonly Nd[];
  range?: readonly number[];
  weight?: Nd;
  density?: boolean;
}

const edges = [t([3], { values: [-3, 0, 3] }), t([2], { values: [-3, 3] })];

export default family(ops, {
  histogramdd: {
    samples: [
      [t([6, 2]), 2],
      [t([6, 2]), [2, 3], { range: [-2, 2, -1, 1] }],
      [t([6, 2]), edges],
      [
        t([2, 3, 2]),
        [2, 2],
        { weight: t([2, 3], { low: 0.5 }), density: true, range: [-3, 3, -3, 3] },
      ],
      [t([3, 1]), { bins: [4] }],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { bins, range, weight, density } = named<Options>(["bins"], rest);
      const dims = x.shape.at(-1) ?? 1;
      const points = Array.from({ length: x.data.length / dims }, (_, i) =>
        x.data.slice(i * dims, (i + 1) * dims),
      );
      const all = Array.from({ length: dims }, (_, d) => {
        const own = typeof bins === "number" ? bins : bins[d];
        if (own instanceof Nd) return [...own.data];
        const values = points.map((point) => point[d]);
        let [low, high] = range
          ? range.slice(2 * d, 2 * d + 2)
          : [Math.min(...values), Math.max(...values)];
        if (low === high) [low, high] = [low - 0.5, high + 0.5];
        return Array.from({ length: own + 1 }, (_, i) => low + ((high - low) * i) / own);
      });
      const inside = (value: number, own: readonly number[], bin: number): boolean =>
        value >= own[bin] &&
        (value < own[bin + 1] || (bin === own.length - 2 && value === own[bin + 1]));
      const counts = build(
        all.map((own) => own.length - 1),
        (at) =>
          points.reduce(
            (sum, point, i) =>
              sum +
              (at.every((bin, d) => inside(point[d], all[d], bin)) ? (weight?.data[i] ?? 1) : 0),
            0,
          ),
      );
      const total = counts.data.reduce((a, b) => a + b, 0);
      const volume = (at: readonly number[]): number =>
        at.reduce((size, bin, d) => size * (all[d][bin + 1] - all[d][bin]), 1);
      const hist = density
        ? build(counts.shape, (at) => counts.at(...at) / total / volume(at))
        : counts;
      return [hist, all.map((own) => new Nd([own.length], own))];
    },
    dtypes: floats,
    differentiable: false,
    tolerance: 1e-4,
    errors: [
      [[t([2]), 2], /at least 2 dimensions/],
      [[t([2, 2]), [2]], /for each of the 2 dimensions/],
      [[t([2, 2]), 2, { range: [0, 1] }], /range should have 4 elements, but got 2/],
      [
        [t([2, 2]), 2, { weight: t([3]) }],
        /same shape as the input tensor excluding its innermost dimension/,
      ],
    ],
  },
});
