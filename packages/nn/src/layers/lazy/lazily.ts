/**
 * Layers that learn the size of their input from the first one they get.
 *
 * Until then what depends on it is empty. At the first call (or when a state is loaded, which tells it, too) the parameters get
 * their shapes and first values, staying the objects they are, and the layer becomes one of its plain class.
 */
import { empty, type Tensor } from "@tapeloop/core";
import type { Module } from "../../module/module.ts";
import { become, type Parameter } from "../../parameter.ts";

/** How a kind of layer finds its size, and takes it on. */
export interface Setup<M> {
  /** The size, from an input. */
  ofInput(module: M, input: Tensor): number;
  /** The size, from the weight of a state. */
  ofWeight(module: M, weight: Tensor): number;
  build(module: M, size: number): void;
}

export interface PlainClass {
  readonly prototype: object;
}

/** Has `setup` run once, and the module be of class `plain` afterwards. Both hooks serve copies of the module, too. */
export function lazily<M extends Module>(
  module: M,
  lazy: PlainClass,
  plain: PlainClass,
  setup: Setup<M>,
): void {
  const isLazy = (candidate: Module): boolean =>
    Object.prototype.isPrototypeOf.call(lazy.prototype, candidate);
  const settle = (found: Module, size: number): void => {
    setup.build(found as M, size);
    Object.setPrototypeOf(found, plain.prototype);
  };
  const handle = module.registerForwardPreHook((called, [input]) => {
    if (isLazy(called)) {
      settle(called, setup.ofInput(called, input as Tensor));
      (called as unknown as { resetParameters(): void }).resetParameters();
    }
    if ((called as Module) === module) handle.remove();
  });
  module.registerLoadStateDictPreHook((loaded, state, prefix) => {
    const weight = state.get(`${prefix}weight`) ?? state.get(`${prefix}running_mean`);
    if (weight && isLazy(loaded)) settle(loaded, setup.ofWeight(loaded as M, weight));
  });
}

/** Gives a parameter the shape it was waiting for. */
export function reshape(parameter: Parameter | null, shape: readonly number[]): void {
  if (parameter) become(parameter, empty(shape, { dtype: parameter.dtype }));
}
