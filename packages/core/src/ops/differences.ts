/** Derivatives and integrals of sampled functions. */
import { zeroTensor } from "../alloc.ts";
import { getDefaultDtype, isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { normalizeDim, normalizeDims } from "../layout.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import { Tensor } from "../tensor.ts";
import { add, mul, neg, sub } from "./arithmetic.ts";
import { to } from "./convert.ts";
import { cumsum } from "./cumulate.ts";
import { div } from "./division.ts";
import { cat } from "./join.ts";
import { sum } from "./reduce.ts";
import { slice } from "./slice.ts";
import { reshape } from "./view.ts";

// ---- gradient ------------------------------------------------------------------------------------------------------------

const Gradient = signature("gradient", ["spacing", "dim", "edgeOrder"]);

export interface GradientOptions {
  /** How far samples are apart: in all dimensions, in each, or the coordinates of the samples in each. */
  spacing?: number | readonly number[] | readonly Tensor[];
  /** The dimensions to differentiate along; all where nothing is said. */
  dim?: number | readonly number[] | null;
  /** At the borders: 1 takes the difference of two samples, 2 fits a parabola through three. */
  edgeOrder?: number;
}

/** The distance of samples, or their distances. */
type Spacing = number | Tensor;

function spacings(
  given: GradientOptions["spacing"],
  dims: readonly number[],
  { layout: { shape }, dtype }: Tensor,
): Spacing[] {
  if (given === undefined || given === null) return dims.map(() => 1);
  if (typeof given === "number") return dims.map(() => given);
  if (given.length !== dims.length) {
    throw new TensorError(
      "gradient",
      `expected spacing to be unspecified, a scalar, or a list of length equal to the number of dims (${dims.length}), but got ${given.length}`,
    );
  }
  return given.map((item, i) => {
    if (!(item instanceof Tensor)) return item;
    const { shape: own } = item.layout;
    if (own.length !== 1) {
      throw new TensorError(
        "gradient",
        `expected each element of spacing to have one dimension, but got an element with ${own.length} dimensions!`,
        { shapes: [own] },
      );
    }
    if (own[0] !== shape[dims[i]]) {
      throw new TensorError(
        "gradient",
        `expected ${shape[dims[i]]} coordinates for dim ${dims[i]}, but got ${own[0]}`,
        { shapes: [own, shape] },
      );
    }
    const places = isFloat(item.dtype) ? item : to(item, dtype);
    return sub(slice(places, 0, 1), slice(places, 0, 0, -1));
  });
}

/** Weights of three neighbouring samples. */
type Weights = readonly [Spacing, Spacing, Spacing];

const sumOf = (a: Spacing, b: Spacing): Spacing =>
  typeof a === "number" && typeof b === "number" ? a + b : add(a, b);
const times = (a: Spacing, b: Spacing): Spacing =>
  typeof a === "number" && typeof b === "number" ? a * b : mul(a, b);
const over = (a: Spacing, b: Spacing): Spacing =>
  typeof a === "number" && typeof b === "number" ? a / b : div(a, b);
const minus = (a: Spacing): Spacing => (typeof a === "number" ? -a : neg(a));

/** The slope of the parabola through three samples, `h` and then `k` apart, at the first, second or third of them. */
function parabola(h: Spacing, k: Spacing, at: 0 | 1 | 2): Weights {
  const both = sumOf(h, k);
  const [first, second, third] = [times(h, both), times(h, k), times(k, both)];
  if (at === 0)
    return [over(minus(sumOf(h, both)), first), over(both, second), over(minus(h), third)];
  if (at === 1) return [over(minus(k), first), over(sumOf(k, minus(h)), second), over(h, third)];
  return [over(k, first), over(minus(both), second), over(sumOf(k, both), third)];
}

function derivative(input: Tensor, dim: number, spacing: Spacing, edgeOrder: number): Tensor {
  const { shape } = input.layout;
  const n = shape[dim];
  const along = shape.map((_, d) => (d === dim ? -1 : 1));
  const part = (start: number, stop: number): Tensor => slice(input, dim, start, stop);
  /** The distances between samples start and start + 1 up to stop - 1 and stop, so that they broadcast. */
  const distance = (start: number, stop: number): Spacing => {
    if (typeof spacing === "number") return spacing;
    const distances = slice(spacing, 0, start, stop);
    return reshape(
      distances,
      along.map((size) => (size === -1 ? stop - start : 1)),
    );
  };
  const combine = (at: number, count: number, [a, b, c]: Weights): Tensor =>
    add(
      add(mul(part(at, at + count), a), mul(part(at + 1, at + 1 + count), b)),
      mul(part(at + 2, at + 2 + count), c),
    );
  const inner =
    n > 2 ? [combine(0, n - 2, parabola(distance(0, n - 2), distance(1, n - 1), 1))] : [];
  if (edgeOrder === 2) {
    const first = combine(0, 1, parabola(distance(0, 1), distance(1, 2), 0));
    const last = combine(n - 3, 1, parabola(distance(n - 3, n - 2), distance(n - 2, n - 1), 2));
    return cat([first, ...inner, last], dim);
  }
  const first = div(sub(part(1, 2), part(0, 1)), distance(0, 1));
  const last = div(sub(part(n - 1, n), part(n - 2, n - 1)), distance(n - 2, n - 1));
  return cat([first, ...inner, last], dim);
}

/**
 * The derivative of a sampled function along each dimension, one tensor for each, by central differences that are exact for
 * parabolas also where the samples are not evenly spaced.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.gradient.html
 */
export function gradient(
  input: Tensor,
  spacing?: GradientOptions["spacing"] | GradientOptions,
  dim?: number | readonly number[] | null | GradientOptions,
  edgeOrder?: number | GradientOptions,
): Tensor[] {
  const args = readArgs<GradientOptions>(Gradient, spacing, dim, edgeOrder);
  const { shape } = checkTensor("gradient", input, "input").layout;
  const order = args.edgeOrder ?? 1;
  if (order !== 1 && order !== 2)
    throw new TensorError(
      "gradient",
      `only supports edgeOrder=1 and edgeOrder=2 (edge_order=1 and edge_order=2), got ${String(order)}`,
    );
  if (input.dtype === "bool") {
    throw new TensorError(
      "gradient",
      "subtraction, the `-` operator, with a bool tensor is not supported; convert with x.to(dtype)",
      { dtypes: ["bool"] },
    );
  }
  if (input.dtype === "uint8") {
    throw new TensorError(
      "gradient",
      'torch.gradient does not support uint8 input; convert with x.to("float32")',
      { dtypes: ["uint8"] },
    );
  }
  if (shape.length === 0 && args.dim !== undefined && args.dim !== null) {
    throw new TensorError(
      "gradient",
      `dimension specified as ${String(args.dim)} but tensor has no dimensions`,
      { shapes: [shape] },
    );
  }
  const dims = normalizeDims("gradient", args.dim, shape.length);
  const x = isFloat(input.dtype) ? input : to(input, getDefaultDtype());
  const distances = spacings(args.spacing, dims, x);
  for (const d of dims) {
    if (shape[d] < order + 1) {
      throw new TensorError(
        "gradient",
        `expected each dimension size to be at least edgeOrder+1 (edge_order+1), got ${showShape(shape)}`,
        { shapes: [shape] },
      );
    }
  }
  return dims.map((d, i) => derivative(x, d, distances[i], order));
}

// ---- trapezoid -----------------------------------------------------------------------------------------------------------

const params = ["x", "dx", "dim"];
const Trapezoid = signature("trapezoid", params, { first: "y" });
const Trapz = signature("trapz", params, { first: "y" });
const CumulativeTrapezoid = signature("cumulativeTrapezoid", params, { first: "y" });

export interface TrapezoidOptions {
  /** Where the samples are. */
  x?: Tensor | null;
  /** How far they are apart, where `x` does not tell. */
  dx?: number;
  dim?: number;
}

type XArg = Tensor | null | TrapezoidOptions;

/** The distances of samples along `dim`, in a shape that broadcasts with `y`'s. */
function widths(op: string, y: Tensor, dim: number, { x, dx = 1 }: TrapezoidOptions): Spacing {
  if (x === undefined || x === null) return dx;
  const { shape } = y.layout;
  const own = checkTensor(op, x, "x").layout.shape;
  if (x.dtype === "bool")
    throw new TensorError(op, "received a bool input for `x` or `y`, but bool is not supported", {
      dtypes: ["bool"],
    });
  let samples = x;
  if (own.length === 1)
    samples = reshape(
      x,
      shape.map((_, d) => (d === dim ? own[0] : 1)),
    );
  else if (own.length < shape.length)
    samples = reshape(x, [...new Array<number>(shape.length - own.length).fill(1), ...own]);
  const count = samples.layout.shape[dim + samples.layout.shape.length - shape.length];
  if (count !== shape[dim]) {
    throw new TensorError(
      op,
      `there must be one \`x\` value for each sample point: got ${count} for ${shape[dim]}`,
      { shapes: [shape, own] },
    );
  }
  return sub(slice(samples, dim, 1), slice(samples, dim, 0, -1));
}

interface Areas {
  readonly y: Tensor;
  readonly dim: number;
  /** Twice the areas between neighbours. */
  readonly doubled: Tensor;
}

function areas(
  op: { name: string; params: readonly string[] },
  input: Tensor,
  given: readonly unknown[],
): Areas {
  const { name } = op;
  // A number after y is dx: PyTorch tells its two forms apart by type.
  const [first, ...rest] = given;
  const args =
    typeof first === "number"
      ? { dx: first, ...readArgs<TrapezoidOptions>({ name, params: ["dim"] }, ...rest) }
      : readArgs<TrapezoidOptions>(op, ...given);
  const y = checkTensor(name, input, "y");
  const { shape } = y.layout;
  if (shape.length === 0)
    throw new TensorError(
      name,
      "dimension specified as -1 but tensor has no dimensions: y needs at least one",
    );
  const dim = normalizeDim(name, args.dim ?? -1, shape.length);
  if (y.dtype === "bool")
    throw new TensorError(name, "received a bool input for `y`, but bool is not supported", {
      dtypes: ["bool"],
    });
  const width = widths(name, y, dim, args);
  return { y, dim, doubled: mul(add(slice(y, dim, 0, -1), slice(y, dim, 1)), width) };
}

function integral(
  op: { name: string; params: readonly string[] },
  input: Tensor,
  given: readonly unknown[],
): Tensor {
  const { y, dim, doubled } = areas(op, input, given);
  const { shape } = y.layout;
  if (shape[dim] > 0) return div(sum(doubled, dim), 2);
  // Of no samples, integers stay integers, as in PyTorch.
  return zeroTensor(
    shape.filter((_, d) => d !== dim),
    y.dtype,
  );
}

/**
 * The integral of sampled values along a dimension by the trapezoidal rule.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.trapezoid.html
 */
export function trapezoid(
  y: Tensor,
  x?: XArg | number,
  dx?: number | TrapezoidOptions,
  dim?: number | TrapezoidOptions,
  options?: TrapezoidOptions,
): Tensor {
  return integral(Trapezoid, y, [x, dx, dim, options]);
}

/** `trapezoid` by its older name. Source: https://pytorch.org/docs/stable/generated/torch.trapz.html */
export function trapz(
  y: Tensor,
  x?: XArg | number,
  dx?: number | TrapezoidOptions,
  dim?: number | TrapezoidOptions,
  options?: TrapezoidOptions,
): Tensor {
  return integral(Trapz, y, [x, dx, dim, options]);
}

/**
 * The integral up to each sample but the first, by the trapezoidal rule.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.cumulative_trapezoid.html
 */
export function cumulativeTrapezoid(
  y: Tensor,
  x?: XArg | number,
  dx?: number | TrapezoidOptions,
  dim?: number | TrapezoidOptions,
  options?: TrapezoidOptions,
): Tensor {
  const { dim: along, doubled } = areas(CumulativeTrapezoid, y, [x, dx, dim, options]);
  return div(cumsum(doubled, along), 2);
}
