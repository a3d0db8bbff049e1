/** What the compiler knows of modules; `tsc -b` checks it. */
import * as torch from "@tapeloop/core";
import type { Tensor } from "@tapeloop/core";
import * as nn from "@tapeloop/nn";
import { describe, expectTypeOf, it } from "vitest";

class Scorer extends nn.Module {
  embedding = new nn.Embedding(10, 4);
  net = new nn.Sequential(new nn.Linear(4, 4), new nn.ReLU());
  override forward(
    ids: Tensor,
    { scale = 1 }: { scale?: number } = {},
  ): { score: Tensor; hidden: Tensor } {
    const hidden = this.net(this.embedding(ids));
    return { score: hidden.sum().mul(scale), hidden };
  }
}

describe("types", () => {
  it("a call has forward's parameters and result", () => {
    const scorer = new Scorer();
    expectTypeOf(scorer).parameters.toEqualTypeOf<[ids: Tensor, options?: { scale?: number }]>();
    expectTypeOf(scorer).returns.toEqualTypeOf<{ score: Tensor; hidden: Tensor }>();
    expectTypeOf<nn.Linear>().toBeCallableWith(torch.ones([1, 4]));
    // @ts-expect-error -- a number is no tensor
    void (() => scorer(1));
    // @ts-expect-error -- Linear takes one tensor
    void (() => scorer.net(torch.ones([1]), torch.ones([1])));
  });

  it("every module is a Module, and layers of one tensor are Layers", () => {
    expectTypeOf<Scorer>().toExtend<nn.Module>();
    expectTypeOf<nn.LSTM>().toExtend<nn.Module>();
    expectTypeOf<nn.Conv2d>().toExtend<nn.Layer>();
    expectTypeOf<nn.MaxPool2d>().toExtend<nn.Layer>();
    expectTypeOf<nn.Sequential>().toExtend<nn.Layer>();
    expectTypeOf<nn.LSTM>().not.toExtend<nn.Layer>();
    expectTypeOf<Scorer>().not.toExtend<nn.Layer>();
    // @ts-expect-error -- an LSTM answers more than a tensor
    void (() => new nn.Sequential(new nn.LSTM(2, 3)));
  });

  it("lists know what they hold", () => {
    const list = new nn.ModuleList([new nn.Linear(1, 1), new nn.Linear(1, 1)]);
    expectTypeOf(list[0]).toEqualTypeOf<nn.Linear>();
    expectTypeOf(list.at(0).weight).toEqualTypeOf<nn.Parameter>();
    expectTypeOf(new nn.ModuleList<nn.LSTM>()[0]).toEqualTypeOf<nn.LSTM>();
    expectTypeOf(new nn.Sequential()[0]).toEqualTypeOf<nn.Layer>();
    expectTypeOf(new nn.ModuleDict({ a: new nn.Linear(1, 1) }).get("a")).toEqualTypeOf<nn.Linear>();
  });

  it("results follow options and inputs", () => {
    expectTypeOf(new nn.MaxPool2d(2)).returns.toEqualTypeOf<Tensor>();
    expectTypeOf(new nn.MaxPool2d(2, { returnIndices: true })).returns.toEqualTypeOf<
      readonly [values: Tensor, indices: Tensor]
    >();
    expectTypeOf(new nn.AdaptiveMaxPool1d(2, true)).returns.toEqualTypeOf<
      readonly [values: Tensor, indices: Tensor]
    >();
    const lstm = new nn.LSTM(2, 3);
    const packed = {} as InstanceType<typeof nn.utils.rnn.PackedSequence>;
    const ofTensor = (): unknown => {
      const [output, [hidden, cell]] = lstm(torch.ones([1, 1, 2]));
      expectTypeOf(output).toEqualTypeOf<Tensor>();
      expectTypeOf([hidden, cell]).toEqualTypeOf<Tensor[]>();
      return output;
    };
    const ofPacked = (): unknown => {
      const [output] = lstm(packed);
      expectTypeOf(output).toEqualTypeOf<InstanceType<typeof nn.utils.rnn.PackedSequence>>();
      return output;
    };
    expectTypeOf(ofTensor).toBeFunction();
    expectTypeOf(ofPacked).toBeFunction();
    expectTypeOf(lstm.weightIhL0).toEqualTypeOf<nn.Parameter>();
  });

  it("a plain tensor is no Parameter", () => {
    expectTypeOf<nn.Parameter>().toExtend<Tensor>();
    expectTypeOf<Tensor>().not.toExtend<nn.Parameter>();
    const linear = new nn.Linear(1, 1);
    expectTypeOf(linear.parameters()).toEqualTypeOf<nn.Parameter[]>();
    expectTypeOf(linear.bias).toEqualTypeOf<nn.Parameter | null>();
    void (() => {
      // @ts-expect-error -- an op's result would take the place of what is learnt
      linear.weight = linear.weight.sub(1);
    });
  });

  it("constructors want what is needed, by position or by name", () => {
    void (() => {
      // @ts-expect-error -- outFeatures is missing
      void new nn.Linear(1);
      // @ts-expect-error -- outFeatures is missing
      void new nn.Linear({ inFeatures: 1 });
      // @ts-expect-error -- there is no such option
      void new nn.Conv2d(1, 1, 3, { strides: 2 });
      // @ts-expect-error -- a 2d kernel has two sizes
      void new nn.Conv2d(1, 1, [3, 3, 3]);
      // @ts-expect-error -- a reduction is one of three words
      void new nn.MSELoss({ reduction: "average" });
    });
    const made = [
      new nn.Conv2d(1, 2, 3, { padding: "same" }),
      new nn.Conv2d({ inChannels: 1, outChannels: 2, kernelSize: [3, 3], bias: false }),
    ];
    expectTypeOf(made).toEqualTypeOf<nn.Conv2d[]>();
  });

  it("hooks know their module", () => {
    new nn.Linear(1, 1).registerForwardHook((module) => {
      expectTypeOf(module).toEqualTypeOf<nn.Linear>();
    });
    const twin = new Scorer().clone();
    expectTypeOf(twin).toEqualTypeOf<Scorer>();
    expectTypeOf(new nn.ReLU().eval()).toEqualTypeOf<nn.ReLU>();
  });
});
