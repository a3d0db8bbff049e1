/** Watching one of the numbers that training measures. */
import { TensorError } from "@tapeloop/core";
import type { StateDict } from "@tapeloop/nn";
import type { Logs } from "../history.ts";
import type { Model } from "../model.ts";
import type { Run } from "./callback.ts";

/** Whether less or more is better; "auto" goes by the name: more for `accuracy`, `acc` and `auc`, else less. */
export type MonitorMode = "auto" | "min" | "max";

/** The best value of one number so far. */
export class Monitor {
  readonly #caller: string;
  readonly name: string;
  readonly #sign: 1 | -1;
  readonly #minDelta: number;
  best: number;

  constructor(caller: string, name: string, mode: MonitorMode, minDelta = 0) {
    if (!["auto", "min", "max"].includes(mode))
      throw new TensorError(
        caller,
        `mode must be "auto", "min" or "max", got ${JSON.stringify(mode)}`,
      );
    if (!Number.isFinite(minDelta))
      throw new TensorError(caller, `minDelta must be a number, got ${String(minDelta)}`);
    const more = mode === "max" || (mode === "auto" && /(acc|accuracy|auc)$/i.test(name));
    this.#caller = caller;
    this.name = name;
    this.#sign = more ? -1 : 1;
    this.#minDelta = Math.abs(minDelta);
    this.best = this.worst;
  }

  /** What anything is better than. */
  get worst(): number {
    return this.#sign * Infinity;
  }

  /** Whether a value is better than another by more than `minDelta`. A NaN never is. */
  isBetter(value: number, than: number): boolean {
    return this.#sign * value + this.#minDelta < this.#sign * than;
  }

  /** Throws where nothing of that name will be measured. */
  check({ names }: Run): void {
    if (names.includes(this.name)) return;
    const hint = this.name.startsWith("val")
      ? "; to validate, give fit a validationSplit or validationData"
      : "";
    throw new TensorError(
      this.#caller,
      `monitor "${this.name}" is not measured; there is ${names.join(", ")}${hint}`,
    );
  }

  /** The number in an epoch's logs. */
  read(logs: Logs): number {
    return logs[this.name];
  }
}

/** A copy of all weights, as they are now. */
export function copyWeights(model: Model): StateDict {
  return Object.fromEntries(
    Object.entries(model.stateDict()).map(([name, tensor]) => [name, tensor.detach().clone()]),
  );
}
