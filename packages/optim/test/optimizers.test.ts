/**
 * Every optimizer and each of its options, against PyTorch.
 *
 * Expected numbers are PyTorch 1.13's: `x = torch.tensor([1., -2., .5], dtype=torch.float64, requires_grad=True)`, an
 * optimizer with the options of the case, then six times `x.grad = …` (the gradients of `gradient`) and `step()`.
 */
import { inspect } from "node:util";
import { type Tensor, tensor, TensorError } from "@tapeloop/core";
import { describe, expect, test } from "vitest";
import * as optim from "../src/index.ts";
import { gradient, make, names, start } from "./support.ts";

type Case = readonly [name: string, options: Record<string, unknown>, expected: readonly number[]];

const cases: readonly Case[] = [
  ["SGD", { lr: 0.1 }, [1.070745538804, -2.075, 0.47]],
  ["SGD", { lr: 0.1, momentum: 0.9 }, [0.452226207427, -1.901093, 0.421949]],
  ["SGD", { lr: 0.1, momentum: 0.9, dampening: 0.5 }, [0.02327460371348, -1.83340675, 0.4609745]],
  ["SGD", { lr: 0.1, momentum: 0.9, nesterov: true }, [0.5777491254882, -1.9859837, 0.3997541]],
  ["SGD", { lr: 0.1, weightDecay: 0.2 }, [0.9749702777423, -1.851439517888, 0.414093508832]],
  [
    "SGD",
    { lr: 0.1, momentum: 0.5, weightDecay: 0.2, maximize: true },
    [0.688268846438, -1.562290909568, 0.450309708032],
  ],
  ["Adam", {}, [0.9980748803125, -1.997646640268, 0.496563404823]],
  ["Adam", { lr: 0.1, betas: [0.5, 0.7] }, [0.9632352733281, -1.96187730442, 0.136096301646]],
  ["Adam", { lr: 0.1, eps: 0.5 }, [0.8380904803182, -1.89659290814, 0.4593175148986]],
  ["Adam", { lr: 0.1, weightDecay: 0.2 }, [0.7788425659073, -1.544268466181, -0.05259457397986]],
  [
    "Adam",
    { lr: 0.1, amsgrad: true, betas: [0.5, 0.6] },
    [0.9587998598895, -1.964293135819, 0.1650167139026],
  ],
  ["Adam", { lr: 0.1, maximize: true }, [1.192511968748, -2.235335973181, 0.843659517704]],
  ["AdamW", { lr: 0.1 }, [0.8024765804463, -1.753826634271, 0.1540292236945]],
  [
    "AdamW",
    { lr: 0.1, weightDecay: 0.5, amsgrad: true, betas: [0.5, 0.6] },
    [0.7241919406382, -1.472711031043, 0.06423183930445],
  ],
  ["AdamW", { lr: 0.1, maximize: true }, [1.185553379584, -2.222233285789, 0.8399857563205]],
  ["Adamax", {}, [0.9965542327274, -1.995969794505, 0.4953808528627]],
  [
    "Adamax",
    { lr: 0.1, betas: [0.5, 0.7], eps: 0.1 },
    [0.9535081721611, -1.917770088066, 0.3565503620803],
  ],
  ["Adamax", { lr: 0.1, weightDecay: 0.2 }, [0.8046284284904, -1.643918821288, 0.07080535211048]],
  ["Adamax", { lr: 0.1, maximize: true }, [1.17228836363, -2.201510274741, 0.7309573568628]],
  ["NAdam", {}, [0.9995619474142, -2.001223262207, 0.4938062333527]],
  ["NAdam", { lr: 0.1, momentumDecay: 0.5 }, [0.9718909925192, -2.044741921286, 0.1978574025029]],
  [
    "NAdam",
    { lr: 0.1, betas: [0.5, 0.7], eps: 0.1, weightDecay: 0.2 },
    [0.9922227876156, -1.831432011804, 0.1819650116791],
  ],
  ["RAdam", {}, [0.9945371179052, -1.998871035667, 0.4998025328559]],
  ["RAdam", { lr: 0.1, betas: [0.5, 0.9] }, [0.8033083746039, -1.966633654424, 0.4571345918009]],
  [
    "RAdam",
    { lr: 0.1, eps: 0.1, weightDecay: 0.2 },
    [0.3811479357513, -1.694404240202, 0.4332357228415],
  ],
  ["RMSprop", {}, [0.9729513065993, -2.029648604007, 0.2706207914525]],
  [
    "RMSprop",
    { lr: 0.1, alpha: 0.5, eps: 0.1 },
    [1.013752428117, -2.112543509365, 0.3303274074634],
  ],
  ["RMSprop", { lr: 0.1, momentum: 0.5 }, [0.2899962196314, -1.535968744219, -3.264279100966]],
  ["RMSprop", { lr: 0.1, centered: true }, [0.7217223395332, -2.290469009976, -1.814740004935]],
  [
    "RMSprop",
    { lr: 0.1, centered: true, momentum: 0.5, weightDecay: 0.2 },
    [0.374515414317, -0.9396049618733, -0.263889564649],
  ],
  ["RMSprop", { lr: 0.1, maximize: true }, [1.270486934007, -1.703513959932, 2.793792085475]],
  ["Rprop", {}, [0.9912, -2.02168, 0.47]],
  ["Rprop", { lr: 0.1, etas: [0.3, 1.5] }, [0.8625, -2.4625, 0.2]],
  ["Rprop", { lr: 0.1, stepSizes: [0.05, 0.12] }, [0.912, -2.14, 0.2]],
  ["Rprop", { lr: 0.1, maximize: true }, [1.088, -1.7832, 0.8]],
  ["Adagrad", {}, [0.9972215148195, -2.002817374287, 0.4771554295146]],
  ["Adagrad", { lr: 0.1, lrDecay: 0.5 }, [0.9189634014297, -1.927261748765, 0.3885533402052]],
  ["Adagrad", { lr: 0.1, weightDecay: 0.2 }, [0.9529078930258, -1.844503585012, 0.1615724452704]],
  [
    "Adagrad",
    { lr: 0.1, initialAccumulatorValue: 2.0, eps: 0.1 },
    [0.9809205169873, -2.03740502992, 0.480279488476],
  ],
  ["Adagrad", { lr: 0.1, maximize: true }, [1.027784851805, -1.971826257132, 0.7284457048543]],
  ["Adadelta", {}, [1.001280089324, -2.004881421766, 0.4903100086765]],
  ["Adadelta", { lr: 0.5, rho: 0.5, eps: 0.1 }, [1.169829625735, -2.260206665581, 0.3529656815435]],
  ["Adadelta", { weightDecay: 0.2 }, [1.000034734702, -1.993791716882, 0.4794281912851]],
  ["Adadelta", { maximize: true }, [0.9987199106765, -1.995118578234, 0.5096899913235]],
  ["ASGD", {}, [1.007068552473, -2.007487978319, 0.4969970127857]],
  [
    "ASGD",
    { lr: 0.1, lambd: 0.5, alpha: 2.0 },
    [0.7880712032924, -1.601950665528, 0.3695573431763],
  ],
  [
    "ASGD",
    { lr: 0.1, t0: 2, weightDecay: 0.2 },
    [0.9749168084284, -1.851332646079, 0.4140686084674],
  ],
  ["ASGD", { lr: 0.1, maximize: true }, [0.9291946661155, -1.924882190638, 0.5299687267686]],
];

