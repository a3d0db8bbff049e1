/** Blending, clipping and mending values, elementwise. */
import { type DType, isFloat } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { type BinaryRow, kernelSlot, type TernaryRow } from "../kernels/table.ts";
import { apply } from "../op/apply.ts";
import { castRaw } from "../op/copy.ts";
import { applyInPlace } from "../op/inplace.ts";
import { checkTensor, promoted } from "../op/operands.ts";
import { callUnary, callUnaryInPlace, runBinary, runTernary, unary } from "../op/pointwise.ts";
import { defineOp, type OpRecord, readArgs } from "../op/record.ts";
import { castScalar } from "../op/scalar.ts";
import type { Tensor } from "../tensor.ts";
import { mul, neg, rsub, sub } from "./arithmetic.ts";
import { div } from "./division.ts";
import { isfinite } from "./logic.ts";

// ---- lerp --------------------------------------------------------------------------------------

export interface LerpOptions {
  end?: Tensor;
  /** How much of `end`: 0 gives `input`, 1 gives `end`. A number or a tensor. */
  weight?: Tensor | number;
}

const lerpScalarKernels = kernelSlot<BinaryRow>("lerpScalar");
const lerpKernels = kernelSlot<TernaryRow>("lerp");

const Lerp: OpRecord<{ readonly weight: number | null }> = defineOp({
  name: "lerp",
  params: ["end", "weight"],
  writesOut: true,
  forward(ctx, inputs, { weight }, out) {
    const [start, end, weights] = inputs;
    const { needs } = ctx;
    ctx.save(
      needs[2] ? start : null,
      needs[2] ? end : null,
      weight === null && (needs[0] || needs[1]) ? weights : null,
    );
    return weight === null
      ? runTernary("lerp", lerpKernels, start, end, weights, start.dtype, undefined, out)
      : runBinary("lerp", lerpScalarKernels, start, end, "same", [weight], out);
  },
  backward(ctx, [grad], { weight }) {
    const [start, end, weights] = ctx.saved();
    const w = weight ?? weights;
    return [
      ctx.needs[0] ? mul(grad, typeof w === "number" ? 1 - w : rsub(w, 1)) : null,
      ctx.needs[1] ? mul(grad, w) : null,
      ctx.needs[2] ? mul(grad, sub(end, start)) : null,
    ];
  },
});

type LerpCall = readonly [inputs: readonly Tensor[], attrs: { readonly weight: number | null }];

function lerpCall(input: Tensor, given: readonly unknown[]): LerpCall {
  const args = readArgs<LerpOptions>(Lerp, ...given);
  checkTensor("lerp", input, "input");
  const end = checkTensor("lerp", args.end, "end");
  sameDtype("lerp", input, end, "end");
  if (typeof args.weight === "number") return [[input, end], { weight: args.weight }];
  const weight = checkTensor("lerp", args.weight, "weight");
  sameDtype("lerp", input, weight, "weight");
  return [[input, end, weight], { weight: null }];
}

function sameDtype(op: string, input: Tensor, other: Tensor, argument: string): void {
  if (input.dtype === other.dtype) return;
  throw new TensorError(
    op,
    `expected dtype ${input.dtype} for \`${argument}\` but got dtype ${other.dtype}; convert it with to()`,
    { dtypes: [input.dtype, other.dtype] },
  );
}

/**
 * `input + weight * (end - input)`, elementwise. All must have one dtype.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.lerp.html
 */
export function lerp(
  input: Tensor,
  end: Tensor | LerpOptions,
  weight?: Tensor | number | LerpOptions,
): Tensor {
  return apply(Lerp, ...lerpCall(input, [end, weight]));
}

/** `lerp`, written into `input`. */
export function lerp_(
  input: Tensor,
  end: Tensor | LerpOptions,
  weight?: Tensor | number | LerpOptions,
): Tensor {
  return applyInPlace(Lerp, ...lerpCall(input, [end, weight]));
}

// ---- addcmul, addcdiv --------------------------------------------------------------------------

export interface AddcOptions {
  tensor1?: Tensor;
  tensor2?: Tensor;
  /** What the product or quotient is multiplied by. */
  value?: number;
}

interface Scaled {
  readonly value: number;
  readonly dtype: DType;
}

function scaledTernary(
  name: string,
  /** Whether the gradient of `tensor2` reads it. */
  readsSecond: boolean,
  backward: NonNullable<OpRecord<Scaled>["backward"]>,
): OpRecord<Scaled> {
  const slot = kernelSlot<TernaryRow>(name);
  return defineOp<Scaled>({
    name,
    params: ["tensor1", "tensor2", "value"],
    writesOut: true,
    forward(ctx, inputs, { value, dtype }, out) {
      const { needs } = ctx;
      const second = needs[1] || (readsSecond && needs[2]);
      ctx.save(needs[2] ? inputs[1] : null, second ? inputs[2] : null);
      const [x, a, b] = inputs.map((input) => castRaw(input, dtype));
      return runTernary(name, slot, x, a, b, dtype, value, out);
    },
    backward,
  });
}

