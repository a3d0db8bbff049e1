/** Buffers of the engine: what is used again, and that nothing a user can see ever is. See NOTE [Buffer ownership]. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BufferPool, pool, Storage } from "../../src/storage.ts";
import { setPoison } from "../../src/testing.ts";
import { gradOf, leaf, torch } from "./helpers.ts";

// How much is resident depends on when the collector runs, and that on what else the machine does.
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const { grad } = torch.autograd;
const N = 1500;
const ones = (value = 1): number[] => new Array<number>(N).fill(value);

/** In poison mode whoever reads a released buffer reads NaN. */
describe("nothing that a user can see is used again", () => {
  let before: boolean;
  beforeEach(() => {
    before = setPoison(true);
  });
  afterEach(() => {
    setPoison(before);
  });

  /** Something that takes all free buffers, and writes to them. */
  const stir = (): void => {
    const x = leaf(ones(0.5));
    for (let i = 0; i < 3; i++) x.exp().mul(x).tanh().add(x).mul(7).sum().backward();
  };

  const stays = (tensor: torch.Tensor | null): void => {
    const values = tensor?.tolist() as number[];
    expect(values.some(Number.isNaN)).toBe(false);
    stir();
    expect(tensor?.tolist()).toEqual(values);
  };

  test(".grad of leaves, fresh and added to", () => {
    const [x, y] = [leaf(ones()), leaf(ones())];
    x.mul(y).exp().add(x).sum().backward();
    stays(x.grad);
    x.mul(y).exp().add(x).sum().backward();
    stays(x.grad);
    stays(y.grad);
  });

  test("gradients that autograd.grad answers, of inputs and of what is in between", () => {
    const x = leaf(ones());
    const y = x.mul(2);
    const z = y.exp();
    const found = grad(z.mul(y).sum(), [x, y, z]);
    found.forEach(stays);
    expect(found.every((g) => !g.storage.owned)).toBe(true);
  });

  test("the same gradient sent to several places", () => {
    const [a, b, c] = [leaf(ones()), leaf(ones()), leaf(ones())];
    const sum = a.add(b).add(c);
    sum.add(sum).exp().mul(1e-3).sum().backward();
    for (const x of [a, b, c]) stays(x.grad);
    a.grad?.zero_();
    expect(gradOf(b)).not.toEqual(gradOf(a));
  });

  test("views of gradients: expand, permute, slices", () => {
    const x = leaf([ones(), ones()]);
    x.permute(1, 0)
      .sum(1)
      .backward(torch.ones([N], { dtype: "float64" }));
    expect((gradOf(x) as number[][]).flat().every((value) => value === 1)).toBe(true);
    stays(x.grad);
    const y = leaf(ones());
    torch
      .cat([y.slice(0, 0, 10), y.mul(3), y.slice(0, 5)])
      .sum()
      .backward();
    stays(y.grad);
  });

  test("kept gradients, added to as well", () => {
    const x = leaf(ones());
    const y = x.mul(2);
    y.retainGrad();
    const z = y.exp().sum();
    z.backward({ retainGraph: true });
    z.backward();
    stays(y.grad);
  });

  test("what a hook sees, and what it answers", () => {
    const x = leaf(ones());
    const y = x.mul(2);
    const kept: torch.Tensor[] = [];
    y.registerHook((g) => {
      kept.push(g, g.view(-1), g.mul(2));
      return kept[2];
    });
    y.exp().sum().backward();
    kept.forEach(stays);
    stays(x.grad);
  });

  test("unused outputs count as zeros, wherever they go", () => {
    // The gradient of the unused output goes straight on to x, which waits for another.
    const Pass = torch.defineOp({
      name: "passThrough",
      params: [],
      forward: (_ctx, [a, b]) => [a.mul(1), b.mul(1)],
      backward: (_ctx, [ga, gb]) => [ga, gb],
    });
    const builtIn = { ...Pass, custom: false };
    for (const op of [Pass, builtIn]) {
      const [x, y] = [leaf(ones()), leaf(ones())];
      const [a] = torch.applyMany(op, [x.mul(1), y.mul(1)]);
      a.exp().sum().backward();
      expect(gradOf(y)).toEqual(ones(0));
      stays(x.grad);
      stays(y.grad);
    }
  });

  test("createGraph: everything is recorded, so nothing is reused", () => {
    const x = leaf(ones());
    const [first] = grad(x.exp().mul(x).sum(), x, { createGraph: true });
    stir();
    const [second] = grad(first.tanh().sum(), x);
    stays(second);
    expect((second.tolist() as number[]).every(Number.isFinite)).toBe(true);
  });

  test("in place on views", () => {
    const x = leaf([ones(), ones(2)]);
    const y = x.mul(x);
    y.select(0, 1).mul_(x.select(0, 0));
    y.select(0, 0).mul_(3);
    y.log().sum().backward();
    // log(3 x0²) + log(x0 x1²)
    expect((gradOf(x) as number[][]).map(([first]) => Math.round(first * 1e9) / 1e9)).toEqual([
      3, 1,
    ]);
    stays(x.grad);
  });

  test("a backward within a backward", () => {
    const [x, w] = [leaf(ones()), leaf(ones())];
    x.mul(2)
      .exp()
      .registerHook(() => {});
    const y = x.mul(2);
    y.registerHook(() => {
      torch.enableGrad(() => w.exp().mul(w).sum().backward());
    });
    y.exp().mul(y).sum().backward();
    stays(w.grad);
    stays(x.grad);
  });

  test("after a throw", () => {
    const x = leaf(ones());
    const y = x.mul(2);
    const z = y.exp();
    let kept: torch.Tensor | null = null;
    y.registerHook((g) => {
      kept = g;
      throw new Error("stop");
    });
    expect(() => z.sum().backward()).toThrow("stop");
    stays(kept);
    x.exp().sum().backward();
    stays(x.grad);
  });
});

