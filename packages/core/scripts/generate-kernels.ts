/**
 * Writes src/kernels/generated: one loop with a text of its own per scalar function and array class.
 *
 * A loop shared by many functions (`map(f)`, or a closure made by a factory) goes megamorphic and costs 6 to 10 ns an
 * element; with its own text V8 inlines the function: 0.5 to 1. See docs/performance.md.
 *
 *     tsx packages/core/scripts/generate-kernels.ts           writes the files
 *     generateKernels()                                        answers their texts (a test compares)
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { dtypes, type DType } from "../src/dtype.ts";
import {
  castFunction,
  functionFor,
  folds,
  kernelGroups,
  patterns,
  scans,
  type Fold,
  type KernelGroup,
  type KernelRow,
  type Scan,
} from "./kernel-list.ts";

const kernels = new URL("../src/kernels/", import.meta.url);

/** The array class and the suffix that tells its loops from others of the same function. */
const classes: Readonly<Record<DType, { array: string; suffix: string }>> = {
  float32: { array: "Float32Array", suffix: "F32" },
  float64: { array: "Float64Array", suffix: "F64" },
  int64: { array: "Float64Array", suffix: "F64" },
  int32: { array: "Int32Array", suffix: "I32" },
  uint8: { array: "Uint8Array", suffix: "U8" },
  bool: { array: "Uint8Array", suffix: "U8" },
};

const suffixes = ["F32", "F64", "I32", "U8"] as const;

function dtypesOf(suffix: string): DType[] {
  return dtypes.filter((dtype) => classes[dtype].suffix === suffix);
}

/** One generated file: its loops, what they import, and what is registered in the end. */
class FileText {
  private readonly loops: Map<string, string> = new Map();
  private readonly constants: Map<string, Set<string>> = new Map();
  private readonly imports: Map<string, Set<string>> = new Map();
  private readonly tables: Map<string, string[]> = new Map();

  /** An array that loops use; it becomes a constant of the module: see NOTE [Local aliases] in scalar/tables.ts. */
  constant(home: string, ...names: string[]): void {
    if (!this.constants.has(home)) this.constants.set(home, new Set());
    for (const name of names) this.constants.get(home)!.add(name);
  }

  import(from: string, ...names: string[]): void {
    if (!this.imports.has(from)) this.imports.set(from, new Set());
    for (const name of names) this.imports.get(from)!.add(name);
  }

  loop(name: string, text: () => string): void {
    if (!this.loops.has(name)) this.loops.set(name, text());
  }

  register(rowType: string, dtype: DType, name: string, loop: string): void {
    const head = `registerKernels<${rowType}>("${dtype}", {`;
    if (!this.tables.has(head)) this.tables.set(head, []);
    this.tables.get(head)!.push(`  ${/^\w+$/.test(name) ? name : JSON.stringify(name)}: ${loop},`);
    this.import("../table.ts", "registerKernels", `type ${rowType}`);
  }

  get empty(): boolean {
    return this.loops.size === 0;
  }

  toString(): string {
    const plain = (name: string): string => name.replace("type ", "");
    const importLines = [...this.imports]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([from, names]) => {
        const list = [...names].sort((a, b) => (plain(a) < plain(b) ? -1 : 1));
        return `import { ${list.join(", ")} } from "${from}";`;
      });
    const homes = [...this.constants]
      .map(([home, names]) => ({ home, names: [...names].sort() }))
      .sort((a, b) => (a.home < b.home ? -1 : 1));
    const all = homes.flatMap(({ names }) => names);
    return [
      "// Written by scripts/generate-kernels.ts from scripts/kernel-list.ts. Do not edit.",
      ...homes.map(({ home, names }) => {
        return `import { ${names.map((name) => `${name} as ${name}_`).join(", ")} } from "${home}";`;
      }),
      ...importLines,
      "",
      ...all.map((name) => `const ${name} = ${name}_;`),
      "",
      [...this.loops.values()].join("\n\n"),
      "",
      [...this.tables].map(([head, lines]) => [head, ...lines, "});"].join("\n")).join("\n\n"),
      "",
    ].join("\n");
  }
}

/** Which file under scalar/ exports each function. */
function scalarHomes(): Map<string, string> {
  const homes = new Map<string, string>();
  for (const file of readdirSync(new URL("scalar/", kernels)).sort()) {
    const text = readFileSync(new URL(`scalar/${file}`, kernels), "utf8");
    for (const [, name] of text.matchAll(/^export (?:function|const) (\w+)/gm))
      homes.set(name, `../scalar/${file}`);
  }
  return homes;
}

const homes = scalarHomes();

