/** Parametrizations against PyTorch 1.13.1: the numbers are what it answers for the same calls; for the inputs see golden.ts. */
import * as torch from "@tapeloop/core";
import type { Tensor } from "@tapeloop/core";
import * as nn from "@tapeloop/nn";
import { describe, expect, it } from "vitest";
import { flat, near, sine, wave } from "./golden.ts";

const { parametrizations, parametrize } = nn.utils;
const { cached, isParametrized, registerParametrization, removeParametrizations } = parametrize;

class Symmetric extends nn.Module {
  calls = 0;
  override forward(x: Tensor): Tensor {
    this.calls++;
    return x.triu().add(x.triu(1).T);
  }
  rightInverse(a: Tensor): Tensor {
    return a.triu();
  }
}

class Doubled extends nn.Module {
  override forward(x: Tensor): Tensor {
    return x.mul(2);
  }
}

class Outer extends nn.Module {
  override forward(x: Tensor, y: Tensor): Tensor {
    return x.unsqueeze(-1).mul(y.unsqueeze(-2));
  }
  rightInverse(z: Tensor): Tensor[] {
    return [z.select(1, 0), z.select(0, 0)];
  }
}

const weightOf = (net: nn.Module): Tensor => (net as nn.Linear).weight;

describe("registerParametrization", () => {
  it("computes the tensor at each access, and learns the original", () => {
    const net = sine(new nn.Linear(3, 3));
    const before = net.weight;
    const symmetric = new Symmetric();
    expect(registerParametrization(net, "weight", symmetric)).toBe(net);
    expect(String(net)).toBe(
      `ParametrizedLinear(
  in_features=3, out_features=3, bias=True
  (parametrizations): ModuleDict(
    (weight): ParametrizationList(
      (0): Symmetric()
    )
  )
)`,
    );
    expect(Object.keys(net.stateDict())).toEqual(["bias", "parametrizations.weight.original"]);
    expect(flat(net.weight)).toEqual(
      near([
        0, 0.36161543, 0.67428791, 0.36161543, 0.99588084, 0.9612752, 0.67428791, 0.9612752,
        0.18059627,
      ]),
    );
    net(wave([2, 3]))
      .sum()
      .backward();
    const original = net.getParameter("parametrizations.weight.original");
    expect(original).toBe(before);
    expect(flat(original.grad)).toEqual(
      near([0.99492691, 1.7692203, 1.1844245, 0, 0.77429339, 0.96379098, 0, 0, 0.18949759]),
    );
    expect(net).toBeInstanceOf(nn.Linear);
    expect(parametrize.typeBeforeParametrizations(net)).toBe(nn.Linear);
    const { calls } = symmetric;
    net.stateDict();
    net.parameters();
    net.double();
    expect(symmetric.calls).toBe(calls);
  });

  it("takes assignments, through the right inverse", () => {
    const net = registerParametrization(new nn.Linear(2, 2), "weight", new Symmetric());
    const original = net.getParameter("parametrizations.weight.original");
    const value = torch.tensor([
      [1, 2],
      [2, 3],
    ]);
    (net as { weight: Tensor }).weight = value;
    expect(net.weight.tolist()).toEqual(value.tolist());
    expect(original.tolist()).toEqual([
      [1, 2],
      [0, 3],
    ]);
    const doubled = registerParametrization(new nn.Linear(2, 2), "weight", new Doubled());
    expect(() => ((doubled as { weight: Tensor }).weight = value)).toThrow(
      /Doubled does not implement rightInverse/,
    );
  });

  it("runs several one after the other", () => {
    const net = sine(new nn.Linear(2, 2));
    registerParametrization(net, "weight", new Symmetric());
    const before = flat(net.weight);
    registerParametrization(net, "weight", new Doubled());
    expect(flat(net.weight)).toEqual(near(before.map((x) => 2 * x)));
    registerParametrization(net, "bias", new Doubled());
    expect(Object.keys(net.stateDict())).toEqual([
      "parametrizations.weight.original",
      "parametrizations.bias.original",
    ]);
    expect([isParametrized(net, "weight"), isParametrized(net, "bias")]).toEqual([true, true]);
  });

  it("keeps several originals, where the right inverse answers several", () => {
    const net = registerParametrization(new nn.Linear(3, 2), "weight", new Outer());
    expect(Object.keys(net.stateDict())).toEqual([
      "bias",
      "parametrizations.weight.original0",
      "parametrizations.weight.original1",
    ]);
    net.weight.sum().backward();
    for (const parameter of net.parameters().slice(1))
      expect(parameter.grad?.shape).toEqual(parameter.shape);
    expect(() => removeParametrizations(net, "weight", false)).toThrow(/sequence of tensors/);
    const value = flat(net.weight);
    removeParametrizations(net, "weight");
    expect(net.weight).toBeInstanceOf(nn.Parameter);
    expect(flat(net.weight)).toEqual(value);
  });

  it("takes PyTorch's names and ours, and buffers", () => {
    const net = new nn.LSTM(2, 3);
    const x = torch.ones([4, 1, 2]);
    const before = flat(net(x)[0]);
    registerParametrization(net, "weight_hh_l0", new Doubled());
    expect(Object.keys(net.stateDict()).at(-1)).toBe("parametrizations.weight_hh_l0.original");
    const doubled = net(x)[0];
    expect(flat(doubled)).not.toEqual(near(before));
    doubled.sum().backward();
    expect(net.getParameter("parametrizations.weight_hh_l0.original").grad).not.toBeNull();
    const norm = new nn.BatchNorm1d(2);
    registerParametrization(norm, "runningMean", new Doubled());
    expect(isParametrized(norm, "running_mean")).toBe(true);
    expect(norm.getBuffer("parametrizations.running_mean.original").tolist()).toEqual([0, 0]);
    removeParametrizations(norm, "running_mean");
    expect(norm.getBuffer("running_mean").tolist()).toEqual([0, 0]);
  });

  it("is copied with its module, each with a class of its own from then on", () => {
    const net = registerParametrization(new nn.Linear(2, 2), "weight", new Doubled());
    const twin = net.clone();
    torch.noGrad(() => twin.getParameter("parametrizations.weight.original").fill_(1));
    expect(flat(weightOf(twin))).toEqual([2, 2, 2, 2]);
    expect(flat(net.weight)).not.toEqual([2, 2, 2, 2]);
    removeParametrizations(twin, "weight");
    expect(isParametrized(net)).toBe(true);
    expect(flat(net(torch.zeros([1, 2])))).toEqual(flat(net.bias));
  });

  it("loads PyTorch's state, also into a layer in training mode", () => {
    const net = registerParametrization(new nn.Linear(2, 2), "weight", new Doubled());
    const state = {
      bias: torch.zeros([2]),
      "parametrizations.weight.original": torch.ones([2, 2]),
    };
    net.loadStateDict(state);
    expect(flat(net.weight)).toEqual([2, 2, 2, 2]);
  });

  it("refuses what changes shape or dtype, before anything has changed", () => {
    class Row extends nn.Module {
      override forward(x: Tensor): Tensor {
        return x.select(0, 0);
      }
    }
    class Wide extends nn.Module {
      override forward(x: Tensor): Tensor {
        return x.double();
      }
    }
    const net = new nn.Linear(2, 2);
    expect(() => registerParametrization(net, "weight", new Row())).toThrow(
      /may not change the shape of .* \(\[2, 2\] to \[2\]\), unless \{ unsafe: true \}/,
    );
    expect(() => registerParametrization(net, "weight", new Wide())).toThrow(
      /may not change the dtype of .* \(float32 to float64\)/,
    );
    expect(() => registerParametrization(net, "weights", new Doubled())).toThrow(
      /Linear does not have a parameter, a buffer, or a parametrized element with name 'weights'/,
    );
    expect([isParametrized(net), String(net)]).toEqual([
      false,
      "Linear(in_features=2, out_features=2, bias=True)",
    ]);
    registerParametrization(net, "weight", new Row(), { unsafe: true });
    expect(net.weight.shape).toEqual([2]);
    expect(() => removeParametrizations(net, "bias")).toThrow(/not have a parametrization on bias/);
  });
});

