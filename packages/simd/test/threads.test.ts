import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

import type { ConvolutionPlan, Convolve, ConvolveWeight, Gemm } from "@tapeloop/core/kernels";
import { getNumThreads, setNumThreads } from "@tapeloop/simd";
import { afterAll, afterEach, describe, expect, onTestFinished, test, vi } from "vitest";

import { makeConvolve, makeConvolveWeight } from "../src/convolution.ts";
import { makeGemm } from "../src/gemm.ts";
import { loops } from "../src/host.ts";
import { splitLoops } from "../src/split.ts";
import { Team, type WorkerThreads } from "../src/team.ts";
import { findWorkers, type ThreadHost } from "../src/threads.ts";
import { pair, random } from "./support.ts";

type Options = ConstructorParameters<WorkerThreads["Worker"]>[1];

const classes = { float32: Float32Array, float64: Float64Array };

/** How many parts the workers of `Counting` have taken. */
const taken = new Int32Array(new SharedArrayBuffer(4));

class Counting extends Worker {
  constructor(program: string, options: Options) {
    const count = `
      const { Instance } = WebAssembly;
      WebAssembly.Instance = function (...args) {
        const { exports } = new Instance(...args);
        const get = (_, name) => (Atomics.add(workerData.taken, 0, 1), exports[name]);
        return { exports: new Proxy({}, { get }) };
      };`;
    super(`const { workerData } = require("node:worker_threads"); { ${count} } { ${program} }`, {
      ...options,
      workerData: { ...(options.workerData as object), taken },
    });
  }
}

function fail(reason: string): never {
  throw new Error(reason);
}

describe("the same bits as one thread", () => {
  const team = new Team(3, { Worker: Counting }, fail);
  const split = splitLoops(team);
  const never = (): never => fail("left to the loop");

  /** Computes again and again until workers have taken parts of it, and what it answers is known to hold for their parts too. */
  function together(compute: () => void): void {
    const before = taken[0];
    const deadline = performance.now() + 20_000;
    do compute();
    while (Atomics.load(taken, 0) < before + 4 && performance.now() < deadline);
    expect(Atomics.load(taken, 0)).toBeGreaterThan(before);
  }

  afterAll(() => team.dismiss());

  describe.each(["float32", "float64"] as const)("products of %s", (dtype) => {
    const one = makeGemm(loops!, dtype, never, 0);
    const many = makeGemm(split, dtype, never, 0);

    test.each([
      ["a square", 160, 160, 160],
      ["sizes that are no multiples", 257, 301, 263],
      ["few columns, so that rows are cut", 1301, 5, 301],
      ["few rows, so that columns are cut", 5, 1301, 301],
      ["common elements in several blocks", 67, 93, 1100],
      ["columns in several blocks", 30, 2100, 129],
      ["just two parts", 4, 60, 560],
    ])("%s", (_, m, n, k) => {
      const next = random(m + n + k);
      const make = (size: number) => new classes[dtype](size).map(next);
      const layouts = [
        [k, 1, n, 1],
        [1, m, 1, k],
        [2 * k + 1, 2, n + 3, 1],
        [0, 1, 1, 0],
      ];
      for (const [ars, acs, brs, bcs] of layouts) {
        const a = make(1 + (m - 1) * ars + (k - 1) * acs + 1);
        const b = make(2 + (k - 1) * brs + (n - 1) * bcs + 1);
        const bias = make(n + 1);
        for (const [gap, add, row] of [
          [0, false, undefined],
          [2, true, undefined],
          [1, false, bias],
        ] as const) {
          const c = make(3 + m * (n + gap));
          const run = (gemm: Gemm): Float32Array | Float64Array => {
            const out = c.slice();
            gemm(m, n, k, a, 1, ars, acs, b, 2, brs, bcs, out, 3, n + gap, add, row, 1);
            return out;
          };
          const wanted = run(one);
          together(() => {
            expect(sameBits(run(many), wanted)).toBe(true);
          });
        }
      }
    });
  });

  const plain: ConvolutionPlan = {
    batch: 2,
    groups: 1,
    inputs: 16,
    outputs: 32,
    image: [1, 14, 14],
    output: [1, 14, 14],
    kernel: [1, 3, 3],
    stride: [1, 1, 1],
    padding: [0, 1, 1],
    dilation: [1, 1, 1],
  };
  test.each<[string, ConvolutionPlan]>([
    ["of images", plain],
    ["of channels that are no multiples", { ...plain, inputs: 13, outputs: 17 }],
    ["in groups", { ...plain, groups: 3 }],
    ["in steps", { ...plain, stride: [1, 2, 2], output: [1, 7, 7] }],
    ["in strips", { ...plain, image: [1, 90, 90], output: [1, 90, 90] }],
    [
      "of volumes",
      {
        ...plain,
        image: [4, 14, 14],
        output: [4, 14, 14],
        kernel: [3, 3, 3],
        padding: [1, 1, 1],
      },
    ],
  ])("convolutions %s, and their weights' gradient", (_, plan) => {
    const size = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);
    const next = random(plan.inputs);
    const make = (length: number) => new Float32Array(length).map(next);
    const channels = plan.batch * plan.groups;
    const x = make(channels * plan.inputs * size(plan.image));
    const w = make(plan.groups * plan.outputs * plan.inputs * size(plan.kernel));
    const grad = make(channels * plan.outputs * size(plan.output));
    const bias = make(plan.groups * plan.outputs);
    const forward = (kernel: Convolve): Float32Array => {
      const out = new Float32Array(grad.length);
      expect(kernel(plan, x, 0, w, 0, bias, 0, out)).toBe(true);
      return out;
    };
    const backward = (kernel: ConvolveWeight): Float32Array => {
      const out = new Float32Array(w.length);
      expect(kernel(plan, grad, 0, x, 0, out)).toBe(true);
      return out;
    };
    const outputs = forward(makeConvolve(loops!, never, 0));
    const sums = backward(makeConvolveWeight(loops!, never, 0));
    together(() => {
      const got = forward(makeConvolve(split, never, 0));
      expect(sameBits(got, outputs)).toBe(true);
    });
    together(() => {
      const got = backward(makeConvolveWeight(split, never, 0));
      expect(sameBits(got, sums)).toBe(true);
    });
  });
});

