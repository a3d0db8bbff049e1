import * as torch from "@tapeloop/core";
import { TensorError } from "@tapeloop/core";
import * as nn from "@tapeloop/nn";
import { describe, expect, it } from "vitest";

function thrown(body: () => void): TensorError {
  try {
    body();
  } catch (error) {
    return error as TensorError;
  }
  throw new Error("did not throw");
}

describe("stateDict", () => {
  it("has PyTorch's names in PyTorch's order", () => {
    const net = new nn.Sequential(
      new nn.Conv2d(1, 2, 3),
      new nn.BatchNorm2d(2),
      new nn.ReLU(),
      new nn.Linear(2, 1),
    );
    expect(Object.keys(net.stateDict())).toEqual([
      "0.weight",
      "0.bias",
      "1.weight",
      "1.bias",
      "1.running_mean",
      "1.running_var",
      "1.num_batches_tracked",
      "3.weight",
      "3.bias",
    ]);
    expect(Object.keys(net.stateDict({ prefix: "net." }))[0]).toBe("net.0.weight");
  });

  it("lies on the same memory, outside of autograd", () => {
    const net = new nn.Linear(2, 1);
    const { weight } = net.stateDict();
    expect(weight.requiresGrad).toBe(false);
    weight.fill_(5);
    expect(net.weight.tolist()).toEqual([[5, 5]]);
    expect(net.stateDict({ keepVars: true }).weight).toBe(net.weight);
  });

  it("leaves out buffers that do not persist, and null", () => {
    class Net extends nn.Module {
      kept = new nn.Buffer(torch.zeros([1]));
      passing = new nn.Buffer(torch.zeros([1]), { persistent: false });
      constructor() {
        super();
        this.registerBuffer("later", torch.zeros([1]), { persistent: false });
        this.registerBuffer("none", null);
      }
    }
    const net = new Net();
    expect(Object.keys(net.stateDict())).toEqual(["kept"]);
    expect(net.namedBuffers().map(([name]) => name)).toEqual(["kept", "passing", "later"]);
  });
});

describe("a module that contains itself", () => {
  it("says so, but is walked through", () => {
    class Part extends nn.Module {
      whole: nn.Module;
      constructor(whole: nn.Module) {
        super();
        this.whole = whole;
      }
    }
    class Whole extends nn.Module {
      weight = new nn.Parameter(torch.zeros([1]));
      part = new Part(this);
    }
    const whole = new Whole();
    expect(whole.parameters()).toHaveLength(1);
    expect(() => whole.stateDict()).toThrow(/the module "part.whole" contains itself/);
  });
});

describe("loadStateDict", () => {
  it("brings a state back, from an object or a Map, cast to the module's dtypes", () => {
    const net = new nn.Sequential(new nn.Linear(2, 3), new nn.BatchNorm1d(3));
    const state = net.stateDict();
    const twin = new nn.Sequential(new nn.Linear(2, 3), new nn.BatchNorm1d(3)).double();
    const { weight } = twin[0] as nn.Linear;
    const result = twin.loadStateDict(state);
    expect([...result]).toEqual([[], []]);
    expect((twin[0] as nn.Linear).weight).toBe(weight);
    expect(weight.dtype).toBe("float64");
    expect(weight.tolist()).toEqual(state["0.weight"].tolist());
    expect(twin.loadStateDict(new Map(Object.entries(state))).missingKeys).toEqual([]);
  });

  it("lists all names and shapes that do not fit, and changes nothing", () => {
    const net = new nn.Sequential(new nn.Linear(2, 3), new nn.Linear(3, 1));
    const before = (net[1] as nn.Linear).bias?.tolist();
    const error = thrown(() =>
      net.loadStateDict({
        "0.weight": torch.zeros([2, 2]),
        "1.weight": torch.zeros([1, 4]),
        "1.bias": torch.ones([1]),
        "2.weight": torch.zeros([1]),
      }),
    );
    expect(error).toBeInstanceOf(TensorError);
    expect(error.message).toBe(
      "loadStateDict: error(s) in loading stateDict for Sequential:\n" +
        '\tMissing key(s) in stateDict: "0.bias".\n' +
        '\tUnexpected key(s) in stateDict: "2.weight".\n' +
        "\tsize mismatch for 0.weight: copying a param with shape [2, 2] from the state, the shape in current model is [3, 2].\n" +
        "\tsize mismatch for 1.weight: copying a param with shape [1, 4] from the state, the shape in current model is [1, 3].",
    );
    expect((net[1] as nn.Linear).bias?.tolist()).toEqual(before);
  });

  it("takes a part when it is told to, but never another shape", () => {
    const net = new nn.Linear(2, 1);
    const result = net.loadStateDict(
      { weight: torch.zeros([1, 2]), more: torch.zeros([1]) },
      { strict: false },
    );
    expect(result.missingKeys).toEqual(["bias"]);
    expect(result.unexpectedKeys).toEqual(["more"]);
    expect(net.weight.tolist()).toEqual([[0, 0]]);
    expect(() => net.loadStateDict({ weight: torch.zeros([2, 2]) }, { strict: false })).toThrow(
      /size mismatch for weight/,
    );
  });

  it("refuses what is no state", () => {
    const net = new nn.Linear(2, 1);
    expect(() => net.loadStateDict([] as never)).toThrow(
      /expected the state to be an object or a Map/,
    );
    expect(() => net.loadStateDict({ weight: [[1, 2]], bias: [0] } as never)).toThrow(
      /While copying "weight", expected a Tensor/,
    );
  });

  it("does without the count of batches, as PyTorch does for older states", () => {
    const { num_batches_tracked: _, ...state } = new nn.BatchNorm1d(2).stateDict();
    expect([...new nn.BatchNorm1d(2).loadStateDict(state)]).toEqual([[], []]);
  });

  it("keeps sharing", () => {
    const layer = new nn.Linear(2, 2);
    const net = new nn.Sequential(layer, layer);
    net.loadStateDict(new nn.Sequential(new nn.Linear(2, 2), new nn.Linear(2, 2)).stateDict());
    expect(net.parameters()).toHaveLength(2);
  });

  it("runs pre-hooks, which may rename", () => {
    const net = new nn.Linear(2, 1);
    net.registerLoadStateDictPreHook((_module, state, prefix) => {
      const old = state.get(`${prefix}kernel`);
      if (!old) return;
      state.delete(`${prefix}kernel`);
      state.set(`${prefix}weight`, old.T);
    });
    new nn.Sequential(net).loadStateDict({
      "0.kernel": torch.ones([2, 1]),
      "0.bias": torch.zeros([1]),
    });
    expect(net.weight.tolist()).toEqual([[1, 1]]);
  });
});
