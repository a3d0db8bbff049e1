/**
 * Training steps: forward, loss, backward, Adam, on fixed random data. pytorch.py and the peers do the same ones by the
 * same names.
 */
import { nn, optim, type Tensor, torch } from "tapeloop";
import type { Work } from "./measure.ts";

/** Makes a row's model and data, and answers the step. */
type Setup = () => Work;

function step(net: nn.Module, loss: () => Tensor): Work {
  const optimizer = new optim.Adam(net.parameters(), { lr: 1e-3 });
  return () => {
    optimizer.zeroGrad();
    const value = loss();
    value.backward();
    optimizer.step();
    return value;
  };
}

function classifier(net: nn.Sequential, x: Tensor, classes: number): Work {
  const target = torch.randint(0, classes, [x.size(0)]);
  return step(net, () => nn.functional.crossEntropy(net(x), target));
}

class Recurrent extends nn.Module {
  lstm = new nn.LSTM(32, 64, { batchFirst: true });
  head = new nn.Linear(64, 1);

  override forward(x: Tensor): Tensor {
    const [output] = this.lstm(x);
    return this.head(output.select(1, -1));
  }
}

export const steps: Readonly<Record<string, Setup>> = {
  "MLP 10-5-2, batch 32": () => {
    const net = new nn.Sequential(new nn.Linear(10, 5), new nn.ReLU(), new nn.Linear(5, 2));
    return classifier(net, torch.randn(32, 10), 2);
  },

  "MLP 784-128-10, batch 64": () => {
    const net = new nn.Sequential(new nn.Linear(784, 128), new nn.ReLU(), new nn.Linear(128, 10));
    return classifier(net, torch.randn(64, 784), 10);
  },

  "MLP 784-512-512-10, batch 128": () => {
    const net = new nn.Sequential(
      new nn.Linear(784, 512),
      new nn.ReLU(),
      new nn.Linear(512, 512),
      new nn.ReLU(),
      new nn.Linear(512, 10),
    );
    return classifier(net, torch.randn(128, 784), 10);
  },

  "CNN 1-16-32, 28x28, batch 32": () => {
    const net = new nn.Sequential(
      new nn.Conv2d(1, 16, 3, { padding: 1 }),
      new nn.ReLU(),
      new nn.MaxPool2d(2),
      new nn.Conv2d(16, 32, 3, { padding: 1 }),
      new nn.ReLU(),
      new nn.MaxPool2d(2),
      new nn.Flatten(),
      new nn.Linear(32 * 7 * 7, 10),
    );
    return classifier(net, torch.randn(32, 1, 28, 28), 10);
  },

  "Transformer layer d64 h4 ff128, T32, batch 8": () => {
    const net = new nn.TransformerEncoderLayer(64, 4, {
      dimFeedforward: 128,
      dropout: 0,
      batchFirst: true,
    });
    const x = torch.randn(8, 32, 64);
    return step(net, () => net(x).square().mean());
  },

  "LSTM 32-64, T32, batch 16": () => {
    const net = new Recurrent();
    const x = torch.randn(16, 32, 32);
    const target = torch.randn(16, 1);
    return step(net, () => nn.functional.mseLoss(net(x), target));
  },
};
