/**
 * State dicts of schedulers: those of PyTorch 1.13 of the same calls, read with `print(scheduler.state_dict())`. Left out:
 * functions, and `_get_lr_called_within_step`, which is about a warning. OneCycleLR's function has the name that PyTorch 2
 * gives it.
 */
import { TensorError } from "@tapeloop/core";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { Adam, lrScheduler as s, type Optimizer, SGD } from "../src/index.ts";
import { start } from "./support.ts";

interface Scheduler {
  step(): void;
  stateDict(): Record<string, unknown>;
  loadStateDict(state: Readonly<Record<string, unknown>>): void;
  getLastLr(): number[];
}

// Schedulers step here without their optimizers.
beforeAll(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));

/** Two groups, of rates 0.1 and 0.2. */
function sgd(options: object = {}): SGD {
  const groups = [{ params: start("float32") }, { params: start("float32"), lr: 0.2 }];
  return new SGD(groups, { lr: 0.1, momentum: 0.9, ...options });
}

const fresh = { last_epoch: 0, verbose: false, _step_count: 1 };
const rates = { base_lrs: [0.1, 0.2], _last_lr: [0.1, 0.2] };
const third = { base_lrs: [0.1, 0.2], _last_lr: [0.1 / 3, 0.2 / 3] };

const cases: readonly (readonly [string, (o: Optimizer) => Scheduler, object])[] = [
  ["StepLR", (o) => new s.StepLR(o, 3), { step_size: 3, gamma: 0.1, ...rates, ...fresh }],
  [
    "MultiStepLR",
    (o) => new s.MultiStepLR(o, [3, 3, 5]),
    { milestones: [3, 3, 5], gamma: 0.1, ...rates, ...fresh },
  ],
  ["ExponentialLR", (o) => new s.ExponentialLR(o, 0.9), { gamma: 0.9, ...rates, ...fresh }],
  ["ConstantLR", (o) => new s.ConstantLR(o), { factor: 1 / 3, total_iters: 5, ...third, ...fresh }],
  [
    "LinearLR",
    (o) => new s.LinearLR(o),
    { start_factor: 1 / 3, end_factor: 1, total_iters: 5, ...third, ...fresh },
  ],
  ["PolynomialLR", (o) => new s.PolynomialLR(o), { total_iters: 5, power: 1, ...rates, ...fresh }],
  [
    "CosineAnnealingLR",
    (o) => new s.CosineAnnealingLR(o, 5),
    { T_max: 5, eta_min: 0, ...rates, ...fresh },
  ],
  [
    "CosineAnnealingWarmRestarts",
    (o) => new s.CosineAnnealingWarmRestarts(o, 5),
    { T_0: 5, T_i: 5, T_mult: 1, eta_min: 0, T_cur: 0, ...rates, ...fresh, _step_count: 0 },
  ],
  [
    "CyclicLR",
    (o) => new s.CyclicLR(o, 0.1, 0.5),
    {
      max_lrs: [0.5, 0.5],
      total_size: 4000,
      step_ratio: 0.5,
      mode: "triangular",
      gamma: 1,
      scale_mode: "cycle",
      cycle_momentum: true,
      base_momentums: [0.8, 0.8],
      max_momentums: [0.9, 0.9],
      base_lrs: [0.1, 0.1],
      _last_lr: [0.1, 0.1],
      ...fresh,
    },
  ],
  [
    "CyclicLR exp_range",
    (o) => new s.CyclicLR(o, 0.1, 0.5, { mode: "exp_range", gamma: 0.9, cycleMomentum: false }),
    {
      max_lrs: [0.5, 0.5],
      total_size: 4000,
      step_ratio: 0.5,
      mode: "exp_range",
      gamma: 0.9,
      scale_mode: "iterations",
      cycle_momentum: false,
      base_lrs: [0.1, 0.1],
      _last_lr: [0.1, 0.1],
      ...fresh,
    },
  ],
  [
    "OneCycleLR",
    (o) => new s.OneCycleLR(o, 0.5, 10, { threePhase: true, annealStrategy: "linear" }),
    {
      total_steps: 10,
      _schedule_phases: [
        {
          end_step: 2,
          start_lr: "initial_lr",
          end_lr: "max_lr",
          start_momentum: "max_momentum",
          end_momentum: "base_momentum",
        },
        {
          end_step: 4,
          start_lr: "max_lr",
          end_lr: "initial_lr",
          start_momentum: "base_momentum",
          end_momentum: "max_momentum",
        },
        {
          end_step: 9,
          start_lr: "initial_lr",
          end_lr: "min_lr",
          start_momentum: "max_momentum",
          end_momentum: "max_momentum",
        },
      ],
      _anneal_func_type: "linear",
      cycle_momentum: true,
      use_beta1: false,
      base_lrs: [0.02, 0.02],
      _last_lr: [0.02, 0.02],
      ...fresh,
    },
  ],
  [
    "LambdaLR",
    (o) => new s.LambdaLR(o, (epoch) => 0.9 ** epoch),
    { lr_lambdas: [null, null], ...rates, ...fresh },
  ],
  [
    "SequentialLR",
    (o) => new s.SequentialLR(o, [new s.ConstantLR(o), new s.ExponentialLR(o, 0.9)], [2]),
    {
      _milestones: [2],
      last_epoch: 0,
      _last_lr: third._last_lr,
      _schedulers: [
        { factor: 1 / 3, total_iters: 5, ...third, ...fresh },
        { gamma: 0.9, ...third, ...fresh, last_epoch: -1 },
      ],
    },
  ],
  [
    "ChainedScheduler",
    (o) => new s.ChainedScheduler([new s.ConstantLR(o), new s.ExponentialLR(o, 0.9)]),
    {
      _last_lr: third._last_lr,
      _schedulers: [
        { factor: 1 / 3, total_iters: 5, ...third, ...fresh },
        { gamma: 0.9, ...third, ...fresh },
      ],
    },
  ],
];

