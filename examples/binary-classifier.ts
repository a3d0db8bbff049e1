/** Tells benign from malignant tumours: two sigmoid layers, plain SGD, the classic loop. */
import { DataLoader, TensorDataset } from "@tapeloop/data";
import { loadBreastCancer } from "@tapeloop/data/breast-cancer";
import { nn, optim, type Tensor, torch } from "tapeloop";
import { saveCurves } from "./support/plot.ts";

// Plain SGD with lr 0.01 learns slowly here: it needs small batches (16, so 29 steps an epoch) and about 30 epochs to
// reach an accuracy of 0.93, 100 to come to rest.
const epochs = 100;
const batchSize = 16;

torch.manualSeed(0);

const { data, target, featureNames, source } = loadBreastCancer();
const means = [...featureNames.keys()].filter((i) => featureNames[i].startsWith("mean_"));
const features = data.index(torch.slice(), means);
const benign = target.to("float32").unsqueeze(1);

const order = torch.randperm(data.size(0));
const train = order.index(torch.slice(0, 455));
const test = order.index(torch.slice(455));
const mean = features.index(train).mean(0);
const std = features.index(train).std(0);
const x = features.sub(mean).div(std);

class Net extends nn.Module {
  fc1 = new nn.Linear(10, 5);
  fc2 = new nn.Linear(5, 1);

  forward(x: Tensor): Tensor {
    x = torch.sigmoid(this.fc1(x));
    return torch.sigmoid(this.fc2(x));
  }
}

const net = new Net();
const criterion = new nn.BCELoss();
const optimizer = new optim.SGD(net.parameters(), { lr: 0.01 });
const loader = new DataLoader(new TensorDataset(x.index(train), benign.index(train)), {
  batchSize,
  shuffle: true,
});

console.log(
  `${train.numel()} tumours to learn from, ${test.numel()} to test on. Source: ${source}`,
);

const curves: Record<string, number[]> = { train: [], "held out": [] };
for (let epoch = 1; epoch <= epochs; epoch++) {
  let total = 0;
  for (const [inputs, labels] of loader) {
    optimizer.zeroGrad();
    const loss = criterion(net(inputs), labels);
    loss.backward();
    optimizer.step();
    total += Number(loss.item()) * inputs.size(0);
  }

  torch.noGrad(() => {
    const predicted = net(x.index(test));
    const truth = benign.index(test);
    const loss = Number(criterion(predicted, truth).item());
    const rmse = predicted.sub(truth).square().mean().sqrt();
    const accuracy = predicted.gt(0.5).eq(truth.gt(0.5)).to("float32").mean();
    curves["train"].push(total / train.numel());
    curves["held out"].push(loss);
    if (epoch % 10 !== 0) return;
    console.log(
      `epoch ${epoch}  train loss ${(total / train.numel()).toFixed(4)}  loss ${loss.toFixed(4)}` +
        `  RMSE ${Number(rmse.item()).toFixed(4)}  accuracy ${Number(accuracy.item()).toFixed(4)}`,
    );
  });
}
console.log(`plot: ${await saveCurves("binary-classifier", "Tumours: loss per epoch", curves)}`);
