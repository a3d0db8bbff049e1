/**
 * Recurrent networks against PyTorch 1.13.1. Parameter k holds sin(0.37 i + k) at its i-th element, inputs sin(0.7 i + start);
 * the numbers are what the same calls print there.
 */
import * as torch from "@tapeloop/core";
import { Tensor } from "@tapeloop/core";
import * as nn from "@tapeloop/nn";
import { describe, expect, it } from "vitest";
import { flat, near, sine, wave } from "./golden.ts";

const {
  packPaddedSequence,
  padPackedSequence,
  packSequence,
  padSequence,
  unpadSequence,
  unpackSequence,
  PackedSequence,
} = nn.utils.rnn;

const golden = {
  LSTM: {
    out: [
      -0.00658570188, 0.315402444, 0.0202249347, -0.0980143046, -0.170800481, -0.308367216,
      -0.00701900059, 0.305210285, 0.0243450691, -0.135778552, -0.184836085, -0.315361337,
      -0.0101217819, 0.0904257768, 0.155626468, -0.134375392, -0.120803842, -0.237267812,
      -0.0253021442, 0.200871773, 0.120540492, -0.120654449, -0.120332929, -0.260670235,
    ],
    state: [
      [
        -0.204589986, -0.0479414204, -0.0127839639, -0.424855123, -0.548034058, -0.511895457,
        -0.0914493992, -0.0804361988, -0.0936164352, 0.0165665748, 0.0402790161, 0.0216588171,
        0.0695485103, 0.0544014484, 0.011018373, 0.208506848, 0.164784047, 0.0788172633,
        -0.0253021442, 0.200871773, 0.120540492, -0.0187264492, 0.381132961, 0.037190365,
        -0.0101217819, 0.0904257768, 0.155626468, -0.0980143046, -0.170800481, -0.308367216,
        -0.135778552, -0.184836085, -0.315361337, -0.134375392, -0.120803842, -0.237267812,
      ],
      [
        -0.588015341, -0.335433323, -0.131040836, -1.09160373, -0.877035513, -0.714458277,
        -0.473362111, -0.318780212, -0.217743419, 0.14876809, 0.646001203, 0.195680506, 0.652519217,
        1.15250885, 0.121022741, 0.396499469, 0.482486681, 0.458416046, -0.0308386095, 0.221554417,
        0.14658724, -0.0211695261, 0.422483134, 0.0659571834, -0.0128547377, 0.102925339,
        0.187793234, -1.26475337, -0.620467529, -0.607063601, -1.95458889, -0.627178284,
        -0.662835549, -0.731185706, -0.731865995, -0.604649553,
      ],
    ],
    grad: [
      -0.195451911, -0.238051282, 2.90648532e-5, 0.137245498, -1.09436097, -1.47772717,
      0.0579067053, -0.0345993111, 0.109637294, 0.430436148, 0, 0, 0, 0, -0.155156789, 0.202529805,
      0, 0, 0, 0, 0.730005695, 0.893521508, 0, 0,
    ],
    weightGrad: [
      -0.0391114525, 0.0296029484, 0.0659141041, -0.0449815679, -0.0198088258, -0.00587247442,
      -0.0147284472, -0.0013165465, 0.00274194533, -0.0368325847, 0.0251809134, 0.061698078,
      -0.0267576438, -0.00487918595, 0.0108327901, -0.0200678394, -0.0297189429, -0.0282275594,
      0.0410988596, 0.000504417301, -0.0380688598, 0.00920542838, -0.0022601679, -0.01130555,
      0.037023556, 0.0349011373, 0.0281427604, 0.000703317099, 0.0343393438, 0.0381597524,
      -0.0074243915, 0.00559435727, 0.00744366437, -0.0020959019, 0.000481074227, 0.000553784224,
    ],
  },
  LSTMproj: {
    out: [
      1.25363786, 0.900429777, 0.0570906603, 0.33916861, 1.25904894, 0.886777919, 0.091619159,
      0.606935407, 0.238557188, 0.181491732, -0.00776215644, 0.098459303, 0.347833889, 0.425797675,
      -0.0301367343, -0.0009371377, 0.95844093, 1.01368759, 0.00179098225, 0.377092858, 0, 0, 0, 0,
    ],
    state: [
      [
        0.347833889, 0.425797675, 1.48332157, 1.15141946, 0.238557188, 0.181491732, 0.0570906603,
        0.33916861, 0.091619159, 0.606935407, -0.00776215644, 0.098459303,
      ],
      [
        -0.885139106, -0.121044728, 0.102653349, -1.29720897, -0.906258082, -0.657591564,
        -0.473362111, -0.318780212, -0.217743419, -0.600668309, -0.536748283, -0.781110305,
        -1.49104791, -1.65939096, -1.53882913, -0.20184722, -0.249373886, -0.426635026,
      ],
    ],
    grad: [
      0.625412473, 0.634059174, -0.43780798, -0.327767913, -1.42551564, -1.61456329, -0.157054886,
      -0.50433945, 0.323383244, 0.698756549, 0, 0, 0, 0, 1.21189494, 1.51860409, 0, 0, 0, 0,
      -0.562520562, -0.501453936, 0, 0,
    ],
    weightGrad: [
      -0.00923845733, 0.0081156566, 0.00481187618, 0.00344384907, -0.110218946, -0.0918161549,
      0.0223936856, 0.0405346667, 0.00484132506, 0.00493219053, 0.0346711758, 0.0249825595,
      0.120677446, 0.0578201525, -0.0134349691, -0.0343644355, -0.170334878, -0.100005378,
      -0.0429533572, -0.101007002, -0.0268664032, -0.0546033104, -0.066014012, -0.0713380058,
    ],
  },
  GRU: {
    out: [
      -0.478004521, -0.791909783, -0.821848031, 0.0699455227, 0.202877612, 0.353457201,
      -0.440109253, -0.767145107, -0.847908601, 0.221249685, 0.347903048, 0.381849843, -0.408958109,
      -0.420111707, -0.549605656, 0.0885998134, 0.156239317, 0.198018399, -0.139500267,
      -0.112900259, -0.343170799, -0.0297309186, 0.161907946, 0.427806271,
    ],
    state: [
      [
        -0.139500267, -0.112900259, -0.343170799, -0.396020265, -0.777026849, -0.767613341,
        -0.408958109, -0.420111707, -0.549605656, 0.0699455227, 0.202877612, 0.353457201,
        0.221249685, 0.347903048, 0.381849843, 0.0885998134, 0.156239317, 0.198018399,
      ],
    ],
    grad: [
      0.31121598, 0.136773996, -0.424596122, -0.240840839, -0.452448418, -0.551340295, -1.03347417,
      -0.54476205, -0.160790761, -0.0228907114, 0, 0, 0, 0, 1.02566583, 0.923354832, 0, 0, 0, 0,
      -0.205289073, -0.27977369, 0, 0,
    ],
    weightGrad: [
      -0.100910334, -0.142044471, 0.31790061, 0.0256487753, 0.0427934904, 0.0541978188,
      -0.0892225233, -0.151046705, -0.131355502, 0.118578585, 0.196733101, 0.471168769, 0.157452917,
      0.253022305, 0.331235667, -0.0286433229, -0.0431594106, 0.022720336, 0.107651784, 0.161426674,
      -0.143346821, -0.0233416398, -0.0391736148, -0.0478273447, -0.24084251, -0.412435379,
      -0.378629753,
    ],
  },
  RNN: {
    out: [
      0, 0, 2.59114835, 0, 0, 2.6234809, 0, 0.255703951, 1.3855565, 0, 0, 4.20890725, 0, 0,
      4.68473032, 0, 0, 0, 0, 0, 0, 0, 0, 7.20009067,
    ],
    state: [
      [
        4.71850198, 1.64108445, 0, 13.252063, 11.7410002, 0, 0.776745974, 0, 0, 0, 0, 4.20890725, 0,
        0, 11.303548, 0, 0.255703951, 1.3855565,
      ],
    ],
    grad: [
      2.10919151, 2.63653547, -12.191216, -15.7849542, 0, -0.143602649, 0.187264244, 0.538210979,
      -2.88065037, -5.03599602, 0, 0, 0, 0, -1.64438008, -2.81740865, 0, 0, 0, 0, -0.95912487,
      -1.57032345, 0, 0,
    ],
    weightGrad: [
      -18.4818357, -13.9013429, -3.27124134, -28.6949056, -21.625402, -5.07285141, 0, 0, 0,
    ],
  },
} as const;