function importScalar(file: FileText, fn: string): void {
  const home = homes.get(fn);
  if (!home) throw new Error(`no file under src/kernels/scalar exports ${fn}`);
  file.import(home, fn);
}

const indent = (text: readonly string[], by = 2): string[] =>
  text.map((line) => " ".repeat(by) + line);

// ---- rows: unary, binary, ternary ------------------------------------------------------------------------------------

interface Operand {
  /** Names of the array, of the position and of the step. */
  readonly array: string;
  readonly at: string;
  readonly step: string;
  readonly type: string;
}

function operandsOf(group: KernelGroup, type: string): { inputs: Operand[]; out: Operand } {
  const names = group.operands === 1 ? ["x"] : ["a", "b", "c"].slice(0, group.operands);
  const inputs = names.map((name, i) => ({
    array: name,
    at: `${name}o`,
    step: `${name}s`,
    type: group.fromBool && i === 0 ? "Uint8Array" : type,
  }));
  return {
    inputs,
    out: { array: "out", at: "oo", step: "os", type: group.toBool ? "Uint8Array" : type },
  };
}

/** The element `i + ahead` of an operand; `fixed` operands were read before the loop. */
function element({ array, at }: Operand, fixed: boolean, ahead: number): string {
  if (fixed) return `${array}0`;
  return `${array}[${at} + i${ahead === 0 ? "" : ` + ${ahead}`}]`;
}

/** A loop in which each operand steps by 1, but for the fixed one, which steps by 0. */
function unitLoop(
  call: (args: string[]) => string,
  inputs: Operand[],
  out: Operand,
  fixed: number,
  light: boolean,
): string[] {
  const line = (ahead: number): string =>
    `${element(out, false, ahead)} = ${call(inputs.map((operand, k) => element(operand, k === fixed, ahead)))};`;
  const head =
    fixed < 0
      ? []
      : [`const ${inputs[fixed].array}0 = ${inputs[fixed].array}[${inputs[fixed].at}];`];
  if (!light) return [...head, "for (let i = 0; i < n; i++) {", `  ${line(0)}`, "}"];
  return [
    ...head,
    "let i = 0;",
    "for (; i < n - 3; i += 4) {",
    ...[0, 1, 2, 3].map((ahead) => `  ${line(ahead)}`),
    "}",
    `for (; i < n; i++) ${line(0)}`,
  ];
}

function rowText(
  name: string,
  fn: string,
  row: KernelRow,
  group: KernelGroup,
  type: string,
): string {
  const { inputs, out } = operandsOf(group, type);
  const params = Array.from({ length: row.params ?? 0 }, (_, i) => `p${i}`);
  // NOTE [One name for all] Each loop calls its function by the same local name, so that the texts of loops differ in
  // one place only: compressed, a loop more costs some 20 bytes. V8 inlines it all the same, and does so where a tool
  // makes a getter of the import.
  const call = (args: string[]): string => `f(${[...args, ...params].join(", ")})`;
  const all = [...inputs, out];
  const signature = [
    "n: number",
    ...all.flatMap(({ array, at, step, type: of }) => [
      `${array}: ${of}`,
      `${at}: number`,
      `${step}: number`,
    ]),
    ...params.map((p) => `${p} = 0`),
  ].join(", ");
  const steps = (fixed: number): string =>
    all.map(({ step }, k) => `${step} === ${k === fixed ? 0 : 1}`).join(" && ");
  const light = row.light ?? false;
  const lines = [`if (${steps(-1)}) {`, ...indent(unitLoop(call, inputs, out, -1, light))];
  if (group.operands === 2) {
    for (const fixed of [1, 0]) {
      lines.push(
        `} else if (${steps(fixed)}) {`,
        ...indent(unitLoop(call, inputs, out, fixed, light)),
      );
    }
  }
  const advance = all.map(({ at, step }) => `${at} += ${step}`).join(", ");
  const read = inputs.map(({ array, at }) => `${array}[${at}]`);
  lines.push(
    "} else {",
    `  for (let i = 0; i < n; i++, ${advance}) {`,
    `    out[oo] = ${call(read)};`,
    "  }",
    "}",
  );
  return [
    `function ${name}(${signature}): void {`,
    `  const f = ${fn};`,
    ...indent(lines),
    "}",
  ].join("\n");
}

const rowTypes = ["UnaryRow", "BinaryRow", "TernaryRow"] as const;

function addRows(files: Map<string, FileText>): void {
  for (const group of kernelGroups) {
    for (const suffix of suffixes) {
      const file = new FileText();
      for (const dtype of dtypesOf(suffix)) {
        for (const row of group.rows) {
          const fn = functionFor(row, dtype);
          if (!fn) continue;
          importScalar(file, fn);
          const loop = `${fn}${suffix}`;
          file.loop(loop, () => rowText(loop, fn, row, group, classes[dtype].array));
          file.register(rowTypes[group.operands - 1], dtype, row.name, loop);
        }
      }
      files.set(`${group.file}-${suffix.toLowerCase()}.ts`, file);
    }
  }
}

