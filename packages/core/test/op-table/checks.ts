/** The checks that every row of the op table goes through. They throw with a message that names the case. */
import { expect } from "vitest";
import { gradcheck, gradgradcheck } from "../../src/autograd/gradcheck.ts";
import { canCast, type DType, isFloat, resultType } from "../../src/dtype.ts";
import { TensorError } from "../../src/errors.ts";
import { hasInternalOverlap } from "../../src/layout.ts";
import { clone } from "../../src/ops/convert.ts";
import { select } from "../../src/ops/slice.ts";
import { expand, permute } from "../../src/ops/view.ts";
import { Tensor } from "../../src/tensor.ts";
import {
  type Arrangement,
  arrangements,
  type Call,
  callOf,
  placesOf,
  plain,
  read,
  replace,
  separate,
  tensorOf,
} from "./make.ts";
import { cast, Nd } from "./nd.ts";
import {
  all,
  type Family,
  type Op,
  type OpSpec,
  resultDType,
  type Sample,
  t,
  TensorArg,
} from "./spec.ts";

/** One row with the functions it is about. */
export interface Row {
  readonly name: string;
  readonly spec: OpSpec;
  readonly fn: Op;
  /** The form that writes into its first argument. */
  readonly inPlace: Op | null;
}

type Call1 = (...args: unknown[]) => unknown;

export function rowsOf({ functions, rows }: Family): Row[] {
  return Object.entries(rows).map(([name, spec]) => {
    const method = (Tensor.prototype as unknown as Record<string, unknown>)[`${name}_`];
    const found =
      functions[`${name}_`] ??
      (typeof method === "function"
        ? (self: Tensor, ...rest: unknown[]) => (method as Call1).apply(self, rest)
        : null);
    return {
      name,
      spec,
      fn: functions[name] as Op,
      inPlace: spec.inPlace === false ? null : (found as Op | null),
    };
  });
}

const domainOf = (spec: OpSpec) => spec.domain ?? {};

/** Runs `body` and says in which case it failed. */
function inCase(what: () => string, body: () => void): void {
  try {
    body();
  } catch (error) {
    if (error instanceof Error) error.message = `${what()}\n${error.message}`;
    throw error;
  }
}

/** `expect(got).toBe(wanted)`, as fast as a comparison: there are a million of them. */
function same(got: unknown, wanted: unknown, what: string): void {
  if (!Object.is(got, wanted)) expect(got, what).toBe(wanted);
}

function describe(sample: Sample): string {
  return JSON.stringify(sample, (_key, value: unknown) =>
    value instanceof TensorArg ? `t[${value.shape.join()}]` : value,
  );
}

function runQuietly(fn: Op, args: readonly unknown[]): unknown {
  return (fn as Call1)(...args);
}

// ---- values --------------------------------------------------------------------------------------------------------------

/** Values, shapes and dtypes in every dtype and arrangement; function and method agree; inputs stay as they were. */
export function checkValues(row: Row): void {
  const { spec } = row;
  for (const dtype of all) {
    const taken = (spec.dtypes ?? all).includes(dtype);
    for (const sample of spec.samples) {
      for (const arrangement of arrangements) {
        const call = callOf(sample, domainOf(spec), dtype, arrangement);
        if (!taken && call.open.length === 0) continue;
        inCase(
          () => `${row.name}${describe(sample)}, ${dtype}, ${arrangement}`,
          () => {
            if (taken) checkCall(row, call, dtype);
            else checkRefusal(() => runQuietly(row.fn, call.args), call.tensors);
          },
        );
      }
    }
  }
  if (spec.promotes) checkPromotion(row);
}

