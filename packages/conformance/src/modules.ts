/** Modules and their state, as the replay uses them. */
import { asDict } from "./compare.ts";
import type { Decoder } from "./decode.ts";
import type { TensorValue } from "./format.ts";
import type { Tensor } from "./library.ts";
import { Mismatch } from "./outcome.ts";

export interface ModuleLike {
  (...args: unknown[]): unknown;
  stateDict(): unknown;
  loadStateDict(state: unknown, options?: { strict?: boolean }): unknown;
  train(mode?: boolean): unknown;
  to(dtype: string): unknown;
  parameters(): Iterable<Tensor>;
  namedParameters(): Iterable<[string, Tensor]>;
}

export function stateOf(module: Pick<ModuleLike, "stateDict">): Record<string, unknown> {
  const state = asDict(module.stateDict());
  if (!state) throw new Mismatch("stateDict() is neither an object nor a Map");
  return state;
}

export function loadState(
  module: ModuleLike,
  state: { readonly [name: string]: TensorValue },
  decoder: Decoder,
): void {
  const decoded = Object.fromEntries(
    Object.entries(state).map(([name, value]) => [name, decoder.tensor({ ...value, rg: false })]),
  );
  module.loadStateDict(decoded, { strict: true });
}
