/**
 * The record format: PyTorch's behaviour, one JSON object per line. `../README.md` describes what the replay makes of it.
 */

/** Element types as records name them. */
export type RecordedDType = "f64" | "f32" | "i64" | "i32" | "u8" | "bool";

export interface TensorValue {
  readonly t: RecordedDType;
  readonly shape: readonly number[];
  /** base64, little endian: row-major elements, or the whole storage where `stride` is given. */
  readonly data: string;
  /** A leaf that requires gradients. */
  readonly rg?: boolean;
  /** An input view: element (i, j, …) is `data[offset + i * stride[0] + j * stride[1] + …]`. */
  readonly stride?: readonly number[];
  readonly offset?: number;
}

export interface TupleValue {
  readonly tuple: readonly Value[];
  readonly names?: readonly string[];
}

export interface ModuleValue {
  readonly module: string;
  readonly args: readonly Value[];
  readonly kwargs: Kwargs;
}

export type Value =
  | null
  | number
  | string
  | boolean
  | readonly Value[]
  | TensorValue
  | TupleValue
  | ModuleValue
  | { readonly dict: Kwargs }
  /** A special float. */
  | { readonly f: "nan" | "inf" | "-inf" }
  /** An integer of 2^53 and more. */
  | { readonly i: string }
  /** A float literal with an integer value, such as `2.0`: see `readRecord`. */
  | { readonly float: number }
  | { readonly dtype: string }
  | { readonly slice: readonly Value[] }
  | { readonly ellipsis: true }
  | { readonly fnref: string }
  /** A variable of a program. */
  | { readonly var: string };

export type Kwargs = { readonly [name: string]: Value };

/** `[atol, rtol]`: a and b agree where |a - b| <= atol + rtol * |b|. */
export type Tolerance = readonly [atol: number, rtol: number];

export interface Tolerances {
  readonly out: Tolerance;
  readonly grad?: Tolerance;
  readonly gg?: Tolerance;
}

export interface RecordedError {
  readonly type: string;
  readonly message: string;
  readonly regex?: string;
}

interface RecordBase {
  readonly id: string;
  readonly op: string;
}

export interface GradValue {
  readonly path: readonly (string | number)[];
  readonly v: TensorValue | null;
}

interface Call {
  readonly fn: string;
  readonly form?: "method" | "inplace" | "property" | "operator";
  readonly args: readonly Value[];
  readonly kwargs: Kwargs;
  /** Somewhere `2.0` is meant where JSON reads `2`, and it matters. */
  readonly float_scalar?: boolean;
}

export interface FunctionRecord extends RecordBase, Call {
  readonly kind: "function";
  readonly out: Value;
  readonly grad_out?: readonly (TensorValue | null)[];
  readonly grads?: readonly GradValue[];
  readonly gg?: {
    readonly v: readonly (TensorValue | null)[];
    readonly grads: readonly GradValue[];
    readonly grad_out: readonly (TensorValue | null)[];
  };
  readonly view?: readonly boolean[];
  readonly ambiguous?: readonly number[];
  readonly unordered?: boolean;
  readonly tol: Tolerances;
  readonly tol32?: Tolerances | null;
}

export interface ErrorRecord extends RecordBase, Call {
  readonly kind: "error";
  readonly error: RecordedError;
}

export interface ModuleRecord extends RecordBase {
  readonly kind: "module";
  readonly module: ModuleValue;
  readonly state_dict: { readonly [name: string]: TensorValue };
  readonly train: boolean;
  readonly dtype: RecordedDType;
  readonly args: readonly Value[];
  readonly kwargs: Kwargs;
  readonly out: Value;
  readonly grad_out?: readonly (TensorValue | null)[];
  readonly grads?: readonly GradValue[];
  readonly param_grads?: { readonly [name: string]: TensorValue | null };
  readonly state_after?: { readonly [name: string]: TensorValue };
  readonly tol: Tolerances;
  readonly tol32?: Tolerances | null;
}

/** One step of a program; `to` names the variable that receives the result. */
export type Step = { readonly to?: string } & (
  | { readonly do: "let"; readonly value: Value }
  | {
      readonly do: "call";
      readonly fn: string;
      readonly args: readonly Value[];
      readonly kwargs?: Kwargs;
    }
  | {
      readonly do: "method";
      readonly of: Value;
      readonly fn: string;
      readonly args: readonly Value[];
      readonly kwargs?: Kwargs;
    }
  | {
      readonly do: "apply";
      readonly of: Value;
      readonly args: readonly Value[];
      readonly kwargs?: Kwargs;
    }
  | { readonly do: "get"; readonly of: Value; readonly attr: string }
  | { readonly do: "set"; readonly of: Value; readonly attr: string; readonly value: Value }
  | { readonly do: "getitem"; readonly of: Value; readonly index: Value }
  | { readonly do: "setitem"; readonly of: Value; readonly index: Value; readonly value: Value }
  | { readonly do: "item"; readonly of: Value; readonly i: number }
  | { readonly do: "op" | "iop"; readonly op: string; readonly args: readonly Value[] }
  | { readonly do: "builtin"; readonly fn: string; readonly args: readonly Value[] }
  | { readonly do: "no_grad" | "enable_grad" | "inference_mode"; readonly body: readonly Step[] }
  | { readonly do: "raises"; readonly body: readonly Step[]; readonly error: RecordedError }
  | { readonly do: "check"; readonly value: Value; readonly is: Value }
);

