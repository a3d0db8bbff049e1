"""PyTorch's side of `npm run bench:peers`: reads {"row", "milliseconds", "clock"} line by line and answers {"us"} or {"skip"}."""

import json
import os
import re
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(1)
torch.manual_seed(0)


def step(net, loss):
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)

    def run():
        optimizer.zero_grad(set_to_none=True)
        loss().backward()
        optimizer.step()

    return run


def classifier(net, x, classes):
    target = torch.randint(0, classes, (x.shape[0],))
    return step(net, lambda: F.cross_entropy(net(x), target))


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(32, 64, batch_first=True)
        self.head = nn.Linear(64, 1)

    def forward(self, x):
        return self.head(self.lstm(x)[0][:, -1])


def mlp(*sizes):
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(32 * 7 * 7, 10),
    )


def transformer():
    net = nn.TransformerEncoderLayer(64, 4, dim_feedforward=128, dropout=0.0, batch_first=True)
    x = torch.randn(8, 32, 64)
    return step(net, lambda: net(x).square().mean())


def lstm():
    net, x, target = Recurrent(), torch.randn(16, 32, 32), torch.randn(16, 1)
    return step(net, lambda: F.mse_loss(net(x), target))


def of(shape, f):
    x = torch.randn(shape)

    def run():
        with torch.no_grad():
            f(x)

    return run


def with_gradients():
    a, b = (torch.randn(4, requires_grad=True) for _ in range(2))
    return lambda: a.add(b)


def matmul(n):
    b = torch.randn(n, n)
    return of((n, n), lambda a: a.matmul(b))


def embedding():
    rows = torch.randint(0, 10000, (4096,))
    return of((10000, 64), lambda table: F.embedding(rows, table))


def conv2d():
    weight = torch.randn(32, 16, 3, 3)
    return of((32, 16, 28, 28), lambda x: F.conv2d(x, weight, padding=1))


def cross_entropy():
    target = torch.randint(0, 100, (1024,))
    return of((1024, 100), lambda x: F.cross_entropy(x, target))


def adam():
    p = nn.Parameter(torch.randn(M))
    p.grad = torch.randn(M)
    return torch.optim.Adam([p], lr=1e-3).step


M = 2**20
rows = {
    "MLP 10-5-2, batch 32": lambda: classifier(mlp(10, 5, 2), torch.randn(32, 10), 2),
    "MLP 784-128-10, batch 64": lambda: classifier(mlp(784, 128, 10), torch.randn(64, 784), 10),
    "MLP 784-512-512-10, batch 128": lambda: classifier(mlp(784, 512, 512, 10), torch.randn(128, 784), 10),
    "CNN 1-16-32, 28x28, batch 32": lambda: classifier(cnn(), torch.randn(32, 1, 28, 28), 10),
    "Transformer layer d64 h4 ff128, T32, batch 8": transformer,
    "LSTM 32-64, T32, batch 16": lstm,
    "add, 4 elements, with gradients": with_gradients,
    "add, 64k": lambda: of((65536,), lambda x: x.add(x)),
    "add, 1M": lambda: of((M,), lambda x: x.add(x)),
    "exp, 64k": lambda: of((65536,), torch.exp),
    "exp, 1M": lambda: of((M,), torch.exp),
    "tanh, 1M": lambda: of((M,), torch.tanh),
    "relu, 1M": lambda: of((M,), torch.relu),
    "sum, 1M": lambda: of((M,), torch.sum),
    "softmax, 1000x1000": lambda: of((1000, 1000), lambda x: x.softmax(1)),
    "transpose copy, 1024x1024": lambda: of((1024, 1024), lambda x: x.t().contiguous()),
    "matmul, 64": lambda: matmul(64),
    "matmul, 256": lambda: matmul(256),
    "matmul, 512": lambda: matmul(512),
    "matmul, 1024": lambda: matmul(1024),
    "layer norm, 1000x1000": lambda: of((1000, 1000), lambda x: F.layer_norm(x, (1000,))),
    "embedding, 10000x64, 4096 rows": embedding,
    "conv2d 16-32 3x3, 28x28, batch 32": conv2d,
    "cross entropy, 1024x100": cross_entropy,
    "dropout, 1M": lambda: of((M,), lambda x: F.dropout(x, 0.5)),
    "Adam, 1M parameters": adam,
}


def timed(work, milliseconds, clock):
    calls, elapsed, batch = 0, 0.0, 1
    while elapsed < milliseconds / 1000:
        start = clock()
        for _ in range(batch):
            work()
        elapsed += clock() - start
        calls += batch
        batch *= 2
        if elapsed / calls * batch > milliseconds / 1000 - elapsed:
            batch = max(1, batch // 4)
    return elapsed * 1e6 / calls


def blas():
    """The library that products come from: what is loaded, since a build against plain BLAS takes what the system offers."""
    torch.ones(64, 64) @ torch.ones(64, 64)
    loaded = ""
    if os.path.exists("/proc/self/maps"):
        with open("/proc/self/maps") as maps:
            loaded = maps.read()
    for name, pattern in (("MKL", "libmkl"), ("OpenBLAS", "openblas"), ("BLIS", "libblis"), ("reference BLAS", "libblas")):
        if pattern in loaded:
            return name
    built = re.search(r"BLAS_INFO=(\w+)", torch.__config__.show())
    return f"BLAS {built[1]}" if built else "unknown BLAS"


ready = {}
print(json.dumps({"name": f"PyTorch {torch.__version__}, 1 thread, {blas()}"}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    name = request["row"]
    if name not in rows:
        print(json.dumps({"skip": "no such row"}), flush=True)
        continue
    if name not in ready:
        ready = {name: rows[name]()}
        # As long as for Tapeloop (serve.ts).
        timed(ready[name], max(request["milliseconds"], 1000), time.perf_counter)
    clock = time.process_time if request["clock"] == "cpu" else time.perf_counter
    print(json.dumps({"us": timed(ready[name], request["milliseconds"], clock)}), flush=True)
