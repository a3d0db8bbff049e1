import { nn, optim, type Script, torch } from "./script.ts";

/** A character model: embedding, LSTM, clipped gradients. */
export const charLstm: Script = {
  uses: [
    "nn.Embedding",
    "nn.LSTM",
    "nn.Linear",
    "F.cross_entropy",
    "nn.utils.clip_grad_norm_",
    "optim.Adam",
  ],
  run({ data, start }) {
    const F = nn.functional;
    const V = 21;
    class CharRNN extends nn.Module {
      emb = new nn.Embedding(V, 8);
      rnn = new nn.LSTM(8, 16, { batchFirst: true });
      out = new nn.Linear(16, V);
      forward(x: unknown, h?: unknown): unknown[] {
        const [y, next] = this.rnn(this.emb(x), h);
        return [this.out(y), next];
      }
    }
    torch.manualSeed(4);
    const model = start(new CharRNN() as typeof nn);
    const opt = new optim.Adam(model.parameters(), { lr: 0.01 });
    const losses: number[] = [];
    const x = data.ids.index(torch.slice(0, -1)).view([1, -1]);
    const y = data.ids.index(torch.slice(1, null));
    for (let step = 0; step < 100; step++) {
      opt.zeroGrad();
      const [logits] = model(x);
      const loss = F.crossEntropy(logits.squeeze(0), y);
      loss.backward();
      nn.utils.clipGradNorm_(model.parameters(), 1.0);
      opt.step();
      losses.push(loss.item());
    }
    return { losses };
  },
};
