/**
 * Packs the public packages as they would be published and looks at the result: publint and attw
 * find nothing, plain Node imports every entry, and a strict TypeScript program type-checks on them.
 */

import { existsSync, readFileSync, realpathSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPackages } from "./build.ts";
import { run } from "./run.ts";
import { type Manifest, manifests, root } from "./tree.ts";

const failures: string[] = [];

/** Runs a command silently; what it had to say counts only if it fails. */
async function must(what: string, command: string, args: string[], cwd?: string): Promise<void> {
  const { ok, output } = await run(command, args, { quiet: true, ...(cwd && { cwd }) });
  if (!ok) failures.push(`${what}:\n${output}`);
}

const published = [...manifests()].filter(([, manifest]) => manifest.private !== true);
const workshop = await mkdtemp(join(tmpdir(), "tapeloop-packages-"));
try {
  const complaints = await buildPackages();
  if (complaints !== undefined) failures.push(`tsc -b:\n${complaints}`);
  await Promise.all(published.map(([folder, { name }]) => pack(folder, name)));
  if (failures.length === 0) {
    await Promise.all([use(), ...published.map(([folder, { name }]) => inspect(folder, name))]);
  }
} finally {
  await rm(workshop, { recursive: true, force: true });
}

for (const failure of failures) console.error(failure);
console.log(
  failures.length === 0
    ? `${published.length} packages are fit to publish: ${published.map(([, { name }]) => name).join(", ")}`
    : `${failures.length} complaints about the packages`,
);
process.exitCode = failures.length === 0 ? 0 : 1;

/** Packs a package, and unpacks it where a program that depends on it would have it. */
async function pack(folder: string, name: string): Promise<void> {
  const installed = join(workshop, "node_modules", name);
  await mkdir(installed, { recursive: true });
  const from = join(root, "packages", folder);
  await must(`pnpm pack ${name}`, "pnpm", ["pack", "--out", tarball(folder)], from);
  if (!existsSync(tarball(folder))) return;
  const unpack = ["-xzf", tarball(folder), "--strip-components=1", "-C", installed];
  await must(`unpacking ${name}`, "tar", unpack);
  await link(from);
}

/** Puts what a package depends on, and is not packed here, where it finds it. */
async function link(from: string): Promise<void> {
  const { dependencies = {} } = JSON.parse(readFileSync(join(from, "package.json"), "utf8")) as {
    dependencies?: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) {
    if (dependencies[name].startsWith("workspace:")) continue;
    await symlink(
      realpathSync(join(from, "node_modules", name)),
      join(workshop, "node_modules", name),
    );
  }
}

function tarball(folder: string): string {
  return join(workshop, `${folder}.tgz`);
}

async function inspect(folder: string, name: string): Promise<void> {
  await must(`publint ${name}`, "publint", ["run", "--strict", tarball(folder)]);
  const options = ["--profile", "esm-only", "--no-definitely-typed", "--no-color"];
  await must(`attw ${name}`, "attw", [...options, tarball(folder)]);
}

/** Imports every entry from a program of its own, by plain Node and by TypeScript. */
async function use(): Promise<void> {
  const entries = published.flatMap(([, manifest]) => entriesOf(manifest));
  const program = entries.map((entry, i) => `import * as entry${i} from "${entry}";`);
  program.push(
    `console.log(${entries.map((_, i) => `Object.keys(entry${i}).length`).join(", ")});`,
  );
  await writeFile(join(workshop, "program.mts"), program.join("\n"));
  await writeFile(join(workshop, "program.mjs"), program.join("\n"));
  await must("node", process.execPath, ["program.mjs"], workshop);

  const settings = {
    compilerOptions: {
      target: "ES2022",
      lib: ["ES2022"],
      types: ["node"],
      module: "NodeNext",
      strict: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      noEmit: true,
    },
    files: ["program.mts"],
  };
  await writeFile(join(workshop, "tsconfig.json"), JSON.stringify(settings));
  await mkdir(join(workshop, "node_modules/@types"));
  await symlink(join(root, "node_modules/@types/node"), join(workshop, "node_modules/@types/node"));
  await must("tsc", "tsc", ["-p", "."], workshop);
}

function entriesOf({ name, exports = {} }: Manifest): string[] {
  return Object.keys(exports).map((entry) => name + entry.slice(1));
}