/** Every pair of dtypes, of tensors with dimensions and without. */
function checkPromotion(row: Row): void {
  const samples = [
    [t([2, 3]), t([3])],
    [t([3]), t([])],
    [t([]), t([2])],
  ];
  const taken = row.spec.dtypes ?? all;
  for (const a of taken) {
    for (const b of taken) {
      for (const sample of samples) {
        const call = callOf(sample, domainOf(row.spec), [a, b], "contiguous");
        inCase(
          () => `${row.name}${describe(sample)}, ${a} with ${b}`,
          () => checkCall(row, call, resultType(call.open.map(operand))),
        );
      }
    }
  }
}

function operand({ dtype, layout }: Tensor): { dtype: DType; rank: "zeroDim" | "dimensioned" } {
  return { dtype, rank: layout.shape.length === 0 ? "zeroDim" : "dimensioned" };
}

/** The same call as a method, where there is one. */
function asMethod({ name, spec }: Row, args: readonly unknown[]): (() => unknown) | null {
  const [self, ...rest] = spec.method ? ((spec.method as Call1)(...args) as unknown[]) : args;
  if (!(self instanceof Tensor)) return null;
  const method = (self as unknown as Record<string, unknown>)[name];
  return typeof method === "function" ? () => (method as Call1).apply(self, rest) : null;
}

function checkCall(row: Row, { args, tensors }: Call, dtype: DType): void {
  const { fn, spec } = row;
  const unchanged = watch(tensors);
  const got = runQuietly(fn, args);
  if (spec.reference) expectSame(got, (spec.reference as Call1)(...plain(args)), spec, dtype);
  if (spec.view)
    same((got as Tensor).storage.data, (args[0] as Tensor).storage.data, "the memory of a view");
  const method = asMethod(row, args);
  if (method && spec.reference) expectSame(method(), got, { ...spec, tolerance: 0 }, dtype);
  unchanged();
}

/** Compares results with those expected, one by one. */
function expectSame(got: unknown, expected: unknown, spec: OpSpec, dtype: DType): void {
  if (Array.isArray(expected)) {
    same(Array.isArray(got) && got.length, expected.length, "number of results");
    expected.forEach((item, i) =>
      inCase(
        () => `result ${i}`,
        () => expectSame((got as unknown[])[i], item, spec, dtype),
      ),
    );
  } else if (expected instanceof Nd || expected instanceof Tensor) {
    same(got instanceof Tensor, true, "whether the result is a tensor");
    const array = expected instanceof Tensor ? read(expected) : expected;
    expectTensor(
      got as Tensor,
      array,
      array.dtype ?? resultDType(spec.result ?? "same", dtype),
      spec.tolerance,
    );
  } else {
    expect(got).toEqual(expected);
  }
}

/** A float32 result may be off by this much, relative to its size; float64 by 2^-29 of it. */
const TOLERANCE = 1e-5;

function expectTensor(got: Tensor, expected: Nd, dtype: DType, tolerance = TOLERANCE): void {
  same(got.layout.shape.join(), expected.shape.join(), "shape");
  same(got.dtype, dtype, "dtype");
  const { data } = read(got);
  const slack = dtype === "float64" ? tolerance * 2 ** -29 : tolerance;
  data.forEach((value, i) => {
    const wanted = cast(expected.data[i], dtype);
    const near = isFloat(dtype)
      ? Math.abs(value - wanted) <= slack * Math.max(1, Math.abs(wanted))
      : value === wanted;
    if (!near && !Object.is(value, wanted) && value !== wanted)
      expect.fail(`element ${i}: got ${value}, expected ${wanted} (${dtype})`);
  });
}

/** Answers a function that checks that neither values nor versions have changed since. */
function watch(tensors: readonly Tensor[]): () => void {
  const before = tensors.map(({ storage }) => ({
    version: storage.version,
    data: storage.data.slice(),
  }));
  return () => {
    tensors.forEach(({ storage }, i) => {
      same(storage.version, before[i].version, "version of an input");
      before[i].data.forEach((value, k) => same(storage.data[k], value, "memory of an input"));
    });
  };
}

