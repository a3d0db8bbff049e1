/** docs/performance.md holds what these programs print, each between two markers of its own. */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

const page = new URL("../../../docs/performance.md", import.meta.url);

/** Puts text between `<!-- NAME -->` and `<!-- end of NAME -->`. */
export function renew(name: string, text: string): void {
  const old = readFileSync(page, "utf8");
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [from, to] = [old.indexOf(begin), old.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no place for ${name}`);
  writeFileSync(page, `${old.slice(0, from + begin.length)}\n\n${text}\n\n${old.slice(to)}`);
}

/** Where a figure was taken. */
export function machine(): string {
  const kind = cpus()[0].model.replaceAll(/\s+/g, " ").trim();
  return `Node ${process.versions.node}, ${kind}.`;
}
