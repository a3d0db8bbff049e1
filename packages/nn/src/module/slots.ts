/** What a module knows of its fields: which are parameters, buffers and modules of its own. */
import { Tensor, TensorError } from "@tapeloop/core";
import { Buffer, Parameter } from "../parameter.ts";
import type { Module } from "./module.ts";

export type SlotKind = "parameter" | "buffer" | "module";
export type SlotValue = Tensor | Module | null;

/** A registered field. Its value lives here; the field reads and writes it. */
export interface Slot {
  kind: SlotKind;
  value: SlotValue;
  /** Whether a buffer is a part of the `stateDict`. */
  persistent: boolean;
}

/**
 * NOTE [Registration]
 * A class field is defined without anybody noticing, so a module looks at its own fields when it is first asked for
 * parameters, state or children (and whenever it is asked again). A field that holds a Parameter, a Buffer or a module
 * becomes an accessor on a slot then. From there on assigning something else is refused as in PyTorch:
 * `net.weight = net.weight.sub(step)` would take a plain tensor for the parameter that the optimizer holds.
 *
 * The slots of one module, by field.
 */
export class Slots {
  readonly #owner: Module;
  readonly #isModule: (value: unknown) => value is Module;
  readonly #slots = new Map<string, Slot>();
  /** The modules in order, for containers, which go through them at every call. */
  #modules: readonly Module[] | null = null;
  /** How many fields there were when `#modules` was made. */
  #fields = 0;

  constructor(owner: Module, isModule: (value: unknown) => value is Module) {
    this.#owner = owner;
    this.#isModule = isModule;
  }

  /** All slots in the order of registration, after a look at the fields. */
  survey(): ReadonlyMap<string, Slot> {
    const slots = this.#slots;
    const fields = this.#owner as unknown as Readonly<Record<string, unknown>>;
    for (const field of Object.keys(fields)) {
      const value = fields[field];
      const slot = slots.get(field);
      if (slot?.value === value) continue;
      const kind = this.#kindOf(value);
      if (kind) {
        if (!Object.getOwnPropertyDescriptor(fields, field)?.get)
          this.define(field, kind, value as SlotValue, persists(value));
        continue;
      }
      // A subclass's field of another sort has taken the slot's place.
      if (slot) this.#forget(field);
      if (typeof value === "object" && value !== null) this.#warnOfTrap(field, value);
    }
    for (const field of slots.keys()) if (!Object.hasOwn(this.#owner, field)) this.#forget(field);
    return slots;
  }

  /** The registered modules in order. */
  modules(): readonly Module[] {
    const fields = Object.keys(this.#owner).length;
    if (!this.#modules || this.#fields !== fields) {
      const modules: Module[] = [];
      for (const { kind, value } of this.survey().values())
        if (kind === "module" && value) modules.push(value as Module);
      this.#modules = modules;
      this.#fields = fields;
    }
    return this.#modules;
  }

  /** The slot of a field, if it is registered. */
  get(field: string): Slot | undefined {
    return this.survey().get(field);
  }

  /** Takes out a field and its slot. */
  delete(field: string): void {
    this.#forget(field);
    delete (this.#owner as unknown as Record<string, unknown>)[field];
  }

  #forget(field: string): void {
    this.#modules = null;
    this.#slots.delete(field);
  }

  /** Makes a field an accessor on a slot. */
  define(field: string, kind: SlotKind, value: SlotValue, persistent = true): void {
    this.#modules = null;
    const slot: Slot = { kind, value, persistent };
    this.#slots.set(field, slot);
    Object.defineProperty(this.#owner, field, {
      get: () => slot.value,
      set: (next: unknown) => {
        this.#assign(field, slot, next);
      },
      enumerable: true,
      configurable: true,
    });
  }

  #assign(field: string, slot: Slot, next: unknown): void {
    const kind = this.#kindOf(next);
    if (kind && kind !== slot.kind) {
      // It joins the others of its kind at the end, as in PyTorch.
      this.#slots.delete(field);
      this.#slots.set(field, slot);
      slot.kind = kind;
      slot.persistent = persists(next);
    } else if (!kind && next !== null && !(slot.kind === "buffer" && next instanceof Tensor)) {
      throw new TensorError(
        this.#owner.constructor.name,
        `cannot assign ${describe(next)} as ${slot.kind} '${field}' (${wanted[slot.kind]} or null expected)` +
          (next instanceof Tensor && slot.kind === "parameter"
            ? `; to change its values write into it: torch.noGrad(() => module.${field}.copy_(values))`
            : ""),
      );
    }
    slot.value = next as SlotValue;
    this.#modules = null;
  }

  #kindOf(value: unknown): SlotKind | null {
    if (value instanceof Parameter) return "parameter";
    if (value instanceof Buffer) return "buffer";
    return this.#isModule(value) ? "module" : null;
  }

  /** Modules and parameters in a plain array, object or Map are not found; that has cost many people an evening. */
  #warnOfTrap(field: string, value: object): void {
    const lists = Array.isArray(value);
    if (!lists && !(value instanceof Map) && Object.getPrototypeOf(value) !== Object.prototype)
      return;
    const items: unknown[] = lists
      ? value
      : value instanceof Map
        ? [...value.values()]
        : Object.values(value);
    const trapped = items.find((item) => this.#isModule(item) || item instanceof Parameter);
    if (trapped === undefined) return;
    const { constructor } = this.#owner;
    const warned = warnings.get(constructor) ?? new Set();
    warnings.set(constructor, warned);
    if (warned.has(field)) return;
    warned.add(field);
    const what = trapped instanceof Parameter ? "Parameter" : "Module";
    console.warn(
      `${constructor.name}.${field} is a plain ${lists ? "array" : "object"} that holds a ${what}: it is not registered, so ` +
        `parameters(), stateDict() and to() do not see it. Use nn.${what}${lists ? "List" : "Dict"}.`,
    );
  }
}

/** Whether a value is a part of the state; only a `Buffer` may say no. */
function persists(value: unknown): boolean {
  return !(value instanceof Buffer) || value.persistent;
}

const wanted: Readonly<Record<SlotKind, string>> = {
  parameter: "nn.Parameter",
  buffer: "Tensor",
  module: "nn.Module",
};

/** Fields that were warned of, by class. */
const warnings = new WeakMap<object, Set<string>>();

/** What a value is, for messages. */
export function describe(value: unknown): string {
  if (value instanceof Tensor) return `a ${value.dtype} tensor`;
  if (value === null || value === undefined) return String(value);
  if (typeof value === "object" || typeof value === "function") {
    return `a value of class ${value.constructor?.name ?? "Object"}`;
  }
  return `the ${typeof value} ${value as string}`;
}