function checkRefusal(call: () => unknown, tensors: readonly Tensor[], message?: RegExp): void {
  const unchanged = watch(tensors);
  let answer: unknown;
  try {
    answer = call();
  } catch (error) {
    if (!(error instanceof TensorError)) throw error;
    if (message) expect(error.message).toMatch(message);
    unchanged();
    return;
  }
  expect.fail(
    `should have been refused, but answered ${answer instanceof Tensor ? `a ${answer.dtype} tensor` : String(answer)}`,
  );
}

// ---- in place ------------------------------------------------------------------------------------------------------------

/** The in-place form writes what the function answers, into its input and nowhere else, or refuses. */
export function checkInPlace(row: Row): void {
  const { spec, inPlace } = row;
  if (!inPlace) return;
  for (const dtype of spec.dtypes ?? all) {
    for (const sample of spec.samples) {
      for (const arrangement of arrangements) {
        const call = callOf(sample, domainOf(spec), dtype, arrangement);
        const [self, ...rest] = call.args;
        if (!(self instanceof Tensor)) continue;
        inCase(
          () => `${row.name}_${describe(sample)}, ${dtype}, ${arrangement}`,
          () => {
            const write = (): unknown => runQuietly(inPlace, [self, ...rest]);
            if (hasInternalOverlap(self.layout)) {
              checkRefusal(write, call.tensors);
              return;
            }
            const result = runQuietly(row.fn, call.args) as Tensor;
            const fits =
              result.layout.shape.join() === self.layout.shape.join() &&
              canCast(result.dtype, self.dtype);
            if (!fits) checkRefusal(write, call.tensors);
            else checkWriting(write, self, read(result), spec);
          },
        );
      }
    }
  }
}

function checkWriting(write: Call1, self: Tensor, expected: Nd, spec: OpSpec): void {
  const { version } = self.storage;
  const before = self.storage.data.slice();
  same(write(), self, "what an in-place op answers");
  same(self.storage.version, version + 1, "version");
  expectTensor(self, expected, self.dtype, spec.tolerance);
  const own = new Set(placesOf(self.layout));
  before.forEach((value, place) => {
    if (!own.has(place)) same(self.storage.data[place], value, "memory beside the tensor");
  });
}

// ---- gradients -----------------------------------------------------------------------------------------------------------

/** First and second derivatives in float64: contiguous, strided and broadcast inputs, and the in-place form. */
export function checkGradients(row: Row): void {
  const { spec } = row;
  if (!(spec.dtypes ?? all).includes("float64")) return;
  for (const sample of spec.samples) {
    for (const arrangement of separate) {
      const call = callOf(sample, domainOf(spec), "float64", arrangement);
      inCase(
        () => `${row.name}${describe(sample)}, float64, ${arrangement}`,
        () => {
          const leaves = leavesOf(call);
          if (leaves.length === 0) return;
          if (spec.differentiable === false) checkConstant(row, call, leaves);
          else if (spec.differentiable === "refused") checkNoBackward(row, call);
          else checkBoth(differentiable(row.fn, call), leaves, arrangement);
        },
      );
    }
    if (spec.differentiable === false || spec.differentiable === "refused") continue;
    inCase(
      () => `${row.name}${describe(sample)}, float64, broadcast within`,
      () => checkExpanded(row, sample),
    );
    inCase(
      () => `${row.name}_${describe(sample)}, float64`,
      () => checkInPlaceGradients(row, sample),
    );
  }
}

/** The open tensors, made leaves that require grad. */
function leavesOf({ open }: Call): readonly Tensor[] {
  for (const tensor of open) tensor.requiresGrad_();
  return open;
}

function checkBoth(
  fn: (...inputs: Tensor[]) => readonly Tensor[],
  inputs: readonly Tensor[],
  arrangement: Arrangement,
): void {
  // Element by element where it matters; a projection tells as well that something is wrong.
  const fastMode = arrangement !== "contiguous";
  gradcheck(fn, inputs, { fastMode });
  gradgradcheck(fn, inputs, { fastMode: true });
}

