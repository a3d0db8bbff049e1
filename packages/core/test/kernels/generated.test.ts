import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generateKernels } from "../../scripts/generate-kernels.ts";

test("the generated kernels are current: `npm run generate` writes them", () => {
  const folder = new URL("../../src/kernels/generated/", import.meta.url);
  const texts = generateKernels();
  expect(readdirSync(folder).sort()).toEqual([...texts.keys()].sort());
  const stale = [...texts].filter(
    ([file, text]) => readFileSync(new URL(file, folder), "utf8") !== text,
  );
  expect(stale.map(([file]) => file)).toEqual([]);
});