function run(x: Tensor, name: string, options: object): number[] {
  const optimizer = make(name, [x], options);
  for (let step = 0; step < 6; step++) {
    x.grad = tensor(gradient(step), { dtype: x.dtype });
    optimizer.step();
  }
  return x.detach().reshape(-1).tolist() as number[];
}

function expectNear(got: readonly number[], expected: readonly number[], digits: number): void {
  expect(got.length).toBe(expected.length);
  got.forEach((value, i) => expect(value).toBeCloseTo(expected[i], digits));
}

describe("values, with each option", () => {
  test.each(cases)("%s %j", (name, options, expected) => {
    // NAdam's product and ASGD's rate are float32 in PyTorch, whatever the parameter.
    const digits = name === "NAdam" || name === "ASGD" ? 6 : 10;
    expectNear(run(start("float64"), name, options), expected, digits);
  });

  test.each(cases)("%s %j in float32", (name, options, expected) => {
    const x = start("float32");
    expectNear(run(x, name, options), expected, 4);
    expect(x.dtype).toBe("float32");
  });
});

describe("maximize", () => {
  test.each(names)("%s climbs as it would descend the negative", (name) => {
    const up = start("float64");
    const down = start("float64");
    const optimizers = [make(name, [up], { maximize: true }), make(name, [down])];
    for (let step = 0; step < 4; step++) {
      up.grad = tensor(gradient(step), { dtype: "float64" });
      down.grad = up.grad.neg();
      for (const optimizer of optimizers) optimizer.step();
    }
    expect(up.tolist()).toEqual(down.tolist());
  });
});

