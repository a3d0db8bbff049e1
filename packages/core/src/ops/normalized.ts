/**
 * What layer, batch, instance and group normalization have in common: elements that share a mean and a variance are
 * brought to mean 0 and variance 1, then scaled and shifted by weights.
 *
 * NOTE [Five dimensions]
 * All of them see their input as [outer, repeat, groups, units, inner]. Elements of one (repeat, group) share statistics; elements of
 * one (group, unit) share a weight.
 *
 *     layer norm       [1, rows, 1, elements, 1]
 *     batch norm       [N, 1, C, 1, L]
 *     instance norm    [1, N, C, 1, L]
 *     group norm       [1, N, G, C/G, L]
 */
import { emptyTensor, wrapArray } from "../alloc.ts";
import type { Context } from "../autograd/node.ts";
import type { DType, TypedArray } from "../dtype.ts";
import type {
  Combine,
  GradSums,
  LayerNorm,
  LayerNormBackward,
  Moments,
  ScaleShift,
} from "../kernels/fused-types.ts";
import { kernelSlot, slotKernel } from "../kernels/table.ts";
import type { Shape } from "../layout.ts";
import { apply, applyMany } from "../op/apply.ts";
import { contiguousRaw } from "../op/copy.ts";
import type { OpRecord } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul, sub } from "./arithmetic.ts";
import { div } from "./division.ts";
import { sqrt } from "./power.ts";
import { mean, sum } from "./reduce.ts";
import { reshape } from "./view.ts";

/** See NOTE [Five dimensions]. */
export type Five = readonly [
  outer: number,
  repeat: number,
  groups: number,
  units: number,
  inner: number,
];

/** A mean and the inverse of a standard deviation for each (repeat, group). */
export interface Statistics {
  readonly mean: Float64Array;
  readonly rstd: Float64Array;
}

export interface NormAttrs {
  readonly five: Five;
  readonly eps: number;
  /** The statistics of the input itself, or given ones, which do not depend on it. */
  readonly statistics: Statistics;
  readonly fixed: boolean;
  readonly weighted: boolean;
  readonly biased: boolean;
  /** The shape of weight and bias. */
  readonly params: Shape;
}

const moments = kernelSlot<Moments>("moments");
const scaleShift = kernelSlot<ScaleShift>("scaleShift");
const gradSums = kernelSlot<GradSums>("gradSums");
const combine = kernelSlot<Combine>("combine");
const layerNorm = kernelSlot<LayerNorm>("layerNorm");
const layerNormBackward = kernelSlot<LayerNormBackward>("layerNormBackward");

/** Mean and (biased) variance for each (repeat, group) of a contiguous tensor. */
export function momentsOf(x: Tensor, five: Five): { mean: Float64Array; variance: Float64Array } {
  const [outer, repeat, groups, units, inner] = five;
  const channels = repeat * groups;
  const result = { mean: new Float64Array(channels), variance: new Float64Array(channels) };
  const kernel = slotKernel(moments, x.dtype);
  const source = contiguousRaw(x);
  const { data } = source.storage;
  const length = units * inner;
  kernel(outer, channels, length, data, source.layout.offset, result.mean, result.variance);
  return result;
}

/** The inverse of standard deviations. */
export function inverseRoots(variance: Float64Array, eps: number): Float64Array {
  return variance.map((v) => 1 / Math.sqrt(v + eps));
}

const nothing = { float32: new Float32Array(0), float64: new Float64Array(0) };

/** Row-major values; none for none. */
function valuesOf(x: Tensor | null | undefined, dtype: DType): TypedArray {
  if (!x) return dtype === "float64" ? nothing.float64 : nothing.float32;
  const { storage, layout } = contiguousRaw(x);
  return storage.data.subarray(layout.offset, layout.offset + layout.size);
}

function isLayer([outer, , groups, , inner]: Five): boolean {
  return outer === 1 && groups === 1 && inner === 1;
}

/** A number for each (repeat, group, unit), from those of its group and its weight. */
function perChannel(
  [, repeat, groups, units]: Five,
  value: (group: number, weight: number) => number,
): Float64Array {
  const out = new Float64Array(repeat * groups * units);
  for (let n = 0, at = 0; n < repeat; n++) {
    for (let k = 0; k < groups * units; k++)
      out[at++] = value(n * groups + Math.floor(k / units), k);
  }
  return out;
}

/** The weight and bias among the inputs after the first `from`. */
function paramsOf(
  inputs: readonly (Tensor | null)[],
  from: number,
  { weighted, biased }: NormAttrs,
): [weight: Tensor | null, bias: Tensor | null] {
  const rest = inputs.slice(from);
  return [weighted ? rest[0] : null, biased ? rest[weighted ? 1 : 0] : null];
}

