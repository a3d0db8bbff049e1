import { nn, optim, type Script, torch } from "./script.ts";

/** A one-layer transformer language model with label smoothing, AdamW. */
export const tinyTransformer: Script = {
  uses: [
    "nn.Embedding",
    "nn.Parameter",
    "nn.TransformerEncoderLayer",
    "nn.TransformerEncoder",
    "nn.Linear",
    "torch.triu",
    "Tensor.bool",
    "F.cross_entropy",
    "optim.AdamW",
  ],
  run({ data, start }) {
    const F = nn.functional;
    torch.manualSeed(5);
    class LM extends nn.Module {
      emb = new nn.Embedding(8, 8);
      pos = new nn.Parameter(torch.randn([6, 8]).mul(0.1));
      enc = new nn.TransformerEncoder(
        new nn.TransformerEncoderLayer(8, 2, 16, {
          dropout: 0,
          batchFirst: true,
          activation: "gelu",
        }),
        1,
      );
      head = new nn.Linear(8, 8);
      forward(x: unknown): unknown {
        const mask = torch.triu(torch.ones([6, 6]), { diagonal: 1 }).bool();
        return this.head(this.enc(this.emb(x).add(this.pos), { mask }));
      }
    }
    const model = start(new LM() as typeof nn);
    const opt = new optim.AdamW(model.parameters(), { lr: 0.005, weightDecay: 0.01 });
    const losses: number[] = [];
    const input = data.tok.index(torch.slice(), torch.slice(0, -1));
    const target = data.tok.index(torch.slice(), torch.slice(1, null)).reshape([-1]);
    for (let step = 0; step < 100; step++) {
      opt.zeroGrad();
      const logits = model(input);
      const loss = F.crossEntropy(logits.reshape([-1, 8]), target, { labelSmoothing: 0.05 });
      loss.backward();
      opt.step();
      losses.push(loss.item());
    }
    return { losses };
  },
};
