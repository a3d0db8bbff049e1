import { describe, expect, test } from "vitest";
import { Mt19937 } from "../../src/kernels/mt19937.ts";

function seeded(seed: number): Mt19937 {
  const engine = new Mt19937();
  engine.seed(seed);
  return engine;
}

describe("mt19937", () => {
  test("has the 10,000th word that the C++ standard demands of mt19937", () => {
    const engine = seeded(5489);
    for (let i = 1; i < 10_000; i++) engine.random32();
    expect(engine.random32()).toBe(4123659995);
  });

  test("starts as PyTorch does", () => {
    // torch.manual_seed(0); torch.empty(5, dtype=torch.int32).random_() is the words modulo 2^31.
    const engine = seeded(0);
    const words = Array.from({ length: 5 }, () => engine.random32() % 2 ** 31);
    expect(words).toEqual([209652396, 398764591, 924231285, 1478610112, 441365315]);
  });

  test("takes the low 32 bits of a seed", () => {
    expect(seeded(2 ** 40 + 7).random32()).toBe(seeded(7).random32());
    expect(seeded(-1).random32()).toBe(seeded(0xffffffff).random32());
  });

  test("random53 is the low bits of two words, the upper one first", () => {
    const words = seeded(3);
    const pairs = seeded(3);
    // 700 pairs go beyond two blocks, and one of them lies across the end of the first after an odd word.
    expect(pairs.random32()).toBe(words.random32());
    for (let i = 0; i < 700; i++) {
      const upper = BigInt(words.random32());
      const bits = ((upper << 32n) | BigInt(words.random32())) & (2n ** 53n - 1n);
      expect(pairs.random53()).toBe(Number(bits));
    }
  });

  test.each([0, 1, 623, 624, 1000])("restores what was saved after %i words", (drawn) => {
    const engine = seeded(11);
    for (let i = 0; i < drawn; i++) engine.random32();
    const copy = new Mt19937();
    copy.restore(engine.state.slice(), engine.next, engine.fresh);
    for (let i = 0; i < 1500; i++) expect(copy.random32()).toBe(engine.random32());
  });
});
