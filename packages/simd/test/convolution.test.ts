import type { ConvolutionPlan, Convolve, ConvolveWeight } from "@tapeloop/core/kernels";
import { describe, expect, test } from "vitest";

import { pair, random } from "./support.ts";

const U = 2 ** -24;

/** Depth, height and width of each. */
interface Case extends Partial<Omit<ConvolutionPlan, "output">> {
  image: readonly [number, number, number];
  /** Zeros behind, where they differ from those in front. */
  behind?: readonly number[];
}

function planOf({ behind, ...given }: Case): ConvolutionPlan {
  const plan = {
    batch: 2,
    groups: 1,
    inputs: 3,
    outputs: 5,
    kernel: [1, 3, 3],
    stride: [1, 1, 1],
    padding: [0, 1, 1],
    dilation: [1, 1, 1],
    ...given,
  };
  const output = plan.image.map((size, i) => {
    const padded = size + plan.padding[i] + (behind ?? plan.padding)[i];
    return Math.floor((padded - plan.dilation[i] * (plan.kernel[i] - 1) - 1) / plan.stride[i]) + 1;
  });
  return { ...plan, output };
}

const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);

/** Calls `visit` with the position of each weight, and that of each pixel and output that it joins. */
function joins(p: ConvolutionPlan, visit: (x: number, w: number, out: number) => void): void {
  const [D, H, W] = p.image;
  const [kd, kh, kw] = p.kernel;
  const [od, oh, ow] = p.output;
  const at = (o: number, i: number, k: number): number =>
    o * p.stride[i] - p.padding[i] + k * p.dilation[i];
  let w = 0;
  for (let o = 0; o < p.groups * p.outputs; o++) {
    for (let c = 0; c < p.inputs; c++) {
      for (let k = 0; k < kd * kh * kw; k++, w++) {
        const [i, j, l] = [Math.floor(k / (kh * kw)), Math.floor(k / kw) % kh, k % kw];
        for (let n = 0; n < p.batch; n++) {
          const channel = (n * p.groups + Math.floor(o / p.outputs)) * p.inputs + c;
          for (let q = 0; q < od * oh * ow; q++) {
            const z = at(Math.floor(q / (oh * ow)), 0, i);
            const y = at(Math.floor(q / ow) % oh, 1, j);
            const x = at(q % ow, 2, l);
            if (z < 0 || z >= D || y < 0 || y >= H || x < 0 || x >= W) continue;
            const out = (n * p.groups * p.outputs + o) * od * oh * ow + q;
            visit(((channel * D + z) * H + y) * W + x, w, out);
          }
        }
      }
    }
  }
}

function sizes(p: ConvolutionPlan): { x: number; w: number; out: number } {
  const channels = p.batch * p.groups;
  return {
    x: channels * p.inputs * product(p.image),
    w: p.groups * p.outputs * p.inputs * product(p.kernel),
    out: channels * p.outputs * product(p.output),
  };
}

function numbers(seed: number, length: number): Float32Array {
  return Float32Array.from({ length }, random(seed));
}

/** Each of `terms` products and sums rounds once, relative to what the magnitudes alone give. */
function expectClose(
  got: Float32Array,
  wanted: Float64Array,
  magnitude: Float64Array,
  terms: number,
): void {
  const at = got.findIndex((y, i) => !(Math.abs(y - wanted[i]) <= (terms + 2) * U * magnitude[i]));
  expect(at, `element ${at}: ${got[at]} for ${wanted[at]}`).toBe(-1);
}

