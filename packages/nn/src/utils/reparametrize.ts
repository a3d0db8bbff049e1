/** Weights computed anew from other parameters before each call: weight and spectral normalisation. */
import {
  noGrad,
  readArgs,
  type RemovableHandle,
  type Signature,
  signature,
  type Tensor,
  TensorError,
} from "@tapeloop/core";
import { ConvNd } from "../layers/conv.ts";
import type { Module } from "../module/module.ts";
import { Parameter } from "../parameter.ts";

function entry(
  name: string,
  torch: string,
  ...params: readonly string[]
): Pick<Signature, "name" | "params"> {
  signature(`utils.${name}`, params, {
    first: "module",
    torch: `torch.nn.utils.${torch}`,
    differentiable: false,
  });
  return { name, params };
}

type Fields = Record<string, Tensor>;

/** The computed weights of modules: by name what keeps them up to date. */
type Computed = Map<
  string,
  {
    readonly handle: RemovableHandle;
    readonly kind: string;
    readonly compute: (module: Module) => Tensor;
  }
>;

const computed = new WeakMap<Module, Computed>();

/** Makes a parameter a plain field that `compute` fills before each call. */
function install(
  kind: string,
  module: Module,
  name: string,
  compute: (module: Module) => Tensor,
): void {
  const handle = module.registerForwardPreHook((called) => {
    (called as unknown as Fields)[name] = compute(called);
  });
  const all: Computed = computed.get(module) ?? new Map();
  computed.set(module, all.set(name, { handle, kind, compute }));
}

/** Makes it a parameter again, with the value it has. */
function remove(kind: string, module: Module, name: string, parts: readonly string[]): void {
  const found = computed.get(module)?.get(name);
  if (found?.kind !== kind)
    throw new TensorError(kind, `${kind} of '${name}' not found in ${module.constructor.name}`);
  const fields = module as unknown as Fields;
  const value = noGrad(() => found.compute(module)).detach();
  found.handle.remove();
  computed.get(module)?.delete(name);
  for (const part of [name, ...parts]) delete fields[part];
  module.registerParameter(name, new Parameter(value));
}

/** The parameter itself, taken out of the module. */
function take(kind: string, module: Module, name: string): Parameter {
  if (computed.get(module)?.has(name)) {
    throw new TensorError(kind, `cannot register two normalisations on the same parameter ${name}`);
  }
  const parameter = module.getParameter(name);
  delete (module as unknown as Fields)[name];
  return parameter;
}

export interface WeightNormOptions {
  /** Name of the parameter. Default: "weight". */
  name?: string;
  /** The dimension whose slices each get a length of their own; `null` for one length of all. Default: 0. */
  dim?: number | null;
}

const WeightNorm = entry("weightNorm", "weight_norm", "name", "dim");

/**
 * Replaces a weight by its length `weight_g` and its direction `weight_v`, which are learnt instead.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.weight_norm.html
 */
export function weightNorm<M extends Module>(
  module: M,
  name?: string | WeightNormOptions,
  dim?: number | null | WeightNormOptions,
): M {
  const { name: field = "weight", dim: along = 0 } = readArgs<WeightNormOptions>(
    WeightNorm,
    name,
    dim,
  );
  const weight = take("weightNorm", module, field);
  const length = (tensor: Tensor): Tensor => {
    const kept = along === null || along === -1 ? null : along < 0 ? along + tensor.ndim : along;
    const others = tensor.shape.map((_, d) => d).filter((d) => d !== kept);
    return kept === null ? tensor.norm(2) : tensor.norm(2, others, true);
  };
  const [g, v] = [`${field}_g`, `${field}_v`];
  module.registerParameter(g, new Parameter(noGrad(() => length(weight)).detach()));
  module.registerParameter(v, new Parameter(weight.detach()));
  const compute = (called: Module): Tensor => {
    const fields = called as unknown as Fields;
    return fields[v].mul(fields[g].div(length(fields[v])));
  };
  (module as unknown as Fields)[field] = compute(module);
  install("weightNorm", module, field, compute);
  return module;
}

