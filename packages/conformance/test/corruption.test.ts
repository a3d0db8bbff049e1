/** A replay that passes everything is worth nothing: every kind of wrong expectation has to turn into a failure. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { torch } from "tapeloop";
import { Tensor } from "tapeloop";
import type {
  ErrorRecord,
  FunctionRecord,
  ModuleRecord,
  OptimRecord,
  ProgramRecord,
} from "../src/format.ts";
import { compareError } from "../src/messages.ts";
import { replay } from "../src/replay.ts";
import { tensor } from "./values.ts";

const tol = { out: [1e-9, 1e-7], grad: [1e-9, 1e-7], gg: [1e-9, 1e-7] } as const;
const x = [0.5, -1, 2, 3];
const g = [1, 2, -1, 0.5];
const v = [2, 1, 1, -1];

/** x² with its gradient 2xg and, for s = ⟨2xg, v⟩, the second ones 2gv and 2xv. */
const square: FunctionRecord = {
  id: "square",
  op: "mul",
  kind: "function",
  fn: "torch.mul",
  args: [tensor("f64", [2, 2], x, { rg: true }), tensor("f64", [2, 2], [1, 1, 1, 1])],
  kwargs: {},
  out: tensor("f64", [2, 2], x),
  grad_out: [tensor("f64", [2, 2], g)],
  grads: [{ path: ["args", 0], v: tensor("f64", [2, 2], g) }],
  tol,
};

const pow: FunctionRecord = {
  ...square,
  id: "pow",
  fn: "torch.pow",
  args: [square.args[0], 2],
  out: tensor(
    "f64",
    [2, 2],
    x.map((value) => value * value),
  ),
  grads: [
    {
      path: ["args", 0],
      v: tensor(
        "f64",
        [2, 2],
        x.map((value, i) => 2 * value * g[i]),
      ),
    },
  ],
  gg: {
    v: [tensor("f64", [2, 2], v)],
    grads: [
      {
        path: ["args", 0],
        v: tensor(
          "f64",
          [2, 2],
          v.map((value, i) => 2 * g[i] * value),
        ),
      },
    ],
    grad_out: [
      tensor(
        "f64",
        [2, 2],
        v.map((value, i) => 2 * x[i] * value),
      ),
    ],
  },
};

function failure(record: Parameters<typeof replay>[0]): string {
  const outcome = replay(record);
  expect(outcome.status).toBe("failed");
  return outcome.status === "failed" ? outcome.reason : "";
}

describe("a call", () => {
  test("passes as it was recorded", () => {
    expect(replay(square)).toEqual({ status: "passed" });
    expect(replay(pow)).toEqual({ status: "passed" });
  });

  test("a value", () => {
    expect(failure({ ...square, out: tensor("f64", [2, 2], [0.5, -1, 2.001, 3]) })).toMatch(
      /out\[1, 0\]: 2, expected 2\.001/,
    );
    expect(failure({ ...square, out: tensor("f64", [2, 2], [0.5, NaN, 2, 3]) })).toMatch(
      /expected NaN/,
    );
  });

  test("the dtype", () => {
    expect(failure({ ...square, out: tensor("f32", [2, 2], x) })).toMatch(
      /dtype float64, expected float32/,
    );
  });

  test("the shape", () => {
    expect(failure({ ...square, out: tensor("f64", [4], x) })).toMatch(
      /shape \[2, 2\], expected \[4\]/,
    );
  });

  test("a gradient", () => {
    expect(
      failure({
        ...square,
        grads: [{ path: ["args", 0], v: tensor("f64", [2, 2], [1, 2, 1, 0.5]) }],
      }),
    ).toMatch(/^grad args\.0/);
    expect(failure({ ...square, grads: [{ path: ["args", 0], v: null }] })).toMatch(
      /expected no gradient/,
    );
  });

  test("a second gradient", () => {
    expect(
      failure({
        ...pow,
        gg: { ...pow.gg!, grads: [{ path: ["args", 0], v: tensor("f64", [2, 2], x) }] },
      }),
    ).toMatch(/^second grad args\.0/);
    expect(failure({ ...pow, gg: { ...pow.gg!, grad_out: [tensor("f64", [2, 2], x)] } })).toMatch(
      /^second grad of grad_out 0/,
    );
  });

  test("the float32 run", () => {
    const tol32 = { out: [0, 0], grad: [0, 0] } as const;
    expect(replay({ ...square, tol32 })).toEqual({ status: "passed" });
    const third = {
      ...square,
      args: [tensor("f64", [1], [1]), tensor("f64", [1], [3])],
      fn: "torch.div",
      out: tensor("f64", [1], [1 / 3]),
    };
    expect(failure({ ...third, grads: undefined, tol32 })).toMatch(/expected 0\.333/);
  });

  test("a view", () => {
    const reshape: FunctionRecord = {
      ...square,
      fn: "torch.reshape",
      args: [square.args[0], [4]],
      out: tensor("f64", [4], x),
      grads: undefined,
    };
    expect(replay({ ...reshape, view: [true] })).toEqual({ status: "passed" });
    expect(failure(reshape)).toMatch(/is a view of an input, expected a copy/);
    expect(failure({ ...square, view: [true] })).toMatch(/is a copy, expected a view/);
  });
});