type Recurrent = (
  input: InstanceType<typeof PackedSequence>,
) => [InstanceType<typeof PackedSequence>, Tensor | readonly Tensor[]];

const networks: Record<keyof typeof golden, () => nn.Module> = {
  LSTM: () => new nn.LSTM(2, 3, { numLayers: 2, bidirectional: true }),
  LSTMproj: () => new nn.LSTM(2, 3, { projSize: 2, bidirectional: true }),
  GRU: () => new nn.GRU(2, 3, { bidirectional: true }),
  RNN: () => new nn.RNN(2, 3, { nonlinearity: "relu", numLayers: 2 }),
};

describe("packed sequences through recurrent networks", () => {
  it.each(Object.keys(golden) as (keyof typeof golden)[])("%s", (name) => {
    const net = sine(networks[name]());
    const x = wave([4, 3, 2]).requiresGrad_();
    const packed = packPaddedSequence(x, [2, 4, 1], { enforceSorted: false });
    const [output, after] = (net as unknown as Recurrent)(packed);
    const [padded] = padPackedSequence(output);
    const states = after instanceof Tensor ? [after] : after;
    let loss = padded.mul(wave(padded.shape, 1.1)).sum();
    for (const state of states) loss = loss.add(state.mul(wave(state.shape, 2.2)).sum());
    loss.backward();
    const { out, state, grad, weightGrad } = golden[name];
    expect(flat(padded.flatten().narrow(0, 0, out.length))).toEqual(near(out));
    for (const [i, values] of state.entries()) expect(flat(states[i])).toEqual(near(values));
    expect(flat(x.grad)).toEqual(near(grad));
    expect(flat(net.parameters()[1].grad)).toEqual(near(weightGrad));
  });
});

