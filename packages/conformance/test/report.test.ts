import { expect, test } from "vitest";
import { Missing } from "../src/outcome.ts";
import { failureLines, familyLines, missingLines, Report, totalLine } from "../src/report.ts";

test("counts per family and in total, failures and missing names", () => {
  const report = new Report();
  report.add("conv", "conv/0", { status: "passed" });
  report.add("conv", "conv/1", { status: "failed", reason: "out: 1, expected 2" });
  report.add("pool", "pool/0", {
    status: "missing",
    name: new Missing("nn.functional.maxPool1d").what,
  });
  report.add("pool", "pool/1", { status: "missing", name: "nn.functional.maxPool1d" });
  report.add("pool", "pool/2", { status: "missing", name: "torch.where({ out })" });
  const summary = report.summary();
  expect(summary).toEqual({
    passed: 1,
    failed: 1,
    missing: 3,
    families: {
      conv: { passed: 1, failed: 1, missing: 0 },
      pool: { passed: 0, failed: 0, missing: 3 },
    },
    failures: [{ family: "conv", id: "conv/1", reason: "out: 1, expected 2" }],
    missingNames: { "nn.functional.maxPool1d": 2, "torch.where({ out })": 1 },
  });
  expect(totalLine(summary)).toBe("1 passed, 1 failed, 3 missing");
  expect(familyLines(summary)[1]).toMatch(/^pool +0 passed +0 failed +3 missing$/);
  expect(failureLines(summary)).toEqual(["FAILED conv/1: out: 1, expected 2"]);
  expect(missingLines(summary)[0]).toMatch(/2 {2}nn\.functional\.maxPool1d/);
});
