/**
 * `npm run check:bits`: whether Node 20, Node 24 and Chromium compute the same bits. Not part of `npm test`: the second is fetched
 * by npx, the third has to be on this machine (CHROMIUM names it; else `chromium` and its other names are tried). What is not
 * there is skipped by name.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { build } from "esbuild";

interface Found {
  /** What the engine says it is. */
  readonly engine: string;
  readonly prints: Readonly<Record<string, string>>;
}

const folder = mkdtempSync(join(tmpdir(), "tapeloop-bits-"));
const mark = "fingerprints:";

/** The probe as one script without imports, which hands what it found, as text, to `give`. */
async function script(give: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { probe } from "./probe.ts"; 
        const engine = globalThis.process?.version ?? /Chrome\\/[\\d.]+/.exec(navigator.userAgent)[0];
        (${give})("${mark}" + JSON.stringify({ engine, prints: probe() }) + "${mark}");`,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    write: false,
  });
  return outputFiles[0].text;
}

/** Runs a program and reads what the probe in it found, or why it could not. */
function read(command: string, args: readonly string[]): Found | string {
  const { stdout, stderr, error, status } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (error) return error.message;
  const found = stdout.split(mark)[1];
  if (found) return JSON.parse(found) as Found;
  return stderr.trim().split("\n").at(-1) || `ended with ${status}`;
}

async function inNode(version: string): Promise<Found | string> {
  const program = join(folder, "probe.cjs");
  writeFileSync(program, await script("console.log"));
  if (process.versions.node.startsWith(`${version}.`)) return read(process.execPath, [program]);
  return read("npx", ["--yes", `node@${version}`, program]);
}

async function inChromium(): Promise<Found | string> {
  const page = join(folder, "probe.html");
  const shown = await script("(text) => (document.body.textContent = text)");
  const safe = shown.replaceAll("</script", "<\\/script");
  writeFileSync(page, `<!doctype html><meta charset="utf-8"><body><script>${safe}</script>`);
  const args = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    `--user-data-dir=${join(folder, "profile")}`,
    "--timeout=600000",
    "--dump-dom",
    pathToFileURL(page).href,
  ];
  const { CHROMIUM } = process.env;
  const names = CHROMIUM ? [CHROMIUM] : ["chromium", "chromium-browser", "google-chrome"];
  let reason = "not there";
  for (const name of names) {
    const found = read(name, args);
    if (typeof found !== "string") return found;
    if (!found.includes("ENOENT")) reason = found;
  }
  return reason;
}

let failed = 0;
try {
  const engines: [string, () => Promise<Found | string>][] = [
    ["Node 24", () => inNode("24")],
    ["Chromium", inChromium],
  ];
  const own = await inNode("20");
  if (typeof own === "string") throw new Error(`Node 20 said: ${own}`);
  const entries = Object.entries(own.prints);
  const refused = entries.filter(([, print]) => print.startsWith("refused")).length;
  console.log(
    `Node 20 (${own.engine}): ${entries.length - refused} results, ${refused} calls refused`,
  );
  for (const [name, run] of engines) {
    const theirs = await run();
    if (typeof theirs === "string") {
      console.log(`${name}: skipped (${theirs})`);
      continue;
    }
    const names = new Set([...Object.keys(own.prints), ...Object.keys(theirs.prints)]);
    const different = [...names].filter((it) => own.prints[it] !== theirs.prints[it]);
    failed += different.length;
    console.log(
      `${name} (${theirs.engine}): ${names.size - different.length} of ${names.size} the same`,
    );
    for (const it of different)
      console.log(`  ${it}: ${own.prints[it]} here, ${theirs.prints[it]} there`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;
