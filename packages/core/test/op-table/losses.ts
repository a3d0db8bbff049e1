/** What references of losses share. */
import { named } from "./arguments.ts";
import { cast, type Nd, reduce, zip } from "./nd.ts";
import { floats, type OpSpec, type Sample, t } from "./spec.ts";

export type Reduction = "none" | "mean" | "sum";

export interface LossArgs {
  reduction?: Reduction;
  sizeAverage?: boolean | null;
  reduce?: boolean | null;
}

export function reductionOf({
  reduction = "mean",
  sizeAverage,
  reduce: does,
}: LossArgs): Reduction {
  if (does === false) return "none";
  if (sizeAverage === false) return "sum";
  return does || sizeAverage ? "mean" : reduction;
}

/** The losses of single elements as one. */
export function reduced(losses: Nd, args: LossArgs, count = losses.data.length): Nd {
  const how = reductionOf(args);
  if (how === "none") return losses;
  const total = (values: number[]): number => values.reduce((a, b) => a + b, 0);
  return reduce(losses, null, false, (values) => total(values) / (how === "mean" ? count : 1));
}

export const legacy = ["sizeAverage", "reduce", "reduction"];

/** `a - b` as their dtype has it: uint8 wraps round. */
export function difference(a: Nd, b: Nd): Nd {
  const dtype = a.dtype === b.dtype ? a.dtype : null;
  return zip((x, y) => (dtype ? cast(x - y, dtype) : x - y), a, b);
}

/** Options that say how to reduce, in all ways. */
export const reductions: readonly LossArgs[] = [
  { reduction: "none" },
  { reduction: "sum" },
  { sizeAverage: false },
  { reduce: false },
];

/** Samples of a loss of two tensors of one shape. */
export function pairs(target: (shape: readonly number[]) => unknown, ...more: Sample[]): Sample[] {
  return [
    [t([3, 4]), target([3, 4])],
    [t([]), target([])],
    [t([2, 1, 3]), target([2, 1, 3])],
    [t([0]), target([0]), { reduction: "sum" }],
    ...reductions.map((options) => [t([3, 4]), target([3, 4]), options]),
    ...more,
  ];
}

export const badReduction: NonNullable<OpSpec["errors"]> = [
  [[t([2]), t([2]), { reduction: "average" }], /"average" is not a valid value for reduction/],
];

/** A loss of two tensors, element by element. */
export function pairLoss<Args extends LossArgs>(
  params: readonly string[],
  loss: (args: Args) => (x: number, target: number) => number,
  more: Partial<OpSpec> & { samples: readonly Sample[] },
): OpSpec {
  return {
    dtypes: floats,
    reference: (x: Nd, ...rest: unknown[]) => {
      const args = named<Args & { target: Nd }>(params, rest);
      return reduced(zip(loss(args), x, args.target), args);
    },
    ...more,
    errors: [...badReduction, ...(more.errors ?? [])],
  };
}
