import {
  arange,
  Generator,
  manualSeed,
  rand,
  randint,
  type Tensor,
  tensor,
  TensorError,
  zeros,
} from "@tapeloop/core";
import {
  BatchSampler,
  ConcatDataset,
  DataLoader,
  Dataset,
  IterableDataset,
  RandomSampler,
  randomSplit,
  SequentialSampler,
  Subset,
  SubsetRandomSampler,
  TensorDataset,
  WeightedRandomSampler,
} from "@tapeloop/data";
import { loadBreastCancer } from "@tapeloop/data/breast-cancer";
import { loadDiabetes } from "@tapeloop/data/diabetes";
import { loadDigits } from "@tapeloop/data/digits";
import { loadIris } from "@tapeloop/data/iris";
import { describe, expect, test } from "vitest";

const rows = (n: number): TensorDataset => new TensorDataset(arange(n));
const batches = (loader: Iterable<{ tolist(): unknown }[]>): unknown[] =>
  [...loader].map(([x]) => x.tolist());

class Squares extends Dataset<{ x: number; name: string }> {
  readonly length = 3;
  get(index: number): { x: number; name: string } {
    return { x: index * index, name: `n${index}` };
  }
}

class Countdown extends IterableDataset<number> {
  *[Symbol.iterator](): Iterator<number> {
    for (let i = 5; i > 0; i--) yield i;
  }
}

describe("the random order is PyTorch's", () => {
  // From torch 1.13: manual_seed(0); random_split(TensorDataset(arange(10)), [7, 3]); then two epochs of
  // DataLoader(first, batch_size=3, shuffle=True); then rand(1).
  test("of randomSplit, DataLoader, and what is drawn after them", () => {
    manualSeed(0);
    const [train, rest] = randomSplit(rows(10), [7, 3]);
    expect(train.indices).toEqual([4, 1, 7, 5, 3, 9, 0]);
    expect(rest.indices).toEqual([8, 6, 2]);
    const loader = new DataLoader(train, { batchSize: 3, shuffle: true });
    expect(batches(loader)).toEqual([[7, 1, 5], [3, 9, 0], [4]]);
    expect(batches(loader)).toEqual([[3, 4, 1], [5, 7, 9], [0]]);
    expect(rand(1).item()).toBeCloseTo(0.8, 4);
  });

  // From torch 1.13: g = torch.Generator(); g.manual_seed(3); DataLoader(range(6), 4, shuffle=True, generator=g), three times
  // through it, and torch.randint(0, 1000, (3,), generator=g): each epoch ends with a draw of which nothing is used.
  test("with a generator of one's own, epoch after epoch", () => {
    const generator = new Generator().manualSeed(3);
    const loader = new DataLoader(arange(6), 4, { shuffle: true, generator });
    const batches = [1, 2, 3].flatMap(() => [...loader].map((batch) => batch.tolist()));
    expect(batches).toEqual([
      [1, 3, 2, 0],
      [4, 5],
      [0, 5, 1, 3],
      [4, 2],
      [5, 0, 4, 1],
      [2, 3],
    ]);
    expect(randint(0, 1000, [3], { generator }).tolist()).toEqual([773, 800, 62]);
  });

  test("with a generator of one's own leaves the default stream alone", () => {
    manualSeed(1);
    const expected = rand(1).item();
    manualSeed(1);
    batches(new DataLoader(rows(4), { shuffle: true, generator: new Generator().manualSeed(3) }));
    expect(rand(1).item()).toBe(expected);
  });
});

