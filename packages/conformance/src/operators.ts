/**
 * Python's operators and indexing, as the public calls a user writes for them.
 */
import { callMethod } from "./call.ts";
import { type Callable, className, isTensor, need } from "./library.ts";
import { Missing } from "./outcome.ts";

/** `x + y` → `x.add(y)`. */
const methods: Readonly<Record<string, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  "//": "floorDivide",
  "%": "remainder",
  "**": "pow",
  "@": "matmul",
  "&": "bitwiseAnd",
  "|": "bitwiseOr",
  "^": "bitwiseXor",
  "<<": "bitwiseLeftShift",
  ">>": "bitwiseRightShift",
  "==": "eq",
  "!=": "ne",
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
};

/** The same with the operands exchanged: `2 < x` → `x.gt(2)`. */
const mirrored: Readonly<Record<string, string>> = {
  "+": "add",
  "*": "mul",
  "-": "rsub",
  "&": "bitwiseAnd",
  "|": "bitwiseOr",
  "^": "bitwiseXor",
  "==": "eq",
  "!=": "ne",
  "<": "gt",
  "<=": "ge",
  ">": "lt",
  ">=": "le",
};

const unary: Readonly<Record<string, string>> = {
  neg: "neg",
  "-": "neg",
  pos: "positive",
  "~": "bitwiseNot",
  invert: "bitwiseNot",
  abs: "abs",
};

/** An operator on tensors, or on one and a number. */
export function operate(op: string, args: readonly unknown[]): unknown {
  const [a, b] = args;
  if (args.length === 1) {
    if (!isTensor(a)) return onNumber(op, a);
    return callMethod(a, known(unary, op), [], {});
  }
  if (isTensor(a)) return callMethod(a, known(methods, op), [b], {});
  if (!isTensor(b)) return onPlain(op, a, b);
  if (op === "/") return callMethod(callMethod(b, "reciprocal", [], {}) as object, "mul", [a], {});
  if (op in mirrored) return callMethod(b, mirrored[op], [a], {});
  return need<Callable>(`torch.${snake(known(methods, op))}`)(a, b);
}

/** An operator that changes its left side: `x += y` → `x.add_(y)`. Answers what `x` is afterwards. */
export function operateInPlace(op: string, [a, b]: readonly unknown[]): unknown {
  const plain = op.slice(0, -1);
  if (!isTensor(a)) return operate(plain, [a, b]);
  return callMethod(a, `${known(methods, plain)}_`, [b], {});
}

function known(table: Readonly<Record<string, string>>, op: string): string {
  if (!(op in table)) throw new Missing(`operator ${op}`);
  return table[op];
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function onNumber(op: string, a: unknown): unknown {
  const value = Number(a);
  if (known(unary, op) === "neg") return -value;
  if (known(unary, op) === "abs") return Math.abs(value);
  return op === "~" ? ~value : value;
}

/** Numbers, strings and lists, by Python's rules. */
function onPlain(op: string, a: unknown, b: unknown): unknown {
  if (Array.isArray(a) && Array.isArray(b)) {
    if (op === "+") return [...(a as unknown[]), ...(b as unknown[])];
    if (op === "==" || op === "!=")
      return (JSON.stringify(a) === JSON.stringify(b)) === (op === "==");
  }
  if (typeof a === "string" && op === "+") return a + String(b);
  if (op === "==" || op === "!=") return (a === b) === (op === "==");
  const [x, y] = [Number(a), Number(b)];
  switch (op) {
    case "+":
      return x + y;
    case "-":
      return x - y;
    case "*":
      return x * y;
    case "/":
      return x / y;
    case "//":
      return Math.floor(x / y);
    case "%":
      return x - y * Math.floor(x / y);
    case "**":
      return x ** y;
    case "<":
      return x < y;
    case "<=":
      return x <= y;
    case ">":
      return x > y;
    case ">=":
      return x >= y;
    case "&":
      return x & y;
    case "|":
      return x | y;
    case "^":
      return x ^ y;
    case "<<":
      return x << y;
    case ">>":
      return x >> y;
    default:
      throw new Missing(`operator ${op}`);
  }
}

/** `x[index]`. A tuple, decoded, is an array of one item per dimension: the caller says whether the index was one. */
export function getItem(of: unknown, index: unknown, isTuple: boolean): unknown {
  if (isTensor(of)) return callMethod(of, "index", indices(index, isTuple), {});
  if (typeof index === "string") return of instanceof Map ? of.get(index) : (of as Named)[index];
  if (isSlice(index))
    return (of as unknown[]).slice(index.start ?? undefined, index.stop ?? undefined);
  for (const method of ["at", "get"]) {
    if (typeof (of as Named | null)?.[method] === "function")
      return callMethod(of as object, method, [index], {});
  }
  throw new Missing(`${className(of)}[${String(index)}]`);
}

/** `x[index] = value`. */
export function setItem(of: unknown, index: unknown, isTuple: boolean, value: unknown): void {
  if (isTensor(of)) callMethod(of, "indexPut_", [indices(index, isTuple), value], {});
  else if (typeof (of as Named).set === "function")
    callMethod(of as object, "set", [index, value], {});
  else (of as Named)[index as string] = value;
}

type Named = Record<string, unknown>;

/** What `torch.slice` makes. */
function isSlice(index: unknown): index is { start: number | null; stop: number | null } {
  return typeof index === "object" && index !== null && "start" in index && "stop" in index;
}

/**
 * One index per dimension. Python hands `x[a, b]` over as a tuple; a list counts as one, too, as soon as it holds more than
 * numbers: `x[[[0, 1], [1, 2]]]` is `x[[0, 1], [1, 2]]`.
 */
function indices(index: unknown, isTuple: boolean): unknown[] {
  if (!Array.isArray(index)) return [index];
  const items = index as unknown[];
  const plain = items.every((item) => typeof item === "number" || typeof item === "boolean");
  return isTuple || !plain ? items : [items];
}
