/** Learns to read 1,797 handwritten digits: a multilayer perceptron, Adam, shuffled mini-batches. */
import { DataLoader, randomSplit, TensorDataset } from "@tapeloop/data";
import { loadDigits } from "@tapeloop/data/digits";
import { nn, optim, type Tensor, torch } from "tapeloop";
import { saveCurves } from "./support/plot.ts";
import { progress } from "./support/progress.ts";

const epochs = 30;

torch.manualSeed(0);

const { data, target, source } = loadDigits();
const images = data.div(16);
const [train, test] = randomSplit(new TensorDataset(images, target), [0.8, 0.2]);
const trainLoader = new DataLoader(train, { batchSize: 32, shuffle: true });
const testLoader = new DataLoader(test, { batchSize: 256 });

class Net extends nn.Module {
  fc1 = new nn.Linear(64, 128);
  fc2 = new nn.Linear(128, 64);
  fc3 = new nn.Linear(64, 10);

  forward(x: Tensor): Tensor {
    x = this.fc1(x).relu();
    x = this.fc2(x).relu();
    return this.fc3(x);
  }
}

const net = new Net();
const lossFn = new nn.CrossEntropyLoss();
const optimizer = new optim.Adam(net.parameters(), { lr: 1e-3 });

console.log(`${train.length} digits to learn from, ${test.length} to test on. Source: ${source}`);
console.log(`${net}`);

const bar = progress(epochs, train.length);
const losses: number[] = [];
for (let epoch = 0; epoch < epochs; epoch++) {
  let done = 0;
  let total = 0;
  net.train();
  for (const [x, y] of trainLoader) {
    optimizer.zeroGrad();
    const loss = lossFn(net(x), y);
    loss.backward();
    optimizer.step();

    done += y.numel();
    total += Number(loss.item()) * y.numel();
    bar.update(done, total / done);
  }
  losses.push(total / done);
  bar.endEpoch(total / done);
}

net.eval();
const confusion = torch.zeros(10, 10, { dtype: "int64" });
torch.noGrad(() => {
  for (const [x, y] of testLoader) {
    const predicted = net(x).argmax(1);
    confusion.indexPut_([y, predicted], torch.onesLike(y), { accumulate: true });
  }
});
const accuracy = Number(confusion.diagonal().sum().item()) / test.length;

console.log(`test accuracy ${accuracy.toFixed(4)}`);
console.log("confusion matrix (row: digit, column: what it was taken for)");
console.log(`${confusion}`);
console.log(
  `loss curve: ${await saveCurves("digits-loss", "Digits: training loss", { loss: losses })}`,
);
