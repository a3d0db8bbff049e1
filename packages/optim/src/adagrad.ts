import type { Tensor } from "@tapeloop/core";
import { Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { optimizerArgs } from "./options.ts";
import type { State } from "./state.ts";
import {
  checkRange,
  countStep,
  fullIn,
  notNegative,
  numberIn,
  runStep,
  zerosIn,
} from "./update.ts";

export interface AdagradOptions {
  /** Learning rate; 1e-2 where nothing is said. */
  lr?: number;
  /** How the learning rate shrinks: lr / (1 + (step - 1) * lrDecay). */
  lrDecay?: number;
  /** L2 penalty. */
  weightDecay?: number;
  /** What the sum of squares starts from. */
  initialAccumulatorValue?: number;
  /** Added to the denominator; 1e-10 where nothing is said. */
  eps?: number;
  /** Climb instead of descend. */
  maximize?: boolean;
}

interface AdagradGroup extends ParamGroup {
  lr_decay: number;
  weight_decay: number;
  initial_accumulator_value: number;
  eps: number;
  maximize: boolean;
}

/**
 * Adagrad: steps divided by the root of the sum of all squared gradients so far.
 *
 * Source: https://jmlr.org/papers/v12/duchi11a.html, https://pytorch.org/docs/stable/generated/torch.optim.Adagrad.html
 */
export class Adagrad extends Optimizer {
  static readonly params: readonly string[] = [
    "lr",
    "lrDecay",
    "weightDecay",
    "initialAccumulatorValue",
    "eps",
    "maximize",
  ];

  constructor(parameters: Params, options?: AdagradOptions | number, ...more: unknown[]) {
    const given = optimizerArgs<AdagradOptions>(
      { name: "Adagrad", params: Adagrad.params },
      options,
      ...more,
    );
    const {
      lr = 1e-2,
      lrDecay = 0,
      weightDecay = 0,
      initialAccumulatorValue = 0,
      eps = 1e-10,
      maximize = false,
    } = given;
    super(parameters, { lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize });
    // PyTorch has the state from the start, so that it is in the first state dict.
    for (const group of this.paramGroups)
      for (const param of group.params) this.#start(param, group as AdagradGroup);
  }

  #start(param: Tensor, group: AdagradGroup): Tensor {
    const state = this.stateOf(param);
    numberIn(state, "step", 0);
    return fullIn(state, "sum", param, group.initial_accumulator_value);
  }

  protected override check(group: ParamGroup): void {
    const { lr, lr_decay, weight_decay, initial_accumulator_value, eps } = group as AdagradGroup;
    checkRange("Adagrad", "learning rate", lr, notNegative);
    checkRange("Adagrad", "lr_decay", lr_decay, notNegative);
    checkRange("Adagrad", "weight_decay", weight_decay, notNegative);
    checkRange("Adagrad", "initial_accumulator_value", initial_accumulator_value, notNegative);
    checkRange("Adagrad", "epsilon", eps, notNegative);
  }

  protected update(param: Tensor, grad: Tensor, group: ParamGroup, state: State): void {
    const { lr, lr_decay, weight_decay, eps, maximize } = group as AdagradGroup;
    const sum = this.#start(param, group as AdagradGroup);
    const rate = lr / (1 + (countStep(state) - 1) * lr_decay);
    runStep("adagrad", param, grad, [sum], [maximize ? -1 : 1, weight_decay, rate, eps]);
  }
}

export interface AdadeltaOptions {
  /** What each step is multiplied by; 1 where nothing is said. */
  lr?: number;
  /** Decay of the running means; 0.9 where nothing is said. */
  rho?: number;
  /** Added under both roots; 1e-6 where nothing is said. */
  eps?: number;
  /** L2 penalty. */
  weightDecay?: number;
  /** Climb instead of descend. */
  maximize?: boolean;
}

interface AdadeltaGroup extends ParamGroup {
  rho: number;
  eps: number;
  weight_decay: number;
  maximize: boolean;
}

/**
 * Adadelta: steps scaled by the ratio of running root mean squares of steps and gradients.
 *
 * Source: https://arxiv.org/abs/1212.5701, https://pytorch.org/docs/stable/generated/torch.optim.Adadelta.html
 */
export class Adadelta extends Optimizer {
  static readonly params: readonly string[] = ["lr", "rho", "eps", "weightDecay", "maximize"];

  constructor(parameters: Params, options?: AdadeltaOptions | number, ...more: unknown[]) {
    const given = optimizerArgs<AdadeltaOptions>(
      { name: "Adadelta", params: Adadelta.params },
      options,
      ...more,
    );
    const { lr = 1, rho = 0.9, eps = 1e-6, weightDecay = 0, maximize = false } = given;
    super(parameters, { lr, rho, eps, weightDecay, maximize });
  }

  protected override check(group: ParamGroup): void {
    const { lr, rho, eps, weight_decay } = group as AdadeltaGroup;
    checkRange("Adadelta", "learning rate", lr, notNegative);
    checkRange("Adadelta", "rho", rho, (x) => x >= 0 && x <= 1);
    checkRange("Adadelta", "epsilon", eps, notNegative);
    checkRange("Adadelta", "weight_decay", weight_decay, notNegative);
  }

  protected update(param: Tensor, grad: Tensor, group: ParamGroup, state: State): void {
    const { lr, rho, eps, weight_decay, maximize } = group as AdadeltaGroup;
    countStep(state);
    const means = [zerosIn(state, "square_avg", param), zerosIn(state, "acc_delta", param)];
    runStep("adadelta", param, grad, means, [maximize ? -1 : 1, weight_decay, lr, rho, eps]);
  }
}
