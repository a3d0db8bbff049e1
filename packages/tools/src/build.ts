/**
 * `npm run build`: builds the public packages from nothing, as they are published.
 *
 * NOTE [One file] Node takes about a millisecond to find, read and link a module, and core has hundreds: that was most of the time
 * that importing it took. So the modules of a package are gathered into one file an entry, and some for what entries share.
 * Declarations stay as the compiler wrote them.
 */

import { readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { run } from "./run.ts";
import { type Manifest, manifests, root } from "./tree.ts";

/** Builds every public package; answers what the compiler complains about, if it does. */
export async function buildPackages(): Promise<string | undefined> {
  const published = [...manifests()].filter(([, manifest]) => manifest.private !== true);
  for (const [folder] of published) {
    await rm(dist(folder), { recursive: true, force: true });
  }
  const projects = published.map(([folder]) => `packages/${folder}`);
  const { ok, output } = await run("tsc", ["-b", ...projects], { quiet: true });
  if (!ok) return output;
  await Promise.all(published.map((it) => gather(...it)));
  return undefined;
}

function dist(folder: string): string {
  return join(root, "packages", folder, "dist");
}

/** Replaces a package's modules by one file an entry. */
async function gather(folder: string, manifest: Manifest): Promise<void> {
  const entries = Object.values(manifest.publishConfig?.exports ?? {}).map((it) => it["default"]);
  const { metafile } = await build({
    absWorkingDir: join(root, "packages", folder),
    entryPoints: entries.map((entry) => entry.replace("./dist/", "./src/").replace(/js$/, "ts")),
    outbase: "src",
    outdir: "dist",
    chunkNames: "shared-[hash]",
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    target: "es2022",
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
  });
  const written = new Set(Object.keys(metafile.outputs));
  for (const file of readdirSync(dist(folder), { recursive: true, encoding: "utf8" })) {
    const replaced = /\.js(\.map)?$/.test(file) && !written.has(`dist/${file}`);
    if (replaced) await rm(join(dist(folder), file));
  }
}

if (process.argv[1] === import.meta.filename) {
  const complaints = await buildPackages();
  if (complaints !== undefined) console.error(complaints);
  process.exitCode = complaints === undefined ? 0 : 1;
}
