import type { Tensor } from "@tapeloop/core";
import { Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { optimizerArgs } from "./options.ts";
import type { State } from "./state.ts";
import { checkRange, countStep, notNegative, numberIn, runStep, zerosIn } from "./update.ts";

export interface ASGDOptions {
  /** Learning rate; 1e-2 where nothing is said. */
  lr?: number;
  /** How fast the step shrinks; 1e-4 where nothing is said. */
  lambd?: number;
  /** Power of that shrinking; 0.75 where nothing is said. */
  alpha?: number;
  /** The step at which averaging starts; 1e6 where nothing is said. */
  t0?: number;
  /** L2 penalty. */
  weightDecay?: number;
  /** Climb instead of descend. */
  maximize?: boolean;
}

interface ASGDGroup extends ParamGroup {
  lambd: number;
  alpha: number;
  t0: number;
  weight_decay: number;
  maximize: boolean;
}

/**
 * Averaged stochastic gradient descent; the averages are in the state, as `ax`.
 *
 * Source: https://dl.acm.org/doi/10.1137/0330046, https://pytorch.org/docs/stable/generated/torch.optim.ASGD.html
 */
export class ASGD extends Optimizer {
  static readonly params: readonly string[] = [
    "lr",
    "lambd",
    "alpha",
    "t0",
    "weightDecay",
    "maximize",
  ];

  constructor(parameters: Params, options?: ASGDOptions | number, ...more: unknown[]) {
    const given = optimizerArgs<ASGDOptions>(
      { name: "ASGD", params: ASGD.params },
      options,
      ...more,
    );
    const {
      lr = 1e-2,
      lambd = 1e-4,
      alpha = 0.75,
      t0 = 1e6,
      weightDecay = 0,
      maximize = false,
    } = given;
    super(parameters, { lr, lambd, alpha, t0, weightDecay, maximize });
  }

  protected override check(group: ParamGroup): void {
    checkRange("ASGD", "learning rate", group.lr, notNegative);
    checkRange("ASGD", "weight_decay", (group as ASGDGroup).weight_decay, notNegative);
  }

  protected update(param: Tensor, grad: Tensor, group: ParamGroup, state: State): void {
    const { lr, lambd, alpha, t0, weight_decay, maximize } = group as ASGDGroup;
    const step = countStep(state);
    const eta = numberIn(state, "eta", lr);
    const mu = numberIn(state, "mu", 1);
    const average = zerosIn(state, "ax", param);
    runStep(
      "asgd",
      param,
      grad,
      [average],
      [maximize ? -1 : 1, weight_decay, lambd, eta.value, mu.value],
    );
    eta.value = lr / (1 + lambd * lr * step) ** alpha;
    mu.value = 1 / Math.max(1, step - t0);
  }
}
