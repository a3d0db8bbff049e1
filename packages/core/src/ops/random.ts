/** Random values written into a tensor, and draws that depend on one. The streams are PyTorch's; see generator.ts. */
import { emptyTensor, zerosLike } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import { defaultGenerator, type Generator } from "../generator.ts";
import {
  bernoulli as bernoulliFill,
  bernoulliFrom,
  cauchy,
  exponential,
  geometric,
  uniform,
} from "../kernels/distributions.ts";
import { multinomial as drawMultinomial } from "../kernels/multinomial.ts";
import { logNormal, normal, normalSerial } from "../kernels/normal.ts";
import { poisson as drawPoisson } from "../kernels/poisson.ts";
import { integerRange, randomIntegers } from "../kernels/random-integers.ts";
import { isDense, permuteLayout } from "../layout.ts";
import { cloneRaw, contiguousRaw, copyRaw } from "../op/copy.ts";
import { applyInPlace } from "../op/inplace.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, type OpRecord, readArgs, signature } from "../op/record.ts";
import { viewOf } from "../op/view.ts";
import { Tensor } from "../tensor.ts";

interface Draw {
  /** Fills a stretch of an array. */
  readonly fill: (out: Tensor["storage"]["data"], offset: number, n: number) => void;
  /** Draw in the order of the elements, not of the memory. */
  readonly rowMajor?: boolean;
}

/** The record of an op that overwrites its tensor with draws; the gradient of what was there is zero. */
function defineFill(name: string, params: readonly string[]): OpRecord<Draw> {
  return defineOp<Draw>({
    name,
    params: [...params, "generator"],
    torch: `torch.Tensor.${name === "logNormal_" ? "log_normal_" : name}`,
    writesOut: true,
    forward(_ctx, [self], { fill, rowMajor = false }, out = self) {
      const { layout } = out;
      // Also of nothing: what is no parameter of the distribution is refused all the same.
      if (layout.size === 0 || layout.contiguous || (!rowMajor && isDense(layout))) {
        fill(out.storage.data, layout.offset, layout.size);
        return out;
      }
      // PyTorch walks along the memory, so that the transpose of a tensor gets the transposed draws.
      const order = layout.shape.map((_, i) => i);
      if (!rowMajor) order.sort((a, b) => layout.strides[b] - layout.strides[a]);
      const target = viewOf(out, permuteLayout(layout, order));
      const drawn = emptyTensor(target.layout.shape, out.dtype);
      fill(drawn.storage.data, 0, layout.size);
      copyRaw(target, drawn);
      return out;
    },
    backward: (_ctx, [grad]) => [zerosLike(grad)],
  });
}

function checkFloats(op: string, { dtype }: Tensor): void {
  if (isFloat(dtype)) return;
  throw new TensorError(op, `not implemented for dtype ${dtype}; it fills float32 and float64`, {
    dtypes: [dtype],
  });
}

export interface UniformOptions {
  /** Lower bound, included; 0 where nothing is said. */
  from?: number;
  /** Upper bound, excluded; 1 where nothing is said. */
  to?: number;
  generator?: Generator | null;
}

const Uniform = defineFill("uniform_", ["from", "to"]);

/** Fills with numbers from [from, to). Source: https://pytorch.org/docs/stable/generated/torch.Tensor.uniform_.html */
export function uniform_(
  input: Tensor,
  from?: number | UniformOptions,
  to?: number | UniformOptions,
  options?: UniformOptions,
): Tensor {
  const args = readArgs<UniformOptions>(Uniform, from, to, options);
  const generator = args.generator ?? defaultGenerator;
  checkFloats("uniform_", input);
  return applyInPlace(Uniform, [input], {
    fill: (out, at, n) => uniform(generator, out, at, n, args.from, args.to),
  });
}

export interface NormalOptions {
  mean?: number;
  /** Standard deviation. */
  std?: number;
  generator?: Generator | null;
}

const Normal = defineFill("normal_", ["mean", "std"]);

/** Fills with normally distributed numbers. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.normal_.html */
export function normal_(
  input: Tensor,
  mean?: number | NormalOptions,
  std?: number | NormalOptions,
  options?: NormalOptions,
): Tensor {
  const args = readArgs<NormalOptions>(Normal, mean, std, options);
  const generator = args.generator ?? defaultGenerator;
  checkFloats("normal_", input);
  // PyTorch draws blocks of 16 only where memory is contiguous.
  const draw = input.layout.contiguous ? normal : normalSerial;
  return applyInPlace(Normal, [input], {
    fill: (out, at, n) => draw(generator, out, at, n, args.mean, args.std),
  });
}

