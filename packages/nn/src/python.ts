/** Values as Python prints them: a module prints like PyTorch's. */

/** What a module's options consist of. */
export type Printable = number | boolean | string | null | undefined | readonly Printable[];

/** `1` is `1`, `0.5` is `0.5`, `1e-5` is `1e-05`. */
export function python(value: Printable): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number")
    return Number.isInteger(value) ? String(value) : pythonFloat(value);
  return typeof value === "string" ? value : tuple(value);
}

/** A number that is a float by nature: `1` prints as `1.0`. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [digits, exponent] = value.toExponential().split("e");
    const sign = exponent.startsWith("-") ? "-" : "+";
    return `${digits}e${sign}${exponent.slice(1).padStart(2, "0")}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** A string in quotes. */
export function quoted(value: string): string {
  return `'${value}'`;
}

function tuple(items: readonly Printable[]): string {
  return tupleOf(items.map((item) => (typeof item === "string" ? quoted(item) : python(item))));
}

/** A tuple of what is printed already: one item has a comma behind it. */
export function tupleOf(shown: readonly string[]): string {
  return shown.length === 1 ? `(${shown[0]},)` : `(${shown.join(", ")})`;
}

/** `name=value` of each, with commas between. */
export function keywords(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ");
}

/** All lines but the first moved in, as PyTorch nests modules. */
export function indented(text: string): string {
  return text.replaceAll("\n", "\n  ");
}
