/** Puts the loops into core's table. */
import {
  type Attention,
  type AttentionBackward,
  type BinaryRow,
  type Chances,
  type Combine,
  type Copy2d,
  type DType,
  type Gru,
  type GruBackward,
  type GradSums,
  type Kernel,
  kernelSlot,
  type LayerNorm,
  type LayerNormBackward,
  type Lstm,
  type LstmBackward,
  type MaxWindows,
  type MoveMaxima,
  type Moments,
  type OptimizerStep,
  type Reduce2d,
  type Refill,
  registerKernel,
  type Rnn,
  type RnnBackward,
  type ScaleShift,
  type Softmax,
  type SoftmaxBackward,
  type UnaryRow,
} from "@tapeloop/core/kernels";

import { makeCombine, makeGradSums, makeMoments, makeScaleShift } from "./channels.ts";
import { makeAttention, makeAttentionBackward } from "./attention.ts";
import { makeGru, makeGruBackward } from "./gru.ts";
import { loops } from "./host.ts";
import type { Loops } from "./module.ts";
import { makeLayerNorm, makeLayerNormBackward } from "./norm.ts";
import { makeAdam, makeSgd } from "./optimizer.ts";
import { makeMaxWindows, makePlaceMaxima } from "./pool.ts";
import { makeBinary, makeUnary } from "./pointwise.ts";
import { makeChances, makeRefill } from "./random.ts";
import { registerProducts } from "./products.ts";
import { makeLstm, makeLstmBackward } from "./recurrent.ts";
import { makeRnn, makeRnnBackward } from "./rnn.ts";
import { makeSoftmax, makeSoftmaxBackward, makeSum } from "./rows.ts";
import { makeTranspose } from "./transpose.ts";

export const supported: boolean = loops !== undefined;

/** From how many elements on the loop of each function is faster than the typed-array loop (scripts/cut-overs.ts). */
const unary = {
  exp: 64,
  log: 64,
  tanh: 64,
  sigmoid: 64,
  gelu: 64,
  relu: 128,
  sqrt: 128,
  leakyRelu: 128,
  clamp: 128,
  silu: 64,
  square: 128,
  neg: 128,
  abs: 128,
  reciprocal: 128,
};
const binary = {
  add: 192,
  sub: 192,
  mul: 192,
  div: 192,
  thresholdBackward: 192,
  sigmoidBackward: 192,
  tanhBackward: 192,
  geluBackward: 64,
  leakyReluBackward: 192,
  clampBackward: 192,
  hardtanhBackward: 192,
  siluBackward: 64,
};

/** The same for float64, as far as two lanes and the copies are faster than the loop. */
const unary64 = { relu: 128, sqrt: 128 };
const binary64 = { add: 192, sub: 192, mul: 192, div: 256, thresholdBackward: 192 };

/** Registers what `make` makes of the typed-array loop of a name. */
function replace<K extends Kernel>(
  name: string,
  make: (fallback: K) => K,
  dtype: DType = "float32",
): void {
  registerKernel(name, dtype, make(kernelSlot<K>(name).fallback[dtype]!));
}

function keys<T extends object>(object: T): (keyof T & string)[] {
  return Object.keys(object) as (keyof T & string)[];
}

function registerAll(loops: Loops): void {
  registerProducts(loops);
  const memory = new Float32Array(loops.memory.buffer);
  for (const name of keys(unary)) {
    replace<UnaryRow>(name, (loop) => makeUnary(memory, loops[name], loop, unary[name]));
  }
  for (const name of keys(binary)) {
    replace<BinaryRow>(name, (loop) => makeBinary(memory, loops[name], loop, binary[name]));
  }
  const doubles = new Float64Array(loops.memory.buffer);
  for (const name of keys(unary64)) {
    const tile = loops[`${name}F64`];
    replace<UnaryRow>(name, (loop) => makeUnary(doubles, tile, loop, unary64[name]), "float64");
  }
  for (const name of keys(binary64)) {
    const tile = loops[`${name}F64`];
    replace<BinaryRow>(name, (loop) => makeBinary(doubles, tile, loop, binary64[name]), "float64");
  }
  replace<MaxWindows>("maxWindows", (loop) => makeMaxWindows(loops, loop));
  replace<MoveMaxima>("placeMaxima", (loop) => makePlaceMaxima(loops, loop));
  for (const name of ["softmax", "logSoftmax"] as const) {
    replace<Softmax>(name, (loop) => makeSoftmax(memory, loops[name], loop));
  }
  for (const name of ["softmaxBackward", "logSoftmaxBackward"] as const) {
    replace<SoftmaxBackward>(name, (loop) => makeSoftmaxBackward(memory, loops[name], loop));
  }
  replace<Copy2d>("copy2d", (loop) => makeTranspose(memory, loops, loop));
  const integers = new Int32Array(loops.memory.buffer);
  replace<Copy2d>("copy2d", (loop) => makeTranspose(integers, loops, loop), "int32");
  replace<Refill>("mt19937", () => makeRefill(integers, loops), "int32");
  replace<Chances>("chances", (loop) => makeChances(memory, loops, loop));
  replace<Reduce2d>("sum", (loop) => makeSum(memory, loops, loop, false));
  replace<Reduce2d>("mean", (loop) => makeSum(memory, loops, loop, true));
  const both = { floats: memory, doubles };
  replace<Moments>("moments", (loop) => makeMoments(both, loops, loop));
  replace<ScaleShift>("scaleShift", (loop) => makeScaleShift(both, loops, loop));
  replace<GradSums>("gradSums", (loop) => makeGradSums(both, loops, loop));
  replace<Combine>("combine", (loop) => makeCombine(both, loops, loop));
  replace<LayerNorm>("layerNorm", (loop) => makeLayerNorm(both, loops, loop));
  replace<LayerNormBackward>("layerNormBackward", (loop) =>
    makeLayerNormBackward(both, loops, loop),
  );
  replace<Attention>("attention", (loop) => makeAttention(memory, loops, loop));
  replace<AttentionBackward>("attentionBackward", (loop) =>
    makeAttentionBackward(memory, loops, loop),
  );
  replace<Lstm>("lstm", (loop) => makeLstm(memory, loops, loop));
  replace<LstmBackward>("lstmBackward", (loop) => makeLstmBackward(memory, loops, loop));
  replace<Gru>("gru", (loop) => makeGru(memory, loops, loop));
  replace<GruBackward>("gruBackward", (loop) => makeGruBackward(memory, loops, loop));
  replace<Rnn>("rnn", (loop) => makeRnn(memory, loops, loop));
  replace<RnnBackward>("rnnBackward", (loop) => makeRnnBackward(memory, loops, loop));
  replace<OptimizerStep>("optim:sgd", (loop) => makeSgd(memory, loops, loop));
  replace<OptimizerStep>("optim:adam", (loop) => makeAdam(memory, loops, loop));
}

if (loops !== undefined) registerAll(loops);
