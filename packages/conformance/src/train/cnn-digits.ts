import { nn, optim, type Script, torch } from "./script.ts";

/** A small convolutional network on digits; batch orders from the global generator. */
export const cnnDigits: Script = {
  uses: [
    "nn.Conv2d",
    "nn.Linear",
    "F.relu",
    "F.max_pool2d",
    "F.cross_entropy",
    "Tensor.flatten",
    "Tensor.argmax",
    "optim.Adam",
    "torch.randperm",
  ],
  run({ data, start, permutation }) {
    const F = nn.functional;
    class Net extends nn.Module {
      conv1 = new nn.Conv2d(1, 4, 3, { padding: 1 });
      conv2 = new nn.Conv2d(4, 8, 3);
      fc = new nn.Linear(8 * 3 * 3, 10);
      forward(input: unknown): unknown {
        let x = F.relu(this.conv1(input));
        x = F.relu(this.conv2(x));
        x = F.maxPool2d(x, 2);
        return this.fc(x.flatten(1));
      }
    }
    torch.manualSeed(3);
    const model = start(new Net() as typeof nn);
    const opt = new optim.Adam(model.parameters(), { lr: 0.005 });
    const losses: number[] = [];
    for (let epoch = 0; epoch < 25; epoch++) {
      const perm = permutation(80);
      for (let b = 0; b < 4; b++) {
        const i = perm.index(torch.slice(b * 20, (b + 1) * 20));
        opt.zeroGrad();
        const loss = F.crossEntropy(model(data.x.index(i)), data.y.index(i));
        loss.backward();
        opt.step();
        losses.push(loss.item());
      }
    }
    const right = model(data.x).argmax(1).eq(data.y);
    const metric: number = torch.where(right, 1, 0).sum().item() / right.numel();
    return { losses, metric };
  },
};
