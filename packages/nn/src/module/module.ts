/** The base of everything that has parameters. */
import { type DType, noGrad, type RemovableHandle, Tensor, TensorError } from "@tapeloop/core";
import { readOptions } from "../arguments.ts";
import { become, Buffer, Parameter } from "../parameter.ts";
import { indented } from "../python.ts";
import { Callable } from "./callable.ts";
import {
  type ForwardHook,
  type ForwardPreHook,
  type FullBackwardHook,
  register,
  withBackwardHooks,
} from "./hooks.ts";
import { describe, type Slot, type SlotKind, Slots, type SlotValue } from "./slots.ts";
import {
  type IncompatibleKeys,
  load,
  type Loading,
  type LoadOptions,
  type LoadPreHook,
  type StateDict,
  type StateSource,
} from "./state.ts";

/** A module of the commonest form, which containers hold: one tensor in, one tensor out. */
export interface Layer extends Module {
  forward(input: Tensor): Tensor;
}

export interface RecurseOptions {
  /** Whether those of the modules inside are meant, too. Default: true. */
  recurse?: boolean;
}

export interface NamedOptions extends RecurseOptions {
  /** Put before each name, with a dot between. */
  prefix?: string;
  /** Whether what has several names is told once. Default: true. */
  removeDuplicate?: boolean;
}

export interface StateDictOptions {
  /** Put before each name as it is. */
  prefix?: string;
  /** Give the parameters themselves rather than detached tensors on the same memory. Default: false. */
  keepVars?: boolean;
}

interface Hooks {
  readonly before: ForwardPreHook[];
  readonly after: ForwardHook[];
  readonly backward: FullBackwardHook[];
}

/**
 * The base class of all neural-network modules, layers and losses.
 *
 *     class Net extends nn.Module {
 *       fc1 = new nn.Linear(10, 5);
 *       fc2 = new nn.Linear(5, 1);
 *       forward(x: Tensor) {
 *         return this.fc2(F.relu(this.fc1(x)));
 *       }
 *     }
 *     const net = new Net();
 *     net(x);             // runs hooks and forward; net.forward(x) is the raw method
 *     net.parameters();   // those of fc1 and fc2
 *
 * Fields that hold parameters (`nn.Parameter`), buffers (`nn.Buffer`) or modules are registered by themselves; a plain
 * array of modules is not: use `nn.ModuleList`. Private `#fields` cannot be seen from here, so keep modules out of them.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.Module.html
 */
export class Module extends Callable {
  /** Names of the constructor's parameters, in order. */
  static readonly params: readonly string[] = [];

  /**
   * Names in the state, and wherever else names are told, of fields that are spelled otherwise there. Built-in layers name
   * PyTorch's keys here: `{ runningMean: "running_mean" }`. A field that is not mentioned keeps its own name.
   */
  static readonly stateNames: Readonly<Record<string, string>> = {};

  /** Whether the module is in training mode, in which Dropout drops and BatchNorm learns. See `train` and `eval`. */
  training = true;

  readonly #slots: Slots = new Slots(this, isModule);
  /** What runs around a call; `null` while nothing does, which is nearly always. */
  #hooks: Hooks | null = null;
  #loadHooks: LoadPreHook[] = [];

  // ---- the call ------------------------------------------------------------------------------------------------------

  /** What the module computes; every subclass has its own. Call the module rather than this, so that hooks run. */
  forward(..._args: never[]): unknown {
    const { name } = this.constructor;
    throw new TensorError(name, `Module [${name}] is missing the required "forward" function`);
  }

