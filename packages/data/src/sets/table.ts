/** Real data sets as tensors. */
import { type Tensor, TensorError, wrapArray } from "@tapeloop/core";

/** A data set: examples in rows, what is known of each in columns, and what is to be learnt. */
export interface Table {
  /** float32, [rows, features]. */
  readonly data: Tensor;
  /** int64 class numbers, or float32 values; [rows]. */
  readonly target: Tensor;
  readonly featureNames: readonly string[];
  /** Names of the classes; empty where values are to be predicted. */
  readonly targetNames: readonly string[];
  /** Who made it, and under which licence. */
  readonly source: string;
}

/** Reads rows of numbers, the target last, under a line of names. */
export function readTable(csv: string, targetNames: readonly string[], source: string): Table {
  const [header, ...lines] = csv.trimEnd().split("\n");
  const names = header.split(",");
  const features = names.length - 1;
  const data = new Float32Array(lines.length * features);
  const classes = targetNames.length > 0;
  const target = classes ? new Float64Array(lines.length) : new Float32Array(lines.length);
  for (const [row, line] of lines.entries()) {
    const values = line.split(",").map(Number);
    if (values.length !== names.length || values.some(Number.isNaN))
      throw new TensorError("readTable", `row ${row + 1} is not ${names.length} numbers`);
    data.set(values.slice(0, features), row * features);
    target[row] = values[features];
  }
  return {
    data: wrapArray(data, [lines.length, features], "float32"),
    target: wrapArray(target, [lines.length], classes ? "int64" : "float32"),
    featureNames: names.slice(0, features),
    targetNames,
    source,
  };
}
