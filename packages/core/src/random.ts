/** Fresh tensors of random values. The streams are PyTorch's: after `manualSeed(0)` the draws are the same. */
import { emptyTensor, zeroTensor } from "./alloc.ts";
import { checkDType, type DType, getDefaultDtype } from "./dtype.ts";
import { TensorError } from "./errors.ts";
import { defaultGenerator, type Generator } from "./generator.ts";
import {
  integerRange,
  randomIntegers,
  randperm as permutation,
} from "./kernels/random-integers.ts";
import { broadcastShapes, checkShape, type Shape } from "./layout.ts";
import { isOptions, readArgs, type Signature, signature } from "./op/record.ts";
import { add, mul } from "./ops/arithmetic.ts";
import { normal_, uniform_ } from "./ops/random.ts";
import { type CreateOptions, finish, readSizeArgs } from "./create-options.ts";
import { Tensor } from "./tensor.ts";

export interface RandomCreateOptions extends CreateOptions {
  /** A stream of its own; the default one where nothing is said. */
  generator?: Generator | null;
}

/** Sizes one by one or as one array, and options at the end. */
export type RandomSizeArgs = readonly (
  | number
  | readonly number[]
  | (RandomCreateOptions & { size?: readonly number[] })
)[];

const options = ["generator", "dtype", "requiresGrad", "device"] as const;
const random = { first: "size", differentiable: false } as const;

const Rand = signature("rand", options, random);
const Randn = signature("randn", options, random);

/** Uniform numbers from [0, 1) of the given sizes. Source: https://pytorch.org/docs/stable/generated/torch.rand.html */
export function rand(...size: RandomSizeArgs): Tensor {
  const { shape, options: args } = readSizeArgs<RandomCreateOptions>(Rand, size);
  return finish(
    "rand",
    uniform_(emptyTensor(shape, floatDtype("rand", args)), { generator: args.generator }),
    args,
  );
}

/** Normal numbers (mean 0, variance 1) of the given sizes. Source: https://pytorch.org/docs/stable/generated/torch.randn.html */
export function randn(...size: RandomSizeArgs): Tensor {
  const { shape, options: args } = readSizeArgs<RandomCreateOptions>(Randn, size);
  return finish(
    "randn",
    normal_(emptyTensor(shape, floatDtype("randn", args)), { generator: args.generator }),
    args,
  );
}

function floatDtype(op: string, { dtype }: CreateOptions): DType {
  return dtype ? checkDType(op, dtype) : getDefaultDtype();
}

function like(
  op: Signature,
  input: Tensor,
  given: readonly unknown[],
  draw: (out: Tensor, generator: Generator | null) => Tensor,
): Tensor {
  const args = readArgs<RandomCreateOptions>(op, ...given);
  return finish(
    op.name,
    draw(emptyTensor(input.layout.shape, args.dtype ?? input.dtype), args.generator ?? null),
    args,
  );
}

const RandLike = signature("randLike", options, { differentiable: false });
const RandnLike = signature("randnLike", options, { differentiable: false });

/** Uniform numbers from [0, 1) with the shape and dtype of `input`. */
export function randLike(input: Tensor, ...rest: [options?: RandomCreateOptions]): Tensor {
  return like(RandLike, input, rest, (out, generator) => uniform_(out, { generator }));
}

/** Normal numbers with the shape and dtype of `input`. */
export function randnLike(input: Tensor, ...rest: [options?: RandomCreateOptions]): Tensor {
  return like(RandnLike, input, rest, (out, generator) => normal_(out, { generator }));
}

// ---- integers ------------------------------------------------------------------------------------------------------------

export interface RandintOptions extends RandomCreateOptions {
  low?: number;
  high?: number;
  size?: readonly number[];
}

const Randint = signature("randint", ["high", "size", ...options], {
  first: "low",
  differentiable: false,
});

/**
 * Integers from [low, high), int64: `randint(10, [3])` or `randint(5, 10, [3])`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.randint.html
 */
export function randint(
  low: number | RandintOptions,
  high?: number | readonly number[] | RandintOptions,
  size?: readonly number[] | RandintOptions,
  ...rest: [options?: RandintOptions]
): Tensor {
  // With one bound it is the upper one.
  const short =
    typeof low === "number" &&
    typeof high !== "number" &&
    !(isOptions(high) && high.high !== undefined);
  const args = short
    ? {
        low: 0,
        ...readArgs<RandintOptions>(
          { name: "randint", params: ["high", "size", ...options] },
          low,
          high,
          size,
          ...rest,
        ),
      }
    : readArgs<RandintOptions>(
        { name: "randint", params: ["low", ...Randint.params] },
        low,
        high,
        size,
        ...rest,
      );
  const shape = checkShape("randint", args.size ?? []);
  return finish(
    "randint",
    integers("randint", shape, args, args.dtype ? checkDType("randint", args.dtype) : "int64"),
    args,
  );
}

