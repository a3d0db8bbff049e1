import { readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";

// One project per package, so that `vitest run --project core` works. Packages of the workspace
// resolve through their `exports` to source: nothing has to be built first.
const packages = readdirSync(new URL("packages", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

export default defineConfig({
  test: {
    testTimeout: 30_000,
    setupFiles: [new URL("packages/core/test/setup.ts", import.meta.url).pathname],
    projects: packages.map((name) => ({
      extends: true,
      test: { name, include: [`packages/${name}/test/**/*.test.ts`] },
    })),
  },
});
