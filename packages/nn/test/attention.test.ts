/** Attention and transformers against PyTorch 1.13.1; for how the values are made see recurrent.test.ts. */
import * as torch from "@tapeloop/core";
import * as nn from "@tapeloop/nn";
import { describe, expect, it } from "vitest";
import { flat, near, sine, wave } from "./golden.ts";

describe("MultiheadAttention", () => {
  it("with features of their own for keys and values, extra keys, and both masks", () => {
    const net = sine(
      new nn.MultiheadAttention(4, 2, {
        kdim: 3,
        vdim: 5,
        addBiasKv: true,
        addZeroAttn: true,
        batchFirst: true,
      }),
    );
    const [output, weights] = net(wave([2, 3, 4]), wave([2, 2, 3]), wave([2, 2, 5]), {
      keyPaddingMask: torch.tensor([
        [false, true],
        [false, false],
      ]),
      attnMask: torch.tensor([
        [false, true],
        [false, false],
        [false, false],
      ]),
      averageAttnWeights: false,
    });
    expect(weights?.shape).toEqual([2, 2, 3, 4]);
    expect(flat(output)).toEqual(
      near([
        2.67948521, 2.39083173, -0.755942137, -0.855528095, 0.797436103, -0.723836523, 0.561282909,
        2.49801003, 2.67119526, 2.36917076, -0.751580262, -0.833076126, 0.680117461, 1.50500405,
        1.08278674, 0.36374066, 1.5911151, 1.05146867, 0.0895435244, 0.637158084, 1.14664192,
        1.5199566, 0.61897383, 0.264678768,
      ]),
    );
    expect(flat(weights?.flatten().narrow(0, 0, 12))).toEqual(
      near([
        0.850097529, 0, 0.013779254, 0.136123217, 0.014468369, 0, 0.899129127, 0.0864025041,
        0.84771998, 0, 0.0210279866, 0.131252033,
      ]),
    );
  });

  it.each([true, false])(
    "attends to itself in one piece as it does in three (batchFirst %s)",
    (batchFirst) => {
      const net = sine(new nn.MultiheadAttention(4, 2, { batchFirst }));
      const x = wave([3, 2, 4]).requiresGrad_();
      const [length, batch] = batchFirst ? [2, 3] : [3, 2];
      const attnMask = torch.ones([length, length]).triu(1).bool();
      const keyPaddingMask = torch.zeros([batch, length], { dtype: "bool" });
      keyPaddingMask.indexPut_([1, length - 1], true);
      for (const masks of [{}, { attnMask }, { attnMask, keyPaddingMask }]) {
        const options = { ...masks, needWeights: false };
        // Another tensor, if of the same values, is projected by itself.
        const [whole] = net(x, x, x, options);
        const [apart] = net(x, x.clone(), x.clone(), options);
        expect(flat(whole)).toEqual(near(flat(apart)));
        const inputs = [x, ...net.parameters()];
        const slopes = [whole, apart].map((y) => torch.autograd.grad(y.square().sum(), inputs));
        slopes[0].forEach((slope, i) => {
          expect(flat(slope)).toEqual(near(flat(slopes[1][i])));
        });
        const call = (y: torch.Tensor): torch.Tensor => net(y, y, y, options)[0];
        expect(torch.autograd.gradcheck(call, [x])).toBe(true);
        expect(torch.autograd.gradgradcheck(call, [x])).toBe(true);
      }
    },
  );

  it("has the gradients of its three parts in float32, too, where heads are as wide as fast loops want them", () => {
    torch.manualSeed(0);
    const net = new nn.MultiheadAttention(32, 4, { batchFirst: true });
    const x = torch.randn(2, 9, 32, { requiresGrad: true });
    const weight = torch.randn(2, 9, 32);
    const inputs = [x, ...net.parameters()];
    const [whole, apart] = [
      [x, x, x],
      [x, x.clone(), x.clone()],
    ].map(([q, k, v]) =>
      torch.autograd.grad(net(q, k, v, { needWeights: false })[0].mul(weight).sum(), inputs),
    );
    whole.forEach((slope, i) => expect(flat(slope)).toEqual(near(flat(apart[i]), 3)));
  });

  it("takes masks of floats, which are added", () => {
    const net = sine(new nn.MultiheadAttention(4, 2));
    const x = wave([3, 2, 4]);
    const bools = torch.tensor([
      [false, true, true],
      [false, false, true],
      [false, false, false],
    ]);
    const floats = torch.zeros([3, 3], { dtype: "float64" }).maskedFill(bools, -Infinity);
    const [a] = net(x, x, x, { attnMask: bools });
    const [b] = net(x, x, x, { attnMask: floats });
    const [c] = net(x, x, x, { attnMask: bools.unsqueeze(0).expand(4, 3, 3) });
    expect(b.tolist()).toEqual(a.tolist());
    expect(c.tolist()).toEqual(a.tolist());
  });

  it("projects together what is one tensor, with the same result", () => {
    const net = sine(new nn.MultiheadAttention(4, 2));
    const [x, y] = [wave([3, 2, 4]), wave([2, 2, 4], 1)];
    const values = (key: torch.Tensor, value: torch.Tensor): number[] =>
      flat(net(x, key, value)[0]);
    expect(flat(net(x, y, y)[0])).toEqual(near(values(y, y.clone())));
    expect(flat(net(x, x, x)[0])).toEqual(near(values(x.clone(), x.clone())));
  });

  it("works without a batch", () => {
    const net = sine(new nn.MultiheadAttention(4, 2));
    const x = wave([3, 4]);
    const [output, weights] = net(x, x, x);
    expect([output.shape, weights?.shape]).toEqual([
      [3, 4],
      [3, 3],
    ]);
    expect(flat(output)).toEqual(
      near(flat(net(x.unsqueeze(1), x.unsqueeze(1), x.unsqueeze(1))[0])),
    );
  });

  it("refuses what does not fit", () => {
    const net = new nn.MultiheadAttention(4, 2);
    const x = torch.zeros([3, 2, 4]);
    for (const heads of [0, -2])
      expect(() => new nn.MultiheadAttention(4, heads)).toThrow(/must be greater than 0/);
    expect(() => new nn.MultiheadAttention(5, 2)).toThrow(
      /embedDim must be divisible by numHeads, got 5 and 2/,
    );
    expect(() => net(torch.zeros([4]), x, x)).toThrow(
      /unbatched 2D or batched 3D tensor but received 1-D/,
    );
    expect(() => net(x, torch.zeros([3, 4]), x)).toThrow(
      /expected key and value to be 3-D but found 2-D and 3-D/,
    );
    expect(() => net(torch.zeros([3, 2, 5]), x, x)).toThrow(
      /was expecting embedding dimension of 4, but got 5/,
    );
    expect(() => net(x, x, x, { attnMask: torch.zeros([2, 2]) })).toThrow(
      /attnMask is \[2, 2\], but should be \[3, 3\]/,
    );
    expect(() => net(x, x, x, { keyPaddingMask: torch.zeros([3, 2]) })).toThrow(
      /keyPaddingMask shape of \[2, 3\], but got \[3, 2\]/,
    );
    expect(() => net(x, x, x, { attnMask: torch.zeros([3, 3], { dtype: "int64" }) })).toThrow(
      /only bool and floating types of attnMask/,
    );
    expect(() => net(x, x, x, { isCausal: true })).toThrow(/need attnMask/);
    expect(() => net(x, x, x, { mask: torch.zeros([3, 3]) } as object)).toThrow(
      /unknown option "mask"/,
    );
  });
});