describe("state dicts", () => {
  test.each(cases)("%s holds what PyTorch's holds", (_name, make, expected) => {
    expect(rounded(make(sgd()).stateDict())).toEqual(rounded(expected));
  });

  test.each(cases)("%s: what was saved stays as it is while training goes on", (_name, make) => {
    const optimizer = sgd();
    const scheduler = make(optimizer);
    const saved = scheduler.stateDict();
    const before = structuredClone(saved);
    for (let step = 0; step < 4; step++) scheduler.step();
    expect(saved).toEqual(before);
  });

  test.each(cases)("%s refuses another number of groups, with nothing changed", (_name, make) => {
    const one = new SGD([start("float32")], { lr: 0.1, momentum: 0.9 });
    const scheduler = make(sgd());
    const before = scheduler.stateDict();
    const other = make(one).stateDict();
    expect(() => scheduler.loadStateDict(other)).toThrow(TensorError);
    expect(() => scheduler.loadStateDict(other)).toThrow(
      /a list of 2, a number for each parameter/,
    );
    expect(scheduler.stateDict()).toEqual(before);
  });

  test("bring options of CyclicLR and OneCycleLR along", () => {
    const [a, b] = [sgd(), sgd()];
    const from = new s.CyclicLR(a, 0.1, 1, 3, 2, "exp_range", 0.9, { baseMomentum: 0.5 });
    const to = new s.CyclicLR(b, 0, 2);
    to.loadStateDict(from.stateDict());
    b.loadStateDict(a.stateDict());
    for (let step = 0; step < 7; step++) {
      from.step();
      to.step();
      expect(b.paramGroups.map(({ lr, momentum }) => [lr, momentum])).toEqual(
        a.paramGroups.map(({ lr, momentum }) => [lr, momentum]),
      );
    }
    const [c, d] = [new Adam([start("float32")]), new Adam([start("float32")])];
    const cycle = new s.OneCycleLR(c, 1, 8, { threePhase: true, annealStrategy: "linear" });
    const other = new s.OneCycleLR(d, 3, 5, { cycleMomentum: false });
    other.loadStateDict(cycle.stateDict());
    d.loadStateDict(c.stateDict());
    for (let step = 0; step < 7; step++) {
      cycle.step();
      other.step();
      expect(d.paramGroups[0]).toMatchObject({
        lr: c.paramGroups[0].lr,
        betas: c.paramGroups[0].betas,
      });
    }
  });

  test("of MultiStepLR may count milestones, as PyTorch does", () => {
    const scheduler = new s.MultiStepLR(sgd(), [1]);
    scheduler.loadStateDict({ milestones: { 3: 2, 5: 1 } });
    expect(scheduler.milestones).toEqual([3, 3, 5]);
  });

  test("of a plateau that has not stepped have no last rates in PyTorch", () => {
    const scheduler = new s.ReduceLROnPlateau(sgd());
    scheduler.loadStateDict({ factor: 0.5, min_lrs: [0, 0], patience: 3, best: Infinity });
    expect(scheduler.stateDict()).toMatchObject({ factor: 0.5, patience: 3, _last_lr: [0.1, 0.2] });
  });

  test("of composed schedulers are refused where they have other parts", () => {
    const optimizer = sgd();
    const chained = new s.ChainedScheduler([new s.ConstantLR(optimizer)]);
    expect(() => chained.loadStateDict({ _schedulers: [] })).toThrow(
      /a list of 1 state dicts, got 0/,
    );
    expect(() => chained.loadStateDict({})).toThrow(TensorError);
  });
});

