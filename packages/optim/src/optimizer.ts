/**
 * What optimizers have in common: parameter groups, state, state dicts. An optimizer adds `update`, which changes one
 * parameter by its gradient, outside of any graph.
 */
import {
  enableGrad,
  isOptions,
  noGrad,
  readArgs,
  type RemovableHandle,
  Tensor,
  TensorError,
} from "@tapeloop/core";
import { choices, torchNames, what, withoutChoices } from "./options.ts";
import { checkShapes, copyState, type OptimizerStateDict, type State } from "./state.ts";

/** Parameters that share options. Options have PyTorch's names, `weight_decay` too, so that state dicts travel both ways. */
export interface ParamGroup {
  params: Tensor[];
  lr: number;
  [option: string]: unknown;
}

/** What a user may give for parameters: tensors, or groups with options of their own (in camelCase or PyTorch's names). */
export type Params = Iterable<Tensor> | Iterable<GroupOptions>;

export interface GroupOptions {
  params: Tensor | Iterable<Tensor>;
  lr?: number;
  [option: string]: unknown;
}

/** Evaluates the model again and answers the loss. */
export type Closure = () => Tensor | number;

/** Base class of all optimizers. Source: https://pytorch.org/docs/stable/optim.html */
export abstract class Optimizer {
  /** Options of groups that do not say otherwise. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly paramGroups: ParamGroup[] = [];
  readonly state: Map<Tensor, State> = new Map();
  /** @internal Steps since the last scheduler was made, which wants to come after them. */
  _stepped = 0;
  #before: ((optimizer: Optimizer) => void)[] = [];
  #after: ((optimizer: Optimizer) => void)[] = [];

  /** `defaults` in camelCase; the names in it are the options that groups may have. */
  constructor(params: Params, defaults: Readonly<Record<string, unknown>>) {
    this.defaults = torchNames(defaults);
    if (params instanceof Tensor || typeof params?.[Symbol.iterator] !== "function")
      throw new TensorError(
        this.name,
        `params argument given to the optimizer should be an iterable of Tensors or groups, but got ${what(params)}; give model.parameters(), or a list`,
      );
    const given: (Tensor | GroupOptions)[] = [...params];
    if (given.length === 0)
      throw new TensorError(
        this.name,
        "optimizer got an empty parameter list; was the model built before its parameters were asked for?",
      );
    const groups = given.some(isOptions)
      ? (given as GroupOptions[])
      : [{ params: given as Tensor[] }];
    for (const group of groups) this.addParamGroup(group);
  }

  /** @internal The name for messages. */
  get name(): string {
    return this.constructor.name;
  }

  /** Changes one parameter by its gradient. Runs without recording. */
  protected abstract update(param: Tensor, grad: Tensor, group: ParamGroup, state: State): void;

  /** Checks a group's options; throws where one is out of range. */
  protected check(_group: ParamGroup): void {}

  /**
   * Adds parameters, with options of their own where given, e.g. of layers that are unfrozen later.
   *
   * Throws, before anything is changed, where one is no leaf or in a group already, and where an option is not known or
   * out of range.
   */
  addParamGroup(group: GroupOptions): void {
    if (!isOptions(group) || group.params === undefined)
      throw new TensorError(
        this.name,
        `a parameter group must be an object { params, … }, got ${what(group)}`,
      );
    const { params, ...options } = group;
    const named = torchNames(withoutChoices(this.name, options));
    for (const key of Object.keys(named)) {
      if (!(key in this.defaults) && key !== "initial_lr") {
        throw new TensorError(
          this.name,
          `unknown option "${key}" in a parameter group; known: params, ${Object.keys(this.defaults).join(", ")}`,
        );
      }
    }
    const tensors = params instanceof Tensor ? [params] : [...params];
    this.#checkParams(tensors);
    const complete = { ...this.defaults, ...named, params: tensors } as unknown as ParamGroup;
    for (const [key, value] of Object.entries(complete)) {
      if (value === undefined)
        throw new TensorError(
          this.name,
          `parameter group didn't specify a value of required optimization parameter ${key}`,
        );
    }
    this.check(complete);
    this.paramGroups.push(complete);
  }

