/** Reads the notation of `einsum`: which label each dimension has. */
import { TensorError } from "../errors.ts";

/**
 * A label is a number, so that sorting them gives the order of an output that is not spelt out: an ellipsis (negative,
 * counted from its last dimension), then A to Z, then a to z.
 */
export type Label = number;

/** The labels of one operand or of the output; `ellipsis` is where the dimensions go that have none. */
export interface Subscripts {
  readonly labels: readonly Label[];
  /** Place in `labels` before which the ellipsis stands; -1 where there is none. */
  readonly ellipsis: number;
}

export interface Equation {
  readonly operands: readonly Subscripts[];
  /** `null` where it is implicit. */
  readonly output: Subscripts | null;
}

/** How many labels there are. */
const LABELS = 52;

export function showLabel(label: Label): string {
  if (label < 0) return "...";
  return String.fromCharCode(label < 26 ? label + 65 : label - 26 + 97);
}

function labelOf(character: string): Label {
  if (character >= "A" && character <= "Z") return character.charCodeAt(0) - 65;
  if (character >= "a" && character <= "z") return character.charCodeAt(0) - 97 + 26;
  return -1;
}

/** Reads `"ij,jk->ik"`. */
export function parseEquation(equation: string): Equation {
  const arrow = equation.indexOf("->");
  const left = arrow === -1 ? equation : equation.slice(0, arrow);
  const operands: Subscripts[] = [];
  let start = 0;
  for (const part of left.split(",")) {
    operands.push(parseSubscripts(part, start, `operand ${operands.length}`));
    start += part.length + 1;
  }
  return {
    operands,
    output: arrow === -1 ? null : parseSubscripts(equation.slice(arrow + 2), arrow + 2, "output"),
  };
}

function parseSubscripts(text: string, start: number, where: string): Subscripts {
  const labels: Label[] = [];
  let ellipsis = -1;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === " ") continue;
    if (character === ".") {
      if (ellipsis !== -1)
        throw new TensorError(
          "einsum",
          `found '.' for ${where} for which an ellipsis was already found (an ellipsis (...) was already found)`,
        );
      if (text.slice(i, i + 3) !== "...")
        throw new TensorError(
          "einsum",
          `found '.' for ${where} that is not part of any ellipsis (...)`,
        );
      ellipsis = labels.length;
      i += 2;
      continue;
    }
    const label = labelOf(character);
    if (label === -1) {
      throw new TensorError(
        "einsum",
        `invalid subscript given at index ${start + i} in the equation string, subscripts must be in [a-zA-Z]; got "${character}"`,
      );
    }
    labels.push(label);
  }
  return { labels, ellipsis };
}

/** Reads a list of numbers, in which "..." stands for an ellipsis. */
export function readSublist(list: readonly unknown[]): Subscripts {
  const labels: Label[] = [];
  let ellipsis = -1;
  for (const item of list) {
    if (item === "...") {
      if (ellipsis !== -1)
        throw new TensorError("einsum", "an ellipsis was already found in the subscripts list");
      ellipsis = labels.length;
    } else if (typeof item === "number" && Number.isInteger(item) && item >= 0 && item < LABELS) {
      labels.push(item);
    } else {
      throw new TensorError(
        "einsum",
        `subscript in subscript list is not within the valid range [0, ${LABELS}), got ${String(item)}`,
      );
    }
  }
  return { labels, ellipsis };
}

/** A label for each dimension: those under an ellipsis are -1 for the last, -2 for the one before, … */
export function spread({ labels, ellipsis }: Subscripts, covered: number): Label[] {
  if (ellipsis === -1) return [...labels];
  const dots = Array.from({ length: covered }, (_, i) => i - covered);
  return [...labels.slice(0, ellipsis), ...dots, ...labels.slice(ellipsis)];
}
