/**
 * Methods from functions: every function of a family whose first argument is a tensor is a method of that name.
 *
 * Types and run time follow from the same modules, so that neither can be ahead of the other.
 */
import * as autograd from "./autograd/tensor-methods.ts";
import * as creation from "./create-methods.ts";
import * as addmm from "./ops/addmm.ts";
import * as arithmetic from "./ops/arithmetic.ts";
import * as compare from "./ops/compare.ts";
import * as convert from "./ops/convert.ts";
import * as cumulate from "./ops/cumulate.ts";
import * as exponential from "./ops/exponential.ts";
import * as histogram from "./ops/histogram.ts";
import * as matmul from "./ops/matmul.ts";
import * as matrix from "./ops/matrix.ts";
import * as matrixSpectral from "./ops/matrix-spectral.ts";
import * as random from "./ops/random.ts";
import * as extrema from "./ops/extrema.ts";
import * as order from "./ops/order.ts";
import * as quantile from "./ops/quantile.ts";
import * as sort from "./ops/sort.ts";
import * as statistics from "./ops/statistics.ts";
import * as norm from "./ops/norm.ts";
import * as distinct from "./ops/unique.ts";
import * as softmax from "./ops/softmax.ts";
import * as reduce from "./ops/reduce.ts";
import * as slice from "./ops/slice.ts";
import * as vectors from "./ops/vectors.ts";
import * as cast from "./ops/cast.ts";
import * as diagonal from "./ops/diagonal.ts";
import * as permute from "./ops/permute.ts";
import * as rearrange from "./ops/rearrange.ts";
import * as relayout from "./ops/relayout.ts";
import * as repeat from "./ops/repeat.ts";
import * as stride from "./ops/stride.ts";
import * as triangle from "./ops/triangle.ts";
import * as view from "./ops/view.ts";
import * as division from "./ops/division.ts";
import * as power from "./ops/power.ts";
import * as hyperbolic from "./ops/hyperbolic.ts";
import * as trigonometric from "./ops/trigonometric.ts";
import * as rounding from "./ops/rounding.ts";
import * as sign from "./ops/sign.ts";
import * as close from "./ops/close.ts";
import * as logic from "./ops/logic.ts";
import * as bitwise from "./ops/bitwise.ts";
import * as blend from "./ops/blend.ts";
import * as clamp from "./ops/clamp.ts";
import * as rectifier from "./ops/rectifier.ts";
import * as methodForms from "./ops/method-forms.ts";
import * as fill from "./ops/fill.ts";
import * as gather from "./ops/gather.ts";
import * as indexing from "./ops/index.ts";
import * as indexAlong from "./ops/index-along.ts";
import * as indexReduce from "./ops/index-reduce.ts";
import * as mask from "./ops/mask.ts";
import * as scatter from "./ops/scatter.ts";
import * as split from "./ops/split.ts";
import * as take from "./ops/take.ts";
import * as nonzero from "./ops/nonzero.ts";
import * as special from "./ops/special.ts";
import * as complex from "./ops/complex.ts";
import { showValue, TensorError } from "./errors.ts";
import { isOptions, opRegistry, type Signature } from "./op/record.ts";
import { Tensor } from "./tensor.ts";

/** The function as a method: its first argument becomes `this`. */
export type Method<F> = F extends (
  self: Tensor,
  ...args: infer A extends readonly unknown[]
) => infer R
  ? (...args: A) => R
  : never;
/** The methods that a module of functions gives. */
export type MethodsOf<M> = { [K in keyof M]: Method<M[K]> };

export interface TensorMethods
  extends
    MethodsOf<typeof complex>,
    MethodsOf<typeof special>,
    MethodsOf<typeof methodForms>,
    MethodsOf<typeof rectifier>,
    MethodsOf<typeof clamp>,
    MethodsOf<typeof blend>,
    MethodsOf<typeof bitwise>,
    MethodsOf<typeof logic>,
    MethodsOf<typeof close>,
    MethodsOf<typeof sign>,
    MethodsOf<typeof rounding>,
    MethodsOf<typeof trigonometric>,
    MethodsOf<typeof hyperbolic>,
    MethodsOf<typeof power>,
    MethodsOf<typeof division>,
    MethodsOf<typeof fill>,
    MethodsOf<typeof gather>,
    MethodsOf<typeof indexing>,
    MethodsOf<typeof indexAlong>,
    MethodsOf<typeof indexReduce>,
    MethodsOf<typeof mask>,
    MethodsOf<typeof scatter>,
    MethodsOf<typeof split>,
    MethodsOf<typeof take>,
    Omit<MethodsOf<typeof nonzero>, keyof nonzero.NonzeroMethods>,
    nonzero.NonzeroMethods,
    MethodsOf<typeof cast>,
    MethodsOf<typeof diagonal>,
    MethodsOf<typeof permute>,
    MethodsOf<typeof rearrange>,
    MethodsOf<typeof relayout>,
    MethodsOf<typeof repeat>,
    MethodsOf<typeof stride>,
    MethodsOf<typeof triangle>,
    MethodsOf<typeof arithmetic>,
    MethodsOf<typeof autograd>,
    MethodsOf<typeof compare>,
    MethodsOf<typeof convert>,
    MethodsOf<typeof creation>,
    MethodsOf<typeof exponential>,
    MethodsOf<typeof random>,
    Omit<MethodsOf<typeof extrema>, keyof extrema.ExtremaMethods>,
    extrema.ExtremaMethods,
    Omit<MethodsOf<typeof order>, keyof order.OrderMethods>,
    order.OrderMethods,
    MethodsOf<typeof quantile>,
    MethodsOf<typeof sort>,
    MethodsOf<typeof statistics>,
    MethodsOf<typeof norm>,
    Omit<MethodsOf<typeof distinct>, keyof distinct.UniqueMethods>,
    distinct.UniqueMethods,
    MethodsOf<typeof softmax>,
    MethodsOf<typeof reduce>,
    MethodsOf<typeof slice>,
    MethodsOf<typeof matmul>,
    MethodsOf<typeof addmm>,
    MethodsOf<typeof vectors>,
    MethodsOf<typeof cumulate>,
    MethodsOf<typeof histogram>,
    MethodsOf<typeof matrix>,
    MethodsOf<typeof matrixSpectral>,
    MethodsOf<typeof view> {}

