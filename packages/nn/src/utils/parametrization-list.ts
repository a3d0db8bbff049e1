/** What `module.parametrizations.weight` is: the parametrizations of one tensor, and its originals. */
import { noGrad, Tensor, TensorError } from "@tapeloop/core";
import { ModuleList } from "../containers/module-list.ts";
import type { Module } from "../module/module.ts";
import { describe } from "../module/slots.ts";
import { become, Parameter } from "../parameter.ts";

/** A module that computes a tensor from its original, or from several. */
export interface Parametrization extends Module {
  forward(...originals: never[]): Tensor;
  /** The original, or originals, of a value. Without it the value itself is taken for the original. */
  rightInverse?(value: Tensor): Tensor | readonly Tensor[];
}

/** Thrown by a `rightInverse` that there is not, with these settings: when registering the value is taken as it is. */
export class NoRightInverse extends TensorError {}

/** @internal What the right inverse answers; `null` where there is none. */
export function runRightInverse(
  parametrization: Parametrization,
  value: Tensor,
): Tensor | readonly Tensor[] | null {
  try {
    return parametrization.rightInverse?.(value) ?? null;
  } catch (error) {
    if (error instanceof NoRightInverse) return null;
    throw error;
  }
}

/** @internal Refuses what is no tensor of the same dtype and shape. */
export function checkSame(op: string, name: string, before: Tensor, after: unknown): void {
  if (!(after instanceof Tensor))
    throw new TensorError(op, `a parametrization must return a tensor, got ${describe(after)}`);
  const more = { shapes: [before.shape, after.shape], dtypes: [before.dtype, after.dtype] };
  if (after.dtype !== before.dtype) {
    throw new TensorError(
      op,
      `a parametrization may not change the dtype of '${name}' (${before.dtype} to ${after.dtype}), unless { unsafe: true } is given`,
      more,
    );
  }
  if (after.shape.join() !== before.shape.join()) {
    throw new TensorError(
      op,
      `a parametrization may not change the shape of '${name}' ([${before.shape.join(", ")}] to [${after.shape.join(", ")}]), unless { unsafe: true } is given`,
      more,
    );
  }
}

/** @internal Makes it a parameter or a buffer, whichever it is. */
export function registerTensor(module: Module, name: string, tensor: Tensor): void {
  if (tensor instanceof Parameter) module.registerParameter(name, tensor);
  else module.registerBuffer(name, tensor);
}

/**
 * The parametrizations of one tensor in their order, made by `registerParametrization`. Its parameters (or buffers) are
 * `original`, or `original0`, `original1`, … where the first parametrization takes several.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.ParametrizationList.html
 */
export class ParametrizationList extends ModuleList<Parametrization> {
  /** Whether shape and dtype may change. */
  unsafe: boolean;
  /** Whether there is one original. */
  readonly isTensor: boolean;
  /** How many originals there are. */
  readonly ntensors: number;

  constructor(modules: readonly Parametrization[], original: Tensor, unsafe = false) {
    super(modules);
    const op = "registerParametrization";
    if (modules.length === 0)
      throw new TensorError(op, "ParametrizationList requires one or more modules");
    this.unsafe = unsafe;
    const found = noGrad(() => this._invert(original, true));
    this.isTensor = found instanceof Tensor;
    const all = this._checked(op, found, this.isTensor ? [original] : null);
    this.ntensors = all.length;
    const parts = this.isTensor
      ? all
      : all.map((part) => {
          const own = original instanceof Parameter ? new Parameter(part) : part.detach();
          return own.requiresGrad_(original.requiresGrad);
        });
    if (!unsafe) checkSame(op, "the tensor", original, this._run(parts));
    if (!this.isTensor) {
      for (const [i, part] of parts.entries()) registerTensor(this, `original${i}`, part);
      return;
    }
    // The original stays the object that optimizers hold.
    become(original as Parameter, parts[0]);
    registerTensor(this, "original", original);
  }

  /** The parametrized tensor. */
  override forward(): Tensor {
    return this._run(this.originals());
  }

  /** `original`, or `original0`, `original1`, … */
  originals(): Tensor[] {
    const fields = this as unknown as Readonly<Record<string, Tensor>>;
    if (this.isTensor) return [fields.original];
    return Array.from({ length: this.ntensors }, (_, i) => fields[`original${i}`]);
  }

  /** Sets the originals so that the parametrized tensor is `value`. Throws where a parametrization has no right inverse. */
  rightInverse(value: Tensor): void {
    const op = "rightInverse";
    if (!(value instanceof Tensor))
      throw new TensorError(op, `expected a tensor to assign, got ${describe(value)}`);
    const originals = this.originals();
    const all = this._checked(
      op,
      noGrad(() => this._invert(value, false)),
      originals,
    );
    for (const [i, part] of all.entries()) become(originals[i] as Parameter, part.detach());
  }

  /** @internal What the field is once there are no parametrizations: `value`, as the original where there is one. */
  settle(value: Tensor, requiresGrad: boolean): Tensor {
    if (!this.isTensor) return requiresGrad ? new Parameter(value) : value.detach();
    const [original] = this.originals();
    become(original as Parameter, value.detach());
    return original;
  }

  private _run(originals: readonly Tensor[]): Tensor {
    const [first, ...others] = this;
    let result = first(...(originals as never[]));
    for (const next of others) result = next(result as never);
    return result;
  }

  /** Through the right inverses, last to first; `lenient`, one that there is not is skipped. */
  private _invert(value: Tensor, lenient: boolean): Tensor | readonly Tensor[] {
    let inverse: Tensor | readonly Tensor[] = value;
    for (const module of [...this].toReversed()) {
      if (lenient) {
        inverse = runRightInverse(module, inverse as Tensor) ?? inverse;
      } else if (module.rightInverse) {
        inverse = module.rightInverse(inverse as Tensor);
      } else {
        throw new TensorError(
          "rightInverse",
          `parametrization ${module.constructor.name} does not implement rightInverse, so nothing can be assigned to the tensor; add it`,
        );
      }
    }
    return inverse;
  }

  /** As a list, if they are tensors, and as many and of the same dtypes as `wanted`. */
  private _checked(op: string, found: unknown, wanted: readonly Tensor[] | null): Tensor[] {
    const all: unknown[] = Array.isArray(found) && !this.isTensor ? found : [found];
    if (wanted && all.length !== wanted.length) {
      throw new TensorError(
        op,
        `rightInverse must return a list of ${wanted.length} tensors, got ${all.length}`,
      );
    }
    for (const [i, part] of all.entries()) {
      if (!(part instanceof Tensor))
        throw new TensorError(
          op,
          `rightInverse must return a tensor or a list of tensors, got ${describe(part)}`,
        );
      if (wanted && part.dtype !== wanted[i].dtype) {
        throw new TensorError(
          op,
          `rightInverse may not change the dtype: got ${part.dtype} for an original of ${wanted[i].dtype}`,
          { dtypes: [part.dtype, wanted[i].dtype] },
        );
      }
    }
    return all as Tensor[];
  }
}
