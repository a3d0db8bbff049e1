/**
 * Connectionist temporal classification: the probability of all ways to spread a target over time, with blanks between,
 * in logarithms (A. Graves et al., ICML 2006, equations 6 to 16).
 *
 * The target with a blank before, between and after its labels has 2 L + 1 states.
 */
import type { TypedArray } from "../dtype.ts";
import { exp } from "./scalar/exponential.ts";
import { log1p } from "./scalar/logarithm.ts";

/** One sequence: `y[yo + t*ts + class*cs]` are its log-probabilities. */
export interface CtcSequence {
  readonly y: TypedArray;
  readonly yo: number;
  readonly ts: number;
  readonly cs: number;
  /** How many steps it has. */
  readonly steps: number;
  /** The classes of its target. */
  readonly labels: ArrayLike<number>;
  readonly blank: number;
}

function logAdd(a: number, b: number): number {
  const top = Math.max(a, b);
  if (top === -Infinity) return -Infinity;
  return top + log1p(exp(Math.min(a, b) - top));
}

function classOf({ labels, blank }: CtcSequence, state: number): number {
  return state % 2 === 0 ? blank : labels[(state - 1) / 2];
}

/** Whether the blank before this state may be left out: between two different labels. */
function skips(sequence: CtcSequence, state: number): boolean {
  return state % 2 === 1 && state >= 2 && classOf(sequence, state) !== classOf(sequence, state - 2);
}

/** `alpha[t*states + s]`: of all beginnings that are in state s after step t. Answers the loss. */
export function ctcForward(sequence: CtcSequence, alpha: Float64Array): number {
  const { y, yo, ts, cs, steps, labels } = sequence;
  const states = 2 * labels.length + 1;
  if (steps === 0) return labels.length === 0 ? 0 : Infinity;
  alpha.fill(-Infinity, 0, steps * states);
  for (let s = 0; s < Math.min(states, 2); s++) alpha[s] = y[yo + classOf(sequence, s) * cs];
  for (let t = 1; t < steps; t++) {
    const at = t * states;
    const before = at - states;
    for (let s = 0; s < states; s++) {
      let sum = alpha[before + s];
      if (s > 0) sum = logAdd(sum, alpha[before + s - 1]);
      if (skips(sequence, s)) sum = logAdd(sum, alpha[before + s - 2]);
      alpha[at + s] = sum + y[yo + t * ts + classOf(sequence, s) * cs];
    }
  }
  const end = (steps - 1) * states + states - 1;
  return -(states > 1 ? logAdd(alpha[end], alpha[end - 1]) : alpha[end]);
}

/**
 * The gradient of the loss times `grad`, where the log-probabilities of each step are those of a distribution, as PyTorch
 * takes it: `out` lies as y does. `alpha` is what `ctcForward` left.
 */
export function ctcBackward(
  sequence: CtcSequence,
  alpha: Float64Array,
  loss: number,
  grad: number,
  classes: number,
  out: TypedArray,
  oo: number,
): void {
  const { y, yo, ts, cs, steps, labels } = sequence;
  const states = 2 * labels.length + 1;
  if (loss === Infinity) {
    // No way leads through: nothing says which way would be better.
    for (let t = 0; t < steps; t++) {
      for (let c = 0; c < classes; c++) out[oo + t * ts + c * cs] = NaN;
    }
    return;
  }
  // Of all endings that go on from state s at step t, that step included.
  let beta = new Float64Array(states).fill(-Infinity);
  let after = new Float64Array(states);
  const occupied = new Float64Array(classes);
  for (let t = steps - 1; t >= 0; t--) {
    if (t === steps - 1) {
      for (let s = Math.max(states - 2, 0); s < states; s++)
        beta[s] = y[yo + t * ts + classOf(sequence, s) * cs];
    } else {
      [beta, after] = [after, beta];
      for (let s = states - 1; s >= 0; s--) {
        let sum = after[s];
        if (s + 1 < states) sum = logAdd(sum, after[s + 1]);
        if (s + 2 < states && skips(sequence, s + 2)) sum = logAdd(sum, after[s + 2]);
        beta[s] = sum + y[yo + t * ts + classOf(sequence, s) * cs];
      }
    }
    occupied.fill(-Infinity);
    for (let s = 0; s < states; s++) {
      const label = classOf(sequence, s);
      occupied[label] = logAdd(occupied[label], alpha[t * states + s] + beta[s]);
    }
    for (let c = 0; c < classes; c++) {
      const value = y[yo + t * ts + c * cs];
      // alpha and beta both count this step.
      const share = occupied[c] === -Infinity ? 0 : exp(occupied[c] + loss - value);
      out[oo + t * ts + c * cs] = grad * (exp(value) - share);
    }
  }
}