describe("removeParametrizations", () => {
  it("leaves the value or the original, in the tensor that optimizers hold", () => {
    const net = sine(new nn.Linear(2, 2));
    const { weight } = net;
    const values = flat(weight);
    registerParametrization(net, "weight", new Doubled());
    removeParametrizations(net, "weight", { leaveParametrized: false });
    expect(net.weight).toBe(weight);
    expect(flat(net.weight)).toEqual(values);
    registerParametrization(net, "weight", new Doubled());
    removeParametrizations(net, "weight");
    expect(net.weight).toBe(weight);
    expect(flat(net.weight)).toEqual(near(values.map((x) => 2 * x)));
    expect(Object.keys(net.stateDict())).toEqual(["bias", "weight"]);
    expect(String(net)).toBe("Linear(in_features=2, out_features=2, bias=True)");
    net(torch.ones([1, 2]).double())
      .sum()
      .backward();
    expect(weight.grad).not.toBeNull();
  });
});

describe("cached", () => {
  it("computes once, with gradients of all uses", () => {
    const symmetric = new Symmetric();
    const net = registerParametrization(new nn.Linear(2, 2), "weight", symmetric);
    symmetric.calls = 0;
    cached(() => {
      expect(net.weight).toBe(net.weight);
      net(net(torch.ones([1, 2])))
        .sum()
        .backward();
    });
    expect(symmetric.calls).toBe(1);
    {
      using _ = cached();
      void [net.weight, net.weight];
    }
    expect(symmetric.calls).toBe(2);
    expect(net.weight).not.toBe(net.weight);
    expect(() => cached(() => Promise.resolve(1))).toThrow(/cached is synchronous/);
  });
});

