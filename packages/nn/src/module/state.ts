/** A module's state by name: writing it out, and reading it back after everything has been checked. */
import { noGrad, Tensor, TensorError } from "@tapeloop/core";
import type { Module } from "./module.ts";
import { describe } from "./slots.ts";

/** Parameters and persistent buffers by name; the names are PyTorch's: `fc1.weight`, `bn.running_mean`. */
export type StateDict = Record<string, Tensor>;

/** What `loadStateDict` takes: a `stateDict()`, or the same as a Map. */
export type StateSource = Readonly<Record<string, Tensor>> | ReadonlyMap<string, Tensor>;

export interface LoadOptions {
  /** Refuse names that are missing or unknown. Default: true. */
  strict?: boolean;
}

/** Names in which a module and a state differed. `[missingKeys, unexpectedKeys]`, also by name. */
export type IncompatibleKeys = [missingKeys: string[], unexpectedKeys: string[]] & {
  readonly missingKeys: string[];
  readonly unexpectedKeys: string[];
};

/** Runs before a module reads its part of a state; may change the entries, which are a copy. `prefix` ends in a dot. */
export type LoadPreHook = (module: Module, state: Map<string, Tensor>, prefix: string) => void;

/** @internal One module's own state and hooks, as loading needs them. */
export interface Loading {
  readonly module: Module;
  readonly prefix: string;
  /** Its own tensors; asked for after the hooks, which may have changed them. */
  state(): readonly (readonly [name: string, tensor: Tensor])[];
  readonly hooks: readonly LoadPreHook[];
}

/** @internal Copies `source` into the tensors of `modules`, or throws before anything has changed. */
export function load(
  name: string,
  modules: readonly Loading[],
  source: StateSource,
  strict: boolean,
): IncompatibleKeys {
  const entries = entriesOf(source);
  const missing: string[] = [];
  const problems: string[] = [];
  const known = new Set<string>();
  const copies: [to: Tensor, from: Tensor][] = [];
  for (const { module, prefix, state, hooks } of modules) {
    for (const hook of hooks) hook(module, entries, prefix);
    for (const [own, target] of state()) {
      const key = prefix + own;
      const value: unknown = entries.get(key);
      known.add(key);
      if (value === undefined) missing.push(key);
      else if (!(value instanceof Tensor)) {
        problems.push(`While copying "${key}", expected a Tensor but received ${describe(value)}.`);
      } else if (!sameShape(target.shape, value.shape)) {
        problems.push(
          `size mismatch for ${key}: copying a param with shape [${value.shape.join(", ")}] from the state, ` +
            `the shape in current model is [${target.shape.join(", ")}].`,
        );
      } else copies.push([target, value]);
    }
  }
  const unexpected = [...entries.keys()].filter((key) => !known.has(key));
  if (strict) {
    if (unexpected.length > 0)
      problems.unshift(`Unexpected key(s) in stateDict: ${list(unexpected)}.`);
    if (missing.length > 0) problems.unshift(`Missing key(s) in stateDict: ${list(missing)}.`);
  }
  if (problems.length > 0) {
    throw new TensorError(
      "loadStateDict",
      `error(s) in loading stateDict for ${name}:\n\t${problems.join("\n\t")}`,
    );
  }
  noGrad(() => {
    for (const [target, value] of copies) target.copy_(value);
  });
  return Object.assign([missing, unexpected] as [string[], string[]], {
    missingKeys: missing,
    unexpectedKeys: unexpected,
  });
}

function entriesOf(source: unknown): Map<string, Tensor> {
  if (source instanceof Map) return new Map(source as ReadonlyMap<string, Tensor>);
  if (
    typeof source === "object" &&
    source !== null &&
    !(source instanceof Tensor) &&
    !Array.isArray(source)
  ) {
    return new Map(Object.entries(source as StateDict));
  }
  throw new TensorError(
    "loadStateDict",
    `expected the state to be an object or a Map of tensors by name, got ${describe(source)}`,
  );
}

function list(keys: readonly string[]): string {
  return keys.map((key) => `"${key}"`).join(", ");
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i]);
}
