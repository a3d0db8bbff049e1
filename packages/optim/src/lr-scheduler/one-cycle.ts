/** Rates, and against them momenta, that rise and fall once. */
import { TensorError } from "@tapeloop/core";
import type { Optimizer, ParamGroup } from "../optimizer.ts";
import { hasMomentum, perGroup, type PerGroup, setMomentum } from "./momentum.ts";
import {
  common,
  LRScheduler,
  schedulerArgs,
  type SchedulerOptions,
  type StateNames,
} from "./scheduler.ts";

export interface OneCycleLROptions extends SchedulerOptions {
  /** The highest rate, for all groups or for each. */
  maxLr?: PerGroup;
  /** Steps in all; or give `epochs` and `stepsPerEpoch`. */
  totalSteps?: number | null;
  epochs?: number | null;
  stepsPerEpoch?: number | null;
  /** Share of the steps in which the rate rises; 0.3 where nothing is said. */
  pctStart?: number;
  annealStrategy?: "cos" | "linear";
  /** Let the momentum fall while the rate rises. */
  cycleMomentum?: boolean;
  baseMomentum?: PerGroup;
  maxMomentum?: PerGroup;
  /** The first rate is `maxLr / divFactor`; 25 where nothing is said. */
  divFactor?: number;
  /** The last rate is the first divided by this; 1e4 where nothing is said. */
  finalDivFactor?: number;
  /** Back down to the first rate as it went up, then to the last. */
  threePhase?: boolean;
}

/** From one rate and momentum to another, up to a step; by PyTorch's names, which are also those of the groups' options. */
interface Phase {
  readonly end_step: number;
  readonly start_lr: "initial_lr" | "max_lr";
  readonly end_lr: "initial_lr" | "max_lr" | "min_lr";
  readonly start_momentum: "base_momentum" | "max_momentum";
  readonly end_momentum: "base_momentum" | "max_momentum";
}

function phasesOf(totalSteps: number, pctStart: number, threePhase: boolean): Phase[] {
  const phase = (
    end_step: number,
    [start_lr, end_lr]: readonly [Phase["start_lr"], Phase["end_lr"]],
    [start_momentum, end_momentum]: readonly [Phase["start_momentum"], Phase["end_momentum"]],
  ): Phase => ({ end_step, start_lr, end_lr, start_momentum, end_momentum });
  const [top, last] = [pctStart * totalSteps - 1, totalSteps - 1];
  const rise = phase(top, ["initial_lr", "max_lr"], ["max_momentum", "base_momentum"]);
  const back = ["base_momentum", "max_momentum"] as const;
  if (!threePhase) return [rise, phase(last, ["max_lr", "min_lr"], back)];
  return [
    rise,
    phase(2 * pctStart * totalSteps - 2, ["max_lr", "initial_lr"], back),
    phase(last, ["initial_lr", "min_lr"], ["max_momentum", "max_momentum"]),
  ];
}

function anneal(strategy: "cos" | "linear", from: number, to: number, share: number): number {
  if (strategy === "linear") return (to - from) * share + from;
  return to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));
}

/**
 * One rise and one fall of the rate over all of the training. `step` after each batch.
 *
 * Source: https://arxiv.org/abs/1708.07120, https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html
 */
export class OneCycleLR extends LRScheduler {
  static readonly params: readonly string[] = [
    "maxLr",
    "totalSteps",
    "epochs",
    "stepsPerEpoch",
    "pctStart",
    "annealStrategy",
    "cycleMomentum",
    "baseMomentum",
    "maxMomentum",
    "divFactor",
    "finalDivFactor",
    "threePhase",
    ...common,
  ];
  totalSteps: number;
  annealStrategy: "cos" | "linear";
  cycleMomentum: boolean;
  /** Whether the momentum is the first of Adam's `betas`. */
  protected useBeta1: boolean;
  protected phases: readonly Phase[];