/** The op as a function of its open tensors alone; of its results those with enough digits for finite differences. */
function differentiable(fn: Op, { args, open }: Call): (...inputs: Tensor[]) => readonly Tensor[] {
  return (...inputs) => {
    const filled = args.map((arg) =>
      replace(arg, Tensor, (tensor) =>
        open.includes(tensor) ? inputs[open.indexOf(tensor)] : tensor,
      ),
    );
    const results = runQuietly(fn, filled);
    return [results]
      .flat()
      .filter((result): result is Tensor => result instanceof Tensor && result.dtype === "float64");
  };
}

/** Results of an op without a gradient are in no graph. */
function checkConstant(row: Row, { args }: Call, leaves: readonly Tensor[]): void {
  const results = [runQuietly(row.fn, args)].flat();
  for (const result of results) {
    if (result instanceof Tensor && !leaves.includes(result))
      expect(result.requiresGrad, "whether a constant result requires grad").toBe(false);
  }
}

/** Results of an op whose gradient PyTorch does not define refuse to run backward, rather than lose it. */
function checkNoBackward(row: Row, { args, tensors }: Call): void {
  const [result] = [runQuietly(row.fn, args)].flat() as Tensor[];
  const run = (): void => result.backward(clone(result.detach()));
  checkRefusal(run, tensors, /not implemented/);
}

/** The first dimension of every tensor stretched inside the function: gradients have to be summed back. */
function checkExpanded(row: Row, sample: Sample): void {
  const call = callOf(sample, domainOf(row.spec), "float64", "expanded");
  if (!call.open.some(({ layout }) => hasInternalOverlap(layout))) return;
  const narrow = call.open.map((tensor) => {
    const { shape } = tensor.layout;
    if (!hasInternalOverlap(tensor.layout)) return tensor.requiresGrad_();
    const data = read(tensor).data.slice(0, tensor.layout.size / shape[0]);
    return tensorOf(data, [1, ...shape.slice(1)], "float64").requiresGrad_();
  });
  const fn = differentiable(row.fn, call);
  checkBoth(
    (...inputs) => fn(...inputs.map((input, i) => expand(input, ...call.open[i].layout.shape))),
    narrow,
    "expanded",
  );
}

/** In place on a copy, and on a part of one seen the other way round: the history of the whole is rewritten. */
function checkInPlaceGradients({ fn, inPlace, spec }: Row, sample: Sample): void {
  const call = callOf(sample, domainOf(spec), "float64", "contiguous");
  const [self] = call.args;
  if (!inPlace || !(self instanceof Tensor) || !call.open.includes(self)) return;
  const result = runQuietly(fn, call.args) as Tensor;
  if (result.layout.shape.join() !== self.layout.shape.join() || result.dtype !== "float64") return;
  const leaves = leavesOf(call);
  const write = differentiable(inPlace, call);
  const { shape } = self.layout;
  const reversed = shape.map((_, d) => d).reverse();
  checkBoth((x, ...rest) => write(clone(x), ...rest), leaves, "offset");
  const within = (x: Tensor, ...rest: Tensor[]): readonly Tensor[] => {
    const whole = clone(expand(permute(x, reversed), 2, ...[...shape].reverse()));
    write(permute(select(whole, 0, 1), reversed), ...rest);
    return [whole];
  };
  checkBoth(within, leaves, "offset");
}

// ---- errors --------------------------------------------------------------------------------------------------------------

/** The row's errors, by function and by method, with nothing changed. */
export function checkErrors(row: Row): void {
  for (const [sample, message] of row.spec.errors ?? []) {
    const { args, tensors } = callOf(sample, {}, "float32", "contiguous");
    inCase(
      () => `${row.name}${describe(sample)}`,
      () => {
        checkRefusal(() => runQuietly(row.fn, args), tensors, message);
        const method = asMethod(row, args);
        if (method) checkRefusal(method, tensors, message);
      },
    );
  }
}
