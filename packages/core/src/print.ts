/**
 * Tensors as text, character for character as PyTorch prints them, so that outputs can be compared.
 *
 * Source: torch/_tensor_str.py
 */
import { gradFnOf, requiresGrad } from "./autograd/node.ts";
import { type DType, getDefaultDtype, isFloat } from "./dtype.ts";
import { TensorError } from "./errors.ts";
import { readArgs, signature } from "./op/record.ts";
import { Tensor } from "./tensor.ts";

export interface PrintOptions {
  /** Digits behind the point; 4 where nothing is said. */
  precision?: number | null;
  /** More elements than this are summarised; 1000. */
  threshold?: number | null;
  /** How many a summary shows at each end of a dimension; 3. */
  edgeitems?: number | null;
  /** Characters in a line; 80. */
  linewidth?: number | null;
  /** Defaults for all of the above. */
  profile?: "default" | "short" | "full" | null;
  /** Always or never 1.0000e+02; chosen by the values where nothing is said. */
  sciMode?: boolean | null;
}

interface Settings {
  precision: number;
  threshold: number;
  edgeitems: number;
  linewidth: number;
  sciMode: boolean | null;
}

const profiles: Readonly<Record<string, Omit<Settings, "sciMode">>> = {
  default: { precision: 4, threshold: 1000, edgeitems: 3, linewidth: 80 },
  short: { precision: 2, threshold: 1000, edgeitems: 2, linewidth: 80 },
  full: { precision: 4, threshold: Infinity, edgeitems: 3, linewidth: 80 },
};

let settings: Settings = { ...profiles.default, sciMode: null };

const SetPrintoptions = signature(
  "setPrintoptions",
  ["threshold", "edgeitems", "linewidth", "profile", "sciMode"],
  { first: "precision", differentiable: false },
);

/**
 * How tensors are printed from here on. What is not named stays, but for `sciMode`, which goes back to automatic.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.set_printoptions.html
 */
export function setPrintoptions(
  precision?: number | null | PrintOptions,
  threshold?: number | null | PrintOptions,
  edgeitems?: number | null | PrintOptions,
  linewidth?: number | null | PrintOptions,
  profile?: PrintOptions["profile"] | PrintOptions,
  sciMode?: boolean | null,
): void {
  const op = { name: "setPrintoptions", params: ["precision", ...SetPrintoptions.params] };
  const args = readArgs<PrintOptions>(
    op,
    precision,
    threshold,
    edgeitems,
    linewidth,
    profile,
    sciMode,
  );
  change(args);
}

function change(args: PrintOptions): void {
  const { profile } = args;
  if (profile && !Object.hasOwn(profiles, profile)) {
    throw new TensorError(
      "setPrintoptions",
      `unknown profile "${profile}"; known: ${Object.keys(profiles).join(", ")}`,
    );
  }
  const base = profile ? profiles[profile] : settings;
  settings = {
    precision: args.precision ?? base.precision,
    threshold: args.threshold ?? base.threshold,
    edgeitems: args.edgeitems ?? base.edgeitems,
    linewidth: args.linewidth ?? base.linewidth,
    sciMode: args.sciMode ?? null,
  };
}

// ---- numbers -----------------------------------------------------------------------------------------------------------

/** More digits than any double needs to tell an exact tie from its neighbours. */
const FAR = 25;

/** Python rounds exact ties to even where JavaScript rounds them up: `long` has FAR digits more than `short`. */
function tieToEven(short: string, long: string): string {
  const cut = long.length - FAR;
  if (long[cut] !== "5" || /[1-9]/.test(long.slice(cut + 1))) return short;
  const down = long.slice(0, cut).replace(/\.$/, "");
  return Number(down[down.length - 1]) % 2 === 0 ? down : short;
}

function special(value: number): string | null {
  if (Number.isNaN(value)) return "nan";
  return Number.isFinite(value) ? null : value > 0 ? "inf" : "-inf";
}

/** Python's `{:.4f}`. */
function fixed(value: number, digits: number): string {
  const named = special(value);
  if (named) return named;
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const size = Math.abs(value);
  // Beyond this toFixed would answer an exponent; such doubles are integers.
  if (size >= 1e21) return `${sign}${BigInt(size)}${digits > 0 ? `.${"0".repeat(digits)}` : ""}`;
  return sign + tieToEven(size.toFixed(digits), size.toFixed(digits + FAR));
}

