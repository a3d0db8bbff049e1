/** Single ops at the sizes of docs/performance.md. pytorch.py does the same ones by the same names. */
import { nn, optim, type Tensor, torch } from "tapeloop";
import { bareLoop, naiveProduct } from "./lane-limit.ts";
import type { Work } from "./measure.ts";

const { functional: F } = nn;
const M = 2 ** 20;

/** A function of one tensor of that shape, without gradients. */
function of(shape: number[], f: (x: Tensor) => unknown): () => Work {
  return () => {
    const x = torch.randn(shape);
    return () => torch.noGrad(() => f(x));
  };
}

function matmul(n: number): () => Work {
  return () => {
    const b = torch.randn(n, n);
    return of([n, n], (a) => a.matmul(b))();
  };
}

export const ops: Readonly<Record<string, () => Work>> = {
  "add, 4 elements, with gradients": () => {
    const a = torch.randn(4, { requiresGrad: true });
    const b = torch.randn(4, { requiresGrad: true });
    return () => a.add(b);
  },
  "add, 64k": of([65536], (x) => x.add(x)),
  "add, 1M": of([M], (x) => x.add(x)),
  "exp, 64k": of([65536], (x) => x.exp()),
  "exp, 1M": of([M], (x) => x.exp()),
  "tanh, 1M": of([M], (x) => x.tanh()),
  "relu, 1M": of([M], (x) => x.relu()),
  "sum, 1M": of([M], (x) => x.sum()),
  "softmax, 1000x1000": of([1000, 1000], (x) => x.softmax(1)),
  "transpose copy, 1024x1024": of([1024, 1024], (x) => x.t().contiguous()),
  "matmul, 64": matmul(64),
  "matmul, 256": matmul(256),
  "matmul, 512": matmul(512),
  "matmul, 1024": matmul(1024),
  "bare register loop, for matmul, 512": () => bareLoop(512 ** 3),
  "bare register loop, for matmul, 1024": () => bareLoop(1024 ** 3),
  "naive loop, for matmul, 512": () => naiveProduct(512),
  "layer norm, 1000x1000": of([1000, 1000], (x) => F.layerNorm(x, [1000])),
  "embedding, 10000x64, 4096 rows": () => {
    const rows = torch.randint(0, 10000, [4096]);
    return of([10000, 64], (table) => F.embedding(rows, table))();
  },
  "conv2d 16-32 3x3, 28x28, batch 32": () => {
    const weight = torch.randn(32, 16, 3, 3);
    return of([32, 16, 28, 28], (x) => F.conv2d(x, weight, { padding: 1 }))();
  },
  "cross entropy, 1024x100": () => {
    const target = torch.randint(0, 100, [1024]);
    return of([1024, 100], (x) => F.crossEntropy(x, target))();
  },
  "dropout, 1M": of([M], (x) => F.dropout(x, 0.5)),
  "Adam, 1M parameters": () => {
    const p = new nn.Parameter(torch.randn(M));
    p.grad = torch.randn(M);
    const optimizer = new optim.Adam([p], { lr: 1e-3 });
    return () => optimizer.step();
  },
};
