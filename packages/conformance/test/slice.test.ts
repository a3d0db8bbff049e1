/** Every expectation of the slice counts: whatever passes no longer does when one number in it is wrong. */
import { expect, test, vi } from "vitest";
import { filesIn, linesOf, slice } from "../src/corpus.ts";
import { beyondInt64 } from "../src/differences.ts";
import {
  type AnyRecord,
  flatten,
  isTensorValue,
  readRecord,
  type TensorValue,
  type Value,
} from "../src/format.ts";
import { replay } from "../src/replay.ts";

/** Where records keep what they expect. */
const expectations = ["out", "grads", "param_grads", "state_after", "expect", "traj"];

/** The same tensor with another first element. */
function wrong(value: TensorValue): TensorValue {
  const bytes = Buffer.from(value.data, "base64");
  const finite = (number: number) => (Number.isFinite(number) ? number : 0);
  switch (value.t) {
    case "f64":
      bytes.writeDoubleLE(finite(bytes.readDoubleLE(0)) * 1.1 + 1, 0);
      break;
    case "f32":
      bytes.writeFloatLE(finite(bytes.readFloatLE(0)) * 1.1 + 1, 0);
      break;
    default:
      bytes[0] ^= 1;
  }
  return { ...value, data: bytes.toString("base64") };
}

/** A copy in which the first tensor that has elements is wrong; `null` where there is none. */
function corrupted(expectation: unknown): unknown {
  let done = false;
  const walk = (value: unknown): unknown => {
    if (done || typeof value !== "object" || value === null) return value;
    if (isTensorValue(value as Value)) {
      if ((value as TensorValue).data === "") return value;
      done = true;
      return wrong(value as TensorValue);
    }
    if (Array.isArray(value)) return value.map(walk);
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, walk(part)]));
  };
  const copy = walk(expectation);
  return done ? copy : null;
}

/** What PyTorch itself leaves open, or what has to be refused whatever the value. */
function isOpen(record: AnyRecord): boolean {
  if (record.kind !== "function") return false;
  const beyond = flatten(record.out).some((part) => isTensorValue(part) && beyondInt64(part));
  return beyond || record.ambiguous?.includes(0) === true;
}

test.each(filesIn([slice]).map((file) => [file.split("/").at(-1)!, file]))("%s", (_, file) => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const believed: string[] = [];
  for (const line of linesOf(file)) {
    const record = readRecord(line);
    if (record.kind === "train" || isOpen(record) || replay(record).status !== "passed") continue;
    for (const key of expectations) {
      const copy = corrupted((record as unknown as Record<string, unknown>)[key]);
      if (copy === null) continue;
      const outcome = replay({ ...record, [key]: copy });
      if (outcome.status !== "failed") believed.push(`${record.id}: ${key}`);
    }
  }
  expect(believed).toEqual([]);
});
