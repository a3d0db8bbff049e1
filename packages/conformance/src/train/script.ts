/** What a ported training script gets and gives. */
import * as tapeloop from "tapeloop";
import type { Tensor } from "tapeloop";

export interface Run {
  readonly data: Readonly<Record<string, Tensor>>;
  /** Marks where the initial state was recorded: loads it, and answers the model. */
  start<M>(model: M): M;
  /** `torch.randperm(n)`, or the recorded one. */
  permutation(n: number): Tensor;
}

export interface Script {
  /** What it calls beyond the basics; the replay looks it up first, and names what is missing. */
  readonly uses: readonly string[];
  run(run: Run): { losses: number[]; metric?: number };
}

// The ports are older than some of the classes they use: names are looked up at run time, `uses` says which.
// oxlint-disable-next-line typescript/no-explicit-any
const names = tapeloop as any;

export const torch = names.torch;
export const nn = names.nn;
export const optim = names.optim;