// ---- conversions -----------------------------------------------------------------------------------------------------

function castText(name: string, fn: string, from: string, to: string): string {
  const signature = `n: number, x: ${from}, xo: number, xs: number, out: ${to}, oo: number, os: number`;
  const operands = operandsOf({ file: "", operands: 1, rows: [] }, "");
  const call = (args: string[]): string => (fn === "same" ? args[0] : `f(${args[0]})`);
  const unit = unitLoop(call, operands.inputs, operands.out, -1, true);
  // The built-in copy of memory beats a loop as soon as it has some length.
  const block =
    fn === "same" && from === to
      ? ["if (n > 64) {", "  out.set(x.subarray(xo, xo + n), oo);", "  return;", "}"]
      : [];
  return [
    `function ${name}(${signature}): void {`,
    // See NOTE [One name for all].
    ...(fn === "same" ? [] : [`  const f = ${fn};`]),
    "  if (xs === 1 && os === 1) {",
    ...indent([...block, ...unit], 4),
    "  } else {",
    `    for (let i = 0; i < n; i++, xo += xs, oo += os) out[oo] = ${call(["x[xo]"])};`,
    "  }",
    "}",
  ].join("\n");
}

function addCasts(files: Map<string, FileText>): void {
  for (const suffix of suffixes) {
    const file = new FileText();
    for (const from of dtypesOf(suffix)) {
      for (const to of dtypes) {
        const fn = castFunction(from, to);
        const loop = `${fn}${suffix}${classes[to].suffix}`;
        if (fn !== "same") importScalar(file, fn);
        file.loop(loop, () => castText(loop, fn, classes[from].array, classes[to].array));
        file.register("UnaryRow", from, `cast:${to}`, loop);
      }
    }
    files.set(`cast-${suffix.toLowerCase()}.ts`, file);
  }
}

// ---- reductions ------------------------------------------------------------------------------------------------------

function foldText(name: string, fold: Fold, from: string, to: string): string {
  const params = Array.from({ length: fold.params ?? 0 }, (_, i) => `p${i}`);
  const step = (total: string, value: string): string =>
    `step(${[total, value, ...params].join(", ")})`;
  const finish = (total: string): string =>
    fold.finish ? `finish(${[total, "cols", ...params].join(", ")})` : total;
  const { init } = fold;
  const signature = [
    `rows: number, cols: number, x: ${from}, xo: number, rs: number, cs: number, out: ${to}, oo: number, os: number`,
    ...params.map((p) => `${p} = 0`),
  ].join(", ");
  const totals = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => `t${i}`);
  const pairs = (names: readonly string[]): string =>
    names.length === 1
      ? names[0]
      : `combine(${pairs(names.slice(0, names.length / 2))}, ${pairs(names.slice(names.length / 2))})`;
  const four = ["x[p]", "x[p + cs]", "x[p + cs2]", "x[p + cs3]"];
  // See NOTE [One name for all].
  return `function ${name}(${signature}): void {
  const step = ${fold.step};
  const combine = ${fold.combine};${fold.finish ? `\n  const finish = ${fold.finish};` : ""}
  const cs2 = 2 * cs;
  const cs3 = 3 * cs;
  const cs4 = 4 * cs;
  if (cs <= rs || rows <= 4) {
    for (let i = 0; i < rows; i++, xo += rs, oo += os) {
${totals.map((total) => `      let ${total} = ${init};`).join("\n")}
      let j = 0;
      let p = xo;
      if (cs === 1) {
        for (; j < cols - 7; j += 8, p += 8) {
${totals.map((total, i) => `          ${total} = ${step(total, i === 0 ? "x[p]" : `x[p + ${i}]`)};`).join("\n")}
        }
      } else {
        for (; j < cols - 3; j += 4, p += cs4) {
${four.map((value, i) => `          t${i} = ${step(`t${i}`, value)};`).join("\n")}
        }
      }
      for (; j < cols; j++, p += cs) t0 = ${step("t0", "x[p]")};
      out[oo] = ${finish(pairs(totals))};
    }
    return;
  }
  for (let i0 = 0; i0 < rows; i0 += BLOCK) {
    const block = Math.min(BLOCK, rows - i0);
    accumulators.fill(${init}, 0, block);
    let j = 0;
    for (; j < cols - 3; j += 4) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) {
        accumulators[i] = ${four.reduce(step, "accumulators[i]")};
      }
    }
    for (; j < cols; j++) {
      for (let i = 0, p = xo + i0 * rs + j * cs; i < block; i++, p += rs) accumulators[i] = ${step("accumulators[i]", "x[p]")};
    }
    for (let i = 0; i < block; i++, oo += os) out[oo] = ${finish("accumulators[i]")};
  }
}`;
}

