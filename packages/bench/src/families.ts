/** A row per kernel family, size and way to hold the numbers: contiguous, every other element, and with its gradient. */
import { nn, type Tensor, torch } from "tapeloop";

import type { Work } from "./measure.ts";

const sizes = { "4": 4, "256": 256, "4k": 4096, "64k": 65536, "1M": 2 ** 20, "4M": 2 ** 22 };

interface Family {
  readonly name: string;
  /** What is timed, of a vector of `size` numbers; answers it once what else it takes is made. */
  readonly on: (size: number) => (x: Tensor) => Tensor;
  /** False where it has no gradient. */
  readonly gradient?: false;
  /** Of the numbers; float32 where nothing is said. */
  readonly dtype?: "float64";
}

const simple = (name: string, f: (x: Tensor) => Tensor): Family => ({ name, on: () => f });

/** As rows of at most 256 numbers. */
function rows(size: number): [number, number] {
  const columns = Math.min(size, 256);
  return [size / columns, columns];
}

const byRow = (name: string, f: (x: Tensor) => Tensor): Family => ({
  name,
  on: (size) => (x) => f(x.reshape(rows(size))),
});

/** As steps of at most 16 sequences of at most 64 features. */
function sequences(size: number): [steps: number, batch: number, features: number] {
  const features = Math.min(size, 64);
  const batch = Math.min(size / features, 16);
  return [size / features / batch, batch, features];
}

/** A recurrent network, made for so many features. */
const recurrent = (name: string, make: (features: number) => nn.GRU | nn.RNN): Family => ({
  name,
  on(size) {
    const shape = sequences(size);
    const net = make(shape[2]).requiresGrad_(false);
    return (x) => net(x.reshape(shape))[0];
  },
});

/** As samples, at most 16 channels, and images of at most 256 numbers; two samples at least. */
function images(size: number): [number, number, number] {
  const image = Math.min(256, size / 4);
  const channels = Math.min(16, size / 2 / image);
  return [size / channels / image, channels, image];
}

/** Normalizes as a layer does while it trains. */
function batchNorm(name: string, shapeOf: (size: number) => number[]): Family {
  return {
    name,
    on(size) {
      const shape = shapeOf(size);
      const [weight, bias] = [torch.randn(shape[1]), torch.randn(shape[1])];
      return (x) => nn.functional.batchNorm(x.reshape(shape), { weight, bias, training: true });
    },
  };
}

const list: readonly Family[] = [
  simple("add", (x) => x.add(x)),
  simple("mul by a number", (x) => x.mul(2)),
  {
    name: "add a row to each",
    on(size) {
      const row = torch.randn(rows(size)[1]);
      return (x) => x.reshape(rows(size)).add(row);
    },
  },
  simple("sqrt", (x) => x.square().add(1).sqrt()),
  simple("exp", (x) => x.exp()),
  simple("sin", (x) => x.sin()),
  simple("tanh", (x) => x.tanh()),
  simple("relu", (x) => x.relu()),
  simple("gelu", (x) => nn.functional.gelu(x)),
  simple("silu", (x) => nn.functional.silu(x)),
  simple("leaky relu", (x) => nn.functional.leakyRelu(x)),
  simple("clamp", (x) => x.clamp(-1, 1)),
  { name: "compare", on: () => (x) => x.gt(0), gradient: false },
  {
    name: "where",
    on(size) {
      const mask = torch.randn(size).gt(0);
      return (x) => torch.where(mask, x, 0);
    },
  },
  { name: "add of float64", on: () => (x) => x.add(x), dtype: "float64" },
  { name: "relu of float64", on: () => (x) => x.relu(), dtype: "float64" },
  { name: "cast to float64", on: () => (x) => x.to("float64") },
  { name: "to int64", on: () => (x) => x.to("int64"), gradient: false },
  simple("sum", (x) => x.sum()),
  byRow("sum of rows", (x) => x.sum(1)),
  byRow("sum of columns", (x) => x.sum(0)),
  simple("max", (x) => x.max()),
  byRow("variance of rows", (x) => x.var(1)),
  byRow("softmax of rows", (x) => x.softmax(1)),
  batchNorm("batch norm of images", images),
  batchNorm("batch norm of columns", (size) => [size / rows(size / 2)[1], rows(size / 2)[1]]),
  byRow("transpose copy", (x) => x.t().contiguous()),
  simple("cumsum", (x) => x.cumsum(0)),
  {
    name: "gather",
    on(size) {
      const places = torch.randint(0, size, [size]);
      return (x) => x.gather(0, places);
    },
  },
  { name: "sort of rows", on: (size) => (x) => x.reshape(rows(size)).sort(1)[0] },
  {
    name: "matmul with 64 columns",
    on(size) {
      const weight = torch.randn(rows(size)[1], 64);
      return (x) => x.reshape(rows(size)).matmul(weight);
    },
  },
  recurrent("GRU with 64 features", (features) => new nn.GRU(features, 64)),
  recurrent("RNN with 64 features", (features) => new nn.RNN(features, 64)),
  simple("dropout", (x) => nn.functional.dropout(x)),
  { name: "randn", on: (size) => () => torch.randn(size), gradient: false },
];

function* variants({ name, on, gradient, dtype }: Family): Generator<[string, () => Work]> {
  for (const [label, size] of Object.entries(sizes)) {
    yield [
      `${name}, ${label}`,
      () => {
        const f = on(size);
        const x = torch.randn(size, { dtype });
        return () => torch.noGrad(() => f(x));
      },
    ];
    if (name === "randn") continue;
    yield [
      `${name}, ${label}, strided`,
      () => {
        const f = on(size);
        const x = torch.randn(2 * size, { dtype }).index("::2");
        return () => torch.noGrad(() => f(x));
      },
    ];
    if (gradient === false) continue;
    yield [
      `${name}, ${label}, and backward`,
      () => {
        const f = on(size);
        const x = torch.randn(size, { dtype, requiresGrad: true });
        return () => {
          x.grad = null;
          f(x).sum().backward();
          return x.grad;
        };
      },
    ];
  }
}

export const families: Readonly<Record<string, () => Work>> = Object.fromEntries(
  list.flatMap((family) => [...variants(family)]),
);
