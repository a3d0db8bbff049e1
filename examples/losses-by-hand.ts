/** Losses written out in tensor operations, gradient descent with and without autograd, and penalties against overfitting. */
import { nn, optim, type Tensor, torch } from "tapeloop";
import { saveCurves } from "./support/plot.ts";

torch.manualSeed(0);

// ---- Two losses by hand ----

function meanSquaredError(prediction: Tensor, target: Tensor): Tensor {
  return prediction.sub(target).square().mean();
}

/** Probabilities are kept off 0 and 1, whose logarithms are infinite. */
function binaryCrossEntropy(prediction: Tensor, target: Tensor): Tensor {
  const p = prediction.clamp(1e-10, 1 - 1e-10);
  const ofOnes = target.mul(p.log());
  const ofZeros = target.rsub(1).mul(p.rsub(1).log());
  return ofOnes.add(ofZeros).mean().neg();
}

function compare(name: string, byHand: Tensor, library: Tensor): void {
  const same = torch.allclose(byHand, library);
  console.log(`${name}: by hand ${fixed(byHand)}, nn ${fixed(library)}, equal: ${same}`);
}

function fixed(value: Tensor): string {
  return Number(value.item()).toFixed(4);
}

const values = torch.randn(8);
const guesses = torch.randn(8);
compare("mean squared error", meanSquaredError(guesses, values), new nn.MSELoss()(guesses, values));

const labels = torch.tensor([0, 1, 1, 0, 1, 0]);
const probabilities = torch.rand(6).to("float64");
compare(
  "binary cross-entropy",
  binaryCrossEntropy(probabilities, labels.to("float64")),
  new nn.BCELoss()(probabilities, labels.to("float64")),
);

// ---- Gradient descent for a linear model: the closed form and autograd ----

const m = 50;
const X = torch.cat([torch.ones(m, 1), torch.randn(m, 2)], 1);
const y = X.matmul(torch.tensor([[4], [3], [-2]])).add(torch.randn(m, 1).mul(0.1));
const learningRate = 0.1;

let theta = torch.zeros(3, 1);
const thetaAuto = torch.zeros(3, 1, { requiresGrad: true });
let difference = 0;
for (let step = 1; step <= 100; step++) {
  const error = X.matmul(theta).sub(y);
  theta = theta.sub(X.T.matmul(error).div(m).mul(learningRate));

  // Half the mean square, whose gradient is the one above.
  const loss = meanSquaredError(X.matmul(thetaAuto), y).div(2);
  loss.backward();
  torch.noGrad(() => thetaAuto.sub_(thetaAuto.grad!.mul(learningRate)));
  thetaAuto.grad = null;

  difference = Math.max(difference, Number(theta.sub(thetaAuto.detach()).abs().max().item()));
  if (step === 1 || step % 20 === 0) console.log(`step ${step}  loss ${fixed(loss)}`);
}
console.log(`theta ${theta.flatten().toString()}`);
console.log(`largest difference between closed form and autograd: ${difference.toExponential(1)}`);

// ---- L1, L2 and dropout on a fit that learns the noise ----

const trainX = torch.linspace(-1, 1, 16).unsqueeze(1);
const trainY = trainX.mul(3).sin().add(torch.randn(16, 1).mul(0.4));
const testX = torch.linspace(-1, 1, 101).unsqueeze(1);
const testY = testX.mul(3).sin();

type Penalty = (net: nn.Sequential) => Tensor;

/** The weights, without the biases. */
function weights(net: nn.Sequential): Tensor[] {
  return [...net.parameters()].filter((parameter) => parameter.ndim === 2);
}

const none: Penalty = () => torch.zeros([]);
const l1: Penalty = (net) =>
  torch
    .stack(weights(net).map((weight) => weight.abs().sum()))
    .sum()
    .mul(2e-3);
const l2: Penalty = (net) =>
  torch
    .stack(weights(net).map((weight) => weight.square().sum()))
    .sum()
    .mul(4e-3);

function overfit(
  penalty: Penalty,
  dropout: number,
): [train: number, test: number, curve: number[]] {
  torch.manualSeed(1);
  const net = new nn.Sequential(
    new nn.Linear(1, 64),
    new nn.Tanh(),
    new nn.Dropout(dropout),
    new nn.Linear(64, 64),
    new nn.Tanh(),
    new nn.Dropout(dropout),
    new nn.Linear(64, 1),
  );
  const optimizer = new optim.SGD(net.parameters(), { lr: 0.02, momentum: 0.9 });
  const measure = (x: Tensor, target: Tensor): number =>
    Number(torch.noGrad(() => meanSquaredError(net(x), target)).item());
  const curve: number[] = [];
  for (let step = 0; step < 1500; step++) {
    net.train();
    optimizer.zeroGrad();
    meanSquaredError(net(trainX), trainY).add(penalty(net)).backward();
    optimizer.step();
    net.eval();
    curve.push(measure(testX, testY));
  }
  return [measure(trainX, trainY), measure(testX, testY), curve];
}

const curves: Record<string, number[]> = {};
const fits: [name: string, penalty: Penalty, dropout: number][] = [
  ["nothing", none, 0],
  ["L1", l1, 0],
  ["L2", l2, 0],
  ["dropout", none, 0.2],
];
for (const [name, penalty, dropout] of fits) {
  const [train, test, curve] = overfit(penalty, dropout);
  curves[name] = curve;
  console.log(
    `${name.padEnd(8)} loss on the noisy points ${train.toFixed(4)}, on the true curve ${test.toFixed(4)}`,
  );
}
console.log(
  `plot: ${await saveCurves("losses-by-hand", "Distance from the true curve", curves, { log: true })}`,
);