  /** @internal Runs when the module is called; see NOTE [Callable modules]. */
  override _call(args: readonly unknown[]): unknown {
    if (this.#hooks === null) return this.forward(...(args as never[]));
    const { before, after, backward } = this.#hooks;
    let given = args;
    for (const hook of before.slice()) {
      const answer = hook(this, given);
      if (answer !== undefined && answer !== null)
        given = Array.isArray(answer) ? answer : [answer];
    }
    const forward = (values: readonly unknown[]): unknown => {
      let output = this.forward(...(values as never[]));
      for (const hook of after.slice()) output = hook(this, values, output) ?? output;
      return output;
    };
    return backward.length > 0
      ? withBackwardHooks(this, [...backward], given, forward)
      : forward(given);
  }

  get #ownHooks(): Hooks {
    return (this.#hooks ??= { before: [], after: [], backward: [] });
  }

  /** Runs `hook(module, args)` before each call; what it answers, if anything, are the arguments instead. */
  registerForwardPreHook(hook: ForwardPreHook<this>): RemovableHandle {
    return register(this.#ownHooks.before, hook as ForwardPreHook);
  }

  /** Runs `hook(module, args, output)` after each call; what it answers, if anything, is the result instead. */
  registerForwardHook(hook: ForwardHook<this>): RemovableHandle {
    return register(this.#ownHooks.after, hook as ForwardHook);
  }

  /**
   * Runs `hook(module, gradInput, gradOutput)` when backward has come through the module; what it answers, if anything, are
   * the gradients of the inputs instead.
   */
  registerFullBackwardHook(hook: FullBackwardHook<this>): RemovableHandle {
    return register(this.#ownHooks.backward, hook as FullBackwardHook);
  }

  /** Runs `hook(module, state, prefix)` before this module reads its part of a state; it may change the entries. */
  registerLoadStateDictPreHook(hook: LoadPreHook): RemovableHandle {
    return register(this.#loadHooks, hook);
  }

  // ---- registration --------------------------------------------------------------------------------------------------

  /** Makes `parameter` a field of that name. `null` holds the place of a parameter that is left out. */
  registerParameter(name: string, parameter: Parameter | null): void {
    this.#checkName("parameter", name);
    if (parameter !== null && !(parameter instanceof Parameter)) {
      throw this.#error(
        `cannot assign ${describe(parameter)} to parameter '${name}' (nn.Parameter or null required); wrap it: new nn.Parameter(…)`,
      );
    }
    this.#slots.define(name, "parameter", parameter);
  }

  /**
   * Makes `tensor` a field of that name and a part of the module's state, without learning it. `{ persistent: false }` keeps
   * it out of `stateDict()`.
   */
  registerBuffer(
    name: string,
    tensor: Tensor | null,
    persistent?: boolean | { persistent?: boolean },
  ): void {
    const args = readOptions<{ persistent?: boolean }>(method("registerBuffer", "persistent"), [
      persistent,
    ]);
    this.#checkName("buffer", name);
    if (tensor !== null && !(tensor instanceof Tensor)) {
      throw this.#error(
        `cannot assign ${describe(tensor)} to buffer '${name}' (a Tensor or null required)`,
      );
    }
    this.#slots.define(name, "buffer", tensor, args.persistent ?? true);
  }

  /** Makes `module` a field of that name. */
  registerModule(name: string, module: Module | null): void {
    this.#checkName("module", name);
    if (module !== null && !isModule(module))
      throw this.#error(`${describe(module)} is not a Module (registering '${name}')`);
    this.#slots.define(name, "module", module);
  }

  /** The same as `registerModule`. */
  addModule(name: string, module: Module | null): void {
    this.registerModule(name, module);
  }

  #checkName(kind: SlotKind, name: string): void {
    if (typeof name !== "string")
      throw this.#error(`${kind} name should be a string, got ${describe(name)}`);
    if (name === "") throw this.#error(`${kind} name can't be empty string ""`);
    if (name.includes(".")) throw this.#error(`${kind} name can't contain ".", got "${name}"`);
    const slot = this.#slots.get(name);
    // Sequences have numbers in their prototype; see `reach`.
    const taken = Object.hasOwn(this, name) || (name in this && !/^\d+$/.test(name));
    if (slot ? slot.kind !== kind : taken) throw this.#error(`attribute '${name}' already exists`);
  }

  #error(message: string): TensorError {
    return new TensorError(this.constructor.name, message);
  }

  /** @internal For containers: the modules registered here, in order. */
  protected _modules(): readonly Module[] {
    return this.#slots.modules();
  }

  /** @internal For containers: the fields of a kind with their values, in order. */
  protected _fields(kind: SlotKind): [field: string, value: SlotValue][] {
    const fields: [string, SlotValue][] = [];
    for (const [field, slot] of this.#slots.survey())
      if (slot.kind === kind) fields.push([field, slot.value]);
    return fields;
  }

  /** @internal For containers: takes a field out. */
  protected _unregister(field: string): void {
    this.#slots.delete(field);
  }

  // ---- what is inside ------------------------------------------------------------------------------------------------

  /** Own fields of a kind, by the name they are told under. */
  #own(kind: SlotKind): (readonly [name: string, slot: Slot])[] {
    const own: (readonly [string, Slot])[] = [];
    for (const [field, slot] of this.#slots.survey()) {
      if (slot.kind === kind) own.push([stateName(this, field), slot]);
    }
    return own;
  }

  #named(kind: "parameter" | "buffer", options: NamedOptions): [string, Tensor][] {
    const { prefix = "", recurse = true, removeDuplicate = true } = options;
    const modules: [string, Module][] = recurse
      ? this.namedModules({ prefix, removeDuplicate })
      : [[prefix, this]];
    const seen = new Set<Tensor>();
    const named: [string, Tensor][] = [];
    for (const [path, module] of modules) {
      for (const [name, { value }] of module.#own(kind)) {
        if (value === null || (removeDuplicate && seen.has(value as Tensor))) continue;
        seen.add(value as Tensor);
        named.push([joined(path, name), value as Tensor]);
      }
    }
    return named;
  }

