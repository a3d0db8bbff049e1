/** The repository's own files. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root: string = fileURLToPath(new URL("../../..", import.meta.url));

const skipped = new Set(["node_modules", "dist", "slice", "peers"]);

/** Every TypeScript source under `packages`, by its path from the root. */
export function sources(): Map<string, string> {
  const found = new Map<string, string>();
  const enter = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) enter(path);
      } else if (path.endsWith(".ts") && !path.endsWith(".d.ts")) {
        found.set(path, readFileSync(join(root, path), "utf8"));
      }
    }
  };
  enter("packages");
  return found;
}

export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly sideEffects?: boolean;
  readonly exports?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly publishConfig?: {
    readonly exports?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
}

/** The packages of the workspace: folder under `packages` → its package.json. */
export function manifests(): Map<string, Manifest> {
  const found = new Map<string, Manifest>();
  for (const { name } of readdirSync(join(root, "packages"), { withFileTypes: true })) {
    const text = readFileSync(join(root, "packages", name, "package.json"), "utf8");
    found.set(name, JSON.parse(text) as Manifest);
  }
  return found;
}
