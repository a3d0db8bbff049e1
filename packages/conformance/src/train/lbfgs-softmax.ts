import { nn, optim, type Script, torch } from "./script.ts";

/** Softmax regression with weight decay in the loss, LBFGS with a line search. */
export const lbfgsSoftmax: Script = {
  uses: ["nn.Linear", "F.cross_entropy", "optim.LBFGS"],
  run({ data, start }) {
    const F = nn.functional;
    torch.manualSeed(9);
    const model = start(new nn.Linear(4, 3));
    const opt = new optim.LBFGS(model.parameters(), {
      lr: 0.5,
      maxIter: 4,
      historySize: 5,
      lineSearchFn: "strong_wolfe",
    });
    const losses: number[] = [];
    const closure = () => {
      opt.zeroGrad();
      let decay = torch.zeros([], { dtype: data.x.dtype });
      for (const p of model.parameters()) decay = decay.add(p.pow(2).sum());
      const loss = F.crossEntropy(model(data.x), data.y).add(decay.mul(0.01));
      loss.backward();
      return loss;
    };
    for (let step = 0; step < 25; step++) losses.push(opt.step(closure).item());
    return { losses };
  },
};
