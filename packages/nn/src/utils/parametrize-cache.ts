/** Values of parametrized tensors that are kept for a while: `cached`. */
import { TensorError } from "@tapeloop/core";
import type { Module } from "../module/module.ts";

/** Within how many calls of `cached` we are. */
let depth = 0;
let values = new Map<Module, Map<string, unknown>>();

/** @internal The value of a module's field: the kept one within `cached`. */
export function cachedValue<T>(module: Module, field: string, compute: () => T): T {
  if (depth === 0) return compute();
  const fields = values.get(module) ?? new Map<string, unknown>();
  values.set(module, fields);
  if (!fields.has(field)) fields.set(field, compute());
  return fields.get(field) as T;
}

function leave(): void {
  if (--depth === 0) values = new Map();
}

/**
 * Runs `body`, in which each parametrized tensor is computed once, when it is first needed, and kept until the end. Without
 * `body`, until what it answers is disposed of: `using _ = cached()`, which must not be held across an await.
 *
 *     const output = cached(() => net(inputs));
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.cached.html
 */
export function cached<R>(body: () => R): R;
export function cached(): Disposable;
export function cached<R>(body?: () => R): R | Disposable {
  if (body !== undefined && typeof body !== "function")
    throw new TensorError("cached", "takes a function to run, or nothing (using _ = cached())");
  depth++;
  if (!body) {
    let held = true;
    const dispose = (): void => {
      if (held) leave();
      held = false;
    };
    return { [Symbol.dispose]: dispose };
  }
  let result: R;
  try {
    result = body();
  } finally {
    leave();
  }
  if (typeof (result as { then?: unknown } | null | undefined)?.then === "function") {
    (result as PromiseLike<unknown>).then(undefined, () => {});
    throw new TensorError("cached", "cached is synchronous; await outside of it");
  }
  return result;
}
