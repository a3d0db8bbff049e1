// Installs what the lock file asks for, if node_modules does not hold it yet. Plain JavaScript on
// Node built-ins alone: it runs before anything is installed, with nothing but Node and npm.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PNPM = "pnpm@10.34.9";

const root = new URL("../../", import.meta.url);
const stamp = new URL("node_modules/.cache/tapeloop-setup", root);

/** What was installed: by which pnpm, for which Node, from which lock file and manifests. */
function wanted() {
  const lock = readFileSync(new URL("pnpm-lock.yaml", root), "utf8");
  const workspace = readFileSync(new URL("pnpm-workspace.yaml", root), "utf8");
  return [PNPM, process.platform, process.arch, workspace, lock].join("\n");
}

function installed() {
  try {
    return readFileSync(stamp, "utf8");
  } catch {
    return undefined;
  }
}

if (installed() !== wanted()) {
  console.log("Setting up: installing what pnpm-lock.yaml names …");
  const { status, error } = spawnSync("npx", ["--yes", PNPM, "install", "--frozen-lockfile"], {
    cwd: fileURLToPath(root),
    stdio: "inherit",
    shell: process.platform === "win32",
    // Without a terminal pnpm refuses to replace an outdated node_modules unless told it is CI.
    env: { ...process.env, CI: "true" },
  });
  if (error !== undefined || status !== 0) {
    console.error(`Set-up failed: npx ${PNPM} install ended with ${error ?? status}.`);
    process.exit(status || 1);
  }
  mkdirSync(new URL(".", stamp), { recursive: true });
  writeFileSync(stamp, wanted());
}