describe.each(["built in", "a user's"])("what an op keeps for its own backward, %s", (whose) => {
  const size = 5000;
  let kept: torch.Tensor | null = null;
  /** x³, for which it keeps x². */
  const Cube = torch.defineOp({
    name: `cube ${whose}`,
    params: [],
    forward(ctx, [x]) {
      const square = x.mul(x);
      ctx.save(x, square);
      ctx.reuse(square);
      kept = square;
      return square.mul(x);
    },
    backward: (ctx, [grad]) => [grad.mul(ctx.saved()[1]).mul(3)],
  });
  const cube = { ...Cube, custom: whose !== "built in" };
  /** Whether the pool has it, among gradients of the same length. */
  const given = (): boolean => {
    const free = Array.from({ length: 9 }, () => pool.take("float32", size));
    return free.includes((kept as torch.Tensor).storage.data);
  };

  test("is used again once backward has read it", () => {
    const x = torch.ones([size], { requiresGrad: true });
    pool.clear();
    const y = torch.apply(cube, [x]).sum();
    y.backward({ retainGraph: true });
    expect(given()).toBe(false);
    pool.clear();
    y.backward();
    expect(given()).toBe(true);
    expect(x.grad?.sum().item()).toBe(6 * size);
    expect(() => y.backward()).toThrow("a second time");
  });

  test("is left alone where backward was recorded", () => {
    const x = torch.full([size], 2, { requiresGrad: true });
    const w = torch.ones([size], { requiresGrad: true });
    const y = torch.apply(cube, [x]).mul(w).sum();
    const [slope] = grad(y, x, { createGraph: true });
    pool.clear();
    y.backward();
    expect(given()).toBe(false);
    // The recorded gradient, 3 w x², still reads it.
    w.grad = null;
    slope.sum().backward();
    expect(w.grad!.sum().item()).toBe(12 * size);
  });

  test("is left to the collector where nothing is recorded", () => {
    pool.clear();
    torch.noGrad(() => torch.apply(cube, [torch.ones([size])]));
    expect(given()).toBe(false);
  });
});

