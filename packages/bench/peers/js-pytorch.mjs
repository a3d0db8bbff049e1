// js-pytorch on its cpu device: numbers in nested arrays.
import { torch } from "js-pytorch";
import { serve } from "./lib/serve.mjs";

const { nn, optim } = torch;

function step(parameters, loss) {
  const optimizer = new optim.Adam(parameters, 1e-3);
  return () => {
    const value = loss();
    value.backward();
    optimizer.step();
    optimizer.zero_grad();
    return value;
  };
}

function mlp(batch, ...sizes) {
  return () => {
    const layers = sizes.slice(1).map((size, i) => new nn.Linear(sizes[i], size, "cpu"));
    const relu = new nn.ReLU();
    const x = torch.randn([batch, sizes[0]]);
    const target = torch.randint(0, sizes.at(-1), [batch]);
    const loss = new nn.CrossEntropyLoss();
    const parameters = layers.flatMap((layer) => layer.parameters());
    return step(parameters, () => {
      const y = layers.reduce((z, layer, i) => layer.forward(i === 0 ? z : relu.forward(z)), x);
      return loss.forward(y, target);
    });
  };
}

function transformer() {
  // Its own block: it norms first, which costs the same, and its feed-forward is as wide as the row asks for.
  const [N, T, D, H] = [8, 32, 64, 4];
  const block = new nn.Block(D, D, H, T, 0, "cpu");
  const x = torch.randn([N, T, D]);
  return step(block.parameters(), () => {
    const y = block.forward(x);
    return torch.mean(torch.mean(torch.mean(torch.mul(y, y), 2), 1), 0);
  });
}

const cannot = (why) => () => {
  throw new Error(why);
};

function of(shape, f) {
  return () => {
    const x = torch.randn(shape);
    return () => f(x);
  };
}

const matmul = (n) => () => {
  const b = torch.randn([n, n]);
  return of([n, n], (a) => torch.matmul(a, b))();
};

const M = 2 ** 20;
const missing = (name) => cannot(`it has no ${name}`);

await serve("js-pytorch 0.7.2, cpu", {
  "MLP 10-5-2, batch 32": mlp(32, 10, 5, 2),
  "MLP 784-128-10, batch 64": mlp(64, 784, 128, 10),
  "MLP 784-512-512-10, batch 128": mlp(128, 784, 512, 512, 10),
  "CNN 1-16-32, 28x28, batch 32": missing("convolution"),
  "Transformer layer d64 h4 ff128, T32, batch 8": transformer,
  "LSTM 32-64, T32, batch 16": missing("tanh and no sigmoid"),
  "add, 4 elements, with gradients": () => {
    const [a, b] = [torch.randn([4], true), torch.randn([4], true)];
    return () => torch.add(a, b);
  },
  "add, 64k": of([65536], (x) => torch.add(x, x)),
  "add, 1M": of([M], (x) => torch.add(x, x)),
  "exp, 64k": of([65536], (x) => torch.exp(x)),
  "exp, 1M": of([M], (x) => torch.exp(x)),
  "tanh, 1M": missing("tanh"),
  "relu, 1M": () => {
    const relu = new nn.ReLU();
    return of([1024, 1024], (x) => relu.forward(x))();
  },
  "sum, 1M": of([M], (x) => x.sum()),
  "softmax, 1000x1000": () => {
    const softmax = new nn.Softmax();
    return of([1000, 1000], (x) => softmax.forward(x, -1))();
  },
  "transpose copy, 1024x1024": of([1024, 1024], (x) => torch.transpose(x, 0, 1)),
  "matmul, 64": matmul(64),
  "matmul, 256": matmul(256),
  "matmul, 512": matmul(512),
  "matmul, 1024": cannot("a call takes half a minute"),
  "layer norm, 1000x1000": () => {
    const norm = new nn.LayerNorm(1000);
    return of([1000, 1000], (x) => norm.forward(x))();
  },
  "embedding, 10000x64, 4096 rows": () => {
    const table = new nn.Embedding(10000, 64);
    const rows = torch.randint(0, 10000, [1, 4096]);
    return () => table.forward(rows);
  },
  "conv2d 16-32 3x3, 28x28, batch 32": missing("convolution"),
  "cross entropy, 1024x100": () => {
    const loss = new nn.CrossEntropyLoss();
    const target = torch.randint(0, 100, [1024]);
    return of([1024, 100], (x) => loss.forward(x, target))();
  },
  "dropout, 1M": () => {
    const dropout = new nn.Dropout(0.5);
    return of([1024, 1024], (x) => dropout.forward(x))();
  },
  "Adam, 1M parameters": () => {
    const p = torch.randn([1024, 1024], true);
    torch.mean(torch.mean(p, 1), 0).backward();
    const optimizer = new optim.Adam([p], 1e-3);
    return () => optimizer.step();
  },
});
