/** Tapeloop's core: tensors, ops, autograd and random numbers. As a namespace it is `torch`. */
import "./one-copy.ts";
import "./kernels/register.ts";
import "./properties.ts";

export { Tensor } from "./tensor.ts";
export { registerMethod, type Method, type MethodsOf, type TensorMethods } from "./methods.ts";
export { type PrintOptions, setPrintoptions } from "./print.ts";
export type { Nested, TensorProperties } from "./properties.ts";
export { TensorError } from "./errors.ts";

// Element types.
export {
  canCast,
  type DType,
  type FloatDType,
  getDefaultDtype,
  promoteTypes,
  setDefaultDtype,
  type TypedArray,
} from "./dtype.ts";
export * from "./constants.ts";

// Fresh tensors.
export * from "./create.ts";
export * from "./create-ranges.ts";
export * from "./random.ts";
export {
  Generator,
  defaultGenerator,
  getRngState,
  initialSeed,
  manualSeed,
  seed,
  setRngState,
} from "./generator.ts";

// Ops, a family a line.
export { rrelu, rrelu_, threshold, threshold_ } from "./ops/activation.ts";
export { celu, celu_, selu, selu_ } from "./ops/elu.ts";
export * from "./ops/addmm.ts";
export * from "./ops/arithmetic.ts";
export * from "./ops/complex.ts";
export * from "./ops/real.ts";
export * from "./ops/factors.ts";
export * from "./ops/histogramdd.ts";
export * from "./ops/matrix.ts";
export * from "./ops/matrix-spectral.ts";
export { polygamma, polygamma_ } from "./ops/polygamma.ts";
export * from "./ops/special.ts";
export * from "./ops/cumulate.ts";
export * from "./ops/differences.ts";
export * from "./ops/histogram.ts";
export * from "./ops/rectifier.ts";
export * from "./ops/clamp.ts";
export * from "./ops/blend.ts";
export * from "./ops/bitwise.ts";
export * from "./ops/distance.ts";
export * from "./ops/logic.ts";
export * from "./ops/close.ts";
export * from "./ops/search.ts";
export * from "./ops/sign.ts";
export * from "./ops/rounding.ts";
export * from "./ops/trigonometric.ts";
export * from "./ops/hyperbolic.ts";
export * from "./ops/power.ts";
export * from "./ops/division.ts";
export * from "./ops/compare.ts";
export * from "./ops/convert.ts";
export * from "./ops/convolution.ts";
export * from "./ops/transposed-convolution.ts";
export { constantPadNd } from "./ops/padding.ts";
export { channelShuffle, pixelShuffle, pixelUnshuffle } from "./ops/shuffle.ts";
export { adaptiveAvgPool1d, avgPool1d } from "./ops/average-pooling.ts";
export {
  adaptiveMaxPool1d,
  maxPool1d,
  maxPool1dWithIndices,
  maxPool2d,
  maxPool3d,
} from "./ops/max-pooling.ts";
export * from "./ops/einsum.ts";
export * from "./ops/exponential.ts";
export * from "./ops/matmul.ts";
export { bernoulli, multinomial, poisson } from "./ops/random.ts";
export * from "./ops/extrema.ts";
export * from "./ops/join.ts";
export * from "./ops/order.ts";
export * from "./ops/quantile.ts";
export * from "./ops/sort.ts";
export * from "./ops/statistics.ts";
export * from "./ops/norm.ts";
export * from "./ops/unique.ts";
export * from "./ops/membership.ts";
export * from "./ops/softmax.ts";
export { nativeBatchNorm } from "./ops/batch-normalization.ts";
export { groupNorm, layerNorm, nativeLayerNorm } from "./ops/normalization.ts";
export { alphaDropout, dropout, featureAlphaDropout } from "./ops/dropout.ts";
export * from "./ops/reduce.ts";
export * from "./ops/similarity.ts";
export * from "./ops/select.ts";
export * from "./ops/vectors.ts";
export * from "./ops/diagonal.ts";
export * from "./ops/grid.ts";
export * from "./ops/permute.ts";
export * from "./ops/rearrange.ts";
export * from "./ops/repeat.ts";
export { asStrided, asStrided_, asStridedScatter } from "./ops/stride.ts";
export * from "./ops/triangle.ts";
export * from "./ops/view.ts";
export * from "./ops/atleast.ts";
export * from "./ops/fill.ts";
export * from "./ops/gather.ts";
export * from "./ops/index.ts";
export * from "./ops/index-along.ts";
export * from "./ops/index-reduce.ts";
export * from "./ops/mask.ts";
export * from "./ops/nonzero.ts";
export * from "./ops/scatter.ts";
export { narrow, narrowCopy, select, selectScatter, sliceScatter } from "./ops/slice.ts";
export { type Index, type IndexList, slice, SliceIndex } from "./indexing.ts";
export * from "./ops/split.ts";
export * from "./ops/take.ts";

// Rooms of their own.
export * as linalg from "./linalg.ts";
export * as special from "./special.ts";

// Autograd.
export {
  enableGrad,
  inferenceMode,
  isGradEnabled,
  isInferenceModeEnabled,
  type ModeGuard,
  noGrad,
  setGradEnabled,
} from "./autograd/mode.ts";
export * as autograd from "./autograd/index.ts";
export type { Context, GraphNode, RemovableHandle, TensorHook } from "./autograd/node.ts";

// Adding ops: see docs/custom-ops.md.
export { apply, applyMany } from "./op/apply.ts";
export { applyInPlace } from "./op/inplace.ts";
export {
  defineCustomOp as defineOp,
  isOptions,
  type OpRecord,
  opRegistry,
  readArgs,
  type Signature,
  signature,
} from "./op/record.ts";
export { wrapArray } from "./alloc.ts";
export { optimizerStep, type OptimizerStep } from "./kernels/optimizer.ts";
