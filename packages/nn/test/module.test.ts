import * as torch from "@tapeloop/core";
import { Tensor, TensorError } from "@tapeloop/core";
import * as nn from "@tapeloop/nn";
import { afterEach, describe, expect, it, vi } from "vitest";

class Net extends nn.Module {
  fc1 = new nn.Linear(3, 2);
  fc2 = new nn.Linear(2, 1, { bias: false });
  scale = new nn.Parameter(torch.ones([1]));
  offset = new nn.Buffer(torch.zeros([1]));
  override readonly name = "net";
  override readonly length = 7;

  override forward(x: Tensor): Tensor {
    return this.fc2(this.fc1(x).tanh()).mul(this.scale).add(this.offset);
  }
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a module", () => {
  it("is called like a function and is an instance of its class", () => {
    const net = new Net();
    const x = torch.randn(4, 3);
    expect(net(x).tolist()).toEqual(net.forward(x).tolist());
    expect(net).toBeInstanceOf(Net);
    expect(net).toBeInstanceOf(nn.Module);
    expect(typeof net).toBe("function");
  });

  it("has fields of its own under names that functions have, too", () => {
    const net = new Net();
    expect(net.name).toBe("net");
    expect(net.length).toBe(7);
    expect(Object.keys(new nn.Module())).toEqual(["training"]);
  });

  it("keeps private fields", () => {
    class Counter extends nn.Module {
      #calls = 0;
      override forward(): number {
        return ++this.#calls;
      }
    }
    const counter = new Counter();
    counter();
    expect(counter()).toBe(2);
  });

  it("refuses a call without forward", () => {
    class Empty extends nn.Module {}
    expect(() => (new Empty() as unknown as (x: number) => void)(1)).toThrow(
      /Module \[Empty\] is missing the required "forward"/,
    );
  });
});

