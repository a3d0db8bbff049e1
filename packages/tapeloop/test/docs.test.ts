/** The code in the documentation runs, and prints what its comments say. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = `${root}examples/out/docs-${process.pid}`;
const pages = ["README.md", "docs/from-pytorch.md", "docs/custom-ops.md"];

interface Block {
  readonly page: string;
  readonly line: number;
  readonly code: string;
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(`${root}${page}`, "utf8");
  return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => ({
    page,
    line: text.slice(0, match.index).split("\n").length + 1,
    code: match[1],
  }));
}

/** What each `console.log(…); // text` is said to print. */
function expectedLines(code: string): string[] {
  return [...code.matchAll(/^\s*console\.log\(.*\);(?: \/\/ (.*))?$/gm)].map(
    ([, comment]) => comment ?? "",
  );
}

function run(name: string, code: string): string[] {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${name}.ts`, code);
  const tsx = fileURLToPath(import.meta.resolve("tsx/cli"));
  const printed = execFileSync(process.execPath, [tsx, `${folder}/${name}.ts`], {
    encoding: "utf8",
  });
  return printed.trimEnd().split("\n");
}

const plain = (text: string): string => text.replaceAll(/\s/g, "");

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(pages)("%s", (page) => {
  const blocks = blocksOf(page);

  test("has code to run", () => expect(blocks.length).toBeGreaterThan(0));

  test.each(blocks)("line $line", ({ line, code }) => {
    const printed = run(`${page.replaceAll(/\W/g, "-")}-${line}`, code);
    const expected = expectedLines(code);
    if (expected.some((text) => text !== ""))
      expect(printed.map(plain)).toEqual(expected.map(plain));
  });
});

// From torch 1.13, running the Python that stands beside it.
test("the README's training loop prints PyTorch's losses", () => {
  const printed = run("readme", blocksOf("README.md")[0].code).map((line) =>
    line.split(" ").map(Number),
  );
  const losses = [6.085837, 0.57502, 0.225764, 0.04948];
  expect(printed.map(([epoch]) => epoch)).toEqual([0, 50, 100, 150]);
  for (const [i, [, loss]] of printed.entries()) expect(loss).toBeCloseTo(losses[i], 4);
});
