import * as torch from "@tapeloop/core";
import type { Tensor } from "@tapeloop/core";
import * as nn from "@tapeloop/nn";
import { describe, expect, it } from "vitest";

class Double extends nn.Module {
  override forward(x: Tensor): Tensor {
    return x.mul(2);
  }
}

describe("forward hooks", () => {
  it("see arguments and result, and may replace them", () => {
    const net = new Double();
    const seen: unknown[] = [];
    const pre = net.registerForwardPreHook((module, [x]) => {
      seen.push(module === net);
      return (x as Tensor).add(1);
    });
    net.registerForwardHook((_module, [x], output) => {
      seen.push((x as Tensor).item(), (output as Tensor).item());
      return (output as Tensor).neg();
    });
    expect(net(torch.tensor(1)).item()).toBe(-4);
    expect(seen).toEqual([true, 2, 4]);
    pre.remove();
    expect(net(torch.tensor(1)).item()).toBe(-2);
  });

  it("do not run around forward itself", () => {
    const net = new Double();
    net.registerForwardHook(() => torch.tensor(0));
    expect(net.forward(torch.tensor(1)).item()).toBe(2);
  });

  it("may be removed while they run", () => {
    const net = new Double();
    let calls = 0;
    const handle = net.registerForwardHook(() => {
      calls++;
      handle.remove();
    });
    net(torch.tensor(1));
    net(torch.tensor(1));
    expect(calls).toBe(1);
  });
});

describe("full backward hooks", () => {
  it("see the gradients of inputs and outputs, and may replace those of inputs", () => {
    class Product extends nn.Module {
      override forward(a: Tensor, b: Tensor): Tensor {
        return a.mul(b);
      }
    }
    const net = new Product();
    const seen: unknown[] = [];
    net.registerFullBackwardHook((module, gradInput, gradOutput) => {
      seen.push(
        module === net,
        gradInput.map((g) => g?.item() ?? null),
        gradOutput.map((g) => g?.item() ?? null),
      );
      return gradInput.map((g) => g && g.mul(10));
    });
    const a = torch.tensor(3, { requiresGrad: true });
    const b = torch.tensor(4, { requiresGrad: true });
    net(a, b).mul(2).backward();
    expect(seen).toEqual([true, [8, 6], [2]]);
    expect([a.grad?.item(), b.grad?.item()]).toEqual([80, 60]);
  });

  it("run with the outputs' gradients where no input wants one", () => {
    const net = new nn.Linear(1, 1);
    const seen: unknown[] = [];
    net.registerFullBackwardHook((_module, gradInput, gradOutput) => {
      seen.push(
        gradInput,
        gradOutput.map((g) => g?.tolist()),
      );
    });
    net(torch.ones([1, 1]))
      .sum()
      .backward();
    expect(seen).toEqual([[null], [[[1]]]]);
    expect(net.weight.grad?.tolist()).toEqual([[1]]);
  });

  it("tell when they answer too many gradients", () => {
    const net = new Double();
    net.registerFullBackwardHook(() => [null, null]);
    expect(() =>
      net(torch.ones([1], { requiresGrad: true }))
        .sum()
        .backward(),
    ).toThrow(/a backward hook answered 2 gradients, expected 1/);
  });

  it("leave modules with several outputs, and options among their arguments, alone", () => {
    const net = new nn.MultiheadAttention(4, 2);
    let calls = 0;
    net.registerFullBackwardHook((_module, gradInput) => {
      expect(gradInput).toHaveLength(3);
      calls++;
    });
    const x = torch.randn(3, 1, 4, { requiresGrad: true });
    const [out, weights] = net(x, x, x, { needWeights: false });
    expect(weights).toBeNull();
    out.sum().backward();
    expect(calls).toBe(1);
    expect(x.grad?.shape).toEqual([3, 1, 4]);
  });
});
