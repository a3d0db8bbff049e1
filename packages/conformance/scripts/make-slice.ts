/**
 * Makes `slice/` from a folder of records: `tsx packages/conformance/scripts/make-slice.ts FOLDER`.
 *
 * Deterministic. First every function, method, class and program topic gives the case that says most (second-order
 * gradients, gradients, a value) and is small for that; then every op of every family its smallest; then, until the budget
 * is spent, the next smallest of each. Where the budget does not reach, the largest are left out.
 * Lines are copied as they are, in their order.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { familyOf, filesIn, linesOf, slice } from "../src/corpus.ts";
import { type AnyRecord, flatten, isTensorValue } from "../src/format.ts";

const BUDGET = 1_400_000;
/** What a case that says more may be larger. */
const WORTH = 1500;
/** Larger ones are never taken. */
const LARGEST = 45_000;

interface Case {
  readonly family: string;
  readonly position: number;
  readonly line: string;
  /** The op within its family. */
  readonly op: string;
  /** What is called, whatever the family. */
  readonly callee: string;
  readonly says: number;
}

function main(folder: string): void {
  const cases = filesIn([folder]).flatMap((file) =>
    linesOf(file).map((line, position) =>
      describe(JSON.parse(line) as AnyRecord, familyOf(file), position, line),
    ),
  );
  const rounds = [
    firsts(cases, ({ family }) => family, bySize),
    firsts(cases, ({ callee }) => callee, byWorth),
    firsts(cases, ({ family, op }) => `${family} ${op}`, bySize),
    [...cases].sort(bySize),
  ];
  const chosen = new Set<Case>();
  let bytes = 0;
  for (const one of rounds.flat()) {
    if (chosen.has(one) || one.line.length > LARGEST || bytes + one.line.length + 1 > BUDGET)
      continue;
    chosen.add(one);
    bytes += one.line.length + 1;
  }
  write(cases.filter((one) => chosen.has(one)));
}

function describe(record: AnyRecord, family: string, position: number, line: string): Case {
  const form = "form" in record ? ` ${record.form}` : "";
  const callee =
    "fn" in record
      ? record.fn + form
      : record.kind === "module"
        ? record.module.module
        : topicOf(record, line);
  return {
    family,
    position,
    line,
    op: record.op + form,
    callee: `${record.kind} ${callee}`,
    says: sayingOf(record),
  };
}

/** Short programs differ more from each other than their `op` says. */
function topicOf({ kind, id, op }: AnyRecord, line: string): string {
  return kind === "program" && id.startsWith("p.") && line.length < 2500 ? id : op;
}

/** How much a record can find out. */
function sayingOf(record: AnyRecord): number {
  if (record.kind !== "function") return 0;
  const isEmpty = flatten(record.out).every((part) => isTensorValue(part) && part.data === "");
  return isEmpty ? 0 : record.gg ? 3 : record.grads ? 2 : 1;
}

/** The best case of every group, smallest first. */
function firsts(
  cases: readonly Case[],
  keyOf: (one: Case) => string,
  order: (a: Case, b: Case) => number,
): Case[] {
  const groups = new Map<string, Case>();
  for (const one of [...cases].sort(order))
    if (!groups.has(keyOf(one))) groups.set(keyOf(one), one);
  return [...groups.values()].sort(bySize);
}

function bySize(a: Case, b: Case): number {
  return a.line.length - b.line.length || a.position - b.position || (a.family < b.family ? -1 : 1);
}

function byWorth(a: Case, b: Case): number {
  return a.line.length - WORTH * a.says - (b.line.length - WORTH * b.says) || bySize(a, b);
}

function write(chosen: readonly Case[]): void {
  mkdirSync(slice, { recursive: true });
  for (const name of readdirSync(slice)) if (name.endsWith(".jsonl")) rmSync(join(slice, name));
  for (const family of new Set(chosen.map((one) => one.family))) {
    const lines = chosen.filter((one) => one.family === family);
    writeFileSync(join(slice, `${family}.jsonl`), lines.map(({ line }) => `${line}\n`).join(""));
  }
  console.log(`${chosen.length} records`);
}

main(process.argv[2]);
