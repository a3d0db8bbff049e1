/**
 * Whether an error is the refusal that PyTorch's error is.
 *
 * A refusal is a `TensorError`; whatever the engine throws (`TypeError: undefined is not a function`) never is one.
 *
 * Its words are Tapeloop's own, so they are not compared as text. PyTorch's message is taken apart into its *facts*: the
 * numbers in it (sizes, dims, indices, limits), and its significant words (stemmed; with the names of dtypes and a few
 * synonyms folded). The refusal has to say which op refused, and one of:
 *
 * - the record's regular expression matches it, or PyTorch's message occurs in it;
 * - it states three quarters of the numbers, where there are at least two;
 * - it states half of the significant words;
 * - it states 40 % of numbers and words together.
 *
 * So `matmul: [2, 3] @ [4, 3]: inner dimensions 3 and 4 differ` passes for `mat1 and mat2 shapes cannot be multiplied (2x3
 * and 4x3)`, and `invalid input` passes for nothing. Of errors that speak about Python (argument parsing, attributes,
 * keys, assertions) only the refusal counts.
 */
import type { RecordedError } from "./format.ts";
import { isRefusal } from "./library.ts";
import { Mismatch } from "./outcome.ts";

/** Error classes whose message says what is wrong with the tensors. */
const speaksOfTensors = new Set(["RuntimeError", "IndexError", "ValueError"]);

/** Python's argument parser and class names. */
const speaksOfPython =
  /received an invalid combination|argument '\w+'|unexpected keyword|positional argument|object has no attribute|NoneType|torch\.\w*(Tensor|Storage)\b/;

/** Throws `Mismatch` unless `error` is the refusal that `expected` describes. */
export function compareError(error: unknown, expected: RecordedError): void {
  if (!isRefusal(error))
    throw new Mismatch(
      `threw ${describe(error)} instead of a TensorError (PyTorch: ${firstLine(expected.message)})`,
    );
  if (!speaksOfTensors.has(expected.type) || speaksOfPython.test(expected.message)) return;
  if (!saysTheSame(error, expected)) {
    throw new Mismatch(
      `message "${error.message}" shares too little with PyTorch's "${firstLine(expected.message)}"`,
    );
  }
}

export function saysTheSame(
  error: { readonly op: string; readonly message: string },
  { message, regex }: RecordedError,
): boolean {
  if (!error.op) return false;
  const ours = error.message.toLowerCase();
  if (regex && matches(regex, error.message)) return true;
  if (ours.includes(message.toLowerCase().trim())) return true;
  const numbers = numbersIn(message);
  const words = wordsIn(message);
  const ourNumbers = new Set(numbersIn(error.message));
  const ourWords = new Set(wordsIn(error.message));
  const sharedNumbers = numbers.filter((number) => ourNumbers.has(number)).length;
  const sharedWords = words.filter((word) => ourWords.has(word)).length;
  if (numbers.length > 1 && sharedNumbers >= 0.75 * numbers.length) return true;
  if (words.length > 0 && sharedWords >= 0.5 * words.length) return true;
  return sharedNumbers + sharedWords >= 0.4 * (numbers.length + words.length);
}

function matches(regex: string, message: string): boolean {
  try {
    return new RegExp(regex, "is").test(message);
  } catch {
    // Python's regular expressions are a little different; then words and numbers decide.
    return false;
  }
}

/** The distinct numbers of a message; `2x3` is two of them, the 2 of `mat2` is none. */
export function numbersIn(message: string): string[] {
  const separate = message.replace(/(?<=\d)x(?=\d)/g, " ");
  return [
    ...new Set(
      (separate.match(/(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g) ?? []).map((number) =>
        String(Number(number)),
      ),
    ),
  ];
}

const emptyWords = new Set(
  (
    "a an and any are as at be been both but by can cannot could did do does each either else expect expected expects few for found from get " +
    "given got had has have if in input inputs instead into is it its like may more must need needed needs not of on one only or other please " +
    "should so some such tensor tensors than that the their them there these they this those to torch use used using value values was were " +
    "when where which while will with would you your self name argument arguments function error non"
  ).split(" "),
);

const folded: Readonly<Record<string, string>> = {
  dim: "dimension",
  dims: "dimension",
  axis: "dimension",
  "1d": "1",
  "2d": "2",
  "3d": "3",
  "4d": "4",
  "5d": "5",
  long: "int64",
  double: "float64",
  float: "float32",
  byte: "uint8",
  boolean: "bool",
  int: "int32",
  bounds: "range",
  bound: "range",
  shape: "size",
  shapes: "size",
  sizes: "size",
  length: "size",
  dtype: "type",
  dtypes: "type",
  integer: "integral",
  integers: "integral",
  matrices: "matrix",
};

/** The distinct significant words of a message, in a common form. */
export function wordsIn(message: string): string[] {
  const plain = message
    .replace(/\blong int\b/gi, "int64")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/_+/g, " ")
    .toLowerCase();
  const words = plain.match(/[a-z][a-z0-9]*|\d[a-z]\b/g) ?? [];
  return [
    ...new Set(
      words
        .filter((word) => word.length > 1 && !emptyWords.has(word))
        .map((word) => stem(folded[word] ?? word)),
    ),
  ];
}

/** Endings off, crudely: both sides go through it. */
function stem(word: string): string {
  if (/\d/.test(word)) return word;
  return (
    word.replace(/(?:ations?|ations|ions?|ing|ed|es|s|able|ible|ly|al)$/, "").slice(0, 6) || word
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${firstLine(error.message)}` : String(error);
}

function firstLine(text: string): string {
  return text.split("\n")[0].slice(0, 160);
}