describe("without a batch", () => {
  it("GRU", () => {
    const [output, hidden] = sine(new nn.GRU(2, 3))(wave([2, 2]));
    expect([output.shape, hidden.shape]).toEqual([
      [2, 3],
      [1, 3],
    ]);
    expect(flat(output)).toEqual(
      near([-0.478004521, -0.791909783, -0.821848031, -0.528064374, -0.913781122, -0.19319424]),
    );
    expect(flat(hidden)).toEqual(near([-0.528064374, -0.913781122, -0.19319424]));
  });

  it("LSTMCell", () => {
    const [hidden, cell] = sine(new nn.LSTMCell(2, 3))(wave([2]));
    expect(hidden.shape).toEqual([3]);
    expect(flat(hidden)).toEqual(near([-0.338042831, -0.523900477, -0.504507681]));
    expect(flat(cell)).toEqual(near([-0.797220013, -0.828252214, -0.688674449]));
  });
});

describe("networks step by step", () => {
  const pairs: Record<string, (bias: boolean) => [nn.GRU | nn.RNN, nn.GRUCell | nn.RNNCell]> = {
    GRU: (bias) => [new nn.GRU(2, 3, { bias }), new nn.GRUCell(2, 3, { bias })],
    "RNN, tanh": (bias) => [new nn.RNN(2, 3, { bias }), new nn.RNNCell(2, 3, { bias })],
    "RNN, relu": (bias) => [
      new nn.RNN(2, 3, { bias, nonlinearity: "relu" }),
      new nn.RNNCell(2, 3, { bias, nonlinearity: "relu" }),
    ],
  };

  describe.each(Object.keys(pairs))("%s", (name) => {
    it.each([true, false])("is its cell, bias: %s", (bias) => {
      const [net, cell] = pairs[name](bias);
      sine(net);
      sine(cell);
      const gradients = (run: (x: Tensor, hidden: Tensor) => Tensor): (readonly number[])[] => {
        const [x, hidden] = [wave([5, 2, 2]), wave([2, 3], 1)].map((given) =>
          given.requiresGrad_(),
        );
        const out = run(x, hidden);
        out.mul(wave(out.shape, 2)).sum().backward();
        return [out, x.grad, hidden.grad].map(flat);
      };
      const whole = gradients((x, hidden) => net(x, hidden.unsqueeze(0))[0]);
      const stepwise = gradients((x, hidden) => {
        let state = hidden;
        return torch.stack(x.unbind(0).map((step) => (state = cell(step, state))));
      });
      whole.forEach((values, i) => expect(values).toEqual(near(stepwise[i])));
      net
        .parameters()
        .forEach((weight, i) =>
          expect(flat(weight.grad)).toEqual(near(flat(cell.parameters()[i].grad))),
        );
      expect(net.parameters()).toHaveLength(bias ? 4 : 2);
    });
  });

  it("has second derivatives through layers, directions and packed sequences", () => {
    const nets = [
      new nn.GRU(2, 2, { numLayers: 2, bidirectional: true }),
      new nn.RNN(2, 2, { numLayers: 2, bidirectional: true }),
    ];
    for (const net of nets) {
      sine(net);
      const x = wave([3, 3, 2]).requiresGrad_();
      const run = (given: Tensor): Tensor => {
        const packed = packPaddedSequence(given, [2, 3, 1], { enforceSorted: false });
        return padPackedSequence(net(packed)[0])[0];
      };
      expect(torch.autograd.gradgradcheck(run, [x])).toBe(true);
    }
  });
});

