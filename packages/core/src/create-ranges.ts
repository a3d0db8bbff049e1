/** Numbers at equal distances, or ratios. */
import { emptyTensor, wrapArray } from "./alloc.ts";
import { type CreateOptions, creation, finish } from "./create-options.ts";
import { checkDType, type DType, getDefaultDtype, isFloat, scalarType } from "./dtype.ts";
import { showValue, TensorError } from "./errors.ts";
import { readArgs, signature } from "./op/record.ts";
import { castNumbers, castScalar } from "./op/scalar.ts";
import type { Tensor } from "./tensor.ts";

const Arange = signature("arange", ["end", "step", ...creation], {
  first: "start",
  differentiable: false,
});

export interface RangeOptions extends CreateOptions {
  start?: number | boolean;
  end?: number | boolean;
  /** Distance of neighbours; 1 where nothing is said. */
  step?: number | boolean;
}

/**
 * Numbers from `start` (0) up to but not including `end`, `step` (1) apart: `arange(5)`, `arange(1, 2, 0.25)`.
 *
 * int64 where all three are whole numbers, else float32 (the default dtype).
 * Source: https://pytorch.org/docs/stable/generated/torch.arange.html
 */
export function arange(
  start: number | RangeOptions,
  end?: number | RangeOptions,
  step?: number | RangeOptions,
  ...rest: [options?: RangeOptions]
): Tensor {
  const params = { name: "arange", params: ["start", ...Arange.params] };
  const args = readArgs<RangeOptions>(params, start, end, step, ...rest);
  const alone = args.end === undefined;
  const from = alone ? 0 : Number(args.start ?? 0);
  const upTo = Number(alone ? (args.start ?? NaN) : args.end);
  const by = Number(args.step ?? 1);
  if (by === 0) throw new TensorError("arange", "step must be nonzero");
  if (!Number.isFinite(from) || !Number.isFinite(upTo))
    throw new TensorError("arange", `unsupported range: ${from} -> ${upTo}`);
  const natural = [from, upTo, by].every((x) => scalarType(x) === "int64")
    ? "int64"
    : getDefaultDtype();
  const dtype = args.dtype ? checkCounting("arange", args.dtype) : natural;
  // As in PyTorch, integers are counted out from truncated bounds; how many there are only int64 asks of them too.
  const whole = dtype === "int64" ? Math.trunc : (x: number): number => x;
  const [first, last, distance] = isFloat(dtype)
    ? [from, upTo, by]
    : [from, upTo, by].map(Math.trunc);
  if (distance === 0)
    throw new TensorError("arange", `step must be nonzero, got ${by} for dtype ${dtype}`);
  if (Math.sign(distance) * (last - first) < 0) {
    throw new TensorError(
      "arange",
      `upper bound and larger bound inconsistent with step sign: from ${from} to ${upTo} by ${by}`,
    );
  }
  const count = Math.ceil((whole(upTo) - whole(from)) / whole(by));
  return finish(
    "arange",
    computed("arange", Math.max(count, 0), dtype, (i) => first + i * distance),
    args,
  );
}

/** Refuses bool, which nothing is counted in. */
function checkCounting(op: string, given: DType): DType {
  const dtype = checkDType(op, given);
  if (dtype !== "bool") return dtype;
  throw new TensorError(op, "not implemented for dtype bool; ask for numbers and use ne(0)", {
    dtypes: [dtype],
  });
}

/** Fills by index, in double precision, then converts. */
function computed(op: string, count: number, dtype: DType, value: (i: number) => number): Tensor {
  const out = emptyTensor([count], dtype);
  if (isFloat(dtype)) {
    const { data } = out.storage;
    for (let i = 0; i < count; i++) data[i] = value(i);
    return out;
  }
  const exact = Float64Array.from({ length: count }, (_, i) => value(i));
  if (dtype === "int64") return wrapArray(castNumbers(op, exact, dtype), [count], dtype);
  // Narrow integers wrap, as PyTorch's do.
  for (let i = 0; i < count; i++) out.storage.data[i] = exact[i] | 0;
  return out;
}

export interface LinspaceOptions extends CreateOptions {
  end?: number;
  /** How many; both ends are among them. */
  steps?: number;
}

const Linspace = signature("linspace", ["end", "steps", ...creation], {
  first: "start",
  differentiable: false,
});

/**
 * `steps` numbers from `start` to `end`, both included, at equal distances: float32 (the default dtype) where nothing is said.
 * Integer dtypes cut the fractions off `start` and `end` first, and then off each number. PyTorch's own
 * integers may differ by one, since its vector loop cuts more often.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.linspace.html
 */
export function linspace(
  start: number,
  end: number | LinspaceOptions,
  steps?: number | LinspaceOptions,
  ...rest: [options?: LinspaceOptions]
): Tensor {
  const args = readArgs<LinspaceOptions>(Linspace, end, steps, ...rest);
  return finish(
    "linspace",
    spaced("linspace", start, args, (x) => x),
    args,
  );
}

function spaced(
  op: string,
  start: number,
  { end, steps, dtype }: LinspaceOptions,
  curve: (x: number) => number,
): Tensor {
  for (const [name, value] of Object.entries({ start, end })) {
    if (typeof value !== "number")
      throw new TensorError(op, `${name} must be a number, got ${showValue(value)}`);
  }
  if (steps === undefined || !Number.isInteger(steps) || steps < 0)
    throw new TensorError(op, `number of steps must be non-negative, got ${showValue(steps)}`);
  const target = dtype ? checkCounting(op, dtype) : getDefaultDtype();
  // Integers are counted from and to integers, though by fractions.
  const [first, last] = isFloat(target)
    ? [start, end as number]
    : [castScalar(op, start, target), castScalar(op, end as number, target)];
  const step = (last - first) / (steps - 1);
  // Counted from both ends, as in PyTorch, so that both are exact.
  const half = Math.floor(steps / 2);
  const at = (i: number): number => (i < half ? first + i * step : last - (steps - 1 - i) * step);
  return computed(op, steps, target, (i) => curve(steps === 1 ? start : at(i)));
}

export interface LogspaceOptions extends LinspaceOptions {
  base?: number;
}

const Logspace = signature("logspace", ["end", "steps", "base", ...creation], {
  first: "start",
  differentiable: false,
});

/**
 * `steps` numbers from `base ** start` to `base ** end` at equal ratios, 10 being the base: float32 (the default dtype) where nothing
 * is said. Integer dtypes cut the fractions off `start` and `end` first, and then off each number.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.logspace.html
 */
export function logspace(
  start: number,
  end: number | LogspaceOptions,
  steps?: number | LogspaceOptions,
  base?: number | LogspaceOptions,
  ...rest: [options?: LogspaceOptions]
): Tensor {
  const args = readArgs<LogspaceOptions>(Logspace, end, steps, base, ...rest);
  const root = args.base ?? 10;
  return finish(
    "logspace",
    spaced("logspace", start, args, (x) => root ** x),
    args,
  );
}