describe("parameters that lie apart in memory", () => {
  test.each(names)("%s steps through a transposed parameter and gradient", (name) => {
    const values = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    const plain = tensor(values, { dtype: "float64" }).requiresGrad_();
    const memory = tensor(values, { dtype: "float64" }).t().contiguous();
    const turned = memory.t().detach().requiresGrad_();
    expect(turned.isContiguous()).toBe(false);
    const slopes = tensor([
      [1, -2],
      [0.5, 3],
      [-4, 0],
    ]).to("float64");
    for (const x of [plain, turned]) {
      const optimizer = make(name, [x]);
      for (let step = 1; step < 4; step++) {
        x.grad = slopes.t().mul(step);
        optimizer.step();
      }
    }
    expect(turned.tolist()).toEqual(plain.tolist());
    expect(memory.t().tolist()).toEqual(plain.tolist());
  });
});

describe("groups", () => {
  test("each has its own options, in camelCase or PyTorch's names, and the defaults for the rest", () => {
    const [a, b, c] = [start("float64"), start("float64"), start("float64")];
    const optimizer = new optim.SGD(
      [{ params: [a] }, { params: b, lr: 0.5 }, { params: new Set([c]), weightDecay: 1 }],
      { lr: 0.1 },
    );
    expect(optimizer.paramGroups.map(({ lr, weight_decay }) => [lr, weight_decay])).toEqual([
      [0.1, 0],
      [0.5, 0],
      [0.1, 1],
    ]);
    for (const x of [a, b, c]) x.grad = tensor([1, 1, 1], { dtype: "float64" });
    optimizer.step();
    expectNear(a.tolist() as number[], [0.9, -2.1, 0.4], 12);
    expectNear(b.tolist() as number[], [0.5, -2.5, 0], 12);
    expectNear(c.tolist() as number[], [0.8, -1.9, 0.35], 12);
  });

  test("a group added later takes part", () => {
    const [a, b] = [start("float64"), start("float64")];
    const optimizer = new optim.SGD([a], { lr: 1 });
    optimizer.addParamGroup({ params: [b], momentum: 0.5 });
    b.grad = tensor([1, 0, 0], { dtype: "float64" });
    optimizer.step();
    expect(a.tolist()).toEqual([1, -2, 0.5]);
    expect(b.tolist()).toEqual([0, -2, 0.5]);
    expect(optimizer.paramGroups[1]).toMatchObject({ lr: 1, momentum: 0.5, nesterov: false });
  });

  test("a rate that is changed counts from the next step on", () => {
    const x = start("float64");
    const optimizer = new optim.SGD([x], { lr: 1 });
    optimizer.paramGroups[0].lr = 0.25;
    x.grad = tensor([1, 0, 0], { dtype: "float64" });
    optimizer.step();
    expect(x.tolist()).toEqual([0.75, -2, 0.5]);
  });

  test("parameters without a gradient stay, and get no state", () => {
    const x = start("float64");
    const optimizer = new optim.Adam([x]);
    optimizer.step();
    expect(x.tolist()).toEqual([1, -2, 0.5]);
    expect(optimizer.stateDict().state).toEqual({});
  });
});

describe("zeroGrad", () => {
  test("forgets gradients, or makes them zeros, outside of any graph", () => {
    const [x, y] = [start("float64"), start("float64")];
    const optimizer = new optim.SGD([x, y], { lr: 1 });
    const held = tensor([1, 2, 3], { dtype: "float64" });
    x.grad = held;
    optimizer.zeroGrad({ setToNone: false });
    expect(x.grad?.tolist()).toEqual([0, 0, 0]);
    expect(held.tolist()).toEqual([0, 0, 0]);
    expect(x.grad?.requiresGrad).toBe(false);
    expect(y.grad).toBeNull();
    optimizer.zeroGrad(false);
    expect(x.grad?.tolist()).toEqual([0, 0, 0]);
    optimizer.zeroGrad();
    expect(x.grad).toBeNull();
  });

  test("zeros also what was infinite or no number", () => {
    const x = start("float64");
    x.grad = tensor([Infinity, NaN, 1], { dtype: "float64" });
    new optim.SGD([x], { lr: 1 }).zeroGrad(false);
    expect(x.grad.tolist()).toEqual([0, 0, 0]);
  });
});

