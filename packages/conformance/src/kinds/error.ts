/** One call that PyTorch refuses. */
import { compareError } from "../messages.ts";
import { Decoder } from "../decode.ts";
import type { ErrorRecord } from "../format.ts";
import { Mismatch, Missing } from "../outcome.ts";
import { show } from "../compare.ts";
import { invoke } from "./function.ts";

export function replayError(record: ErrorRecord): void {
  let result: unknown;
  try {
    result = invoke(record, new Decoder());
  } catch (error) {
    // The misspelt option may be the very thing that PyTorch refuses.
    if (error instanceof Missing && !record.error.message.includes("unexpected keyword"))
      throw error;
    if (!(error instanceof Missing)) compareError(error, record.error);
    return;
  }
  throw new Mismatch(
    `answered ${show(result)} where PyTorch refuses: ${record.error.message.split("\n")[0]}`,
  );
}
