/** `nn.utils.rnn`: sequences of different lengths, padded to one tensor or packed without padding. */
import {
  cat,
  full,
  readArgs,
  signature,
  stack,
  tensor,
  type Tensor,
  TensorError,
} from "@tapeloop/core";
import { PackedSequence } from "../layers/recurrent/packed.ts";

export { PackedSequence } from "../layers/recurrent/packed.ts";

function entry(
  name: string,
  torch: string,
  first: string,
  ...params: readonly string[]
): { name: string; params: readonly string[] } {
  signature(`rnn.${name}`, params, { first, torch: `torch.nn.utils.rnn.${torch}` });
  return { name, params };
}

const Pad = entry(
  "padSequence",
  "pad_sequence",
  "sequences",
  "batchFirst",
  "paddingValue",
  "paddingSide",
);

export interface PadSequenceOptions {
  /** Whether the batch comes first: `[batch, steps, ...]`. Default: false. */
  batchFirst?: boolean;
  /** Default: 0. */
  paddingValue?: number;
  /** At which end shorter sequences are padded. Default: "right". */
  paddingSide?: "left" | "right";
}

/**
 * Sequences `[length, ...]` in one tensor, padded to the longest.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.rnn.pad_sequence.html
 */
export function padSequence(
  sequences: readonly Tensor[],
  batchFirst?: boolean | PadSequenceOptions,
  paddingValue?: number | PadSequenceOptions,
  options?: PadSequenceOptions,
): Tensor {
  const args = readArgs<PadSequenceOptions>(Pad, batchFirst, paddingValue, options);
  const { paddingValue: value = 0, paddingSide = "right" } = args;
  if (sequences.length === 0)
    throw new TensorError("padSequence", "received an empty list of sequences");
  const [{ shape: first }] = sequences;
  for (const { shape } of sequences) {
    if (shape.slice(1).join() === first.slice(1).join() && shape.length > 0) continue;
    throw new TensorError(
      "padSequence",
      `sequences must have the same dimensions behind the first, got [${first.join(", ")}] and [${shape.join(", ")}]`,
      {
        shapes: [first, shape],
      },
    );
  }
  const longest = Math.max(...sequences.map(({ shape }) => shape[0]));
  const padded = sequences.map((sequence) => {
    const missing = longest - sequence.shape[0];
    if (missing === 0) return sequence;
    const padding = full([missing, ...sequence.shape.slice(1)], value, { dtype: sequence.dtype });
    return cat(paddingSide === "right" ? [sequence, padding] : [padding, sequence]);
  });
  return stack(padded, args.batchFirst ? 0 : 1);
}

const Unpad = entry("unpadSequence", "unpad_sequence", "paddedSequences", "lengths", "batchFirst");

/** The sequences that `padSequence` has put together. Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.rnn.unpad_sequence.html */
export function unpadSequence(
  paddedSequences: Tensor,
  lengths: Tensor | readonly number[],
  batchFirst?: boolean | { batchFirst?: boolean },
): Tensor[] {
  const args = readArgs<{ batchFirst?: boolean }>(Unpad, lengths, batchFirst);
  const counts = numbers(lengths);
  return paddedSequences
    .unbind(args.batchFirst ? 0 : 1)
    .map((sequence, i) => sequence.narrow(0, 0, counts[i]));
}

const PackPadded = entry(
  "packPaddedSequence",
  "pack_padded_sequence",
  "input",
  "lengths",
  "batchFirst",
  "enforceSorted",
);

export interface PackOptions {
  /** Whether the sequences come longest first; otherwise they are sorted. Default: true. */
  enforceSorted?: boolean;
}

export interface PackPaddedOptions extends PackOptions {
  /** Whether the batch comes first: `[batch, steps, ...]`. Default: false. */
  batchFirst?: boolean;
}

/**
 * Packs a padded tensor, given the sequences' lengths.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.rnn.pack_padded_sequence.html
 */