/** Python's `{:.4e}`: an exponent of two digits at least. */
function scientific(value: number, digits: number): string {
  const named = special(value);
  if (named) return named;
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const size = Math.abs(value);
  const [short, exponent] = size.toExponential(digits).split("e");
  const [long, longExponent] = size.toExponential(digits + FAR).split("e");
  const mantissa = exponent === longExponent ? tieToEven(short, long) : short;
  return `${sign}${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

/** How all numbers of one tensor are written: one width, one form. */
class Formatter {
  readonly #dtype: DType;
  #integers = true;
  #scientific = false;
  width = 1;

  constructor(values: readonly number[], dtype: DType) {
    this.#dtype = dtype;
    if (isFloat(dtype))
      this.#measure(values.filter((value) => value !== 0 && Number.isFinite(value)));
    else for (const value of values) this.#widen(this.#plain(value));
    if (settings.sciMode !== null) this.#scientific = settings.sciMode;
  }

  #measure(values: readonly number[]): void {
    if (values.length === 0) return;
    const { precision } = settings;
    let [smallest, largest] = [Infinity, 0];
    for (const value of values) {
      smallest = Math.min(smallest, Math.abs(value));
      largest = Math.max(largest, Math.abs(value));
    }
    this.#integers = values.every(Number.isInteger);
    this.#scientific =
      largest / smallest > 1000 || largest > 1e8 || (!this.#integers && smallest < 1e-4);
    for (const value of values) {
      if (this.#scientific) this.#widen(scientific(value, precision));
      else this.#widen(this.#integers ? `${fixed(value, 0)}.` : fixed(value, precision));
    }
  }

  #widen(text: string): void {
    this.width = Math.max(this.width, text.length);
  }

  #plain(value: number): string {
    if (this.#dtype === "bool") return value === 0 ? "False" : "True";
    return fixed(value, 0);
  }

  format(value: number): string {
    return this.#text(value).padStart(this.width);
  }

  #text(value: number): string {
    if (!isFloat(this.#dtype)) return this.#plain(value);
    if (this.#scientific) return scientific(value, settings.precision);
    if (this.#integers) return Number.isFinite(value) ? `${fixed(value, 0)}.` : fixed(value, 0);
    return fixed(value, settings.precision);
  }
}

// ---- tensors -----------------------------------------------------------------------------------------------------------

/** Which places of a dimension are shown; -1 stands for the dots. */
function shown(size: number, summarized: boolean): number[] {
  const { edgeitems } = settings;
  const all = Array.from({ length: size }, (_, i) => i);
  if (!summarized || size <= 2 * edgeitems) return all;
  return [...all.slice(0, edgeitems), -1, ...all.slice(size - edgeitems)];
}

/** The numbers that will be shown. */
function collect({ storage, layout }: Tensor, summarized: boolean): number[] {
  const { shape, strides } = layout;
  const values: number[] = [];
  const visit = (dim: number, offset: number): void => {
    if (dim === shape.length) {
      values.push(storage.data[offset]);
      return;
    }
    for (const i of shown(shape[dim], summarized))
      if (i !== -1) visit(dim + 1, offset + i * strides[dim]);
  };
  visit(0, layout.offset);
  return values;
}

function contents(tensor: Tensor, indent: number): string {
  const { shape, strides, size, offset } = tensor.layout;
  if (size === 0) return "[]";
  const { data } = tensor.storage;
  const summarized = size > settings.threshold;
  const formatter = new Formatter(collect(tensor, summarized), tensor.dtype);
  const perLine = (margin: number): number =>
    Math.max(1, Math.floor((settings.linewidth - margin) / (formatter.width + 2)));

  const row = (at: number, margin: number): string => {
    const dim = shape.length - 1;
    const texts = shown(shape[dim], summarized).map((i) =>
      i === -1 ? " ..." : formatter.format(data[at + i * strides[dim]]),
    );
    const count = perLine(margin);
    const lines: string[] = [];
    for (let i = 0; i < texts.length; i += count) lines.push(texts.slice(i, i + count).join(", "));
    return `[${lines.join(`,\n${" ".repeat(margin + 1)}`)}]`;
  };
  const level = (dim: number, at: number, margin: number): string => {
    if (dim === shape.length - 1) return row(at, margin);
    const parts = shown(shape[dim], summarized).map((i) =>
      i === -1 ? "..." : level(dim + 1, at + i * strides[dim], margin + 1),
    );
    return `[${parts.join(`,${"\n".repeat(shape.length - dim - 1)}${" ".repeat(margin + 1)}`)}]`;
  };
  return shape.length === 0 ? formatter.format(data[offset]) : level(0, offset, indent);
}

/** What follows the numbers: size of an empty tensor, dtype where it is not seen, and how it came about. */
function suffixes(tensor: Tensor): string[] {
  const { layout, dtype } = tensor;
  const found: string[] = [];
  const empty = layout.size === 0;
  if (empty && layout.shape.length !== 1) found.push(`size=(${layout.shape.join(", ")})`);
  const told = dtype === getDefaultDtype() || (!empty && (dtype === "int64" || dtype === "bool"));
  if (!told) found.push(`dtype=torch.${dtype}`);
  const node = gradFnOf(tensor);
  if (node) found.push(`grad_fn=<${node.name}>`);
  else if (requiresGrad(tensor)) found.push("requires_grad=True");
  return found;
}

const PREFIX = "tensor(";

/** A tensor as PyTorch prints it: `tensor([[1., 2.], [3., 4.]], grad_fn=<AddBackward0>)`. */
export function formatTensor(tensor: Tensor): string {
  const indent = PREFIX.length;
  let text = PREFIX + contents(tensor, indent);
  let lastLine = text.length - text.lastIndexOf("\n") + 1;
  for (const suffix of suffixes(tensor)) {
    if (lastLine + suffix.length + 2 > settings.linewidth) {
      text += `,\n${" ".repeat(indent)}${suffix}`;
      lastLine = indent + suffix.length;
    } else {
      text += `, ${suffix}`;
      lastLine += suffix.length + 2;
    }
  }
  return `${text})`;
}

// `console.log` in Node asks for this symbol; elsewhere it does nothing.
const methods: readonly (readonly [name: string | symbol, method: (this: Tensor) => string])[] = [
  [
    "toString",
    function (this: Tensor) {
      return formatTensor(this);
    },
  ],
  [
    Symbol.for("nodejs.util.inspect.custom"),
    function (this: Tensor) {
      return this.toString();
    },
  ],
];

for (const [name, value] of methods) {
  Object.defineProperty(Tensor.prototype, name, { value, writable: true, configurable: true });
}
