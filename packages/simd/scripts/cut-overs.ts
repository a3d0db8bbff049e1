/**
 * From which size on the SIMD loops are faster than the typed-array loops: what the constants LEAST… in src/ and the tables
 * in src/register.ts are set by. Prints, for each kernel and size, the time with SIMD over the time without.
 *
 *     tsx packages/simd/scripts/cut-overs.ts [KERNEL …]
 *
 * In processor time, both sides in turn, medians of several rounds: at a size where the ratio is well below 1, SIMD pays.
 */
import { Generator } from "@tapeloop/core";
import {
  type BinaryRow,
  type Chances,
  type Columns,
  type Combine,
  type ConvolutionPlan,
  type Convolve,
  type Copy2d,
  type Gemm,
  type GradSums,
  type Kernel,
  kernelSlot,
  type MaxWindows,
  type Moments,
  type OptimizerStep,
  type Reduce2d,
  type ScaleShift,
  type Softmax,
  type UnaryRow,
} from "@tapeloop/core/kernels";

import { makeCombine, makeGradSums, makeMoments, makeScaleShift } from "../src/channels.ts";
import { makeConvolve } from "../src/convolution.ts";
import { makeGemm } from "../src/gemm.ts";
import { loops } from "../src/host.ts";
import { makeAdam, makeSgd } from "../src/optimizer.ts";
import { makeBinary, makeUnary } from "../src/pointwise.ts";
import { makeMaxWindows } from "../src/pool.ts";
import { makeChances } from "../src/random.ts";
import { makeSoftmax, makeSum } from "../src/rows.ts";
import { makeSmallGemm } from "../src/small-gemm.ts";
import { makeTranspose } from "../src/transpose.ts";

if (loops === undefined) throw new Error("this host has no WebAssembly SIMD");
const found = loops;
const memory = new Float32Array(found.memory.buffer);
const names = process.argv.slice(2);
const ROUNDS = 7;
/** Work of one measurement, in elements or multiplications. */
const WORK = 2 ** 20;

type Call = () => void;

function loop<K extends Kernel>(name: string): K {
  return kernelSlot<K>(name).fallback.float32!;
}

function floats(n: number): Float32Array {
  return new Float32Array(n).map((_, i) => Math.sin(i) + 1.5);
}

function microseconds(call: Call, calls: number): number {
  const start = process.cpuUsage();
  for (let i = 0; i < calls; i++) call();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / calls;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

/** Prints the line of a kernel: `make` answers its call at a size, with SIMD and without, and how much work that is. */
function compare<S>(
  name: string,
  sizes: readonly S[],
  make: (size: S) => readonly [simd: Call, loop: Call, work: number],
): void {
  if (names.length > 0 && !names.includes(name)) return;
  const cells = sizes.map((size) => {
    const [simd, plain, work] = make(size);
    const calls = Math.ceil(WORK / work);
    const times: [number[], number[]] = [[], []];
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [i, call] of [simd, plain].entries()) {
        const time = microseconds(call, calls);
        // The first round warms up.
        if (round > 0) times[i].push(time);
      }
    }
    return `${String(size)}: ${(median(times[0]) / median(times[1])).toFixed(2)}`;
  });
  console.log(`${name.padEnd(32)} ${cells.join("   ")}`);
}

const sizes = [32, 64, 128, 256, 512, 1024, 4096];

for (const name of [
  "exp",
  "log",
  "tanh",
  "sigmoid",
  "gelu",
  "relu",
  "sqrt",
  "leakyRelu",
  "clamp",
  "silu",
  "square",
  "neg",
  "abs",
  "reciprocal",
] as const) {
  const plain = loop<UnaryRow>(name);
  const simd = makeUnary(memory, found[name], plain, 0);
  compare(name, sizes, (n) => {
    const [x, y] = [floats(n + 8), floats(n + 8)];
    const run =
      (kernel: UnaryRow): Call =>
      () =>
        kernel(n, x, 4, 1, y, 4, 1, 1, 2);
    return [run(simd), run(plain), n];
  });
}

for (const name of [
  "add",
  "mul",
  "div",
  "thresholdBackward",
  "tanhBackward",
  "geluBackward",
  "leakyReluBackward",
  "clampBackward",
  "hardtanhBackward",
  "siluBackward",
] as const) {
  const plain = loop<BinaryRow>(name);
  const simd = makeBinary(memory, found[name], plain, 0);
  compare(name, sizes, (n) => {
    const [a, b, y] = [floats(n + 8), floats(n + 8), floats(n + 8)];
    const run =
      (kernel: BinaryRow): Call =>
      () =>
        kernel(n, a, 4, 1, b, 4, 1, y, 4, 1, 1, 2);
    return [run(simd), run(plain), n];
  });
}

