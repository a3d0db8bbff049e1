/**
 * LBFGS against PyTorch 1.13, on Rosenbrock's function from (-1.2, 1) in float64, two calls of `step` each. A case has the
 * parameters, the losses that both calls answered, `func_evals` and `n_iter` of the state, how often the closure was
 * called, and how many steps are remembered.
 */
import { cat, type Tensor, tensor } from "@tapeloop/core";
import { describe, expect, test } from "vitest";
import { LBFGS, type LBFGSOptions } from "../src/index.ts";

type Outcome = readonly [
  x: readonly number[],
  losses: readonly number[],
  evaluations: number,
  iterations: number,
  calls: number,
  remembered: number,
];

const cases: readonly (readonly [options: LBFGSOptions, expected: Outcome])[] = [
  [
    { lr: 0.1 },
    [
      [-1.005598065296723, 1.0268988811473778],
      [24.199999999999996, 4.265336005782761],
      40,
      40,
      40,
      39,
    ],
  ],
  [
    { lineSearchFn: "strong_wolfe" },
    [
      [0.9999814210791366, 0.9999619651810989],
      [24.199999999999996, 0.4234823024380289],
      44,
      35,
      44,
      34,
    ],
  ],
  [
    { lineSearchFn: "strong_wolfe", historySize: 2, maxIter: 8 },
    [
      [-0.1359458547764193, -0.018305441212345404],
      [24.199999999999996, 3.3686233677138118],
      20,
      14,
      20,
      2,
    ],
  ],
  [
    { lr: 0.01, maxIter: 5 },
    [
      [-1.1815317789888633, 1.009758863520838],
      [24.199999999999996, 21.174796487112697],
      10,
      10,
      10,
      9,
    ],
  ],
  [
    { lr: 0.1, maxIter: 10, maxEval: 4 },
    [
      [-1.0928128114024878, 1.0460014732921115],
      [24.199999999999996, 8.548620112437053],
      8,
      6,
      8,
      5,
    ],
  ],
  [
    { toleranceGrad: 20.0, lr: 0.1 },
    [
      [-1.048921831457105, 1.0623641562071715],
      [24.199999999999996, 4.341515965556478],
      20,
      18,
      20,
      17,
    ],
  ],
  [
    { lr: 0.01, toleranceChange: 1.0 },
    [
      [-1.1915446895925723, 1.0035070627070188],
      [24.199999999999996, 22.457910962950297],
      4,
      2,
      4,
      1,
    ],
  ],
];

function rosenbrock(x: Tensor): Tensor {
  const [a, b] = [x.select(0, 0), x.select(0, 1)];
  return a.neg().add(1).square().add(b.sub(a.square()).square().mul(100));
}

function point(): Tensor {
  return tensor([-1.2, 1], { dtype: "float64", requiresGrad: true });
}

class Run {
  readonly optimizer: LBFGS;
  calls = 0;
  readonly #x: Tensor;

  constructor(x: Tensor, options: LBFGSOptions) {
    this.#x = x;
    this.optimizer = new LBFGS([x], options);
  }

  step(): number {
    const loss = this.optimizer.step(() => {
      this.calls++;
      this.optimizer.zeroGrad();
      const value = rosenbrock(this.#x);
      value.backward();
      return value;
    });
    return Number((loss as Tensor).item());
  }
}

describe("values, with each option", () => {
  test.each(cases)("%j", (options, [place, losses, evaluations, iterations, calls, remembered]) => {
    const x = point();
    const run = new Run(x, options);
    const got = [run.step(), run.step()];
    got.forEach((loss, i) => expect(loss).toBeCloseTo(losses[i], 6));
    (x.tolist() as number[]).forEach((value, i) => expect(value).toBeCloseTo(place[i], 6));
    const state = run.optimizer.state.get(x);
    expect(state).toMatchObject({ func_evals: evaluations, n_iter: iterations });
    expect(run.calls).toBe(calls);
    expect(
      [state?.ro, state?.old_dirs, state?.old_stps].map((list) => (list as []).length),
    ).toEqual([remembered, remembered, remembered]);
  });
});

describe("a state dict", () => {
  const names = ["H_diag", "d", "func_evals", "n_iter", "old_dirs", "old_stps", "prev_flat_grad"];

  test.each(cases)("goes on with identical results: %j", (options) => {
    const x = point();
    const run = new Run(x, options);
    run.step();
    const saved = run.optimizer.stateDict();
    expect(Object.keys(saved.state["0"]).sort()).toEqual([...names, "prev_loss", "ro", "t"].sort());
    const y = x.detach().clone().requiresGrad_();
    const resumed = new Run(y, {});
    // Loaded only now: what was saved stays as it was while the first goes on.
    const losses = [run.step(), run.step()];
    resumed.optimizer.loadStateDict(saved);
    expect([resumed.step(), resumed.step()]).toEqual(losses);
    expect(y.tolist()).toEqual(x.tolist());
    expect(resumed.optimizer.state.get(y)).toMatchObject({
      func_evals: run.optimizer.state.get(x)?.func_evals,
      n_iter: run.optimizer.state.get(x)?.n_iter,
    });
  });

  test("with the tensors that PyTorch has for numbers", () => {
    const x = point();
    const run = new Run(x, { lr: 0.1, maxIter: 3 });
    run.step();
    const saved = run.optimizer.stateDict();
    const scalar = (value: unknown): Tensor => tensor(value as number, { dtype: "float64" });
    const state = saved.state["0"];
    const asTensors = {
      ...state,
      t: scalar(state.t),
      H_diag: scalar(state.H_diag),
      ro: (state.ro as number[]).map(scalar),
    };
    const y = x.detach().clone().requiresGrad_();
    const resumed = new Run(y, {});
    resumed.optimizer.loadStateDict({ ...saved, state: { 0: asTensors } });
    run.step();
    resumed.step();
    expect(y.tolist()).toEqual(x.tolist());
  });
});

test("several parameters of any shape and stride are one vector; those without a gradient stay", () => {
  const whole = point();
  const memory = tensor(
    [
      [-1.2, 7],
      [1, 8],
    ],
    { dtype: "float64" },
  );
  const a = memory.slice(1, 0, 1).slice(0, 0, 1).detach().requiresGrad_();
  const b = memory.select(1, 0).slice(0, 1).detach().requiresGrad_();
  const idle = point();
  const optimizer = new LBFGS([a, b, idle], { lineSearchFn: "strong_wolfe" });
  optimizer.step(() => {
    optimizer.zeroGrad();
    const loss = rosenbrock(cat([a.reshape(-1), b]));
    loss.backward();
    return loss;
  });
  new Run(whole, { lineSearchFn: "strong_wolfe" }).step();
  const got = [a.item(), b.item()].map(Number);
  (whole.tolist() as number[]).forEach((value, i) => expect(got[i]).toBeCloseTo(value, 10));
  expect(idle.tolist()).toEqual([-1.2, 1]);
  expect(memory.select(1, 1).tolist()).toEqual([7, 8]);
});

test("where the gradient is zero already nothing moves", () => {
  const x = tensor([1, 1], { dtype: "float64", requiresGrad: true });
  const run = new Run(x, {});
  expect(run.step()).toBe(0);
  expect(run.calls).toBe(1);
  expect(x.tolist()).toEqual([1, 1]);
});