const LogNormal = defineFill("logNormal_", ["mean", "std"]);

/** Fills with numbers whose logarithm is normally distributed (mean 1, std 2 where nothing is said, as in PyTorch). */
export function logNormal_(
  input: Tensor,
  mean?: number | NormalOptions,
  std?: number | NormalOptions,
  options?: NormalOptions,
): Tensor {
  const args = readArgs<NormalOptions>(LogNormal, mean, std, options);
  const generator = args.generator ?? defaultGenerator;
  checkFloats("logNormal_", input);
  return applyInPlace(LogNormal, [input], {
    fill: (out, at, n) => logNormal(generator, out, at, n, args.mean ?? 1, args.std ?? 2),
  });
}

export interface BernoulliOptions {
  /** Probability of a one, or a tensor of probabilities. */
  p?: number | Tensor;
  generator?: Generator | null;
}

const BernoulliFill = defineFill("bernoulli_", ["p"]);

/**
 * Fills with ones, of probability `p` each (0.5 where nothing is said), and zeros; `p` may be a tensor that broadcasts.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.bernoulli_.html
 */
export function bernoulli_(
  input: Tensor,
  p?: number | Tensor | BernoulliOptions,
  options?: BernoulliOptions,
): Tensor {
  const { p: probability = 0.5, generator } = readArgs<BernoulliOptions>(BernoulliFill, p, options);
  const source = generator ?? defaultGenerator;
  if (!(probability instanceof Tensor)) {
    return applyInPlace(BernoulliFill, [input], {
      fill: (out, at, n) => bernoulliFill(source, out, at, n, probability),
    });
  }
  const chances = cloneRaw(
    checkProbabilities("bernoulli_", probability),
    probability.dtype,
    input.layout.shape,
  );
  const data = chances.storage.data as Float32Array | Float64Array;
  return applyInPlace(BernoulliFill, [input], {
    rowMajor: true,
    fill: (out, at, n) => bernoulliFrom(source, data, 0, out, at, n),
  });
}

function checkProbabilities(op: string, p: Tensor): Tensor {
  if (!isFloat(p.dtype))
    throw new TensorError(op, `expects probabilities of a float dtype, got ${p.dtype}`, {
      dtypes: [p.dtype],
    });
  return p;
}

const Bernoulli = signature("bernoulli", ["p", "generator"]);

/**
 * A tensor of ones and zeros, each one with the probability that `input` has at its place, or with `p` everywhere.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.bernoulli.html
 */
export function bernoulli(
  input: Tensor,
  p?: number | BernoulliOptions | null,
  options?: BernoulliOptions,
): Tensor {
  const args = readArgs<BernoulliOptions>(Bernoulli, p, options);
  const generator = args.generator ?? null;
  const out = zerosLike(checkTensor("bernoulli", input, "input"));
  return bernoulli_(out, { p: args.p ?? input, generator });
}

export interface RandomOptions {
  /** Smallest value; 0 where nothing is said. */
  from?: number | null;
  /** One above the largest value; what the dtype holds exactly where nothing is said. */
  to?: number | null;
  generator?: Generator | null;
}

const RandomFill = defineFill("random_", ["from", "to"]);

/** Fills with integers from [from, to); one number alone is `to`. Source: https://pytorch.org/docs/stable/generated/torch.Tensor.random_.html */
export function random_(
  input: Tensor,
  from?: number | null | RandomOptions,
  to?: number | null | RandomOptions,
  options?: RandomOptions,
): Tensor {
  const args =
    typeof from === "number" && typeof to !== "number"
      ? { ...readArgs<RandomOptions>(RandomFill, undefined, from, to ?? options), from: 0 }
      : readArgs<RandomOptions>(RandomFill, from, to, options);
  const generator = args.generator ?? defaultGenerator;
  const range = integerRange("random_", input.dtype, args.from, args.to);
  return applyInPlace(RandomFill, [input], {
    fill: (out, at, n) => randomIntegers(generator, out, at, n, range),
  });
}

export interface ExponentialOptions {
  /** Rate; 1 where nothing is said. */
  lambd?: number;
  generator?: Generator | null;
}

const Exponential = defineFill("exponential_", ["lambd"]);

