import type { Tensor } from "@tapeloop/core";
import { Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { optimizerArgs } from "./options.ts";
import type { State } from "./state.ts";
import { checkRange, countStep, notNegative, runStep, zerosIn } from "./update.ts";

export interface RMSpropOptions {
  /** Learning rate; 1e-2 where nothing is said. */
  lr?: number;
  /** Decay of the running mean of squares; 0.99 where nothing is said. */
  alpha?: number;
  /** Added to the denominator; 1e-8 where nothing is said. */
  eps?: number;
  /** L2 penalty. */
  weightDecay?: number;
  /** Share of the last step that is kept. */
  momentum?: number;
  /** Divide by the variance rather than by the mean square. */
  centered?: boolean;
  /** Climb instead of descend. */
  maximize?: boolean;
}

interface RMSpropGroup extends ParamGroup {
  alpha: number;
  eps: number;
  weight_decay: number;
  momentum: number;
  centered: boolean;
  maximize: boolean;
}

/**
 * RMSprop: steps divided by a running root mean square of the gradient.
 *
 * Source: https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf,
 * https://pytorch.org/docs/stable/generated/torch.optim.RMSprop.html
 */
export class RMSprop extends Optimizer {
  static readonly params: readonly string[] = [
    "lr",
    "alpha",
    "eps",
    "weightDecay",
    "momentum",
    "centered",
    "maximize",
  ];

  constructor(parameters: Params, options?: RMSpropOptions | number, ...more: unknown[]) {
    const given = optimizerArgs<RMSpropOptions>(
      { name: "RMSprop", params: RMSprop.params },
      options,
      ...more,
    );
    const {
      lr = 1e-2,
      alpha = 0.99,
      eps = 1e-8,
      weightDecay = 0,
      momentum = 0,
      centered = false,
      maximize = false,
    } = given;
    super(parameters, { lr, alpha, eps, weightDecay, momentum, centered, maximize });
  }

  protected override check(group: ParamGroup): void {
    const { lr, alpha, eps, weight_decay, momentum } = group as RMSpropGroup;
    checkRange("RMSprop", "learning rate", lr, notNegative);
    checkRange("RMSprop", "epsilon", eps, notNegative);
    checkRange("RMSprop", "momentum", momentum, notNegative);
    checkRange("RMSprop", "weight_decay", weight_decay, notNegative);
    checkRange("RMSprop", "alpha", alpha, notNegative);
  }

  protected update(param: Tensor, grad: Tensor, group: ParamGroup, state: State): void {
    const { lr, alpha, eps, weight_decay, momentum, centered, maximize } = group as RMSpropGroup;
    countStep(state);
    const square = zerosIn(state, "square_avg", param);
    const buffer = momentum > 0 ? zerosIn(state, "momentum_buffer", param) : undefined;
    const mean = centered ? zerosIn(state, "grad_avg", param) : undefined;
    runStep(
      "rmsprop",
      param,
      grad,
      [square, mean, buffer],
      [maximize ? -1 : 1, weight_decay, lr, alpha, eps, momentum],
    );
  }
}
