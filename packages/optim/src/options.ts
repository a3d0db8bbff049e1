/** How optimizers read their options. */
import { isOptions, readArgs, Tensor, TensorError } from "@tapeloop/core";

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Options by PyTorch's names. */
export function torchNames(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [snakeCase(name), value]),
  );
}

/** PyTorch's choices between ways to the same step, and why there are none here. */
export const choices: Readonly<Record<string, string>> = {
  foreach: "there is one loop, over each parameter",
  fused: "every step is one loop already",
  capturable: "there are no graphs to capture",
  differentiable: "steps are not recorded",
};

/** Options without those choices. Throws where one is asked for. */
export function withoutChoices(
  op: string,
  options: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  for (const [name, reason] of Object.entries(choices))
    if (options[name]) throw new TensorError(op, `${name}: ${reason}; leave the option out`);
  return Object.fromEntries(Object.entries(options).filter(([name]) => !(name in choices)));
}

/** Reads what an optimizer was given after its parameters. */
export function optimizerArgs<Options extends object>(
  { name, params }: { readonly name: string; readonly params: readonly string[] },
  ...given: readonly unknown[]
): Options {
  const args = given.map((arg) => (isOptions(arg) ? withoutChoices(name, arg) : arg));
  return readArgs<Options>({ name, params }, ...args);
}

/** What something is that should have been something else. */
export function what(value: unknown): string {
  if (value instanceof Tensor) return "a Tensor";
  if (Array.isArray(value)) return "a list, perhaps from namedParameters()";
  if (typeof value === "function") return "a module or function";
  return value === null ? "null" : typeof value;
}
