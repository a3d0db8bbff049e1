/** Files of records. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type AnyRecord, readRecord } from "./format.ts";
import { replay } from "./replay.ts";
import { Report, type Summary } from "./report.ts";

/** The part of the corpus that comes with this package. */
export const slice: string = fileURLToPath(new URL("../slice", import.meta.url));

/** Where a call leaves nothing to replay, which must not look like success. */
export class NoRecords extends Error {}

/** The `.jsonl` files among files and folders. Throws where there is no such file or folder. */
export function filesIn(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) throw new NoRecords(`no such file or folder: ${path}`);
    if (!found.isDirectory()) return [path];
    return readdirSync(path)
      .filter((name) => name.endsWith(".jsonl"))
      .sort()
      .map((name) => join(path, name));
  });
}

export function familyOf(file: string): string {
  return basename(file, ".jsonl");
}

/** The non-empty lines of a file. */
export function linesOf(file: string): string[] {
  return readFileSync(file, "utf8").split("\n").filter(Boolean);
}

/** Replays files; `wanted` may leave records out, but not all. */
export function replayFiles(
  files: readonly string[],
  wanted: (record: AnyRecord) => boolean = () => true,
): Summary {
  const report = new Report();
  for (const file of files) {
    for (const line of linesOf(file)) {
      const record = readRecord(line);
      if (wanted(record)) report.add(familyOf(file), record.id, replay(record));
    }
  }
  const summary = report.summary();
  if (summary.passed + summary.failed + summary.missing === 0)
    throw new NoRecords(`no such record in ${files.join(", ") || "any file"}`);
  return summary;
}
