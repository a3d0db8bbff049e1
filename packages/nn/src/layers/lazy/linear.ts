/** A `Linear` without the size of its input; see lazily.ts. */
import { named, readOptions } from "../../arguments.ts";
import { Linear, type LinearOptions } from "../linear.ts";
import { lazily, reshape, type Setup } from "./lazily.ts";

export interface LazyLinearNamed extends LinearOptions {
  outFeatures: number;
}

const linear: Setup<LazyLinear> = {
  ofInput: (_module, input) => input.shape[input.ndim - 1],
  ofWeight: (_module, weight) => weight.shape[1],
  build(module, inFeatures) {
    Object.assign(module, { inFeatures });
    reshape(module.weight, [module.outFeatures, inFeatures]);
  },
};

/** A `Linear` that learns `inFeatures` from its first input. Source: https://pytorch.org/docs/stable/generated/torch.nn.LazyLinear.html */
export class LazyLinear extends Linear {
  static override readonly params: readonly string[] = ["outFeatures", "bias", "dtype"];

  constructor(
    outFeatures: number | LazyLinearNamed,
    bias?: boolean | LinearOptions,
    options?: LinearOptions,
  ) {
    const args = readOptions<LazyLinearNamed>(
      named(LazyLinear, new.target),
      [outFeatures, bias, options],
      1,
    );
    super({ ...args, inFeatures: 0 });
    lazily<LazyLinear>(this, LazyLinear, Linear, linear);
  }

  /** There is nothing to draw yet. */
  override resetParameters(): void {}
}