  /** All parameters, each once. */
  parameters(recurse?: boolean | RecurseOptions): Parameter[] {
    const args = readOptions<RecurseOptions>(method("parameters", "recurse"), [recurse]);
    return this.namedParameters(args).map(([, parameter]) => parameter);
  }

  /** All parameters with their names, each once: `["fc1.weight", parameter]`. */
  namedParameters(
    prefix?: string | NamedOptions,
    recurse?: boolean | NamedOptions,
    options?: NamedOptions,
  ): [string, Parameter][] {
    const args = readOptions<NamedOptions>(method("namedParameters", ...named), [
      prefix,
      recurse,
      options,
    ]);
    return this.#named("parameter", args) as [string, Parameter][];
  }

  /** All buffers, each once. */
  buffers(recurse?: boolean | RecurseOptions): Tensor[] {
    const args = readOptions<RecurseOptions>(method("buffers", "recurse"), [recurse]);
    return this.namedBuffers(args).map(([, buffer]) => buffer);
  }

  /** All buffers with their names, each once. */
  namedBuffers(
    prefix?: string | NamedOptions,
    recurse?: boolean | NamedOptions,
    options?: NamedOptions,
  ): [string, Tensor][] {
    const args = readOptions<NamedOptions>(method("namedBuffers", ...named), [
      prefix,
      recurse,
      options,
    ]);
    return this.#named("buffer", args);
  }

  /** The modules in this one's fields, each once. */
  children(): Module[] {
    return this.namedChildren().map(([, module]) => module);
  }

  /** The modules in this one's fields with their names, each once. */
  namedChildren(): [string, Module][] {
    const seen = new Set<Module>();
    const named: [string, Module][] = [];
    for (const [name, { value }] of this.#own("module")) {
      if (value === null || seen.has(value as Module)) continue;
      seen.add(value as Module);
      named.push([name, value as Module]);
    }
    return named;
  }

  /** This module and all modules inside, each once. */
  modules(): Module[] {
    return this.namedModules().map(([, module]) => module);
  }

