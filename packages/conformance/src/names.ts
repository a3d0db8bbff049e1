/**
 * PyTorch's names in camelCase: `log_softmax` → `logSoftmax`, `index_add_` → `indexAdd_`, `T_max` → `TMax`.
 * A leading or trailing underscore stays, and so does what has none: `T`, `mT`, `lambd`, `BCELoss`.
 */
export function camel(name: string): string {
  return name.replace(/(?<=[A-Za-z0-9])_+([A-Za-z0-9])/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
}

/** Where PyTorch's dotted prefixes lead; the longest one that fits is taken. */
const roots: readonly (readonly [prefix: string, path: readonly string[]])[] = [
  ["torch.nn.functional", ["nn", "functional"]],
  ["torch.utils.data", ["data"]],
  ["torch.optim", ["optim"]],
  ["torch.nn", ["nn"]],
  ["torch", ["torch"]],
  ["F", ["nn", "functional"]],
  // Functions newer than the recorded version, computed from their definition.
  ["ref", ["nn", "functional"]],
  ["nn", ["nn"]],
  ["optim", ["optim"]],
];

/** The path below `import * as tapeloop from "tapeloop"` of a name as PyTorch writes it: `F.max_pool1d` → nn, functional, maxPool1d. */
export function pathOf(name: string): string[] {
  for (const [prefix, path] of roots) {
    if (name.startsWith(`${prefix}.`))
      return [
        ...path,
        ...name
          .slice(prefix.length + 1)
          .split(".")
          .map(camel),
      ];
  }
  return name.split(".").map(camel);
}

/** `torch.Tensor.view` → `view`; `null` for what is no method. */
export function methodName(name: string): string | null {
  return name.startsWith("torch.Tensor.") ? camel(name.slice("torch.Tensor.".length)) : null;
}
