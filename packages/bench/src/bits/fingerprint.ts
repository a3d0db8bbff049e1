/** A short text that is the same for the same bits. */
import { Tensor, TensorError } from "tapeloop";

/** The bits of all numbers in a result, as 16 digits. Which of its NaN an engine takes is its own choice, so all count as one. */
export function fingerprint(result: unknown): string {
  const hash = [0x811c9dc5, 0x9e3779b9];
  const word = new DataView(new ArrayBuffer(8));
  const mix = (it: number): void => {
    hash[0] = Math.imul(hash[0] ^ it, 0x01000193);
    hash[1] = Math.imul(hash[1] ^ (it >>> 15) ^ hash[0], 0x85ebca6b);
  };
  const number = (it: number): void => {
    word.setFloat64(0, Number.isNaN(it) ? NaN : it);
    mix(Number.isNaN(it) ? 1 : word.getInt32(0));
    mix(Number.isNaN(it) ? 1 : word.getInt32(4));
  };
  const walk = (it: unknown): void => {
    if (typeof it === "number") number(it);
    else if (typeof it === "boolean") number(Number(it));
    else if (typeof it === "string") for (const c of it) mix(c.codePointAt(0)!);
    else if (it instanceof Tensor) {
      it.shape.forEach(number);
      for (const value of it.detach().toTypedArray()) number(value);
    } else if (typeof it === "object" && it !== null) Object.values(it).forEach(walk);
  };
  walk(result);
  return hash.map((it) => (it >>> 0).toString(16).padStart(8, "0")).join("");
}

/** The fingerprint of what a function answers, or of its refusal. */
export function fingerprintOf(work: () => unknown): string {
  try {
    return fingerprint(work());
  } catch (error) {
    if (error instanceof TensorError) return `refused ${fingerprint(error.message)}`;
    return `refused ${error instanceof Error ? error.constructor.name : "it"}`;
  }
}
