/**
 * Compiles assembly/ with AssemblyScript and embeds the module in src/generated/module.ts. It is embedded once: one byte, whose
 * place is written beside it, tells whether the memory that it imports is its own or one that threads share.
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
const RELAXED = ["--enable", "relaxed-simd", "--use", "RELAXED=1"];

/** Compiles an entry of assembly/. */
async function compileEntry(entry: string, own: readonly string[]): Promise<Buffer> {
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
    "--importMemory",
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
  return Buffer.from(binary);
}

/** The text of src/generated/module.ts. */
export async function compileModule(): Promise<string> {
  const whole = await compileEntry("index", SIMD);
  const relaxed = await compileEntry("relaxed", [...SIMD, ...RELAXED]);
  // How the import is written in the binary format: both names, each after its length, 2 for a memory, and then the byte.
  const written = "\x03env\x06memory\x02";
  const place = whole.indexOf(written) + written.length;
  if (whole[place] !== 1) throw new Error("the memory of fixed size is not imported as expected");
  return [
    "// Written by scripts/compile.ts from assembly/. Do not edit.",
    "",
    "/** The byte that tells what memory is imported: 1 for one of its own, 3 for one that threads share. */",
    `export const memoryKind = ${place};`,
    "",
    "/** The WebAssembly module. */",
    "export const moduleBase64: string =",
    `  ${JSON.stringify(whole.toString("base64"))};`,
    "",
    "/** Products with relaxed multiply-add: assembly/relaxed.ts. */",
    "export const relaxedBase64: string =",
    `  ${JSON.stringify(relaxed.toString("base64"))};`,
    "",
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL("src/generated/module.ts", home), await compileModule());
}
