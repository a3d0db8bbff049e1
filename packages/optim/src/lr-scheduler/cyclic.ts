/** Rates, and against them momenta, that rise and fall in cycles: CyclicLR and OneCycleLR. */
import { TensorError } from "@tapeloop/core";
import type { Optimizer, ParamGroup } from "../optimizer.ts";
import { common, LRScheduler, schedulerArgs, type SchedulerOptions } from "./scheduler.ts";

type PerGroup = number | readonly number[];

function perGroup(
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
function setMomentum(group: ParamGroup, momentum: number): void {
  if (Array.isArray(group.betas)) group.betas = [momentum, ...(group.betas as number[]).slice(1)];
  else group.momentum = momentum;
}

function hasMomentum({ defaults }: Optimizer): boolean {
  return "momentum" in defaults || "betas" in defaults;
}

export interface CyclicLROptions extends SchedulerOptions {
  /** The lowest rate, for all groups or for each. */
  baseLr?: PerGroup;
  /** The highest rate, for all groups or for each. */
  maxLr?: PerGroup;
  /** Steps from the lowest rate to the highest; 2000 where nothing is said. */
  stepSizeUp?: number;
  /** Steps back down; `stepSizeUp` where nothing is said. */
  stepSizeDown?: number | null;
  /** Constant height, half as high each cycle, or `gamma ** step` as high. */
  mode?: "triangular" | "triangular2" | "exp_range";
  gamma?: number;
  /** The height by your own function, of the cycle (from 1) or of the step; `mode` is then not used. */
  scaleFn?: ((x: number) => number) | null;
  scaleMode?: "cycle" | "iterations";
  /** Let the momentum fall while the rate rises. */
  cycleMomentum?: boolean;
  baseMomentum?: PerGroup;
  maxMomentum?: PerGroup;
}

/**
 * Lets the rate rise and fall between two bounds. `step` after each batch.
 *
 * Source: https://arxiv.org/abs/1506.01186, https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CyclicLR.html
 */
export class CyclicLR extends LRScheduler {
  static readonly params: readonly string[] = [
    "baseLr",
    "maxLr",
    "stepSizeUp",
    "stepSizeDown",
    "mode",
    "gamma",
    "scaleFn",
    "scaleMode",
    "cycleMomentum",
    "baseMomentum",
    "maxMomentum",
    ...common,
  ];
  readonly #maxLrs: number[];
  readonly #totalSize: number;
  readonly #upShare: number;
  readonly #scale: (x: number) => number;
  readonly #scaleMode: "cycle" | "iterations";
  readonly #momenta: { base: number[]; max: number[] } | null;

  constructor(optimizer: Optimizer, baseLr: PerGroup | CyclicLROptions, ...more: unknown[]) {
    const args = schedulerArgs<CyclicLROptions>(CyclicLR, [baseLr, ...more]);
    const {
      baseLr: low,
      maxLr,
      stepSizeUp = 2000,
      mode = "triangular",
      gamma = 1,
      scaleFn = null,
      cycleMomentum = true,
    } = args;
    const { lastEpoch = -1, baseMomentum = 0.8, maxMomentum = 0.9 } = args;
    if (low === undefined || maxLr === undefined)
      throw new TensorError("CyclicLR", "needs baseLr and maxLr, the lowest and the highest rate");
    if (!["triangular", "triangular2", "exp_range"].includes(mode) && !scaleFn)
      throw new TensorError("CyclicLR", `mode "${mode}" is invalid and scaleFn is null`);
    if (cycleMomentum && !hasMomentum(optimizer))
      throw new TensorError(
        "CyclicLR",
        "optimizer must support momentum or beta1 with cycleMomentum enabled; pass { cycleMomentum: false }",
      );
    const lows = perGroup("CyclicLR", "baseLr", low, optimizer.paramGroups);
    if (lastEpoch === -1)
      for (const [i, group] of optimizer.paramGroups.entries())
        group.initial_lr = group.lr = lows[i];
    super(optimizer, args);
    this.baseLrs = lows;
    this.#maxLrs = perGroup("CyclicLR", "maxLr", maxLr, this.groups);
    this.#totalSize = stepSizeUp + (args.stepSizeDown ?? stepSizeUp);
    this.#upShare = stepSizeUp / this.#totalSize;
    const modes = {
      triangular: () => 1,
      triangular2: (cycle: number) => 1 / 2 ** (cycle - 1),
      exp_range: (step: number) => gamma ** step,
    };
    this.#scale = scaleFn ?? modes[mode];
    this.#scaleMode = scaleFn
      ? (args.scaleMode ?? "cycle")
      : mode === "exp_range"
        ? "iterations"
        : "cycle";
    this.#momenta = cycleMomentum
      ? {
          base: perGroup("CyclicLR", "baseMomentum", baseMomentum, this.groups),
          max: perGroup("CyclicLR", "maxMomentum", maxMomentum, this.groups),
        }
      : null;
    if (this.#momenta && lastEpoch === -1)
      for (const [i, group] of this.groups.entries()) setMomentum(group, this.#momenta.max[i]);
    this.start();
  }

  getLr(): number[] {
    const cycle = Math.floor(1 + this.lastEpoch / this.#totalSize);
    const x = 1 + this.lastEpoch / this.#totalSize - cycle;
    const height = x <= this.#upShare ? x / this.#upShare : (x - 1) / (this.#upShare - 1);
    const scale = this.#scale(this.#scaleMode === "cycle" ? cycle : this.lastEpoch);
    if (this.#momenta) {
      const { base, max } = this.#momenta;
      for (const [i, group] of this.groups.entries())
        setMomentum(group, max[i] - (max[i] - base[i]) * height * scale);
    }
    return this.baseLrs.map((low, i) => low + (this.#maxLrs[i] - low) * height * scale);
  }
}

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

interface Phase {
  readonly end: number;
  readonly lr: readonly [from: "initial_lr" | "max_lr", to: "initial_lr" | "max_lr" | "min_lr"];
  readonly momentum: readonly [
    from: "base_momentum" | "max_momentum",
    to: "base_momentum" | "max_momentum",
  ];
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
  readonly totalSteps: number;
  readonly #phases: readonly Phase[];
  readonly #anneal: (from: number, to: number, share: number) => number;
  readonly #cycleMomentum: boolean;

  constructor(optimizer: Optimizer, maxLr: PerGroup | OneCycleLROptions, ...more: unknown[]) {
    const args = schedulerArgs<OneCycleLROptions>(OneCycleLR, [maxLr, ...more]);
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
    this.#cycleMomentum = cycleMomentum;
    const cosine = (from: number, to: number, share: number): number =>
      to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));
    this.#anneal =
      annealStrategy === "cos" ? cosine : (from, to, share) => (to - from) * share + from;
    const rise: Phase = {
      end: pctStart * totalSteps - 1,
      lr: ["initial_lr", "max_lr"],
      momentum: ["max_momentum", "base_momentum"],
    };
    this.#phases = threePhase
      ? [
          rise,
          {
            end: 2 * pctStart * totalSteps - 2,
            lr: ["max_lr", "initial_lr"],
            momentum: ["base_momentum", "max_momentum"],
          },
          {
            end: totalSteps - 1,
            lr: ["initial_lr", "min_lr"],
            momentum: ["max_momentum", "max_momentum"],
          },
        ]
      : [
          rise,
          {
            end: totalSteps - 1,
            lr: ["max_lr", "min_lr"],
            momentum: ["base_momentum", "max_momentum"],
          },
        ];
    this.start();
  }

  getLr(): number[] {
    const step = this.lastEpoch;
    if (step > this.totalSteps)
      throw new TensorError(
        "OneCycleLR",
        `tried to step ${step} times. The specified number of total steps is ${this.totalSteps}`,
      );
    const found = this.#phases.findIndex(({ end }) => step <= end);
    const index = found === -1 ? this.#phases.length - 1 : found;
    const { end, lr, momentum } = this.#phases[index];
    const start = index === 0 ? 0 : this.#phases[index - 1].end;
    const share = (step - start) / (end - start);
    const between = (group: ParamGroup, [from, to]: readonly [string, string]): number =>
      this.#anneal(group[from] as number, group[to] as number, share);
    return this.groups.map((group) => {
      if (this.#cycleMomentum) setMomentum(group, between(group, momentum));
      return between(group, lr);
    });
  }
}
