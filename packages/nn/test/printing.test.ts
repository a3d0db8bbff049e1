/**
 * Modules print like PyTorch's. The texts are what `repr(module)` gives in PyTorch 1.13.1 for the same constructor calls.
 */
import * as torch from "@tapeloop/core";
import * as nn from "@tapeloop/nn";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";

const golden: readonly (readonly [module: () => nn.Module, text: string])[] = [
  [
    () => new nn.Linear(10, 5, { bias: false }),
    "Linear(in_features=10, out_features=5, bias=False)",
  ],
  [
    () => new nn.Bilinear(2, 3, 4),
    "Bilinear(in1_features=2, in2_features=3, out_features=4, bias=True)",
  ],
  [() => new nn.Identity(54, { unused: true }), "Identity()"],
  [() => new nn.Conv1d(2, 4, 3), "Conv1d(2, 4, kernel_size=(3,), stride=(1,))"],
  [
    () =>
      new nn.Conv2d(2, 4, [3, 5], {
        stride: 2,
        padding: "valid",
        dilation: [1, 2],
        groups: 2,
        bias: false,
        paddingMode: "circular",
      }),
    "Conv2d(2, 4, kernel_size=(3, 5), stride=(2, 2), padding=valid, dilation=(1, 2), groups=2, bias=False, padding_mode=circular)",
  ],
  [
    () => new nn.Conv3d(1, 2, 3, { padding: "same" }),
    "Conv3d(1, 2, kernel_size=(3, 3, 3), stride=(1, 1, 1), padding=same)",
  ],
  [
    () => new nn.ConvTranspose2d(2, 4, 3, 2, 1, 1),
    "ConvTranspose2d(2, 4, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1), output_padding=(1, 1))",
  ],
  [
    () => new nn.MaxPool1d(3),
    "MaxPool1d(kernel_size=3, stride=3, padding=0, dilation=1, ceil_mode=False)",
  ],
  [
    () => new nn.MaxPool2d([2, 3], { stride: [1, 2], padding: 1, ceilMode: true }),
    "MaxPool2d(kernel_size=(2, 3), stride=(1, 2), padding=1, dilation=1, ceil_mode=True)",
  ],
  [() => new nn.MaxUnpool2d(2), "MaxUnpool2d(kernel_size=(2, 2), stride=(2, 2), padding=(0, 0))"],
  [() => new nn.AvgPool1d(3, 2), "AvgPool1d(kernel_size=(3,), stride=(2,), padding=(0,))"],
  [() => new nn.AvgPool2d(3, { stride: 2 }), "AvgPool2d(kernel_size=3, stride=2, padding=0)"],
  [
    () => new nn.LPPool2d(2, 3),
    "LPPool2d(norm_type=2, kernel_size=3, stride=None, ceil_mode=False)",
  ],
  [() => new nn.AdaptiveAvgPool1d(5), "AdaptiveAvgPool1d(output_size=5)"],
  [() => new nn.AdaptiveAvgPool2d([null, 3]), "AdaptiveAvgPool2d(output_size=(None, 3))"],
  [() => new nn.AdaptiveMaxPool3d(2), "AdaptiveMaxPool3d(output_size=2)"],
  [() => new nn.ConstantPad1d(2, 3.5), "ConstantPad1d(padding=(2, 2), value=3.5)"],
  [() => new nn.ReflectionPad2d([1, 2, 3, 4]), "ReflectionPad2d((1, 2, 3, 4))"],
  [() => new nn.ReplicationPad3d(1), "ReplicationPad3d((1, 1, 1, 1, 1, 1))"],
  [() => new nn.ZeroPad2d(1), "ZeroPad2d((1, 1, 1, 1))"],
  [
    () => new nn.BatchNorm1d(3),
    "BatchNorm1d(3, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)",
  ],
  [
    () => new nn.BatchNorm2d(3, { eps: 1e-3, momentum: null, affine: false }),
    "BatchNorm2d(3, eps=0.001, momentum=None, affine=False, track_running_stats=True)",
  ],
  [
    () => new nn.InstanceNorm2d(3),
    "InstanceNorm2d(3, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False)",
  ],
  [() => new nn.LayerNorm([3, 4]), "LayerNorm((3, 4), eps=1e-05, elementwise_affine=True)"],
  [
    () => new nn.LayerNorm(4, { eps: 1e-12 }),
    "LayerNorm((4,), eps=1e-12, elementwise_affine=True)",
  ],
  [() => new nn.GroupNorm(2, 4, { affine: false }), "GroupNorm(2, 4, eps=1e-05, affine=False)"],
  [() => new nn.LocalResponseNorm(2), "LocalResponseNorm(2, alpha=0.0001, beta=0.75, k=1.0)"],
  [() => new nn.ReLU(), "ReLU()"],
  [() => new nn.ReLU(true), "ReLU(inplace=True)"],
  [() => new nn.ReLU6(true), "ReLU6(inplace=True)"],
  [() => new nn.LeakyReLU(0.2, true), "LeakyReLU(negative_slope=0.2, inplace=True)"],
  [() => new nn.ELU(), "ELU(alpha=1.0)"],
  [() => new nn.CELU(0.5), "CELU(alpha=0.5)"],
  [() => new nn.SELU(), "SELU()"],
  [() => new nn.RReLU(), "RReLU(lower=0.125, upper=0.3333333333333333)"],
  [() => new nn.Hardtanh(-2.5, 2.5), "Hardtanh(min_val=-2.5, max_val=2.5)"],
  [() => new nn.Threshold(0.1, 20.5), "Threshold(threshold=0.1, value=20.5)"],
  [() => new nn.GELU(), "GELU(approximate='none')"],
  [() => new nn.GELU("tanh"), "GELU(approximate='tanh')"],
  [() => new nn.GLU(1), "GLU(dim=1)"],
  [() => new nn.Hardshrink(), "Hardshrink(0.5)"],
  [() => new nn.Softshrink(0.7), "Softshrink(0.7)"],
  [() => new nn.Softplus(), "Softplus(beta=1, threshold=20)"],
  [() => new nn.PReLU(3), "PReLU(num_parameters=3)"],
  [() => new nn.Hardsigmoid(true), "Hardsigmoid()"],
  [() => new nn.Sigmoid(), "Sigmoid()"],
  [() => new nn.Softmax(1), "Softmax(dim=1)"],
  [() => new nn.LogSoftmax(), "LogSoftmax(dim=None)"],
  [() => new nn.Softmin(-1), "Softmin(dim=-1)"],
  [() => new nn.Dropout(0.3), "Dropout(p=0.3, inplace=False)"],
  [() => new nn.AlphaDropout(0.25, true), "AlphaDropout(p=0.25, inplace=True)"],
  [
    () =>
      new nn.Embedding(10, 3, { paddingIdx: -1, maxNorm: 2, normType: 3, scaleGradByFreq: true }),
    "Embedding(10, 3, padding_idx=9, max_norm=2.0, norm_type=3.0, scale_grad_by_freq=True)",
  ],
  [
    () => new nn.EmbeddingBag(10, 3, { mode: "sum", paddingIdx: 2 }),
    "EmbeddingBag(10, 3, mode=sum, padding_idx=2)",
  ],
  [
    () =>
      new nn.LSTM(2, 4, {
        numLayers: 2,
        bias: false,
        batchFirst: true,
        dropout: 0.5,
        bidirectional: true,
        projSize: 3,
      }),
    "LSTM(2, 4, proj_size=3, num_layers=2, bias=False, batch_first=True, dropout=0.5, bidirectional=True)",
  ],
  [() => new nn.GRU(2, 3), "GRU(2, 3)"],
  [() => new nn.RNN(2, 3, { nonlinearity: "relu" }), "RNN(2, 3)"],
  [() => new nn.RNNCell(2, 3, { nonlinearity: "relu" }), "RNNCell(2, 3, nonlinearity=relu)"],
  [() => new nn.LSTMCell(2, 3, { bias: false }), "LSTMCell(2, 3, bias=False)"],
  [() => new nn.Flatten(), "Flatten(start_dim=1, end_dim=-1)"],
  [() => new nn.Unflatten(1, [2, 3]), "Unflatten(dim=1, unflattened_size=(2, 3))"],
  [
    () => new nn.Fold([4, 5], [2, 2]),
    "Fold(output_size=(4, 5), kernel_size=(2, 2), dilation=1, padding=0, stride=1)",
  ],
  [
    () => new nn.Unfold(3, { padding: 1 }),
    "Unfold(kernel_size=3, dilation=1, padding=1, stride=1)",
  ],
  [() => new nn.PixelShuffle(2), "PixelShuffle(upscale_factor=2)"],
  [() => new nn.PixelUnshuffle(2), "PixelUnshuffle(downscale_factor=2)"],
  [() => new nn.ChannelShuffle(2), "ChannelShuffle(groups=2)"],
  [
    () => new nn.Upsample({ scaleFactor: 2, mode: "bilinear" }),
    "Upsample(scale_factor=2.0, mode=bilinear)",
  ],
  [() => new nn.Upsample({ scaleFactor: [2] }), "Upsample(scale_factor=(2.0,), mode=nearest)"],
  [() => new nn.Upsample([4, 5]), "Upsample(size=(4, 5), mode=nearest)"],
  [
    () => new nn.UpsamplingNearest2d({ scaleFactor: 2 }),
    "UpsamplingNearest2d(scale_factor=2.0, mode=nearest)",
  ],
  [() => new nn.CosineSimilarity(), "CosineSimilarity()"],
  [() => new nn.CrossEntropyLoss(), "CrossEntropyLoss()"],
  [
    () => new nn.TripletMarginWithDistanceLoss(),
    ["TripletMarginWithDistanceLoss(", "  (distance_function): PairwiseDistance()", ")"].join("\n"),
  ],
  [() => new nn.Sequential(), "Sequential()"],
  [
    () => new nn.Sequential(new nn.Linear(10, 5), new nn.ReLU()),
    [
      "Sequential(",
      "  (0): Linear(in_features=10, out_features=5, bias=True)",
      "  (1): ReLU()",
      ")",
    ].join("\n"),
  ],
  [
    () =>
      new nn.Sequential({
        conv: new nn.Conv2d(1, 2, 3),
        rest: new nn.Sequential(new nn.ReLU(), new nn.Flatten()),
      }),
    [
      "Sequential(",
      "  (conv): Conv2d(1, 2, kernel_size=(3, 3), stride=(1, 1))",
      "  (rest): Sequential(",
      "    (0): ReLU()",
      "    (1): Flatten(start_dim=1, end_dim=-1)",
      "  )",
      ")",
    ].join("\n"),
  ],
  [
    () => new nn.ModuleList([new nn.Linear(1, 2), new nn.Linear(2, 1)]),
    [
      "ModuleList(",
      "  (0): Linear(in_features=1, out_features=2, bias=True)",
      "  (1): Linear(in_features=2, out_features=1, bias=True)",
      ")",
    ].join("\n"),
  ],
  [
    () => new nn.ModuleDict({ a: new nn.ReLU(), b: new nn.Tanh() }),
    ["ModuleDict(", "  (a): ReLU()", "  (b): Tanh()", ")"].join("\n"),
  ],
  [
    () => new nn.ParameterList([torch.zeros([2, 3]), torch.zeros([1])]),
    [
      "ParameterList(",
      "    (0): Parameter containing: [torch.float32 of size 2x3]",
      "    (1): Parameter containing: [torch.float32 of size 1]",
      ")",
    ].join("\n"),
  ],
  [
    () => new nn.ParameterDict({ w: torch.zeros([2, 3]) }),
    "ParameterDict(  (w): Parameter containing: [torch.FloatTensor of size 2x3])",
  ],
  [
    () => new nn.MultiheadAttention(4, 2),
    [
      "MultiheadAttention(",
      "  (out_proj): NonDynamicallyQuantizableLinear(in_features=4, out_features=4, bias=True)",
      ")",
    ].join("\n"),
  ],
  [
    () => new nn.TransformerDecoderLayer(4, 2, 8),
    [
      "TransformerDecoderLayer(",
      "  (self_attn): MultiheadAttention(",
      "    (out_proj): NonDynamicallyQuantizableLinear(in_features=4, out_features=4, bias=True)",
      "  )",
      "  (multihead_attn): MultiheadAttention(",
      "    (out_proj): NonDynamicallyQuantizableLinear(in_features=4, out_features=4, bias=True)",
      "  )",
      "  (linear1): Linear(in_features=4, out_features=8, bias=True)",
      "  (dropout): Dropout(p=0.1, inplace=False)",
      "  (linear2): Linear(in_features=8, out_features=4, bias=True)",
      "  (norm1): LayerNorm((4,), eps=1e-05, elementwise_affine=True)",
      "  (norm2): LayerNorm((4,), eps=1e-05, elementwise_affine=True)",
      "  (norm3): LayerNorm((4,), eps=1e-05, elementwise_affine=True)",
      "  (dropout1): Dropout(p=0.1, inplace=False)",
      "  (dropout2): Dropout(p=0.1, inplace=False)",
      "  (dropout3): Dropout(p=0.1, inplace=False)",
      ")",
    ].join("\n"),
  ],
  [
    () => new nn.Transformer(4, 2, 1, 1, 8, { activation: new nn.GELU() }),
    [
      "Transformer(",
      "  (encoder): TransformerEncoder(",
      "    (layers): ModuleList(",
      "      (0): TransformerEncoderLayer(",
      "        (self_attn): MultiheadAttention(",
      "          (out_proj): NonDynamicallyQuantizableLinear(in_features=4, out_features=4, bias=True)",
      "        )",
      "        (linear1): Linear(in_features=4, out_features=8, bias=True)",
      "        (dropout): Dropout(p=0.1, inplace=False)",
      "        (linear2): Linear(in_features=8, out_features=4, bias=True)",
      "        (norm1): LayerNorm((4,), eps=1e-05, elementwise_affine=True)",
      "        (norm2): LayerNorm((4,), eps=1e-05, elementwise_affine=True)",
      "        (dropout1): Dropout(p=0.1, inplace=False)",
      "        (dropout2): Dropout(p=0.1, inplace=False)",
      "        (activation): GELU(approximate='none')",
      "      )",
      "    )",
      "    (norm): LayerNorm((4,), eps=1e-05, elementwise_affine=True)",
      "  )",
      "  (decoder): TransformerDecoder(",
      "    (layers): ModuleList(",
      "      (0): TransformerDecoderLayer(",
      "        (self_attn): MultiheadAttention(",
      "          (out_proj): NonDynamicallyQuantizableLinear(in_features=4, out_features=4, bias=True)",
      "        )",
      "        (multihead_attn): MultiheadAttention(",
      "          (out_proj): NonDynamicallyQuantizableLinear(in_features=4, out_features=4, bias=True)",
      "        )",
      "        (linear1): Linear(in_features=4, out_features=8, bias=True)",
      "        (dropout): Dropout(p=0.1, inplace=False)",
      "        (linear2): Linear(in_features=8, out_features=4, bias=True)",
      "        (norm1): LayerNorm((4,), eps=1e-05, elementwise_affine=True)",
      "        (norm2): LayerNorm((4,), eps=1e-05, elementwise_affine=True)",
      "        (norm3): LayerNorm((4,), eps=1e-05, elementwise_affine=True)",
      "        (dropout1): Dropout(p=0.1, inplace=False)",
      "        (dropout2): Dropout(p=0.1, inplace=False)",
      "        (dropout3): Dropout(p=0.1, inplace=False)",
      "        (activation): GELU(approximate='none')",
      "      )",
      "    )",
      "    (norm): LayerNorm((4,), eps=1e-05, elementwise_affine=True)",
      "  )",
      ")",
    ].join("\n"),
  ],
];

describe("printing", () => {
  for (const [module, text] of golden) {
    it(`prints ${text.split("\n")[0]}`, () => {
      expect(String(module())).toBe(text);
    });
  }

  it("shows a module in Node's console as it prints", () => {
    expect(inspect(new nn.Linear(1, 2))).toBe(String(new nn.Linear(1, 2)));
  });

  it("prints a child that is left out", () => {
    class Net extends nn.Module {
      head: nn.Linear | null = new nn.Linear(1, 1);
    }
    const net = new Net();
    net.parameters();
    net.head = null;
    expect(String(net)).toBe("Net(\n  (head): None\n)");
  });

  it("tells JSON its class, options and children", () => {
    const net = new nn.Sequential(new nn.Linear(1, 2), new nn.ReLU());
    expect(JSON.parse(JSON.stringify(net))).toEqual({
      module: "Sequential",
      options: "",
      children: {
        0: { module: "Linear", options: "in_features=1, out_features=2, bias=True", children: {} },
        1: { module: "ReLU", options: "", children: {} },
      },
    });
  });
});