describe("what does not exist is missing, and named", () => {
  test.each([
    ["a function", { ...square, fn: "torch.no_such_op" }, "torch.noSuchOp"],
    [
      "a method",
      { ...square, fn: "torch.Tensor.no_such_op", form: "method" as const },
      "Tensor.noSuchOp",
    ],
    ["an option", { ...square, kwargs: { no_such_option: 1 } }, "torch.mul({ noSuchOption })"],
    ["a dtype", { ...square, args: [{ dtype: "f16" }] }, "dtype f16"],
  ])("%s", (_, record, name) => expect(replay(record)).toEqual({ status: "missing", name }));
});

describe("a refusal", () => {
  const refused: ErrorRecord = {
    id: "matmul",
    op: "matmul",
    kind: "error",
    fn: "torch.matmul",
    args: [
      tensor("f32", [2, 3], [1, 2, 3, 4, 5, 6]),
      tensor("f32", [4, 3], Array<number>(12).fill(1)),
    ],
    kwargs: {},
    error: {
      type: "RuntimeError",
      message: "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x3)",
    },
  };

  afterEach(() => void vi.restoreAllMocks());

  test("passes as it was recorded", () => expect(replay(refused)).toEqual({ status: "passed" }));

  test("another message", () => {
    expect(
      failure({
        ...refused,
        error: { type: "RuntimeError", message: "index 77 is out of bounds for dimension 5" },
      }),
    ).toMatch(/shares too little/);
  });

  test("no error", () => {
    expect(
      failure({ ...refused, args: [refused.args[0], tensor("f32", [3, 1], [1, 2, 3])] }),
    ).toMatch(/where PyTorch refuses/);
  });

  test("an accident of the engine is none", () => {
    const expected = { type: "TypeError", message: "argument 'other' must be Tensor" };
    expect(() => compareError(new TypeError("undefined is not a function"), expected)).toThrow(
      /instead of a TensorError/,
    );
    vi.spyOn(Tensor.prototype, "exp").mockImplementation(() => {
      throw new TypeError("undefined is not a function");
    });
    expect(
      failure({
        ...refused,
        fn: "torch.Tensor.exp",
        form: "method",
        args: [refused.args[0]],
        error: expected,
      }),
    ).toMatch(/threw TypeError/);
    expect(
      failure({ ...square, fn: "torch.Tensor.exp", form: "method", args: [square.args[0]] }),
    ).toMatch(/^TypeError: undefined/);
  });

  test("a TensorError is one", () => {
    const error = new torch.TensorError("mm", "anything at all");
    expect(() =>
      compareError(error, { type: "TypeError", message: "mm(): argument 'mat2' must be Tensor" }),
    ).not.toThrow();
  });
});

