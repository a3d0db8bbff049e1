/** A record → what became of it. */
import type { AnyRecord } from "./format.ts";
import { replayError } from "./kinds/error.ts";
import { replayFunction } from "./kinds/function.ts";
import { replayModule } from "./kinds/module.ts";
import { replayOptim, replayOptimGrads } from "./kinds/optim.ts";
import { replayProgram } from "./kinds/program.ts";
import { replaySched } from "./kinds/sched.ts";
import { replayTrain } from "./kinds/train.ts";
import { Mismatch, Missing, type Outcome } from "./outcome.ts";

/**
 * Plays one record. Missing is only what names something that does not exist; whatever else goes wrong, an accident of the
 * engine included, is a failure.
 */
export function replay(record: AnyRecord): Outcome {
  try {
    play(record);
    return { status: "passed" };
  } catch (error) {
    if (error instanceof Missing) return { status: "missing", name: error.what };
    return { status: "failed", reason: reasonOf(error) };
  }
}

function play(record: AnyRecord): void {
  switch (record.kind) {
    case "function":
      return replayFunction(record);
    case "error":
      return replayError(record);
    case "module":
      return replayModule(record);
    case "program":
      return replayProgram(record);
    case "optim":
      return replayOptim(record);
    case "optim_grads":
      return replayOptimGrads(record);
    case "sched":
      return replaySched(record);
    case "train":
      return replayTrain(record);
    default:
      throw new Missing(`record kind ${(record as { kind: string }).kind}`);
  }
}

/** A mismatch speaks for itself; anything else shows where it came from. */
function reasonOf(error: unknown): string {
  if (error instanceof Mismatch) return error.message;
  if (!(error instanceof Error)) return String(error);
  const at = /\((?:file:\/\/)?.*?([^/]+\/[^/]+:\d+):\d+\)/.exec(error.stack ?? "");
  return `${error.name}: ${error.message}${at ? ` (${at[1]})` : ""}`;
}
