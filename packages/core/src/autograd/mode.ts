/**
 * Whether ops record a graph. Each switch takes a function, restores on return and throw alike, or is held by `using`:
 *
 *     noGrad(() => { w.sub_(w.grad) });
 *     { using _ = noGrad(); … }          // do not hold it across an await: other code would run in its mode
 */
import { TensorError } from "../errors.ts";

let gradEnabled = true;
let inference = false;
/** What `apply` asks for each op: both of the above in one. */
let recording = true;

/** Whether grad mode is on: ops that are called now record what is needed for backward, unless inference mode is on. */
export function isGradEnabled(): boolean {
  return gradEnabled;
}

/** Whether tensors made now are inference tensors, which may never enter a graph. */
export function isInferenceModeEnabled(): boolean {
  return inference;
}

/** @internal Grad mode is on and inference mode is off. */
export function isRecording(): boolean {
  return recording;
}

/** Holds a mode until it is disposed of. */
export interface ModeGuard extends Disposable {
  /** Goes back to the mode before. */
  restore(): void;
}

/** @internal Sets both switches; answers a function that restores them. */
export function switchMode(grad: boolean, infer: boolean): () => void {
  const before = [gradEnabled, inference] as const;
  set(grad, infer);
  let held = true;
  return () => {
    // A guard may be restored by hand and then disposed of; other modes may have begun in between.
    if (held) set(...before);
    held = false;
  };
}

function set(grad: boolean, infer: boolean): void {
  gradEnabled = grad;
  inference = infer;
  recording = grad && !infer;
}

/** @internal The hot switch of `apply`: it allocates nothing. */
export function setGradMode(grad: boolean): void {
  gradEnabled = grad;
  recording = grad && !inference;
}

function enter<R>(
  name: string,
  grad: boolean,
  infer: boolean,
  body: (() => R) | undefined,
): R | ModeGuard {
  if (body !== undefined && typeof body !== "function") {
    throw new TensorError(name, `takes a function to run, or nothing (using _ = ${name}())`);
  }
  const restore = switchMode(grad, infer);
  if (!body) return { restore, [Symbol.dispose]: restore };
  let result: R;
  try {
    result = body();
  } finally {
    restore();
  }
  if (isPromise(result)) {
    result.then(undefined, () => {});
    throw new TensorError(
      name,
      `${name} is synchronous; await outside: const batch = await load(); ${name}(() => net(batch))`,
    );
  }
  return result;
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}

/** Runs `body` without recording a graph; without `body`, until the guard it answers is disposed of (`using`). */
export function noGrad<R>(body: () => R): R;
export function noGrad(): ModeGuard;
export function noGrad<R>(body?: () => R): R | ModeGuard {
  return enter("noGrad", false, inference, body);
}

/** Runs `body` recording a graph, also inside `noGrad`. */
export function enableGrad<R>(body: () => R): R;
export function enableGrad(): ModeGuard;
export function enableGrad<R>(body?: () => R): R | ModeGuard {
  return enter("enableGrad", true, inference, body);
}

/**
 * Like `noGrad`, and the tensors made inside may never enter a graph afterwards. With `false` it does the opposite:
 * normal mode with gradients again, inside an outer `inferenceMode`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.inference_mode.html
 */
export function inferenceMode<R>(body: () => R): R;
export function inferenceMode(mode?: boolean): ModeGuard;
export function inferenceMode<R>(mode: boolean, body: () => R): R;
export function inferenceMode<R>(
  first: boolean | (() => R) = true,
  second?: () => R,
): R | ModeGuard {
  const mode = typeof first === "boolean" ? first : true;
  return enter("inferenceMode", !mode, mode, typeof first === "boolean" ? second : first);
}

/** Turns recording on or off from here on; with `body`, only while it runs. Answers a guard for `using`. */
export function setGradEnabled<R>(mode: boolean, body: () => R): R;
export function setGradEnabled(mode: boolean): ModeGuard;
export function setGradEnabled<R>(mode: boolean, body?: () => R): R | ModeGuard {
  return enter("setGradEnabled", mode, inference, body);
}

// ---- anomaly mode ----------------------------------------------------------------------------------------------------

let anomaly = false;
let checksNaN = false;

/** Whether each node keeps where its op was called. */
export function isAnomalyEnabled(): boolean {
  return anomaly;
}

/** @internal Whether backward looks for NaN. */
export function anomalyChecks(): boolean {
  return checksNaN;
}

/**
 * Finds the op whose backward fails or makes NaN: the error's `cause` is where that op was called. Slow; for debugging.
 * Turns it on or off from here on, or until the guard it answers is disposed of.
 *
 * Source: https://pytorch.org/docs/stable/autograd.html#anomaly-detection
 */
export function setDetectAnomaly(mode: boolean, options: { checkNan?: boolean } = {}): ModeGuard {
  const before = [anomaly, checksNaN] as const;
  const { checkNan = true } = options;
  [anomaly, checksNaN] = [mode, mode && checkNan];
  const restore = (): void => {
    [anomaly, checksNaN] = before;
  };
  return { restore, [Symbol.dispose]: restore };
}

/** Runs `body` in anomaly mode, see `setDetectAnomaly`. */
export function detectAnomaly<R>(body: () => R): R;
export function detectAnomaly(): ModeGuard;
export function detectAnomaly<R>(body?: () => R): R | ModeGuard {
  const guard = setDetectAnomaly(true);
  if (!body) return guard;
  try {
    return body();
  } finally {
    guard.restore();
  }
}