describe("parameters and options in another form", () => {
  const x = start("float32");
  const calls: readonly (readonly [string, () => unknown, RegExp])[] = [
    ["a module", () => new optim.SGD((() => {}) as never), /got a module or function; give model/],
    [
      "nothing",
      () => new optim.SGD(undefined as never),
      /iterable of Tensors or groups, but got un/,
    ],
    ["names", () => new optim.SGD([["w", x]] as never), /a list, perhaps from namedParameters/],
    ["groups and tensors", () => new optim.SGD([{ params: x }, x] as never), /must be an object/],
    ["a group of none", () => new optim.SGD([{ param: x }] as never), /an object { params, … }/],
    ["one beta", () => new optim.Adam([x], { betas: [0.9] as never }), /betas must be two numbers/],
    [
      "a number for betas",
      () => new optim.NAdam([x], { betas: 0.9 as never }),
      /two numbers, got 0.9/,
    ],
    ["one eta", () => new optim.Rprop([x], { etas: [0.5] as never }), /etas must be two numbers/],
    [
      "foreach",
      () => new optim.Adam([x], { foreach: true } as never),
      /foreach: there is one loop/,
    ],
    [
      "capturable",
      () => new optim.Adam([x], { capturable: true } as never),
      /no graphs to capture/,
    ],
    [
      "fused",
      () => new optim.SGD([{ params: x, fused: true }]),
      /one loop already; leave the option/,
    ],
  ];

  test.each(calls)("%s", (_what, call, message) => {
    expect(call).toThrow(TensorError);
    expect(call).toThrow(message);
  });

  test("PyTorch's choices may be given where they are off", () => {
    const off = { lr: 0.5, foreach: null, differentiable: false };
    expect(new optim.SGD([x], off as never).paramGroups[0]).not.toHaveProperty("foreach");
  });

  test("a tensor that retains its gradient may be optimized", () => {
    const y = x.mul(2);
    expect(() => new optim.SGD([y], { lr: 1 })).toThrow(/non-leaf/);
    y.retainGrad();
    expect(new optim.SGD([y], { lr: 1 }).paramGroups[0].params).toEqual([y]);
  });
});

describe("step", () => {
  test("calls a closure with gradients on, and answers its loss", () => {
    const x = start("float64");
    const optimizer = new optim.SGD([x], { lr: 0.1 });
    let calls = 0;
    const loss = optimizer.step(() => {
      calls++;
      optimizer.zeroGrad();
      const sum = x.square().sum();
      sum.backward();
      return sum;
    }) as Tensor;
    expect(calls).toBe(1);
    expect(loss.item()).toBe(5.25);
    expectNear(x.tolist() as number[], [0.8, -1.6, 0.4], 12);
    expect(optimizer.step()).toBeNull();
  });

  test("writes into the parameter, unrecorded: it stays a leaf, and a graph that saved it is stale", () => {
    const x = start("float64");
    const before = x.storage.version;
    const stale = x.square().sum();
    x.grad = tensor([1, 1, 1], { dtype: "float64" });
    new optim.Adam([x]).step();
    expect(x.isLeaf && x.requiresGrad).toBe(true);
    expect(x.storage.version).toBeGreaterThan(before);
    expect(() => stale.backward()).toThrow(TensorError);
  });

  test("hooks run before and after, until they are removed; for LBFGS as well", () => {
    for (const name of ["SGD", "LBFGS"]) {
      const x = start("float64");
      const optimizer = make(name, [x]);
      const seen: string[] = [];
      const first = optimizer.registerStepPreHook((which) => {
        expect(which).toBe(optimizer);
        seen.push("before");
      });
      optimizer.registerStepPostHook(() => seen.push("after"));
      const closure = (): Tensor => {
        optimizer.zeroGrad();
        const loss = x.square().sum();
        loss.backward();
        if (seen.at(-1) !== "closure") seen.push("closure");
        return loss;
      };
      optimizer.step(closure);
      first.remove();
      first.remove();
      optimizer.step(closure);
      expect(seen).toEqual(["before", "closure", "after", "closure", "after"]);
    }
  });
});

