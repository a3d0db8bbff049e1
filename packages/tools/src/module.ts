/** What one source file imports, read from its syntax tree. */

import { parseSync } from "oxc-parser";

export interface Import {
  readonly specifier: string;
  /** Erased by the compiler: `import type …`. (`import { type A }` is not: the import itself stays.) */
  readonly typeOnly: boolean;
  /** Names it binds that module top level uses, outside every function body. */
  readonly usedAtTopLevel: readonly string[];
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Reads the imports, re-exports and `import("…")`s of a TypeScript file. */
export function importsOf(path: string, text: string): Import[] {
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);

  const found: { specifier: string; typeOnly: boolean; names: string[] }[] = [];
  const used = new Set<string>();
  for (const statement of program.body as unknown as Node[]) {
    const source = statement["source"];
    if (isNode(source)) {
      const kind = statement["importKind"] ?? statement["exportKind"];
      const specifiers = (statement["specifiers"] ?? []) as Node[];
      found.push({
        specifier: String(source["value"]),
        typeOnly: kind === "type",
        names: specifiers.map((it) => it["local"]).map((it) => (isNode(it) ? nameOf(it) : "")),
      });
    } else if (statement["specifiers"] === undefined || isNode(statement["declaration"])) {
      collectUses(statement, used);
    }
  }
  walk(program, (node) => {
    const source = node["source"];
    if (node.type === "ImportExpression" && isNode(source)) {
      found.push({ specifier: String(source["value"]), typeOnly: false, names: [] });
    } else if (node.type === "TSImportType" && isNode(source)) {
      found.push({ specifier: String(source["value"]), typeOnly: true, names: [] });
    }
  });
  return found.map(({ specifier, typeOnly, names }) => ({
    specifier,
    typeOnly,
    usedAtTopLevel: names.filter((name) => used.has(name)),
  }));
}

const functions = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunctionExpression",
  "TSDeclareFunction",
]);

/** TypeScript's nodes hold types, which never run, except these, which wrap an expression. */
const wrappers = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
]);

/** Adds the names that run when the module is loaded. */
function collectUses(node: Node, used: Set<string>): void {
  if (functions.has(node.type)) return;
  if (wrappers.has(node.type)) {
    visit(node["expression"], used);
    return;
  }
  if (node.type.startsWith("TS")) return;
  if (node.type === "Identifier") {
    used.add(nameOf(node));
    return;
  }
  // A name that is not computed is a label, not a use: `{ add: 1 }`, `x.add`, `class { add() {} }`.
  const label = node["computed"] === true ? undefined : labels[node.type];
  // An instance field's value runs in the constructor.
  const later = node.type === "PropertyDefinition" && node["static"] !== true ? "value" : undefined;
  for (const key of Object.keys(node)) {
    if (key !== label && key !== later) visit(node[key], used);
  }
}

const labels: Readonly<Record<string, string>> = {
  MemberExpression: "property",
  Property: "key",
  PropertyDefinition: "key",
  MethodDefinition: "key",
};

function visit(value: unknown, used: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) visit(item, used);
  else if (isNode(value)) collectUses(value, used);
}

function walk(value: unknown, each: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, each);
  } else if (isNode(value)) {
    each(value);
    for (const key of Object.keys(value)) walk(value[key], each);
  }
}

function nameOf(identifier: Node): string {
  return String(identifier["name"]);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}
