/** Saving and going on: a run that is interrupted ends where one that is not ends, to the last bit. */
import { Tensor, tensor, TensorError } from "@tapeloop/core";
import { describe, expect, test, vi } from "vitest";
import * as optim from "../src/index.ts";
import { gradient, make, names, start } from "./support.ts";

/** Options under which an optimizer has all the state that it can have. */
const full: Record<string, object> = {
  SGD: { lr: 0.1, momentum: 0.9, dampening: 0.1 },
  Adam: { lr: 0.1, amsgrad: true, weightDecay: 0.1 },
  AdamW: { lr: 0.1, amsgrad: true },
  NAdam: { lr: 0.1, momentumDecay: 0.1 },
  RMSprop: { lr: 0.1, centered: true, momentum: 0.5 },
  ASGD: { lr: 0.1, lambd: 0.5, t0: 3 },
  Adagrad: { lr: 0.1, lrDecay: 0.1, initialAccumulatorValue: 0.5 },
};

/** PyTorch's names for it. */
const stateNames: Record<string, readonly string[]> = {
  SGD: ["momentum_buffer"],
  Adam: ["step", "exp_avg", "exp_avg_sq", "max_exp_avg_sq"],
  AdamW: ["step", "exp_avg", "exp_avg_sq", "max_exp_avg_sq"],
  Adamax: ["step", "exp_avg", "exp_inf"],
  NAdam: ["step", "mu_product", "exp_avg", "exp_avg_sq"],
  RAdam: ["step", "exp_avg", "exp_avg_sq"],
  RMSprop: ["step", "square_avg", "momentum_buffer", "grad_avg"],
  Rprop: ["step", "prev", "step_size"],
  Adagrad: ["step", "sum"],
  Adadelta: ["step", "square_avg", "acc_delta"],
  ASGD: ["step", "eta", "mu", "ax"],
};

function advance(optimizer: optim.Optimizer, x: Tensor, from: number, to: number): void {
  for (let step = from; step < to; step++) {
    x.grad = tensor(gradient(step), { dtype: x.dtype });
    optimizer.step();
  }
}

function copyOf(x: Tensor): Tensor {
  return x.detach().clone().requiresGrad_();
}

describe.each(names)("%s", (name) => {
  const options = full[name] ?? { lr: 0.1 };

  test.each(["float32", "float64"] as const)("goes on with identical results, %s", (dtype) => {
    const x = start(dtype);
    const optimizer = make(name, [x], options);
    advance(optimizer, x, 0, 4);
    // Other options on purpose: those of the state dict count.
    const y = copyOf(x);
    const resumed = make(name, [y]);
    resumed.loadStateDict(optimizer.stateDict());
    advance(optimizer, x, 4, 9);
    advance(resumed, y, 4, 9);
    expect(y.tolist()).toEqual(x.tolist());
    expect(resumed.paramGroups[0]).toMatchObject(optionsOf(optimizer));
  });

  test("holds PyTorch's names; what was loaded is a copy", () => {
    const x = start("float64");
    const optimizer = make(name, [x], options);
    advance(optimizer, x, 0, 2);
    const saved = optimizer.stateDict();
    expect(Object.keys(saved.state["0"]).sort()).toEqual([...stateNames[name]].sort());
    expect(saved.param_groups[0].params).toEqual([0]);
    const y = copyOf(x);
    const resumed = make(name, [y]);
    resumed.loadStateDict(saved);
    const before = numbers(saved.state["0"]);
    advance(resumed, y, 2, 5);
    expect(numbers(saved.state["0"])).toEqual(before);
  });
});

function optionsOf({ paramGroups: [{ params: _params, ...options }] }: optim.Optimizer): object {
  return options;
}

function numbers(state: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(state).map(([key, value]) => [
      key,
      value instanceof Tensor ? value.tolist() : value,
    ]),
  );
}

