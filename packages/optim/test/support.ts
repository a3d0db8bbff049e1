/** What the tests of optimizers make again and again. */
import { type DType, type Tensor, tensor } from "@tapeloop/core";
import * as optim from "../src/index.ts";

const all: Record<string, new (params: optim.Params, options?: object) => optim.Optimizer> = {
  SGD: optim.SGD,
  Adam: optim.Adam,
  AdamW: optim.AdamW,
  Adamax: optim.Adamax,
  NAdam: optim.NAdam,
  RAdam: optim.RAdam,
  RMSprop: optim.RMSprop,
  Rprop: optim.Rprop,
  Adagrad: optim.Adagrad,
  Adadelta: optim.Adadelta,
  ASGD: optim.ASGD,
  LBFGS: optim.LBFGS,
};

/** All optimizers that step by a gradient alone: all but LBFGS. */
export const names: readonly string[] = Object.keys(all).filter((name) => name !== "LBFGS");

/** An optimizer by its name. */
export function make(name: string, params: optim.Params, options: object = {}): optim.Optimizer {
  return new all[name](params, options);
}

/** The parameter that runs start from. */
export function start(dtype: DType): Tensor {
  return tensor([1, -2, 0.5], { dtype, requiresGrad: true });
}

/** Gradients that change their sign, come to zero and go on. */
export function gradient(step: number): number[] {
  return [3 * Math.cos(step), -0.5 + 0.25 * step, 0.1 * (step % 2)];
}
