/**
 * `pnpm conformance [FILE or FOLDER …]`: replays PyTorch's recorded behaviour and says what passed, failed, or names
 * something that does not exist. Without a path: `TAPELOOP_CONFORMANCE`, or the slice that comes with this package. With
 * `TAPELOOP_POISON` set, in poison mode.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { setPoison } from "@tapeloop/core/testing";
import { filesIn, NoRecords, replayFiles, slice } from "./corpus.ts";
import { failureLines, familyLines, missingLines, totalLine } from "./report.ts";

const usage = `pnpm conformance [FILE or FOLDER …] [options]
  --failures      every failure, not only the first ten
  --missing       the missing names, and how many records each holds up
  --json FILE     all of it as JSON
  --strict        what is missing counts as a failure
  --only PATTERN  only records whose id matches the regular expression
  --help`;

const options = {
  json: { type: "string" },
  failures: { type: "boolean", default: false },
  missing: { type: "boolean", default: false },
  strict: { type: "boolean", default: false },
  only: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const paths = positionals.length > 0 ? positionals : [process.env.TAPELOOP_CONFORMANCE ?? slice];
  if (values.help) console.log(usage);
  else process.exitCode = play(filesIn(paths), values);
} catch (error) {
  if (!isSlip(error)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}

/** Whether the call was wrong, and no trace helps; what goes wrong in a record is a failure of that record. */
function isSlip(error: unknown): error is Error {
  const { code = "" } = error as { code?: string };
  return error instanceof NoRecords || code.startsWith("ERR_PARSE_ARGS");
}

/** Replays files and tells what became of them; answers the exit code. */
function play(files: readonly string[], values: Values): number {
  // Buffers that the engine gave back are filled with NaN: whoever still reads one shows.
  if (process.env.TAPELOOP_POISON) setPoison(true);
  // What the library warns about is not what is asked here.
  console.warn = () => {};
  const only = values.only === undefined ? null : new RegExp(values.only);
  const summary = replayFiles(files, ({ id }) => !only || only.test(id));
  const failures = failureLines(summary);
  const lines = [
    ...familyLines(summary),
    ...(values.failures ? failures : shorten(failures)),
    ...(values.missing ? missingLines(summary) : []),
    totalLine(summary),
  ];
  console.log(lines.join("\n"));
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify(summary, null, 1)}\n`);
  return summary.failed > 0 || (values.strict && summary.missing > 0) ? 1 : 0;
}

/** Enough to begin with. */
function shorten(lines: readonly string[]): string[] {
  const shown = 10;
  if (lines.length <= shown) return [...lines];
  return [...lines.slice(0, shown), `… and ${lines.length - shown} more: --failures`];
}