describe("multiHeadAttentionForward", () => {
  it("takes keys and values that are projected already", () => {
    const key = wave([3, 2, 4], 1);
    const [output, weights] = nn.functional.multiHeadAttentionForward(
      wave([2, 2, 4]),
      key,
      key,
      4,
      2,
      wave([12, 4], 0, 0.37),
      wave([12], 1, 0.37),
      null,
      null,
      true,
      0.3,
      wave([3, 4], 2, 0.37),
      wave([3], 3, 0.37),
      false,
      torch.tensor([
        [false, true, false],
        [false, false, false],
      ]),
      { staticK: wave([4, 3, 2], 4), staticV: wave([4, 3, 2], 5) },
    );
    expect(flat(output)).toEqual(
      near([
        1.41663766, -0.79006728, -1.94105739, 0.63604655, -1.82118354, -1.34745224, 1.38138451,
        -0.7736429, -1.90282578, 0.87037196, -1.8654558, -1.58980613,
      ]),
    );
    expect(weights?.shape).toEqual([2, 2, 4]);
    expect(flat(weights).slice(0, 8)).toEqual(
      near([0.06627082, 0, 0.78873472, 0.14499446, 0.07625068, 0, 0.75304455, 0.17070477]),
    );
  });

  it("drops weights while training, as nn.MultiheadAttention does", () => {
    const net = sine(new nn.MultiheadAttention(4, 2, 0.5));
    const x = wave([3, 2, 4]);
    torch.manualSeed(2);
    const [expected] = net(x, x, x);
    torch.manualSeed(2);
    const { inProjWeight, inProjBias, outProj } = net;
    const [output] = nn.functional.multiHeadAttentionForward(x, x, x, 4, 2, {
      inProjWeight,
      inProjBias,
      dropoutP: 0.5,
      outProjWeight: outProj.weight,
      outProjBias: outProj.bias,
    });
    expect(flat(output)).toEqual(flat(expected));
    expect(flat(output)).not.toEqual(flat(net.eval()(x, x, x)[0]));
  });
});

