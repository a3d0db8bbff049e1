/** docs/architecture.md, "The way of a call": the files that it names are those that the call enters. */
import { readFileSync } from "node:fs";
import { Session } from "node:inspector";
import { expect, test } from "vitest";
import * as torch from "../src/index.ts";

/** The files of core in which `body` runs a function. */
function entered(body: () => void): string[] {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  // The first answer counts from the start of the process.
  session.post("Profiler.takePreciseCoverage");
  body();
  const files = new Set<string>();
  session.post("Profiler.takePreciseCoverage", (_error, { result }) => {
    for (const { url, functions } of result) {
      const [, file] = url.split("/packages/core/src/");
      const ran = functions.some(({ functionName, ranges }) => functionName && ranges[0].count > 0);
      if (file && ran) files.add(file);
    }
  });
  session.disconnect();
  return [...files].sort();
}

test("names the files that the call enters", () => {
  const page = readFileSync(new URL("../../../docs/architecture.md", import.meta.url), "utf8");
  const [, section] = /^## The way of a call$([^]*?)^## /m.exec(page) ?? [];
  const named = new Set(section.match(/(?<=`)[\w/-]+\.ts(?=`)/g));
  const x = torch.ones(4, { requiresGrad: true });
  const y = torch.ones(4);
  const files = entered(() => x.add(y).relu().sum().backward());
  // Strides and scalars, of which the page speaks too.
  const more = entered(() => torch.ones(2, 2).t().add(torch.ones(2, 2)).add(1));
  expect(files.filter((file) => !named.has(file))).toEqual([]);
  expect([...named].filter((file) => ![...files, ...more].includes(file))).toEqual([]);
});
