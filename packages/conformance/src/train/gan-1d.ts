import { nn, optim, type Script, torch } from "./script.ts";

/** A generator and a discriminator, two Adams. */
export const gan1d: Script = {
  uses: [
    "nn.Sequential",
    "nn.Linear",
    "nn.ReLU",
    "nn.LeakyReLU",
    "nn.BCEWithLogitsLoss",
    "optim.Adam",
    "torch.ones_like",
    "torch.zeros_like",
  ],
  run({ data, start }) {
    torch.manualSeed(10);
    class GAN extends nn.Module {
      gen = new nn.Sequential(new nn.Linear(2, 8), new nn.ReLU(), new nn.Linear(8, 1));
      dis = new nn.Sequential(new nn.Linear(1, 8), new nn.LeakyReLU(0.2), new nn.Linear(8, 1));
    }
    const model = start(new GAN() as typeof nn);
    const og = new optim.Adam(model.gen.parameters(), { lr: 0.01, betas: [0.5, 0.999] });
    const od = new optim.Adam(model.dis.parameters(), { lr: 0.01, betas: [0.5, 0.999] });
    const bce = new nn.BCEWithLogitsLoss();
    const one = torch.onesLike(data.real);
    const zero = torch.zerosLike(data.real);
    const losses: number[] = [];
    for (let step = 0; step < 100; step++) {
      const fake = model.gen(data.noise.index(step));
      od.zeroGrad();
      const ld = bce(model.dis(data.real), one).add(bce(model.dis(fake.detach()), zero));
      ld.backward();
      od.step();
      og.zeroGrad();
      const lg = bce(model.dis(fake), one);
      lg.backward();
      og.step();
      losses.push(ld.item() + lg.item());
    }
    return { losses };
  },
};