  constructor(optimizer: Optimizer, maxLr: PerGroup | OneCycleLROptions, ...more: unknown[]) {
    const args = schedulerArgs<OneCycleLROptions>(OneCycleLR, optimizer, [maxLr, ...more]);
    const {
      pctStart = 0.3,
      annealStrategy = "cos",
      cycleMomentum = true,
      divFactor = 25,
      finalDivFactor = 1e4,
      threePhase = false,
    } = args;
    const totalSteps = args.totalSteps ?? (args.epochs ?? NaN) * (args.stepsPerEpoch ?? NaN);
    if (args.maxLr === undefined)
      throw new TensorError("OneCycleLR", "needs maxLr, the highest rate");
    if (Number.isNaN(totalSteps))
      throw new TensorError(
        "OneCycleLR",
        "you must define either totalSteps OR (epochs AND stepsPerEpoch)",
      );
    if (!Number.isInteger(totalSteps) || totalSteps <= 0)
      throw new TensorError(
        "OneCycleLR",
        `expected positive integer totalSteps, but got ${totalSteps}`,
      );
    if (pctStart < 0 || pctStart > 1)
      throw new TensorError(
        "OneCycleLR",
        `expected float between 0 and 1 pctStart, but got ${pctStart}`,
      );
    if (annealStrategy !== "cos" && annealStrategy !== "linear")
      throw new TensorError(
        "OneCycleLR",
        `annealStrategy must be one of 'cos' or 'linear', instead got ${String(annealStrategy)}`,
      );
    if (cycleMomentum && !hasMomentum(optimizer))
      throw new TensorError(
        "OneCycleLR",
        "optimizer must support momentum with cycleMomentum option enabled; pass { cycleMomentum: false }",
      );
    if ((args.lastEpoch ?? -1) === -1) {
      const highest = perGroup("OneCycleLR", "maxLr", args.maxLr, optimizer.paramGroups);
      const low = perGroup(
        "OneCycleLR",
        "baseMomentum",
        args.baseMomentum ?? 0.85,
        optimizer.paramGroups,
      );
      const high = perGroup(
        "OneCycleLR",
        "maxMomentum",
        args.maxMomentum ?? 0.95,
        optimizer.paramGroups,
      );
      for (const [i, group] of optimizer.paramGroups.entries()) {
        const initial = highest[i] / divFactor;
        Object.assign(group, {
          initial_lr: initial,
          max_lr: highest[i],
          min_lr: initial / finalDivFactor,
        });
        if (!cycleMomentum) continue;
        setMomentum(group, high[i]);
        Object.assign(group, { max_momentum: high[i], base_momentum: low[i] });
      }
    }
    super(optimizer, args);
    this.totalSteps = totalSteps;
    this.annealStrategy = annealStrategy;
    this.cycleMomentum = cycleMomentum;
    this.useBeta1 = "betas" in optimizer.defaults;
    this.phases = phasesOf(totalSteps, pctStart, threePhase);
    this.start();
  }

  getLr(): number[] {
    const step = this.lastEpoch;
    if (step > this.totalSteps)
      throw new TensorError(
        "OneCycleLR",
        `tried to step ${step} times. The specified number of total steps is ${this.totalSteps}`,
      );
    const found = this.phases.findIndex(({ end_step }) => step <= end_step);
    const index = found === -1 ? this.phases.length - 1 : found;
    const phase = this.phases[index];
    const start = index === 0 ? 0 : this.phases[index - 1].end_step;
    const share = (step - start) / (phase.end_step - start);
    const between = (group: ParamGroup, from: string, to: string): number =>
      anneal(this.annealStrategy, group[from] as number, group[to] as number, share);
    return this.groups.map((group) => {
      if (this.cycleMomentum)
        setMomentum(group, between(group, phase.start_momentum, phase.end_momentum));
      return between(group, phase.start_lr, phase.end_lr);
    });
  }

  protected override get stateNames(): StateNames {
    return {
      totalSteps: "total_steps",
      phases: "_schedule_phases",
      annealStrategy: "_anneal_func_type",
      cycleMomentum: "cycle_momentum",
      useBeta1: "use_beta1",
    };
  }
}
