import { type DType, type Tensor } from "@tapeloop/core";

/**
 * Sequences of different lengths, step by step, without padding: first the first element of each sequence, longest
 * sequence first, then the second of each that has one, and so on. `nn.utils.rnn` makes and unmakes them.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.rnn.PackedSequence.html
 */
export class PackedSequence {
  /** All elements, `[Σ lengths, ...]`. */
  readonly data: Tensor;
  /** How many sequences have an element at each step; int64. */
  readonly batchSizes: Tensor;
  /** Where the sequences, by length, were in the batch; `null` where they were sorted. */
  readonly sortedIndices: Tensor | null;
  /** Where each sequence of the batch is among the sorted. */
  readonly unsortedIndices: Tensor | null;

  constructor(
    data: Tensor,
    batchSizes: Tensor,
    sortedIndices: Tensor | null = null,
    unsortedIndices: Tensor | null = null,
  ) {
    this.data = data;
    this.batchSizes = batchSizes;
    this.sortedIndices = sortedIndices;
    this.unsortedIndices = unsortedIndices ?? (sortedIndices && sortedIndices.argsort());
  }

  /** The same sequences in another dtype. */
  to(dtype: DType): PackedSequence {
    const data = this.data.to(dtype);
    return data === this.data ? this : this.#with(data);
  }

  /** The same sequences in float32. */
  float(): PackedSequence {
    return this.to("float32");
  }

  /** The same sequences in float64. */
  double(): PackedSequence {
    return this.to("float64");
  }

  #with(data: Tensor): PackedSequence {
    return new PackedSequence(data, this.batchSizes, this.sortedIndices, this.unsortedIndices);
  }

  toString(): string {
    const { data, batchSizes, sortedIndices, unsortedIndices } = this;
    const parts = {
      data,
      batch_sizes: batchSizes,
      sorted_indices: sortedIndices,
      unsorted_indices: unsortedIndices,
    };
    return `PackedSequence(${Object.entries(parts)
      .map(([name, tensor]) => `${name}=${tensor === null ? "None" : tensor.toString()}`)
      .join(", ")})`;
  }
}
