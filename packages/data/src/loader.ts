/** Loaders: batches of examples, shuffled or in order. */
import { defaultGenerator, type Generator, readArgs, TensorError } from "@tapeloop/core";
import { type Collated, defaultCollate } from "./collate.ts";
import { asDataset, Dataset, type DatasetLike, isBatched, IterableDataset } from "./dataset.ts";
import { BatchSampler, RandomSampler, type Sampler, SequentialSampler } from "./sampler.ts";

export interface DataLoaderOptions<Example, Batch> {
  /** Examples in a batch; 1 where nothing is said, `null` for examples as they are. */
  batchSize?: number | null;
  /** A new random order in each iteration. */
  shuffle?: boolean | null;
  /** The order, instead of `shuffle`. */
  sampler?: Sampler | null;
  /** The batches themselves, instead of the four options that make them. */
  batchSampler?: Sampler<number[]> | null;
  /** Only 0: examples are made in this thread. */
  numWorkers?: 0;
  /** Makes a batch of examples; `defaultCollate` where nothing is said. */
  collateFn?: ((examples: Example[]) => Batch) | null;
  /** Has no meaning here; accepted where it is false. */
  pinMemory?: false;
  /** Leave out a last batch that is not full. */
  dropLast?: boolean;
  /** Of the random order; the default one where nothing is said. */
  generator?: Generator | null;
}

/**
 * Iterates over a dataset in batches. With the same seed the batches are PyTorch's.
 *
 * Source: https://pytorch.org/docs/stable/data.html#torch.utils.data.DataLoader
 */
export class DataLoader<Example, Batch = Collated<Example>> {
  static readonly params: readonly string[] = [
    "batchSize",
    "shuffle",
    "sampler",
    "batchSampler",
    "numWorkers",
    "collateFn",
    "pinMemory",
    "dropLast",
    "generator",
  ];
  readonly dataset: Dataset<Example> | IterableDataset<Example>;
  readonly batchSize: number | null;
  readonly dropLast: boolean;
  readonly sampler: Sampler | null;
  readonly batchSampler: Sampler<number[]> | null;
  readonly #collate: ((examples: Example[]) => Batch) | null;
  readonly #generator: Generator | null;

  constructor(
    source: DatasetLike<Example> | IterableDataset<Example>,
    batchSize?: number | null | DataLoaderOptions<Example, Batch>,
    ...more: unknown[]
  ) {
    const args = readArgs<DataLoaderOptions<Example, Batch>>(
      { name: "DataLoader", params: DataLoader.params },
      batchSize,
      ...more,
    );
    const {
      shuffle = false,
      sampler = null,
      batchSampler = null,
      collateFn = null,
      dropLast = false,
      generator = null,
    } = args;
    const size = args.batchSize === undefined ? 1 : args.batchSize;
    if (args.numWorkers)
      throw new TensorError(
        "DataLoader",
        "numWorkers: workers are not supported, examples are made in this thread; leave the option out",
      );
    if (args.pinMemory)
      throw new TensorError(
        "DataLoader",
        "pinMemory has no meaning here: there is one memory; leave the option out",
      );
    if (sampler && shuffle)
      throw new TensorError("DataLoader", "sampler option is mutually exclusive with shuffle");
    if (batchSampler && (args.batchSize !== undefined || shuffle || sampler || dropLast)) {
      throw new TensorError(
        "DataLoader",
        "batchSampler option is mutually exclusive with batchSize, shuffle, sampler, and dropLast",
      );
    }
    if (size === null && dropLast)
      throw new TensorError(
        "DataLoader",
        "batchSize=null option disables auto-batching and is mutually exclusive with dropLast",
      );
    const dataset = source instanceof IterableDataset ? source : asDataset(source);
    this.dataset = dataset;
    this.dropLast = dropLast;
    this.#collate = collateFn;
    this.#generator = generator;
    this.batchSize = batchSampler ? null : size;
    if (!(dataset instanceof Dataset)) {
      if (shuffle || sampler || batchSampler)
        throw new TensorError(
          "DataLoader",
          "an IterableDataset comes in its own order: shuffle, sampler and batchSampler do not apply",
        );
      this.sampler = this.batchSampler = null;
      return;
    }
    this.sampler = batchSampler
      ? null
      : (sampler ??
        (shuffle ? new RandomSampler(dataset, { generator }) : new SequentialSampler(dataset)));
    this.batchSampler =
      batchSampler ??
      (size === null ? null : new BatchSampler(this.sampler as Sampler, size, dropLast));
  }

  /** How many batches come. Throws for an IterableDataset, whose length is not known. */
  get length(): number {
    const order = this.batchSampler ?? this.sampler;
    if (!order) throw new TensorError("DataLoader", "an IterableDataset has no length");
    return order.length;
  }

  *[Symbol.iterator](): IterableIterator<Batch> {
    // PyTorch draws a seed for its workers here, whether there are any or not: the stream goes on from behind it.
    (this.#generator ?? defaultGenerator).random53();
    const { dataset } = this;
    if (!(dataset instanceof Dataset)) yield* this.#stream(dataset);
    else if (this.batchSampler)
      for (const indices of this.batchSampler) yield this.#batch(dataset, indices);
    else for (const index of this.sampler as Sampler) yield this.#convert(dataset.get(index));
  }

  #batch(dataset: Dataset<Example>, indices: readonly number[]): Batch {
    if (!this.#collate && isBatched(dataset)) return dataset.getBatch(indices) as Batch;
    return this.#join(indices.map((index) => dataset.get(index)));
  }

  #join(examples: Example[]): Batch {
    return this.#collate ? this.#collate(examples) : (defaultCollate(examples) as Batch);
  }

  /** Without batching an example is the batch; a collateFn sees it as it is. */
  #convert(example: Example): Batch {
    return this.#collate
      ? this.#collate(example as unknown as Example[])
      : (example as unknown as Batch);
  }

  *#stream(dataset: IterableDataset<Example>): IterableIterator<Batch> {
    let examples: Example[] = [];
    for (const example of { [Symbol.iterator]: () => dataset[Symbol.iterator]() }) {
      if (this.batchSize === null) {
        yield this.#convert(example);
        continue;
      }
      examples.push(example);
      if (examples.length < this.batchSize) continue;
      yield this.#join(examples);
      examples = [];
    }
    if (examples.length > 0 && !this.dropLast) yield this.#join(examples);
  }
}
