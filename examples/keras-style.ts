/** Predicts how diabetes progresses, in Keras' manner: one call to `fit`. Then two distributions are brought together. */
import { loadDiabetes } from "@tapeloop/data/diabetes";
import { EarlyStopping, fit, ModelCheckpoint } from "@tapeloop/train";
import { nn, optim, torch } from "tapeloop";
import { saveCurves } from "./support/plot.ts";

torch.manualSeed(0);

const { data, target, source } = loadDiabetes();
const x = data.sub(data.mean(0)).div(data.std(0));
const y = target.sub(target.mean()).div(target.std()).unsqueeze(1);

const model = new nn.Sequential(new nn.Linear(10, 10), new nn.ReLU(), new nn.Linear(10, 1));
const loss = new nn.MSELoss();
const optimizer = new optim.Adam(model.parameters(), { lr: 0.01 });
const best = new ModelCheckpoint({ monitor: "valLoss" });
const stopping = new EarlyStopping({
  monitor: "valLoss",
  patience: 2,
  restoreBestWeights: true,
});

console.log(`${x.size(0)} patients, the last fifth to validate on. Source: ${source}`);
const { history } = fit(model, { loss, optimizer }, x, y, {
  epochs: 10,
  batchSize: 32,
  validationSplit: 0.2,
  callbacks: [stopping, best],
});

if (stopping.stoppedEpoch !== null)
  console.log(`stopped early, after epoch ${stopping.stoppedEpoch + 1}`);
console.log(`best epoch ${best.bestEpoch! + 1}, valLoss ${best.best.toFixed(4)}`);

// The last rows, as validationSplit takes them.
const heldOut = torch.slice(Math.floor(x.size(0) * 0.8));
const score = torch.noGrad(() => loss(model(x.index(heldOut)), y.index(heldOut)));
console.log(`with the best weights back: valLoss ${Number(score.item()).toFixed(4)}`);

// ---- KL divergence between two distributions, made small by descent ----

const wanted = torch.tensor([0.1, 0.2, 0.3, 0.4]);
const logits = torch.zeros(4, { requiresGrad: true });
const divergence = new nn.KLDivLoss({ reduction: "sum" });
const descent = new optim.SGD([logits], { lr: 0.5 });
for (let step = 1; step <= 60; step++) {
  descent.zeroGrad();
  const kl = divergence(logits.logSoftmax(0), wanted);
  kl.backward();
  descent.step();
  if (step === 1 || step % 10 === 0)
    console.log(`step ${step}  KL divergence ${Number(kl.item()).toFixed(4)}`);
}
console.log(`found ${logits.detach().softmax(0).toString()}`);
console.log(`plot: ${await saveCurves("keras-style", "Diabetes: loss per epoch", history)}`);
