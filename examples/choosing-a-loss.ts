/** Which loss for what: outliers, rare classes, two tasks at once. */
import { nn, optim, type Tensor, torch } from "tapeloop";
import { saveCurves } from "./support/plot.ts";

function show(name: string, value: Tensor | number): void {
  const number = typeof value === "number" ? value : Number(value.item());
  console.log(`${name.padEnd(34)} ${number.toFixed(4)}`);
}

// ---- The same few numbers under different losses ----

const truth = torch.tensor([1, 2, 3, 4, 5]);
const guess = torch.tensor([1.1, 2.2, 3.1, 4.1, 5.1]);
show("MSE", new nn.MSELoss()(guess, truth));
show("MAE", new nn.L1Loss()(guess, truth));

const labels = torch.tensor([0, 1, 1, 0, 1]);
const probabilities = torch.tensor([0.1, 0.9, 0.8, 0.2, 0.7]);
show("cross-entropy (sum)", new nn.BCELoss({ reduction: "sum" })(probabilities, labels));
show("log loss (mean)", new nn.BCELoss()(probabilities, labels));

// ---- A line through points with outliers: y = 2x + 1 ----

torch.manualSeed(0);
const x = torch.linspace(0, 1, 40).unsqueeze(1);
const y = x.mul(2).add(1).add(torch.randn(40, 1).mul(0.05));
// Every tenth measurement went wrong.
y.indexPut_([torch.slice(0, null, 10)], y.index(torch.slice(0, null, 10)).add(5));

const curves: Record<string, number[]> = {};
for (const [name, lossFn] of [
  ["MSE", new nn.MSELoss()],
  ["MAE", new nn.L1Loss()],
  ["Huber", new nn.HuberLoss({ delta: 0.2 })],
] as const) {
  torch.manualSeed(0);
  const line = new nn.Linear(1, 1);
  const optimizer = new optim.Adam(line.parameters(), { lr: 0.05 });
  curves[name] = [];
  for (let step = 0; step < 500; step++) {
    optimizer.zeroGrad();
    lossFn(line(x), y).backward();
    optimizer.step();
    curves[name].push(Number(line.weight.sub(2).abs().add(line.bias!.sub(1).abs()).item()));
  }
  show(`with outliers, ${name}: slope`, line.weight);
  show(`with outliers, ${name}: intercept`, line.bias!);
}

// ---- One example in ten is of class 1 ----

torch.manualSeed(0);
const rare = torch.cat([torch.zeros(180), torch.ones(20)]).to("int64");
const features = torch.randn(200, 2).add(rare.unsqueeze(1).mul(1.5));

for (const [name, weight] of [
  ["equal weights", null],
  ["weights [1, 9]", torch.tensor([1, 9])],
] as const) {
  torch.manualSeed(0);
  const net = new nn.Linear(2, 2);
  const lossFn = new nn.CrossEntropyLoss({ weight });
  const optimizer = new optim.SGD(net.parameters(), { lr: 0.5 });
  let loss = torch.zeros([]);
  for (let step = 0; step < 300; step++) {
    optimizer.zeroGrad();
    loss = lossFn(net(features), rare);
    loss.backward();
    optimizer.step();
  }
  const found = net(features).argmax(1).eq(1);
  const isRare = rare.eq(1);
  const hits = Number(found.logicalAnd(isRare).sum().item());
  show(`${name}: loss`, loss);
  show(`${name}: recall of class 1`, hits / 20);
  show(`${name}: precision of class 1`, hits / Number(found.sum().item()));
}

// ---- Two tasks, one of a much larger scale ----

const inputs = torch.randn(100, 4);
const small = inputs.index("...", torch.slice(0, 1)).sin();
const large = inputs.sum(1, { keepdim: true }).mul(5);

class TwoTasks extends nn.Module {
  body = new nn.Linear(4, 16);
  small = new nn.Linear(16, 1);
  large = new nn.Linear(16, 1);
  /** Logarithms of the tasks' variances: how much noise to expect, and so how little a task counts. */
  logVariances = new nn.Parameter(torch.zeros(2));

  forward(input: Tensor): [Tensor, Tensor] {
    const shared = this.body(input).tanh();
    return [this.small(shared), this.large(shared)];
  }
}

type Weighing = (losses: Tensor, net: TwoTasks) => Tensor;

const fixed: Weighing = (losses) => losses.sum();
/** Kendall, Gal & Cipolla, Multi-Task Learning Using Uncertainty to Weigh Losses, 2018. */
const learned: Weighing = (losses, { logVariances }) =>
  losses.mul(logVariances.neg().exp()).add(logVariances).sum();

for (const [name, weigh] of [
  ["fixed weights", fixed],
  ["learned weights", learned],
] as const) {
  torch.manualSeed(0);
  const net = new TwoTasks();
  const mse = new nn.MSELoss();
  const optimizer = new optim.Adam(net.parameters(), { lr: 0.005 });
  let losses = torch.zeros(2);
  for (let step = 0; step < 300; step++) {
    optimizer.zeroGrad();
    const [a, b] = net(inputs);
    losses = torch.stack([mse(a, small), mse(b, large)]);
    weigh(losses, net).backward();
    optimizer.step();
  }
  show(`two tasks, ${name}: small`, losses.index(0));
  show(`two tasks, ${name}: large`, losses.index(1));
  if (weigh === learned)
    console.log(`learned weights: ${net.logVariances.detach().neg().exp().toString()}`);
}

console.log(
  `plot: ${await saveCurves("choosing-a-loss", "Distance from the true line, with outliers", curves)}`,
);
