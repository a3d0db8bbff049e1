import type { Tensor } from "@tapeloop/core";
import { Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { optimizerArgs } from "./options.ts";
import type { State } from "./state.ts";
import { checkBetas, checkRange, countStep, notNegative, runStep, zerosIn } from "./update.ts";

export interface AdamOptions {
  /** Learning rate; 1e-3 where nothing is said. */
  lr?: number;
  /** Decay of the running means of the gradient and of its square; [0.9, 0.999] where nothing is said. */
  betas?: readonly [number, number];
  /** Added to the denominator; 1e-8 where nothing is said. */
  eps?: number;
  /** L2 penalty (Adam: 0), or decay apart from the gradient (AdamW: 0.01). */
  weightDecay?: number;
  /** Divide by the largest mean square so far. Source: https://openreview.net/forum?id=ryQu7f-RZ */
  amsgrad?: boolean;
  /** Climb instead of descend. */
  maximize?: boolean;
}

interface AdamGroup extends ParamGroup {
  betas: readonly [number, number];
  eps: number;
  weight_decay: number;
  amsgrad: boolean;
  maximize: boolean;
}

const params: readonly string[] = ["lr", "betas", "eps", "weightDecay", "amsgrad", "maximize"];

/**
 * Adam: steps scaled by running means of the gradient and of its square.
 *
 * Source: https://arxiv.org/abs/1412.6980, https://pytorch.org/docs/stable/generated/torch.optim.Adam.html
 */
export class Adam extends Optimizer {
  static readonly params: readonly string[] = params;

  constructor(parameters: Params, options?: AdamOptions | number, ...more: unknown[]) {
    const {
      lr = 1e-3,
      betas = [0.9, 0.999],
      eps = 1e-8,
      weightDecay,
      amsgrad = false,
      maximize = false,
    } = optimizerArgs<AdamOptions>({ name: new.target.name, params }, options, ...more);
    super(parameters, {
      lr,
      betas,
      eps,
      weightDecay: weightDecay ?? new.target.usualDecay,
      amsgrad,
      maximize,
    });
  }

  /** @internal Weight decay where nothing is said. */
  static readonly usualDecay: number = 0;
  /** Whether weight decay shrinks the weights themselves, rather than counting as a gradient. */
  protected readonly decoupled: boolean = false;

  protected override check(group: ParamGroup): void {
    const { lr, betas, eps, weight_decay } = group as AdamGroup;
    checkRange(this.name, "learning rate", lr, notNegative);
    checkRange(this.name, "epsilon", eps, notNegative);
    checkBetas(this.name, betas);
    checkRange(this.name, "weight_decay", weight_decay, notNegative);
  }

  protected update(param: Tensor, grad: Tensor, group: ParamGroup, state: State): void {
    const { lr, betas, eps, weight_decay, amsgrad, maximize } = group as AdamGroup;
    const [beta1, beta2] = betas;
    const t = countStep(state);
    const mean = zerosIn(state, "exp_avg", param);
    const square = zerosIn(state, "exp_avg_sq", param);
    const largest = amsgrad ? zerosIn(state, "max_exp_avg_sq", param) : undefined;
    const penalty = this.decoupled ? 0 : weight_decay;
    const shrink = this.decoupled ? 1 - lr * weight_decay : 1;
    const numbers = [
      maximize ? -1 : 1,
      penalty,
      shrink,
      beta1,
      beta2,
      lr / (1 - beta1 ** t),
      Math.sqrt(1 - beta2 ** t),
      eps,
    ];
    runStep("adam", param, grad, [mean, square, largest], numbers);
  }
}

/**
 * Adam with weight decay apart from the gradient.
 *
 * Source: https://arxiv.org/abs/1711.05101, https://pytorch.org/docs/stable/generated/torch.optim.AdamW.html
 */
export class AdamW extends Adam {
  /** @internal */
  static override readonly usualDecay: number = 0.01;
  protected override readonly decoupled: boolean = true;
}