export interface ProgramRecord extends RecordBase {
  readonly kind: "program";
  readonly src: string;
  readonly steps: readonly Step[];
  readonly expect?: Kwargs;
  readonly error_case?: boolean;
  readonly tol: Tolerance;
  readonly tol32?: Tolerance | null;
}

interface OptimBase extends RecordBase {
  readonly optim: string;
  readonly kwargs: Kwargs;
  readonly params: readonly TensorValue[];
  readonly groups?: readonly {
    readonly params: readonly string[];
    readonly [option: string]: Value;
  }[];
  readonly grads: readonly (readonly (TensorValue | null)[])[];
  readonly traj: readonly (readonly TensorValue[])[];
  readonly state_dict: Value;
  readonly tol: Tolerance;
}

export interface OptimRecord extends OptimBase {
  readonly kind: "optim";
  readonly steps: number;
  readonly data: { readonly X: TensorValue; readonly Y: TensorValue; readonly c: TensorValue };
  readonly losses: readonly Value[];
}

export interface OptimGradsRecord extends OptimBase {
  readonly kind: "optim_grads";
}

export interface SchedulerSpec {
  readonly sched: string;
  readonly kwargs: { readonly [name: string]: Value | readonly SchedulerSpec[] };
}

export interface SchedRecord extends RecordBase {
  readonly kind: "sched";
  readonly optim: string;
  readonly optim_kwargs: Kwargs;
  readonly group_lrs: readonly number[];
  readonly epochs: number;
  readonly spec: SchedulerSpec;
  readonly lrs: readonly (readonly Value[])[];
  readonly momentum?: readonly (readonly Value[])[];
  readonly metrics?: readonly Value[];
  readonly step_args?: readonly Value[];
  readonly last_lr_equals_lr?: boolean;
  readonly tol: Tolerance;
}

export interface TrainRecord extends RecordBase {
  readonly kind: "train";
  readonly script: string;
  readonly steps: number;
  readonly data: { readonly [name: string]: TensorValue };
  readonly init_state: { readonly [name: string]: TensorValue };
  readonly trace: { readonly [name: string]: TensorValue };
  readonly losses_f32: readonly number[];
  readonly losses_f64: readonly number[];
  readonly final_state_f32: { readonly [name: string]: TensorValue };
  readonly final_state_f64: { readonly [name: string]: TensorValue };
  readonly metric_f32?: number;
  readonly metric_f64?: number;
  readonly uses_rng_after_init: boolean;
  readonly tol: { readonly [name in `${"losses" | "final"}_${"f32" | "f64"}`]: Tolerance };
}

export type AnyRecord =
  | FunctionRecord
  | ErrorRecord
  | ModuleRecord
  | ProgramRecord
  | OptimRecord
  | OptimGradsRecord
  | SchedRecord
  | TrainRecord;

/** Strings (to be passed over) and numbers of a line of JSON. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses one line.
 *
 * Python writes the float `2.0` and the integer `2` differently, and they give different dtypes; `JSON.parse` makes the
 * same number of both. So in what a call is given (`args`, `kwargs`, `steps`) an integer-valued float stays visible as
 * `{ "float": 2 }`.
 */
export function readRecord(line: string): AnyRecord {
  const record = JSON.parse(line) as AnyRecord;
  if (record.kind !== "function" && record.kind !== "error" && record.kind !== "program")
    return record;
  let found = false;
  const marked = line.replace(STRING_OR_NUMBER, (token) => {
    if (token[0] === '"' || /^-?\d+$/.test(token) || !Number.isInteger(Number(token))) return token;
    found = true;
    return `{"float":${token}}`;
  });
  if (!found) return record;
  const { args, kwargs, steps } = JSON.parse(marked) as {
    args?: Value[];
    kwargs?: Kwargs;
    steps?: Step[];
  };
  return record.kind === "program"
    ? { ...record, steps: steps! }
    : { ...record, args: args!, kwargs: kwargs! };
}

type Keyed<K extends string> = Extract<
  Exclude<Value, string | readonly Value[]>,
  { readonly [key in K]: unknown }
>;

/** Whether a value is the object that has `key`: `has(value, "slice")`. */
export function has<
  K extends
    | "tuple"
    | "dict"
    | "f"
    | "i"
    | "float"
    | "dtype"
    | "slice"
    | "ellipsis"
    | "fnref"
    | "var"
    | "module",
>(value: Value, key: K): value is Keyed<K> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    key in value &&
    !("t" in value)
  );
}

export function isTensorValue(value: Value | undefined): value is TensorValue {
  return typeof value === "object" && value !== null && "t" in value && "shape" in value;
}

/** The items of a list or a tuple; `null` for anything else. */
export function itemsOf(value: Value): readonly Value[] | null {
  if (Array.isArray(value)) return value as readonly Value[];
  return has(value, "tuple") ? value.tuple : null;
}

/** Tuples and lists laid out one after the other, in order. */
export function flatten(value: Value): Value[] {
  const items = itemsOf(value);
  return items ? items.flatMap(flatten) : [value];
}
