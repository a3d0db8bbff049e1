/** What attention of several heads takes, and what it refuses. */
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { sameShape, type Shape } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { checkFloat } from "./checks.ts";
import { checkTensor } from "./operands.ts";

const op = "multiHeadAttentionForward";

export interface MultiHeadAttentionOptions {
  /** `[S, N, Ek]`, without a batch `[S, Ek]`. */
  key?: Tensor;
  /** `[S, N, Ev]`, without a batch `[S, Ev]`. */
  value?: Tensor;
  /** The features E that queries are expected to have. */
  embedDimToCheck?: number;
  numHeads?: number;
  /** `[3E, E]`: what projects queries, keys and values, below each other. */
  inProjWeight?: Tensor | null;
  /** `[3E]`, in the same order. */
  inProjBias?: Tensor | null;
  /** `[1, 1, E]`: one more key and value for each sequence; both or none. */
  biasK?: Tensor | null;
  biasV?: Tensor | null;
  /** One more key and value of zeros for each sequence. */
  addZeroAttn?: boolean;
  /** The probability with which a weight is left out while training. */
  dropoutP?: number;
  /** `[Eo, E]`: what projects the heads' results. */
  outProjWeight?: Tensor;
  outProjBias?: Tensor | null;
  /** True where nothing is said. */
  training?: boolean;
  /** `[N, S]`: true where a key is no part of its sequence, or floats that are added to the scores. */
  keyPaddingMask?: Tensor | null;
  /** Whether weights are answered, too; true where nothing is said. */
  needWeights?: boolean;
  /** `[L, S]` or `[N · heads, L, S]`: true where a query may not see a key, or floats that are added to the scores. */
  attnMask?: Tensor | null;
  /** Whether the three weights below project, rather than `inProjWeight`. */
  useSeparateProjWeight?: boolean;
  /** `[E, E]`, `[E, Ek]`, `[E, Ev]`. */
  qProjWeight?: Tensor | null;
  kProjWeight?: Tensor | null;
  vProjWeight?: Tensor | null;
  /** `[N · heads, S, E / heads]`: keys, and values, that are projected and split already. */
  staticK?: Tensor | null;
  staticV?: Tensor | null;
  /** Whether the answered weights are the heads' mean; true where nothing is said. */
  averageAttnWeights?: boolean;
  /** Says that `attnMask` is causal; it is needed all the same. */
  isCausal?: boolean;
  /** Not in PyTorch: whether the batch comes before the sequence in query, key, value and the result. */
  batchFirst?: boolean;
}

/** The arguments once it is known that those that are needed are there. */
export type CheckedAttention = MultiHeadAttentionOptions &
  Required<Pick<MultiHeadAttentionOptions, "key" | "value" | "numHeads" | "outProjWeight">>;

/** The error of an attention that does not take these tensors. */
export function refuse(message: string, ...tensors: readonly Tensor[]): TensorError {
  return new TensorError(op, message, {
    shapes: tensors.map(({ layout }) => layout.shape),
    dtypes: tensors.map(({ dtype }) => dtype),
  });
}

