import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import "../src/index.ts";
import "../src/functional.ts";
import { families } from "./op-table/index.ts";
import { opsPage } from "./op-table/page.ts";

test("docs/ops.md is current; if not, run: npm run docs", () => {
  expect(readFileSync(new URL("../../../docs/ops.md", import.meta.url), "utf8")).toBe(opsPage());
});

test("has every function of the op table, but for in-place forms and further names of one", () => {
  const page = opsPage();
  const names = Object.values(families).flatMap(({ rows }) => Object.keys(rows));
  const listed = (name: string): boolean => page.includes(`| \`${name}\` |`);
  const missing = names.filter((name) => {
    const capital = name[0].toUpperCase() + name.slice(1);
    return ![name, name.replace(/_$/, ""), `linalg${capital}`].some(listed);
  });
  expect(missing).toEqual([]);
});