function addFolds(files: Map<string, FileText>): void {
  for (const suffix of suffixes) {
    const file = new FileText();
    file.constant("../scratch.ts", "accumulators", "BLOCK");
    for (const dtype of dtypesOf(suffix)) {
      for (const fold of folds) {
        if (!fold.dtypes.includes(dtype)) continue;
        for (const fn of [fold.step, fold.combine, ...(fold.finish ? [fold.finish] : [])])
          importScalar(file, fn);
        const to = fold.to ?? dtype;
        const loop = `${fold.name}${fold.to === "int64" ? "Exact" : ""}${suffix}${classes[to].suffix}`;
        file.loop(loop, () => foldText(loop, fold, classes[dtype].array, classes[to].array));
        file.register("Reduce2d", dtype, fold.name, loop);
      }
    }
    files.set(`reduce-${suffix.toLowerCase()}.ts`, file);
  }
}

// ---- scans -----------------------------------------------------------------------------------------------------------

function scanText(name: string, { init, step }: Scan, type: string): string {
  return `function ${name}(n: number, x: ${type}, xo: number, xs: number, out: ${type}, oo: number, os: number): void {
  const step = ${step};
  let total = ${init};
  for (let i = 0; i < n; i++, xo += xs, oo += os) {
    total = step(total, x[xo]);
    out[oo] = total;
  }
}`;
}

function addScans(files: Map<string, FileText>): void {
  for (const suffix of suffixes) {
    const file = new FileText();
    for (const dtype of dtypesOf(suffix)) {
      for (const scan of scans) {
        if (!scan.dtypes.includes(dtype)) continue;
        importScalar(file, scan.step);
        const loop = `${scan.name}By${scan.step[0].toUpperCase()}${scan.step.slice(1)}${suffix}`;
        file.loop(loop, () => scanText(loop, scan, classes[dtype].array));
        file.register("ScanRow", dtype, scan.name, loop);
      }
    }
    files.set(`cumulate-${suffix.toLowerCase()}.ts`, file);
  }
}

// ---- patterns --------------------------------------------------------------------------------------------------------

/** Copies a loop written for Float32Array for the other array classes. */
function addPatterns(texts: Map<string, string>): void {
  for (const { file, dtypes: wanted } of patterns) {
    // float64 takes the functions that are right to its own last place.
    const original = readFileSync(new URL(`patterns/${file}-f32.ts`, kernels), "utf8");
    for (const suffix of suffixes.slice(1)) {
      const own = dtypesOf(suffix).filter((dtype) => wanted.includes(dtype));
      if (own.length === 0) continue;
      const text = original
        .replaceAll("Float32Array", classes[own[0]].array)
        .replaceAll("F32", suffix)
        .replaceAll(/\b([a-z]\w*)Single\b/g, "$1")
        .replaceAll('["float32"]', `[${own.map((dtype) => `"${dtype}"`).join(", ")}]`);
      texts.set(
        `${file}-${suffix.toLowerCase()}.ts`,
        `// Written by scripts/generate-kernels.ts from patterns/${file}-f32.ts. Do not edit.\n${text}`,
      );
    }
  }
}

/** The texts of all generated files, by name. */
export function generateKernels(): Map<string, string> {
  const files = new Map<string, FileText>();
  addRows(files);
  addCasts(files);
  addFolds(files);
  addScans(files);
  const texts = new Map<string, string>();
  for (const [name, file] of files) if (!file.empty) texts.set(name, file.toString());
  addPatterns(texts);
  // A pattern and its copies follow each other, so that in a bundle they lie near enough to be compressed as repetitions.
  const modules = [...texts.keys()].map((name) => `./${name}`);
  modules.push(...patterns.map(({ file }) => `../patterns/${file}-f32.ts`));
  const name = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
  modules.sort((a, b) => (name(a) < name(b) ? -1 : 1));
  texts.set(
    "index.ts",
    [
      "// Written by scripts/generate-kernels.ts: registers all generated kernels, and the patterns they are copies of.",
      ...modules.map((path) => `import "${path}";`),
      "",
    ].join("\n"),
  );
  return texts;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const generated = new URL("generated/", kernels);
  const texts = generateKernels();
  for (const file of readdirSync(generated)) if (!texts.has(file)) rmSync(new URL(file, generated));
  for (const [file, text] of texts) writeFileSync(new URL(file, generated), text);
}