describe("a program", () => {
  const program: ProgramRecord = {
    id: "program",
    op: "program",
    kind: "program",
    src: "x = ones(2); y = x + 1; check(y.shape); with raises(): y + ones(3)",
    steps: [
      { do: "call", fn: "torch.ones", args: [2], to: "x" },
      { do: "op", op: "+", args: [{ var: "x" }, 1], to: "y" },
      { do: "get", of: { var: "y" }, attr: "shape", to: "_1" },
      { do: "check", value: { var: "_1" }, is: { tuple: [2] } },
    ],
    expect: { y: tensor("f32", [2], [2, 2]) },
    tol: [1e-9, 1e-7],
  };
  const sum = [
    { do: "call", fn: "torch.ones", args: [3], to: "z" },
    { do: "op", op: "+", args: [{ var: "y" }, { var: "z" }] },
  ] as const;
  const message =
    "The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0";
  const raising = (type: string, text: string): ProgramRecord => ({
    ...program,
    steps: [...program.steps, { do: "raises", body: sum, error: { type, message: text } }],
  });

  test("passes as it was recorded", () => {
    expect(replay(program)).toEqual({ status: "passed" });
    expect(replay(raising("RuntimeError", message))).toEqual({ status: "passed" });
  });

  test("a final value, a check, an error", () => {
    expect(failure({ ...program, expect: { y: tensor("f32", [2], [2, 3]) } })).toMatch(
      /y\[1\]: 2, expected 3/,
    );
    expect(
      failure({
        ...program,
        steps: [...program.steps, { do: "check", value: { var: "_1" }, is: { tuple: [3] } }],
      }),
    ).toMatch(/^check/);
    expect(failure(raising("RuntimeError", "storage has wrong alignment"))).toMatch(
      /shares too little/,
    );
    expect(
      failure({
        ...program,
        steps: [
          ...program.steps,
          { do: "raises", body: program.steps, error: { type: "RuntimeError", message } },
        ],
      }),
    ).toMatch(/no error where PyTorch throws/);
  });
});

describe("modules and optimizers", () => {
  const linear: ModuleRecord = {
    id: "linear",
    op: "nn.Linear",
    kind: "module",
    module: { module: "nn.Linear", args: [2, 1], kwargs: {} },
    state_dict: { weight: tensor("f64", [1, 2], [2, 3]), bias: tensor("f64", [1], [1]) },
    train: true,
    dtype: "f64",
    args: [tensor("f64", [1, 2], [5, 7], { rg: true })],
    kwargs: {},
    out: tensor("f64", [1, 1], [32]),
    grad_out: [tensor("f64", [1, 1], [1])],
    grads: [{ path: ["args", 0], v: tensor("f64", [1, 2], [2, 3]) }],
    param_grads: { weight: tensor("f64", [1, 2], [5, 7]), bias: tensor("f64", [1], [1]) },
    tol,
  };

  test("a module: output, gradients, the names of its state", () => {
    expect(replay(linear)).toEqual({ status: "passed" });
    expect(failure({ ...linear, out: tensor("f64", [1, 1], [33]) })).toMatch(/^out/);
    expect(failure({ ...linear, param_grads: { weight: tensor("f64", [1, 2], [5, 8]) } })).toMatch(
      /^grad weight/,
    );
    expect(failure({ ...linear, state_dict: { weight: linear.state_dict.weight } })).toMatch(
      /stateDict keys/,
    );
    expect(replay({ ...linear, module: { ...linear.module, module: "nn.NoSuchLayer" } })).toEqual({
      status: "missing",
      name: "nn.NoSuchLayer",
    });
    expect(replay({ ...linear, module: { ...linear.module, kwargs: { no_such: 1 } } })).toEqual({
      status: "missing",
      name: "nn.Linear({ noSuch })",
    });
  });

  test("an optimizer: parameters and state", () => {
    const steps: OptimRecord["traj"] = [[tensor("f64", [1], [0.9]), tensor("f64", [1], [2])]];
    const sgd = {
      id: "sgd",
      op: "SGD",
      kind: "optim_grads",
      optim: "SGD",
      kwargs: { lr: 0.1 },
      params: [tensor("f64", [1], [1]), tensor("f64", [1], [2])],
      grads: [[tensor("f64", [1], [1]), null]],
      traj: steps,
      state_dict: {
        dict: { state: { dict: {} }, param_groups: [{ dict: { lr: 0.1, params: [0, 1] } }] },
      },
      tol: [1e-12, 1e-9],
    } as const;
    expect(replay(sgd)).toEqual({ status: "passed" });
    expect(failure({ ...sgd, traj: [[tensor("f64", [1], [0.8]), steps[0][1]]] })).toMatch(
      /W after step 0/,
    );
    const state = {
      dict: { ...sgd.state_dict.dict, param_groups: [{ dict: { lr: 0.2, params: [0, 1] } }] },
    };
    expect(failure({ ...sgd, state_dict: state })).toMatch(/param_groups\.0\.lr/);
  });
});
