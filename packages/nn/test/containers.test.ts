import * as torch from "@tapeloop/core";
import type { Tensor } from "@tapeloop/core";
import * as nn from "@tapeloop/nn";
import { describe, expect, it } from "vitest";

const names = (net: nn.Module): string[] => net.namedChildren().map(([name]) => name);

describe("Sequential", () => {
  it("runs its layers in order", () => {
    const net = new nn.Sequential(new nn.Linear(3, 2), new nn.ReLU(), new nn.Flatten());
    const x = torch.randn(2, 3);
    expect(net(x).tolist()).toEqual(new nn.ReLU()((net[0] as nn.Linear)(x)).tolist());
    expect(new nn.Sequential()(x)).toBe(x);
  });

  it("is indexed, counted and iterated", () => {
    const [a, b] = [new nn.ReLU(), new nn.Tanh()];
    const net = new nn.Sequential(a, b);
    expect(net).toHaveLength(2);
    expect(net[0]).toBe(a);
    expect(net.at(-1)).toBe(b);
    expect([...net]).toEqual([a, b]);
    expect(net[2]).toBeUndefined();
    expect(() => net.at(2)).toThrow(/Sequential: index 2 is out of range/);
    expect(() => net.at(-3)).toThrow(/index -3 is out of range/);
  });

  it("takes names, and keeps positions beside them", () => {
    const [hidden, act] = [new nn.Linear(2, 2), new nn.ReLU()];
    for (const net of [
      new nn.Sequential({ hidden, act }),
      new nn.Sequential(new Map<string, nn.Layer>(Object.entries({ hidden, act }))),
      new nn.Sequential([
        ["hidden", hidden],
        ["act", act],
      ]),
    ]) {
      expect(names(net)).toEqual(["hidden", "act"]);
      expect(net[1]).toBe(act);
      expect((net as unknown as { act: nn.Layer }).act).toBe(act);
      net[1] = hidden;
      expect(net.getSubmodule("act")).toBe(hidden);
    }
  });

  it("slices, keeping names", () => {
    const net = new nn.Sequential(new nn.ReLU(), new nn.Tanh(), new nn.Sigmoid());
    const tail = net.slice(1);
    expect(tail).toHaveLength(2);
    expect(names(tail)).toEqual(["1", "2"]);
    expect(tail[0]).toBe(net[1]);
  });

  it("grows, shrinks and changes", () => {
    const [a, b, c] = [new nn.ReLU(), new nn.Tanh(), new nn.Sigmoid()];
    const net = new nn.Sequential(a);
    net.append(c).insert(1, b);
    expect([...net]).toEqual([a, b, c]);
    expect(names(net)).toEqual(["0", "1", "2"]);
    expect(net.pop(0)).toBe(a);
    expect(names(net)).toEqual(["0", "1"]);
    net.set(-1, a);
    net[0] = c;
    expect([...net]).toEqual([c, a]);
    net.extend([b, b]);
    expect(net).toHaveLength(4);
    expect(() => net.insert(9, a)).toThrow(/index 9 is out of range/);
  });

  it("takes the same layer twice", () => {
    const layer = new nn.Linear(2, 2);
    const net = new nn.Sequential(layer, layer);
    expect(net).toHaveLength(2);
    expect(net.parameters()).toHaveLength(2);
    const x = torch.randn(1, 2);
    expect(net(x).tolist()).toEqual(layer(layer(x)).tolist());
  });

  it("refuses what is no module, and names that are taken", () => {
    expect(() => new nn.Sequential(torch.ones([2]) as unknown as nn.Layer)).toThrow(
      /a float32 tensor is not a Module/,
    );
    expect(() => new nn.Sequential({ forward: new nn.ReLU() })).toThrow(
      /attribute 'forward' already exists/,
    );
    expect(() => new nn.Sequential({ "a.b": new nn.ReLU() })).toThrow(/can't contain/);
  });

  it("sees a module that a subclass adds in a field", () => {
    class Net extends nn.Sequential {
      last = new nn.Linear(2, 1);
    }
    expect(new Net(new nn.Linear(3, 2))(torch.ones([1, 3])).shape).toEqual([1, 1]);
  });
});

describe("ModuleList", () => {
  it("registers modules and has no forward", () => {
    const list = new nn.ModuleList([new nn.Linear(2, 2), new nn.Linear(2, 2)]);
    expect(Object.keys(list.stateDict())).toEqual(["0.weight", "0.bias", "1.weight", "1.bias"]);
    let x = torch.ones([1, 2]);
    for (const layer of list) x = layer(x);
    expect(x.shape).toEqual([1, 2]);
    expect(list.slice(1)).toBeInstanceOf(nn.ModuleList);
    expect(names(list.slice(1))).toEqual(["0"]);
    expect(new nn.ModuleList()).toHaveLength(0);
    expect(() => (list as unknown as (x: Tensor) => void)(x)).toThrow(
      /missing the required "forward"/,
    );
  });
});

describe("ModuleDict", () => {
  it("keeps modules by name", () => {
    const [a, b] = [new nn.ReLU(), new nn.Tanh()];
    const dict = new nn.ModuleDict<nn.Layer>({ a, b });
    expect(dict).toHaveLength(2);
    expect(dict.get("a")).toBe(a);
    expect(dict.has("c")).toBe(false);
    expect([...dict]).toEqual(["a", "b"]);
    expect(dict.keys()).toEqual(["a", "b"]);
    expect(dict.values()).toEqual([a, b]);
    expect(dict.items()).toEqual([
      ["a", a],
      ["b", b],
    ]);
    dict.set("a", b).update({ c: a });
    expect(dict.values()).toEqual([b, b, a]);
    expect(dict.pop("b")).toBe(b);
    expect(() => dict.get("b")).toThrow(/no module is called 'b'; there are a, c/);
    dict.clear();
    expect(dict).toHaveLength(0);
    expect(() => dict.set("get", a)).toThrow(/attribute 'get' already exists/);
  });
});

describe("ParameterList and ParameterDict", () => {
  it("register parameters, and make them of tensors", () => {
    const list = new nn.ParameterList([torch.ones([2]), new nn.Parameter(torch.zeros([1]))]);
    expect(list).toHaveLength(2);
    expect(list[0]).toBeInstanceOf(nn.Parameter);
    expect(list.at(-1).shape).toEqual([1]);
    list.append(torch.ones([3])).set(0, torch.zeros([4]));
    expect([...list].map(({ shape }) => shape)).toEqual([[4], [1], [3]]);
    expect(Object.keys(list.stateDict())).toEqual(["0", "1", "2"]);
    expect(list.slice(1)).toHaveLength(2);
    expect(() => list.at(3)).toThrow(/index 3 is out of range/);
    expect(() => list.append(1 as unknown as Tensor)).toThrow(/the number 1 is not a Parameter/);
  });

  it("register parameters by name", () => {
    const dict = new nn.ParameterDict({ w: torch.ones([2]) });
    expect(dict.get("w").requiresGrad).toBe(true);
    dict.set("v", torch.zeros([1]));
    expect(dict.keys()).toEqual(["w", "v"]);
    expect(dict.parameters()).toEqual(dict.values());
    dict.pop("w");
    expect(Object.keys(dict.stateDict())).toEqual(["v"]);
    expect(() => dict.get("w")).toThrow(/no parameter is called 'w'/);
  });
});