  #checkParams(params: readonly unknown[]): void {
    const taken = new Set(this.paramGroups.flatMap((other) => other.params));
    for (const param of params) {
      if (!(param instanceof Tensor))
        throw new TensorError(
          this.name,
          `optimizer can only optimize Tensors, but one of the params is ${what(param)}`,
        );
      if (!param.isLeaf && !param.retainsGrad)
        throw new TensorError(
          this.name,
          "can't optimize a non-leaf Tensor; detach() it, or give the leaves it was computed from",
        );
      if (taken.has(param))
        throw new TensorError(this.name, "some parameters appear in more than one parameter group");
    }
    if (new Set(params).size < params.length)
      console.warn(
        `${this.name}: a parameter group has a parameter more than once, which is then changed more than once in each step`,
      );
  }

  /** Forgets the gradients: `null`, or zeros, written into them, with `{ setToNone: false }`. */
  zeroGrad(setToNone: boolean | { setToNone?: boolean } = true): void {
    const forget =
      readArgs<{ setToNone?: boolean }>({ name: "zeroGrad", params: ["setToNone"] }, setToNone)
        .setToNone ?? true;
    for (const { params } of this.paramGroups) {
      for (const param of params) {
        if (forget) param.grad = null;
        else if (param.grad) {
          // A gradient made under createGraph has a history of its own.
          if (param.grad.requiresGrad) param.grad = param.grad.detach();
          param.grad.zero_();
        }
      }
    }
  }

  /**
   * Changes every parameter that has a gradient. With a closure, calls it first (with gradients on) and answers its loss.
   */
  step(closure?: Closure): Tensor | number | null {
    return this.withHooks(() => {
      const loss = closure ? enableGrad(closure) : null;
      noGrad(() => {
        for (const group of this.paramGroups) {
          for (const param of group.params)
            if (param.grad) this.update(param, param.grad, group, this.stateOf(param));
        }
      });
      return loss;
    });
  }

  /** Runs what `step` does between its hooks. A step of a subclass's own runs in it, too, so that schedulers know of it. */
  protected withHooks<R>(body: () => R): R {
    this._stepped += 1;
    for (const hook of this.#before.slice()) hook(this);
    const result = body();
    for (const hook of this.#after.slice()) hook(this);
    return result;
  }

  protected stateOf(param: Tensor): State {
    let state = this.state.get(param);
    if (!state) this.state.set(param, (state = {}));
    return state;
  }

  /** Runs `hook` before each step. */
  registerStepPreHook(hook: (optimizer: Optimizer) => void): RemovableHandle {
    return register(this.#before, hook);
  }

  /** Runs `hook` after each step. */
  registerStepPostHook(hook: (optimizer: Optimizer) => void): RemovableHandle {
    return register(this.#after, hook);
  }

  /**
   * State and options, by PyTorch's names, parameters by number: what `loadStateDict` takes to go on with the same
   * results. Tensors in it are the optimizer's own; clone what you keep while training on.
   */
  stateDict(): OptimizerStateDict {
    const numbers = new Map<Tensor, number>();
    for (const { params } of this.paramGroups)
      for (const param of params) if (!numbers.has(param)) numbers.set(param, numbers.size);
    const state: OptimizerStateDict["state"] = {};
    for (const [param, number] of numbers) {
      const own = this.state.get(param);
      if (own && Object.keys(own).length > 0) state[String(number)] = { ...own };
    }
    const param_groups = this.paramGroups.map(({ params, ...options }) => ({
      ...options,
      params: params.map((param) => numbers.get(param)),
    }));
    return { state, param_groups };
  }

  /**
   * Takes over state and options, also of PyTorch's optimizer of the same name.
   *
   * Throws, before anything is changed, where the groups do not fit, or a state tensor has not its parameter's shape.
   */
  loadStateDict(dict: OptimizerStateDict): void {
    const { state, param_groups: groups } = dict;
    if (!Array.isArray(groups) || typeof state !== "object" || state === null)
      throw new TensorError(
        this.name,
        "loaded state dict is none: an object with state and param_groups was expected",
      );
    if (groups.length !== this.paramGroups.length) {
      throw new TensorError(
        this.name,
        `loaded state dict has a different number of parameter groups: ${groups.length}, expected ${this.paramGroups.length}`,
      );
    }
    for (const [i, group] of groups.entries()) {
      const [own, loaded] = [this.paramGroups[i].params.length, (group.params as unknown[]).length];
      if (own !== loaded)
        throw new TensorError(
          this.name,
          `loaded state dict contains a parameter group that doesn't match the size of the optimizer's group: ${loaded} parameters, expected ${own}`,
        );
    }
    const numbers = groups.flatMap((group) => group.params as number[]);
    const params = this.paramGroups.flatMap((group) => group.params);
    for (const [i, number] of numbers.entries())
      checkShapes(this.name, number, state[String(number)], params[i]);
    this.state.clear();
    for (const [i, number] of numbers.entries()) {
      const loaded = state[String(number)];
      if (loaded) this.state.set(params[i], copyState(loaded, params[i]));
    }
    for (const [i, group] of groups.entries()) {
      const options = Object.entries(group).filter(([name]) => !(name in choices));
      const { params: own } = this.paramGroups[i];
      Object.assign(this.paramGroups[i], Object.fromEntries(options), { params: own });
    }
  }

  toString(): string {
    const groups = this.paramGroups.map(({ params: _params, ...options }, i) => {
      const lines = Object.keys(options)
        .sort()
        .map((key) => `    ${key}: ${show(options[key])}\n`);
      return `Parameter Group ${i}\n${lines.join("")}`;
    });
    return `${this.name} (\n${groups.join("\n")})`;
  }
}

// Node's console shows an optimizer as it prints, not its fields.
Object.defineProperty(Optimizer.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: Optimizer) {
    return this.toString();
  },
});

function show(value: unknown): string {
  if (Array.isArray(value)) return `(${value.map(show).join(", ")})`;
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  // Python writes exponents with two digits.
  if (typeof value === "number") return String(value).replace(/(?<=e[+-])\d$/, "0$&");
  return typeof value === "string" ? value : JSON.stringify(value);
}

function register<H>(hooks: H[], hook: H): RemovableHandle {
  hooks.push(hook);
  return { remove: () => void (hooks.includes(hook) && hooks.splice(hooks.indexOf(hook), 1)) };
}
