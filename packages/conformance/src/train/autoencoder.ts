import { nn, optim, type Script, torch } from "./script.ts";

/** An autoencoder with four kinds of activation, RMSprop with momentum. */
export const autoencoder: Script = {
  uses: [
    "nn.Sequential",
    "nn.Linear",
    "nn.LeakyReLU",
    "nn.Tanh",
    "nn.ELU",
    "nn.Sigmoid",
    "nn.MSELoss",
    "optim.RMSprop",
  ],
  run({ data, start }) {
    torch.manualSeed(6);
    const model = start(
      new nn.Sequential(
        new nn.Linear(64, 12),
        new nn.LeakyReLU(0.1),
        new nn.Linear(12, 4),
        new nn.Tanh(),
        new nn.Linear(4, 12),
        new nn.ELU(),
        new nn.Linear(12, 64),
        new nn.Sigmoid(),
      ),
    );
    const opt = new optim.RMSprop(model.parameters(), { lr: 0.005, momentum: 0.5 });
    const losses: number[] = [];
    for (let step = 0; step < 100; step++) {
      opt.zeroGrad();
      const loss = new nn.MSELoss()(model(data.x), data.x);
      loss.backward();
      opt.step();
      losses.push(loss.item());
    }
    return { losses };
  },
};
