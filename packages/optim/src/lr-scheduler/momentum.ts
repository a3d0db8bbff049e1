/** What schedulers of rates and momenta have in common: values for each group, and what the momentum is called. */
import { TensorError } from "@tapeloop/core";
import type { Optimizer, ParamGroup } from "../optimizer.ts";

/** One number for all parameter groups, or one for each. */
export type PerGroup = number | readonly number[];

/** The number of each group. Throws where there are not as many as groups. */
export function perGroup(
  op: string,
  name: string,
  value: PerGroup,
  groups: readonly ParamGroup[],
): number[] {
  if (typeof value === "number") return groups.map(() => value);
  if (value.length !== groups.length)
    throw new TensorError(op, `expected ${groups.length} values for ${name}, got ${value.length}`);
  return [...value];
}

/** Momentum, as the optimizer calls it: `momentum`, or the first of Adam's `betas`. */
export function setMomentum(group: ParamGroup, momentum: number): void {
  if (Array.isArray(group.betas)) group.betas = [momentum, ...(group.betas as number[]).slice(1)];
  else group.momentum = momentum;
}

export function hasMomentum({ defaults }: Optimizer): boolean {
  return "momentum" in defaults || "betas" in defaults;
}