describe("parametrizations.spectralNorm", () => {
  it("follows the largest singular value while training", () => {
    torch.manualSeed(4);
    const net = sine(new nn.Linear(3, 2));
    parametrizations.spectralNorm(net, { nPowerIterations: 2 });
    expect(Object.keys(net.stateDict())).toEqual([
      "bias",
      "parametrizations.weight.original",
      "parametrizations.weight.0._u",
      "parametrizations.weight.0._v",
    ]);
    expect(flat(net.getBuffer("parametrizations.weight.0._u"))).toEqual(
      near([0.36972765, 0.92914017]),
    );
    const value = near([0, 0.20474631, 0.38178117, 0.50714374, 0.56386679, 0.5442731]);
    const { weight } = net;
    expect(flat(weight)).toEqual(value);
    weight.sum().backward();
    expect(flat(net.getParameter("parametrizations.weight.original").grad)).toEqual(
      near([0.34900724, 0.2898225, 0.26804402, 0.02038747, -0.12834613, -0.1830763]),
    );
    net.eval();
    const u = flat(net.getBuffer("parametrizations.weight.0._u"));
    expect(flat(net.weight)).toEqual(value);
    expect(flat(net.getBuffer("parametrizations.weight.0._u"))).toEqual(u);
  });

  it("of transposed convolutions takes dimension 1, of a vector its length", () => {
    torch.manualSeed(4);
    const net = sine(new nn.ConvTranspose1d(2, 3, 2));
    parametrizations.spectralNorm(net);
    expect(net.getBuffer("parametrizations.weight.0._u").shape).toEqual([3]);
    expect(flat(net.weight)).toEqual(
      near([
        0, 0.18413167, 0.34334197, 0.45608256, 0.50709451, 0.48947359, 0.40560472, 0.26683916,
        0.09195817, -0.09536893, -0.2697883, -0.40769308,
      ]),
    );
    const vector = sine(new nn.LayerNorm(3));
    parametrizations.spectralNorm(vector);
    expect(flat(vector.weight as Tensor)).toEqual(near([0, 0.47261718, 0.88126784]));
    expect(flat(parametrizations.spectralNorm(net, { name: "bias", dim: 0 }).bias)).toHaveLength(3);
    expect(() =>
      parametrizations.spectralNorm(new nn.Linear(2, 2), { nPowerIterations: 0 }),
    ).toThrow(/nPowerIterations to be positive/);
    expect(() => parametrizations.spectralNorm(new nn.Linear(2, 2), { dim: 2 })).toThrow(
      /out of range/,
    );
  });
});

