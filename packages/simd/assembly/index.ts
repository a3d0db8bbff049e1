export {
  clamp,
  clampBackward,
  hardtanhBackward,
  leakyRelu,
  leakyReluBackward,
  silu,
  siluBackward,
} from "./activations";
export {
  convolveF32,
  convolveWeightF32,
  gatherRowsF32,
  pickRowsF32,
  spreadRowsF32,
} from "./conv";
export {
  combineLines,
  combineRows,
  gradSumLines,
  gradSumRows,
  moments,
  scaleLines,
  scaleRows,
  squareLines,
} from "./channels";
export { attend, attendBackward } from "./attention";
export { gemmF32, gemmF64 } from "./gemm";
export { gruStep, gruStepBackward } from "./gru";
export { sumLines } from "./lines";
export { adam, sgd, sgdMomentum } from "./optimizer";
export { packAcrossF32, packAcrossF64, packAlongF32, packAlongF64 } from "./pack";
export {
  abs,
  add,
  div,
  exp,
  gelu,
  geluBackward,
  log,
  mul,
  neg,
  reciprocal,
  relu,
  sigmoid,
  sigmoidBackward,
  sqrt,
  square,
  sub,
  tanh,
  tanhBackward,
  thresholdBackward,
} from "./pointwise";
export {
  addF64,
  divF64,
  mulF64,
  reluF64,
  sqrtF64,
  subF64,
  thresholdBackwardF64,
} from "./pointwise-f64";
export { maxSquares, placeSquares } from "./pool";
export { rnnStep, rnnStepBackward } from "./rnn";
export { chances, refill } from "./random";
export { logSoftmax, logSoftmaxBackward, softmax, softmaxBackward, sum } from "./rows";
export { lstmStep, lstmStepBackward } from "./recurrent";
export { layerNorm, layerNormBackward } from "./norm";
export { gemmSmallF32 } from "./small";
export { transpose } from "./transpose";
