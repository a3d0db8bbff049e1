/** What the packages weigh in a bundle. */
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

export interface Bundle {
  readonly text: Uint8Array;
  readonly gzipped: number;
  /** Bytes of each source, minified, largest first. */
  readonly files: readonly (readonly [file: string, bytes: number])[];
}

/** Bundles and minifies a program in a folder of the workspace, so from sources; `apart` names packages that are left out of it. */
export async function bundle(
  program: string,
  folder: string,
  apart: readonly string[] = [],
): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: folder },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    external: [...apart],
    write: false,
    metafile: true,
  });
  const text = outputFiles[0].contents;
  const [{ inputs }] = Object.values(metafile.outputs);
  const files = Object.entries(inputs)
    .map(([file, { bytesInOutput }]) => {
      return [file.replace(/^.*packages\//, "").replace("/src/", "/"), bytesInOutput] as const;
    })
    .sort(([, a], [, b]) => b - a);
  return { text, gzipped: gzipSync(text, { level: 9 }).length, files };
}