const cases: Record<string, Case> = {
  "first layer": { image: [1, 28, 28], inputs: 1, outputs: 16 },
  "second layer": { image: [1, 14, 14], inputs: 16, outputs: 32 },
  "no padding": { image: [1, 11, 13], padding: [0, 0, 0] },
  "one by one": {
    image: [1, 9, 10],
    kernel: [1, 1, 1],
    padding: [0, 0, 0],
    inputs: 20,
    outputs: 9,
  },
  "wide padding": { image: [1, 6, 7], padding: [0, 3, 4] },
  "more behind": { image: [1, 9, 9], kernel: [1, 4, 4], padding: [0, 1, 1], behind: [0, 2, 2] },
  "none behind": { image: [1, 9, 12], padding: [0, 2, 2], behind: [0, 0, 0] },
  "rest that no place sees": {
    image: [1, 10, 12],
    stride: [1, 3, 3],
    padding: [0, 0, 0],
    inputs: 8,
  },
  "stride 2": { image: [1, 15, 16], stride: [1, 2, 2], inputs: 8 },
  "stride of rows": { image: [1, 15, 16], stride: [1, 2, 1], inputs: 8 },
  "stride of columns": { image: [1, 15, 16], stride: [1, 1, 3], inputs: 8 },
  "stride beyond the kernel": { image: [1, 20, 21], stride: [1, 4, 5], inputs: 16 },
  "stride and dilation": { image: [1, 19, 18], stride: [1, 2, 3], dilation: [1, 2, 2], inputs: 8 },
  dilation: { image: [1, 12, 12], dilation: [1, 2, 3], padding: [0, 2, 3] },
  groups: { image: [1, 8, 9], groups: 3, inputs: 2, outputs: 4 },
  depthwise: { image: [1, 12, 12], groups: 8, inputs: 1, outputs: 1 },
  signal: { image: [1, 1, 50], kernel: [1, 1, 5], padding: [0, 0, 2], inputs: 4 },
  "long signal": { image: [1, 1, 9000], kernel: [1, 1, 5], padding: [0, 0, 2], stride: [1, 1, 2] },
  "signal of one column": { image: [1, 50, 1], kernel: [1, 5, 1], padding: [0, 2, 0], inputs: 4 },
  volume: { image: [5, 6, 7], kernel: [3, 3, 3], padding: [1, 1, 1] },
  "volume, stride 2": {
    image: [6, 7, 8],
    kernel: [2, 3, 3],
    stride: [2, 2, 2],
    padding: [1, 1, 1],
  },
  "volume, dilated": {
    image: [6, 7, 8],
    kernel: [2, 2, 2],
    dilation: [3, 1, 2],
    padding: [1, 0, 1],
  },
  "image in strips": { image: [1, 90, 100], inputs: 6, outputs: 7 },
  "image in strips, stride 2": { image: [1, 121, 120], inputs: 6, outputs: 7, stride: [1, 2, 2] },
  "one output": {
    image: [1, 4, 4],
    kernel: [1, 4, 4],
    padding: [0, 0, 0],
    inputs: 20,
    outputs: 30,
  },
  "one pixel": { image: [1, 1, 1], inputs: 16, outputs: 16 },
  "one row": { image: [1, 1, 12], inputs: 16, outputs: 16 },
  "one column": { image: [1, 12, 1], inputs: 16, outputs: 16 },
  "wide steps over long rows": {
    image: [1, 5, 20000],
    kernel: [1, 1, 1],
    stride: [1, 4, 4],
    padding: [0, 0, 0],
    inputs: 8,
    outputs: 1,
    batch: 1,
  },
  "large kernel": { image: [1, 20, 20], kernel: [1, 11, 9], padding: [0, 5, 4] },
};

// And whatever else comes.
for (let i = 0, next = random(7); i < 60; i++) {
  const draw = (least: number, most: number): number =>
    least + Math.floor(((next() + 1) / 2) * (most - least + 1));
  const three = (f: (axis: number) => number): number[] => [0, 1, 2].map(f);
  const kernel = three((axis) => (axis === 0 && i % 3 > 0 ? 1 : draw(1, 4)));
  const dilation = three(() => draw(1, 2));
  const padding = three((axis) => (kernel[axis] === 1 && i % 2 === 0 ? 0 : draw(0, 3)));
  const behind = padding.map((p) => Math.max(0, p + draw(-1, 1)));
  const image = three((axis) => {
    const reach = dilation[axis] * (kernel[axis] - 1) + 1 - padding[axis] - behind[axis];
    return Math.max(1, reach) + (axis === 0 ? draw(0, 2) : i % 5 === axis ? 0 : draw(0, 9));
  }) as [number, number, number];
  const stride = three(() => draw(1, i % 4 === 0 ? 3 : 1));
  const [groups, inputs, outputs] = [draw(1, 2), draw(1, 9), draw(1, 9)];
  const drawn = { groups, inputs, outputs, image, kernel, stride, padding, behind, dilation };
  // As many images as make it worth while.
  const one = planOf({ ...drawn, batch: 1 });
  const products = groups * inputs * outputs * product(kernel) * product(one.output);
  cases[`random ${i}`] = { ...drawn, batch: Math.ceil(4096 / products) };
}

