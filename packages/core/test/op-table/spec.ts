/** What a row of the op table says about an op, and the makers of common rows. See README.md. */
import { type DType, isFloat, resultType, scalarType } from "../../src/dtype.ts";
import { cast, map, Nd, reduce, zip } from "./nd.ts";

/** Which values a tensor gets. Floats fall between `low` and `high`; integers too, rounded. */
export interface Domain {
  readonly low?: number;
  readonly high?: number;
  /** Floats keep this far away from integers: for ops with a kink or a step there. */
  readonly offIntegers?: number;
  /** Kept apart from each other, for ops that order their input. */
  readonly distinct?: boolean;
}

/** A tensor argument of a sample, made by the runner in every dtype and arrangement. */
export class TensorArg {
  readonly shape: readonly number[];
  readonly domain: Domain;
  /** Fixed where given; else each dtype that the op takes. */
  readonly dtype: DType | null;
  /** Fixed values, row-major. */
  readonly values: readonly (number | boolean)[] | null;
  /** Whether it has no gradient, though its dtype is open. */
  readonly constant: boolean;

  constructor(shape: readonly number[], options: TensorArgOptions) {
    const { dtype, values, constant = false, ...domain } = options;
    this.shape = shape;
    this.constant = constant;
    this.dtype = dtype ?? null;
    this.values = values ?? null;
    this.domain = domain;
  }
}

export interface TensorArgOptions extends Domain {
  readonly dtype?: DType;
  readonly values?: readonly (number | boolean)[];
  readonly constant?: boolean;
}

/** A tensor of this shape as an argument. */
export function t(shape: readonly number[], options: TensorArgOptions = {}): TensorArg {
  return new TensorArg(shape, options);
}

/** Arguments of one call; tensors as `t(…)`, also within arrays and options. */
export type Sample = readonly unknown[];

/**
 * The arguments with an `Nd` for each tensor → the results. An `Nd` that says its dtype is right about it; else the row's
 * `result` tells. What is no tensor (a number, a boolean, a list of them) has to be equal.
 */
export type Reference = (...args: never[]) => unknown;

/**
 * The dtype of a result. `same`: that of the sample's tensors that leave it open; `float`: the same, made a float;
 * `sum`: floats stay, the others become int64.
 */
export type ResultDType = "same" | "float" | "sum" | DType;

export interface OpSpec {
  readonly samples: readonly Sample[];
  /** What the op answers, computed the slow way. `null`: only that its forms agree is checked; say why. */
  readonly reference: Reference | null;
  /** Those the op takes; the others have to be refused. All where nothing is said. */
  readonly dtypes?: readonly DType[];
  readonly result?: ResultDType;
  /** Values for tensors that say nothing else. */
  readonly domain?: Domain;
  /** Calls that must throw a TensorError, and what it must say. */
  readonly errors?: readonly (readonly [args: Sample, message: RegExp])[];
  /**
   * Whether both gradient checks are to run. True where nothing is said; `refused` where backward throws, as PyTorch's
   * does.
   */
  readonly differentiable?: boolean | "refused";
  /** Results may differ by this much, relative to their size, in float32 (float64: 2^-29 of it). Default 1e-5. */
  readonly tolerance?: number;
  /** `false` where the function with this name and `_` is not its in-place form. */
  readonly inPlace?: false;
  /** Where the method's arguments stand in another order: those of a function call → `[self, ...others]`. */
  readonly method?: (...args: never[]) => readonly unknown[];
  /** The result lies in the memory of the first tensor. */
  readonly view?: boolean;
  /** The tensors may be of different dtypes, and promotion decides. */
  readonly promotes?: boolean;
}

/** The rows that a family's module must have: one for each function, in-place forms excepted. */
export type Rows<Module> = {
  [
    K in keyof Module as Module[K] extends (...args: never[]) => unknown
      ? K extends `${infer Name}_`
        ? Name extends keyof Module
          ? never
          : K
        : K
      : never
  ]: OpSpec;
};

/** Any function of a family. */
export type Op = (...args: never[]) => unknown;

/** A family: the module with its functions, and its rows. */
export interface Family {
  readonly functions: Readonly<Record<string, unknown>>;
  readonly rows: Readonly<Record<string, OpSpec>>;
}

/** Puts a module and its rows together; a function without a row does not compile. */
export function family<Module extends object>(functions: Module, rows: Rows<Module>): Family {
  return {
    functions: functions as Readonly<Record<string, unknown>>,
    rows: rows,
  };
}

export const floats: readonly DType[] = ["float32", "float64"];
export const integers: readonly DType[] = ["int64", "int32", "uint8"];
export const numbers: readonly DType[] = [...floats, ...integers];
export const all: readonly DType[] = [...numbers, "bool"];

