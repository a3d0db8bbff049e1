/** Files of records. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type AnyRecord, readRecord } from "./format.ts";
import { replay } from "./replay.ts";
import { Report, type Summary } from "./report.ts";

/** The part of the corpus that comes with this package. */
export const slice: string = fileURLToPath(new URL("../slice", import.meta.url));

/** The `.jsonl` files among files and folders. */
export function filesIn(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (!statSync(path).isDirectory()) return [path];
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

/** Replays files; `wanted` may leave records out. */
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
  return report.summary();
}
