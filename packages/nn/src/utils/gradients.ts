/** Gradients kept within bounds, and parameters as one vector. */
import {
  cat,
  noGrad,
  readArgs,
  type Signature,
  signature,
  stack,
  Tensor,
  TensorError,
  tensor,
} from "@tapeloop/core";

function entry(
  name: string,
  torch: string,
  first: string,
  ...params: readonly string[]
): Pick<Signature, "name" | "params"> {
  signature(`utils.${name}`, params, {
    first,
    torch: `torch.nn.utils.${torch}`,
    differentiable: false,
  });
  return { name, params };
}

/** Parameters, as a network or a list has them; or one of them. */
export type Parameters = Tensor | Iterable<Tensor>;

function listOf(parameters: Parameters): Tensor[] {
  return parameters instanceof Tensor ? [parameters] : [...parameters];
}

function gradientsOf(parameters: Parameters): Tensor[] {
  return listOf(parameters).flatMap(({ grad }) => (grad ? [grad.detach()] : []));
}

export interface ClipGradNormOptions {
  maxNorm: number;
  /** The norm's p, perhaps `Infinity`. Default: 2. */
  normType?: number;
  /** Throw where the norm is infinite or no number. Default: false. */
  errorIfNonfinite?: boolean;
  /** Has no effect: PyTorch's choice between two ways to the same result. */
  foreach?: boolean | null;
}

const ClipNorm = entry(
  "clipGradNorm_",
  "clip_grad_norm_",
  "parameters",
  "maxNorm",
  "normType",
  "errorIfNonfinite",
  "foreach",
);

/**
 * Scales all gradients down, in place, where their norm together exceeds `maxNorm`. Answers that norm.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html
 */
export function clipGradNorm_(
  parameters: Parameters,
  maxNorm: number | ClipGradNormOptions,
  normType?: number | Omit<ClipGradNormOptions, "maxNorm">,
  errorIfNonfinite?: boolean | Omit<ClipGradNormOptions, "maxNorm">,
  options?: Omit<ClipGradNormOptions, "maxNorm">,
): Tensor {
  const args = readArgs<ClipGradNormOptions>(
    ClipNorm,
    maxNorm,
    normType,
    errorIfNonfinite,
    options,
  );
  const { normType: p = 2 } = args;
  const grads = gradientsOf(parameters);
  if (grads.length === 0) return tensor(0);
  return noGrad(() => {
    const total = stack(grads.map((grad) => grad.norm(p))).norm(p);
    const norm = Number(total.item());
    if (args.errorIfNonfinite && !Number.isFinite(norm)) {
      throw new TensorError(
        "clipGradNorm_",
        `the total norm of order ${p} for gradients from parameters is non-finite (${norm}), so it cannot be clipped. To disable this ` +
          "error and scale the gradients by the non-finite norm anyway, set errorIfNonfinite: false",
      );
    }
    const factor = total.add(1e-6).reciprocal().mul(args.maxNorm).clamp({ max: 1 });
    for (const grad of grads) grad.mul_(factor);
    return total;
  });
}

const ClipValue = entry("clipGradValue_", "clip_grad_value_", "parameters", "clipValue", "foreach");

export interface ClipGradValueOptions {
  clipValue: number;
  /** Has no effect: PyTorch's choice between two ways to the same result. */
  foreach?: boolean | null;
}

/**
 * Brings each element of all gradients, in place, between `-clipValue` and `clipValue`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_value_.html
 */
export function clipGradValue_(
  parameters: Parameters,
  clipValue: number | ClipGradValueOptions,
  options?: Omit<ClipGradValueOptions, "clipValue">,
): void {
  const { clipValue: bound } = readArgs<ClipGradValueOptions>(ClipValue, clipValue, options);
  noGrad(() => {
    for (const grad of gradientsOf(parameters)) grad.clamp_({ min: -bound, max: bound });
  });
}

entry("parametersToVector", "parameters_to_vector", "parameters");

/** All parameters behind each other, as one vector. Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.parameters_to_vector.html */
export function parametersToVector(parameters: Iterable<Tensor>): Tensor {
  return cat([...parameters].map((parameter) => parameter.reshape(-1)));
}

entry("vectorToParameters", "vector_to_parameters", "vec", "parameters");

/**
 * Writes a vector's values into parameters, one behind the other: undoes `parametersToVector`. (PyTorch lets the parameters
 * share the vector's memory; here they keep their own.)
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.vector_to_parameters.html
 */
export function vectorToParameters(vec: Tensor, parameters: Iterable<Tensor>): void {
  const all = [...parameters];
  const wanted = all.reduce((sum, parameter) => sum + parameter.numel(), 0);
  if (vec.ndim !== 1 || vec.numel() !== wanted) {
    throw new TensorError(
      "vectorToParameters",
      `expected a vector of ${wanted} elements, got shape [${vec.shape.join(", ")}]`,
      {
        shapes: [vec.shape],
      },
    );
  }
  noGrad(() => {
    let at = 0;
    for (const parameter of all) {
      const count = parameter.numel();
      parameter.copy_(vec.narrow(0, at, count).reshape(parameter.shape));
      at += count;
    }
  });
}
