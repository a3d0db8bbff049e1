/** Averages that remember. */
import type { Tensor } from "../tensor.ts";

/** `running = (1 - share) * running + share * factor * values`, in place, if there is a tensor. */
export function updateRunning(
  running: Tensor | null | undefined,
  values: Float64Array,
  factor: number,
  share: number,
): void {
  if (!running) return;
  const { storage, layout } = running;
  const [stride] = layout.strides;
  const { data } = storage;
  for (let i = 0, p = layout.offset; i < values.length; i++, p += stride) {
    data[p] = (1 - share) * data[p] + share * factor * values[i];
  }
  storage.version++;
}