describe("registration", () => {
  it("finds fields by themselves, own ones before those of children", () => {
    const net = new Net();
    expect(net.namedParameters().map(([name]) => name)).toEqual([
      "scale",
      "fc1.weight",
      "fc1.bias",
      "fc2.weight",
    ]);
    expect(net.namedBuffers().map(([name]) => name)).toEqual(["offset"]);
    expect(net.namedChildren().map(([name]) => name)).toEqual(["fc1", "fc2"]);
    expect(net.namedModules().map(([name]) => name)).toEqual(["", "fc1", "fc2"]);
    expect(net.modules()[1]).toBe(net.fc1);
    expect(net.parameters()).toContain(net.fc1.weight);
    expect(net.namedParameters({ prefix: "m", recurse: false }).map(([name]) => name)).toEqual([
      "m.scale",
    ]);
    expect(net.parameters(false)).toEqual([net.scale]);
  });

  it("finds fields set later", () => {
    const net = new Net() as Net & { extra?: nn.Linear };
    net.parameters();
    net.extra = new nn.Linear(1, 1);
    expect(net.namedChildren().map(([name]) => name)).toEqual(["fc1", "fc2", "extra"]);
    delete net.extra;
    expect(net.children()).toHaveLength(2);
  });

  it("counts what is shared once, but names it everywhere in the state", () => {
    class Tied extends nn.Module {
      embedding = new nn.Embedding(5, 3);
      out = new nn.Linear(3, 5, { bias: false });
      again: nn.Linear;
      constructor() {
        super();
        this.out.weight = this.embedding.weight;
        this.again = this.out;
      }
    }
    const tied = new Tied();
    expect(tied.parameters()).toEqual([tied.embedding.weight]);
    expect(tied.namedParameters({ removeDuplicate: false }).map(([name]) => name)).toEqual([
      "embedding.weight",
      "out.weight",
      "again.weight",
    ]);
    expect(Object.keys(tied.stateDict())).toEqual([
      "embedding.weight",
      "out.weight",
      "again.weight",
    ]);
    expect(tied.children()).toHaveLength(2);
  });

  it("lets a registered field hold another of its kind, or null", () => {
    const net = new Net();
    net.parameters();
    const fc1 = new nn.Linear(3, 2);
    net.fc1 = fc1;
    expect(net.children()[0]).toBe(fc1);
    net.scale = new nn.Parameter(torch.zeros([1]));
    expect(net.getParameter("scale")).toBe(net.scale);
    (net as { scale: nn.Parameter | null }).scale = null;
    expect(net.namedParameters().map(([name]) => name)).not.toContain("scale");
    net.offset = torch.ones([1]) as nn.Buffer;
    expect(net.getBuffer("offset").tolist()).toEqual([1]);
  });

  it("refuses a plain tensor for a parameter, and anything else for a module", () => {
    const net = new Net();
    net.parameters();
    const before = net.scale;
    expect(() => {
      (net as { scale: Tensor }).scale = net.scale.sub(1);
    }).toThrow(/cannot assign a float32 tensor as parameter 'scale' .*copy_/);
    expect(net.scale).toBe(before);
    expect(() => {
      (net as unknown as { fc1: number }).fc1 = 1;
    }).toThrow(/cannot assign the number 1 as module 'fc1'/);
    const linear = new nn.Linear(1, 1);
    expect(() => {
      (linear as { weight: Tensor }).weight = torch.zeros([1, 1]);
    }).toThrow(TensorError);
  });

  it("warns once of modules in a plain array or object", () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    class Trap extends nn.Module {
      layers = [new nn.Linear(1, 1)];
      heads = { a: new nn.Parameter(torch.zeros([1])) };
      sizes = [1, 2];
    }
    new Trap().parameters();
    new Trap().stateDict();
    expect(warn).toHaveBeenCalledTimes(2);
    expect(warn.mock.calls[0][0]).toMatch(/Trap\.layers is a plain array.*nn\.ModuleList/);
    expect(warn.mock.calls[1][0]).toMatch(/Trap\.heads is a plain object.*nn\.ParameterDict/);
  });

  it("checks names", () => {
    const net = new Net();
    const parameter = new nn.Parameter(torch.zeros([1]));
    expect(() => net.registerParameter("", parameter)).toThrow(/can't be empty/);
    expect(() => net.registerParameter("a.b", parameter)).toThrow(/can't contain "\."/);
    expect(() => net.registerParameter("forward", parameter)).toThrow(
      /attribute 'forward' already exists/,
    );
    expect(() => net.registerBuffer("scale", torch.zeros([1]))).toThrow(
      /attribute 'scale' already exists/,
    );
    expect(() => net.registerParameter("w", torch.zeros([1]) as nn.Parameter)).toThrow(
      /cannot assign a float32 tensor to parameter 'w'/,
    );
    expect(() => net.addModule("m", torch.zeros([1]) as unknown as nn.Module)).toThrow(
      /is not a Module/,
    );
    net.registerParameter("w", parameter);
    expect((net as unknown as { w: Tensor }).w).toBe(parameter);
  });

  it("lets a subclass define a field anew", () => {
    class Ones extends nn.Linear {
      override weight = new nn.Parameter(torch.ones([1, 2]));
    }
    const ones = new Ones(2, 1);
    expect(ones.parameters()).toEqual([ones.weight, ones.bias]);
    expect(ones.stateDict().weight.tolist()).toEqual([[1, 1]]);
  });

  it("knows names in the state that differ from fields", () => {
    class Norm extends nn.BatchNorm1d {
      static override readonly stateNames = { extraScale: "extra_scale" };
      extraScale = new nn.Parameter(torch.ones([1]));
    }
    const norm = new Norm(2);
    expect(Object.keys(norm.stateDict())).toEqual([
      "weight",
      "bias",
      "extra_scale",
      "running_mean",
      "running_var",
      "num_batches_tracked",
    ]);
    expect(norm.getBuffer("running_mean")).toBe(norm.runningMean);
  });
});

describe("looking up", () => {
  const net = new nn.Sequential(new Net(), new nn.ReLU());

  it("finds modules, parameters and buffers by name", () => {
    const inner = net[0] as Net;
    expect(net.getSubmodule("0.fc1")).toBe(inner.fc1);
    expect(net.getSubmodule("")).toBe(net);
    expect(net.getParameter("0.fc1.weight")).toBe(inner.fc1.weight);
    expect(net.getBuffer("0.offset")).toBe(inner.offset);
  });

  it("says what is missing", () => {
    expect(() => net.getSubmodule("0.fc9")).toThrow(/Net has no attribute 'fc9'/);
    expect(() => net.getParameter("0.fc2.bias")).toThrow(
      /Linear has no attribute 'bias' that is a parameter/,
    );
    expect(() => net.getBuffer("0.scale")).toThrow(/'scale' that is a buffer/);
  });
});

describe("changing everything inside", () => {
  it("switches training mode", () => {
    const net = new nn.Sequential(new nn.Dropout(), new nn.Sequential(new nn.Dropout()));
    expect(net.eval()).toBe(net);
    expect(net.modules().map(({ training }) => training)).toEqual([false, false, false, false]);
    net.train();
    expect(net.modules().every(({ training }) => training)).toBe(true);
    expect(() => net.train(2 as unknown as boolean)).toThrow(
      /training mode is expected to be boolean/,
    );
  });

  it("applies a function from the inside out", () => {
    const seen: string[] = [];
    const net = new nn.Sequential(new nn.ReLU(), new nn.Sequential(new nn.Tanh()));
    net.apply((module) => seen.push(module.constructor.name));
    expect(seen).toEqual(["ReLU", "Tanh", "Sequential", "Sequential"]);
  });

  it("forgets gradients, or fills them with zeros", () => {
    const net = new nn.Linear(2, 1);
    net(torch.ones([1, 2])).backward();
    const { grad } = net.weight;
    net.zeroGrad({ setToNone: false });
    expect(net.weight.grad).toBe(grad);
    expect(grad?.tolist()).toEqual([[0, 0]]);
    net.zeroGrad();
    expect(net.weight.grad).toBeNull();
  });

  it("freezes", () => {
    const net = new Net().requiresGrad_(false);
    expect(net.parameters().some(({ requiresGrad }) => requiresGrad)).toBe(false);
    expect(net(torch.ones([1, 3])).requiresGrad).toBe(false);
  });

  it("converts floats only, and parameters stay the same objects", () => {
    const net = new nn.BatchNorm1d(2);
    const { weight } = net;
    net(torch.randn(4, 2)).sum().backward();
    net.double();
    expect(net.weight).toBe(weight);
    expect(weight?.dtype).toBe("float64");
    expect(weight?.isLeaf && weight.requiresGrad).toBe(true);
    expect(weight?.grad?.dtype).toBe("float64");
    expect(net.runningMean?.dtype).toBe("float64");
    expect(net.numBatchesTracked?.dtype).toBe("int64");
    expect(net(torch.randn(4, 2, { dtype: "float64" })).dtype).toBe("float64");
    expect(net.to("float32").weight?.dtype).toBe("float32");
    expect(net.float()).toBe(net);
    expect(() => net.to("int64")).toThrow(/only accepts floating point dtypes/);
  });
});

describe("clone", () => {
  it("has parameters, buffers and modules of its own", () => {
    const net = new Net();
    const twin = net.clone();
    expect(twin).toBeInstanceOf(Net);
    expect(twin.name).toBe("net");
    expect(twin.stateDict()).not.toBe(net.stateDict());
    const x = torch.randn(2, 3);
    expect(twin(x).tolist()).toEqual(net(x).tolist());
    torch.noGrad(() => twin.scale.fill_(2));
    expect(net.scale.tolist()).toEqual([1]);
    expect(twin.fc1).not.toBe(net.fc1);
    expect(
      twin
        .parameters()
        .every((parameter) => parameter instanceof nn.Parameter && parameter.requiresGrad),
    ).toBe(true);
  });

  it("keeps sharing within", () => {
    const layer = new nn.Linear(2, 2);
    const twin = new nn.Sequential(layer, layer).clone();
    expect(twin[0]).toBe(twin[1]);
    expect(twin[0]).not.toBe(layer);
  });

  it("takes mode and hooks along", () => {
    const net = new nn.ReLU().eval();
    net.registerForwardHook(() => torch.full([1], 7));
    const twin = net.clone();
    expect(twin.training).toBe(false);
    expect(twin(torch.ones([1])).item()).toBe(7);
  });
});

describe("Parameter", () => {
  it("requires gradients and shares memory with its data", () => {
    const data = torch.zeros([2]);
    const parameter = new nn.Parameter(data);
    expect(parameter.requiresGrad && parameter.isLeaf).toBe(true);
    expect(parameter).toBeInstanceOf(Tensor);
    data.fill_(3);
    expect(parameter.tolist()).toEqual([3, 3]);
    expect(new nn.Parameter(data, { requiresGrad: false }).requiresGrad).toBe(false);
    expect(new nn.Parameter(data, false).requiresGrad).toBe(false);
    expect(new nn.Parameter().shape).toEqual([0]);
  });

  it("lies outside of its data's graph", () => {
    const w = torch.ones([2], { requiresGrad: true });
    expect(new nn.Parameter(w.mul(2)).isLeaf).toBe(true);
  });

  it("refuses integers and what is no tensor", () => {
    expect(() => new nn.Parameter(torch.zeros([1], { dtype: "int64" }))).toThrow(/floating point/);
    expect(() => new nn.Parameter([1, 2] as unknown as Tensor)).toThrow(/data must be a Tensor/);
  });
});

describe("arguments", () => {
  it("come by position, by name, or both", () => {
    expect(new nn.Linear(2, 3, false).bias).toBeNull();
    expect(new nn.Linear({ inFeatures: 2, outFeatures: 3 }).weight.shape).toEqual([3, 2]);
    expect(new nn.Conv2d(1, 2, 3, 2, { padding: 1 }).stride).toEqual([2, 2]);
  });

  it("are refused when unknown, doubled or missing", () => {
    const Linear = nn.Linear as unknown as new (...args: unknown[]) => nn.Linear;
    expect(() => new Linear(2, 3, { bais: false })).toThrow(
      /Linear: unknown option "bais"; known: inFeatures, outFeatures, bias/,
    );
    expect(() => new Linear(2, 3, { inFeatures: 2 })).toThrow(/got "inFeatures" twice/);
    expect(() => new Linear(2)).toThrow(/Linear: missing "outFeatures"/);
  });

  it("may be others in a subclass", () => {
    class Square extends nn.Linear {
      static override readonly params = ["size", "bias"];
      constructor(size: number, bias = true) {
        super(size, size, { bias });
      }
    }
    expect(new Square(3, false).weight.shape).toEqual([3, 3]);
    expect(String(new Square(2))).toBe("Square(in_features=2, out_features=2, bias=True)");
  });

  it("name a dtype", () => {
    expect(new nn.Linear(2, 3, { dtype: "float64" }).weight.dtype).toBe("float64");
    expect(new nn.LSTM(2, 3, { dtype: "float64" }).weightIhL0.dtype).toBe("float64");
  });
});