export function packPaddedSequence(
  input: Tensor,
  lengths: Tensor | readonly number[],
  batchFirst?: boolean | PackPaddedOptions,
  enforceSorted?: boolean | PackPaddedOptions,
): PackedSequence {
  const args = readArgs<PackPaddedOptions>(PackPadded, lengths, batchFirst, enforceSorted);
  const given = numbers(lengths);
  const [steps, batch] = args.batchFirst ? [input.shape[1], input.shape[0]] : input.shape;
  if (given.length !== batch) {
    throw new TensorError(
      "packPaddedSequence",
      `expected lengths to be one number per sequence (${batch}), got ${given.length}`,
      { shapes: [input.shape] },
    );
  }
  if (given.some((length) => !(length > 0) || length > steps)) {
    throw new TensorError(
      "packPaddedSequence",
      `length of all samples has to be greater than 0 and at most ${steps}, got [${given.join(", ")}]`,
      {
        shapes: [input.shape],
      },
    );
  }
  const sorted = args.enforceSorted ?? true;
  if (sorted && given.some((length, i) => i > 0 && length > given[i - 1])) {
    throw new TensorError(
      "packPaddedSequence",
      `lengths array has to be sorted in decreasing order when enforceSorted is true, got [${given.join(", ")}]; pass { enforceSorted: false }`,
    );
  }
  const order = given.map((_, i) => i);
  if (!sorted) order.sort((a, b) => given[b] - given[a] || a - b);
  const sortedIndices = sorted ? null : tensor(order, { dtype: "int64" });
  const byStep = args.batchFirst ? input.transpose(0, 1) : input;
  const arranged = sortedIndices ? byStep.indexSelect(1, sortedIndices) : byStep;
  const batchSizes = Array.from(
    { length: given[order[0]] },
    (_, step) => given.filter((length) => length > step).length,
  );
  const data = cat(batchSizes.map((size, step) => arranged.select(0, step).narrow(0, 0, size)));
  return new PackedSequence(data, tensor(batchSizes, { dtype: "int64" }), sortedIndices);
}

const Pack = entry("packSequence", "pack_sequence", "sequences", "enforceSorted");

/** Packs a list of sequences. Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.rnn.pack_sequence.html */
export function packSequence(
  sequences: readonly Tensor[],
  enforceSorted?: boolean | PackOptions,
): PackedSequence {
  const args = readArgs<PackOptions>(Pack, enforceSorted);
  const lengths = sequences.map(({ shape }) => shape[0]);
  return packPaddedSequence(padSequence(sequences), lengths, { enforceSorted: args.enforceSorted });
}

const PadPacked = entry(
  "padPackedSequence",
  "pad_packed_sequence",
  "sequence",
  "batchFirst",
  "paddingValue",
  "totalLength",
);

export interface PadPackedOptions {
  /** Whether the batch comes first: `[batch, steps, ...]`. Default: false. */
  batchFirst?: boolean;
  /** Default: 0. */
  paddingValue?: number;
  /** The length to pad to, where it is not the longest sequence's. */
  totalLength?: number | null;
}

/**
 * A packed batch as one padded tensor, in its first order, and the lengths of its sequences.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.rnn.pad_packed_sequence.html
 */
export function padPackedSequence(
  sequence: PackedSequence,
  batchFirst?: boolean | PadPackedOptions,
  paddingValue?: number | PadPackedOptions,
  totalLength?: number | null | PadPackedOptions,
): [padded: Tensor, lengths: Tensor] {
  const args = readArgs<PadPackedOptions>(PadPacked, batchFirst, paddingValue, totalLength);
  const { data, batchSizes, unsortedIndices } = sequence;
  const sizes = numbers(batchSizes);
  const [batch] = sizes;
  const steps = args.totalLength ?? sizes.length;
  if (steps < sizes.length) {
    throw new TensorError(
      "padPackedSequence",
      `expected totalLength to be at least the length of the longest sequence in input, but got totalLength=${steps} and max sequence length being ${sizes.length}`,
    );
  }
  const filler = (count: number): Tensor =>
    full([count, ...data.shape.slice(1)], args.paddingValue ?? 0, { dtype: data.dtype });
  const rows = data
    .split(sizes)
    .map((step, i) => (sizes[i] === batch ? step : cat([step, filler(batch - sizes[i])])));
  while (rows.length < steps) rows.push(filler(batch));
  const lengths = Array.from({ length: batch }, (_, i) => sizes.filter((size) => size > i).length);
  const padded = stack(rows, args.batchFirst ? 1 : 0);
  const counts = tensor(lengths, { dtype: "int64" });
  if (!unsortedIndices) return [padded, counts];
  return [
    padded.indexSelect(args.batchFirst ? 0 : 1, unsortedIndices),
    counts.indexSelect(0, unsortedIndices),
  ];
}

entry("unpackSequence", "unpack_sequence", "packedSequences");

/** The sequences of a packed batch. Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.rnn.unpack_sequence.html */
export function unpackSequence(packedSequences: PackedSequence): Tensor[] {
  const [padded, lengths] = padPackedSequence(packedSequences, { batchFirst: true });
  return unpadSequence(padded, lengths, { batchFirst: true });
}

function numbers(values: Tensor | readonly number[]): readonly number[] {
  return Array.isArray(values)
    ? (values as readonly number[])
    : Array.from((values as Tensor).toTypedArray());
}
