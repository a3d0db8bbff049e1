/**
 * Whether ops record a graph. Each switch takes a function, restores on return and throw alike, or is held by `using`:
 *
 *     noGrad(() => { w.sub_(w.grad) });
 *     { using _ = noGrad(); … }          // do not hold it across an await: other code would run in its mode
 */
import { TensorError } from "../errors.ts";

let gradEnabled = true;
let inference = false;

/** Whether ops that are called now record what is needed for backward. */
export function isGradEnabled(): boolean {
  return gradEnabled;
}

/** Whether tensors made now are inference tensors, which may never enter a graph. */
export function isInferenceModeEnabled(): boolean {
  return inference;
}

/** Holds a mode until it is disposed of. */
export interface ModeGuard extends Disposable {
  /** Goes back to the mode before. */
  restore(): void;
}

/** @internal Sets both switches; answers a function that restores them. */
export function switchMode(grad: boolean, infer: boolean): () => void {
  const before = [gradEnabled, inference] as const;
  gradEnabled = grad;
  inference = infer;
  return () => {
    [gradEnabled, inference] = before;
  };
}

/** @internal The two hot switches of `apply`: they allocate nothing. */
export function setGradMode(grad: boolean): void {
  gradEnabled = grad;
}

function enter<R>(
  name: string,
  grad: boolean,
  infer: boolean,
  body: (() => R) | undefined,
): R | ModeGuard {
  const restore = switchMode(grad, infer);
  if (!body) return { restore, [Symbol.dispose]: restore };
  let result: R;
  try {
    result = body();
  } finally {
    restore();
  }
  if (result instanceof Promise) {
    result.catch(() => {});
    throw new TensorError(
      name,
      `${name} is synchronous; await outside: const batch = await load(); ${name}(() => net(batch))`,
    );
  }
  return result;
}

/** Runs `body` without recording a graph; without `body`, until the guard it answers is disposed of (`using`). */
export function noGrad<R>(body: () => R): R;
export function noGrad(): ModeGuard;
export function noGrad<R>(body?: () => R): R | ModeGuard {
  return enter("noGrad", false, false, body);
}

/** Runs `body` recording a graph, also inside `noGrad`. */
export function enableGrad<R>(body: () => R): R;
export function enableGrad(): ModeGuard;
export function enableGrad<R>(body?: () => R): R | ModeGuard {
  return enter("enableGrad", true, false, body);
}

/**
 * Like `noGrad`, and the tensors made inside may never enter a graph afterwards. With `{ mode: false }` it does the
 * opposite, as in PyTorch: normal mode again inside an outer `inferenceMode`.
 */
export function inferenceMode<R>(body: () => R): R;
export function inferenceMode(): ModeGuard;
export function inferenceMode<R>(body?: () => R): R | ModeGuard {
  return enter("inferenceMode", false, true, body);
}

/** Turns recording on or off from here on; with `body`, only while it runs. Answers a guard for `using`. */
export function setGradEnabled<R>(mode: boolean, body: () => R): R;
export function setGradEnabled(mode: boolean): ModeGuard;
export function setGradEnabled<R>(mode: boolean, body?: () => R): R | ModeGuard {
  return enter("setGradEnabled", mode, inference, body);
}
