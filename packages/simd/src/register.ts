/** Puts the loops into core's table. */
import {
  type Attention,
  type AttentionBackward,
  type BinaryRow,
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
  registerKernel,
  type Softmax,
  type SoftmaxBackward,
  type UnaryRow,
} from "@tapeloop/core/kernels";

import { makeAttention, makeAttentionBackward } from "./attention.ts";
import { type Loops, loops } from "./module.ts";
import { makeLayerNorm, makeLayerNormBackward, makeMoments } from "./norm.ts";
import { makeAdam, makeSgd } from "./optimizer.ts";
import { makeMaxWindows, makePlaceMaxima } from "./pool.ts";
import { makeBinary, makeUnary } from "./pointwise.ts";
import { registerProducts } from "./products.ts";
import { makeLstm, makeLstmBackward } from "./recurrent.ts";
import { makeSoftmax, makeSoftmaxBackward, makeSum } from "./rows.ts";

export const supported: boolean = loops !== undefined;

/** From how many elements on the loop of each function is faster than the typed-array loop (scripts/cut-overs.ts). */
const unary = { exp: 64, log: 64, tanh: 64, sigmoid: 64, gelu: 64, relu: 128, sqrt: 128 };
const binary = {
  add: 192,
  sub: 192,
  mul: 192,
  div: 192,
  thresholdBackward: 192,
  sigmoidBackward: 192,
  tanhBackward: 192,
  geluBackward: 64,
};

/** Registers what `make` makes of the typed-array loop of a name. */
function replace<K extends Kernel>(name: string, make: (fallback: K) => K): void {
  registerKernel(name, "float32", make(kernelSlot<K>(name).fallback.float32!));
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
  replace<MaxWindows>("maxWindows", (loop) => makeMaxWindows(loops, loop));
  replace<MoveMaxima>("placeMaxima", (loop) => makePlaceMaxima(loops, loop));
  for (const name of ["softmax", "logSoftmax"] as const) {
    replace<Softmax>(name, (loop) => makeSoftmax(memory, loops[name], loop));
  }
  for (const name of ["softmaxBackward", "logSoftmaxBackward"] as const) {
    replace<SoftmaxBackward>(name, (loop) => makeSoftmaxBackward(memory, loops[name], loop));
  }
  replace<Reduce2d>("sum", (loop) => makeSum(memory, loops, loop, false));
  replace<Reduce2d>("mean", (loop) => makeSum(memory, loops, loop, true));
  const both = { floats: memory, doubles: new Float64Array(loops.memory.buffer) };
  replace<Moments>("moments", (loop) => makeMoments(both, loops, loop));
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
  replace<OptimizerStep>("optim:sgd", (loop) => makeSgd(memory, loops, loop));
  replace<OptimizerStep>("optim:adam", (loop) => makeAdam(memory, loops, loop));
}

if (loops !== undefined) registerAll(loops);
