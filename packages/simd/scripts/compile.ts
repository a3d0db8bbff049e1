/**
 * Compiles assembly/ with AssemblyScript and embeds the module in src/generated/module.ts.
 *
 *     tsx packages/simd/scripts/compile.ts      writes the file
 *     compileModule()                           answers its text (a test compares)
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { main as compile } from "assemblyscript/asc";

import { PAGES } from "../src/places.ts";

const home = new URL("..", import.meta.url);

const SIMD = ["--enable", "simd"];
/** Products alone, in the memory of the whole module. */
const RELAXED = ["--enable", "relaxed-simd", "--use", "RELAXED=1", "--importMemory"];

/** Compiles an entry of assembly/ to base64. */
async function compileEntry(entry: string, own: readonly string[]): Promise<string> {
  let binary: Uint8Array | undefined;
  const options = [
    `assembly/${entry}.ts`,
    "--baseDir",
    fileURLToPath(home),
    "--outFile",
    "module.wasm",
    "--runtime",
    "stub",
    "--noAssert",
    "-O3",
    ...own,
    // The memory's size is that of the scratch areas: nothing is ever allocated in it.
    "--initialMemory",
    String(PAGES),
    "--maximumMemory",
    String(PAGES),
  ];
  let complaints = "";
  const { error } = await compile(options, {
    stderr: {
      write(text: string | Uint8Array) {
        complaints += typeof text === "string" ? text : new TextDecoder().decode(text);
      },
    },
    writeFile(name, contents) {
      if (name.endsWith(".wasm")) binary = contents as Uint8Array;
    },
  });
  if (error || binary === undefined) {
    throw new Error(`AssemblyScript: ${error?.message ?? "no module"}\n${complaints}`);
  }
  return Buffer.from(binary).toString("base64");
}

/** The text of src/generated/module.ts. */
export async function compileModule(): Promise<string> {
  const whole = await compileEntry("index", SIMD);
  const relaxed = await compileEntry("relaxed", [...SIMD, ...RELAXED]);
  return [
    "// Written by scripts/compile.ts from assembly/. Do not edit.",
    "",
    "/** The WebAssembly module. */",
    "export const moduleBase64: string =",
    `  ${JSON.stringify(whole)};`,
    "",
    "/** Products with relaxed multiply-add: assembly/relaxed.ts. */",
    "export const relaxedBase64: string =",
    `  ${JSON.stringify(relaxed)};`,
    "",
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL("src/generated/module.ts", home), await compileModule());
}
