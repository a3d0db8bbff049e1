/**
 * Writes the data sets into modules, so that they load without a file system: `tsx scripts/embed-sets.ts FOLDER`, where the
 * folder holds digits.csv, breast-cancer.csv, iris.csv and diabetes.csv (a line of names, then numbers, the target last).
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder] = process.argv.slice(2);
if (!folder) throw new Error("usage: tsx scripts/embed-sets.ts FOLDER");

for (const name of ["digits", "breast-cancer", "iris", "diabetes"]) {
  const text = readFileSync(join(folder, `${name}.csv`), "utf8").replaceAll("\r\n", "\n");
  if (/[`\\$]/.test(text))
    throw new Error(`${name}.csv holds a character that a template string does not`);
  const module = `// Written by scripts/embed-sets.ts. Its source is named in ${name}.ts.\nexport const csv: string = \`${text}\`;\n`;
  writeFileSync(new URL(`../src/sets/${name}-csv.ts`, import.meta.url), module);
}
