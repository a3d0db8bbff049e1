/**
 * Learning-rate schedulers against PyTorch 1.13: an SGD with momentum 0.9 and two groups, of rates 1 and 0.5, the scheduler
 * of the case, and then eight times `optimizer.step()` and `scheduler.step()`. A case has the rates of both groups and the
 * momentum of the first, at the start and after each step.
 */
import { tensor, TensorError } from "@tapeloop/core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Adagrad, Adam, lrScheduler as s, type Optimizer, SGD } from "../src/index.ts";
import { start } from "./support.ts";

interface Scheduler {
  step(): void;
  getLastLr(): number[];
  stateDict(): Record<string, unknown>;
  loadStateDict(state: Readonly<Record<string, unknown>>): void;
}

type Case = readonly [
  name: string,
  make: (optimizer: Optimizer) => Scheduler,
  expected: readonly (readonly number[])[],
];

const cases: readonly Case[] = [
  [
    "StepLR",
    (o) => new s.StepLR(o, 3, 0.5),
    [
      [1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25],
      [0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125, 0.125, 0.125],
      [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9],
    ],
  ],
  [
    "MultiStepLR",
    (o) => new s.MultiStepLR(o, [2, 5, 5], 0.5),
    [
      [1.0, 1.0, 0.5, 0.5, 0.5, 0.125, 0.125, 0.125, 0.125],
      [0.5, 0.5, 0.25, 0.25, 0.25, 0.0625, 0.0625, 0.0625, 0.0625],
      [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9],
    ],
  ],
  [
    "ExponentialLR",
    (o) => new s.ExponentialLR(o, 0.9),
    [
      [1.0, 0.9, 0.81, 0.729, 0.6561, 0.59049, 0.531441, 0.4782969, 0.43046721],
      [0.5, 0.45, 0.405, 0.3645, 0.32805, 0.295245, 0.2657205, 0.23914845, 0.215233605],
      [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9],
    ],
  ],
  [
    "ConstantLR",
    (o) => new s.ConstantLR(o, 0.5, 3),
    [
      [0.5, 0.5, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
      [0.25, 0.25, 0.25, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
      [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9],
    ],
  ],
  [
    "LinearLR",
    (o) => new s.LinearLR(o, 0.25, 0.75, 4),
    [
      [0.25, 0.375, 0.5, 0.625, 0.75, 0.75, 0.75, 0.75, 0.75],
      [0.125, 0.1875, 0.25, 0.3125, 0.375, 0.375, 0.375, 0.375, 0.375],
      [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9],
    ],
  ],
  [
    "PolynomialLR",
    (o) => new s.PolynomialLR(o, 5, 2),
    [
      [1.0, 0.64, 0.36, 0.16, 0.04, 0.0, 0.0, 0.0, 0.0],
      [0.5, 0.32, 0.18, 0.08, 0.02, 0.0, 0.0, 0.0, 0.0],
      [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9],
    ],
  ],
  [
    "LambdaLR",
    (o) => new s.LambdaLR(o, [(e) => 1 / (e + 1), (e) => 0.5 ** e]),
    [
      [
        1.0, 0.5, 0.3333333333333, 0.25, 0.2, 0.1666666666667, 0.1428571428571, 0.125,
        0.1111111111111,
      ],
      [0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125, 0.00390625, 0.001953125],
      [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9],
    ],
  ],
  [
    "MultiplicativeLR",
    (o) => new s.MultiplicativeLR(o, (e) => 1 / (e + 1)),
    [
      [
        1.0, 0.5, 0.1666666666667, 0.04166666666667, 0.008333333333333, 0.001388888888889,
        0.0001984126984127, 2.480158730159e-5, 2.755731922399e-6,
      ],
      [
        0.5, 0.25, 0.08333333333333, 0.02083333333333, 0.004166666666667, 0.0006944444444444,
        9.920634920635e-5, 1.240079365079e-5, 1.377865961199e-6,
      ],
      [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9],
    ],
  ],
  [
    "CosineAnnealingLR",
    (o) => new s.CosineAnnealingLR(o, 3, 0.1),
    [
      [1.0, 0.775, 0.325, 0.1, 0.325, 0.775, 1.0, 0.775, 0.325],
      [0.5, 0.4, 0.2, 0.1, 0.2, 0.4, 0.5, 0.4, 0.2],
      [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9],
    ],
  ],
  [
    "CosineAnnealingWarmRestarts",
    (o) => new s.CosineAnnealingWarmRestarts(o, 2, 2, 0.1),
    [
      [
        1.0, 0.55, 1.0, 0.8681980515339, 0.55, 0.2318019484661, 1.0, 0.9657457896301,
        0.8681980515339,
      ],
      [0.5, 0.3, 0.5, 0.4414213562373, 0.3, 0.1585786437627, 0.5, 0.4847759065023, 0.4414213562373],
      [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9],
    ],
  ],
  [
    "CyclicLR",
    (o) => new s.CyclicLR(o, 0.1, [1, 2], 2, 3, { mode: "triangular2" }),
    [
      [0.1, 0.55, 1.0, 0.7, 0.4, 0.1, 0.325, 0.55, 0.4],
      [0.1, 1.05, 2.0, 1.366666666667, 0.7333333333333, 0.1, 0.575, 1.05, 0.7333333333333],
      [0.9, 0.85, 0.8, 0.8333333333333, 0.8666666666667, 0.9, 0.875, 0.85, 0.8666666666667],
    ],
  ],
  [
    "CyclicLR exp",
    (o) => new s.CyclicLR(o, 0.1, 1, 2, { mode: "exp_range", gamma: 0.9, cycleMomentum: false }),
    [
      [0.1, 0.505, 0.829, 0.42805, 0.1, 0.3657205, 0.5782969, 0.315233605, 0.1],
      [0.1, 0.505, 0.829, 0.42805, 0.1, 0.3657205, 0.5782969, 0.315233605, 0.1],
      [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9],
    ],
  ],
  [
    "OneCycleLR",
    (o) => new s.OneCycleLR(o, [1, 2], { totalSteps: 9 }),
    [
      [
        0.04, 0.6513582352346, 0.9944154354509, 0.8985666593464, 0.7056447289911, 0.462637102667,
        0.2287299531596, 0.06089296975803, 4e-6,
      ],
      [
        0.08, 1.302716470469, 1.988830870902, 1.797133318693, 1.411289457982, 0.925274205334,
        0.4574599063193, 0.1217859395161, 8e-6,
      ],
      [
        0.95, 0.8863168504964, 0.8505584586887, 0.8601433746389, 0.8794356448435, 0.9037365046793,
        0.9271273131933, 0.9439110786685, 0.95,
      ],
    ],
  ],
  [
    "OneCycleLR three",
    (o) =>
      new s.OneCycleLR(o, 1, {
        epochs: 3,
        stepsPerEpoch: 3,
        threePhase: true,
        annealStrategy: "linear",
        divFactor: 5,
        finalDivFactor: 10,
      }),
    [
      [
        0.2, 0.6705882352941, 0.8588235294118, 0.3882352941176, 0.1765217391304, 0.1373913043478,
        0.09826086956522, 0.05913043478261, 0.02,
      ],
      [
        0.2, 0.6705882352941, 0.8588235294118, 0.3882352941176, 0.1765217391304, 0.1373913043478,
        0.09826086956522, 0.05913043478261, 0.02,
      ],
      [0.95, 0.8911764705882, 0.8676470588235, 0.9264705882353, 0.95, 0.95, 0.95, 0.95, 0.95],
    ],
  ],
  [
    "SequentialLR",
    (o) => new s.SequentialLR(o, [new s.ConstantLR(o, 0.1, 10), new s.ExponentialLR(o, 0.9)], [3]),
    [
      [0.1, 0.1, 0.1, 1.0, 0.9, 0.81, 0.729, 0.6561, 0.59049],
      [0.05, 0.05, 0.05, 0.5, 0.45, 0.405, 0.3645, 0.32805, 0.295245],
      [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9],
    ],
  ],
  [
    "ChainedScheduler",
    (o) => new s.ChainedScheduler([new s.ConstantLR(o, 0.1, 2), new s.ExponentialLR(o, 0.9)]),
    [
      [0.1, 0.09, 0.81, 0.729, 0.6561, 0.59049, 0.531441, 0.4782969, 0.43046721],
      [0.05, 0.045, 0.405, 0.3645, 0.32805, 0.295245, 0.2657205, 0.23914845, 0.215233605],
      [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9],
    ],
  ],
];

function sgd(): SGD {
  const groups = [{ params: start("float32") }, { params: start("float32"), lr: 0.5 }];
  return new SGD(groups, { lr: 1, momentum: 0.9 });
}

function state({ paramGroups: [a, b] }: Optimizer): number[] {
  return [a.lr, b.lr, a.momentum as number];
}

function run(optimizer: Optimizer, scheduler: Scheduler, steps: number): number[][] {
  return Array.from({ length: steps }, () => {
    optimizer.step();
    scheduler.step();
    return state(optimizer);
  });
}

describe("rates", () => {
  test.each(cases)("%s", (_name, make, expected) => {
    const optimizer = sgd();
    const scheduler = make(optimizer);
    const got = [state(optimizer), ...run(optimizer, scheduler, 8)];
    expected.forEach((values, k) =>
      values.forEach((value, step) => expect(got[step][k]).toBeCloseTo(value, 10)),
    );
    expect(scheduler.getLastLr()).toEqual(got[8].slice(0, 2));
  });
});

describe("state dicts", () => {
  test.each(cases)("%s goes on with identical rates", (_name, make) => {
    const optimizer = sgd();
    const scheduler = make(optimizer);
    run(optimizer, scheduler, 3);
    const other = sgd();
    const resumed = make(other);
    const saved = [scheduler.stateDict(), optimizer.stateDict()] as const;
    resumed.loadStateDict(saved[0]);
    other.loadStateDict(saved[1]);
    expect(resumed.getLastLr()).toEqual(scheduler.getLastLr());
    expect(run(other, resumed, 5)).toEqual(run(optimizer, scheduler, 5));
  });
});

describe("ReduceLROnPlateau", () => {
  const metrics = [1, 0.9, 0.95, 0.9, 0.89999, 0.95, 0.91, 0.8, 0.85, 0.85, 0.85, 0.85];
  /** torch.optim.lr_scheduler.ReduceLROnPlateau on an SGD of rate 1: the rate after each of `metrics`. */
  const plateaus: readonly (readonly [s.ReduceLROnPlateauOptions, readonly number[]])[] = [
    [{ patience: 1 }, [1.0, 1.0, 1.0, 0.1, 0.1, 0.01, 0.01, 0.01, 0.01, 0.001, 0.001, 0.0001]],
    [
      { mode: "max", factor: 0.5, patience: 0 },
      [
        1.0, 0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125, 0.00390625, 0.001953125,
        0.0009765625, 0.00048828125,
      ],
    ],
    [
      { patience: 0, threshold: 0.2, thresholdMode: "abs", factor: 0.5, cooldown: 2 },
      [1.0, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125, 0.125, 0.125, 0.0625, 0.0625],
    ],
    [
      { patience: 0, factor: 0.5, minLr: 0.2 },
      [1.0, 1.0, 0.5, 0.25, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2],
    ],
  ];

  test.each(plateaus)("%j", (options, expected) => {
    const optimizer = new SGD([start("float32")], { lr: 1 });
    const scheduler = new s.ReduceLROnPlateau(optimizer, options);
    metrics.forEach((metric, i) => {
      scheduler.step(i % 2 === 0 ? metric : tensor(metric, { dtype: "float64" }));
      expect(optimizer.paramGroups[0].lr).toBeCloseTo(expected[i], 12);
    });
  });

  test.each(plateaus)("%j goes on with identical rates", (options) => {
    const [a, b] = [0, 1].map(() => new SGD([start("float32")], { lr: 1 }));
    const first = new s.ReduceLROnPlateau(a, options);
    for (const metric of metrics.slice(0, 5)) first.step(metric);
    const second = new s.ReduceLROnPlateau(b);
    b.loadStateDict(a.stateDict());
    second.loadStateDict(first.stateDict());
    for (const metric of metrics.slice(5)) {
      first.step(metric);
      second.step(metric);
      expect(second.getLastLr()).toEqual(first.getLastLr());
    }
  });

  test("holds what PyTorch's holds", () => {
    const scheduler = new s.ReduceLROnPlateau(new SGD([start("float32")], { lr: 1 }), "max");
    scheduler.step(2);
    expect(scheduler.stateDict()).toEqual({
      mode: "max",
      factor: 0.1,
      patience: 10,
      threshold: 1e-4,
      threshold_mode: "rel",
      cooldown: 0,
      min_lrs: [0],
      eps: 1e-8,
      verbose: false,
      best: 2,
      num_bad_epochs: 0,
      cooldown_counter: 0,
      last_epoch: 1,
      mode_worse: -Infinity,
      _last_lr: [1],
    });
  });
});

describe("an epoch given to step", () => {
  test("goes there by the closed form", () => {
    const optimizer = new SGD([start("float32")], { lr: 1 });
    const scheduler = new s.StepLR(optimizer, 2, 0.5);
    optimizer.step();
    scheduler.step(5);
    expect(scheduler.getLastLr()).toEqual([0.25]);
    const restarts = new s.CosineAnnealingWarmRestarts(new SGD([start("float32")], { lr: 1 }), 4);
    restarts.step(4.5);
    // (1 + cos(pi / 8)) / 2
    expect(restarts.getLastLr()[0]).toBeCloseTo(0.9619397662556434, 12);
    expect(() => restarts.step(-1)).toThrow(/expected non-negative epoch, but got -1/);
  });

  test("lastEpoch goes on where initial_lr is known, and only there", () => {
    const optimizer = new SGD([start("float32")], { lr: 1 });
    expect(() => new s.ExponentialLR(optimizer, 0.5, { lastEpoch: 3 })).toThrow(
      /'initial_lr' is not specified in paramGroups\[0\]/,
    );
    Object.assign(optimizer.paramGroups[0], { initial_lr: 1, lr: 0.125 });
    const scheduler = new s.ExponentialLR(optimizer, 0.5, { lastEpoch: 3 });
    expect([scheduler.lastEpoch, scheduler.getLastLr()]).toEqual([4, [0.0625]]);
  });
});

describe("momentum cycles through Adam's betas", () => {
  test.each([
    ["CyclicLR", (o: Optimizer) => new s.CyclicLR(o, 0.1, 1, 2)],
    ["OneCycleLR", (o: Optimizer) => new s.OneCycleLR(o, 1, 8)],
  ])("%s", (_name, make) => {
    const adam = new Adam([start("float32")], { betas: [0.5, 0.7] });
    const scheduler = make(adam);
    const [first] = adam.paramGroups[0].betas as number[];
    expect((adam.paramGroups[0].betas as number[])[1]).toBe(0.7);
    adam.step();
    scheduler.step();
    expect((adam.paramGroups[0].betas as number[])[0]).toBeLessThan(first);
  });
});

describe("refusals", () => {
  const calls: readonly (readonly [what: string, make: (o: Optimizer) => unknown, RegExp])[] = [
    ["no optimizer", () => new s.StepLR({} as Optimizer, 2), /must be an Optimizer/],
    ["StepLR without a size", (o) => new s.StepLR(o, 0), /stepSize must be a positive/],
    ["ConstantLR", (o) => new s.ConstantLR(o, 1.5), /expected to be between 0 and 1, got 1.5/],
    [
      "LinearLR's start",
      (o) => new s.LinearLR(o, 0),
      /greater than 0 and less or equal to 1, got 0/,
    ],
    ["LinearLR's end", (o) => new s.LinearLR(o, 1, 2), /expected to be between 0 and 1, got 2/],
    ["too few lambdas", (o) => new s.LambdaLR(o, [() => 1]), /expected 2 lr lambdas, but got 1/],
    [
      "restarts of no length",
      (o) => new s.CosineAnnealingWarmRestarts(o, 0),
      /expected positive integer T0, but got 0/,
    ],
    [
      "restarts of a broken factor",
      (o) => new s.CosineAnnealingWarmRestarts(o, 1, 1.5),
      /expected integer TMult >= 1, but got 1.5/,
    ],
    [
      "a mode",
      (o) => new s.CyclicLR(o, { baseLr: 0, maxLr: 1, mode: "saw" as never }),
      /"saw" is invalid/,
    ],
    [
      "rates for three groups",
      (o) => new s.CyclicLR(o, [1, 2, 3], 1),
      /expected 2 values for baseLr/,
    ],
    [
      "no number of steps",
      (o) => new s.OneCycleLR(o, 1),
      /totalSteps OR \(epochs AND stepsPerEpoch\)/,
    ],
    [
      "a broken number of steps",
      (o) => new s.OneCycleLR(o, 1, 0),
      /positive integer totalSteps, but got 0/,
    ],
    ["a share", (o) => new s.OneCycleLR(o, 1, 5, { pctStart: 2 }), /between 0 and 1 pctStart/],
    ["a factor", (o) => new s.ReduceLROnPlateau(o, { factor: 1 }), /factor should be < 1.0/],
    ["a plateau's mode", (o) => new s.ReduceLROnPlateau(o, "mid" as never), /mode mid is unknown/],
    ["minLr", (o) => new s.ReduceLROnPlateau(o, { minLr: [0] }), /expected 2 minLrs, got 1/],
    ["no schedulers", () => new s.ChainedScheduler([]), /at least one scheduler/],
    [
      "milestones",
      (o) => new s.SequentialLR(o, [new s.StepLR(o, 1)], [1]),
      /one more than the number of milestone points/,
    ],
    [
      "two optimizers",
      (o) => new s.ChainedScheduler([new s.StepLR(o, 1), new s.StepLR(sgd(), 1)]),
      /belong to the same optimizer, but got schedulers at index 0 and 1/,
    ],
  ];

  test.each(calls)("%s", (_what, make, message) => {
    const call = (): unknown => make(sgd());
    expect(call).toThrow(TensorError);
    expect(call).toThrow(message);
  });

  test("momentum to cycle where there is none", () => {
    const adagrad = new Adagrad([start("float32")]);
    expect(() => new s.CyclicLR(adagrad, 0, 1)).toThrow(/must support momentum or beta1/);
    expect(() => new s.OneCycleLR(adagrad, 1, 4)).toThrow(/pass { cycleMomentum: false }/);
    const scheduler = new s.OneCycleLR(adagrad, 1, 4, { cycleMomentum: false });
    expect(scheduler.getLastLr()[0]).toBeCloseTo(0.04, 12);
  });

  test("OneCycleLR stepped beyond its end", () => {
    const optimizer = sgd();
    const scheduler = new s.OneCycleLR(optimizer, 1, 2);
    run(optimizer, scheduler, 2);
    expect(() => scheduler.step()).toThrow(
      /tried to step 3 times. The specified number of total steps is 2/,
    );
  });
});

describe("the order of steps", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });
  const early = [
    [
      expect.stringMatching(
        /StepLR: step\(\) before the optimizer's: .*Call optimizer.step\(\) first/,
      ),
    ],
  ];
  const sgd = (): SGD => new SGD([start("float32")], { lr: 1 });

  test("is warned of, once, where the scheduler's second comes before the optimizer's first", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const optimizer = sgd();
    const scheduler = new s.StepLR(optimizer, 3);
    expect(warn).not.toHaveBeenCalled();
    scheduler.step();
    scheduler.step();
    expect(warn.mock.calls).toEqual(early);
    expect(optimizer.paramGroups[0].lr).toBe(1);
  });

  test("is told once of schedulers that are chained, and also inside a sequence", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const [a, b] = [sgd(), sgd()];
    new s.ChainedScheduler([new s.StepLR(a, 3), new s.ExponentialLR(a, 0.9)]).step();
    expect(warn.mock.calls).toEqual(early);
    warn.mockClear();
    new s.SequentialLR(b, [new s.StepLR(b, 3), new s.ExponentialLR(b, 0.9)], [2]).step();
    expect(warn.mock.calls).toEqual(early);
  });

  test("counts from the scheduler on: steps before it was made are others", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const optimizer = sgd();
    optimizer.step();
    new s.StepLR(optimizer, 3).step();
    expect(warn).toHaveBeenCalledTimes(1);
  });

  test("is right with the optimizer first, and of a state that was loaded", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const optimizer = sgd();
    const scheduler = new s.StepLR(optimizer, 3);
    optimizer.step();
    scheduler.step();
    const resumed = new s.StepLR(sgd(), 3);
    resumed.loadStateDict(scheduler.stateDict());
    resumed.step();
    expect(warn).not.toHaveBeenCalled();
  });
});
