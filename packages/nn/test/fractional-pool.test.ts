import * as torch from "@tapeloop/core";
import * as nn from "@tapeloop/nn";
import { describe, expect, it } from "vitest";
import { flat, near, wave } from "./golden.ts";

// Values: PyTorch 1.13's, of the same calls on the same inputs.
describe("FractionalMaxPool", () => {
  it("takes the regions that the samples say", () => {
    const _randomSamples = torch.tensor(
      [
        [
          [0.3, 0.8],
          [0.95, 0.1],
        ],
      ],
      { dtype: "float64" },
    );
    const pool = new nn.FractionalMaxPool2d(2, [4, 3], { returnIndices: true, _randomSamples });
    const [values, indices] = pool(wave([1, 2, 7, 6]));
    expect(flat(indices)).toEqual([
      1, 2, 11, 19, 20, 17, 19, 20, 28, 37, 38, 35, 6, 3, 4, 13, 14, 11, 24, 21, 22, 31, 32, 40,
    ]);
    expect(flat(values).slice(0, 6)).toEqual(
      near([0.9320391, 0.9463001, 0.9407306, 0.9436957, 0.9348951, -0.1656042]),
    );
    expect(Object.keys(pool.stateDict())).toEqual(["_random_samples"]);
  });

  it("takes those of volumes, by ratio", () => {
    const _randomSamples = torch.tensor(
      [
        [
          [0.3, 0.8, 0.6],
          [0.95, 0.1, 0.4],
        ],
      ],
      { dtype: "float64" },
    );
    const pool = new nn.FractionalMaxPool3d({
      kernelSize: [2, 3, 1],
      outputRatio: [0.5, 0.6, 0.5],
      returnIndices: true,
      _randomSamples,
    });
    const [values, indices] = pool(wave([2, 5, 6, 4]));
    expect(values.shape).toEqual([2, 2, 3, 2]);
    expect(flat(indices)).toEqual([
      28, 11, 28, 11, 20, 19, 100, 83, 100, 83, 92, 91, 8, 7, 8, 7, 16, 43, 96, 79, 80, 79, 88, 115,
    ]);
  });

  it("draws them from the generator as PyTorch does, in float32", () => {
    const input = (shape: number[]): torch.Tensor =>
      torch
        .arange(shape.reduce((a, b) => a * b))
        .to("float32")
        .mul(0.7)
        .sin()
        .reshape(shape);
    torch.manualSeed(3);
    const [, image] = new nn.FractionalMaxPool2d(3, { outputRatio: 0.4, returnIndices: true })(
      input([2, 2, 9, 10]),
    );
    expect(flat(image)).toEqual([
      20, 2, 4, 29, 30, 54, 56, 47, 82, 83, 74, 67, 2, 3, 27, 29, 30, 55, 47, 38, 82, 65, 65, 67, 2,
      2, 4, 29, 30, 54, 56, 38, 82, 74, 65, 67, 2, 3, 27, 28, 30, 55, 55, 37, 82, 73, 65, 89,
    ]);
    torch.manualSeed(3);
    const pool = new nn.FractionalMaxPool3d([2, 3, 3], [3, 2, 3], null, true);
    const [, volume] = pool(input([2, 8, 9, 10]));
    expect(flat(volume)).toEqual([
      92, 3, 119, 172, 83, 67, 370, 273, 388, 442, 433, 449, 541, 543, 559, 711, 604, 719, 90, 115,
      117, 81, 153, 179, 270, 385, 377, 440, 333, 449, 540, 655, 548, 602, 603, 629,
    ]);
    expect(torch.rand(1).item()).toBeCloseTo(0.7719, 4);
  });

  it("lets NaN win, and takes the first of equals", () => {
    const low = -Infinity;
    const x = torch.tensor([
      [
        [5, low, low, low],
        [low, NaN, NaN, low],
        [low, low, low, low],
        [low, low, low, low],
      ],
    ]);
    const [values, indices] = new nn.FractionalMaxPool2d(2, 2, { returnIndices: true })(x);
    expect(flat(values)).toEqual([NaN, NaN, -Infinity, -Infinity]);
    expect(flat(indices)).toEqual([5, 6, 8, 10]);
  });

  it("is undone by MaxUnpool, and sends gradients to where values came from", () => {
    const x = wave([1, 1, 4, 4]).requiresGrad_();
    const [values, indices] = new nn.FractionalMaxPool2d(2, 2, { returnIndices: true })(x);
    values.sum().backward();
    const places = new nn.MaxUnpool2d(2)(torch.onesLike(values), indices);
    expect(flat(x.grad)).toEqual(flat(places));
  });

  it("refuses what PyTorch refuses", () => {
    expect(() => new nn.FractionalMaxPool2d(2)).toThrow(/either an outputSize, or an outputRatio/);
    expect(() => new nn.FractionalMaxPool3d(2, 3, 0.5)).toThrow(/only one of outputSize and/);
    expect(() => new nn.FractionalMaxPool2d(2, { outputRatio: [0, 0.5] })).toThrow(
      /outputRatio must be between 0 and 1 \(got 0, 0.5\)/,
    );
    expect(() => new nn.FractionalMaxPool2d([2, 2, 2] as never, 3)).toThrow(/2 of them/);
  });

  it("prints as PyTorch's", () => {
    expect(String(new nn.FractionalMaxPool2d(2, 3))).toBe("FractionalMaxPool2d()");
  });
});
