import { type Tensor, TensorError } from "@tapeloop/core";
import { Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { optimizerArgs } from "./options.ts";
import type { State } from "./state.ts";
import {
  checkPair,
  checkRange,
  countStep,
  fullIn,
  notNegative,
  runStep,
  zerosIn,
} from "./update.ts";

export interface RpropOptions {
  /** Size of the first step; 1e-2 where nothing is said. */
  lr?: number;
  /** Factors of a step's size after a change of sign and without; [0.5, 1.2] where nothing is said. */
  etas?: readonly [number, number];
  /** Smallest and largest step; [1e-6, 50] where nothing is said. */
  stepSizes?: readonly [number, number];
  /** Climb instead of descend. */
  maximize?: boolean;
}

interface RpropGroup extends ParamGroup {
  etas: readonly [number, number];
  step_sizes: readonly [number, number];
  maximize: boolean;
}

/**
 * Resilient backpropagation: only the signs of the gradient count.
 *
 * Source: https://doi.org/10.1109/ICNN.1993.298623, https://pytorch.org/docs/stable/generated/torch.optim.Rprop.html
 */
export class Rprop extends Optimizer {
  static readonly params: readonly string[] = ["lr", "etas", "stepSizes", "maximize"];

  constructor(parameters: Params, options?: RpropOptions | number, ...more: unknown[]) {
    const given = optimizerArgs<RpropOptions>(
      { name: "Rprop", params: Rprop.params },
      options,
      ...more,
    );
    const { lr = 1e-2, etas = [0.5, 1.2], stepSizes = [1e-6, 50], maximize = false } = given;
    super(parameters, { lr, etas, stepSizes, maximize });
  }

  protected override check(group: ParamGroup): void {
    const { lr, etas, step_sizes } = group as RpropGroup;
    checkRange("Rprop", "learning rate", lr, notNegative);
    checkPair("Rprop", "etas", etas);
    checkPair("Rprop", "stepSizes", step_sizes);
    if (!(etas[0] > 0 && etas[0] < 1 && etas[1] > 1))
      throw new TensorError("Rprop", `Invalid eta values: ${etas[0]}, ${etas[1]}`);
  }

  protected update(param: Tensor, grad: Tensor, group: ParamGroup, state: State): void {
    const { lr, etas, step_sizes, maximize } = group as RpropGroup;
    countStep(state);
    const before = zerosIn(state, "prev", param);
    const size = fullIn(state, "step_size", param, lr);
    runStep("rprop", param, grad, [before, size], [maximize ? -1 : 1, ...etas, ...step_sizes]);
  }
}
