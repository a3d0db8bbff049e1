/** docs/ops.md: every public function, from the registry, with what the op table checks of it. */
import * as functional from "../../src/functional.ts";
import * as core from "../../src/index.ts";
import { opRegistry, type Signature } from "../../src/op/record.ts";
import { families } from "./index.ts";
import { all, floats, integers, numbers, type OpSpec } from "./spec.ts";

const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

type Functions = Readonly<Record<string, unknown>>;

/** Namespaces whose functions have their name before their own in the registry: `linalgNorm`. */
const rooms: readonly (readonly [prefix: string, path: string, functions: Functions])[] = [
  ["linalg", "torch.linalg", core.linalg],
  ["special", "torch.special", core.special],
  ["functional", "torch.nn.functional", functional],
];

/** How the function is reached; `null` for ops that only other ops call. */
function pathOf(name: string): string | null {
  if (name in core) return "torch";
  if (name in functional) return "torch.nn.functional";
  if (name in core.Tensor.prototype) return "torch.Tensor";
  if (name in core.special) return "torch.special";
  return null;
}

/** What users write: an op that there is in place only has no name without the underscore. */
function calledAs(name: string): string {
  const inPlace = `${name}_`;
  return pathOf(name) === null && inPlace in core.Tensor.prototype ? inPlace : name;
}

/** The namespace that stands before a function's own name, and that name. */
function inRoom(name: string): { path: string; own: string; functions: Functions } | undefined {
  for (const [prefix, path, functions] of rooms) {
    if (!name.startsWith(prefix) || name === prefix) continue;
    const own = name[prefix.length].toLowerCase() + name.slice(prefix.length + 1);
    if (own in functions) return { path, own, functions };
  }
  return undefined;
}

/** PyTorch's full name; `null` where users do not call the op. */
function torchName(name: string, { torch }: Signature): string | null {
  const room = inRoom(name);
  if (room) return torch ?? `${room.path}.${snake(room.own)}`;
  const path = pathOf(name);
  return path && (torch ?? `${path}.${snake(name)}`);
}

/** The op table's row, by the function where the name does not tell: `norm` is one in torch and another in torch.linalg. */
function rowOf(name: string): OpSpec | undefined {
  const room = inRoom(name);
  const named = Object.values(families).filter(({ rows }) => name in rows);
  if (!room && named.length === 1) return named[0].rows[name];
  const everywhere: Functions = { ...core.special, ...functional, ...core };
  const wanted = room ? room.functions[room.own] : everywhere[name];
  for (const { functions, rows } of Object.values(families)) {
    const own = Object.keys(rows).find((key) => functions[key] === wanted);
    if (own !== undefined) return rows[own];
  }
  return undefined;
}

function dtypesOf(row: OpSpec | undefined): string {
  if (!row) return "";
  const given = row.dtypes ?? all;
  const same = (list: readonly string[]): boolean =>
    list.length === given.length && list.every((dtype) => given.includes(dtype as never));
  if (same(all)) return "all";
  if (same(numbers)) return "numbers";
  if (same(floats)) return "floats";
  if (same(integers)) return "integers";
  return given.join(" ");
}

/** Whether gradients flow, as the record has it, and whether the op table checks them of both orders. */
function gradientOf(signature: Signature, row: OpSpec | undefined): string {
  if (signature.differentiable === false || row?.differentiable === false) return "none";
  if (row?.differentiable === "refused") return "refused, as by PyTorch";
  return row ? "checked twice" : "yes";
}

/** The page as Markdown. */
export function opsPage(): string {
  const signatures = [...opRegistry.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const lines = signatures.flatMap((signature) => {
    const name = calledAs(signature.name);
    const torch = torchName(name, signature);
    if (!torch) return [];
    const row = rowOf(name);
    const params = [signature.first ?? "input", ...signature.params].join(", ");
    const cells = [
      `\`${name}\``,
      `\`${torch}\``,
      params,
      dtypesOf(row),
      gradientOf(signature, row),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return `# All ops

Written by \`npm run docs\` from the op records. *Parameters* are PyTorch's, in its order: the leading ones may be given by
position, any of them in one trailing object. Functions with an underscore at the end, which write into their first argument,
have the parameters of those without. *Gradient*: \`checked twice\` means that the op table holds gradient and second gradient
against finite differences; \`yes\` that gradients flow, checked elsewhere; \`none\` that there is none to flow. *Dtypes* are given for
ops with a row in the op table.

| op | PyTorch | parameters | dtypes | gradient |
| --- | --- | --- | --- | --- |
${lines.join("\n")}
`;
}