const doubles = new Float64Array(found.memory.buffer);
const [first, second, third] = [1, 2, 3].map(() => Float64Array.from(floats(5000)));
for (const name of ["relu", "sqrt"] as const) {
  const plain = kernelSlot<UnaryRow>(name).fallback.float64!;
  const simd = makeUnary(doubles, found[`${name}F64`], plain, 0);
  compare(`${name} of float64`, sizes, (n) => {
    const run =
      (kernel: UnaryRow): Call =>
      () =>
        kernel(n, first, 4, 1, third, 4, 1);
    return [run(simd), run(plain), n];
  });
}
for (const name of ["add", "mul", "div", "thresholdBackward"] as const) {
  const plain = kernelSlot<BinaryRow>(name).fallback.float64!;
  const simd = makeBinary(doubles, found[`${name}F64`], plain, 0);
  compare(`${name} of float64`, sizes, (n) => {
    const run =
      (kernel: BinaryRow): Call =>
      () =>
        kernel(n, first, 4, 1, second, 4, 1, third, 4, 1, 1);
    return [run(simd), run(plain), n];
  });
}

const sum = makeSum(memory, found, loop<Reduce2d>("sum"), false, 0);
const plainSum = loop<Reduce2d>("sum");
compare("sum", sizes, (n) => {
  const [x, y] = [floats(n + 8), floats(1)];
  return [() => sum(1, n, x, 4, n, 1, y, 0, 1), () => plainSum(1, n, x, 4, n, 1, y, 0, 1), n];
});
compare("sum of columns", ["8x8", "16x8", "16x32", "32x10", "64x128", "128x512"], (size) => {
  const [lines, width] = size.split("x").map(Number);
  const [x, y] = [floats(lines * width), floats(width)];
  const run =
    (kernel: Reduce2d): Call =>
    () =>
      kernel(width, lines, x, 0, 1, width, y, 0, 1);
  return [run(sum), run(plainSum), lines * width];
});

const plainChances = loop<Chances>("chances");
const chances = makeChances(memory, found, plainChances, 0);
compare("chances", sizes, (n) => {
  const { engine } = new Generator();
  const out = floats(n);
  const run =
    (kernel: Chances): Call =>
    () =>
      kernel(engine, out, 0, n, 0.5, 2);
  return [run(chances), run(plainChances), n];
});

const plainCopy = loop<Copy2d>("copy2d");
const transpose = makeTranspose(memory, found, plainCopy, 0);
compare(
  "copy2d, lines by width by gap",
  ["8x32x0", "16x32x0", "64x64x0", "64x64x4", "1000x16x4", "128x128x4", "1024x1024x0"],
  (size) => {
    const [lines, width, gap] = size.split("x").map(Number);
    const [before, after] = [width + gap, lines + gap];
    const [x, y] = [floats(lines * before), floats(width * after)];
    const run =
      (kernel: Copy2d): Call =>
      () =>
        kernel(width, lines, x, 0, 1, before, y, 0, after, 1);
    return [run(transpose), run(plainCopy), lines * width];
  },
);

const softmax = makeSoftmax(memory, found.softmax, loop<Softmax>("softmax"), 0);
const plainSoftmax = loop<Softmax>("softmax");
compare("softmax", ["4x8", "8x10", "16x8", "8x32", "64x10", "64x64"], (size) => {
  const [rows, cols] = size.split("x").map(Number);
  const [x, y] = [floats(rows * cols), floats(rows * cols)];
  const run =
    (kernel: Softmax): Call =>
    () =>
      kernel(rows, cols, x, 0, cols, 1, y, 0, cols, 1);
  return [run(softmax), run(plainSoftmax), rows * cols];
});

const both = { floats: memory, doubles };
for (const [name, make] of [
  ["moments", makeMoments],
  ["scaleShift", makeScaleShift],
  ["gradSums", makeGradSums],
  ["combine", makeCombine],
] as const) {
  const plain = loop<Moments & ScaleShift & GradSums & Combine>(name);
  const simd = make(both, found, plain, 0) as typeof plain;
  const shapes = ["4x4x8", "8x4x8", "8x8x16", "8x8x49", "8x16x196", "8x8x1", "16x16x1", "64x32x1"];
  compare(`${name}, outer by channels by inner`, shapes, (size) => {
    const [outer, channels, inner] = size.split("x").map(Number);
    const [g, x, y] = [1, 2, 3].map(() => floats(outer * channels * inner));
    const [a, b, c, d] = [1, 2, 3, 4].map(() => Float64Array.from(floats(channels)));
    const run =
      (kernel: typeof plain): Call =>
      () => {
        if (name === "moments") kernel(outer, channels, inner, x, 0, a, b);
        else if (name === "scaleShift") kernel(outer, channels, inner, x, 0, a, b, y, 0);
        else if (name === "gradSums") kernel(outer, channels, inner, g, 0, x, 0, a, b, c, d);
        else kernel(outer, channels, inner, g, 0, x, 0, a, b, c, y, 0);
      };
    return [run(simd), run(plain), outer * channels * inner];
  });
}

