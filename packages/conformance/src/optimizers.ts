/** Optimizers and their state, as the replay uses them. */
import { asDict, close, compareTensor, compareValue, show } from "./compare.ts";
import { optimizerInternals } from "./differences.ts";
import { has, isTensorValue, itemsOf, type Tolerance, type Value } from "./format.ts";
import { isTensor } from "./library.ts";
import { Mismatch } from "./outcome.ts";

export interface OptimizerLike {
  readonly paramGroups: readonly Record<string, unknown>[];
  step(closure?: () => unknown): unknown;
  zeroGrad(options?: unknown): void;
  stateDict(): unknown;
}

/** Whether a recorded value is an optimizer's state dict. */
export function isState(value: Value): boolean {
  return has(value, "dict") && "state" in value.dict && "param_groups" in value.dict;
}

/** A state dict: `state` by parameter number, and the options of every group. */
export function compareState(stateDict: unknown, want: Value, tolerance: Tolerance): void {
  const got = asDict(stateDict);
  if (!got || !has(want, "dict")) throw new Mismatch("stateDict() is neither an object nor a Map");
  const { state, param_groups: groups } = want.dict;
  if (has(state, "dict")) {
    const ours = asDict(got.state) ?? {};
    for (const [number, entries] of Object.entries(state.dict)) {
      if (has(entries, "dict"))
        compareEntries(
          `state.${number}`,
          asDict(ours[number]) ?? {},
          entries.dict,
          tolerance,
          true,
        );
    }
  }
  const ourGroups = got.param_groups as readonly unknown[] | undefined;
  for (const [i, group] of (itemsOf(groups) ?? []).entries()) {
    const entries = asDict(ourGroups?.[i]);
    if (!entries) throw new Mismatch(`param_groups.${i} is missing in the state dict`);
    if (has(group, "dict"))
      compareEntries(`param_groups.${i}`, entries, group.dict, tolerance, false);
  }
}

function compareEntries(
  where: string,
  got: Readonly<Record<string, unknown>>,
  want: { readonly [key: string]: Value },
  tolerance: Tolerance,
  tensorsAreNeeded: boolean,
): void {
  for (const [key, value] of Object.entries(want)) {
    if (optimizerInternals.has(key)) continue;
    const have = got[key];
    if (have === undefined) {
      if (tensorsAreNeeded && isTensorValue(value)) throw new Mismatch(`${where} has no "${key}"`);
    } else if (key === "step") {
      compareStep(`${where}.step`, have, value);
    } else if (isTensorValue(value)) {
      compareTensor(`${where}.${key}`, have, value, tolerance);
    } else {
      compareValue(`${where}.${key}`, have, value, tolerance);
    }
  }
}

/** A number here, a zero-dimensional tensor there. */
function compareStep(where: string, got: unknown, want: Value): void {
  const wanted = isTensorValue(want) ? Buffer.from(want.data, "base64").readFloatLE() : want;
  const value = isTensor(got) ? got.item() : got;
  if (typeof value !== "number" || !close(value, Number(wanted), [0, 0])) {
    throw new Mismatch(`${where}: ${show(got)}, expected ${String(Number(wanted))}`);
  }
}
