/** Parameters computed from others at each access: `nn.utils.parametrize`. */
import { noGrad, type Tensor, TensorError } from "@tapeloop/core";
import { readOptions } from "../arguments.ts";
import { ModuleDict } from "../containers/module-dict.ts";
import { type Module } from "../module/module.ts";
import { cachedValue } from "./parametrize-cache.ts";
import {
  checkSame,
  type Parametrization,
  ParametrizationList,
  registerTensor,
  runRightInverse,
} from "./parametrization-list.ts";

export { cached } from "./parametrize-cache.ts";
export {
  NoRightInverse,
  type Parametrization,
  ParametrizationList,
} from "./parametrization-list.ts";

/**
 * NOTE [Parametrized classes]
 * A parametrized field leaves the module and becomes an accessor of its class, so the module gets a class of its own, as in
 * PyTorch: `ParametrizedLinear`, between the module and `Linear`. Such a class never changes, since copies of the module share
 * it: with each field that is registered or removed the module gets another one.
 */
interface ParametrizedClass {
  readonly base: typeof Module;
  /** The names in the state of the parametrized fields, which are spelled as in PyTorch. */
  readonly names: ReadonlyMap<string, string>;
}

const classes = new WeakMap<object, ParametrizedClass>();

function classOf(module: Module): ParametrizedClass {
  const type = module.constructor as typeof Module;
  return classes.get(type) ?? { base: type, names: new Map() };
}

/** Gives the module the class that has accessors for these fields. */
function recast(module: Module, base: typeof Module, names: ReadonlyMap<string, string>): void {
  let type = base;
  if (names.size > 0) {
    type = class extends base {};
    Object.defineProperty(type, "name", { value: `Parametrized${base.name}` });
    classes.set(type, { base, names });
    for (const [field, name] of names) {
      Object.defineProperty(type.prototype, field, {
        get(this: Module): Tensor {
          return cachedValue(this, field, () => listOf(this, name)());
        },
        set(this: Module, value: Tensor) {
          listOf(this, name).rightInverse(value);
        },
        configurable: true,
      });
    }
  }
  Object.setPrototypeOf(module, type.prototype);
}

interface Parametrized {
  parametrizations: ModuleDict<ParametrizationList>;
}

function listOf(module: Module, name: string): ParametrizationList {
  return (module as unknown as Parametrized).parametrizations.get(name);
}

/** The list of a field, by the field's name or the one it has in the state. */
function find(module: Module, tensorName: string): { field: string; name: string } | null {
  for (const [field, name] of classOf(module).names)
    if (field === tensorName || name === tensorName) return { field, name };
  return null;
}

/** The parameter or buffer of that name, and where it is. */
function unparametrized(
  module: Module,
  tensorName: string,
): { field: string; name: string; tensor: Tensor } | null {
  const own = { recurse: false, removeDuplicate: false };
  const fields = module as unknown as Readonly<Record<string, unknown>>;
  for (const [name, tensor] of [...module.namedParameters(own), ...module.namedBuffers(own)]) {
    const field =
      fields[name] === tensor
        ? name
        : Object.keys(module).find(
            (key) => fields[key] === tensor && (key === tensorName || name === tensorName),
          );
    if (field !== undefined && (field === tensorName || name === tensorName))
      return { field, name, tensor };
  }
  return null;
}

// ---- functions -----------------------------------------------------------------------------------

export interface ParametrizeOptions {
  /** Whether dtype and shape may change; then nothing is checked. Default: false. */
  unsafe?: boolean;
}

/**
 * Lets `module[tensorName]` be `parametrization(original)`, computed anew at each access, and the original be learnt: it
 * stays the tensor that optimizers hold. Further parametrizations of the same tensor run on the result of those before.
 *
 *     class Symmetric extends nn.Module {
 *       forward(x: Tensor) { return x.triu().add(x.triu(1).T); }
 *       rightInverse(a: Tensor) { return a.triu(); }
 *     }
 *     nn.utils.parametrize.registerParametrization(layer, "weight", new Symmetric());
 *
 * `rightInverse(value)`, if there is one, gives the original of a value: of the present one, and of what is assigned to the
 * tensor. Where it answers several tensors, `forward` takes as many. In the state they are called
 * `parametrizations.weight.original` (`original0`, …). Throws, before anything has changed, where there is no such tensor, and
 * unless `unsafe` where shape or dtype would change.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.register_parametrization.html
 */
