/** One call: its outputs, its gradients, the gradients of those. */
import { gradients, outputsOf } from "../autograd.ts";
import { callByName, callMethod } from "../call.ts";
import { compareGrad, compareResult, type CompareOptions, flattenResult } from "../compare.ts";
import { Decoder } from "../decode.ts";
import { beyondInt64, coarser } from "../differences.ts";
import {
  flatten,
  type FunctionRecord,
  has,
  isTensorValue,
  type TensorValue,
  type Tolerances,
  type Value,
} from "../format.ts";
import { className, isRefusal, isTensor, type Tensor } from "../library.ts";
import { alwaysDouble, withLiteralDtype } from "../literals.ts";
import { methodName } from "../names.ts";
import { getItem, operate } from "../operators.ts";
import { Mismatch, Missing } from "../outcome.ts";

export function replayFunction(record: FunctionRecord): void {
  const { fn, tol, tol32 } = record;
  runFunction(record, coarser(fn, tol), {});
  if (tol32 && runsInSingle(record)) runFunction(record, coarser(fn, tol32), { single: true });
}

/** The same case in float32, unless it is itself about several precisions. */
function runsInSingle({ args, kwargs }: FunctionRecord): boolean {
  const text = JSON.stringify([args, kwargs]);
  return (
    text.includes('"t":"f64"') && !text.includes('"t":"f32"') && !text.includes('"dtype":"f32"')
  );
}

function runFunction(
  record: FunctionRecord,
  tolerances: Tolerances,
  options: CompareOptions,
): void {
  const { out, grads, grad_out: gradOut = [], ambiguous = [], gg } = record;
  const decoder = new Decoder({
    single: options.single,
    // With a dtype asked for, nothing depends on it.
    floatScalars:
      record.float_scalar && !("dtype" in withLiteralDtype(record.fn, record.args, record.kwargs)),
  });
  if (flatten(out).some((part) => isTensorValue(part) && beyondInt64(part)))
    return expectRefusal(record, decoder);

  const result = invoke(record, decoder);
  compareResult(result, out, tolerances.out, ambiguous, {
    single: options.single && !alwaysDouble.has(record.fn),
    unordered: record.unordered,
  });
  // In another precision a cast that gave a view makes a copy, and the other way round.
  if (!options.single) compareViews(record, result, decoder);
  if (!grads || ambiguous.length > 0) return;

  const leaves = decoder.leaves.map(({ tensor }) => tensor);
  const outputs = outputsOf(result, out, gradOut, decoder, gg !== undefined);
  const first = gradients(outputs.tensors, leaves, outputs.grads, gg !== undefined);
  const byPath = new Map(decoder.leaves.map(({ path }, i) => [path.join("."), i]));
  const at = (path: readonly (string | number)[]) => byPath.get(path.join("."))!;
  for (const { path, v } of grads) {
    compareGrad(
      `grad ${path.join(".")}`,
      first[at(path)],
      v,
      tolerances.grad ?? tolerances.out,
      options,
    );
  }
  if (!gg) return;

  // s = Σ ⟨grads_k, v_k⟩ and its gradients with respect to the inputs and to the upstream gradients.
  const firsts: Tensor[] = [];
  const weights: Tensor[] = [];
  for (const [k, { path }] of grads.entries()) {
    const grad = first[at(path)];
    const v = gg.v[k];
    if (!v || !grad?.requiresGrad) continue;
    firsts.push(grad);
    weights.push(decoder.tensor(v));
  }
  const second = gradients(firsts, [...leaves, ...outputs.grads], weights);
  const tolerance = tolerances.gg ?? tolerances.grad ?? tolerances.out;
  for (const { path, v } of gg.grads)
    compareGrad(`second grad ${path.join(".")}`, second[at(path)], v, tolerance, options);
  for (const [i, v] of gg.grad_out.entries()) {
    const position = outputs.positions.indexOf(i);
    compareGrad(
      `second grad of grad_out ${i}`,
      position === -1 ? null : second[leaves.length + position],
      v,
      tolerance,
      options,
    );
  }
}

/** The call itself, in the form that was recorded. */
export function invoke(
  record: Pick<FunctionRecord, "fn" | "form" | "args" | "kwargs">,
  decoder: Decoder,
): unknown {
  const { fn, form } = record;
  if (form === "operator") return operate(fn, decoder.list(withFloats(record.args), "args"));
  const args = decoder.list(record.args, "args");
  if (form === undefined) {
    const kwargs = decoder.dict(withLiteralDtype(fn, record.args, record.kwargs), "kwargs");
    return callByName(fn, args, kwargs);
  }
  const kwargs = decoder.dict(record.kwargs, "kwargs");
  const [self, ...rest] = args;
  const name = methodName(fn);
  if (name === null || !isTensor(self)) throw new Error(`${fn}: not a method of a tensor`);
  if (form === "property") return property(self, name);
  if (name === "__getitem__") return getItem(self, rest[0], has(record.args[1], "tuple"));
  if (form === "method") return callMethod(self, name, rest, kwargs);
  // In place: on a differentiable copy, and the answer is that copy.
  const copy = self.clone();
  const result = callMethod(copy, name, rest, kwargs);
  if (result !== copy)
    throw new Mismatch(`Tensor.${name} answers ${className(result)} instead of the tensor itself`);
  return result;
}

function property(self: Tensor, name: string): unknown {
  if (!(name in self)) throw new Missing(`Tensor.${name}`);
  return (self as unknown as Record<string, unknown>)[name];
}

/** A float operand of an integer tensor is a zero-dimensional float tensor: the only way to write `x * 2.0`. */
function withFloats(args: readonly Value[]): readonly Value[] {
  if (!args.some((arg) => has(arg, "float"))) return args;
  const meetsIntegers = args.some((arg) => isTensorValue(arg) && arg.t[0] !== "f");
  return meetsIntegers ? args.map((arg) => (has(arg, "float") ? zeroDim(arg.float) : arg)) : args;
}

function zeroDim(value: number): TensorValue {
  return {
    t: "f32",
    shape: [],
    data: Buffer.from(Float32Array.of(value).buffer).toString("base64"),
  };
}

function expectRefusal(record: FunctionRecord, decoder: Decoder): void {
  try {
    invoke(record, decoder);
  } catch (error) {
    if (isRefusal(error)) return;
    throw error;
  }
  throw new Mismatch("an int64 result beyond 2^53 was not refused");
}

/** A view shares its input's storage, and what PyTorch copies shares none. */
function compareViews(
  { out, view, form }: FunctionRecord,
  result: unknown,
  decoder: Decoder,
): void {
  if (form === "inplace") return;
  const inputs = new Set(decoder.tensors.map(({ storage }) => storage));
  for (const [i, part] of flattenResult(result, out).entries()) {
    if (!isTensor(part) || part.numel() === 0) continue;
    const shares = inputs.has(part.storage);
    if (view?.[i] && !shares) throw new Mismatch(`out.${i} is a copy, expected a view of an input`);
    if (!view && shares) throw new Mismatch(`out.${i} is a view of an input, expected a copy`);
  }
}
