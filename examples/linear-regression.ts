/** Learns y = 2·x1 + 3·x2 + noise with a small network, under four optimizers, and looks at what is left over. */
import { nn, optim, torch } from "tapeloop";
import { saveBars, saveCurves } from "./support/plot.ts";

const F = nn.functional;

torch.manualSeed(0);

const x1 = torch.rand(100, 1);
const x2 = torch.rand(100, 1);
const y = x1.mul(2).add(x2.mul(3)).add(torch.rand(100, 1));
const x = torch.cat([x1, x2], 1);

function makeNet(): nn.Sequential {
  return new nn.Sequential(new nn.Linear(2, 10), new nn.ReLU(), new nn.Linear(10, 1));
}

/** 1,000 epochs; answers each one's loss, and shows every 100th. */
function train(net: nn.Sequential, optimizer: optim.Optimizer, name: string): number[] {
  const losses: number[] = [];
  for (let epoch = 1; epoch <= 1000; epoch++) {
    const loss = F.mseLoss(net(x), y);
    optimizer.zeroGrad();
    loss.backward();
    optimizer.step();
    losses.push(Number(loss.item()));
    if (epoch % 100 === 0)
      console.log(`${name}  epoch ${epoch}  loss ${Number(loss.item()).toFixed(4)}`);
  }
  return losses;
}

// ---- One network, with Adam ----

const net = makeNet();
train(net, new optim.Adam(net.parameters(), { lr: 0.01 }), "first");

// ---- What it did not explain: the noise, uniform over an interval of length 1 ----

const residuals = torch.noGrad(() => y.sub(net(x)));
const [lowest, highest, bins] = [-0.6, 0.6, 8];
const counts = torch.histc(residuals, bins, lowest, highest).tolist() as number[];
console.log(`residuals: mean ${Number(residuals.mean().item()).toFixed(4)}`);
console.log(
  `residuals: variance ${Number(residuals.var().item()).toFixed(4)} (of the noise: ${(1 / 12).toFixed(4)})`,
);
for (const [i, count] of counts.entries()) {
  const from = lowest + ((highest - lowest) * i) / bins;
  console.log(`  from ${from.toFixed(2).padStart(5)}  ${"#".repeat(count)} ${count}`);
}

// ---- Four optimizers from the same start ----

const optimizers: Record<string, (of: nn.Module) => optim.Optimizer> = {
  SGD: (of) => new optim.SGD(of.parameters(), { lr: 0.01 }),
  momentum: (of) => new optim.SGD(of.parameters(), { lr: 0.01, momentum: 0.9 }),
  RMSprop: (of) => new optim.RMSprop(of.parameters(), { lr: 0.01 }),
  Adam: (of) => new optim.Adam(of.parameters(), { lr: 0.01 }),
};
const curves: Record<string, number[]> = {};
for (const [name, make] of Object.entries(optimizers)) {
  torch.manualSeed(1);
  const twin = makeNet();
  curves[name] = train(twin, make(twin), name);
}

console.log(
  `plots: ${await saveCurves("linear-regression", "Four optimizers", curves, { log: true })}, ` +
    (await saveBars("linear-regression-residuals", "Residuals", counts, lowest, highest)),
);
