import { describe, expect, test } from "vitest";
import { failedRecords, failedTests, listed, type TestReport } from "../src/failures.ts";

function report(...testResults: TestReport["testResults"]): TestReport {
  return {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults,
  };
}

describe("failures by name", () => {
  test("a failing test is named by its file from the root and by its whole name", () => {
    const assertionResults = [
      { status: "passed", fullName: "add works" },
      {
        status: "failed",
        fullName: "add broadcasts",
        failureMessages: [
          "\u001B[31mAssertionError: expected 1 to be 2\u001B[39m\n    at add.test.ts:3",
        ],
      },
    ];
    const file = {
      name: "/tree/packages/core/test/add.test.ts",
      status: "failed",
      assertionResults,
    };
    expect(failedTests(report(file), "/tree/")).toEqual([
      "packages/core/test/add.test.ts > add broadcasts: AssertionError: expected 1 to be 2",
    ]);
  });

  test("a file that fails outside of its tests is named alone, one that passes not at all", () => {
    const broken = { status: "failed", message: "Cannot find module x", assertionResults: [] };
    const fine = { name: "/tree/b.test.ts", status: "passed", assertionResults: [] };
    expect(failedTests(report({ name: "/tree/a.test.ts", ...broken }, fine), "/tree")).toEqual([
      "a.test.ts: Cannot find module x",
    ]);
  });

  test("a record is named by its id", () => {
    expect(failedRecords({ failures: [{ id: "add_3", reason: "output 0\ndiffers" }] })).toEqual([
      "add_3: output 0",
    ]);
  });

  test("of many the first are listed", () => {
    expect(listed("tests", [])).toEqual([]);
    expect(listed("tests", ["a", "b", "c"], 2)).toEqual(["tests:", "  a", "  b", "  … and 1 more"]);
  });
});