export function registerParametrization<M extends Module>(
  module: M,
  tensorName: string,
  parametrization: Parametrization,
  unsafe?: boolean | ParametrizeOptions,
): M {
  const op = { name: "registerParametrization", params: ["unsafe"] };
  const { unsafe: unchecked = false } = readOptions<ParametrizeOptions>(op, [unsafe]);
  parametrization.train(module.training);
  const found = find(module, tensorName);
  if (found) {
    const list = listOf(module, found.name);
    if (!unchecked) {
      const before = (module as unknown as Record<string, Tensor>)[found.field];
      const after = parametrization(before as never);
      checkSame(op.name, found.name, before, after);
      const back = runRightInverse(parametrization, after);
      if (back !== null) checkSame(`${op.name}: rightInverse`, found.name, before, back);
    }
    list.append(parametrization);
    list.unsafe ||= unchecked;
    return module;
  }
  const original = unparametrized(module, tensorName);
  if (!original) {
    throw new TensorError(
      op.name,
      `${module.constructor.name} does not have a parameter, a buffer, or a parametrized element with name '${tensorName}'`,
    );
  }
  const list = new ParametrizationList([parametrization], original.tensor, unchecked);
  const { base, names } = classOf(module);
  if (names.size === 0) module.registerModule("parametrizations", new ModuleDict());
  (module as unknown as Parametrized).parametrizations.set(original.name, list);
  delete (module as unknown as Record<string, unknown>)[original.field];
  recast(module, base, new Map([...names, [original.field, original.name]]));
  return module;
}

/** Whether anything in the module itself, or the tensor of that name, is parametrized. */
export function isParametrized(module: Module, tensorName?: string | null): boolean {
  if (tensorName === undefined || tensorName === null) return classOf(module).names.size > 0;
  return find(module, tensorName) !== null;
}

export interface RemoveParametrizationsOptions {
  /** Whether the tensor keeps its parametrized value, rather than get the original back. Default: true. */
  leaveParametrized?: boolean;
}

/**
 * Undoes `registerParametrization`, all of them at once: the original, which stays the tensor that optimizers hold, is a plain
 * field again. Throws where there is none, and with `{ leaveParametrized: false }` where there are several originals.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.remove_parametrizations.html
 */
export function removeParametrizations<M extends Module>(
  module: M,
  tensorName: string,
  leaveParametrized?: boolean | RemoveParametrizationsOptions,
): M {
  const op = { name: "removeParametrizations", params: ["leaveParametrized"] };
  const args = readOptions<RemoveParametrizationsOptions>(op, [leaveParametrized]);
  const leave = args.leaveParametrized ?? true;
  const found = find(module, tensorName);
  if (!found) {
    throw new TensorError(
      op.name,
      `${module.constructor.name} does not have a parametrization on ${tensorName}`,
    );
  }
  const list = listOf(module, found.name);
  if (!leave && !list.isTensor) {
    throw new TensorError(
      op.name,
      "cannot leave unparametrized (leaveParametrized=false) a tensor that is parametrized in terms of a sequence of tensors",
    );
  }
  const fields = module as unknown as Record<string, Tensor>;
  const wanted = list.originals().some(({ requiresGrad }) => requiresGrad);
  // Only where it is kept is it computed: a power iteration would go on.
  const value = leave ? noGrad(() => fields[found.field]) : null;
  const tensor = value === null ? list.originals()[0] : list.settle(value, wanted);
  const { base, names } = classOf(module);
  const left = new Map(names);
  left.delete(found.field);
  (module as unknown as Parametrized).parametrizations.pop(found.name);
  if (left.size === 0) delete (module as unknown as Partial<Parametrized>).parametrizations;
  recast(module, base, left);
  registerTensor(module, found.field, tensor);
  return module;
}

/** The class that a module had before anything in it was parametrized. */
export function typeBeforeParametrizations(module: Module): typeof Module {
  return classOf(module).base;
}

/** @internal The tensor of that name, parametrized or not, for parametrizations that are made from it. */
export function tensorOf(op: string, module: Module, name: string): Tensor {
  const found = find(module, name) ?? unparametrized(module, name);
  if (found) return (module as unknown as Record<string, Tensor>)[found.field];
  throw new TensorError(
    op,
    `${module.constructor.name} has no parameter or buffer with name '${name}'`,
  );
}