describe("parametrizations.orthogonal", () => {
  // The weight's first three elements, at first and after a step below the diagonal, and the gradient of the original.
  const rows: [
    number[],
    "matrix_exp" | "cayley" | "householder",
    boolean,
    number[],
    number[],
    number[],
  ][] = [
    [
      [3, 3],
      "matrix_exp",
      true,
      [0.0, 0.8010568, 0.5985883],
      [0.1246387, 0.8377124, 0.5316983],
      [0.0, 0.0, 0.0, 1.5114586, 0.0, 0.0, -0.0031793, -0.576517, 0.0],
    ],
    [
      [3, 3],
      "matrix_exp",
      false,
      [0.3783903, -0.8418035, -0.3849515],
      [0.2656608, -0.8944515, -0.3596955],
      [0.0, 0.0, 0.0, 0.5631842, 0.0, 0.0, -0.7787181, -0.0601891, 0.0],
    ],
    [
      [3, 3],
      "cayley",
      true,
      [0.0, 0.8010568, 0.5985883],
      [0.1244163, 0.8376608, 0.5318317],
      [0.0, 0.0, 0.0, 1.5076731, 0.0, 0.0, -0.0043578, -0.5762106, 0.0],
    ],
    [
      [3, 3],
      "cayley",
      false,
      [0.4968698, -0.7734801, -0.3935085],
      [0.4252589, -0.8178434, -0.3876686],
      [0.0, 0.0, 0.0, 0.3942531, 0.0, 0.0, -0.8392871, -0.0470181, 0.0],
    ],
    [
      [3, 3],
      "householder",
      true,
      [0.0, 0.8010568, 0.5985883],
      [0.2476263, 0.8558134, 0.4541637],
      [0.0, 0.0, 0.0, 2.6572506, 0.0, 0.0, -0.0248635, -1.3296832, 0.0],
    ],
    [
      [3, 3],
      "householder",
      false,
      [0.0, 0.8010568, 0.5985883],
      [-0.1190418, 0.7462413, 0.654945],
      [0.0, 0.0, 0.0, -0.2878979, 0.0, 0.0, -1.6804733, 0.2125184, 0.0],
    ],
    [
      [4, 2],
      "matrix_exp",
      true,
      [0.0, 0.2497142, 0.4674268],
      [-0.113657, 0.1335248, 0.4158997],
      [0.0, 0.0, -0.0048933, 0.0, -0.0019469, -0.3415234, -1.0883116, -1.2248658],
    ],
    [
      [4, 2],
      "matrix_exp",
      false,
      [0.4697504, -0.6298016, -0.6164388],
      [0.4148208, -0.6188873, -0.685657],
      [0.0, 0.0, 0.1250767, 0.0, 0.4791634, 0.4674697, -0.0803406, 1.3381794],
    ],
    [
      [4, 2],
      "cayley",
      true,
      [0.0, 0.2497142, 0.4674268],
      [-0.1132764, 0.1338803, 0.4160625],
      [0.0, 0.0, -0.0024151, 0.0, 0.0016293, -0.3374218, -1.0822046, -1.2181636],
    ],
    [
      [4, 2],
      "cayley",
      false,
      [0.5976168, -0.6105478, -0.2290452],
      [0.5501091, -0.6471826, -0.257729],
      [0.0, 0.0, -0.0842374, 0.0, 0.140151, -0.1874159, -0.6036574, 0.1382039],
    ],
    [
      [4, 2],
      "householder",
      true,
      [0.0, 0.2497142, 0.4674268],
      [-0.2112026, 0.029546, 0.3541359],
      [0.0, 0.0, 0.2525189, 0.0, 0.2969377, -0.4853018, -1.780617, -2.1737879],
    ],
    [
      [4, 2],
      "householder",
      false,
      [0.0, 0.2497142, 0.4674268],
      [-0.1404031, 0.3566293, 0.4634623],
      [0.0, 0.0, 0.9156224, 0.0, -0.483818, 1.3530599, -1.3181799, 0.8483341],
    ],
    [
      [2, 4],
      "matrix_exp",
      true,
      [0.0, 0.3069716, 0.5723961],
      [0.0771952, 0.2130334, 0.5925631],
      [0.0, 1.4425919, 0.5223781, -0.7472345, 0.0, 0.0, -0.2414276, 0.4428396],
    ],
    [
      [2, 4],
      "matrix_exp",
      false,
      [0.6447702, -0.6257339, 0.3920705],
      [0.6011333, -0.6808142, 0.3877906],
      [0.0, 0.8446888, 0.3917553, -0.7490123, 0.0, 0.0, -0.1649345, 0.8470505],
    ],
    [
      [2, 4],
      "cayley",
      true,
      [0.0, 0.3069716, 0.5723961],
      [0.0770065, 0.2132545, 0.5925032],
      [0.0, 1.438897, 0.5214982, -0.7473086, 0.0, 0.0, -0.2430943, 0.4419157],
    ],
    [
      [2, 4],
      "cayley",
      false,
      [0.7417222, -0.3283407, 0.4564387],
      [0.7074255, -0.3554004, 0.4791817],
      [0.0, 0.8752554, 0.5001391, -0.3848539, 0.0, 0.0, -0.4029999, 0.3162765],
    ],
    [
      [2, 4],
      "householder",
      true,
      [0.0, 0.3069716, 0.5723961],
      [0.1597397, 0.1218056, 0.5938788],
      [0.0, 2.6321094, 1.2423265, -1.4414713, 0.0, 0.0, -0.2738785, 1.2152341],
    ],
    [
      [2, 4],
      "householder",
      false,
      [0.0, 0.3069716, 0.5723961],
      [-0.11601, 0.3137406, 0.5694059],
      [0.0, 0.1326487, -1.5878684, -0.7731905, 0.0, 0.0, -0.0809531, -0.5550295],
    ],
  ];
  it.each(rows)("%j by %s, relative to a base: %s", (shape, map, based, first, after, grad) => {
    torch.manualSeed(5);
    const net = sine(new nn.Linear(shape[1], shape[0]));
    // The waves alone have no more than two independent columns.
    torch.noGrad(() => net.weight.select(0, -1).select(0, -1).add_(2));
    parametrizations.orthogonal(net, "weight", map, { useTrivialization: based });
    expect(flat(net.weight).slice(0, 3)).toEqual(near(first));
    const original = net.getParameter("parametrizations.weight.original");
    const step = wave(shape, 0.2, 0.3).mul(0.1);
    torch.noGrad(() => original.add_(shape[0] >= shape[1] ? step.tril(-1) : step.triu(1)));
    const { weight } = net;
    expect(flat(weight).slice(0, 3)).toEqual(near(after));
    const tall: Tensor = shape[0] >= shape[1] ? weight : weight.mT;
    const one = torch.eye(Math.min(...shape), { dtype: "float64" });
    expect(torch.allclose(tall.mT.matmul(tall), one)).toBe(true);
    weight.mul(wave(shape)).sum().backward();
    expect(flat(original.grad)).toEqual(near(grad));
    const base = based ? ["parametrizations.weight.0.base"] : [];
    expect(Object.keys(net.stateDict())).toEqual([
      "bias",
      "parametrizations.weight.original",
      ...base,
    ]);
  });

  it("leaves what is orthogonal as it is, and takes what is assigned", () => {
    const net = new nn.Linear(2, 2);
    const turn = torch.tensor([
      [0, 1],
      [-1, 0],
    ]);
    torch.noGrad(() => net.weight.copy_(turn));
    parametrizations.orthogonal(net);
    expect(torch.allclose(net.weight, turn)).toBe(true);
    (net as { weight: Tensor }).weight = turn.T;
    expect(torch.allclose(net.weight, turn.T)).toBe(true);
    expect(() => ((net as { weight: Tensor }).weight = torch.eye(3))).toThrow(/of shape \[2, 2\]/);
  });

  it("refuses vectors, other maps, and assignments that have no inverse", () => {
    const net = new nn.Linear(2, 2);
    expect(() => parametrizations.orthogonal(net, "bias")).toThrow(/tensor of 1 dimensions/);
    expect(() => parametrizations.orthogonal(net, "wait")).toThrow(/no parameter or buffer with/);
    expect(() => parametrizations.orthogonal(net, "weight", "qr" as "cayley")).toThrow(
      /one of "matrix_exp", "cayley", "householder", got: qr/,
    );
    parametrizations.orthogonal(net, { orthogonalMap: "cayley", useTrivialization: false });
    expect(() => ((net as { weight: Tensor }).weight = torch.eye(2))).toThrow(
      /not possible to assign to the matrix exponential or the Cayley/,
    );
  });
});

describe("parametrizations.weightNorm", () => {
  it("learns length and direction apart", () => {
    const net = sine(new nn.Linear(3, 2));
    const before = flat(net.weight);
    parametrizations.weightNorm(net);
    expect(flat(net.weight)).toEqual(near(before));
    const length = net.getParameter("parametrizations.weight.original0");
    // PyTorch: nn.utils.weight_norm(net).weight_g
    expect(flat(length)).toEqual(near([0.76513392, 1.64866759]));
    expect(length.shape).toEqual([2, 1]);
    parametrizations.weightNorm(net, "bias", null);
    expect(net.getParameter("parametrizations.bias.original0").shape).toEqual([]);
  });
});
