/**
 * Recorded values → what a user of the library would pass.
 */
import { dtypeNames, readTyped, sizeOf } from "./data.ts";
import {
  has,
  isTensorValue,
  itemsOf,
  type Kwargs,
  type RecordedDType,
  type TensorValue,
  type Value,
} from "./format.ts";
import { callEntry } from "./call.ts";
import { type Callable, find, need, type Tensor } from "./library.ts";
import { Missing } from "./outcome.ts";

export interface Leaf {
  readonly path: readonly (string | number)[];
  readonly tensor: Tensor;
}

export interface DecodeOptions {
  /** Run a float64 record in float32: every f64 becomes f32. */
  readonly single?: boolean;
  /** Make integer-valued float literals visibly fractional, see `nudged`. */
  readonly floatScalars?: boolean;
  /** Values of a program's variables. */
  readonly variables?: ReadonlyMap<string, unknown>;
}

/** Decodes values and remembers the leaves among them. */
export class Decoder {
  readonly leaves: Leaf[] = [];
  /** Every tensor made, in order. */
  readonly tensors: Tensor[] = [];
  readonly #options: DecodeOptions;

  constructor(options: DecodeOptions = {}) {
    this.#options = options;
  }

  list(values: readonly Value[], ...path: (string | number)[]): unknown[] {
    return values.map((value, i) => this.value(value, ...path, i));
  }

  dict(values: Kwargs, ...path: (string | number)[]): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, this.value(value, ...path, key)]),
    );
  }

  value(value: Value, ...path: (string | number)[]): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (isTensorValue(value)) return this.tensor(value, path);
    const items = itemsOf(value);
    if (items) return this.list(items, ...path);
    if (has(value, "float")) return this.#options.floatScalars ? nudged(value.float) : value.float;
    if (has(value, "f")) return specialFloat(value.f);
    if (has(value, "i")) return Number(value.i);
    if (has(value, "dtype")) return this.dtype(value.dtype);
    if (has(value, "dict")) return this.dict(value.dict, ...path);
    if (has(value, "slice")) return need<Callable>("torch.slice")(...this.list(value.slice));
    if (has(value, "ellipsis")) return "...";
    if (has(value, "fnref")) return lambda(value.fnref);
    if (has(value, "module"))
      return callEntry(find(value.module), this.list(value.args), this.dict(value.kwargs));
    if (has(value, "var")) return this.#options.variables?.get(value.var);
    throw new Error(`unknown value ${JSON.stringify(value).slice(0, 100)}`);
  }

  dtype(recorded: string): string {
    if (!(recorded in dtypeNames)) throw new Missing(`dtype ${recorded}`);
    return dtypeNames[
      this.#options.single && recorded === "f64" ? "f32" : (recorded as RecordedDType)
    ];
  }

  tensor(value: TensorValue, path: readonly (string | number)[] = []): Tensor {
    const dtype = this.dtype(value.t);
    const data = readTyped(value);
    let tensor = fromTyped(
      dtype === "float32" ? Float32Array.from(data) : data,
      value.stride ? [data.length] : value.shape,
      dtype,
    );
    if (value.stride) {
      tensor = need<Callable>("torch.asStrided")(
        tensor,
        value.shape,
        value.stride,
        value.offset ?? 0,
      ) as Tensor;
    }
    this.tensors.push(tensor);
    if (value.rg) {
      tensor.requiresGrad_();
      this.leaves.push({ path, tensor });
    }
    return tensor;
  }
}

/** A tensor of these elements in row-major order. */
export function fromTyped(
  data: ArrayLike<number>,
  shape: readonly number[],
  dtype: string,
): Tensor {
  const flat = need<Callable>("torch.tensor")(data, { dtype }) as Tensor;
  if (sizeOf(shape) !== data.length)
    throw new Error(`${data.length} elements for shape [${shape.join(", ")}]`);
  return shape.length === 1 ? flat : flat.reshape(shape);
}

/**
 * The float next to an integer: JavaScript cannot tell `2.0` from `2`, and in Tapeloop a scalar with an integer value
 * counts as an integer. Away from zero, so that what truncates it gets the integer back.
 */
export function nudged(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  return value * (1 + Number.EPSILON);
}

function specialFloat(name: "nan" | "inf" | "-inf"): number {
  return name === "nan" ? NaN : name === "inf" ? Infinity : -Infinity;
}

/** A Python lambda of numbers, as a JavaScript function: `lambda e: 0.95**e`. */
export function lambda(source: string): Callable {
  const match = /^lambda ([\w, ]*): (.*)$/s.exec(source.trim());
  if (!match) throw new Error(`not a lambda: ${source}`);
  const body = match[2]
    .replace(/([\w.]+|\([^()]*\)) *\/\/ *([\w.]+|\([^()]*\))/g, "Math.floor($1/$2)")
    .replace(/^(.*) if (.*) else (.*)$/s, "($2) ? ($1) : ($3)")
    .replace(/\bmath\./g, "Math.")
    .replace(/\bmax\(/g, "Math.max(")
    .replace(/\bmin\(/g, "Math.min(")
    .replace(/\bTrue\b/g, "true")
    .replace(/\bFalse\b/g, "false")
    .replace(/\band\b/g, "&&")
    .replace(/\bor\b/g, "||");
  // oxlint-disable-next-line no-new-func typescript/no-implied-eval -- the records are our own data
  return new Function(
    ...match[1].split(",").map((name) => name.trim()),
    `return (${body});`,
  ) as Callable;
}
