import { manualSeed, rand, randn, tensor, type Tensor, TensorError, zeros } from "@tapeloop/core";
import { DataLoader, TensorDataset } from "@tapeloop/data";
import * as nn from "@tapeloop/nn";
import * as optim from "@tapeloop/optim";
import {
  type Callback,
  type Compiled,
  EarlyStopping,
  evaluate,
  fit,
  type FitOptions,
  LambdaCallback,
  type Logs,
  ModelCheckpoint,
  predict,
  ProgressBar,
  type Run,
} from "@tapeloop/train";
import { describe, expect, test, vi } from "vitest";

interface Setting {
  readonly net: nn.Sequential;
  readonly compiled: Compiled;
  readonly x: Tensor;
  readonly y: Tensor;
}

/** A small regression: 20 rows, y = x1 + 2·x2. */
function regression(): Setting {
  manualSeed(1);
  const x = rand(20, 2);
  const y = x.matmul(tensor([[1], [2]]));
  const net = new nn.Sequential(new nn.Linear(2, 4), new nn.Dropout(0.2), new nn.Linear(4, 1));
  const optimizer = new optim.Adam(net.parameters(), { lr: 0.01 });
  return { net, compiled: { loss: new nn.MSELoss(), optimizer }, x, y };
}

const quiet: FitOptions = { verbose: 0 };

/** A model of one weight that `fit` never changes by itself: a callback sets it, so each epoch's loss is known. */
function scripted(losses: readonly number[], callbacks: readonly Callback[]): number[] {
  const net = new nn.Linear(1, 1, { bias: false });
  const optimizer = new optim.SGD(net.parameters(), { lr: 0 });
  const set = new LambdaCallback({
    onEpochBegin: (epoch) => void net.weight.detach().fill_(losses[epoch]),
  });
  const loss = (prediction: Tensor): Tensor => prediction.mean();
  const { history } = fit(net, { loss, optimizer }, tensor([[1]]), tensor([[1]]), {
    epochs: losses.length,
    verbose: 0,
    callbacks: [set, ...callbacks],
  });
  return [...history.loss, Number(net.weight.item())];
}