/** The dtype that a row says its result has, where its open tensors have this one. */
export function resultDType(kind: ResultDType, dtype: DType): DType {
  if (kind === "same") return dtype;
  if (kind === "float") return isFloat(dtype) ? dtype : "float32";
  if (kind === "sum") return isFloat(dtype) ? dtype : "int64";
  return kind;
}

/** The dtype that PyTorch's promotion gives operands: `Nd`s, numbers, booleans. */
export function promoted(operands: readonly unknown[]): DType {
  return resultType(
    operands.map((operand) =>
      operand instanceof Nd
        ? {
            dtype: operand.dtype as DType,
            rank: operand.shape.length === 0 ? "zeroDim" : "dimensioned",
          }
        : { dtype: scalarType(operand as number | boolean), rank: "scalar" },
    ),
  );
}

// ---- makers ----------------------------------------------------------------------------------------------------------

type More = Partial<Omit<OpSpec, "reference">>;

/** Shapes that every elementwise op is tried on. */
const shapes = [[3, 4], [2, 1, 3], [5], [], [0], [2, 0, 3]];

/** An elementwise function of one tensor. */
export function unary(f: (x: number) => number, more: More = {}): OpSpec {
  return {
    samples: shapes.map((shape) => [t(shape)]),
    reference: (x: Nd) => map(x, f),
    result: "float",
    ...more,
  };
}

/** Shapes of operands that broadcast. */
export const broadcasting: readonly (readonly [readonly number[], readonly number[]])[] = [
  [
    [3, 4],
    [3, 4],
  ],
  [[3, 4], [4]],
  [
    [3, 1],
    [2, 1, 4],
  ],
  [[], [2, 3]],
  [[2, 3], []],
  [[], []],
  [[0], [1]],
  [[2, 0, 3], [3]],
];

/** An elementwise function of two operands, which broadcast and are promoted. The second may be one of `scalars`. */
export function binary(
  f: (a: number, b: number) => number,
  { scalars, ...more }: More & { scalars?: readonly (number | boolean)[] } = {},
): OpSpec {
  const { result = "same" } = more;
  // Where the result is a float, 300 must not wrap to 44 beside uint8.
  scalars ??= result === "float" ? [2, 0.5, 300] : [2, 0.5];
  return {
    samples: [
      ...broadcasting.map(([a, b]) => [t(a), t(b)]),
      ...scalars.map((value) => [t([2, 3]), value]),
    ],
    reference: (a: unknown, b: unknown) => {
      const dtype = promoted([a, b]);
      const within = resultDType(result === "float" ? "float" : "same", dtype);
      return zip((x, y) => f(cast(x, within), cast(y, within)), a, b).as(
        resultDType(result, dtype),
      );
    },
    errors: [
      [[t([2, 3]), t([2, 4])], /must match the size/],
      [[t([2]), "2"], /must be a Tensor, a number or a boolean/],
    ],
    promotes: true,
    ...more,
  };
}

/** A comparison: all dtypes, bool results, no gradient. */
export function comparison(f: (a: number, b: number) => boolean, more: More = {}): OpSpec {
  return binary((a, b) => Number(f(a, b)), {
    domain: { low: -2, high: 2 },
    result: "bool",
    differentiable: false,
    ...more,
  });
}

/** A reduction over dimensions: `op(x, dim?, { keepdim })`. */
export function reduction(f: (values: number[]) => number, more: More = {}): OpSpec {
  const samples = [
    [t([3, 4])],
    [t([3, 4]), 0],
    [t([3, 4]), -1, { keepdim: true }],
    [t([2, 3, 4]), [0, 2]],
    [t([2, 3, 4]), { dim: [1, 2], keepdim: true }],
    [t([2, 3, 1, 2]), 1],
    [t([])],
    [t([]), 0],
  ];
  return {
    samples,
    errors: [
      [[t([3, 4]), 2], /out of range/],
      [[t([3, 4]), [0, 0]], /multiple times/],
      [[t([2]), { axis: 0 }], /unknown option "axis"/],
    ],
    reference: (x: Nd, ...rest: unknown[]) => {
      const { dim, keepdim } = reductionArgs(rest);
      return reduce(x, dim, keepdim, f);
    },
    ...more,
  };
}

/** `dim` and `keepdim` from the arguments after the first, however they are given. */
export function reductionArgs(rest: readonly unknown[]): {
  dim: number | readonly number[] | null;
  keepdim: boolean;
} {
  const given: Record<string, unknown> = {};
  rest.forEach((value, i) => {
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      Object.assign(given, value);
    else given[["dim", "keepdim"][i]] = value;
  });
  return {
    dim: (given.dim ?? null) as number | readonly number[] | null,
    keepdim: given.keepdim === true,
  };
}
