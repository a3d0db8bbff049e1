/** docs/ops.md: every public function, from the registry, with what the op table checks of it. */
import * as functional from "../../src/functional.ts";
import * as core from "../../src/index.ts";
import { opRegistry, type Signature } from "../../src/op/record.ts";
import { families } from "./index.ts";
import { all, floats, integers, numbers, type OpSpec } from "./spec.ts";

/** The op table's rows by function. */
const rows: ReadonlyMap<string, OpSpec> = new Map(
  Object.values(families).flatMap((family) => Object.entries(family.rows)),
);

const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Namespaces whose functions have their name before their own in the registry: `linalgNorm`. */
const rooms: readonly (readonly [prefix: string, path: string, functions: object])[] = [
  ["linalg", "torch.linalg", core.linalg],
  ["special", "torch.special", core.special],
  ["functional", "torch.nn.functional", functional],
];

/** How the function is reached; `null` for ops that only other ops call. */
function pathOf(name: string): string | null {
  if (name in core) return "torch";
  if (name in functional) return "torch.nn.functional";
  if (name in core.Tensor.prototype) return "torch.Tensor";
  return null;
}

/** PyTorch's full name; `null` where users do not call the op. */
function torchName({ name, torch }: Signature): string | null {
  for (const [prefix, path, functions] of rooms) {
    if (!name.startsWith(prefix) || name === prefix) continue;
    const own = name[prefix.length].toLowerCase() + name.slice(prefix.length + 1);
    if (own in functions) return torch ?? `${path}.${snake(own)}`;
  }
  const path = pathOf(name);
  return path && (torch ?? `${path}.${snake(name)}`);
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
    const torch = torchName(signature);
    if (!torch) return [];
    const row = rows.get(signature.name);
    const params = [signature.first ?? "input", ...signature.params].join(", ");
    const cells = [
      `\`${signature.name}\``,
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
