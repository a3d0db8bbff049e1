import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import "../src/index.ts";
import "../src/functional.ts";
import { opsPage } from "./op-table/page.ts";

test("docs/ops.md is current; if not, run: npm run docs", () => {
  expect(readFileSync(new URL("../../../docs/ops.md", import.meta.url), "utf8")).toBe(opsPage());
});
