/**
 * `npm test`: every check of this repository, one after the other, then the names of what failed, and the sum in the
 * last line.
 */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  failedRecords,
  failedTests,
  listed,
  type ReplayReport,
  type TestReport,
} from "./failures.ts";
import { run } from "./run.ts";
import { root } from "./tree.ts";

const slice = "packages/conformance/slice";
const recorded = process.env["TAPELOOP_CONFORMANCE"];
/** Fills every buffer the engine gives back with NaN, so that a use of it afterwards shows. */
const poison = { TAPELOOP_POISON: "1" };

/** Typed-array loops everywhere: `tapeloop` has SIMD on, the packages by themselves do without it. */
const loops = { TAPELOOP_SIMD: "0" };
/** Core on the SIMD loops; what tests the typed-array loops themselves and their table is left out. */
const simd = { TAPELOOP_SIMD: "1" };
const onSimd = [
  "--project=core",
  "--exclude=packages/core/test/kernels/**",
  "--exclude=packages/core/test/simd-proof*",
];

/** What runs, in this order. A check counts as one test. */
const steps: readonly Step[] = [
  check("types", "tsc -b"),
  check("lint", "oxlint --type-aware --deny-warnings"),
  check("format", "oxfmt --check"),
  check("packages", "tsx packages/tools/src/check-packages.ts"),
  tests("tests"),
  // The op table poisons itself, and the code in the pages runs in processes of its own.
  tests("tests, poisoned", poison, [
    "--project=!tools",
    "--exclude=packages/core/test/ops/**",
    "--exclude=packages/tapeloop/test/docs.test.ts",
  ]),
  tests("tests of core, simd on", simd, onSimd),
  replay("replay of the slice", slice),
  replay("replay of the slice, poisoned", slice, poison),
  replay("replay of the slice, simd off", slice, loops),
  ...(recorded ? [replay("replay of TAPELOOP_CONFORMANCE", recorded)] : []),
  ...(recorded ? [replay("replay of TAPELOOP_CONFORMANCE, poisoned", recorded, poison)] : []),
];

interface Counts {
  passed: number;
  failed: number;
  /** Recorded calls of something that does not exist yet: neither passed nor failed. */
  missing?: number;
  /** Tests that were skipped or are still to be written. */
  skipped?: number;
  /** Names of what failed. */
  failures?: readonly string[];
}

interface Step {
  readonly name: string;
  /** Runs it, showing its output; `report` names a file for machine-readable counts. */
  run(report: string): Promise<Counts>;
}

function check(name: string, line: string): Step {
  const [command, ...args] = line.split(" ");
  return {
    name,
    async run() {
      const { ok } = await run(command, args);
      return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, failures: [`npx ${line}`] };
    },
  };
}

function tests(name: string, env: Record<string, string> = {}, options: string[] = []): Step {
  return {
    name,
    async run(report) {
      const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
      const { ok } = await run("vitest", ["run", ...reporters, ...options], { env });
      const counts = read<TestReport>(report);
      const failures = failedTests(counts, root);
      return settle(ok, {
        passed: counts.numPassedTests,
        failed: failures.length,
        failures,
        skipped: counts.numPendingTests + counts.numTodoTests,
      });
    },
  };
}

function replay(name: string, files: string, env: Record<string, string> = {}): Step {
  return {
    name,
    async run(report) {
      const args = ["packages/conformance/src/cli.ts", "--json", report, resolve(root, files)];
      const { ok } = await run("tsx", args, { env });
      const replayed = read<ReplayReport & { passed: number; failed: number; missing: number }>(
        report,
      );
      const { passed, failed, missing } = replayed;
      return settle(ok, { passed, failed, missing, failures: failedRecords(replayed) });
    },
  };
}

/** Nothing run, or a bad end without a failure to show for it, is a failure too. */
function settle(ok: boolean, counts: Counts): Counts {
  const silent = counts.failed === 0 && (!ok || counts.passed === 0);
  if (!silent) return counts;
  return {
    ...counts,
    failed: 1,
    failures: [ok ? "nothing ran" : "ended badly, naming no failure"],
  };
}

function read<Report>(file: string): Report {
  return JSON.parse(readFileSync(file, "utf8")) as Report;
}

function describe({ passed, failed, missing, skipped }: Counts): string {
  const parts = [`${passed} passed`, `${failed} failed`];
  if (missing !== undefined) parts.push(`${missing} missing`);
  if (skipped) parts.push(`${skipped} skipped`);
  return parts.join(", ");
}

const reports = mkdtempSync(join(tmpdir(), "tapeloop-test-"));
const lines: string[] = [];
const failures: string[] = [];
const total = { passed: 0, failed: 0 };
for (const [i, step] of steps.entries()) {
  console.log(`\n=== ${step.name}`);
  const start = performance.now();
  const counts: Counts = await step.run(join(reports, `${i}.json`)).catch((error: unknown) => {
    const reason = `could not be counted: ${String(error)}`;
    console.error(`${step.name} ${reason}`);
    return { passed: 0, failed: 1, failures: [reason] };
  });
  const seconds = (performance.now() - start) / 1000;
  total.passed += counts.passed;
  total.failed += counts.failed;
  failures.push(...listed(step.name, counts.failures ?? []));
  lines.push(`${step.name.padEnd(42)} ${describe(counts)} (${seconds.toFixed(1)} s)`);
}
rmSync(reports, { recursive: true, force: true });

console.log(`\n=== summary\n${lines.join("\n")}\n`);
if (failures.length > 0) console.log(`=== failed\n${failures.join("\n")}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