describe("DataLoader", () => {
  test("batches in order, with or without the last one", () => {
    expect(batches(new DataLoader(rows(5), { batchSize: 2 }))).toEqual([[0, 1], [2, 3], [4]]);
    const loader = new DataLoader(rows(5), 2, { dropLast: true });
    expect(batches(loader)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(loader.length).toBe(2);
  });

  test("collates objects, numbers and text", () => {
    const [batch] = [...new DataLoader(new Squares(), { batchSize: 3 })];
    expect(batch.x.tolist()).toEqual([0, 1, 4]);
    expect(batch.name).toEqual(["n0", "n1", "n2"]);
  });

  test("takes a collateFn, arrays, tensors, and streams", () => {
    expect([
      ...new DataLoader(["a", "b", "c"], { batchSize: 2, collateFn: (x) => x.join("") }),
    ]).toEqual(["ab", "c"]);
    expect([...new DataLoader<Tensor>(arange(3), { batchSize: 2 })].map((x) => x.tolist())).toEqual(
      [[0, 1], [2]],
    );
    expect([...new DataLoader(new Countdown(), { batchSize: 2 })].map((x) => x.tolist())).toEqual([
      [5, 4],
      [3, 2],
      [1],
    ]);
    expect([...new DataLoader(new Countdown(), { batchSize: null })]).toEqual([5, 4, 3, 2, 1]);
  });

  test.each<[string, () => unknown, RegExp]>([
    [
      "a sampler and shuffle",
      () => new DataLoader(rows(2), { shuffle: true, sampler: new SequentialSampler(rows(2)) }),
      /mutually exclusive with shuffle/,
    ],
    [
      "a batchSampler and batchSize",
      () =>
        new DataLoader(rows(2), {
          batchSize: 1,
          batchSampler: new BatchSampler(new SequentialSampler(rows(2)), 1),
        }),
      /mutually exclusive/,
    ],
    [
      "workers",
      () => new DataLoader(rows(2), { numWorkers: 2 as 0 }),
      /numWorkers: workers are not supported/,
    ],
    [
      "an unknown option",
      () => new DataLoader(rows(2), { suffle: true } as object),
      /unknown option "suffle"; known: batchSize, shuffle/,
    ],
    [
      "a shuffled stream",
      () => new DataLoader(new Countdown(), { shuffle: true }),
      /comes in its own order/,
    ],
    ["rows of other numbers", () => new TensorDataset(zeros(2), zeros(3)), /first sizes are 2, 3/],
    ["a negative length", () => randomSplit(rows(5), [-1, 6]), /must not be negative, got -1, 6/],
    ["lengths that do not add up", () => randomSplit(rows(5), [2, 2]), /2 \+ 2 is 4, not 5/],
    [
      "a batch of none",
      () => new BatchSampler(new SequentialSampler(rows(2)), 0),
      /batchSize should be a positive integer/,
    ],
  ])("refuses %s", (_what, make, message) => {
    expect(make).toThrow(TensorError);
    expect(make).toThrow(message);
  });
});

describe("datasets and samplers", () => {
  test("take parts and join them", () => {
    const part = new Subset(rows(5), [4, 0]);
    expect(batches(new DataLoader(part, { batchSize: 2 }))).toEqual([[4, 0]]);
    const joined = new ConcatDataset([rows(2), part]);
    expect(Array.from(joined, ([x]) => x.item())).toEqual([0, 1, 4, 0]);
    expect(() => joined.get(4)).toThrow(/out of range/);
  });

  test("split by fractions, the rest going round", () => {
    expect(randomSplit(rows(10), [0.33, 0.33, 0.34]).map((part) => part.length)).toEqual([4, 3, 3]);
  });

  test("draw each example once, or as often as asked", () => {
    expect([...new RandomSampler(rows(6))].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5]);
    const drawn = [...new RandomSampler(rows(3), { replacement: true, numSamples: 50 })];
    expect(drawn.length).toBe(50);
    expect(new Set(drawn).size).toBe(3);
    expect([...new SubsetRandomSampler([7, 9])].sort((a, b) => a - b)).toEqual([7, 9]);
    expect([...new WeightedRandomSampler(tensor([0, 1, 0]), 4)]).toEqual([1, 1, 1, 1]);
  });
});

describe("the real sets", () => {
  test.each([
    ["digits", loadDigits, [1797, 64], 10],
    ["breast cancer", loadBreastCancer, [569, 30], 2],
    ["iris", loadIris, [150, 4], 3],
  ] as const)("%s", (_name, load, shape, classes) => {
    const { data, target, featureNames, targetNames, source } = load();
    expect([data.shape, data.dtype, target.dtype]).toEqual([shape, "float32", "int64"]);
    expect([featureNames.length, targetNames.length]).toEqual([shape[1], classes]);
    expect(new Set(target.tolist() as number[]).size).toBe(classes);
    expect(source).toMatch(/UCI/);
  });

  test("diabetes", () => {
    const { data, target } = loadDiabetes();
    expect([data.shape, target.dtype]).toEqual([[442, 10], "float32"]);
    expect((target.tolist() as number[])[0]).toBe(151);
  });
});
