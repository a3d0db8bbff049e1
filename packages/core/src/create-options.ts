/** What creation functions have in common: options, and sizes given one by one or as an array. */
import { requiresGrad_ } from "./autograd/tensor-methods.ts";
import type { DType } from "./dtype.ts";
import { TensorError } from "./errors.ts";
import { checkShape, type Shape } from "./layout.ts";
import { listed } from "./op/lists.ts";
import { isOptions, readArgs, type Signature } from "./op/record.ts";
import type { Tensor } from "./tensor.ts";

/** What every creation function takes. */
export interface CreateOptions {
  /** float32 where nothing is said (see `setDefaultDtype`), or what the values ask for. */
  dtype?: DType | null;
  requiresGrad?: boolean;
  /** Only "cpu" exists. */
  device?: "cpu" | null;
}

/** The parameters of every creation function. */
export const creation = ["dtype", "requiresGrad", "device"] as const;

/** Sets what the options say of a fresh tensor. */
export function finish(
  op: string,
  tensor: Tensor,
  { requiresGrad = false, device }: CreateOptions,
): Tensor {
  if (device !== undefined && device !== null && device !== "cpu") {
    throw new TensorError(
      op,
      `unknown device "${String(device)}"; tensors live in ordinary memory, device "cpu"`,
    );
  }
  return requiresGrad ? requiresGrad_(tensor) : tensor;
}

/** Sizes one by one or as one array, and options at the end. */
export type SizeArgs = readonly (
  | number
  | readonly number[]
  | (CreateOptions & { size?: readonly number[] })
)[];

/** Reads sizes and options. */
export function readSizeArgs<Options extends CreateOptions>(
  op: Signature,
  given: readonly unknown[],
): { shape: Shape; options: Options } {
  const last = given[given.length - 1];
  const sizes = isOptions(last) ? given.slice(0, -1) : given;
  const options = readArgs<Options & { size?: readonly number[] }>(
    { name: op.name, params: ["size", ...op.params] },
    isOptions(last) ? last : undefined,
  );
  const shape = sizes.length > 0 ? (listed(op.name, sizes) as number[]) : options.size;
  if (shape === undefined) {
    throw new TensorError(
      op.name,
      `sizes are missing: ${op.name}(2, 3), ${op.name}([2, 3]), or ${op.name}([]) for a zero-dimensional tensor`,
    );
  }
  const copy: Shape = Array.isArray(shape) ? [...shape] : shape;
  return { shape: checkShape(op.name, copy), options };
}
