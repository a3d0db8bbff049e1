import { readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";

// One project per package, and one for the examples, so that `vitest run --project core` works. Packages of the workspace
// resolve through their `exports` to source: nothing has to be built first.
const packages = readdirSync(new URL("packages", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

export default defineConfig({
  test: {
    testTimeout: 30_000,
    setupFiles: ["core", "simd"].map(
      (name) => new URL(`packages/${name}/test/setup.ts`, import.meta.url).pathname,
    ),
    projects: [...packages.map((name) => ["packages", name]), [".", "examples"]].map(
      ([folder, name]) => ({
        extends: true,
        test: { name, include: [`${folder}/${name}/test/**/*.test.ts`] },
      }),
    ),
  },
});
