/** Expected numbers are PyTorch 1.13's; the words of a state were read out of `torch.get_rng_state()`. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { empty } from "../src/index.ts";
import { TensorError } from "../src/errors.ts";
import {
  defaultGenerator,
  Generator,
  getRngState,
  initialSeed,
  manualSeed,
  seed,
  setRngState,
} from "../src/generator.ts";
import { uniform } from "../src/kernels/distributions.ts";
import { normal } from "../src/kernels/normal.ts";
import { randperm } from "../src/kernels/random-integers.ts";

function rand(generator: Generator, n = 1): number[] {
  const out = new Float32Array(n);
  uniform(generator, out, 0, n);
  return [...out];
}

function randn(generator: Generator): number {
  const out = new Float64Array(1);
  normal(generator, out, 0, 1);
  return out[0];
}

describe("Generator", () => {
  test("starts with PyTorch's default seed", () => {
    const generator = new Generator();
    expect(generator.initialSeed()).toBe(67280421310721);
    // torch.rand(2, generator=torch.Generator())
    expect(rand(generator, 2)).toEqual([0.267295241355896, 0.8725283145904541]);
    expect(rand(new Generator())).toEqual(rand(new Generator()));
  });

  test("manualSeed starts the stream anew, forgets the cached normal, and returns the generator", () => {
    const generator = new Generator();
    expect(generator.manualSeed(42)).toBe(generator);
    const first = randn(generator);
    expect(generator.nextNormal).not.toBeNull();
    generator.manualSeed(42);
    expect(generator.nextNormal).toBeNull();
    expect(randn(generator)).toBe(first);
  });

  test("two generators do not disturb each other", () => {
    const a = new Generator().manualSeed(7);
    const b = new Generator().manualSeed(7);
    const first = rand(a, 3);
    rand(a, 1000);
    expect(rand(b, 3)).toEqual(first);
  });

  test("seeds of 64 bits: torch.manual_seed(s); torch.rand(1)", () => {
    const want: [number | bigint, number][] = [
      [0, 0.49625658988952637],
      [1, 0.7576315999031067],
      [-1, 0.9937993884086609],
      [2n ** 64n - 1n, 0.9937993884086609],
      [-5, 0.9308151006698608],
      [2n ** 63n, 0.49625658988952637],
      [-(2n ** 63n), 0.49625658988952637],
      [2n ** 53n + 1n, 0.7576315999031067],
    ];
    for (const [value, first] of want)
      expect(rand(new Generator().manualSeed(value))).toEqual([first]);
  });

  test("initialSeed is the seed, modulo 2^53, and starts the same stream", () => {
    for (const value of [0, 5, 2 ** 32, 2 ** 53 - 1])
      expect(new Generator().manualSeed(value).initialSeed()).toBe(value);
    expect(new Generator().manualSeed(-1).initialSeed()).toBe(2 ** 53 - 1);
    for (const value of [-1, -123456789012345, 2n ** 64n - 12345n]) {
      const generator = new Generator().manualSeed(value);
      expect(rand(new Generator().manualSeed(generator.initialSeed()))).toEqual(rand(generator));
    }
  });

  test("refuses what is no integer of 64 bits, and goes on as before", () => {
    const generator = new Generator().manualSeed(3);
    for (const value of [
      1.5,
      Number.NaN,
      Infinity,
      2 ** 53,
      -(2 ** 60),
      2n ** 64n,
      -(2n ** 63n) - 1n,
      "5",
      null,
      true,
    ]) {
      expect(() => generator.manualSeed(value as number)).toThrow(TensorError);
    }
    expect(() => generator.manualSeed(2 ** 60)).toThrow("give integers beyond 2^53 as bigint");
    expect(generator.initialSeed()).toBe(3);
    expect(rand(generator)).toEqual(rand(new Generator().manualSeed(3)));
  });

  test("seed starts a stream that differs each time, and says how to start it again", () => {
    const generator = new Generator();
    const seeds = Array.from({ length: 5 }, () => generator.seed());
    expect(new Set(seeds).size).toBe(5);
    expect(seeds.every((value) => Number.isSafeInteger(value) && value >= 0)).toBe(true);
    expect(generator.initialSeed()).toBe(seeds[4]);
    expect(rand(new Generator().manualSeed(seeds[4]))).toEqual(rand(generator));
  });

  test("draws words", () => {
    const generator = new Generator().manualSeed(0);
    expect(generator.random32()).toBe(2357136044);
    // torch.manual_seed(0); torch.empty((), dtype=torch.int64).random_() & (2**53 - 1)
    expect(generator.manualSeed(0).random53()).toBe(8737460674931247);
  });

  test("seeds another as PyTorch's shuffling does: DataLoader(torch.arange(10), shuffle=True) after manual_seed(5)", () => {
    const generator = new Generator().manualSeed(5);
    const orders = [0, 1].map(() => {
      generator.random53(); // the loader's base seed, which it draws whether or not it has workers
      const order = new Float64Array(10);
      randperm(new Generator().manualSeed(generator.random53()), order, 0, 10);
      return [...order];
    });
    expect(orders).toEqual([
      [8, 3, 0, 5, 9, 1, 6, 2, 4, 7],
      [5, 8, 9, 7, 2, 0, 4, 1, 3, 6],
    ]);
    expect(rand(generator)).toEqual([0.0332646369934082]);
  });
});

describe("state", () => {
  /** The fields as PyTorch's C++ struct has them. */
  function fields(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    return {
      seed: view.getBigUint64(0, true),
      left: view.getInt32(8, true),
      seeded: view.getInt32(12, true),
      next: view.getBigUint64(16, true),
      words: [0, 1, 2].map((i) => view.getBigUint64(24 + 8 * i, true)),
      normals: [0, 1, 2].map((i) => view.getFloat64(5016 + 8 * i, true)),
      normalIsValid: view.getInt32(5040, true),
    };
  }

  test("has PyTorch's bytes", () => {
    const generator = new Generator().manualSeed(0);
    const seeded = { seed: 0n, seeded: 1, normals: [0, 0, 0], normalIsValid: 0 };
    const block = { ...seeded, words: [2443250962n, 1093594115n, 1878467924n] };
    expect(generator.getState()).toHaveLength(5056);
    expect(fields(generator.getState())).toEqual({
      ...seeded,
      left: 1,
      next: 0n,
      words: [0n, 1n, 1812433255n],
    });
    rand(generator, 3);
    expect(fields(generator.getState())).toEqual({ ...block, left: 622, next: 3n });
    randn(generator);
    expect(fields(generator.getState())).toEqual({
      ...block,
      left: 618,
      next: 7n,
      normals: [0, expect.closeTo(0.1343963285536275, 14), 0],
      normalIsValid: 1,
    });
    rand(generator, 616);
    expect(fields(generator.getState())).toMatchObject({ left: 2, next: 623n });
    rand(generator, 1);
    expect(fields(generator.getState())).toMatchObject({ left: 1, next: 624n });
  });

  test.each([0, 1, 622, 623, 624, 625, 2000])(
    "continues where it was saved, after %i words",
    (drawn) => {
      const generator = new Generator().manualSeed(-9);
      rand(generator, drawn);
      for (const normals of [0, 1]) {
        for (let i = 0; i < normals; i++) randn(generator);
        const state = generator.getState();
        const copy = new Generator();
        expect(copy.setState(state)).toBe(copy);
        expect(copy.getState()).toEqual(state);
        expect(copy.initialSeed()).toBe(generator.initialSeed());
        const follow = (from: Generator) => [randn(from), ...rand(from, 700), randn(from)];
        const want = follow(generator);
        expect(follow(copy)).toEqual(want);
        generator.setState(state);
        expect(follow(generator)).toEqual(want);
        generator.setState(state);
      }
    },
  );

  test("is a copy", () => {
    const generator = new Generator();
    const state = generator.getState();
    const before = state.slice();
    rand(generator, 700);
    expect(state).toEqual(before);
    // Also out of the middle of other bytes, which need not be aligned.
    const padded = new Uint8Array(5060);
    padded.set(state, 3);
    expect(new Generator().setState(padded.subarray(3, 5059)).getState()).toEqual(before);
  });

  test("refuses other bytes, and goes on as before", () => {
    const generator = new Generator().manualSeed(3);
    const spoilt = generator.getState();
    spoilt[8] = 100;
    const unseeded = generator.getState();
    unseeded[12] = 0;
    for (const bytes of [
      new Uint8Array(5056),
      new Uint8Array(10),
      spoilt,
      unseeded,
      [1, 2],
      null,
    ]) {
      expect(() => generator.setState(bytes as Uint8Array)).toThrow(TensorError);
    }
    expect(() => generator.setState(new Uint8Array(10))).toThrow(
      "expected the 5056 bytes of getState(), got 10 bytes",
    );
    expect(rand(generator)).toEqual(rand(new Generator().manualSeed(3)));
  });
});

describe("the default generator", () => {
  let before: Uint8Array;
  beforeEach(() => {
    before = getRngState();
  });
  afterEach(() => setRngState(before));

  test("is what the functions speak of", () => {
    expect(manualSeed(12)).toBe(defaultGenerator);
    expect(initialSeed()).toBe(12);
    expect(defaultGenerator.initialSeed()).toBe(12);
    const state = getRngState();
    const first = rand(defaultGenerator, 4);
    setRngState(state);
    expect(rand(defaultGenerator, 4)).toEqual(first);
    const fresh = seed();
    expect(initialSeed()).toBe(fresh);
  });
});

test("a fill of nothing refuses its parameters, too, and draws nothing", () => {
  const nothing = empty([0, 3]);
  const state = getRngState();
  expect(() => nothing.uniform_(2, 1)).toThrow(/from=2 > to=1/);
  expect(() => nothing.normal_(0, -1)).toThrow(/std >= 0/);
  expect(() => nothing.bernoulli_(1.5)).toThrow(/p to be in \[0, 1\]/);
  expect(nothing.uniform_(0, 2).layout.size).toBe(0);
  expect(getRngState()).toEqual(state);
});
