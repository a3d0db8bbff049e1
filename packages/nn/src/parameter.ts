/** Tensors that a module knows as its own. */
import { empty, Tensor, TensorError } from "@tapeloop/core";
import { named, readOptions } from "./arguments.ts";

export interface ParameterOptions {
  /** The values; an empty tensor where nothing is said. */
  data?: Tensor | null;
  /** Whether `backward` is to reach it. Default: true. */
  requiresGrad?: boolean;
}

/**
 * A tensor that is learnt: as a field of a module it is found by `parameters()`, and so by optimizers and `stateDict()`.
 *
 *     class Scale extends nn.Module {
 *       factor = new nn.Parameter(torch.ones([1]));
 *       forward(x: Tensor) { return x.mul(this.factor); }
 *     }
 *
 * It lies on the memory of `data`, outside of its graph.
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html
 */
export class Parameter extends Tensor {
  static readonly params: readonly string[] = ["data", "requiresGrad"];
  /** Exists for the compiler alone: a plain tensor is no Parameter, so `net.weight = w.sub(step)` does not compile. */
  declare private readonly brand: "parameter";

  constructor(data?: Tensor | null | ParameterOptions, requiresGrad?: boolean | ParameterOptions) {
    const args = readOptions<ParameterOptions>(named(Parameter, new.target), [data, requiresGrad]);
    const source = checkData("Parameter", args.data);
    super(source.storage, source.layout, source.dtype);
    if (args.requiresGrad ?? true) this.requiresGrad_();
  }

  override toString(): string {
    return `Parameter containing:\n${super.toString()}`;
  }
}

export interface BufferOptions {
  /** The values; an empty tensor where nothing is said. */
  data?: Tensor | null;
  /** Whether it is a part of the module's `stateDict`. Default: true. */
  persistent?: boolean;
}

/**
 * A tensor that belongs to a module's state but is not learnt, as a field: `mean = new nn.Buffer(torch.zeros([3]))` does
 * what `registerBuffer("mean", torch.zeros([3]))` does.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.parameter.Buffer.html
 */
export class Buffer extends Tensor {
  static readonly params: readonly string[] = ["data", "persistent"];
  /** Whether it is a part of the module's `stateDict`. */
  readonly persistent: boolean;

  constructor(data?: Tensor | null | BufferOptions, persistent?: boolean | BufferOptions) {
    const args = readOptions<BufferOptions>(named(Buffer, new.target), [data, persistent]);
    const source = checkData("Buffer", args.data);
    super(source.storage, source.layout, source.dtype);
    this.persistent = args.persistent ?? true;
  }
}

/** @internal Gives a parameter other values, perhaps of another shape or dtype: it stays the object that optimizers hold. */
export function become(parameter: Parameter, values: Tensor): void {
  if (values === parameter) return;
  Object.assign(parameter, { storage: values.storage, layout: values.layout, dtype: values.dtype });
}

function checkData(name: string, data: unknown): Tensor {
  if (data instanceof Tensor) return data;
  if (data === undefined || data === null) return empty([0]);
  throw new TensorError(
    name,
    `data must be a Tensor, got ${typeof data}; make one with torch.tensor(…)`,
  );
}
