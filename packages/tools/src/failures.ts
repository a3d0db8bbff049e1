/** What failed, by name: the closing summary repeats it, since the tail of a log is often all that is left of it. */

/** What is read of vitest's JSON report. */
export interface TestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly TestFile[];
}

interface TestFile {
  readonly name: string;
  readonly status: string;
  readonly message?: string;
  readonly assertionResults: readonly {
    readonly status: string;
    readonly fullName: string;
    readonly failureMessages?: readonly string[];
  }[];
}

/** What is read of a replay's JSON report. */
export interface ReplayReport {
  readonly failures: readonly { readonly id: string; readonly reason: string }[];
}

/**
 * Each failing test as `FILE > NAME: what it said`; a file that fails outside of its tests (it does not load, a hook
 * throws) is one, too.
 */
export function failedTests({ testResults }: TestReport, root: string): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = name.startsWith(root) ? name.slice(root.length).replace(/^[\\/]/, "") : name;
    const failed = assertionResults.filter((it) => it.status === "failed");
    if (failed.length > 0)
      return failed.map((it) => line(`${file} > ${it.fullName}`, it.failureMessages?.[0]));
    return status === "failed" ? [line(file, message)] : [];
  });
}

/** Each record that came out differently, as `ID: why`. */
export function failedRecords({ failures }: ReplayReport): string[] {
  return failures.map(({ id, reason }) => line(id, reason));
}

/** Names of a step's failures, indented under the step; the first `shown` of many. */
export function listed(step: string, names: readonly string[], shown = 50): string[] {
  if (names.length === 0) return [];
  const more = names.length > shown ? [`  … and ${names.length - shown} more`] : [];
  return [`${step}:`, ...names.slice(0, shown).map((name) => `  ${name}`), ...more];
}

/** A name and the first line of what was said, without colours, not longer than a line of a log. */
function line(name: string, said = ""): string {
  // oxlint-disable-next-line no-control-regex -- what colours a terminal starts with one
  const plain = said.replaceAll(/\u001B\[[0-9;]*m/g, "").trim();
  const first = plain.split("\n", 1)[0];
  return first === "" ? name : `${name}: ${first.slice(0, 200)}`;
}
