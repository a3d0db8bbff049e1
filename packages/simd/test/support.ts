import { type DType, kernelSlot, type Kernel } from "@tapeloop/core/kernels";
import "@tapeloop/simd";

/** Both kernels of a name: the SIMD one and the typed-array loop it stands for. */
export function pair<K extends Kernel>(
  name: string,
  dtype: DType = "float32",
): { simd: K; loop: K } {
  const { replacement, fallback } = kernelSlot<K>(name);
  return { simd: replacement[dtype]!, loop: fallback[dtype]! };
}

/** Numbers that repeat: a linear congruence, in (-1, 1). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 0x80000000;
  };
}
