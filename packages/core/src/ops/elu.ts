/** The exponential linear units of `nn.functional`: straight where positive, a curve towards a bound below. */
import { TensorError } from "../errors.ts";
import { apply } from "../op/apply.ts";
import { unary } from "../op/pointwise.ts";
import { type OpRecord, readArgs } from "../op/record.ts";
import { activate, curve, functional } from "../op/slopes.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { lt } from "./compare.ts";
import { exp } from "./exponential.ts";
import type { InplaceOptions } from "./rectifier.ts";
import { where } from "./select.ts";

interface Elu {
  readonly alpha: number;
  /** Of both sides. */
  readonly scale: number;
  /** Of what enters the exponential. */
  readonly inputScale: number;
}

const eluNumbers = ({ alpha, scale, inputScale }: Elu): readonly number[] => [
  alpha,
  scale,
  inputScale,
];

const EluBackward = curve<Elu>(
  "eluBackward",
  (x, { alpha, scale, inputScale }) => {
    const bend = mul(exp(mul(x, inputScale)), alpha * scale * inputScale * inputScale);
    // At the kink there is none, as in PyTorch.
    return where(lt(x, 0), bend, 0);
  },
  eluNumbers,
);

const elus = (name: string, ...params: readonly string[]): OpRecord<Elu> =>
  unary<Elu>({
    name,
    params,
    torch: functional(name),
    kernel: "elu",
    saves: "input",
    numbers: eluNumbers,
    backward: (grad, x, _y, attrs) => apply(EluBackward, [grad, x], attrs),
  });

export interface EluOptions extends InplaceOptions {
  /** How far below 0 it can get. */
  alpha?: number;
}

const Elu = elus("elu", "alpha", "inplace");
const Celu = elus("celu", "alpha", "inplace");
const Selu = elus("selu", "inplace");

/**
 * `input` where it is positive, else `alpha * (exp(input) - 1)`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.elu.html
 */
export function elu(
  input: Tensor,
  alpha?: number | EluOptions,
  inplace?: boolean | EluOptions,
): Tensor {
  const args = readArgs<EluOptions>(Elu, alpha, inplace);
  return activate(Elu, input, args.inplace ?? false, {
    alpha: args.alpha ?? 1,
    scale: 1,
    inputScale: 1,
  });
}

/** `elu`, written into `input`. */
export function elu_(input: Tensor, alpha?: number | EluOptions): Tensor {
  return elu(input, { ...readArgs(Elu, alpha), inplace: true });
}

/**
 * `input` where it is positive, else `alpha * (exp(input / alpha) - 1)`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.celu.html
 */
export function celu(
  input: Tensor,
  alpha?: number | EluOptions,
  inplace?: boolean | EluOptions,
): Tensor {
  const args = readArgs<EluOptions>(Celu, alpha, inplace);
  const { alpha: a = 1 } = args;
  if (a === 0) {
    throw new TensorError("celu", "ZeroDivisionError: alpha cannot be 0 for CELU");
  }
  return activate(Celu, input, args.inplace ?? false, { alpha: a, scale: 1, inputScale: 1 / a });
}

/** `celu`, written into `input`. */
export function celu_(input: Tensor, alpha?: number | EluOptions): Tensor {
  return celu(input, { ...readArgs(Celu, alpha), inplace: true });
}

/** With these numbers the mean and variance of a network's activations stay near 0 and 1. */
const seluNumbers: Elu = {
  alpha: 1.6732632423543772,
  scale: 1.0507009873554805,
  inputScale: 1,
};

/**
 * `elu` scaled so that a network normalises itself.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.selu.html
 */
export function selu(input: Tensor, options?: boolean | InplaceOptions): Tensor {
  const { inplace = false } = readArgs<InplaceOptions>(Selu, options);
  return activate(Selu, input, inplace, seluNumbers);
}

/** `selu`, written into `input`. */
export function selu_(input: Tensor): Tensor {
  return activate(Selu, input, true, seluNumbers);
}