describe("refusals", () => {
  const bad: readonly (readonly [name: string, options: object, message: RegExp])[] = [
    ["SGD", { lr: -1 }, /SGD: Invalid learning rate value: -1/],
    ["SGD", { lr: 1, momentum: -0.5 }, /Invalid momentum value: -0.5/],
    ["SGD", { lr: 1, weightDecay: -1 }, /Invalid weight_decay value: -1/],
    ["SGD", { lr: 1, nesterov: true }, /Nesterov momentum requires a momentum and zero dampening/],
    ["SGD", { lr: 1, nesterov: true, momentum: 0.9, dampening: 0.1 }, /Nesterov/],
    ["Adam", { lr: NaN }, /Adam: Invalid learning rate value: NaN/],
    ["Adam", { betas: [1, 0.9] }, /Invalid beta parameter at index 0: 1/],
    ["AdamW", { betas: [0.9, -0.1] }, /AdamW: Invalid beta parameter at index 1: -0.1/],
    ["AdamW", { eps: -1 }, /Invalid epsilon value: -1/],
    ["Adamax", { weightDecay: -1 }, /Adamax: Invalid weight_decay/],
    ["NAdam", { momentumDecay: -1 }, /Invalid momentum_decay value: -1/],
    ["RAdam", { betas: [0, 1] }, /beta parameter at index 1/],
    ["RMSprop", { alpha: -1 }, /Invalid alpha value: -1/],
    ["RMSprop", { momentum: -1 }, /Invalid momentum value/],
    ["Rprop", { etas: [1, 1.2] }, /Invalid eta values: 1, 1.2/],
    ["Adagrad", { lrDecay: -1 }, /Invalid lr_decay value/],
    ["Adagrad", { initialAccumulatorValue: -1 }, /Invalid initial_accumulator_value/],
    ["Adadelta", { rho: 1.5 }, /Invalid rho value: 1.5/],
    ["ASGD", { weightDecay: -1 }, /Invalid weight_decay value: -1/],
    ["LBFGS", { lineSearchFn: "wolfe" }, /only 'strong_wolfe' is supported/],
    ["Adam", { beta: 0.9 }, /unknown option "beta"/],
  ];

  test.each(bad)("%s %j", (name, options, message) => {
    const construct = (): unknown => make(name, [start("float64")], options);
    expect(construct).toThrow(TensorError);
    expect(construct).toThrow(message);
  });

  const x = start("float64");
  const parameters: readonly (readonly [what: string, params: unknown, message: RegExp])[] = [
    ["a tensor", x, /should be an iterable of Tensors or groups/],
    ["nothing", [], /empty parameter list/],
    ["a tensor that was computed", [x.mul(2)], /can't optimize a non-leaf Tensor/],
    ["a number", [x, 3], /can only optimize Tensors, but one of the params is number/],
    ["one in two groups", [{ params: [x] }, { params: [x] }], /more than one parameter group/],
    [
      "an unknown option",
      [{ params: [x], rate: 1 }],
      /unknown option "rate".*known: params, lr, momentum/,
    ],
    ["a bad option", [{ params: [x], lr: -1 }], /Invalid learning rate/],
  ];

  test.each(parameters)("for parameters %s", (_what, params, message) => {
    const construct = (): unknown => new optim.SGD(params as Tensor[], { lr: 1 });
    expect(construct).toThrow(TensorError);
    expect(construct).toThrow(message);
  });

  test("a group that is refused is not added", () => {
    const optimizer = new optim.SGD([x], { lr: 1 });
    expect(() => optimizer.addParamGroup({ params: [start("float64"), x] })).toThrow(TensorError);
    expect(optimizer.paramGroups.length).toBe(1);
  });

  test("LBFGS without a closure, and with two groups", () => {
    expect(() => new optim.LBFGS([x]).step()).toThrow(/step needs a closure/);
    const groups = [{ params: [x] }, { params: [start("float64")] }];
    expect(() => new optim.LBFGS(groups)).toThrow(/doesn't support per-parameter options/);
  });
});

test("toString names the options", () => {
  expect(String(new optim.SGD([start("float64")], { lr: 0.5 }))).toBe(`SGD (
Parameter Group 0
    dampening: 0
    lr: 0.5
    maximize: False
    momentum: 0
    nesterov: False
    weight_decay: 0
)`);
});

test("numbers print as Python's, and Node's console shows what toString answers", () => {
  const adam = new optim.Adam([start("float64")], { lr: 1e-4, eps: 1e-10 });
  expect(inspect(adam)).toBe(String(adam));
  expect(inspect(adam)).toMatch(/eps: 1e-10\n {4}lr: 0\.0001\n/);
  expect(inspect(new optim.Adam([start("float64")]))).toContain("eps: 1e-08\n");
});