describe("a state dict", () => {
  test("numbers parameters through all groups", () => {
    const params = [start("float32"), start("float32"), start("float32")];
    const optimizer = new optim.Adam([
      { params: params.slice(0, 2), lr: 1 },
      { params: params[2] },
    ]);
    params[2].grad = tensor([1, 2, 3]);
    optimizer.step();
    const { state, param_groups } = optimizer.stateDict();
    expect(Object.keys(state)).toEqual(["2"]);
    expect(param_groups.map(({ params: own, lr }) => [own, lr])).toEqual([
      [[0, 1], 1],
      [[2], 0.001],
    ]);
  });

  test("brings its tensors to the parameter's dtype, the count of steps excepted", () => {
    const x = start("float32");
    const optimizer = new optim.Adam([x]);
    advance(optimizer, x, 0, 1);
    const y = start("float64");
    const other = new optim.Adam([y]);
    other.loadStateDict(optimizer.stateDict());
    const { exp_avg, step } = other.state.get(y) as Record<string, Tensor>;
    expect([exp_avg.dtype, step.dtype, step.item()]).toEqual(["float64", "float32", 1]);
  });

  test("that does not fit is refused, with nothing changed", () => {
    const x = start("float32");
    const optimizer = new optim.SGD([x], { lr: 1, momentum: 0.5 });
    advance(optimizer, x, 0, 1);
    const two = new optim.SGD([{ params: [start("float32")] }, { params: [start("float32")] }]);
    const wide = new optim.SGD([start("float32"), start("float32")]);
    expect(() => optimizer.loadStateDict(two.stateDict())).toThrow(TensorError);
    expect(() => optimizer.loadStateDict(two.stateDict())).toThrow(
      /different number of parameter groups: 2, expected 1/,
    );
    expect(() => optimizer.loadStateDict(wide.stateDict())).toThrow(
      /doesn't match the size of the optimizer's group: 2 parameters, expected 1/,
    );
    expect(optimizer.paramGroups[0].lr).toBe(1);
    expect(optimizer.state.get(x)?.momentum_buffer).toBeInstanceOf(Tensor);
  });

  test("of parameters of another shape is refused, with nothing changed", () => {
    const wide = tensor([[1, 2]], { requiresGrad: true });
    const source = new optim.Adam([wide]);
    wide.grad = tensor([[1, 1]]);
    source.step();
    const optimizer = new optim.Adam([start("float32")], { lr: 1 });
    const load = (): void => optimizer.loadStateDict(source.stateDict());
    expect(load).toThrow(TensorError);
    expect(load).toThrow(/exp_avg of parameter 0 has shape \[1, 2\], but the parameter has \[3\]/);
    expect(optimizer.state.size).toBe(0);
    expect(optimizer.paramGroups[0].lr).toBe(1);
  });

  test("that is none is refused", () => {
    const optimizer = new optim.SGD([start("float32")]);
    expect(() => optimizer.loadStateDict({} as never)).toThrow(/state and param_groups/);
  });

  test("of PyTorch brings its choices along, which are left out", () => {
    const optimizer = new optim.Adam([start("float32")]);
    const group = { lr: 0.5, foreach: null, capturable: false, fused: true, params: [0] };
    optimizer.loadStateDict({ state: {}, param_groups: [group] });
    expect(Object.keys(optimizer.paramGroups[0]).sort()).toEqual([
      "amsgrad",
      "betas",
      "eps",
      "lr",
      "maximize",
      "params",
      "weight_decay",
    ]);
    expect(optimizer.paramGroups[0].lr).toBe(0.5);
  });

  test("numbers a parameter that is given twice once, with a warning, as in PyTorch", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const [x, y] = [start("float32"), start("float32")];
    const { param_groups } = new optim.SGD([x, x, y], { lr: 0.1 }).stateDict();
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
    expect(param_groups[0].params).toEqual([0, 0, 1]);
  });
});