/** The record of a normalization, of an input and its weight and bias, as far as there are. */
function normalization(name: string): OpRecord<NormAttrs> {
  return {
    name,
    params: [],
    forward(ctx, inputs, attrs) {
      const [input] = inputs;
      const [weight, bias] = paramsOf(inputs, 1, attrs);
      ctx.save(input, weight);
      const { five, statistics } = attrs;
      const { dtype } = input;
      const x = contiguousRaw(input);
      const out = emptyTensor(x.layout.shape, dtype);
      const [w, b] = [valuesOf(weight, dtype), valuesOf(bias, dtype)];
      const [from, to] = [x.storage.data, out.storage.data];
      const { offset } = x.layout;
      const { mean: m, rstd: r } = statistics;
      if (isLayer(five)) {
        slotKernel(layerNorm, dtype)(five[1], five[3], from, offset, m, r, w, b, to, 0);
        return out;
      }
      const scale = perChannel(five, (g, k) => r[g] * (w.length > 0 ? w[k] : 1));
      const [outer, repeat, groups, units, inner] = five;
      const channels = repeat * groups * units;
      const shift = perChannel(five, (_g, k) => (b.length > 0 ? b[k] : 0));
      for (let c = 0; c < channels; c++) shift[c] -= m[Math.floor(c / units)] * scale[c];
      slotKernel(scaleShift, dtype)(outer, channels, inner, from, offset, scale, shift, to, 0);
      return out;
    },
    backward(ctx, [grad], attrs) {
      const [x, weight] = ctx.saved();
      const inputs = weight ? [grad, x, weight] : [grad, x];
      const [toInput, toWeight, toBias] = applyMany(Slopes, inputs, attrs);
      const results = [toInput];
      if (attrs.weighted) results.push(toWeight);
      if (attrs.biased) results.push(toBias);
      return results;
    },
  };
}

/** Of the gradient, the input and the weight, if any: the gradients of input, weight and bias. */
const Slopes: OpRecord<NormAttrs> = {
  name: "normalizationBackward",
  params: [],
  forward(ctx, [grad, input, weight], attrs) {
    ctx.save(grad, input, weight ?? null);
    const { five, params } = attrs;
    const { dtype } = input;
    const [g, x] = [contiguousRaw(grad), contiguousRaw(input)];
    const out = emptyTensor(x.layout.shape, dtype);
    const toWeight = new Float64Array(five[2] * five[3]);
    const toBias = new Float64Array(five[2] * five[3]);
    const w = valuesOf(weight, dtype);
    // A single element with given statistics looks like a layer, but its mean is not taken.
    if (isLayer(five) && !attrs.fixed) {
      const { mean: m, rstd: r } = attrs.statistics;
      slotKernel(layerNormBackward, dtype)(
        five[1],
        five[3],
        g.storage.data,
        g.layout.offset,
        x.storage.data,
        x.layout.offset,
        m,
        r,
        w,
        out.storage.data,
        0,
        toWeight,
        toBias,
      );
    } else {
      channelSlopes(g, x, w, attrs, out, toWeight, toBias);
    }
    const asParam = (values: Float64Array): Tensor => {
      const tensor = emptyTensor(params, dtype);
      tensor.storage.data.set(values);
      return tensor;
    };
    return [out, asParam(toWeight), asParam(toBias)];
  },
  backward: slopesBackward,
};

function channelSlopes(
  g: Tensor,
  x: Tensor,
  w: TypedArray,
  { five, statistics, fixed }: NormAttrs,
  out: Tensor,
  toWeight: Float64Array,
  toBias: Float64Array,
): void {
  const [outer, repeat, groups, units, inner] = five;
  const channels = repeat * groups * units;
  const perWeight = groups * units;
  const [m, r] = [statistics.mean, statistics.rstd].map((values) =>
    units === 1 ? values : perChannel(five, (group) => values[group]),
  );
  const sums = new Float64Array(channels);
  const products = new Float64Array(channels);
  const [gd, xd, go, xo] = [g.storage.data, x.storage.data, g.layout.offset, x.layout.offset];
  slotKernel(gradSums, x.dtype)(outer, channels, inner, gd, go, xd, xo, m, r, sums, products);
  for (let c = 0; c < channels; c++) {
    toBias[c % perWeight] += sums[c];
    toWeight[c % perWeight] += products[c];
  }
  const weightOf = (c: number): number => (w.length > 0 ? w[c % perWeight] : 1);
  if (fixed) {
    // The input itself does not matter, not even where it is not finite.
    const scale = r.map((rstd, c) => rstd * weightOf(c));
    const none = new Float64Array(channels);
    slotKernel(scaleShift, x.dtype)(
      outer,
      channels,
      inner,
      gd,
      go,
      scale,
      none,
      out.storage.data,
      0,
    );
    return;
  }
  const a = new Float64Array(channels);
  const b = new Float64Array(channels);
  const shift = new Float64Array(channels);
  const count = outer * units * inner;
  for (let first = 0; first < channels; first += units) {
    let sum = 0;
    let product = 0;
    for (let c = first; c < first + units; c++) {
      sum += weightOf(c) * sums[c];
      product += weightOf(c) * products[c];
    }
    for (let c = first; c < first + units; c++) {
      a[c] = r[c] * weightOf(c);
      b[c] = (-r[c] * r[c] * product) / count;
      shift[c] = (-r[c] * sum) / count - b[c] * m[c];
    }
  }
  slotKernel(combine, x.dtype)(
    outer,
    channels,
    inner,
    gd,
    go,
    xd,
    xo,
    a,
    b,
    shift,
    out.storage.data,
    0,
  );
}

