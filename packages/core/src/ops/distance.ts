/** Distances between all pairs of points of two sets. */
import { emptyTensor } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { distances } from "../kernels/distance.ts";
import { broadcastShapes, type Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { eachOfBatch } from "../op/batch.ts";
import { castRaw } from "../op/copy.ts";
import { batchOf, checkProductDtypes } from "../op/matmul.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, readArgs } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, neg, sub } from "./arithmetic.ts";
import { div } from "./division.ts";
import { pow, sqrt, square } from "./power.ts";
import { product } from "./product.ts";
import { sum } from "./reduce.ts";
import { where } from "./select.ts";
import { abs, sign } from "./sign.ts";
import { transpose, unsqueeze } from "./view.ts";

const modes = [
  "use_mm_for_euclid_dist_if_necessary",
  "use_mm_for_euclid_dist",
  "donot_use_mm_for_euclid_dist",
] as const;

export interface CdistOptions {
  x2?: Tensor;
  /** Which norm: 0 counts differences, 2 is the Euclidean one, Infinity takes the largest difference. */
  p?: number;
  /** Whether Euclidean distances are computed by a matrix product: faster for many points, less exact for close ones. */
  computeMode?: (typeof modes)[number];
}

interface Attrs {
  readonly p: number;
  readonly byProduct: boolean;
  readonly batch: Shape;
}

/** From this many points in either set PyTorch computes Euclidean distances by a matrix product. */
const MANY_POINTS = 25;

const Cdist = defineOp<Attrs>({
  name: "cdist",
  params: ["x2", "p", "computeMode"],
  first: "x1",
  forward(ctx, [x1, x2], { p, byProduct, batch }) {
    const y = byProduct ? throughProduct(x1, x2) : pairByPair(x1, x2, p, batch);
    ctx.save(x1, x2, y);
    return y;
  },
  backward(ctx, [grad], attrs) {
    const [x1, x2, y] = ctx.saved();
    return attrs.p === 2 && attrs.byProduct
      ? productGradients(grad, x1, x2, y)
      : pairGradients(grad, x1, x2, y, attrs.p);
  },
});

function pairByPair(x1: Tensor, x2: Tensor, p: number, batch: Shape): Tensor {
  const [a, b] = [castRaw(x1, "float64"), castRaw(x2, "float64")];
  const [la, lb] = [a.layout, b.layout];
  const d = la.shape.length;
  const e = lb.shape.length;
  const [rows, cols, n] = [la.shape[d - 2], lb.shape[e - 2], la.shape[d - 1]];
  const out = emptyTensor([...batch, rows, cols], "float64");
  const target = out.storage.data as Float64Array;
  const [x, y] = [a.storage.data as Float64Array, b.storage.data as Float64Array];
  eachOfBatch(batch, [la, lb, out.layout], 2, ([ao, bo, oo]) => {
    distances(
      rows,
      cols,
      n,
      x,
      ao,
      la.strides[d - 2],
      la.strides[d - 1],
      y,
      bo,
      lb.strides[e - 2],
      lb.strides[e - 1],
      target,
      oo,
      p,
    );
  });
  return castRaw(out, x1.dtype);
}

/** |a - b|² = |a|² + |b|² - 2ab; rounding may take it below 0. */
function throughProduct(x1: Tensor, x2: Tensor): Tensor {
  const norms = add(sum(square(x1), -1, { keepdim: true }), unsqueeze(sum(square(x2), -1), -2));
  const squares = sub(norms, mul(product(x1, transpose(x2, -2, -1)), 2));
  return sqrt(where(squares.lt(0), 0, squares));
}

function productGradients(grad: Tensor, x1: Tensor, x2: Tensor, y: Tensor): readonly Tensor[] {
  const weight = where(y.eq(0), 0, div(grad, y));
  const back = transpose(weight, -2, -1);
  return [
    sub(mul(x1, sum(weight, -1, { keepdim: true })), product(weight, x2)),
    sub(mul(x2, sum(back, -1, { keepdim: true })), product(back, x1)),
  ];
}

function pairGradients(
  grad: Tensor,
  x1: Tensor,
  x2: Tensor,
  y: Tensor,
  p: number,
): readonly Tensor[] {
  const difference = sub(unsqueeze(x1, -2), unsqueeze(x2, -3));
  const each = mul(unsqueeze(grad, -1), slope(difference, unsqueeze(y, -1), p));
  return [sum(each, -2), neg(sum(each, -3))];
}

/** The derivative of the norm with respect to each difference; 0 where points coincide. */
function slope(difference: Tensor, norm: Tensor, p: number): Tensor {
  const side = sign(difference);
  if (p === 1) return side;
  if (p === 0) return mul(difference, 0);
  if (p === Infinity) return mul(side, abs(difference).eq(norm).to(norm.dtype));
  const nowhere = norm.eq(0);
  const length = where(nowhere, 1, norm);
  if (p === 2) return where(nowhere, 0, div(difference, length));
  // Powers of 0 have no derivative: put 1 in its place before, and 0 in place of the result.
  const still = difference.eq(0);
  const size = where(still, 1, abs(difference));
  return where(still.logicalOr(nowhere), 0, mul(side, div(pow(size, p - 1), pow(length, p - 1))));
}

/**
 * The p-norm distance between each row of `x1` and each row of `x2`. Dimensions before the last two are batches and
 * broadcast.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.cdist.html
 */
export function cdist(
  x1: Tensor,
  x2: Tensor | CdistOptions,
  p?: number | CdistOptions,
  options?: CdistOptions,
): Tensor {
  const args = readArgs<CdistOptions>(Cdist, x2, p, options);
  const { p: norm = 2, computeMode = modes[0] } = args;
  const a = checkTensor("cdist", x1, "x1");
  const b = checkTensor("cdist", args.x2, "x2");
  for (const [name, x] of [
    ["X1", a],
    ["X2", b],
  ] as const) {
    const { shape } = x.layout;
    if (!isFloat(x.dtype))
      throw new TensorError(
        "cdist",
        `only supports floating-point dtypes, ${name} got: ${x.dtype}`,
        { dtypes: [x.dtype] },
      );
    if (shape.length < 2)
      throw new TensorError(
        "cdist",
        `only supports at least 2D tensors, ${name} got: ${shape.length}D`,
        { shapes: [shape] },
      );
  }
  const [s, t] = [a.layout.shape, b.layout.shape];
  const [columns, others] = [s[s.length - 1], t[t.length - 1]];
  if (columns !== others) {
    throw new TensorError(
      "cdist",
      `X1 and X2 must have the same number of columns. X1: ${columns} X2: ${others}; shapes ${showShape(s)} and ${showShape(t)}`,
      {
        shapes: [s, t],
      },
    );
  }
  if (!(norm >= 0))
    throw new TensorError("cdist", `only supports non-negative p values, got ${norm}`);
  if (!modes.includes(computeMode))
    throw new TensorError(
      "cdist",
      `${computeMode} is not a valid value for computeMode; known: ${modes.join(", ")}`,
    );
  checkProductDtypes("cdist", a, b);
  const batch = broadcastShapes("cdist", batchOf(a.layout), batchOf(b.layout));
  const many = s[s.length - 2] > MANY_POINTS || t[t.length - 2] > MANY_POINTS;
  const byProduct = norm === 2 && (computeMode === modes[1] || (computeMode === modes[0] && many));
  return apply(Cdist, [a, b], { p: norm, byProduct, batch });
}
