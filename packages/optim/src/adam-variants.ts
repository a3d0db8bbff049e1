/** Adamax, NAdam and RAdam: Adam with another norm, with Nesterov's look ahead, and with a rectified start. */
import type { Tensor } from "@tapeloop/core";
import { Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { optimizerArgs } from "./options.ts";
import type { State } from "./state.ts";
import {
  checkBetas,
  checkRange,
  countStep,
  notNegative,
  numberIn,
  runStep,
  zerosIn,
} from "./update.ts";

export interface AdamaxOptions {
  /** Learning rate; 2e-3 (RAdam: 1e-3) where nothing is said. */
  lr?: number;
  /** Decay of the running means; [0.9, 0.999] where nothing is said. */
  betas?: readonly [number, number];
  /** Keeps the denominator from zero; 1e-8 where nothing is said. */
  eps?: number;
  /** L2 penalty. */
  weightDecay?: number;
  /** Climb instead of descend. */
  maximize?: boolean;
}

export interface RAdamOptions extends AdamaxOptions {
  /** Let weight decay shrink the weights themselves, rather than count as a gradient. */
  decoupledWeightDecay?: boolean;
}

export interface NAdamOptions extends RAdamOptions {
  /** How the momentum warms up; 4e-3 where nothing is said. */
  momentumDecay?: number;
}

interface AdamGroup extends ParamGroup {
  betas: readonly [number, number];
  eps: number;
  weight_decay: number;
  maximize: boolean;
  decoupled_weight_decay: boolean;
  momentum_decay: number;
}

function checkAdam(op: string, { lr, betas, eps, weight_decay }: AdamGroup): void {
  checkRange(op, "learning rate", lr, notNegative);
  checkRange(op, "epsilon", eps, notNegative);
  checkBetas(op, betas);
  checkRange(op, "weight_decay", weight_decay, notNegative);
}

/** Weight decay as a penalty on the gradient and as a factor of the weights; one of them is in force. */
function decay({
  lr,
  weight_decay,
  decoupled_weight_decay,
}: AdamGroup): [penalty: number, shrink: number] {
  return decoupled_weight_decay ? [0, 1 - lr * weight_decay] : [weight_decay, 1];
}

/**
 * Adamax: Adam with the infinity norm. Source: https://arxiv.org/abs/1412.6980,
 * https://pytorch.org/docs/stable/generated/torch.optim.Adamax.html
 */
export class Adamax extends Optimizer {
  static readonly params: readonly string[] = ["lr", "betas", "eps", "weightDecay", "maximize"];

  constructor(parameters: Params, options?: AdamaxOptions | number, ...more: unknown[]) {
    const given = optimizerArgs<AdamaxOptions>(
      { name: "Adamax", params: Adamax.params },
      options,
      ...more,
    );
    const {
      lr = 2e-3,
      betas = [0.9, 0.999],
      eps = 1e-8,
      weightDecay = 0,
      maximize = false,
    } = given;
    super(parameters, { lr, betas, eps, weightDecay, maximize });
  }

  protected override check(group: ParamGroup): void {
    checkAdam("Adamax", group as AdamGroup);
  }

  protected update(param: Tensor, grad: Tensor, group: ParamGroup, state: State): void {
    const { lr, betas, eps, weight_decay, maximize } = group as AdamGroup;
    const t = countStep(state);
    const means = [zerosIn(state, "exp_avg", param), zerosIn(state, "exp_inf", param)];
    runStep("adamax", param, grad, means, [
      maximize ? -1 : 1,
      weight_decay,
      betas[0],
      betas[1],
      lr / (1 - betas[0] ** t),
      eps,
    ]);
  }
}

/**
 * NAdam: Adam with Nesterov momentum. Source: https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ,
 * https://pytorch.org/docs/stable/generated/torch.optim.NAdam.html
 */
export class NAdam extends Optimizer {
  static readonly params: readonly string[] = [
    "lr",
    "betas",
    "eps",
    "weightDecay",
    "momentumDecay",
    "decoupledWeightDecay",
    "maximize",
  ];

  constructor(parameters: Params, options?: NAdamOptions | number, ...more: unknown[]) {
    const given = optimizerArgs<NAdamOptions>(
      { name: "NAdam", params: NAdam.params },
      options,
      ...more,
    );
    const {
      lr = 2e-3,
      betas = [0.9, 0.999],
      eps = 1e-8,
      weightDecay = 0,
      momentumDecay = 4e-3,
    } = given;
    const { decoupledWeightDecay = false, maximize = false } = given;
    super(parameters, {
      lr,
      betas,
      eps,
      weightDecay,
      momentumDecay,
      decoupledWeightDecay,
      maximize,
    });
  }

  protected override check(group: ParamGroup): void {
    checkAdam("NAdam", group as AdamGroup);
    checkRange("NAdam", "momentum_decay", (group as AdamGroup).momentum_decay, notNegative);
  }

  protected update(param: Tensor, grad: Tensor, group: ParamGroup, state: State): void {
    const { lr, betas, eps, momentum_decay, maximize } = group as AdamGroup;
    const [beta1, beta2] = betas;
    const t = countStep(state);
    const warmth = (step: number): number => beta1 * (1 - 0.5 * 0.96 ** (step * momentum_decay));
    const [mu, next] = [warmth(t), warmth(t + 1)];
    // The product is a float32 tensor in PyTorch, whatever the parameter: rounded alike, float64 runs agree with it too.
    const product = numberIn(state, "mu_product", 1);
    product.value *= Math.fround(mu);
    const means = [zerosIn(state, "exp_avg", param), zerosIn(state, "exp_avg_sq", param)];
    const gradStep = (lr * (1 - mu)) / (1 - product.value);
    // PyTorch 1.13 has mu twice in here; 2.0 took one out. The recorded numbers are 1.13's.
    const ahead = Math.fround(Math.fround(product.value * Math.fround(mu)) * Math.fround(next));
    const meanStep = (lr * next) / (1 - ahead);
    const [penalty, shrink] = decay(group as AdamGroup);
    runStep("nadam", param, grad, means, [
      maximize ? -1 : 1,
      penalty,
      shrink,
      beta1,
      beta2,
      gradStep,
      meanStep,
      1 - beta2 ** t,
      eps,
    ]);
  }
}

/**
 * RAdam: Adam whose adaptive rate is held back until its variance is known.
 *
 * Source: https://arxiv.org/abs/1908.03265, https://pytorch.org/docs/stable/generated/torch.optim.RAdam.html
 */
export class RAdam extends Optimizer {
  static readonly params: readonly string[] = [
    "lr",
    "betas",
    "eps",
    "weightDecay",
    "decoupledWeightDecay",
    "maximize",
  ];

  constructor(parameters: Params, options?: RAdamOptions | number, ...more: unknown[]) {
    const given = optimizerArgs<RAdamOptions>(
      { name: "RAdam", params: RAdam.params },
      options,
      ...more,
    );
    const {
      lr = 1e-3,
      betas = [0.9, 0.999],
      eps = 1e-8,
      weightDecay = 0,
      decoupledWeightDecay = false,
      maximize = false,
    } = given;
    super(parameters, { lr, betas, eps, weightDecay, decoupledWeightDecay, maximize });
  }

  protected override check(group: ParamGroup): void {
    checkAdam("RAdam", group as AdamGroup);
  }

  protected update(param: Tensor, grad: Tensor, group: ParamGroup, state: State): void {
    const { lr, betas, eps, maximize } = group as AdamGroup;
    const [beta1, beta2] = betas;
    const t = countStep(state);
    const means = [zerosIn(state, "exp_avg", param), zerosIn(state, "exp_avg_sq", param)];
    const correction = 1 - beta2 ** t;
    // The length of the running mean of squares: at its longest, and now.
    const longest = 2 / (1 - beta2) - 1;
    const length = longest - (2 * t * beta2 ** t) / correction;
    const rectifier = Math.sqrt(
      ((length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length),
    );
    const rectified = length > 5 ? rectifier * Math.sqrt(correction) : 0;
    const [penalty, shrink] = decay(group as AdamGroup);
    runStep("radam", param, grad, means, [
      maximize ? -1 : 1,
      penalty,
      shrink,
      beta1,
      beta2,
      lr / (1 - beta1 ** t),
      rectified,
      eps,
    ]);
  }
}
