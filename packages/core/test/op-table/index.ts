/** All families with their rows. A new family gets its line here. */
import arithmetic from "./arithmetic.ts";
import compare from "./compare.ts";
import convert from "./convert.ts";
import exponential from "./exponential.ts";
import reduce from "./reduce.ts";
import select from "./select.ts";
import slice from "./slice.ts";
import atleast from "./atleast.ts";
import cast from "./cast.ts";
import diagonal from "./diagonal.ts";
import fill from "./fill.ts";
import gather from "./gather.ts";
import grid from "./grid.ts";
import indexAlong from "./index-along.ts";
import indexReduce from "./index-reduce.ts";
import indexing from "./indexing.ts";
import join from "./join.ts";
import mask from "./mask.ts";
import nonzero from "./nonzero.ts";
import permute from "./permute.ts";
import rearrange from "./rearrange.ts";
import relayout from "./relayout.ts";
import repeat from "./repeat.ts";
import scatter from "./scatter.ts";
import split from "./split.ts";
import stride from "./stride.ts";
import take from "./take.ts";
import triangle from "./triangle.ts";
import matmul from "./matmul.ts";
import addmm from "./addmm.ts";
import linear from "./linear.ts";
import einsum from "./einsum.ts";
import columns from "./columns.ts";
import convolution from "./convolution.ts";
import transposedConvolution from "./transposed-convolution.ts";
import padding from "./padding.ts";
import averagePooling from "./average-pooling.ts";
import maxPooling from "./max-pooling.ts";
import fractionalPooling from "./fractional-pooling.ts";
import unpooling from "./unpooling.ts";
import shuffle from "./shuffle.ts";
import vectors from "./vectors.ts";
import distance from "./distance.ts";
import cumulate from "./cumulate.ts";
import differences from "./differences.ts";
import search from "./search.ts";
import histogram from "./histogram.ts";
import extrema from "./extrema.ts";
import sort from "./sort.ts";
import order from "./order.ts";
import statistics from "./statistics.ts";
import quantile from "./quantile.ts";
import norm from "./norm.ts";
import unique from "./unique.ts";
import membership from "./membership.ts";
import division from "./division.ts";
import power from "./power.ts";
import hyperbolic from "./hyperbolic.ts";
import trigonometric from "./trigonometric.ts";
import rounding from "./rounding.ts";
import sign from "./sign.ts";
import close from "./close.ts";
import logic from "./logic.ts";
import bitwise from "./bitwise.ts";
import blend from "./blend.ts";
import clamp from "./clamp.ts";
import rectifier from "./rectifier.ts";
import activation from "./activation.ts";
import special from "./special.ts";
import specialFunctions from "./special-functions.ts";
import bessel from "./bessel.ts";
import polygamma from "./polygamma.ts";
import complex from "./complex.ts";
import real from "./real.ts";
import matrix from "./matrix.ts";
import matrixSpectral from "./matrix-spectral.ts";
import factors from "./factors.ts";
import softmax from "./softmax.ts";
import softmin from "./softmin.ts";
import regressionLoss from "./regression-loss.ts";
import binaryLoss from "./binary-loss.ts";
import classificationLoss from "./classification-loss.ts";
import marginLoss from "./margin-loss.ts";
import multiMarginLoss from "./multi-margin-loss.ts";
import ctcLoss from "./ctc-loss.ts";
import similarity from "./similarity.ts";
import linalgCholesky from "./linalg-cholesky.ts";
import linalgDeterminant from "./linalg-determinant.ts";
import linalgInverse from "./linalg-inverse.ts";
import linalgLdl from "./linalg-ldl.ts";
import linalgLu from "./linalg-lu.ts";
import linalgNorm from "./linalg-norm.ts";
import linalgProducts from "./linalg-products.ts";
import linalgSolve from "./linalg-solve.ts";
import linalgSpectral from "./linalg-spectral.ts";
import normalization from "./normalization.ts";
import batchNormalization from "./batch-normalization.ts";
import dropout from "./dropout.ts";
import attention from "./attention.ts";
import multiHeadAttention from "./multi-head-attention.ts";
import lstm from "./lstm.ts";
import gru from "./gru.ts";
import rnn from "./rnn.ts";
import elu from "./elu.ts";
import smoothActivation from "./smooth-activation.ts";
import embedding from "./embedding.ts";
import embeddingBag from "./embedding-bag.ts";
import gridSample from "./grid-sample.ts";
import interpolate from "./interpolate.ts";
import histogramdd from "./histogramdd.ts";
import type { Family } from "./spec.ts";
import view from "./view.ts";
// The op table is about ops as users get them: with all kernels and methods.
import "../../src/index.ts";

export const families: Readonly<Record<string, Family>> = {
  histogramdd,
  attention,
  multiHeadAttention,
  lstm,
  gru,
  rnn,
  dropout,
  batchNormalization,
  normalization,
  embedding,
  embeddingBag,
  gridSample,
  interpolate,
  linalgSpectral,
  linalgSolve,
  linalgProducts,
  linalgNorm,
  linalgLu,
  linalgLdl,
  linalgInverse,
  linalgDeterminant,
  linalgCholesky,
  similarity,
  ctcLoss,
  multiMarginLoss,
  marginLoss,
  classificationLoss,
  binaryLoss,
  regressionLoss,
  softmin,
  softmax,
  factors,
  matrix,
  matrixSpectral,
  membership,
  unique,
  norm,
  quantile,
  statistics,
  order,
  sort,
  extrema,
  histogram,
  search,
  differences,
  cumulate,
  distance,
  vectors,
  einsum,
  linear,
  addmm,
  matmul,
  arithmetic,
  compare,
  convert,
  exponential,
  reduce,
  select,
  slice,
  atleast,
  cast,
  diagonal,
  fill,
  gather,
  grid,
  indexAlong,
  indexReduce,
  indexing,
  join,
  mask,
  nonzero,
  permute,
  rearrange,
  relayout,
  repeat,
  scatter,
  split,
  stride,
  take,
  triangle,
  columns,
  convolution,
  transposedConvolution,
  padding,
  averagePooling,
  maxPooling,
  fractionalPooling,
  unpooling,
  shuffle,
  view,
  division,
  power,
  hyperbolic,
  trigonometric,
  rounding,
  sign,
  close,
  logic,
  bitwise,
  blend,
  clamp,
  rectifier,
  activation,
  special,
  specialFunctions,
  bessel,
  polygamma,
  complex,
  real,
  elu,
  smoothActivation,
};