/** Checks everything that does not need a projection. */
export function checkAttention(
  query: Tensor,
  args: MultiHeadAttentionOptions,
): asserts args is CheckedAttention {
  const { shape } = checkFloat(op, query, "query").layout;
  const key = checkFloat(op, args.key, "key");
  const value = checkFloat(op, args.value, "value");
  checkTensor(op, args.outProjWeight, "outProjWeight");
  const ndim = shape.length;
  if (ndim !== 2 && ndim !== 3) {
    throw refuse(
      `query should be unbatched 2D or batched 3D tensor but received ${ndim}-D query tensor`,
      query,
    );
  }
  const kind = ndim === 3 ? "batched (3-D)" : "unbatched (2-D)";
  const [keys, values] = [key.layout.shape, value.layout.shape];
  if (keys.length !== ndim || values.length !== ndim) {
    throw refuse(
      `for ${kind} query, expected key and value to be ${ndim}-D but found ${keys.length}-D and ${values.length}-D tensors respectively`,
      query,
      key,
      value,
    );
  }
  checkMasks(kind, ndim, args);
  const embedDim = shape[ndim - 1];
  if (embedDim !== args.embedDimToCheck)
    throw refuse(
      `was expecting embedding dimension of ${args.embedDimToCheck}, but got ${embedDim}`,
      query,
    );
  if (!(args.numHeads! > 0) || embedDim % args.numHeads! !== 0)
    throw refuse(`embedDim ${embedDim} not divisible by numHeads ${args.numHeads}`, query);
  if (!sameShape(keys.slice(0, -1), values.slice(0, -1))) {
    throw refuse(
      `key's sequence and batch dims ${showShape(keys.slice(0, -1))} do not match value's ${showShape(values.slice(0, -1))}`,
      key,
      value,
    );
  }
  checkWeights(embedDim, key, value, args);
  if (Boolean(args.biasK) !== Boolean(args.biasV))
    throw refuse("biasK and biasV go together: give both or none");
  if (args.biasK && (args.staticK || args.staticV))
    throw refuse("bias cannot be added to static keys or values: leave out biasK and biasV");
}

function checkMasks(
  kind: string,
  ndim: number,
  { keyPaddingMask, attnMask, isCausal }: MultiHeadAttentionOptions,
): void {
  const masks = { keyPaddingMask, attnMask };
  for (const [name, mask] of Object.entries(masks)) {
    if (mask === null || mask === undefined) continue;
    const { layout, dtype } = checkTensor(op, mask, name);
    const rank = layout.shape.length;
    const fits = name === "attnMask" ? rank === 2 || rank === 3 : rank === ndim - 1;
    if (!fits) {
      const wanted = name === "attnMask" ? "null, 2-D or 3-D" : `null or ${ndim - 1}-D`;
      throw refuse(
        `for ${kind} query, expected ${name} to be ${wanted} but found ${rank}-D tensor instead`,
        mask,
      );
    }
    if (dtype !== "bool" && dtype !== "uint8" && !isFloat(dtype)) {
      throw refuse(
        `only bool and floating types of ${name} are supported, got ${dtype}; convert it with .bool()`,
        mask,
      );
    }
  }
  if (isCausal && !attnMask) throw refuse("need attnMask if specifying the isCausal hint");
}

function checkWeights(
  embedDim: number,
  key: Tensor,
  value: Tensor,
  args: MultiHeadAttentionOptions,
): void {
  const features = [embedDim, key.layout.shape.at(-1)!, value.layout.shape.at(-1)!];
  const separate = args.useSeparateProjWeight ?? false;
  const wanted: [name: keyof MultiHeadAttentionOptions, shape: Shape][] = separate
    ? (["qProjWeight", "kProjWeight", "vProjWeight"] as const).map((name, i) => [
        name,
        [embedDim, features[i]],
      ])
    : [["inProjWeight", [3 * embedDim, embedDim]]];
  for (const [name, shape] of wanted) {
    const weight = args[name] as Tensor | null | undefined;
    if (!weight) throw refuse(`useSeparateProjWeight is ${separate} but ${name} is not given`);
    const got = checkTensor(op, weight, name).layout.shape;
    if (!separate && (features[1] !== embedDim || features[2] !== embedDim)) {
      throw refuse(
        `was expecting key and value dimensions of ${embedDim} and ${embedDim}, but got ${features[1]} and ${features[2]}; ` +
          "give qProjWeight, kProjWeight and vProjWeight with useSeparateProjWeight for others",
        key,
        value,
      );
    }
    if (sameShape(got, shape)) continue;
    // A layer that projects separately names the features that it was made for.
    throw refuse(
      name === "qProjWeight" || name === "inProjWeight"
        ? `${name} of shape ${showShape(got)} should be ${showShape(shape)}`
        : `was expecting ${name === "kProjWeight" ? "key" : "value"} dimension of ${got[1]}, but got ${shape[1]}: ${name} is ${showShape(got)}`,
      weight,
    );
  }
}