const RemoveWeightNorm = entry("removeWeightNorm", "remove_weight_norm", "name");

/** Undoes `weightNorm`. Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.remove_weight_norm.html */
export function removeWeightNorm<M extends Module>(
  module: M,
  name?: string | { name?: string },
): M {
  const { name: field = "weight" } = readArgs<{ name?: string }>(RemoveWeightNorm, name);
  remove("weightNorm", module, field, [`${field}_g`, `${field}_v`]);
  return module;
}

export interface SpectralNormOptions {
  /** Name of the parameter. Default: "weight". */
  name?: string;
  /** Steps of the power iteration at each call while training. Default: 1. */
  nPowerIterations?: number;
  /** Smallest norm that is divided by. Default: 1e-12. */
  eps?: number;
  /** The dimension of the outputs. Default: 0, for transposed convolutions 1. */
  dim?: number | null;
}

const SpectralNorm = entry(
  "spectralNorm",
  "spectral_norm",
  "name",
  "nPowerIterations",
  "eps",
  "dim",
);

/**
 * Divides a weight by its largest singular value, which a power iteration follows.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.spectral_norm.html
 */
export function spectralNorm<M extends Module>(
  module: M,
  name?: string | SpectralNormOptions,
  nPowerIterations?: number | SpectralNormOptions,
  eps?: number | SpectralNormOptions,
  dim?: number | null | SpectralNormOptions,
): M {
  const args = readArgs<SpectralNormOptions>(SpectralNorm, name, nPowerIterations, eps, dim);
  const { name: field = "weight", nPowerIterations: iterations = 1, eps: smallest = 1e-12 } = args;
  if (!(iterations > 0))
    throw new TensorError(
      "spectralNorm",
      `expected nPowerIterations to be positive, but got nPowerIterations=${iterations}`,
    );
  const outputs = args.dim ?? (module instanceof ConvNd && module.transposed ? 1 : 0);
  const weight = take("spectralNorm", module, field);
  const matrix = (tensor: Tensor): Tensor =>
    tensor.movedim(outputs, 0).reshape(tensor.shape[outputs], -1);
  const unit = (vector: Tensor): Tensor => vector.div(vector.norm(2).clamp({ min: smallest }));
  const [orig, u, v] = [`${field}_orig`, `${field}_u`, `${field}_v`];
  const [rows, columns] = matrix(weight.detach()).shape;
  const drawn = (size: number): Tensor => unit(weight.detach().newEmpty(size).normal_(0, 1));
  module.registerParameter(orig, weight);
  (module as unknown as Fields)[field] = weight.detach();
  module.registerBuffer(u, drawn(rows));
  module.registerBuffer(v, drawn(columns));
  install("spectralNorm", module, field, (called) => {
    const fields = called as unknown as Fields;
    const whole = matrix(fields[orig]);
    if (called.training) {
      noGrad(() => {
        for (let i = 0; i < iterations; i++) {
          fields[v].copy_(unit(whole.T.mv(fields[u])));
          fields[u].copy_(unit(whole.mv(fields[v])));
        }
      });
    }
    // Copies, because the next call writes over them, perhaps before this one's backward.
    const sigma = fields[u].clone().dot(whole.mv(fields[v].clone()));
    return fields[orig].div(sigma);
  });
  return module;
}

const RemoveSpectralNorm = entry("removeSpectralNorm", "remove_spectral_norm", "name");

/** Undoes `spectralNorm`. Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.remove_spectral_norm.html */
export function removeSpectralNorm<M extends Module>(
  module: M,
  name?: string | { name?: string },
): M {
  const { name: field = "weight" } = readArgs<{ name?: string }>(RemoveSpectralNorm, name);
  const { training } = module;
  module.training = false;
  remove("spectralNorm", module, field, [`${field}_orig`, `${field}_u`, `${field}_v`]);
  module.training = training;
  return module;
}