  /** This module (named "") and all modules inside with their names: `["encoder.layers.0", module]`. */
  namedModules(options: { prefix?: string; removeDuplicate?: boolean } = {}): [string, Module][] {
    const { prefix = "", removeDuplicate = true } = readOptions<typeof options>(
      method("namedModules", "prefix", "removeDuplicate"),
      [options],
    );
    const found: [string, Module][] = [];
    const seen = new Set<Module>();
    const visit = (path: string, module: Module): void => {
      if (seen.has(module)) {
        if (removeDuplicate) return;
        throw module.#error(
          `the module "${path}" contains itself, so its state has no end; keep a reference to it in a private #field`,
        );
      }
      seen.add(module);
      found.push([path, module]);
      for (const [name, { value }] of module.#own("module"))
        if (value) visit(joined(path, name), value as Module);
      // Told by each of its names, a module may come again, only not inside itself.
      if (!removeDuplicate) seen.delete(module);
    };
    visit(prefix, this);
    return found;
  }

  /** The module inside by its name: `getSubmodule("encoder.layers.0")`. Throws where there is none. */
  getSubmodule(target: string): Module {
    const step = (at: Module, part: string): Module => {
      const slot = at.#own("module").find(([name]) => name === part);
      if (slot?.[1].value) return slot[1].value as Module;
      throw at.#error(
        `${at.constructor.name} has no attribute '${part}' that is a Module (looking for "${target}")`,
      );
    };
    return target === "" ? this : target.split(".").reduce(step, this);
  }

  /** The parameter by its name: `getParameter("fc1.weight")`. Throws where there is none. */
  getParameter(target: string): Parameter {
    return this.#get("parameter", target) as Parameter;
  }

  /** The buffer by its name: `getBuffer("bn.running_mean")`. Throws where there is none. */
  getBuffer(target: string): Tensor {
    return this.#get("buffer", target);
  }

  #get(kind: "parameter" | "buffer", target: string): Tensor {
    const dot = target.lastIndexOf(".");
    const module = dot === -1 ? this : this.getSubmodule(target.slice(0, dot));
    const name = target.slice(dot + 1);
    const slot = module.#own(kind).find(([own]) => own === name);
    if (slot?.[1].value) return slot[1].value as Tensor;
    throw module.#error(
      `${module.constructor.name} has no attribute '${name}' that is a ${kind} (looking for "${target}")`,
    );
  }

  // ---- state ---------------------------------------------------------------------------------------------------------

  /** Own parameters and persistent buffers, in PyTorch's order. */
  #state(): [string, Tensor][] {
    const own = [
      ...this.#own("parameter"),
      ...this.#own("buffer").filter(([, { persistent }]) => persistent),
    ];
    return own.flatMap(([name, { value }]) => (value ? [[name, value as Tensor]] : []));
  }

  /**
   * All parameters and persistent buffers by name, on the same memory. Names are PyTorch's (`fc1.weight`,
   * `bn.running_mean`); what is shared stands under each of its names.
   */
  stateDict(options: StateDictOptions = {}): StateDict {
    const { prefix = "", keepVars = false } = readOptions<StateDictOptions>(
      method("stateDict", "prefix", "keepVars"),
      [options],
    );
    const state: StateDict = {};
    for (const [path, module] of this.namedModules({ removeDuplicate: false })) {
      for (const [name, tensor] of module.#state())
        state[prefix + joined(path, name)] = keepVars ? tensor : tensor.detach();
    }
    return state;
  }

  /**
   * Copies a state into this module's parameters and buffers, cast to their dtypes.
   *
   * Throws, listing all names that are missing or unknown (unless `{ strict: false }`) and all shapes that differ, before
   * anything is changed. Answers `[missingKeys, unexpectedKeys]`.
   */
  loadStateDict(state: StateSource, strict?: boolean | LoadOptions): IncompatibleKeys {
    const args = readOptions<LoadOptions>(method("loadStateDict", "strict"), [strict]);
    const modules = this.namedModules({ removeDuplicate: false }).map(
      ([path, module]): Loading => ({
        module,
        prefix: path === "" ? "" : `${path}.`,
        state: () => module.#state(),
        hooks: module.#loadHooks,
      }),
    );
    return load(this.constructor.name, modules, state, args.strict ?? true);
  }

  // ---- changing everything inside ------------------------------------------------------------------------------------

  /** Calls `fn` with every module inside, innermost first, and with this one. */
  apply(fn: (module: Module) => void): this {
    for (const child of this.children()) child.apply(fn);
    fn(this);
    return this;
  }

  /** Sets training mode, in which Dropout drops and BatchNorm learns, for this module and all inside. */
  train(mode = true): this {
    if (typeof mode !== "boolean")
      throw this.#error(`training mode is expected to be boolean, got ${describe(mode)}`);
    this.training = mode;
    for (const child of this.children()) child.train(mode);
    return this;
  }

  /** Ends training mode: the same as `train(false)`. */
  eval(): this {
    return this.train(false);
  }

  /** Says of all parameters whether backward is to reach them. */
  requiresGrad_(requiresGrad = true): this {
    for (const parameter of this.parameters()) parameter.requiresGrad_(requiresGrad);
    return this;
  }

  /** Forgets all gradients; with `{ setToNone: false }` fills them with zeros. */
  zeroGrad(setToNone?: boolean | { setToNone?: boolean }): void {
    const args = readOptions<{ setToNone?: boolean }>(method("zeroGrad", "setToNone"), [setToNone]);
    for (const parameter of this.parameters()) {
      if (!parameter.grad) continue;
      if (args.setToNone ?? true) parameter.grad = null;
      else {
        // A gradient made under createGraph has a history of its own.
        if (parameter.grad.requiresGrad) parameter.grad = parameter.grad.detach();
        parameter.grad.zero_();
      }
    }
  }

  /** Converts all float parameters and buffers to a float dtype. Parameters stay the same objects. */
  to(dtype: DType | { dtype?: DType }): this {
    const { dtype: target } = readOptions<{ dtype?: DType }>(method("to", "dtype"), [dtype]);
    if (target === undefined) return this;
    if (target !== "float32" && target !== "float64") {
      throw this.#error(
        `to only accepts floating point dtypes, but got desired dtype=${target as string}`,
      );
    }
    return this.#convert((tensor) => (tensor.isFloatingPoint() ? tensor.to(target) : tensor));
  }

  /** Converts all parameters and buffers, also those that are no floats. */
  type(dtype: DType): this {
    return this.#convert((tensor) => tensor.to(dtype));
  }

  /** Converts all float parameters and buffers to float32. */
  float(): this {
    return this.to("float32");
  }

  /** Converts all float parameters and buffers to float64. */
  double(): this {
    return this.to("float64");
  }

  #convert(to: (tensor: Tensor) => Tensor): this {
    const seen = new Map<Tensor, Tensor>();
    noGrad(() => {
      for (const module of this.modules()) {
        for (const [, slot] of module.#own("parameter")) {
          const parameter = slot.value as Parameter | null;
          if (!parameter) continue;
          become(parameter, to(parameter));
          if (parameter.grad) parameter.grad = to(parameter.grad);
        }
        for (const [, slot] of module.#own("buffer")) {
          const buffer = slot.value as Tensor | null;
          if (!buffer) continue;
          if (!seen.has(buffer)) seen.set(buffer, to(buffer));
          slot.value = seen.get(buffer) as Tensor;
        }
      }
    });
    return this;
  }

  /**
   * A copy with parameters, buffers and modules of its own, in the same state; what is shared inside is shared inside the
   * copy. (PyTorch: `copy.deepcopy(module)`.)
   *
   * Other fields are taken over as they are. The copy is made without running the constructor, so a class that keeps
   * something in private `#fields`, which cannot be seen from here, does not have them in its copy.
   */
  clone(): this {
    return this.#copy(new Map()) as this;
  }

  #copy(copied: Map<object, object>): Module {
    // The constructor of the module's own class does not run: fields are all there is.
    const twin = Reflect.construct<[], Module>(Module, [], this.constructor as typeof Module);
    copied.set(this, twin);
    const copyOnce = (value: Tensor | Module): Tensor | Module => {
      const known = copied.get(value) as typeof value | undefined;
      if (known) return known;
      const copy = value instanceof Tensor ? copyTensor(value) : value.#copy(copied);
      copied.set(value, copy);
      return copy;
    };
    const slots = this.#slots.survey();
    for (const field of Object.keys(this)) {
      const slot = slots.get(field);
      if (slot)
        twin.#slots.define(field, slot.kind, slot.value && copyOnce(slot.value), slot.persistent);
      else
        Object.defineProperty(
          twin,
          field,
          Object.getOwnPropertyDescriptor(this, field) as PropertyDescriptor,
        );
    }
    if (this.#hooks) {
      const { before, after, backward } = this.#hooks;
      twin.#hooks = { before: [...before], after: [...after], backward: [...backward] };
    }
    twin.#loadHooks = [...this.#loadHooks];
    return twin;
  }

  // ---- printing ------------------------------------------------------------------------------------------------------

  /** What stands between the parentheses when the module is printed: its options. */
  extraRepr(): string {
    return "";
  }

  /** The module and all inside, printed as PyTorch prints them. */
  toString(): string {
    const { name } = this.constructor;
    const extra = this.extraRepr();
    const own = extra === "" ? [] : extra.split("\n");
    const children = this.#own("module").map(
      ([child, { value }]) =>
        `(${child}): ${indented((value as Module | null)?.toString() ?? "None")}`,
    );
    if (children.length === 0 && own.length < 2) return `${name}(${extra})`;
    return `${name}(\n  ${[...own, ...children].join("\n  ")}\n)`;
  }

  /** The module's class, options and children, as JSON has it. */
  toJSON(): ModuleJson {
    const children = this.#own("module").map(([name, { value }]) => [
      name,
      (value as Module | null)?.toJSON() ?? null,
    ]);
    return {
      module: this.constructor.name,
      options: this.extraRepr(),
      children: Object.fromEntries(children) as ModuleJson["children"],
    };
  }
}