function integers(op: string, shape: Shape, args: RandintOptions, dtype: DType): Tensor {
  if (args.high === undefined)
    throw new TensorError(op, "needs high, one above the largest integer to draw");
  const range = integerRange(op, dtype, args.low ?? 0, args.high);
  const out = emptyTensor(shape, dtype);
  randomIntegers(args.generator ?? defaultGenerator, out.storage.data, 0, out.layout.size, range);
  return out;
}

const RandintLike = signature("randintLike", ["low", "high", ...options], {
  differentiable: false,
});

/** Integers from [low, high) with the shape and dtype of `input`; one bound is `high`. */
export function randintLike(
  input: Tensor,
  low: number | RandintOptions,
  high?: number | RandintOptions,
  ...rest: [options?: RandintOptions]
): Tensor {
  const short = typeof low === "number" && typeof high !== "number";
  const args = short
    ? { ...readArgs<RandintOptions>(RandintLike, 0, low, high, ...rest) }
    : readArgs<RandintOptions>(RandintLike, low, high, ...rest);
  return finish(
    "randintLike",
    integers("randintLike", input.layout.shape, args, args.dtype ?? input.dtype),
    args,
  );
}

const Randperm = signature("randperm", options, { first: "n", differentiable: false });

/** The integers from 0 to n - 1 in random order, int64. Source: https://pytorch.org/docs/stable/generated/torch.randperm.html */
export function randperm(n: number, ...rest: [options?: RandomCreateOptions]): Tensor {
  const args = readArgs<RandomCreateOptions>(Randperm, ...rest);
  if (!Number.isInteger(n) || n < 0)
    throw new TensorError("randperm", `n must be non-negative, got ${n}`);
  const dtype = args.dtype ? checkDType("randperm", args.dtype) : "int64";
  const limit = {
    float32: 2 ** 24 + 1,
    float64: 2 ** 53,
    int64: 2 ** 53,
    int32: 2 ** 31,
    uint8: 256,
    bool: 0,
  }[dtype];
  if (n > limit)
    throw new TensorError("randperm", `dtype ${dtype} does not hold the integers up to ${n - 1}`, {
      dtypes: [dtype],
    });
  const out = zeroTensor([n], dtype);
  permutation(args.generator ?? defaultGenerator, out.storage.data, 0, n);
  return finish("randperm", out, args);
}

// ---- normal ----------------------------------------------------------------------------------------------------------------

export interface NormalCreateOptions extends RandomCreateOptions {
  mean?: number | Tensor;
  /** Standard deviation. */
  std?: number | Tensor;
  size?: readonly number[];
}

const NormalCreate = signature("normal", ["std", "size", ...options], {
  first: "mean",
  differentiable: false,
});

/**
 * Normal numbers of the given means and standard deviations, tensors or numbers; of numbers with a `size`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.normal.html
 */
export function normal(
  mean: number | Tensor | NormalCreateOptions,
  std?: number | Tensor | NormalCreateOptions,
  size?: readonly number[] | NormalCreateOptions,
  ...rest: [options?: NormalCreateOptions]
): Tensor {
  const args = readArgs<NormalCreateOptions>(
    { name: "normal", params: ["mean", ...NormalCreate.params] },
    mean,
    std,
    size,
    ...rest,
  );
  const m = args.mean ?? 0;
  const s = args.std ?? 1;
  if (!(m instanceof Tensor) && !(s instanceof Tensor)) {
    const out = emptyTensor(checkShape("normal", args.size ?? []), floatDtype("normal", args));
    return finish("normal", normal_(out, { mean: m, std: s, generator: args.generator }), args);
  }
  const shapes = [m, s].map((x) => (x instanceof Tensor ? x.layout.shape : []));
  const like = m instanceof Tensor ? m : (s as Tensor);
  if (s instanceof Tensor && s.detach().lt(0).any().item())
    throw new TensorError("normal", "expects all elements of std >= 0.0");
  const unit = normal_(emptyTensor(broadcastShapes("normal", shapes[0], shapes[1]), like.dtype), {
    generator: args.generator,
  });
  return finish("normal", add(mul(unit, s), m).detach(), args);
}
