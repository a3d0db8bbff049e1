/** Rates, and against them momenta, that rise and fall again and again. */
import { TensorError } from "@tapeloop/core";
import type { Optimizer } from "../optimizer.ts";
import { hasMomentum, perGroup, type PerGroup, setMomentum } from "./momentum.ts";
import {
  common,
  LRScheduler,
  schedulerArgs,
  type SchedulerOptions,
  type StateNames,
} from "./scheduler.ts";

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
  maxLrs: readonly number[];
  /** Steps of one cycle, and which share of them the rise takes. */
  totalSize: number;
  stepRatio: number;
  mode: "triangular" | "triangular2" | "exp_range";
  gamma: number;
  /** What the height is computed from: the number of the cycle, or that of the step. */
  scaleMode: "cycle" | "iterations";
  cycleMomentum: boolean;
  /** Without `cycleMomentum` there is none. */
  baseMomentums: readonly number[] | undefined;
  maxMomentums: readonly number[] | undefined;
  readonly #scaleFn: ((x: number) => number) | null;

  constructor(optimizer: Optimizer, baseLr: PerGroup | CyclicLROptions, ...more: unknown[]) {
    const args = schedulerArgs<CyclicLROptions>(CyclicLR, optimizer, [baseLr, ...more]);
    const { stepSizeUp = 2000, mode = "triangular", gamma = 1, scaleFn = null } = args;
    const { cycleMomentum = true, baseMomentum = 0.8, maxMomentum = 0.9 } = args;
    const { paramGroups } = optimizer;
    const each = (name: string, value: PerGroup): number[] =>
      perGroup("CyclicLR", name, value, paramGroups);
    if (args.baseLr === undefined || args.maxLr === undefined)
      throw new TensorError("CyclicLR", "needs baseLr and maxLr, the lowest and the highest rate");
    if (!["triangular", "triangular2", "exp_range"].includes(mode) && !scaleFn)
      throw new TensorError("CyclicLR", `mode "${mode}" is invalid and scaleFn is null`);
    if (cycleMomentum && !hasMomentum(optimizer))
      throw new TensorError(
        "CyclicLR",
        "optimizer must support momentum or beta1 with cycleMomentum enabled; pass { cycleMomentum: false }",
      );
    const lows = each("baseLr", args.baseLr);
    const highs = each("maxLr", args.maxLr);
    const momenta = cycleMomentum
      ? [each("baseMomentum", baseMomentum), each("maxMomentum", maxMomentum)]
      : [];
    if ((args.lastEpoch ?? -1) === -1) {
      for (const [i, group] of paramGroups.entries()) {
        group.lr = lows[i];
        if (cycleMomentum) setMomentum(group, momenta[1][i]);
      }
    }
    super(optimizer, args);
    this.maxLrs = highs;
    this.totalSize = stepSizeUp + (args.stepSizeDown ?? stepSizeUp);
    this.stepRatio = stepSizeUp / this.totalSize;
    this.mode = mode;
    this.gamma = gamma;
    this.#scaleFn = scaleFn;
    const usualMode = mode === "exp_range" ? "iterations" : "cycle";
    this.scaleMode = scaleFn ? (args.scaleMode ?? "cycle") : usualMode;
    this.cycleMomentum = cycleMomentum;
    [this.baseMomentums, this.maxMomentums] = momenta;
    // As in PyTorch, the first step goes by `initial_lr`, which is another where the optimizer had a scheduler before.
    this.start();
    this.baseLrs = lows;
  }

  #scale(x: number): number {
    if (this.#scaleFn) return this.#scaleFn(x);
    if (this.mode === "triangular2") return 1 / 2 ** (x - 1);
    return this.mode === "exp_range" ? this.gamma ** x : 1;
  }

  getLr(): number[] {
    const { lastEpoch, totalSize, stepRatio, baseMomentums, maxMomentums } = this;
    const cycle = Math.floor(1 + lastEpoch / totalSize);
    const x = 1 + lastEpoch / totalSize - cycle;
    const rise = x <= stepRatio ? x / stepRatio : (x - 1) / (stepRatio - 1);
    const height = rise * this.#scale(this.scaleMode === "cycle" ? cycle : lastEpoch);
    if (this.cycleMomentum && baseMomentums && maxMomentums) {
      for (const [i, group] of this.groups.entries())
        setMomentum(group, maxMomentums[i] - (maxMomentums[i] - baseMomentums[i]) * height);
    }
    return this.baseLrs.map((low, i) => low + (this.maxLrs[i] - low) * height);
  }

  protected override get stateNames(): StateNames {
    return {
      maxLrs: "max_lrs",
      totalSize: "total_size",
      stepRatio: "step_ratio",
      mode: "mode",
      gamma: "gamma",
      scaleMode: "scale_mode",
      cycleMomentum: "cycle_momentum",
      baseMomentums: "base_momentums",
      maxMomentums: "max_momentums",
    };
  }
}
