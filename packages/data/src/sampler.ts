/** Samplers: in which order a loader takes examples. */
import {
  defaultGenerator,
  Generator,
  isOptions,
  multinomial,
  randint,
  randperm,
  readArgs,
  Tensor,
  tensor,
  TensorError,
} from "@tapeloop/core";

/** Numbers of examples, or batches of them, anew at each iteration. */
export interface Sampler<Item = number> extends Iterable<Item> {
  /** How many come. */
  readonly length: number;
}

/** Anything that has a length. */
interface Sized {
  readonly length: number;
}

/** All examples in order. */
export class SequentialSampler implements Sampler {
  readonly #source: Sized;

  constructor(dataSource: Sized) {
    this.#source = dataSource;
  }

  get length(): number {
    return this.#source.length;
  }

  *[Symbol.iterator](): IterableIterator<number> {
    for (let i = 0; i < this.length; i++) yield i;
  }
}

export interface RandomSamplerOptions {
  /** Whether an example may come more than once. */
  replacement?: boolean;
  /** How many to draw; all where nothing is said. */
  numSamples?: number | null;
  generator?: Generator | null;
}

/** As PyTorch draws without a generator: a fresh stream, seeded from the default one. */
function streamOf(generator: Generator | null | undefined): Generator {
  return generator ?? new Generator().manualSeed(defaultGenerator.random53());
}

/** Examples in random order, with the same seed in PyTorch's. Source: https://pytorch.org/docs/stable/data.html#torch.utils.data.RandomSampler */
export class RandomSampler implements Sampler {
  static readonly params: readonly string[] = ["replacement", "numSamples", "generator"];
  readonly #source: Sized;
  readonly #options: RandomSamplerOptions;

  constructor(dataSource: Sized, replacement?: boolean | RandomSamplerOptions, ...more: unknown[]) {
    this.#source = dataSource;
    this.#options = readArgs<RandomSamplerOptions>(
      { name: "RandomSampler", params: RandomSampler.params },
      replacement,
      ...more,
    );
    if (!Number.isInteger(this.length) || this.length <= 0)
      throw new TensorError(
        "RandomSampler",
        `numSamples should be a positive integer value, but got numSamples=${this.length}`,
      );
  }

  get length(): number {
    return this.#options.numSamples ?? this.#source.length;
  }

  *[Symbol.iterator](): IterableIterator<number> {
    const generator = streamOf(this.#options.generator);
    const n = this.#source.length;
    if (this.#options.replacement) {
      for (let left = this.length; left > 0; left -= 32)
        yield* randint(n, [Math.min(left, 32)], { generator }).tolist() as number[];
      return;
    }
    const order = (): number[] => randperm(n, { generator }).tolist() as number[];
    for (let i = Math.floor(this.length / n); i > 0; i--) yield* order();
    // As in PyTorch drawn also where nothing is left to give: a generator of one's own goes on from behind it.
    yield* order().slice(0, this.length % n);
  }
}

/** The given examples in random order. */
export class SubsetRandomSampler implements Sampler {
  readonly #indices: readonly number[];
  readonly #generator: Generator | null;

  constructor(indices: readonly number[], options: { generator?: Generator | null } = {}) {
    this.#indices = indices;
    this.#generator = options.generator ?? null;
  }

  get length(): number {
    return this.#indices.length;
  }

  *[Symbol.iterator](): IterableIterator<number> {
    for (const i of randperm(this.length, { generator: this.#generator }).tolist() as number[])
      yield this.#indices[i];
  }
}

export interface WeightedRandomSamplerOptions {
  numSamples?: number;
  /** Whether an example may come more than once; true where nothing is said. */
  replacement?: boolean;
  generator?: Generator | null;
}

/** Examples by weight, e.g. rare classes more often. */
export class WeightedRandomSampler implements Sampler {
  static readonly params: readonly string[] = ["numSamples", "replacement", "generator"];
  readonly #weights: Tensor;
  readonly #replacement: boolean;
  readonly #generator: Generator | null;
  readonly length: number;

  constructor(
    weights: readonly number[] | Tensor,
    numSamples: number | WeightedRandomSamplerOptions,
    ...more: unknown[]
  ) {
    const args = readArgs<WeightedRandomSamplerOptions>(
      { name: "WeightedRandomSampler", params: WeightedRandomSampler.params },
      numSamples,
      ...more,
    );
    this.length = args.numSamples ?? 0;
    if (!Number.isInteger(this.length) || this.length <= 0)
      throw new TensorError(
        "WeightedRandomSampler",
        `numSamples should be a positive integer value, but got numSamples=${this.length}`,
      );
    this.#weights =
      weights instanceof Tensor ? weights.to("float64") : tensor(weights, { dtype: "float64" });
    this.#replacement = args.replacement ?? true;
    this.#generator = args.generator ?? null;
  }

  *[Symbol.iterator](): IterableIterator<number> {
    yield* multinomial(this.#weights, this.length, this.#replacement, {
      generator: this.#generator,
    }).tolist() as number[];
  }
}

/** Another sampler's numbers in batches. */
export class BatchSampler implements Sampler<number[]> {
  readonly #sampler: Sampler;
  readonly #batchSize: number;
  readonly #dropLast: boolean;

  constructor(
    sampler: Sampler,
    batchSize: number,
    dropLast: boolean | { dropLast?: boolean } = false,
  ) {
    if (!Number.isInteger(batchSize) || batchSize <= 0)
      throw new TensorError(
        "BatchSampler",
        `batchSize should be a positive integer value, but got batchSize=${batchSize}`,
      );
    this.#sampler = sampler;
    this.#batchSize = batchSize;
    this.#dropLast = isOptions(dropLast) ? Boolean(dropLast.dropLast) : dropLast;
  }

  get length(): number {
    const batches = this.#sampler.length / this.#batchSize;
    return this.#dropLast ? Math.floor(batches) : Math.ceil(batches);
  }

  *[Symbol.iterator](): IterableIterator<number[]> {
    let batch: number[] = [];
    for (const index of this.#sampler) {
      batch.push(index);
      if (batch.length < this.#batchSize) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0 && !this.#dropLast) yield batch;
  }
}
