/**
 * Writes docs/ops.md from the op records and the op table: `npm run docs`. With `--check` it only says whether the page is
 * current.
 */
import { readFileSync, writeFileSync } from "node:fs";
import "../src/index.ts";
import "../src/functional.ts";
import { opsPage } from "../test/op-table/page.ts";

const path = new URL("../../../docs/ops.md", import.meta.url);
const page = opsPage();
if (!process.argv.includes("--check")) writeFileSync(path, page);
else if (readFileSync(path, "utf8") !== page)
  throw new Error("docs/ops.md is not current; run: npm run docs");