for (const [name, make, numbers] of [
  ["optim:sgd", makeSgd, [0.01, 1, 0, 0.9, 1, 0]],
  ["optim:adam", makeAdam, [1, 0, 1, 0.9, 0.999, 0.01, 0.7, 1e-8]],
] as const) {
  const plain = loop<OptimizerStep>(name);
  const simd = make(memory, found, plain, 0);
  compare(name, sizes, (n) => {
    const [p, g, m, v] = [1, 2, 3, 4].map(() => floats(n));
    const state = name === "optim:sgd" ? [m] : [m, v, undefined];
    const run =
      (step: OptimizerStep): Call =>
      () =>
        step(n, p, 0, g, 0, state, numbers);
    return [run(simd), run(plain), n];
  });
}

const plainGemm = loop<Gemm>("gemm");
const packed = makeGemm(found, "float32", plainGemm, 0);
const small = makeSmallGemm(found, plainGemm, 0, Infinity);
const products = [
  "4x4x4",
  "2x8x8",
  "4x32x4",
  "32x2x5",
  "32x5x10",
  "8x8x8",
  "16x16x16",
  "32x10x64",
  "32x32x16",
  "64x16x64",
  "64x64x64",
];
for (const transposed of [false, true]) {
  const operands = transposed ? "gemm, b transposed" : "gemm";
  const run = (kernel: Gemm, size: string): [call: Call, work: number] => {
    const [m, n, k] = size.split("x").map(Number);
    const [a, b, c] = [floats(m * k), floats(k * n), floats(m * n)];
    const [brs, bcs] = transposed ? [1, k] : [n, 1];
    return [() => kernel(m, n, k, a, 0, k, 1, b, 0, brs, bcs, c, 0, n, false), m * n * k];
  };
  compare(`packed ${operands}`, products, (size) => {
    const [plain, work] = run(plainGemm, size);
    return [run(packed, size)[0], plain, work];
  });
  compare(`small ${operands}`, products, (size) => {
    const [plain, work] = run(plainGemm, size);
    return [run(small, size)[0], plain, work];
  });
  compare(`small/packed ${operands}`, products, (size) => {
    const [other, work] = run(packed, size);
    return [run(small, size)[0], other, work];
  });
}

const plainMax = loop<MaxWindows>("maxWindows");
const maxSquares = makeMaxWindows(found, plainMax, 0);
compare(
  "maxWindows, planes by height by width",
  ["1x8x8", "1x16x8", "4x8x8", "6x16x16"],
  (size) => {
    const [planes, H, W] = size.split("x").map(Number);
    const halves = (length: number) => {
      const start = Int32Array.from({ length: length >> 1 }, (_, o) => 2 * o);
      return { start, end: start.map((first) => first + 2), step: 1, tile: 2 };
    };
    const one = { start: Int32Array.of(0), end: Int32Array.of(1), step: 1, tile: 1 };
    const windows = [one, halves(H), halves(W)];
    const [x, y] = [floats(planes * H * W), floats((planes * H * W) / 4)];
    const indices = new Int32Array(y.length);
    const run =
      (kernel: MaxWindows): Call =>
      () =>
        kernel(planes, x, 0, [1, H, W], windows, y, indices);
    return [run(maxSquares), run(plainMax), planes * H * W];
  },
);

// Without SIMD a convolution is a product; so is what is compared, with the product's own SIMD.
const convolve = makeConvolve(found, loop<Convolve>("convolve"), 0);
const unroll = loop<Columns>("im2col");
const product = makeSmallGemm(found, packed);
compare(
  "convolve, channels by outputs by size",
  ["1x4x12", "2x8x8", "1x8x14", "3x8x8", "4x8x8", "3x16x8", "1x6x28", "8x16x8"],
  (size) => {
    const [inputs, outputs, side] = size.split("x").map(Number);
    const image = [1, side, side];
    const [kernel, stride, padding, dilation] = [
      [1, 3, 3],
      [1, 1, 1],
      [0, 1, 1],
      [1, 1, 1],
    ];
    const plan: ConvolutionPlan = {
      batch: 1,
      groups: 1,
      inputs,
      outputs,
      image,
      output: image,
      kernel,
      stride,
      padding,
      dilation,
    };
    const [rows, space] = [inputs * 9, side * side];
    const [x, w, y] = [floats(inputs * space), floats(outputs * rows), floats(outputs * space)];
    const columns = floats(rows * space);
    const byProduct: Call = () => {
      unroll(plan, x, 0, columns, 0);
      product(outputs, space, rows, w, 0, rows, 1, columns, 0, space, 1, y, 0, space, false);
    };
    return [() => convolve(plan, x, 0, w, 0, null, 0, y), byProduct, outputs * rows * space];
  },
);
