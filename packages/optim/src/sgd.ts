import { type Tensor, TensorError } from "@tapeloop/core";
import { Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { optimizerArgs } from "./options.ts";
import type { State } from "./state.ts";
import { checkRange, notNegative, runStep, zerosIn } from "./update.ts";

export interface SGDOptions {
  /** Learning rate; 1e-3 where nothing is said, as in PyTorch 2. */
  lr?: number;
  /** Share of the last step that is kept. */
  momentum?: number;
  /** Share of the gradient that does not go into the momentum. */
  dampening?: number;
  /** L2 penalty. */
  weightDecay?: number;
  /** Look ahead along the momentum. */
  nesterov?: boolean;
  /** Climb instead of descend. */
  maximize?: boolean;
}

interface SGDGroup extends ParamGroup {
  momentum: number;
  dampening: number;
  weight_decay: number;
  nesterov: boolean;
  maximize: boolean;
}

/** Stochastic gradient descent, with momentum. Source: https://pytorch.org/docs/stable/generated/torch.optim.SGD.html */
export class SGD extends Optimizer {
  static readonly params: readonly string[] = [
    "lr",
    "momentum",
    "dampening",
    "weightDecay",
    "nesterov",
    "maximize",
  ];

  constructor(params: Params, options?: SGDOptions | number, ...more: unknown[]) {
    const {
      lr = 1e-3,
      momentum = 0,
      dampening = 0,
      weightDecay = 0,
      nesterov = false,
      maximize = false,
    } = optimizerArgs<SGDOptions>({ name: "SGD", params: SGD.params }, options, ...more);
    super(params, { lr, momentum, dampening, weightDecay, nesterov, maximize });
  }

  protected override check(group: ParamGroup): void {
    const { lr, momentum, dampening, weight_decay, nesterov } = group as SGDGroup;
    checkRange("SGD", "learning rate", lr, notNegative);
    checkRange("SGD", "momentum", momentum, notNegative);
    checkRange("SGD", "weight_decay", weight_decay, notNegative);
    if (nesterov && (momentum <= 0 || dampening !== 0))
      throw new TensorError("SGD", "Nesterov momentum requires a momentum and zero dampening");
  }

  protected update(param: Tensor, grad: Tensor, group: ParamGroup, state: State): void {
    const { lr, momentum, dampening, weight_decay, nesterov, maximize } = group as SGDGroup;
    // The first gradient starts the momentum whole, whatever the dampening.
    const keep = state.momentum_buffer ? 1 - dampening : 1;
    const buffer = momentum === 0 ? undefined : zerosIn(state, "momentum_buffer", param);
    runStep(
      "sgd",
      param,
      grad,
      [buffer],
      [lr, maximize ? -1 : 1, weight_decay, momentum, keep, nesterov ? 1 : 0],
    );
  }
}