/** A registered product that is large enough to be shared. */
function product(): Float32Array {
  const size = 256;
  const next = random(3);
  const [a, b] = [0, 1].map(() => new Float32Array(size * size).map(next));
  const c = new Float32Array(size * size);
  pair<Gemm>("gemm").simd(size, size, size, a, 0, size, 1, b, 0, size, 1, c, 0, size, false);
  return c;
}

/** What `setNumThreads` finds on the host, for this test. */
function hostHas(workers: WorkerThreads | undefined): void {
  const builtin = vi.spyOn(process, "getBuiltinModule").mockReturnValue(workers);
  onTestFinished(() => builtin.mockRestore());
}

describe("setNumThreads", () => {
  afterEach(() => setNumThreads(1));

  test("starts workers, and ends them", async () => {
    const workers: Worker[] = [];
    hostHas({
      Worker: class extends Worker {
        constructor(program: string, options: Options) {
          super(program, options);
          workers.push(this);
        }
      },
    });
    expect(getNumThreads()).toBe(1);
    const wanted = product();
    setNumThreads(3);
    expect(getNumThreads()).toBe(3);
    expect(sameBits(product(), wanted)).toBe(true);
    setNumThreads(3);
    expect(workers).toHaveLength(2);
    const ends = Promise.all(workers.map((worker) => once(worker, "exit")));
    setNumThreads(2);
    expect(getNumThreads()).toBe(2);
    expect(workers).toHaveLength(3);
    expect(await ends).toEqual([[0], [0]]);
    expect(sameBits(product(), wanted)).toBe(true);
    const end = once(workers[2], "exit");
    setNumThreads(1);
    expect(getNumThreads()).toBe(1);
    expect(await end).toEqual([0]);
    expect(sameBits(product(), wanted)).toBe(true);
  });

  test("takes no more than a product has parts", () => {
    let count = 0;
    hostHas({
      Worker: class {
        constructor() {
          count++;
        }
        unref(): void {}
        on(): void {}
      },
    });
    setNumThreads(1000);
    expect(getNumThreads()).toBe(64);
    expect(count).toBe(63);
  });

  test.each([0, -1, 1.5, NaN, Infinity, "2" as unknown as number])("refuses %s", (n) => {
    expect(() => setNumThreads(n)).toThrow(
      `setNumThreads: expects a positive integer, got ${typeof n === "string" ? '"2"' : n}`,
    );
    expect(getNumThreads()).toBe(1);
  });

  test("refuses more than 1 where workers cannot be had", () => {
    hostHas(undefined);
    expect(() => setNumThreads(2)).toThrow(
      "setNumThreads: more than 1 takes worker_threads, which Node has from 20.16 on and browsers do not",
    );
    setNumThreads(1);
    expect(getNumThreads()).toBe(1);
  });

  test("refuses more than 1 where a worker cannot be started, and ends those that were", async () => {
    const started: Worker[] = [];
    hostHas({
      Worker: class extends Worker {
        constructor(program: string, options: Options) {
          if (started.length === 1) throw new Error("no access");
          super(program, options);
          started.push(this);
        }
      },
    });
    expect(() => setNumThreads(3)).toThrow("setNumThreads: this host starts no thread: no access");
    expect(getNumThreads()).toBe(1);
    expect(await once(started[0], "exit")).toEqual([0]);
  });

  test("goes back to 1, with a warning, when a worker fails", async () => {
    // AssemblyScript's types bring a console without it.
    const warn = vi.spyOn(console as Console, "warn").mockImplementation(() => {});
    onTestFinished(() => warn.mockRestore());
    hostHas({
      Worker: class extends Worker {
        constructor(_: string, options: Options) {
          super("throw new Error('out of luck')", options);
        }
      },
    });
    const wanted = product();
    setNumThreads(2);
    expect(sameBits(product(), wanted)).toBe(true);
    await vi.waitUntil(() => getNumThreads() === 1, { timeout: 20_000 });
    expect(warn.mock.calls).toEqual([
      ["setNumThreads: a thread has ended: out of luck; from now on there is 1"],
    ]);
    expect(sameBits(product(), wanted)).toBe(true);
  });

  test("a process ends by itself, with workers and with a program that waits for nothing", () => {
    const program = `
      import { setNumThreads } from "@tapeloop/simd";
      setNumThreads(4);
      console.log("last line");`;
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
    const { stdout, status, signal } = spawnSync(
      process.execPath,
      ["--import", tsx, "--input-type=module", "--eval", program],
      { cwd: import.meta.dirname, encoding: "utf8", timeout: 25_000 },
    );
    expect({ stdout, status, signal }).toEqual({ stdout: "last line\n", status: 0, signal: null });
  });
});