describe("recurrent networks", () => {
  it("with the batch first are the same, transposed", () => {
    const net = sine(new nn.LSTM(2, 3, { numLayers: 2 }));
    const first = sine(new nn.LSTM(2, 3, { numLayers: 2, batchFirst: true }));
    const x = wave([4, 3, 2]);
    const state = [wave([2, 3, 3]), wave([2, 3, 3], 1)] as const;
    const [a, [h]] = net(x, state);
    const [b, [g]] = first(x.transpose(0, 1), state);
    expect(flat(b.transpose(0, 1))).toEqual(near(flat(a)));
    expect(flat(g)).toEqual(near(flat(h)));
  });

  it("drop between layers, while training only", () => {
    const net = new nn.GRU(2, 3, { numLayers: 2, dropout: 1 });
    const x = torch.randn(4, 1, 2);
    const [, hidden] = net.eval()(x);
    const [, dropped] = net.train()(x);
    expect(dropped.select(0, 0).tolist()).toEqual(hidden.select(0, 0).tolist());
    expect(dropped.select(0, 1).tolist()).not.toEqual(hidden.select(0, 1).tolist());
  });

  it("name their weights", () => {
    const net = new nn.LSTM(2, 4, { bidirectional: true, projSize: 3 });
    expect(net.weightIhL0.shape).toEqual([16, 2]);
    expect(net.weightHrL0Reverse.shape).toEqual([3, 4]);
    expect(net.allWeights.map((weights) => weights.length)).toEqual([5, 5]);
    expect(net.allWeights[1][0]).toBe(net.weightIhL0Reverse);
  });

  it("refuse what does not fit", () => {
    const net = new nn.LSTM(3, 4);
    const x = torch.ones([2, 1, 3]);
    expect(() => net(torch.ones([2, 1, 5]))).toThrow(
      /input.size\(-1\) must be equal to inputSize. Expected 3, got 5/,
    );
    expect(() => net(x, [torch.zeros([1, 2, 4]), torch.zeros([1, 1, 4])])).toThrow(
      /expected hidden\[0\] size \(1, 1, 4\), got \[1, 2, 4\]/,
    );
    expect(() => net(x, [torch.zeros([1, 4]), torch.zeros([1, 4])])).toThrow(
      /for batched 3-D input, hx and cx should also be 3-D but got \(2-D, 2-D\)/,
    );
    expect(() => new nn.GRU(3, 4)(torch.ones([2, 3]), torch.ones([1, 1, 4]))).toThrow(
      /for unbatched 2-D input, hx should also be 2-D/,
    );
    expect(() => net(torch.ones([3]))).toThrow(/expected input to be 2-D or 3-D/);
    expect(() => new nn.RNN(3, 4, { nonlinearity: "sin" as "tanh" })).toThrow(
      /unknown nonlinearity 'sin'/,
    );
    expect(() => new nn.LSTM(3, 0)).toThrow(/hiddenSize must be an integer greater than zero/);
    expect(() => new nn.GRU(3, 4, 0)).toThrow(/numLayers must be an integer greater than zero/);
    const noStep = /expected sequence length to be larger than 0/;
    expect(() => new nn.GRU(3, 4)(torch.ones(0, 2, 3))).toThrow(noStep);
    expect(() => new nn.LSTM(3, 4, { batchFirst: true })(torch.ones(2, 0, 3))).toThrow(noStep);
    expect(() => new nn.LSTM(3, 4, { projSize: 4 })).toThrow(
      /projSize has to be smaller than hiddenSize/,
    );
    expect(() => new nn.GRU(3, 4, { dropout: 2 })).toThrow(
      /dropout should be a number in range \[0, 1\]/,
    );
    expect(() => new nn.LSTMCell(3, 4)(torch.ones([2, 5]))).toThrow(/got 5 expected 3/);
    expect(() => new nn.GRUCell(3, 4)(torch.ones([2, 3]), torch.ones([1, 4]))).toThrow(
      /batch size 2 doesn't match hidden0 batch size 1/,
    );
    expect(() => new nn.RNNCell(3, 4)(torch.ones([2, 3]), torch.ones([2, 5]))).toThrow(
      /inconsistent hiddenSize: got 5, expected 4/,
    );
  });
});

