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
  zerosLike,
} from "@tapeloop/core";

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

/** State of one parameter, by PyTorch's names (`exp_avg`). */
export type State = Record<string, StateValue>;

/** Lists are LBFGS's: its past steps. */
export type StateValue = Tensor | number | null | readonly Tensor[] | readonly number[];

/** All that is needed to go on training later; see `Optimizer.stateDict`. */
export interface OptimizerStateDict {
  state: Record<string, Record<string, unknown>>;
  param_groups: Record<string, unknown>[];
}

/** Evaluates the model again and answers the loss. */
export type Closure = () => Tensor | number;

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Options by PyTorch's names. */
function torchNames(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [snakeCase(name), value]),
  );
}

/** Base class of all optimizers. Source: https://pytorch.org/docs/stable/optim.html */
export abstract class Optimizer {
  /** Options of groups that do not say otherwise. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly paramGroups: ParamGroup[] = [];
  readonly state: Map<Tensor, State> = new Map();
  #before: ((optimizer: Optimizer) => void)[] = [];
  #after: ((optimizer: Optimizer) => void)[] = [];

  /** `defaults` in camelCase; the names in it are the options that groups may have. */
  constructor(params: Params, defaults: Readonly<Record<string, unknown>>) {
    this.defaults = torchNames(defaults);
    if (params instanceof Tensor)
      throw new TensorError(
        this.name,
        "params argument given to the optimizer should be an iterable of Tensors or groups, but got a Tensor",
      );
    const given: (Tensor | GroupOptions)[] = [...params];
    if (given.length === 0)
      throw new TensorError(
        this.name,
        "optimizer got an empty parameter list; was the model built before its parameters were asked for?",
      );
    if (isGroups(given)) for (const group of given) this.addParamGroup(group);
    else this.addParamGroup({ params: given as Tensor[] });
  }

  /** @internal The name for messages. */
  get name(): string {
    return this.constructor.name;
  }

  /** Changes one parameter by its gradient. Runs without recording. */
  protected abstract update(param: Tensor, grad: Tensor, group: ParamGroup, state: State): void;

  /** Checks a group's options; throws where one is out of range. */
  protected check(_group: ParamGroup): void {}

  /** Adds parameters, with options of their own where given, e.g. of layers that are unfrozen later. */
  addParamGroup(group: GroupOptions): void {
    const { params, ...options } = group;
    const named = torchNames(options);
    for (const key of Object.keys(named)) {
      if (!(key in this.defaults) && key !== "initial_lr") {
        throw new TensorError(
          this.name,
          `unknown option "${key}" in a parameter group; known: ${Object.keys(this.defaults).join(", ")}`,
        );
      }
    }
    const tensors = params instanceof Tensor ? [params] : [...params];
    const taken = new Set(this.paramGroups.flatMap((other) => other.params));
    for (const param of tensors) {
      if (!(param instanceof Tensor))
        throw new TensorError(
          this.name,
          `optimizer can only optimize Tensors, but one of the params is ${typeof param}`,
        );
      if (!param.isLeaf)
        throw new TensorError(
          this.name,
          "can't optimize a non-leaf Tensor; detach() it, or give the leaves it was computed from",
        );
      if (taken.has(param))
        throw new TensorError(this.name, "some parameters appear in more than one parameter group");
      taken.add(param);
    }
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

  /** Forgets the gradients: `null`, or zeros with `{ setToNone: false }`. */
  zeroGrad(setToNone: boolean | { setToNone?: boolean } = true): void {
    const forget =
      readArgs<{ setToNone?: boolean }>({ name: "zeroGrad", params: ["setToNone"] }, setToNone)
        .setToNone ?? true;
    for (const { params } of this.paramGroups) {
      for (const param of params) {
        if (forget) param.grad = null;
        else if (param.grad) noGrad(() => (param.grad = zerosLike(param.grad as Tensor)));
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

  /** What `step` does between its hooks. */
  protected withHooks<R>(body: () => R): R {
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
    const all = this.paramGroups.flatMap(({ params }) => params);
    const state: OptimizerStateDict["state"] = {};
    for (const [i, param] of all.entries()) {
      const own = this.state.get(param);
      if (own && Object.keys(own).length > 0) state[String(i)] = { ...own };
    }
    let next = 0;
    const param_groups = this.paramGroups.map(({ params, ...options }) => ({
      ...options,
      params: params.map(() => next++),
    }));
    return { state, param_groups };
  }

  /** Takes over state and options; throws, before anything is changed, where the groups do not fit. */
  loadStateDict(dict: OptimizerStateDict): void {
    const { state, param_groups: groups } = dict;
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
    this.state.clear();
    for (const [i, number] of numbers.entries()) {
      const loaded = state[String(number)];
      if (loaded) this.state.set(params[i], copyState(loaded, params[i]));
    }
    for (const [i, group] of groups.entries())
      Object.assign(this.paramGroups[i], { ...group, params: this.paramGroups[i].params });
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

function show(value: unknown): string {
  if (Array.isArray(value)) return `(${value.map(show).join(", ")})`;
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isGroups(given: (Tensor | GroupOptions)[]): given is GroupOptions[] {
  return isOptions(given[0]);
}

function register<H>(hooks: H[], hook: H): RemovableHandle {
  hooks.push(hook);
  return { remove: () => void (hooks.includes(hook) && hooks.splice(hooks.indexOf(hook), 1)) };
}

/** What is counted in float32, whatever the parameter's dtype: going on in another would not give the same results. */
const counters: ReadonlySet<string> = new Set(["step", "mu_product", "eta", "mu"]);

/** The other tensors take the parameter's dtype, as in PyTorch. */
function copyState(loaded: Record<string, unknown>, param: Tensor): State {
  const copy = (key: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown) => copy(key, item));
    if (!(value instanceof Tensor)) return value;
    const cast = !counters.has(key) && value.isFloatingPoint() ? value.to(param.dtype) : value;
    return cast.detach().contiguous().clone();
  };
  return Object.fromEntries(
    Object.entries(loaded).map(([key, value]) => [key, copy(key, value) as StateValue]),
  );
}