// Node's console shows a module as it prints, not as the function that it is.
Object.defineProperty(Module.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: Module) {
    return this.toString();
  },
});

/** `net(x)` is `forward` with the hooks around it. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- see NOTE [Callable modules]
export interface Module {
  (...args: Parameters<this["forward"]>): ReturnType<this["forward"]>;
}

export interface ModuleJson {
  readonly module: string;
  readonly options: string;
  readonly children: Readonly<Record<string, ModuleJson | null>>;
}

const named = ["prefix", "recurse", "removeDuplicate"] as const;

function method(
  name: string,
  ...params: readonly string[]
): { name: string; params: readonly string[] } {
  return { name, params };
}

/** Whether a value is a module. */
export function isModule(value: unknown): value is Module {
  return value instanceof Module;
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** What the nearest class that speaks of a field calls it in states. */
function stateName(module: Module, field: string): string {
  let type = module.constructor as typeof Module;
  while (type !== Module) {
    if (Object.hasOwn(type, "stateNames") && Object.hasOwn(type.stateNames, field))
      return type.stateNames[field];
    type = Object.getPrototypeOf(type) as typeof Module;
  }
  return field;
}

function copyTensor(tensor: Tensor): Tensor {
  const values = tensor.detach().clone();
  const twin =
    tensor instanceof Parameter
      ? new Parameter(values, tensor.requiresGrad)
      : tensor instanceof Buffer
        ? new Buffer(values, tensor.persistent)
        : values;
  if (tensor.grad) twin.grad = tensor.grad.detach().clone();
  return twin;
}
