import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const sched = fileURLToPath(new URL("../slice/sched.jsonl", import.meta.url));

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ["--import", "tsx", cli, ...args], { encoding: "utf8" });
}

test("says a line per family and the sum", () => {
  const { status, stdout } = run(sched);
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^sched +\d+ passed +0 failed +0 missing\n\d+ passed, 0 failed, 0 missing\n$/,
  );
});

test.each([
  [["/no/such/folder"], "no such file or folder: /no/such/folder"],
  [["--nonsense"], "Unknown option '--nonsense'"],
  [[sched, "--only", "^nonsense"], "no such record in"],
])("refuses %j with a line and the usage, not a trace", (args, message) => {
  const { status, stdout, stderr } = run(...args);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(message);
  expect(stderr).toContain("pnpm conformance [FILE or FOLDER …]");
  expect(stderr).not.toMatch(/^ +at /m);
});