describe.each(Object.keys(cases))("%s", (name) => {
  const plan = planOf(cases[name]);
  const size = sizes(plan);
  const kernel = product(plan.kernel);

  test.each([false, true])("convolve, bias %s", (biased) => {
    const { simd } = pair<Convolve>("convolve");
    const [x, w] = [numbers(1, size.x + 3), numbers(2, size.w + 5)];
    const bias = biased ? numbers(3, plan.groups * plan.outputs + 1) : null;
    const out = new Float32Array(size.out).fill(NaN);
    expect(simd(plan, x, 3, w, 5, bias, 1, out)).toBe(true);
    const space = product(plan.output);
    const start = Float64Array.from(out, (_, i) =>
      bias ? bias[1 + (Math.floor(i / space) % (plan.groups * plan.outputs))] : 0,
    );
    const [wanted, magnitude] = [start.slice(), start.map(Math.abs)];
    joins(plan, (i, k, o) => {
      wanted[o] += x[3 + i] * w[5 + k];
      magnitude[o] += Math.abs(x[3 + i] * w[5 + k]);
    });
    expectClose(out, wanted, magnitude, kernel * plan.inputs + 1);
  });

  test("convolveWeight", () => {
    const { simd } = pair<ConvolveWeight>("convolveWeight");
    const [x, grad] = [numbers(4, size.x + 3), numbers(5, size.out + 5)];
    const out = new Float32Array(size.w).fill(NaN);
    expect(simd(plan, grad, 5, x, 3, out)).toBe(true);
    const [wanted, magnitude] = [new Float64Array(size.w), new Float64Array(size.w)];
    joins(plan, (i, k, o) => {
      wanted[k] += x[3 + i] * grad[5 + o];
      magnitude[k] += Math.abs(x[3 + i] * grad[5 + o]);
    });
    expectClose(out, wanted, magnitude, plan.batch * product(plan.output));
  });
});

test("infinities and NaN reach what sees them", () => {
  const plan = planOf({ image: [1, 9, 10], inputs: 4, outputs: 4 });
  const size = sizes(plan);
  for (const value of [NaN, Infinity]) {
    const [x, w, out] = [numbers(1, size.x), numbers(2, size.w), new Float32Array(size.out)];
    x[37] = value;
    pair<Convolve>("convolve").simd(plan, x, 0, w, 0, null, 0, out);
    const seen = new Set<number>();
    joins(plan, (i, _, o) => i === 37 && seen.add(o));
    out.forEach((y, o) => expect(Number.isFinite(y), `output ${o}`).toBe(!seen.has(o)));
  }
});

test("what is not finite is left to the products in the gradient of the weight", () => {
  const plan = planOf({ image: [1, 9, 10], inputs: 4, outputs: 4 });
  const size = sizes(plan);
  const [x, grad] = [numbers(1, size.x), numbers(2, size.out)];
  x[9] = Infinity;
  const { simd } = pair<ConvolveWeight>("convolveWeight");
  expect(simd(plan, grad, 0, x, 0, new Float32Array(size.w))).toBe(false);
});

test("what does not fit the memory is left to the products", () => {
  const { simd } = pair<Convolve>("convolve");
  const large: Case[] = [
    { image: [1, 4, 4], inputs: 512, outputs: 512, batch: 1 },
    { image: [1, 3, 60000], inputs: 4, batch: 1 },
    { image: [1, 3, 3], batch: 1 },
  ];
  for (const plan of large.map(planOf)) {
    const size = sizes(plan);
    const [x, w, out] = [size.x, size.w, size.out].map((n) => new Float32Array(n));
    expect(simd(plan, x, 0, w, 0, null, 0, out)).toBe(false);
  }
});

test("the same bits each time", () => {
  const plan = planOf(cases["second layer"]);
  const size = sizes(plan);
  const [x, w, grad] = [numbers(1, size.x), numbers(2, size.w), numbers(3, size.out)];
  const run = (): Float32Array[] => {
    const [out, weight] = [new Float32Array(size.out), new Float32Array(size.w)];
    pair<Convolve>("convolve").simd(plan, x, 0, w, 0, null, 0, out);
    pair<ConvolveWeight>("convolveWeight").simd(plan, grad, 0, x, 0, weight);
    return [out, weight];
  };
  const first = run();
  pair<Convolve>("convolve").simd(
    planOf(cases.volume),
    x,
    0,
    w,
    0,
    null,
    0,
    new Float32Array(9999),
  );
  expect(run()).toEqual(first);
});
