/** Learns to read 1,797 handwritten digits: a small convolutional network, Adam, shuffled mini-batches. Saves and loads it. */
import { DataLoader, randomSplit, TensorDataset } from "@tapeloop/data";
import { loadDigits } from "@tapeloop/data/digits";
import { load, save } from "@tapeloop/files/node";
import { nn, optim, type Tensor, torch } from "tapeloop";
import { outputPath, saveCurves } from "./support/plot.ts";
import { progress } from "./support/progress.ts";

const epochs = 15;

torch.manualSeed(0);

const { data, target, source } = loadDigits();
const images = data.div(16).reshape(-1, 1, 8, 8);
const [train, test] = randomSplit(new TensorDataset(images, target), [0.8, 0.2]);
const trainLoader = new DataLoader(train, { batchSize: 32, shuffle: true });
const testLoader = new DataLoader(test, { batchSize: 256 });

class Net extends nn.Module {
  conv1 = new nn.Conv2d(1, 16, 3, { padding: 1 });
  conv2 = new nn.Conv2d(16, 32, 3, { padding: 1 });
  pool = new nn.MaxPool2d(2);
  fc = new nn.Linear(32 * 2 * 2, 10);

  forward(x: Tensor): Tensor {
    x = this.pool(this.conv1(x).relu());
    x = this.pool(this.conv2(x).relu());
    return this.fc(x.flatten(1));
  }
}

const net = new Net();
const lossFn = new nn.CrossEntropyLoss();
const optimizer = new optim.Adam(net.parameters(), { lr: 5e-3 });
const scheduler = new optim.lrScheduler.ExponentialLR(optimizer, { gamma: 0.9 });

console.log(`${train.length} digits to learn from, ${test.length} to test on. Source: ${source}`);
console.log(net);

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
  scheduler.step();
  losses.push(total / done);
  bar.endEpoch(total / done);
}

/** How often each digit (row) of the test set is taken for which (column). */
function confusionMatrix(net: Net): Tensor {
  net.eval();
  const confusion = torch.zeros(10, 10, { dtype: "int64" });
  torch.noGrad(() => {
    for (const [x, y] of testLoader) {
      const predicted = net(x).argmax(1);
      confusion.indexPut_([y, predicted], torch.onesLike(y), { accumulate: true });
    }
  });
  return confusion;
}

function accuracy(confusion: Tensor): number {
  return Number(confusion.diagonal().sum().item()) / Number(confusion.sum().item());
}

const confusion = confusionMatrix(net);
console.log(`test accuracy ${accuracy(confusion).toFixed(4)}`);
console.log("confusion matrix (row: digit, column: what it was taken for)");
console.log(confusion);

const weights = outputPath("digits.safetensors");
save(net.stateDict(), weights.path);
const loaded = new Net();
loaded.loadStateDict(load(weights.path));
console.log(
  `loaded from ${weights.shown}: test accuracy ${accuracy(confusionMatrix(loaded)).toFixed(4)}`,
);
console.log(
  `loss curve: ${await saveCurves("digits-loss", "Digits: training loss", { loss: losses })}`,
);
