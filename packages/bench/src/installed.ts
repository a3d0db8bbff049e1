/** The packages as a program that installed them has them: built, and found by their published entries. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const packages = ["core", "nn", "optim", "simd", "data", "tapeloop"];

interface Manifest {
  readonly name: string;
  readonly sideEffects?: boolean;
  readonly publishConfig: { readonly exports: object };
}

/** Builds the packages and answers a folder in which a program can import them. */
export function install(): string {
  const { status } = spawnSync("npm", ["run", "--silent", "build"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("the packages do not build");
  const home = mkdtempSync(join(tmpdir(), "tapeloop-bench-"));
  for (const folder of packages) {
    const from = join(root, "packages", folder);
    const manifest = JSON.parse(readFileSync(join(from, "package.json"), "utf8")) as Manifest;
    const { name, sideEffects, publishConfig } = manifest;
    const to = join(home, "node_modules", name);
    mkdirSync(to, { recursive: true });
    cpSync(join(from, "dist"), join(to, "dist"), { recursive: true });
    const { exports } = publishConfig;
    writeFileSync(
      join(to, "package.json"),
      JSON.stringify({ name, sideEffects, type: "module", exports }),
    );
  }
  return home;
}
