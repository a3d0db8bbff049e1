/** Tables of numbers from CSV text. */
import { type DType, type Tensor, TensorError, tensor } from "@tapeloop/core";
import Papa from "papaparse";

export interface CsvOptions {
  /** Whether the first line holds names; true where nothing is said. */
  header?: boolean;
  /** What parts the columns; found out where nothing is said. */
  delimiter?: string;
  /** The columns to read, by name or number; all where nothing is said. */
  columns?: readonly (string | number)[];
  /** float32 where nothing is said. */
  dtype?: DType;
  /** What an empty field counts as; refused where nothing is said. */
  missing?: number;
}

export interface CsvTable {
  /** [rows, columns]. */
  readonly data: Tensor;
  /** Names of the columns; their numbers as text where there is no header. */
  readonly names: readonly string[];
}

/**
 * Reads a table of numbers. Quoted fields, any line ends and a byte order mark are understood.
 *
 * Throws, naming row and column, where a field is missing or is no number.
 */
export function parseCsv(text: string, options: CsvOptions = {}): CsvTable {
  const { header = true, delimiter = "", dtype = "float32", missing } = options;
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), {
    delimiter,
    skipEmptyLines: "greedy",
  });
  const broken = errors.find(({ type }) => type === "Quotes");
  if (broken) throw new TensorError("parseCsv", `${broken.message} (row ${(broken.row ?? 0) + 1})`);
  const [first] = data;
  if (!first) throw new TensorError("parseCsv", "there is nothing to read: the text has no lines");
  const names = header ? first.map((name) => name.trim()) : first.map((_, i) => String(i));
  const rows = header ? data.slice(1) : data;
  const columns = (options.columns ?? names.map((_, i) => i)).map((column) =>
    columnNumber(column, names),
  );
  const values = rows.map((row, i) => {
    const line = i + (header ? 2 : 1);
    if (row.length !== names.length)
      throw new TensorError(
        "parseCsv",
        `row ${line} has ${row.length} fields, expected ${names.length}`,
      );
    return columns.map((column) => fieldValue(row[column].trim(), line, names[column], missing));
  });
  const shaped =
    values.length === 0
      ? tensor([], { dtype }).reshape(0, columns.length)
      : tensor(values, { dtype });
  return { data: shaped, names: columns.map((column) => names[column]) };
}

function columnNumber(column: string | number, names: readonly string[]): number {
  const at = typeof column === "number" ? column : names.indexOf(column);
  if (!Number.isInteger(at) || at < 0 || at >= names.length)
    throw new TensorError(
      "parseCsv",
      `there is no column ${JSON.stringify(column)}; known: ${names.join(", ")}`,
    );
  return at;
}

function fieldValue(
  field: string,
  line: number,
  column: string,
  missing: number | undefined,
): number {
  if (field === "") {
    if (missing !== undefined) return missing;
    throw new TensorError(
      "parseCsv",
      `row ${line}, column "${column}" is empty; say what it counts as with { missing: … }`,
    );
  }
  const value = Number(field);
  if (Number.isNaN(value) && field.toLowerCase() !== "nan")
    throw new TensorError(
      "parseCsv",
      `row ${line}, column "${column}" is no number: ${JSON.stringify(field)}`,
    );
  return value;
}
