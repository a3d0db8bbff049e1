/** A program, step by step. */
import { callByName, callMethod, callModule } from "../call.ts";
import { asDict, compareValue, type CompareOptions, show } from "../compare.ts";
import { Decoder } from "../decode.ts";
import { refusedByCompiler, zeroGradOf1_13 } from "../differences.ts";
import {
  has,
  type Kwargs,
  type ProgramRecord,
  type RecordedError,
  type Step,
  type Tolerance,
  type Value,
} from "../format.ts";
import { type Callable, className, isTensor, member, need } from "../library.ts";
import { withLiteralDtype } from "../literals.ts";
import { compareError } from "../messages.ts";
import { camel } from "../names.ts";
import { getItem, operate, operateInPlace, setItem } from "../operators.ts";
import { compareState, isState } from "../optimizers.ts";
import { Mismatch, Missing } from "../outcome.ts";

export function replayProgram(record: ProgramRecord): void {
  new Program(record.tol, {}).play(record);
  if (record.tol32 && !record.error_case && JSON.stringify(record.steps).includes('"f64"')) {
    new Program(record.tol32, { single: true }).play(record);
  }
}

const modes = {
  no_grad: "torch.noGrad",
  enable_grad: "torch.enableGrad",
  inference_mode: "torch.inferenceMode",
} as const;

class Program {
  readonly #variables = new Map<string, unknown>();
  readonly #tolerance: Tolerance;
  readonly #options: CompareOptions;
  readonly #decoder: Decoder;

  constructor(tolerance: Tolerance, options: CompareOptions) {
    this.#tolerance = tolerance;
    this.#options = options;
    this.#decoder = new Decoder({ ...options, variables: this.#variables });
  }

  play({ steps, expect = {} }: ProgramRecord): void {
    this.#run(steps);
    for (const [name, value] of Object.entries(expect)) {
      this.#compare(name, this.#variables.get(name), value);
    }
  }

  #run(steps: readonly Step[]): void {
    for (const step of steps) {
      const result = this.#step(step);
      if (step.to !== undefined) this.#variables.set(step.to, result);
    }
  }

  #step(step: Step): unknown {
    switch (step.do) {
      case "let":
        return this.#value(step.value);
      case "call":
        return callByName(
          step.fn,
          this.#list(step.args),
          this.#dict(withLiteralDtype(step.fn, step.args, step.kwargs ?? {})),
        );
      case "method":
        return this.#method(this.#value(step.of), step.fn, step.args, step.kwargs ?? {});
      case "apply":
        return callModule(
          this.#value(step.of),
          this.#list(step.args),
          this.#dict(step.kwargs ?? {}),
        );
      case "get":
        return this.#get(this.#value(step.of), step.attr);
      case "set":
        return this.#set(this.#value(step.of), step.attr, this.#value(step.value));
      case "getitem":
        return getItem(this.#value(step.of), this.#value(step.index), has(step.index, "tuple"));
      case "setitem":
        return setItem(
          this.#value(step.of),
          this.#value(step.index),
          has(step.index, "tuple"),
          this.#value(step.value),
        );
      case "item":
        return (this.#value(step.of) as unknown[])[step.i];
      case "op":
        return operate(step.op, this.#operands(step.args));
      case "iop":
        return operateInPlace(step.op, this.#operands(step.args));
      case "builtin":
        return builtin(step.fn, this.#list(step.args));
      case "no_grad":
      case "enable_grad":
      case "inference_mode":
        return need<Callable>(modes[step.do])(() => this.#run(step.body));
      case "raises":
        return this.#raises(step.body, step.error);
      case "check":
        return this.#compare(`check ${show(step.value)}`, this.#value(step.value), step.is);
    }
  }

  #compare(where: string, got: unknown, want: Value): void {
    if (isState(want)) compareState(got, want, this.#tolerance);
    else compareValue(where, got, want, this.#tolerance, this.#options);
  }

  #value(value: Value): unknown {
    return this.#decoder.value(value);
  }

  #list(values: readonly Value[]): unknown[] {
    return this.#decoder.list(values);
  }

  #dict(values: Kwargs): Record<string, unknown> {
    return this.#decoder.dict(values);
  }

  /** Operands; `x * 2.0` with an integer `x` needs a float that shows, a zero-dimensional tensor. */
  #operands(args: readonly Value[]): unknown[] {
    const values = this.#list(args);
    if (!values.some((value) => isTensor(value) && !value.dtype.startsWith("float"))) return values;
    return values.map((value, i) =>
      has(args[i], "float") ? need<Callable>("torch.tensor")(value) : value,
    );
  }

  #method(of: unknown, fn: string, args: readonly Value[], kwargs: Kwargs): unknown {
    const dict = asDict(of);
    if (fn === "keys" && dict && !("keys" in dict && !(of instanceof Map)))
      return Object.keys(dict);
    if (typeof of !== "object" && typeof of !== "function")
      throw new Missing(`${className(of)}.${camel(fn)}`);
    if (of === null) throw new Mismatch(`null has no method ${camel(fn)}`);
    // In single precision there is no other to convert to.
    const name = this.#options.single && fn === "double" ? "float" : camel(fn);
    return callMethod(of, name, this.#list(args), this.#dict(zeroGradOf1_13(fn, args, kwargs)));
  }

  #get(of: unknown, attr: string): unknown {
    const found =
      (typeof of === "object" || typeof of === "function") && of !== null ? member(of, attr) : null;
    if (!found) throw new Missing(`${className(of)}.${camel(attr)}`);
    return found.value;
  }

  #set(of: unknown, attr: string, value: unknown): void {
    const found = member(of as object, attr);
    if (!found) throw new Missing(`${className(of)}.${camel(attr)}`);
    (of as Record<string, unknown>)[found.name] = value;
  }

  #raises(body: readonly Step[], error: RecordedError): void {
    try {
      this.#run(body);
    } catch (thrown) {
      if (thrown instanceof Missing) {
        if (refusedByCompiler(error)) return;
        throw thrown;
      }
      return compareError(thrown, error);
    }
    throw new Mismatch(
      `no error where PyTorch throws ${error.type}: ${error.message.split("\n")[0].slice(0, 160)}`,
    );
  }
}

/** Python's built-in functions. */
function builtin(fn: string, [value]: readonly unknown[]): unknown {
  const number = () => Number(isTensor(value) ? value.item() : value);
  switch (fn) {
    case "len":
      return lengthOf(value);
    case "list":
      return isTensor(value)
        ? callMethod(value, "unbind", [], {})
        : [...(value as Iterable<unknown>)];
    case "float":
      return number();
    case "int":
      return Math.trunc(number());
    case "bool":
      return isTensor(value) ? Boolean(value.item()) : Boolean(value);
    case "sorted":
      return [...(value as Iterable<number | string>)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    case "abs":
      return operate("abs", [value]);
    default:
      throw new Missing(`Python's ${fn}()`);
  }
}

function lengthOf(value: unknown): number {
  if (isTensor(value)) return value.shape[0];
  if (value instanceof Map || value instanceof Set) return value.size;
  if (Array.isArray(value) || typeof value === "string") return value.length;
  const own = (value as { length?: unknown } | null)?.length;
  if (typeof own === "number") return own;
  return Object.keys(value as object).length;
}
