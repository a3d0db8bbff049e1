/** What `Sequential` and `ModuleList` have in common: modules in order, counted from 0. */
import { TensorError } from "@tapeloop/core";
import { isModule, Module } from "../module/module.ts";
import { describe } from "../module/slots.ts";

/** Modules by their place: `list[0]`, `list.at(-1)`, `list.slice(1)`, `for (const layer of list)`. */
export abstract class ModuleSequence<M extends Module> extends Module {
  /** The module at a place; `undefined` beyond the end. `at` refuses such places, and counts from the end, too. */
  [index: number]: M;

  /** How many modules there are. */
  override get length(): number {
    return this._modules().length;
  }

  /** The module at `index`, which counts from the end when it is negative. Throws where there is none. */
  at(index: number): M {
    return this._modules()[this._place(index)] as M;
  }

  /** Puts another module in the place of the one at `index`. */
  set(index: number, module: M): this {
    const [field] = this._fields("module")[this._place(index)];
    this._check(module);
    (this as unknown as Record<string, M>)[field] = module;
    return this;
  }

  /** Adds a module at the end. */
  append(module: M): this {
    this._check(module);
    this.registerModule(String(this.length), module);
    reach(this.length);
    return this;
  }

  /** Adds modules at the end. */
  extend(modules: Iterable<M>): this {
    for (const module of Array.from(modules)) this.append(module);
    return this;
  }

  /** Puts a module before the one at `index`; those behind are counted anew. */
  insert(index: number, module: M): this {
    const { length } = this;
    if (!Number.isInteger(index) || index < -length || index > length) throw this._beyond(index);
    this._check(module);
    const modules = [...this._modules()] as M[];
    modules.splice(index < 0 ? index + length : index, 0, module);
    return this._renumber(modules);
  }

  /** Takes out the module at `index` (the last one, where nothing is said) and answers it. */
  pop(index = -1): M {
    const place = this._place(index);
    const modules = [...this._modules()] as M[];
    const [module] = modules.splice(place, 1);
    this._renumber(modules);
    return module;
  }

  [Symbol.iterator](): IterableIterator<M> {
    return (this._modules() as readonly M[])[Symbol.iterator]();
  }

  /** @internal Names everything by its place. */
  protected _renumber(modules: readonly M[]): this {
    for (const [field] of this._fields("module")) this._unregister(field);
    for (const module of modules) this.append(module);
    return this;
  }

  private _place(index: number): number {
    const { length } = this;
    if (!Number.isInteger(index) || index < -length || index >= length) throw this._beyond(index);
    return index < 0 ? index + length : index;
  }

  private _beyond(index: number): TensorError {
    return new TensorError(
      this.constructor.name,
      `index ${String(index)} is out of range for ${this.length} modules`,
    );
  }

  private _check(module: unknown): void {
    if (!isModule(module))
      throw new TensorError(this.constructor.name, `${describe(module)} is not a Module`);
  }
}

let reached = 0;

/**
 * Sees to it that `sequence[i]` finds the module at place `i < length` also where that has a name instead of a number. Numbered
 * modules have a property of their own, which comes first.
 */
export function reach(length: number): void {
  for (; reached < length; reached++) {
    const index = reached;
    Object.defineProperty(ModuleSequence.prototype, index, {
      get(this: ModuleSequence<Module>) {
        return this._modules()[index];
      },
      set(this: ModuleSequence<Module>, module: Module) {
        this.set(index, module);
      },
      configurable: true,
    });
  }
}