test("a worker that takes a part and never finishes it leads to an error", () => {
  const lost: string[] = [];
  const thief = class extends Worker {
    constructor(_: string, options: Options) {
      super(
        `const { job } = require("node:worker_threads").workerData;
         for (;;) {
           const left = Atomics.load(job, 0);
           if (left > 0 && Atomics.compareExchange(job, 0, left, left - 1) === left) break;
         }`,
        options,
      );
    }
  };
  const team = new Team(2, { Worker: thief }, (reason) => lost.push(reason), 1);
  const { gemmF32 } = splitLoops(team);
  const deadline = performance.now() + 20_000;
  expect(() => {
    while (performance.now() < deadline) gemmF32(2048, 0x50000, 0x200000, 64, 64, 128, 2048, 0, 0);
  }).toThrow("setNumThreads: a thread does not finish its part of a product");
  expect(lost).toEqual(["does not finish its part of a product"]);
});

describe("what more threads than one take", () => {
  const workers: WorkerThreads = { Worker: Counting };
  const process = { getBuiltinModule: () => workers };
  const forbidden = {
    wait(): never {
      throw new TypeError("Atomics.wait cannot be called in this context");
    },
  };

  test("a host that has it", () => {
    expect(findWorkers({ process, SharedArrayBuffer, Atomics })).toBe(workers);
  });

  test.each<[string, ThreadHost]>([
    ["worker_threads", { SharedArrayBuffer, Atomics }],
    ["worker_threads", { process: {}, SharedArrayBuffer, Atomics }],
    ["SharedArrayBuffer", { process, Atomics }],
    [
      "a thread that may wait (Atomics.wait), which this one may not",
      { process, SharedArrayBuffer, Atomics: forbidden },
    ],
  ])("not without %s", (what, host) => {
    expect(() => findWorkers(host)).toThrow(`setNumThreads: more than 1 takes ${what}`);
  });
});

function sameBits(x: Float32Array | Float64Array, y: Float32Array | Float64Array): boolean {
  const bytes = (z: typeof x) => new Uint8Array(z.buffer, z.byteOffset, z.byteLength);
  return Buffer.compare(bytes(x), bytes(y)) === 0;
}