/** Fills with exponentially distributed numbers of rate `lambd`. */
export function exponential_(
  input: Tensor,
  lambd?: number | ExponentialOptions,
  options?: ExponentialOptions,
): Tensor {
  const args = readArgs<ExponentialOptions>(Exponential, lambd, options);
  const generator = args.generator ?? defaultGenerator;
  checkFloats("exponential_", input);
  return applyInPlace(Exponential, [input], {
    fill: (out, at, n) => exponential(generator, out, at, n, args.lambd),
  });
}

export interface GeometricOptions {
  /** Probability of success of each trial. */
  p?: number;
  generator?: Generator | null;
}

const Geometric = defineFill("geometric_", ["p"]);

/** Fills with the number of trials up to the first success. */
export function geometric_(
  input: Tensor,
  p: number | GeometricOptions,
  options?: GeometricOptions,
): Tensor {
  const args = readArgs<GeometricOptions>(Geometric, p, options);
  const generator = args.generator ?? defaultGenerator;
  if (input.dtype === "bool")
    throw new TensorError("geometric_", "not implemented for dtype bool", { dtypes: ["bool"] });
  return applyInPlace(Geometric, [input], {
    fill: (out, at, n) => geometric(generator, out, at, n, args.p ?? NaN),
  });
}

export interface CauchyOptions {
  median?: number;
  sigma?: number;
  generator?: Generator | null;
}

const Cauchy = defineFill("cauchy_", ["median", "sigma"]);

/** Fills with numbers of a Cauchy distribution. */
export function cauchy_(
  input: Tensor,
  median?: number | CauchyOptions,
  sigma?: number | CauchyOptions,
  options?: CauchyOptions,
): Tensor {
  const args = readArgs<CauchyOptions>(Cauchy, median, sigma, options);
  const generator = args.generator ?? defaultGenerator;
  checkFloats("cauchy_", input);
  return applyInPlace(Cauchy, [input], {
    fill: (out, at, n) => cauchy(generator, out, at, n, args.median, args.sigma),
  });
}

export interface MultinomialOptions {
  numSamples?: number;
  /** Whether a category may be drawn more than once. */
  replacement?: boolean;
  generator?: Generator | null;
}

const Multinomial = signature("multinomial", ["numSamples", "replacement", "generator"]);

/**
 * Category numbers (int64), drawn by the weights in each row of `input`, which need not sum to one.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.multinomial.html
 */
export function multinomial(
  input: Tensor,
  numSamples: number | MultinomialOptions,
  replacement?: boolean | MultinomialOptions,
  options?: MultinomialOptions,
): Tensor {
  const args = readArgs<MultinomialOptions>(Multinomial, numSamples, replacement, options);
  const { shape } = checkTensor("multinomial", input, "input").layout;
  const samples = args.numSamples ?? 0;
  if (!Number.isInteger(samples)) {
    throw new TensorError(
      "multinomial",
      `numSamples must be an integer, got ${showValue(args.numSamples)}`,
    );
  }
  if (shape.length !== 1 && shape.length !== 2) {
    throw new TensorError(
      "multinomial",
      `prob_dist must be 1 or 2 dim, got shape ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  checkProbabilities("multinomial", input);
  const columns = shape[shape.length - 1];
  const rows = shape.length === 2 ? shape[0] : 1;
  const weights = contiguousRaw(input);
  const out = emptyTensor([...shape.slice(0, -1), Math.max(samples, 0)], "int64");
  const columnMajor =
    shape.length === 2 &&
    !input.layout.contiguous &&
    input.layout.strides[0] < input.layout.strides[1];
  const data = weights.storage.data as Float32Array | Float64Array;
  const source = args.generator ?? defaultGenerator;
  drawMultinomial(
    source,
    data,
    weights.layout.offset,
    rows,
    columns,
    out.storage.data,
    0,
    samples,
    args.replacement ?? false,
    columnMajor,
  );
  return out;
}

export interface PoissonOptions {
  generator?: Generator | null;
}

const Poisson = signature("poisson", ["generator"]);

/** For each rate in `input` a count of that expectation. Source: https://pytorch.org/docs/stable/generated/torch.poisson.html */
export function poisson(input: Tensor, options?: PoissonOptions): Tensor {
  const { generator } = readArgs<PoissonOptions>(Poisson, options);
  checkFloats("poisson", input);
  const rates = contiguousRaw(input);
  const out = emptyTensor(input.layout.shape, input.dtype);
  const data = rates.storage.data as Float32Array | Float64Array;
  drawPoisson(
    generator ?? defaultGenerator,
    data,
    rates.layout.offset,
    out.storage.data,
    0,
    out.layout.size,
  );
  return out;
}