/**
 * The gradient of the gradients. With y the normalized input, r the inverse standard deviation, h = grad * weight and
 * P(u) = u - mean(u) - y mean(u y), they are r P(h), Σ grad y and Σ grad. P is symmetric, the derivative of y along u is
 * r P(u), and that of r is -r² mean(y u).
 */
function slopesBackward(
  ctx: Context,
  [u, toWeight, toBias]: readonly Tensor[],
  attrs: NormAttrs,
): readonly (Tensor | null)[] {
  const [grad, input, weight] = ctx.saved();
  const { five, fixed, eps, params } = attrs;
  const [, , groups, units] = five;
  const over = [0, 3, 4];
  const average = (t: Tensor): Tensor => mean(t, { dim: over, keepdim: true });
  const seen = (t: Tensor): Tensor => reshape(t, five);
  const byWeight = (t: Tensor): Tensor => reshape(t, [1, 1, groups, units, 1]);
  const [g, x, outer] = [seen(grad), seen(input), seen(u)];
  const [v, s] = [byWeight(toWeight), byWeight(toBias)];
  let centred: Tensor;
  let r: Tensor;
  if (fixed) {
    const given = (values: Float64Array): Tensor =>
      wrapArray(values.slice(), [1, five[1], groups, 1, 1], "float64").to(x.dtype);
    r = given(attrs.statistics.rstd);
    centred = sub(x, given(attrs.statistics.mean));
  } else {
    centred = sub(x, average(x));
    r = div(1, sqrt(add(average(mul(centred, centred)), eps)));
  }
  const y = mul(centred, r);
  const h = weight ? mul(g, byWeight(weight)) : g;
  const project = (t: Tensor): Tensor =>
    fixed ? t : sub(sub(t, average(t)), mul(y, average(mul(t, y))));
  const back = mul(r, project(outer));
  const [needsGrad, needsInput, needsWeight] = ctx.needs;
  const toGrad = (): Tensor => {
    const through = weight ? mul(back, byWeight(weight)) : back;
    return reshape(add(add(through, mul(y, v)), s), grad.layout.shape);
  };
  const toInput = (): Tensor => {
    let q = mul(g, v);
    if (!fixed) {
      const turned = add(mul(outer, average(mul(h, y))), mul(h, average(mul(outer, y))));
      q = sub(q, mul(r, turned));
    }
    let slope = mul(r, project(q));
    if (!fixed) slope = sub(slope, mul(mul(mul(r, r), y), average(mul(outer, project(h)))));
    return reshape(slope, input.layout.shape);
  };
  return [
    needsGrad ? toGrad() : null,
    needsInput ? toInput() : null,
    needsWeight ? reshape(sum(mul(g, back), { dim: [0, 1, 4] }), params) : null,
  ];
}

export const LayerNormOp: OpRecord<NormAttrs> = normalization("layerNorm");
export const BatchNormOp: OpRecord<NormAttrs> = normalization("batchNorm");
export const InstanceNormOp: OpRecord<NormAttrs> = normalization("instanceNorm");
export const GroupNormOp: OpRecord<NormAttrs> = normalization("groupNorm");

export interface AffineOptions {
  /** What the normalized values are multiplied by. */
  weight?: Tensor | null;
  /** What is added to them. */
  bias?: Tensor | null;
  /** Added to the variance; 1e-5 where nothing is said. */
  eps?: number;
}

/** Calls the record of a normalization with the parameters there are. */
export function normalized(
  op: OpRecord<NormAttrs>,
  input: Tensor,
  five: Five,
  { weight, bias, eps = 1e-5 }: AffineOptions,
  statistics: Statistics = statisticsOf(input, five, eps),
  fixed = false,
): Tensor {
  const params = [weight, bias].filter((param): param is Tensor => !!param);
  return apply(op, [input, ...params], {
    five,
    eps,
    statistics,
    fixed,
    weighted: !!weight,
    biased: !!bias,
    params: params[0]?.layout.shape ?? [five[2] * five[3]],
  });
}

/** Those of the input itself. */
export function statisticsOf(input: Tensor, five: Five, eps: number): Statistics {
  const { mean: means, variance } = momentsOf(input, five);
  return { mean: means, rstd: inverseRoots(variance, eps) };
}