const families = [
  complex,
  special,
  softmax,
  distinct,
  norm,
  statistics,
  sort,
  quantile,
  order,
  methodForms,
  rectifier,
  clamp,
  blend,
  extrema,
  bitwise,
  logic,
  close,
  sign,
  rounding,
  trigonometric,
  hyperbolic,
  power,
  division,
  arithmetic,
  autograd,
  compare,
  convert,
  creation,
  exponential,
  random,
  reduce,
  slice,
  view,
  matmul,
  addmm,
  vectors,
  cumulate,
  histogram,
  fill,
  gather,
  indexing,
  indexAlong,
  indexReduce,
  mask,
  scatter,
  split,
  take,
  nonzero,
  cast,
  diagonal,
  permute,
  rearrange,
  relayout,
  repeat,
  stride,
  triangle,
  matrix,
  matrixSpectral,
];

type Callable = (self: Tensor, ...args: unknown[]) => unknown;

function attach(name: string, fn: Callable, most: number): void {
  Object.defineProperty(Tensor.prototype, name, {
    value(this: Tensor, ...args: unknown[]) {
      if (args.length > most) checkArity(name, args, most);
      return fn(this, ...args);
    },
    writable: true,
    configurable: true,
  });
}

/** Refuses what the function would never see: a script run without a type check must not lose an option in silence. */
function checkArity(name: string, args: readonly unknown[], most: number): void {
  const surplus = args.slice(most).find((arg) => arg !== undefined);
  if (surplus === undefined) return;
  const { params } = signatureOf(name)!;
  const known = params.join(", ") || "none";
  if (isOptions(surplus)) {
    const [key = ""] = Object.keys(surplus);
    throw new TensorError(name, `unknown option "${key}"; known: ${known}`);
  }
  throw new TensorError(
    name,
    `takes at most ${params.length} arguments after the first (${known}), got ${args.length}`,
  );
}

/** The signature of a method; an in-place form has that of the plain one. */
function signatureOf(name: string): Signature | undefined {
  return opRegistry.get(name) ?? opRegistry.get(name.replace(/_$/, ""));
}

/** How many arguments a method takes: as many as its function names, or any number where that reads a list of them. */
function arity(name: string, fn: Callable): number {
  const { params } = signatureOf(name) ?? {};
  if (!params) return Infinity;
  const named = fn.length - 1;
  const own = name.endsWith("_") ? params.filter((param) => param !== "inplace") : params;
  return named >= own.length ? named : Infinity;
}

for (const family of families) {
  for (const [name, fn] of Object.entries(family))
    if (typeof fn === "function") attach(name, fn as Callable, arity(name, fn as Callable));
}

/**
 * Makes a function a method of every tensor: `registerMethod("swish", swish)` gives `x.swish()`. For its type, augment
 * the interface:
 *
 *     declare module "@tapeloop/core" { interface TensorMethods { swish(): Tensor } }
 *
 * Throws where tensors have a member of that name already.
 */
export function registerMethod(
  name: string,
  fn: (self: Tensor, ...args: never[]) => unknown,
): void {
  if (typeof fn !== "function") {
    throw new TensorError(
      "registerMethod",
      `the method "${name}" must be a function, got ${showValue(fn)}`,
    );
  }
  if (name in Tensor.prototype || fields.includes(name) || name.startsWith("_")) {
    throw new TensorError(
      "registerMethod",
      `tensors already have a member "${name}"; give yours another name`,
    );
  }
  attach(name, fn as Callable, Infinity);
}

/** What a tensor has of its own, which a method would not be seen behind. */
const fields: readonly string[] = ["storage", "layout", "dtype"];
