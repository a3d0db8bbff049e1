/** The facts an error carries beside its message. */
export interface ErrorFacts {
  readonly shapes?: readonly (readonly number[])[];
  readonly dtypes?: readonly string[];
}

/**
 * What Tapeloop throws when it refuses a call: bad shapes, dtypes, arguments, or a misuse of autograd.
 *
 * The message starts with the op's name and says what was given and how to mend it:
 * `matmul: [3, 4] @ [5, 6]: inner dimensions 4 and 5 differ`. Nothing has been changed when it is thrown.
 */
export class TensorError extends Error {
  override readonly name = "TensorError";
  /** The op, function or class that refused. */
  readonly op: string;
  /** Shapes of the tensors involved, where they matter. */
  readonly shapes: readonly (readonly number[])[];
  /** Dtypes of the tensors involved, where they matter. */
  readonly dtypes: readonly string[];

  constructor(op: string, message: string, facts: ErrorFacts = {}) {
    super(`${op}: ${message}`);
    this.op = op;
    this.shapes = facts.shapes ?? [];
    this.dtypes = facts.dtypes ?? [];
  }
}

/** A shape as messages show it: `[2, 3]`. */
export function showShape(shape: readonly number[]): string {
  // Messages also show what was given for a shape and is none.
  return showValue(shape);
}

/** Any value as messages show it, kept short. */
export function showValue(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return `[${value.map(showValue).join(", ")}]`;
  if (typeof value === "string") return `"${value}"`;
  if (typeof value === "function") return `function ${value.name || "(anonymous)"}`;
  if (typeof value === "object") {
    const { shape, dtype } = value as { shape?: readonly number[]; dtype?: string };
    if (shape && dtype) return `a ${dtype} tensor of shape ${showShape(shape)}`;
    return `a value of class ${value.constructor?.name ?? "Object"}`;
  }
  const plain = value as number | boolean | bigint | symbol;
  return String(plain);
}