describe("nn.utils.rnn", () => {
  const sequences = [torch.tensor([1, 2, 3]), torch.tensor([4, 5]), torch.tensor([6])];

  it("packs in PyTorch's order and back", () => {
    const packed = packSequence(sequences);
    expect(packed.data.tolist()).toEqual([1, 4, 6, 2, 5, 3]);
    expect(packed.batchSizes.tolist()).toEqual([3, 2, 1]);
    expect(packed.sortedIndices).toBeNull();
    expect(unpackSequence(packed).map((sequence) => sequence.tolist())).toEqual([
      [1, 2, 3],
      [4, 5],
      [6],
    ]);
  });

  it("sorts when it is told to", () => {
    const padded = torch.tensor([
      [1, 2, 0],
      [3, 0, 0],
      [4, 5, 6],
    ]);
    const packed = packPaddedSequence(padded, torch.tensor([2, 1, 3], { dtype: "int64" }), {
      batchFirst: true,
      enforceSorted: false,
    });
    expect(packed.data.tolist()).toEqual([4, 1, 3, 5, 2, 6]);
    expect(packed.sortedIndices?.tolist()).toEqual([2, 0, 1]);
    expect(packed.unsortedIndices?.tolist()).toEqual([1, 2, 0]);
    const [again, lengths] = padPackedSequence(packed, { batchFirst: true });
    expect(again.tolist()).toEqual(padded.tolist());
    expect(lengths.tolist()).toEqual([2, 1, 3]);
    const [longer] = padPackedSequence(packed, {
      batchFirst: true,
      paddingValue: -1,
      totalLength: 4,
    });
    expect(longer.tolist()).toEqual([
      [1, 2, -1, -1],
      [3, -1, -1, -1],
      [4, 5, 6, -1],
    ]);
  });

  it("pads and unpads", () => {
    expect(padSequence(sequences, true, 9).tolist()).toEqual([
      [1, 2, 3],
      [4, 5, 9],
      [6, 9, 9],
    ]);
    expect(
      flat(padSequence(sequences, { batchFirst: true, paddingSide: "left" }).select(0, 2)),
    ).toEqual([0, 0, 6]);
    const padded = padSequence(sequences);
    expect(padded.shape).toEqual([3, 3]);
    expect(unpadSequence(padded, [3, 2, 1]).map((sequence) => sequence.tolist())).toEqual([
      [1, 2, 3],
      [4, 5],
      [6],
    ]);
  });

  it("converts a packed batch", () => {
    const packed = packSequence(sequences);
    expect(packed.double().data.dtype).toBe("float64");
    expect(packed.float()).toBe(packed);
  });

  it("refuses lengths that do not fit", () => {
    const x = torch.zeros([3, 2]);
    expect(() => packPaddedSequence(x, [1, 2])).toThrow(/sorted in decreasing order/);
    expect(() => packPaddedSequence(x, [4, 2])).toThrow(/greater than 0 and at most 3/);
    expect(() => packPaddedSequence(x, [3, 0])).toThrow(/greater than 0/);
    expect(() => packPaddedSequence(x, [3])).toThrow(/one number per sequence \(2\), got 1/);
    expect(() => padSequence([])).toThrow(/empty list/);
    expect(() => padPackedSequence(packSequence(sequences), { totalLength: 2 })).toThrow(
      /totalLength=2/,
    );
  });
});
