import { nn, optim, type Script, torch } from "./script.ts";

/** Logistic regression, plain SGD. */
export const logregBce: Script = {
  uses: ["nn.Sequential", "nn.Linear", "nn.Sigmoid", "nn.BCELoss", "optim.SGD"],
  run({ data, start }) {
    torch.manualSeed(0);
    const model = start(new nn.Sequential(new nn.Linear(3, 1), new nn.Sigmoid()));
    const opt = new optim.SGD(model.parameters(), { lr: 0.3 });
    const lossFn = new nn.BCELoss();
    const losses: number[] = [];
    for (let step = 0; step < 100; step++) {
      opt.zeroGrad();
      const loss = lossFn(model(data.x), data.y);
      loss.backward();
      opt.step();
      losses.push(loss.item());
    }
    const right = model(data.x).gt(0.5).eq(data.y.gt(0.5));
    const metric: number = torch.where(right, 1, 0).sum().item() / right.numel();
    return { losses, metric };
  },
};
