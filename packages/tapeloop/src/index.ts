/**
 * Tapeloop: PyTorch's programming model in TypeScript.
 *
 *     import { torch, nn, optim } from "tapeloop";
 */
import "@tapeloop/simd";

export * as torch from "@tapeloop/core";
export * as nn from "@tapeloop/nn";
export * as optim from "@tapeloop/optim";
export { type DType, Tensor, TensorError, type TensorMethods } from "@tapeloop/core";
export { Module, Parameter } from "@tapeloop/nn";
export { getNumThreads, setNumThreads } from "@tapeloop/simd";