/** Resuming by `lastEpoch`: an SGD whose group has the rate 0.3 and `initial_lr` 1; rates of PyTorch 1.13 for three steps. */
describe("from lastEpoch on", () => {
  const resumed: readonly (readonly [string, (o: Optimizer) => Scheduler, readonly number[]])[] = [
    [
      "CosineAnnealingLR",
      (o) => new s.CosineAnnealingLR(o, 8, 0.1, { lastEpoch: 4 }),
      [0.3777924554357096, 0.23180194846605365, 0.13425421036992097, 0.1],
    ],
    [
      "CosineAnnealingWarmRestarts",
      (o) => new s.CosineAnnealingWarmRestarts(o, 4, 1, 0.1, { lastEpoch: 2 }),
      [0.23180194846605365, 1, 0.8681980515339464, 0.55],
    ],
    ["LinearLR", (o) => new s.LinearLR(o, 0.5, 1, 8, { lastEpoch: 4 }), [0.325, 0.35, 0.375, 0.4]],
    ["CyclicLR", (o) => new s.CyclicLR(o, 0.1, 1, 4, { lastEpoch: 4 }), [1, 0.55, 0.325, 0.1]],
  ];

  test.each(resumed)("%s", (_name, make, expected) => {
    const groups = [{ params: start("float32"), lr: 0.3, initial_lr: 1 }];
    const optimizer = new SGD(groups, { lr: 0.3, momentum: 0.9 });
    const scheduler = make(optimizer);
    for (const rate of expected) {
      expect(optimizer.paramGroups[0].lr).toBeCloseTo(rate, 12);
      scheduler.step();
    }
  });
});

describe("a refused constructor changes nothing", () => {
  const calls: readonly (readonly [string, (o: Optimizer) => unknown])[] = [
    ["CyclicLR maxLr", (o) => new s.CyclicLR(o, 0.5, [1])],
    ["CyclicLR maxMomentum", (o) => new s.CyclicLR(o, 0.5, 1, { maxMomentum: [0.5] })],
    ["ConstantLR", (o) => new s.ConstantLR(o, 2)],
    ["LinearLR", (o) => new s.LinearLR(o, 2)],
    ["LambdaLR", (o) => new s.LambdaLR(o, [])],
    ["MultiStepLR", (o) => new s.MultiStepLR(o, undefined as never)],
    ["StepLR", (o) => new s.StepLR(o, -1)],
    ["CosineAnnealingWarmRestarts", (o) => new s.CosineAnnealingWarmRestarts(o, 0)],
  ];

  test.each(calls)("%s", (_what, make) => {
    const optimizer = sgd();
    const before = structuredClone(optimizer.stateDict().param_groups);
    expect(() => make(optimizer)).toThrow(TensorError);
    expect(optimizer.stateDict().param_groups).toEqual(before);
    expect(() => make({} as never)).toThrow(/first argument must be an Optimizer/);
  });
});

/** Numbers to twelve digits: sums of floats end differently in their last bit. */
function rounded(value: unknown): unknown {
  if (typeof value === "number" && Number.isFinite(value)) return Number(value.toPrecision(12));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)]));
}
