import { describe, expect, test } from "vitest";
import { families, firstRoomWithTypes, packages, portable, rooms } from "../src/house.ts";
import { breaches } from "../src/import-rules.ts";
import { manifests, sources } from "../src/tree.ts";

describe("this repository", () => {
  test("keeps to the house's rules", () => {
    expect(breaches(sources())).toEqual([]);
  });

  test("has every room of the list", () => {
    const files = [...sources().keys()];
    const empty = [...rooms, families].filter(
      (room) =>
        !files.some((file) =>
          room.endsWith("/")
            ? file.startsWith(`packages/core/src/${room}`)
            : file === `packages/core/src/${room}.ts`,
        ),
    );
    expect(empty).toEqual([]);
    expect(rooms).toContain(firstRoomWithTypes);
  });

  test.each([...manifests()])("packages/%s declares what house.ts allows", (_folder, manifest) => {
    expect(Object.keys(packages)).toContain(manifest.name);
    const { dependencies, peerDependencies, optionalDependencies } = manifest;
    const declared = Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
    const ours = declared.filter((name) => name in packages);
    expect(packages[manifest.name]).toEqual(expect.arrayContaining(ours));
    if (portable.includes(manifest.name)) expect(declared).toEqual(ours);
  });

  test.each([...manifests()].filter(([, it]) => it.private !== true))(
    "packages/%s publishes each entry it has in the workspace",
    (_folder, { exports = {}, publishConfig }) => {
      const published = Object.entries(exports).map(([entry, source]) => {
        const built = source.replace("./src/", "./dist/").replace(/\.ts$/, "");
        return [entry, { types: `${built}.d.ts`, default: `${built}.js` }];
      });
      expect(publishConfig?.exports).toEqual(Object.fromEntries(published));
    },
  );
});

/** Breaches of a few files alone, as text. */
function check(files: Record<string, string>): string {
  return breaches(new Map(Object.entries(files))).join("\n");
}

const core = "packages/core/src";

describe("rooms of core", () => {
  test("to the left is allowed, to the right is not", () => {
    expect(check({ [`${core}/tensor.ts`]: `import { a } from "./storage.ts"` })).toBe("");
    expect(check({ [`${core}/storage.ts`]: `import { a } from "./tensor.ts"` })).toMatch(
      /storage\.ts: imports \.\/tensor\.ts: tensor stands to the right of storage/,
    );
    expect(check({ [`${core}/op/apply.ts`]: `export * from "../ops/reduce.ts"` })).toMatch("right");
    expect(check({ [`${core}/op/apply.ts`]: `import "../ops/reduce.ts"` })).toMatch("right");
    expect(check({ [`${core}/op/apply.ts`]: `f(() => import("../ops/reduce.ts"))` })).toMatch(
      "right",
    );
  });

  test("types may come from the right, but not the type of a tensor into a kernel", () => {
    expect(check({ [`${core}/tensor.ts`]: `import type { M } from "./methods.ts"` })).toBe("");
    expect(check({ [`${core}/tensor.ts`]: `import { type M } from "./methods.ts"` })).toMatch(
      "right",
    );
    expect(check({ [`${core}/kernels/row.ts`]: `import type { T } from "../tensor.ts"` })).toMatch(
      "right",
    );
    expect(check({ [`${core}/kernels/row.ts`]: `type T = import("../tensor.ts").T` })).toMatch(
      "right",
    );
  });

  test("every file has a room", () => {
    expect(check({ [`${core}/attic.ts`]: "" })).toMatch("has no room");
    expect(check({ [`${core}/tensor.ts`]: `import { a } from "./attic.ts"` })).toMatch(
      "has no room",
    );
  });
});

describe("families of ops", () => {
  const family = (text: string): string =>
    check({
      [`${core}/ops/a.ts`]: `import { b } from "./b.ts"; ${text}`,
      [`${core}/ops/b.ts`]: `import { a } from "./a.ts"; export const b = () => a;`,
    });

  test.each([
    "export const a = () => b();",
    "export function a(x = b) { return b(x); }",
    "class A { b = b; m() { return b; } }",
    "const a = { b: 1 }; a.b = 2;",
    "const a = op({ backward: (g) => b(g) });",
    "type B = typeof b; const a = 1 as unknown as B;",
    "export { b };",
  ])("may: %s", (text) => {
    expect(family(text)).toBe("");
  });

  test.each([
    "export const a = b;",
    "export const a = op(b, () => 1);",
    "export const a = { b };",
    "export const a = x[b];",
    "export const a = b as unknown;",
    "class A extends b {}",
    "class A { static a = b; }",
    "class A { [b] = 1 }",
  ])("may not: %s", (text) => {
    expect(family(text)).toMatch("not b at module top level");
  });
});

describe("packages", () => {
  test("nn and optim know core, not each other", () => {
    expect(check({ "packages/nn/src/a.ts": `import { a } from "@tapeloop/core/testing"` })).toBe(
      "",
    );
    expect(check({ "packages/nn/src/a.ts": `import { a } from "@tapeloop/optim"` })).toMatch(
      "@tapeloop/nn may not know @tapeloop/optim",
    );
    expect(check({ "packages/nn/test/a.ts": `import type { a } from "@tapeloop/optim"` })).toMatch(
      "may not know",
    );
  });

  test("core, nn and optim import nothing else; their tests may", () => {
    for (const name of ["node:fs", "fs", "lodash"]) {
      expect(check({ "packages/optim/src/a.ts": `import "${name}"` })).toMatch("no dependency");
      expect(check({ "packages/optim/test/a.ts": `import "${name}"` })).toBe("");
      expect(check({ "packages/tools/src/a.ts": `import "${name}"` })).toBe("");
    }
  });

  test("are entered by name, and never through their tests", () => {
    expect(check({ "packages/nn/src/a.ts": `import "../../core/src/index.ts"` })).toMatch(
      "by name",
    );
    expect(check({ "packages/nn/src/a.ts": `import "../test/b.ts"` })).toMatch("may not import");
    expect(check({ "packages/nn/test/a.ts": `import "../src/b.ts"` })).toBe("");
  });

  test("have a line in house.ts", () => {
    expect(check({ "packages/shed/src/a.ts": "" })).toMatch("packages/shed has no line");
  });
});

test("a ring of imports is a breach, a ring of types is not", () => {
  const ring = (how: string): string =>
    check({
      "packages/nn/src/a.ts": `import "./b.ts"`,
      "packages/nn/src/b.ts": `import "./c.ts"`,
      "packages/nn/src/c.ts": `${how} "./a.ts"`,
      "packages/nn/src/d.ts": `import "./a.ts"; import "./b.ts"`,
    });
  expect(ring("import")).toBe(
    "cycle: packages/nn/src/a.ts -> packages/nn/src/b.ts -> packages/nn/src/c.ts -> packages/nn/src/a.ts",
  );
  expect(ring("import type { A } from")).toBe("");
});
