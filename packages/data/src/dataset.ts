/** Datasets: what a loader draws examples from. */
import { type Generator, randperm, Tensor, TensorError, wrapArray } from "@tapeloop/core";

/** Examples by number. Source: https://pytorch.org/docs/stable/data.html#map-style-datasets */
export abstract class Dataset<Example = unknown> {
  /** How many examples there are. */
  abstract readonly length: number;

  /** The example at `index`, from 0 on. */
  abstract get(index: number): Example;

  *[Symbol.iterator](): IterableIterator<Example> {
    for (let i = 0; i < this.length; i++) yield this.get(i);
  }
}

/** Examples one after the other, of a number that may not be known. Source: https://pytorch.org/docs/stable/data.html#iterable-style-datasets */
export abstract class IterableDataset<Example = unknown> {
  abstract [Symbol.iterator](): Iterator<Example>;
}

/** A dataset that makes a whole batch at once, faster than example by example. */
export interface BatchedDataset {
  /** The examples at `indices`, collated. */
  getBatch(indices: readonly number[]): unknown;
}

export function isBatched(dataset: object): dataset is BatchedDataset {
  return typeof (dataset as Partial<BatchedDataset>).getBatch === "function";
}

/**
 * Rows of tensors that have as many: example `i` is `[a[i], b[i], …]`.
 *
 * Throws where the first sizes differ. Source: https://pytorch.org/docs/stable/data.html#torch.utils.data.TensorDataset
 */
export class TensorDataset extends Dataset<Tensor[]> implements BatchedDataset {
  readonly tensors: readonly Tensor[];
  readonly length: number;

  constructor(...tensors: readonly Tensor[]) {
    super();
    const sizes = tensors.map((tensor) => tensor.size(0));
    if (sizes.some((size) => size !== sizes[0])) {
      throw new TensorError(
        "TensorDataset",
        `size mismatch between tensors: first sizes are ${sizes.join(", ")}`,
        {
          shapes: tensors.map(({ shape }) => shape),
        },
      );
    }
    this.tensors = tensors;
    this.length = sizes[0] ?? 0;
  }

  get(index: number): Tensor[] {
    return this.tensors.map((tensor) => tensor.select(0, index));
  }

  getBatch(indices: readonly number[]): Tensor[] {
    const rows = wrapArray(Float64Array.from(indices), [indices.length], "int64");
    return this.tensors.map((tensor) => tensor.indexSelect(0, rows));
  }
}

/** Some of a dataset's examples. */
export class Subset<Example> extends Dataset<Example> {
  readonly dataset: Dataset<Example>;
  readonly indices: readonly number[];

  constructor(dataset: Dataset<Example>, indices: readonly number[] | Tensor) {
    super();
    this.dataset = dataset;
    this.indices = indices instanceof Tensor ? (indices.tolist() as number[]) : [...indices];
    if (isBatched(dataset)) {
      const getBatch = (rows: readonly number[]): unknown =>
        dataset.getBatch(rows.map((i) => this.indices[i]));
      Object.defineProperty(this, "getBatch", { value: getBatch });
    }
  }

  get length(): number {
    return this.indices.length;
  }

  get(index: number): Example {
    return this.dataset.get(this.indices[index]);
  }
}

/** One dataset after the other. */
export class ConcatDataset<Example> extends Dataset<Example> {
  readonly datasets: readonly Dataset<Example>[];
  readonly length: number;

  constructor(datasets: readonly Dataset<Example>[]) {
    super();
    if (datasets.length === 0)
      throw new TensorError("ConcatDataset", "datasets should not be an empty list");
    this.datasets = datasets;
    this.length = datasets.reduce((total, dataset) => total + dataset.length, 0);
  }

  get(index: number): Example {
    let left = index < 0 ? index + this.length : index;
    for (const dataset of this.datasets) {
      if (left >= 0 && left < dataset.length) return dataset.get(left);
      left -= dataset.length;
    }
    throw new TensorError(
      "ConcatDataset",
      `index ${index} is out of range for ${this.length} examples`,
    );
  }
}

export interface RandomSplitOptions {
  /** A stream of its own; the default one where nothing is said. */
  generator?: Generator | null;
}

/**
 * Cuts a dataset at random into parts of the given lengths, or fractions that sum to one. With the same seed PyTorch's parts.
 *
 * Source: https://pytorch.org/docs/stable/data.html#torch.utils.data.random_split
 */
export function randomSplit<Example>(
  dataset: DatasetLike<Example>,
  lengths: readonly number[],
  options: RandomSplitOptions = {},
): Subset<Example>[] {
  const source = asDataset(dataset);
  const sizes = splitSizes(source.length, lengths);
  const order = randperm(source.length, { generator: options.generator }).tolist() as number[];
  let start = 0;
  return sizes.map((size) => new Subset(source, order.slice(start, (start += size))));
}

function splitSizes(length: number, lengths: readonly number[]): number[] {
  const total = lengths.reduce((sum, part) => sum + part, 0);
  const fractions =
    lengths.some((part) => !Number.isInteger(part)) || (Math.abs(total - 1) < 1e-9 && length !== 1);
  if (fractions) {
    if (Math.abs(total - 1) > 1e-9 || lengths.some((part) => part < 0 || part > 1)) {
      throw new TensorError(
        "randomSplit",
        `fractions must be between 0 and 1 and sum to 1, got ${lengths.join(", ")}`,
      );
    }
    const sizes = lengths.map((part) => Math.floor(length * part));
    // What rounding left over goes round, one each.
    const left = length - sizes.reduce((sum, size) => sum + size, 0);
    for (let i = 0; i < left; i++) sizes[i % sizes.length] += 1;
    return sizes;
  }
  if (lengths.some((part) => part < 0))
    throw new TensorError("randomSplit", `lengths must not be negative, got ${lengths.join(", ")}`);
  if (total !== length)
    throw new TensorError(
      "randomSplit",
      `sum of input lengths does not equal the length of the input dataset: ${lengths.join(" + ")} is ${total}, not ${length}`,
    );
  return [...lengths];
}

/** What functions take for a dataset: one, an array of examples, or a tensor, whose rows are the examples. */
export type DatasetLike<Example> = Dataset<Example> | readonly Example[] | (Tensor & Rows<Example>);

/** What says to the compiler that the examples of a tensor are tensors. */
interface Rows<Example> {
  select(dim: number, index: number): Example;
}

/** An array or a tensor seen as a dataset. */
export function asDataset<Example>(source: DatasetLike<Example>): Dataset<Example> {
  if (source instanceof Dataset) return source;
  return (
    source instanceof Tensor ? new RowsDataset(source) : new ArrayDataset(source)
  ) as Dataset<Example>;
}

class ArrayDataset<Example> extends Dataset<Example> {
  readonly #examples: readonly Example[];

  constructor(examples: readonly Example[]) {
    super();
    this.#examples = examples;
  }

  get length(): number {
    return this.#examples.length;
  }

  get(index: number): Example {
    return this.#examples[index];
  }
}

class RowsDataset extends Dataset<Tensor> implements BatchedDataset {
  readonly #rows: TensorDataset;

  constructor(rows: Tensor) {
    super();
    this.#rows = new TensorDataset(rows);
  }

  get length(): number {
    return this.#rows.length;
  }

  get(index: number): Tensor {
    return this.#rows.get(index)[0];
  }

  getBatch(indices: readonly number[]): Tensor {
    return this.#rows.getBatch(indices)[0];
  }
}
