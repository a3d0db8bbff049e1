import * as ops from "../../src/ops/differences.ts";
import { dimOf, list, named } from "./arguments.ts";
import { alongDim, Nd } from "./nd.ts";
import { family, numbers, type OpSpec, t } from "./spec.ts";

/** The slope at place `at` of the polynomial through samples at `places`. */
function slope(
  values: readonly number[],
  xs: readonly number[],
  places: readonly number[],
  at: number,
): number {
  return places.reduce((sum, i) => {
    const others = places.filter((j) => j !== i);
    const derivative = others.reduce(
      (total, skip) =>
        total + others.filter((j) => j !== skip).reduce((f, j) => f * (xs[at] - xs[j]), 1),
      0,
    );
    return sum + (values[i] * derivative) / others.reduce((f, j) => f * (xs[i] - xs[j]), 1);
  }, 0);
}

function slopes(values: readonly number[], xs: readonly number[], order: number): number[] {
  const n = values.length;
  return values.map((_, i) => {
    if (i > 0 && i < n - 1) return slope(values, xs, [i - 1, i, i + 1], i);
    const start = i === 0 ? 0 : n - 1 - order;
    return slope(
      values,
      xs,
      Array.from({ length: order + 1 }, (_, k) => start + k),
      i,
    );
  });
}

interface Gradient {
  spacing?: number | readonly (number | Nd)[];
  dim?: number | readonly number[];
  edgeOrder?: number;
}

const coordinates = t([4], { values: [0, 1, 3, 6] });

/** The areas between neighbours. */
const areas = (values: readonly number[], width: (i: number) => number): number[] =>
  values.slice(1).map((value, i) => ((value + values[i]) / 2) * width(i));

interface Trapezoid {
  x?: Nd | null;
  dx?: number;
  dim?: number;
}

const integral =
  (finish: (areas: number[]) => number[], drop: boolean): OpSpec["reference"] =>
  (y: Nd, ...rest: unknown[]) => {
    const { x, dx = 1, dim = -1 } = named<Trapezoid>(["x", "dx", "dim"], rest);
    const d = dimOf(y, dim);
    let line = -1;
    const result = alongDim(y, d, (values) => {
      line++;
      const own =
        x && x.shape.length > 1
          ? x.data.slice(line * values.length, (line + 1) * values.length)
          : x?.data;
      return finish(areas(values, (i) => (own ? own[i + 1] - own[i] : dx)));
    });
    return drop ? alongless(result, d) : result;
  };

/** Without a dimension of size 1. */
function alongless(x: Nd, d: number): Nd {
  return new Nd(
    x.shape.filter((_, i) => i !== d),
    x.data,
  );
}

const trapezoid: OpSpec = {
  samples: [
    [t([4])],
    [t([2, 3])],
    [t([3, 2]), { dim: 0 }],
    [t([2, 3]), { dx: 2 }],
    [t([4]), coordinates],
    [t([2, 4]), t([2, 4], { dtype: "float32", values: [0, 1, 3, 4, 0, 0.5, 1, 2] })],
    [t([2, 4]), coordinates, { dim: 1 }],
    [t([2, 1])],
  ],
  reference: integral((all) => [all.reduce((a, b) => a + b, 0)], true),
  result: "float",
  dtypes: numbers,
  errors: [
    [[t([])], /no dimensions/],
    [[t([2, 3]), t([3]), { dim: 0 }], /there must be one `x` value for each sample point/],
    [[t([3], { dtype: "bool" })], /bool input for `y`/],
  ],
};

const cumulative = (all: number[]): number[] =>
  all.map((_, i) => all.slice(0, i + 1).reduce((a, b) => a + b, 0));

export default family(ops, {
  gradient: {
    samples: [
      [t([4])],
      [t([3, 4])],
      [t([3, 4]), { dim: 1 }],
      [t([4]), 2],
      [t([4]), { edgeOrder: 2 }],
      [t([3, 4]), [2, 0.5]],
      [t([4]), { spacing: [coordinates], edgeOrder: 2 }],
      [t([2, 4]), [coordinates], [-1]],
      [t([2])],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const {
        spacing = 1,
        dim,
        edgeOrder = 1,
      } = named<Gradient>(["spacing", "dim", "edgeOrder"], rest);
      const dims =
        dim === undefined ? x.shape.map((_, d) => d) : list([dim]).map((d) => dimOf(x, d));
      return dims.map((d, k) => {
        const step = typeof spacing === "number" ? spacing : spacing[k];
        const xs =
          typeof step === "number"
            ? Array.from({ length: x.shape[d] }, (_, i) => i * step)
            : step.data;
        return alongDim(x, d, (values) => slopes(values, xs, edgeOrder));
      });
    },
    result: "float",
    dtypes: numbers.filter((dtype) => dtype !== "uint8"),
    method: () => [],
    errors: [
      [[t([4]), { edgeOrder: 3 }], /only supports edgeOrder=1 and edgeOrder=2/],
      [[t([1])], /at least edgeOrder\+1/],
      [[t([]), { dim: 0 }], /dimension specified as 0 but tensor has no dimensions/],
      [[t([2, 2]), { dim: [0, 0] }], /appears multiple times/],
      [[t([2, 2]), [1]], /length equal to the number of dims/],
      [[t([2]), [t([1, 2])]], /one dimension, but got an element with 2 dimensions/],
    ],
  },
  trapezoid,
  trapz: trapezoid,
  cumulativeTrapezoid: {
    ...trapezoid,
    reference: integral(cumulative, false),
    samples: [...trapezoid.samples, [t([2, 0])]],
  },
});