describe("fit", () => {
  test("is the usual loop: the same losses, and the same weights", () => {
    const { net, compiled, x, y } = regression();
    const { epoch, history } = fit(net, compiled, x, y, { ...quiet, epochs: 3, batchSize: 6 });

    const twin = regression();
    const losses: number[] = [];
    const loader = new DataLoader(new TensorDataset(x, y), { batchSize: 6, shuffle: true });
    for (let i = 0; i < 3; i++) {
      let total = 0;
      for (const [xs, ys] of loader) {
        twin.compiled.optimizer.zeroGrad();
        const loss = twin.compiled.loss(twin.net(xs), ys);
        loss.backward();
        twin.compiled.optimizer.step();
        total += Number(loss.item()) * xs.size(0);
      }
      losses.push(total / 20);
    }
    expect(epoch).toEqual([0, 1, 2]);
    expect(history).toEqual({ loss: losses });
    expect(predict(net, x).tolist()).toEqual(predict(twin.net, x).tolist());
  });

  test("holds out the last rows, and measures loss and metrics on both parts", () => {
    const { net, compiled, x, y } = regression();
    const seen: number[] = [];
    const mae = (prediction: Tensor, target: Tensor): Tensor => {
      seen.push(target.size(0));
      return prediction.sub(target).abs().mean();
    };
    const measures = { ...compiled, metrics: { mae } };
    const { history } = fit(net, measures, x, y, {
      ...quiet,
      epochs: 2,
      batchSize: 8,
      validationSplit: 0.25,
      validationBatchSize: 3,
    });
    expect(Object.keys(history)).toEqual(["loss", "mae", "valLoss", "valMae"]);
    expect(seen).toEqual([8, 7, 3, 2, 8, 7, 3, 2]);
    const last = evaluate(net, measures, x.narrow(0, 15, 5), y.narrow(0, 15, 5));
    expect(history.valLoss[1]).toBeCloseTo(last.loss, 6);
    expect(history.valMae[1]).toBeCloseTo(last.mae, 6);
  });

  test("validation changes nothing of the training", () => {
    const alone = regression();
    const part = { ...quiet, epochs: 3 };
    const [x, y] = [alone.x.narrow(0, 0, 16), alone.y.narrow(0, 0, 16)];
    const { history } = fit(alone.net, alone.compiled, x, y, part);
    const validated = regression();
    const split = fit(validated.net, validated.compiled, validated.x, validated.y, {
      ...part,
      validationSplit: 0.2,
    });
    expect(split.history.loss).toEqual(history.loss);
    const given = regression();
    const pair = fit(given.net, given.compiled, x, y, {
      ...part,
      validationSplit: 0.5,
      validationData: [given.x.narrow(0, 16, 4), given.y.narrow(0, 16, 4)],
    });
    expect(pair.history).toEqual(split.history);
  });

  test("in order where shuffle is off", () => {
    const { net, compiled, x, y } = regression();
    const first: number[] = [];
    const loss = (prediction: Tensor, target: Tensor): Tensor => {
      first.push(Number(target.index(0, 0).item()));
      return compiled.loss(prediction, target);
    };
    fit(net, { ...compiled, loss }, x, y, { ...quiet, batchSize: 10, shuffle: false });
    expect(first).toEqual([y.index(0, 0).item(), y.index(10, 0).item()]);
  });

  test("leaves each module in its own mode", () => {
    const { net, compiled, x, y } = regression();
    net.eval();
    const modes: boolean[] = [];
    net.registerForwardPreHook((module) => void modes.push(module.training));
    fit(net, compiled, x, y, { ...quiet, validationSplit: 0.5 });
    expect(modes).toEqual([true, false]);
    expect([...net.modules()].map(({ training }) => training)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test("models of several inputs", () => {
    class Sum extends nn.Module {
      scale = new nn.Linear(1, 1);
      override forward(a: Tensor, b: Tensor): Tensor {
        return this.scale(a.add(b));
      }
    }
    manualSeed(0);
    const net = new Sum();
    const optimizer = new optim.SGD(net.parameters(), { lr: 0.1 });
    const [a, b] = [rand(40, 1), rand(40, 1)];
    const { history } = fit(net, { loss: new nn.MSELoss(), optimizer }, [a, b], a.add(b).mul(3), {
      ...quiet,
      epochs: 40,
      batchSize: 10,
    });
    expect(history.loss[39]).toBeLessThan(0.01);
    expect(predict(net, [a, b]).shape).toEqual([40, 1]);
  });

  test("no epochs: an empty history", () => {
    const { net, compiled, x, y } = regression();
    expect(fit(net, compiled, x, y, { ...quiet, epochs: 0 })).toEqual({ epoch: [], history: {} });
  });

  test.each<[string, (setting: Setting) => unknown, RegExp]>([
    [
      "lengths that differ",
      ({ net, compiled, y }) => fit(net, compiled, zeros(19, 2), y, quiet),
      /fit: x and y have different numbers of rows: 19 and 20/,
    ],
    [
      "empty data",
      ({ net, compiled }) => fit(net, compiled, zeros(0, 2), zeros(0, 1), quiet),
      /fit: the data is empty/,
    ],
    [
      "0-d data",
      ({ net, compiled, y }) => fit(net, compiled, tensor(1), y, quiet),
      /fit: x has no rows/,
    ],
    [
      "no inputs",
      ({ net, compiled, y }) => fit(net, compiled, [], y, quiet),
      /fit: x is an empty array/,
    ],
    [
      "data that is no tensor",
      ({ net, compiled, y }) => fit(net, compiled, [[1, 2]] as never, y, quiet),
      /fit: x must be a tensor/,
    ],
    [
      "empty validation data",
      ({ net, compiled, x, y }) =>
        fit(net, compiled, x, y, { ...quiet, validationData: [zeros(0, 2), zeros(0, 1)] }),
      /fit: validationData: the data is empty/,
    ],
    [
      "a split that leaves nothing to train on",
      ({ net, compiled, x, y }) => fit(net, compiled, x, y, { ...quiet, validationSplit: 0.99 }),
      /validationSplit 0.99 of 20 rows leaves none to train on/,
    ],
    [
      "a split outside its range",
      ({ net, compiled, x, y }) => fit(net, compiled, x, y, { ...quiet, validationSplit: 1 }),
      /validationSplit must be a part of the rows/,
    ],
    [
      "a batch size of 0",
      ({ net, compiled, x, y }) => fit(net, compiled, x, y, { ...quiet, batchSize: 0 }),
      /batchSize must be an integer of 1 or more, got 0/,
    ],
    [
      "half an epoch",
      ({ net, compiled, x, y }) => fit(net, compiled, x, y, { ...quiet, epochs: 0.5 }),
      /epochs must be an integer of 0 or more, got 0.5/,
    ],
    [
      "an unknown option",
      ({ net, compiled, x, y }) => fit(net, compiled, x, y, { batch_size: 3 } as never),
      /fit: unknown option "batch_size"; known: batchSize, epochs/,
    ],
    [
      "an unknown monitor",
      ({ net, compiled, x, y }) =>
        fit(net, compiled, x, y, { ...quiet, callbacks: [new EarlyStopping()] }),
      /EarlyStopping: monitor "valLoss" is not measured; there is loss; to validate, give fit a validationSplit/,
    ],
    [
      "a loss that is not reduced",
      ({ net, compiled, x, y }) =>
        fit(net, { ...compiled, loss: new nn.MSELoss({ reduction: "none" }) }, x, y, quiet),
      /fit: the loss must be a tensor of one element/,
    ],
    [
      "a metric with a name that is taken",
      ({ net, compiled, x, y }) =>
        fit(net, { ...compiled, metrics: { valLoss: () => 1 } }, x, y, quiet),
      /a metric cannot be called "valLoss"/,
    ],
    [
      "something else for an optimizer",
      ({ net, compiled, x, y }) => fit(net, { ...compiled, optimizer: "adam" as never }, x, y),
      /optimizer must be an optimizer/,
    ],
    [
      "a callback that does nothing",
      ({ net, compiled, x, y }) =>
        fit(net, compiled, x, y, { ...quiet, callbacks: [{ onEpoch() {} } as never] }),
      /a callback must be an object with at least one of onTrainBegin/,
    ],
    [
      "a verbosity that does not exist",
      ({ net, compiled, x, y }) => fit(net, compiled, x, y, { verbose: 3 as never }),
      /verbose must be 0/,
    ],
  ])("refuses %s before anything has changed", (_what, run, message) => {
    const setting = regression();
    const before = JSON.stringify([...setting.net.parameters()].map((p) => p.tolist()));
    expect(() => run(setting)).toThrow(message);
    expect(() => run(setting)).toThrow(TensorError);
    expect(JSON.stringify([...setting.net.parameters()].map((p) => p.tolist()))).toBe(before);
  });
});

describe("evaluate and predict", () => {
  test("mean over rows, whatever the batches; in evaluation mode; without a graph", () => {
    const { net, compiled, x, y } = regression();
    const whole = evaluate(net, compiled, x, y, { batchSize: 20 });
    expect(evaluate(net, compiled, x, y, { batchSize: 7 }).loss).toBeCloseTo(whole.loss, 6);
    expect(net.training).toBe(true);
    const predicted = predict(net, x, { batchSize: 7 });
    expect(predicted.requiresGrad).toBe(false);
    expect(predicted.shape).toEqual([20, 1]);
    expect(Number(compiled.loss(predicted, y).item())).toBeCloseTo(whole.loss, 6);
  });

  test("refuse what does not fit", () => {
    const { net, compiled, x } = regression();
    expect(() => evaluate(net, compiled, x, zeros(3, 1))).toThrow(/evaluate: x and y/);
    expect(() => predict(net, zeros(0, 2))).toThrow(/predict: the data is empty/);
    expect(() => predict(net, x, { size: 3 } as never)).toThrow(/unknown option "size"/);
  });
});

describe("EarlyStopping", () => {
  test("waits as long as it is patient, and keeps the last weights", () => {
    const stopping = new EarlyStopping({ monitor: "loss", patience: 2 });
    expect(scripted([5, 4, 4.5, 4.2, 1], [stopping])).toEqual([
      5,
      4,
      4.5,
      expect.closeTo(4.2),
      expect.closeTo(4.2),
    ]);
    expect(stopping).toMatchObject({ best: 4, bestEpoch: 1, stoppedEpoch: 3 });
  });

  test("goes back to the best weights, stopped or not", () => {
    const options = { monitor: "loss", patience: 2, restoreBestWeights: true };
    expect(scripted([5, 4, 6, 7, 1], [new EarlyStopping(options)])).toEqual([5, 4, 6, 7, 4]);
    expect(scripted([5, 4, 6], [new EarlyStopping(options)])).toEqual([5, 4, 6, 4]);
  });

  test("better by less than minDelta is not better", () => {
    const options = { monitor: "loss", patience: 1, minDelta: 0.5 };
    expect(scripted([5, 4.75, 1], [new EarlyStopping(options)])).toEqual([5, 4.75, 4.75]);
    expect(scripted([5, 4.25, 1], [new EarlyStopping(options)])).toEqual([5, 4.25, 1, 1]);
  });

  test("more is better where the mode, or the name, says so", () => {
    const up = new EarlyStopping({ monitor: "loss", mode: "max", patience: 1 });
    expect(scripted([1, 2, 1.5, 3], [up])).toEqual([1, 2, 1.5, 1.5]);
    const run = { names: ["valAccuracy"], stop: vi.fn<() => void>() } as unknown as Run;
    const stopping = new EarlyStopping({ monitor: "valAccuracy", patience: 1 });
    stopping.onTrainBegin(run);
    for (const [epoch, valAccuracy] of [0.5, 0.6, 0.6].entries())
      stopping.onEpochEnd(epoch, { valAccuracy }, run);
    expect(run.stop).toHaveBeenCalledOnce();
    expect(stopping.bestEpoch).toBe(1);
  });

  test("a NaN is never better; a baseline must be beaten; early epochs can be left out", () => {
    const nan = new EarlyStopping({ monitor: "loss", patience: 1 });
    expect(scripted([3, NaN, 1], [nan])).toEqual([3, NaN, NaN]);
    const baseline = new EarlyStopping({ monitor: "loss", patience: 2, baseline: 1 });
    expect(scripted([5, 4, 3, 2], [baseline])).toEqual([5, 4, 4]);
    const beaten = new EarlyStopping({ monitor: "loss", patience: 2, baseline: 4.5 });
    expect(scripted([5, 4, 5, 3], [beaten])).toHaveLength(5);
    const late = new EarlyStopping({ monitor: "loss", patience: 1, startFromEpoch: 3 });
    expect(scripted([1, 2, 3, 4, 5, 6], [late])).toHaveLength(6);
  });

  test("starts afresh with each training", () => {
    const stopping = new EarlyStopping({ monitor: "loss", patience: 1 });
    scripted([1, 2], [stopping]);
    scripted([5, 4, 3], [stopping]);
    expect(stopping).toMatchObject({ best: 3, bestEpoch: 2, stoppedEpoch: null });
  });

  test("refuses options that mean nothing", () => {
    expect(() => new EarlyStopping({ patience: -1 })).toThrow(/patience must be an integer of 0/);
    expect(() => new EarlyStopping({ mode: "least" as never })).toThrow(/mode must be/);
    expect(() => new EarlyStopping({ min_delta: 1 } as never)).toThrow(/unknown option/);
    expect(() => new EarlyStopping({ minDelta: NaN })).toThrow(/minDelta must be a number/);
  });
});

describe("ModelCheckpoint", () => {
  test("keeps the best weights, and saves copies", () => {
    const saved: [number, number][] = [];
    const save = (weights: nn.StateDict, epoch: number): void =>
      void saved.push([epoch, Number(weights.weight.item())]);
    const best = new ModelCheckpoint({ monitor: "loss", saveBestOnly: true, save });
    expect(scripted([5, 4, 6, 3, 7], [best])).toEqual([5, 4, 6, 3, 7, 7]);
    expect(saved).toEqual([
      [0, 5],
      [1, 4],
      [3, 3],
    ]);
    expect(best).toMatchObject({ best: 3, bestEpoch: 3 });
    expect(best.bestWeights?.weight.item()).toBe(3);
    saved.length = 0;
    scripted([5, 2.5], [best]);
    expect(saved).toEqual([[1, 2.5]]);
    saved.length = 0;
    scripted([1, 2], [new ModelCheckpoint({ monitor: "loss", save, initialValueThreshold: 0 })]);
    expect(saved).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  test("refuses an unknown monitor", () => {
    expect(() => scripted([1], [new ModelCheckpoint({ monitor: "accuracy" })])).toThrow(
      /ModelCheckpoint: monitor "accuracy" is not measured; there is loss/,
    );
  });
});

describe("LambdaCallback", () => {
  test("is called at each moment, in order", () => {
    const { net, compiled, x, y } = regression();
    const moments: string[] = [];
    const log = (text: string): void => void moments.push(text);
    const names = (logs: Logs): string => Object.keys(logs).join("+");
    const callback = new LambdaCallback({
      onTrainBegin: ({ epochs, steps }) => log(`train ${epochs}x${steps}`),
      onTrainEnd: () => log("end"),
      onEpochBegin: (epoch) => log(`epoch ${epoch}`),
      onEpochEnd: (epoch, logs, run) => {
        log(`epoch ${epoch} ${names(logs)}`);
        run.stop();
      },
      onTrainBatchBegin: (batch) => log(`batch ${batch}`),
      onTrainBatchEnd: (batch, logs) => log(`batch ${batch} ${names(logs)}`),
    });
    fit(net, compiled, x, y, {
      ...quiet,
      epochs: 5,
      batchSize: 10,
      validationSplit: 0.1,
      callbacks: [callback],
    });
    expect(moments).toEqual([
      "train 5x2",
      "epoch 0",
      "batch 0",
      "batch 0 loss",
      "batch 1",
      "batch 1 loss",
      "epoch 0 loss+valLoss",
      "end",
    ]);
  });

  test("refuses moments that do not exist", () => {
    expect(() => new LambdaCallback({ onEpochFinish() {} } as never)).toThrow(
      /unknown moment "onEpochFinish"; known: onTrainBegin/,
    );
  });
});

describe("ProgressBar", () => {
  function written(options: ConstructorParameters<typeof ProgressBar>[0]): string {
    const { net, compiled, x, y } = regression();
    let text = "";
    const bar = new ProgressBar({ ...options, write: (more) => void (text += more) });
    fit(net, compiled, x, y, { epochs: 2, batchSize: 5, callbacks: [bar] });
    return text.replaceAll(/\d+\.\d s/g, "T").replaceAll(/\d+\.\d{4}/g, "N");
  }

  test("in a pipe: a finished line per epoch", () => {
    expect(written({ width: 8 })).toBe(
      "epoch 1/2  [========] 4/4  T  loss N\nepoch 2/2  [========] 4/4  T  loss N\n",
    );
    expect(written({ bar: false })).toBe("epoch 1/2  4/4  T  loss N\nepoch 2/2  4/4  T  loss N\n");
  });

  test("on a terminal: the line is drawn again and again, over all of what stood there", () => {
    let now = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => (now += 60));
    const text = written({ redraw: true, width: 4 });
    clock.mockRestore();
    const frames = text.split("\n")[0].split("\r");
    expect(frames.map((frame) => frame.trimEnd())).toEqual([
      "",
      "epoch 1/2  [=...] 1/4  T  loss N",
      "epoch 1/2  [==..] 2/4  T  loss N",
      "epoch 1/2  [===.] 3/4  T  loss N",
      "epoch 1/2  [====] 4/4  T  loss N",
      "epoch 1/2  [====] 4/4  T  loss N",
    ]);
    expect(text.split("\n")).toHaveLength(3);
  });

  test("fit shows one by itself, on standard output, unless it is to be silent", () => {
    const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const { net, compiled, x, y } = regression();
    fit(net, compiled, x, y);
    fit(net, compiled, x, y, { verbose: 2 });
    fit(net, compiled, x, y, { verbose: 0 });
    const lines = out.mock.calls.map(([text]) => String(text));
    out.mockRestore();
    expect(lines.join("")).toMatch(/epoch 1\/1 {2}\[={20}\] 1\/1 .*\n.*epoch 1\/1 {2}1\/1 /s);
    expect(lines.join("").match(/\n/g)).toHaveLength(2);
  });

  test("a row of noise trains, too", () => {
    const net = new nn.Linear(3, 1);
    const optimizer = new optim.SGD(net.parameters(), { lr: 0.1 });
    const { history } = fit(
      net,
      { loss: new nn.L1Loss(), optimizer },
      randn(1, 3),
      zeros(1, 1),
      quiet,
    );
    expect(history.loss).toHaveLength(1);
  });
});