const Addcmul = scaledTernary("addcmul", false, (ctx, [grad], { value }) => {
  const [a, b] = ctx.saved();
  return [
    grad,
    ctx.needs[1] ? mul(grad, mul(b, value)) : null,
    ctx.needs[2] ? mul(grad, mul(a, value)) : null,
  ];
});

const Addcdiv = scaledTernary("addcdiv", true, (ctx, [grad], { value }) => {
  const [a, b] = ctx.saved();
  return [
    grad,
    ctx.needs[1] ? mul(grad, div(value, b)) : null,
    ctx.needs[2] ? neg(mul(grad, div(mul(a, value), mul(b, b)))) : null,
  ];
});

function scaledCall(
  op: OpRecord<Scaled>,
  input: Tensor,
  given: readonly unknown[],
): [inputs: readonly Tensor[], attrs: Scaled] {
  const args = readArgs<AddcOptions>(op, ...given);
  const inputs = [
    checkTensor(op.name, input, "input"),
    checkTensor(op.name, args.tensor1, "tensor1"),
    checkTensor(op.name, args.tensor2, "tensor2"),
  ];
  if (op === Addcdiv && inputs.slice(1).every(({ dtype }) => !isFloat(dtype))) {
    throw new TensorError(
      op.name,
      "Integer division with addcdiv is no longer supported; " +
        "write input + value * trunc(tensor1 / tensor2), or convert one of them to a float",
      { dtypes: inputs.map(({ dtype }) => dtype) },
    );
  }
  const dtype = promoted(...inputs);
  return [inputs, { value: castScalar(op.name, args.value ?? 1, dtype), dtype }];
}

/**
 * `input + value * tensor1 * tensor2`, elementwise. Shapes broadcast.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.addcmul.html
 */
export function addcmul(
  input: Tensor,
  tensor1: Tensor | AddcOptions,
  tensor2?: Tensor | AddcOptions,
  value?: number | AddcOptions,
): Tensor {
  return apply(Addcmul, ...scaledCall(Addcmul, input, [tensor1, tensor2, value]));
}

/** `addcmul`, written into `input`. */
export function addcmul_(
  input: Tensor,
  tensor1: Tensor | AddcOptions,
  tensor2?: Tensor | AddcOptions,
  value?: number | AddcOptions,
): Tensor {
  return applyInPlace(Addcmul, ...scaledCall(Addcmul, input, [tensor1, tensor2, value]));
}

/**
 * `input + value * tensor1 / tensor2`, elementwise. Shapes broadcast. Throws for integers.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.addcdiv.html
 */
export function addcdiv(
  input: Tensor,
  tensor1: Tensor | AddcOptions,
  tensor2?: Tensor | AddcOptions,
  value?: number | AddcOptions,
): Tensor {
  return apply(Addcdiv, ...scaledCall(Addcdiv, input, [tensor1, tensor2, value]));
}

/** `addcdiv`, written into `input`. */
export function addcdiv_(
  input: Tensor,
  tensor1: Tensor | AddcOptions,
  tensor2?: Tensor | AddcOptions,
  value?: number | AddcOptions,
): Tensor {
  return applyInPlace(Addcdiv, ...scaledCall(Addcdiv, input, [tensor1, tensor2, value]));
}

// ---- nanToNum ----------------------------------------------------------------------------------

export interface NanToNumOptions {
  /** What replaces NaN; 0 where nothing is said. */
  nan?: number | null;
  /** What replaces infinity; the dtype's largest number where nothing is said. */
  posinf?: number | null;
  /** What replaces negative infinity; the dtype's lowest number where nothing is said. */
  neginf?: number | null;
}

const largest: Partial<Record<DType, number>> = {
  float32: 3.4028234663852886e38,
  float64: Number.MAX_VALUE,
};

const NanToNum = unary<readonly [nan: number, posinf: number, neginf: number]>({
  name: "nanToNum",
  params: ["nan", "posinf", "neginf"],
  saves: "input",
  numbers: (attrs) => attrs,
  backward: (grad, x) => mul(grad, isfinite(x)),
});

function replacements(
  input: Tensor,
  given: readonly unknown[],
): readonly [nan: number, posinf: number, neginf: number] {
  const { nan, posinf, neginf } = readArgs<NanToNumOptions>(NanToNum, ...given);
  const end = largest[checkTensor("nanToNum", input, "input").dtype] ?? 0;
  return [nan ?? 0, posinf ?? end, neginf ?? -end];
}

/**
 * NaN and the infinities replaced by numbers, elementwise.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nan_to_num.html
 */
export function nanToNum(
  input: Tensor,
  nan?: number | null | NanToNumOptions,
  posinf?: number | null | NanToNumOptions,
  neginf?: number | null | NanToNumOptions,
): Tensor {
  return callUnary(NanToNum, input, replacements(input, [nan, posinf, neginf]));
}

/** `nanToNum`, written into `input`. */
export function nanToNum_(
  input: Tensor,
  nan?: number | null | NanToNumOptions,
  posinf?: number | null | NanToNumOptions,
  neginf?: number | null | NanToNumOptions,
): Tensor {
  return callUnaryInPlace(NanToNum, input, replacements(input, [nan, posinf, neginf]));
}