describe("the pool", () => {
  const storage = (bytes: number): Storage => new Storage(new Uint8Array(bytes), true);

  test("gives back what it was given, of the same class and length", () => {
    const own = new BufferPool();
    own.open();
    const a = own.allocate("float32", 1000);
    own.release(a);
    expect(own.bytes).toBe(4000);
    expect(own.allocate("float64", 1000).data).not.toBe(a.data);
    expect(own.allocate("float32", 1001).data).not.toBe(a.data);
    expect(own.allocate("float32", 1000).data).toBe(a.data);
    expect(own.bytes).toBe(0);
  });

  test("takes nothing twice, and nothing that has escaped", () => {
    const own = new BufferPool();
    own.open();
    const a = own.allocate("float32", 1000);
    own.release(a);
    own.release(a);
    const b = own.allocate("int64", 1000);
    b.owned = false;
    own.release(b);
    expect(own.bytes).toBe(4000);
  });

  test("has a cap in bytes", () => {
    const own = new BufferPool();
    const MB = 1024 * 1024;
    for (let i = 0; i < 5; i++) own.release(storage(100 * MB));
    expect(own.bytes).toBeLessThanOrEqual(256 * MB);
    own.release(storage(300 * MB));
    expect(own.bytes).toBeLessThanOrEqual(256 * MB);
  });

  test("gives up lengths that nobody asks for any more", () => {
    const own = new BufferPool();
    own.release(storage(5000));
    own.release(storage(6000));
    for (let i = 0; i < 300; i++) {
      own.open();
      own.release(own.allocate("uint8", 5000));
      own.close(null);
    }
    expect(own.bytes).toBe(5000);
  });

  test("poison fills what is released with NaN", () => {
    const own = new BufferPool();
    own.poison = true;
    own.open();
    const a = own.allocate("float32", 3);
    a.data.fill(1);
    own.release(a);
    expect([...a.data]).toEqual([NaN, NaN, NaN]);
  });
});

describe("a training loop", () => {
  /** One step of a small network with plain SGD, which never awaits. */
  function trainer(): () => number {
    const w1 = torch.rand([40, 32]).requiresGrad_();
    const w2 = torch.rand([32, 8]).requiresGrad_();
    const x = torch.rand([20, 40]);
    return () => {
      const loss = x.matmul(w1).tanh().matmul(w2).pow(2).mean();
      loss.backward();
      torch.noGrad(() => {
        for (const w of [w1, w2]) {
          w.sub_((w.grad as torch.Tensor).mul(0.01));
          w.grad = null;
        }
      });
      return loss.item() as number;
    };
  }

  test("keeps the pool small, and uses it", () => {
    const step = trainer();
    for (let i = 0; i < 20; i++) step();
    const { bytes } = pool;
    for (let i = 0; i < 50; i++) step();
    expect(pool.bytes).toBe(bytes);
    expect(bytes).toBeLessThan(1024 * 1024);
  });

  test("20,000 steps without awaiting: nothing stays behind", { timeout: 120_000 }, () => {
    const step = trainer();
    const kept = (steps: number): number => {
      for (let i = 0; i < steps; i++) step();
      // A first pass leaves the sweeping of buffers to threads of its own.
      for (let i = 0; i < 4; i++) collect();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    kept(5000);
    const early = kept(5000);
    const late = kept(10_000);
    // Thirteen bytes a step, for what V8 itself keeps; the smallest object that is kept in a list takes more.
    expect(late - early).toBeLessThan(128 * 1024);
  });

  test("a long chain of steps on one hidden state, detached, does not grow", () => {
    let h = torch.zeros([64]);
    const w = torch.rand([64]).requiresGrad_();
    for (let i = 0; i < 200; i++) {
      const out = h.mul(w).tanh();
      out.sum().backward();
      h = out.detach();
    }
    expect(h._view).toBeNull();
    expect(h._node).toBeNull();
  });
});

describe("views taken where nothing is recorded", () => {
  const { noGrad, inferenceMode } = torch;

  /** How many tensors a view holds on to. */
  const depth = (x: torch.Tensor): number => (x._view ? 1 + depth(x._view.parent) : 0);

  test.each([
    ["noGrad", noGrad],
    ["inferenceMode", inferenceMode],
  ])("an endless chain holds its base alone: %s", (_name, mode) => {
    let x = torch.zeros([2, 3]);
    const base = x;
    mode(() => {
      for (let i = 0; i < 100; i++) x = x.t().view(3, 2).t().unsqueeze(0).squeeze(0);
    });
    expect(depth(x)).toBe(1);
    x.add_(1);
    expect(base.sum().item()).toBe(6);
  });

  test("a write into one of several still tells the others", () => {
    const base = leaf([1, 2, 3]).mul(1);
    const part = base.slice(0, 0, 2);
    const view = noGrad(() => part.view(2, 1).view(1, 2));
    expect(() => view.add_(1)).toThrow(/created in noGrad mode and is being modified inplace/);
    noGrad(() => view.add_(1));
    expect(base.tolist()).toEqual([2, 3, 3]);
    part.mul_(2);
    expect(() => view.sum()).toThrow(/its base or another view of its base has been modified/);
  });
});
