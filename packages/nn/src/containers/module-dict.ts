import { TensorError } from "@tapeloop/core";
import { type Layer, Module } from "../module/module.ts";
import { entries, type NamedModules } from "./sequential.ts";

/**
 * Modules by name, registered as an object of them is not. It has no `forward`: call them one by one.
 *
 *     heads = new nn.ModuleDict({ age: new nn.Linear(8, 1), sex: new nn.Linear(8, 2) });
 *     forward(x: Tensor, task: string) { return this.heads.get(task)(x); }
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.ModuleDict.html
 */
export class ModuleDict<M extends Module = Layer> extends Module {
  constructor(modules?: NamedModules<M> | ModuleDict<M> | null) {
    super();
    if (modules) this.update(modules);
  }

  /** How many modules there are. */
  override get length(): number {
    return this._modules().length;
  }

  /** Whether there is a module of that name. */
  has(key: string): boolean {
    return this._fields("module").some(([field]) => field === key);
  }

  /** The module of that name. Throws where there is none. */
  get(key: string): M {
    const found = this._fields("module").find(([field]) => field === key);
    if (found) return found[1] as M;
    throw new TensorError(
      this.constructor.name,
      `no module is called '${key}'; there are ${this.keys().join(", ") || "none"}`,
    );
  }

  /** Adds a module, or puts it in the place of the one of that name. */
  set(key: string, module: M): this {
    if (this.has(key)) (this as unknown as Record<string, M>)[key] = module;
    else this.registerModule(key, module);
    return this;
  }

  /** Takes out the module of that name and answers it. */
  pop(key: string): M {
    const module = this.get(key);
    this._unregister(key);
    return module;
  }

  /** Takes out all modules. */
  clear(): void {
    for (const key of this.keys()) this._unregister(key);
  }

  /** Adds modules by name, replacing those that have the same name. */
  update(modules: NamedModules<M> | ModuleDict<M>): this {
    for (const [key, module] of modules instanceof ModuleDict ? modules.items() : entries(modules))
      this.set(key, module);
    return this;
  }

  /** The names. */
  keys(): string[] {
    return this._fields("module").map(([field]) => field);
  }

  /** The modules. */
  values(): M[] {
    return this._fields("module").map(([, module]) => module as M);
  }

  /** Names and modules: `for (const [name, module] of dict.items())`. */
  items(): [string, M][] {
    return this._fields("module") as [string, M][];
  }

  /** The names, as in PyTorch. */
  [Symbol.iterator](): IterableIterator<string> {
    return this.keys()[Symbol.iterator]();
  }
}