describe("transformers", () => {
  it("TransformerEncoder, normalised first", () => {
    const layer = new nn.TransformerEncoderLayer(4, 2, 6, {
      dropout: 0,
      normFirst: true,
      activation: "gelu",
    });
    const net = sine(new nn.TransformerEncoder(layer, 2, { norm: new nn.LayerNorm(4) }));
    expect(net.layers[0]).not.toBe(layer);
    expect(
      flat(net(wave([3, 2, 4]), { mask: nn.Transformer.generateSquareSubsequentMask(3) })),
    ).toEqual(
      near([
        -0.133381207, -0.258953752, 1.19420937, 0.808201236, -0.130943095, -0.157686351, 1.18656082,
        0.805261511, -0.0287419002, -0.302230698, 1.17877991, 0.807914796, -0.215887519,
        -0.142098826, 1.19829285, 0.80618441, -0.000848289115, -0.289567789, 1.17328496,
        0.807124097, -0.222060036, -0.157385826, 1.20057319, 0.806707048,
      ]),
    );
  });

  it("Transformer", () => {
    const net = sine(new nn.Transformer(4, 2, 1, 1, 6, { dropout: 0 }));
    expect(flat(net(wave([3, 2, 4]), wave([2, 2, 4], 1)))).toEqual(
      near([
        0.671251597, -0.0266000593, 2.16669085, 0.713966082, 0.686403409, -0.00434738888,
        2.21256757, 0.612675996, 0.711752425, -0.0944305082, 2.1133201, 0.778212975, 0.64848837,
        0.056356787, 2.24184065, 0.577106273,
      ]),
    );
  });

  it("draw PyTorch's first weights after the same seed", () => {
    torch.manualSeed(6);
    const sums = new nn.Transformer(4, 2, 1, 1, 6)
      .parameters()
      .map((parameter) => Number(parameter.double().sum().item()));
    const expected = [
      1.054136, 0, -1.289747, 0, -3.518871, 0.426359, 2.15942, 0.1273476, 4, 0, 4, 0, 4, 0,
      4.639539, 0, 6.34521, 0, -5.27274, 0, -2.753292, 0, -2.982956, 0.4400204, 2.739614, 0.3946614,
      4, 0, 4, 0, 4, 0, 4, 0,
    ];
    expect(sums).toHaveLength(expected.length);
    for (const [i, sum] of sums.entries()) expect(sum).toBeCloseTo(expected[i], 5);
  });

  it("refuse batches and features that differ", () => {
    const net = new nn.Transformer(4, 2, 1, 1, 6);
    expect(() => net(torch.zeros([3, 2, 4]), torch.zeros([3, 1, 4]))).toThrow(
      /batch number of src and tgt must be equal, got 2 and 1/,
    );
    expect(() => net(torch.zeros([3, 2, 5]), torch.zeros([3, 2, 4]))).toThrow(
      /equal to dModel = 4, got 5 and 4/,
    );
    expect(() => new nn.TransformerEncoderLayer(4, 2, { activation: "tanh" as "relu" })).toThrow(
      /activation should be relu\/gelu, not tanh/,
    );
  });
});
