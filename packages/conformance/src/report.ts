/** Counts what became of records, and tells it. */
import type { Outcome } from "./outcome.ts";

export interface Counts {
  passed: number;
  failed: number;
  missing: number;
}

export interface Failure {
  readonly family: string;
  readonly id: string;
  readonly reason: string;
}

export interface Summary extends Counts {
  readonly families: Readonly<Record<string, Counts>>;
  readonly failures: readonly Failure[];
  /** How many records each missing name keeps from being replayed. */
  readonly missingNames: Readonly<Record<string, number>>;
}

export class Report {
  readonly #families = new Map<string, Counts>();
  readonly #failures: Failure[] = [];
  readonly #missing = new Map<string, number>();

  add(family: string, id: string, outcome: Outcome): void {
    const counts = this.#families.get(family) ?? { passed: 0, failed: 0, missing: 0 };
    this.#families.set(family, counts);
    counts[outcome.status]++;
    if (outcome.status === "failed") this.#failures.push({ family, id, reason: outcome.reason });
    if (outcome.status === "missing")
      this.#missing.set(outcome.name, (this.#missing.get(outcome.name) ?? 0) + 1);
  }

  summary(): Summary {
    const total: Counts = { passed: 0, failed: 0, missing: 0 };
    for (const counts of this.#families.values()) {
      for (const status of ["passed", "failed", "missing"] as const)
        total[status] += counts[status];
    }
    const names = [...this.#missing].sort(([a, i], [b, j]) => j - i || (a < b ? -1 : 1));
    return {
      ...total,
      families: Object.fromEntries(this.#families),
      failures: this.#failures,
      missingNames: Object.fromEntries(names),
    };
  }
}

/** The last line of a run. */
export function totalLine({ passed, failed, missing }: Counts): string {
  return `${passed} passed, ${failed} failed, ${missing} missing`;
}

/** A line per family. */
export function familyLines({ families }: Summary): string[] {
  const width = Math.max(0, ...Object.keys(families).map((name) => name.length));
  return Object.entries(families).map(
    ([name, { passed, failed, missing }]) =>
      `${name.padEnd(width)}  ${String(passed).padStart(5)} passed  ${String(failed).padStart(5)} failed  ${String(missing).padStart(5)} missing`,
  );
}

export function failureLines({ failures }: Summary): string[] {
  return failures.map(
    ({ id, reason }) => `FAILED ${id}: ${reason.replaceAll("\n", " ").slice(0, 400)}`,
  );
}

export function missingLines({ missingNames }: Summary): string[] {
  return Object.entries(missingNames).map(
    ([name, count]) => `${String(count).padStart(5)}  ${name}`,
  );
}
