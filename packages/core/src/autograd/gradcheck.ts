/** Whether a gradient is right: what backward computes against finite differences. */
import { zeroTensor } from "../alloc.ts";
import { isFloat, newArray, type TypedArray } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import {
  hasInternalOverlap,
  type Layout,
  rowMajorStrides,
  type Shape,
  stridedLayout,
} from "../layout.ts";
import { readArgs } from "../op/record.ts";
import { Storage } from "../storage.ts";
import { Tensor } from "../tensor.ts";
import { grad } from "./backward.ts";
import { enableGrad } from "./mode.ts";
import { gradFnOf, requiresGrad } from "./node.ts";

export interface GradcheckOptions {
  /** How far an element is moved for the finite difference. Default 1e-6. */
  eps?: number;
  /** How far numerical and analytical values may differ. Default 1e-5. */
  atol?: number;
  /** The same, relative to the numerical value. Default 1e-3. */
  rtol?: number;
  /** Throw what is wrong (the default), or answer `false`. */
  raiseException?: boolean;
  /** How far two runs of the same backward may differ. Default 0. */
  nondetTol?: number;
  /** Compare one random projection of each Jacobian, rather than each of its elements. */
  fastMode?: boolean;
}

export interface GradgradcheckOptions extends GradcheckOptions {
  /** The gradients of the outputs with which backward runs; random ones where left out. */
  gradOutputs?: Tensor | readonly Tensor[] | null;
  /** Give the random gradients strides that are not row-major. */
  genNonContigGradOutputs?: boolean;
}

/** A function whose gradient is to be checked: it answers the same for the same values. */
export type Differentiable = (...inputs: Tensor[]) => Tensor | readonly Tensor[];

const Gradcheck = {
  name: "gradcheck",
  params: ["eps", "atol", "rtol", "raiseException", "nondetTol", "fastMode"],
};
const Gradgradcheck = {
  name: "gradgradcheck",
  params: ["gradOutputs", ...Gradcheck.params, "genNonContigGradOutputs"],
};

/**
 * Checks the gradients of `fn` at `inputs` against finite differences, for all inputs that require grad: true, or a
 * TensorError that says which derivative differs, and where.
 *
 * They have to be float64: in float32 the differences would be mostly rounding. Inputs may have any strides, but no two
 * elements in one place. Source: https://pytorch.org/docs/stable/generated/torch.autograd.gradcheck.html
 */
export function gradcheck(
  fn: Differentiable,
  inputs: Tensor | readonly Tensor[],
  options?: GradcheckOptions,
): boolean {
  const args = readArgs<GradcheckOptions>(Gradcheck, options);
  return answered(args, () => check("gradcheck", fn, listed(inputs), args));
}

/**
 * Checks second derivatives: that backward of `fn`, as a function of `inputs` and of the gradients of the outputs, has
 * the right gradients itself.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.autograd.gradgradcheck.html
 */
export function gradgradcheck(
  fn: Differentiable,
  inputs: Tensor | readonly Tensor[],
  options?: GradgradcheckOptions,
): boolean {
  const args = readArgs<GradgradcheckOptions>(Gradgradcheck, options);
  return answered(args, () => {
    const firsts = listed(inputs);
    checkInputs("gradgradcheck", firsts);
    const outputs = listed(fn(...firsts)).filter(requiresGrad);
    const given = args.gradOutputs
      ? listed(args.gradOutputs)
      : outputs.map((output, i) => randomLike(output, i, args.genNonContigGradOutputs ?? false));
    if (given.length !== outputs.length) {
      throw new TensorError(
        "gradgradcheck",
        `fn has ${outputs.length} differentiable outputs, got ${given.length} gradOutputs`,
      );
    }
    const backwardOf = (...all: Tensor[]): readonly Tensor[] => {
      const some = all.slice(0, firsts.length);
      const results = listed(fn(...some)).filter(requiresGrad);
      const wanted = some.filter(requiresGrad);
      const gradients = grad(results, wanted, {
        gradOutputs: all.slice(firsts.length),
        createGraph: true,
        allowUnused: true,
      });
      return gradients.filter((gradient) => gradient !== null);
    };
    Object.defineProperty(backwardOf, "name", { value: `the backward of ${fn.name || "fn"}` });
    return check("gradgradcheck", backwardOf, [...firsts, ...given], args);
  });
}

function answered({ raiseException = true }: GradcheckOptions, body: () => boolean): boolean {
  if (raiseException) return enableGrad(body);
  try {
    return enableGrad(body);
  } catch (error) {
    if (error instanceof TensorError) return false;
    throw error;
  }
}

function listed(tensors: Tensor | readonly Tensor[]): readonly Tensor[] {
  return tensors instanceof Tensor ? [tensors] : tensors;
}

function checkInputs(op: string, inputs: readonly Tensor[]): void {
  inputs.forEach((input, i) => {
    if (!(input instanceof Tensor))
      throw new TensorError(
        op,
        `input ${i} must be a Tensor; pass other arguments by a closure: (x) => fn(x, 2)`,
      );
    if (!requiresGrad(input)) return;
    if (input.dtype !== "float64") {
      throw new TensorError(
        op,
        `input ${i} requires gradient and is ${input.dtype}; finite differences need double precision: make it with { dtype: "float64" }`,
        { shapes: [input.layout.shape], dtypes: [input.dtype] },
      );
    }
    if (hasInternalOverlap(input.layout)) {
      throw new TensorError(
        op,
        `input ${i} of shape ${showShape(input.layout.shape)} has several elements in one place (strides ${showShape(input.layout.strides)}); ` +
          "expand it inside fn, or clone() it",
        { shapes: [input.layout.shape] },
      );
    }
  });
  if (!inputs.some(requiresGrad)) {
    throw new TensorError(
      op,
      "expects at least one input tensor to require gradient, but none of them has requiresGrad = true",
    );
  }
}

// ---- the comparison ------------------------------------------------------------------------------------------------------

/** Derivatives of one output with respect to one input: `values[o * inputSize + i]`. */
type Jacobian = Float64Array;

function check(
  op: string,
  fn: Differentiable,
  inputs: readonly Tensor[],
  options: GradcheckOptions,
): boolean {
  const { eps = 1e-6, nondetTol = 0, fastMode = false } = options;
  checkInputs(op, inputs);
  const outputs = listed(fn(...inputs));
  outputs.forEach((output, o) => {
    if (!(output instanceof Tensor))
      throw new TensorError(op, `output ${o} of ${fn.name || "fn"} is no Tensor`);
  });
  const evaluate = (): TypedArray[] => listed(fn(...inputs)).map((output) => output.toTypedArray());
  if (!outputs.some(requiresGrad)) return checkConstant(op, fn, inputs, outputs, evaluate, options);
  for (let o = 0; o < outputs.length; o++)
    if (requiresGrad(outputs[o])) checkBackward(op, fn, inputs, outputs[o], o, nondetTol);
  if (fastMode && projectionsAgree(inputs, outputs, evaluate, options)) return true;
  for (let i = 0; i < inputs.length; i++) {
    if (!requiresGrad(inputs[i])) continue;
    const numerical = numericalJacobians(inputs[i], outputs, evaluate, eps);
    for (let o = 0; o < outputs.length; o++) {
      if (!requiresGrad(outputs[o])) continue;
      compare(
        op,
        numerical[o],
        analyticalJacobian(outputs[o], inputs[i]),
        inputs[i],
        i,
        outputs[o],
        o,
        options,
      );
    }
  }
  if (!fastMode) return true;
  throw new TensorError(
    op,
    "a random projection of the Jacobian differs, though each of its elements is within tolerance; run without fastMode",
  );
}

/** Where no output requires grad, no output may depend on an input. */
function checkConstant(
  op: string,
  fn: Differentiable,
  inputs: readonly Tensor[],
  outputs: readonly Tensor[],
  evaluate: () => TypedArray[],
  { eps = 1e-6, atol = 1e-5 }: GradcheckOptions,
): boolean {
  inputs.forEach((input, i) => {
    if (!requiresGrad(input)) return;
    numericalJacobians(input, outputs, evaluate, eps).forEach((jacobian, o) => {
      if (isFloat(outputs[o].dtype) && jacobian.some((slope) => !(Math.abs(slope) <= atol))) {
        throw new TensorError(
          op,
          `no output of ${fn.name || "fn"} requires grad, but the numerical gradient of output ${o} with respect to input ${i} is not zero`,
        );
      }
    });
  });
  return true;
}

/** Two runs agree, and a zero gradient gives zeros. */
function checkBackward(
  op: string,
  fn: Differentiable,
  inputs: readonly Tensor[],
  output: Tensor,
  o: number,
  tolerance: number,
): void {
  const wanted = inputs.filter(requiresGrad);
  const run = (gradient: Tensor): (Tensor | null)[] =>
    grad([output], wanted, { gradOutputs: gradient, retainGraph: true, allowUnused: true });
  const of = `${nodeName(output)} (output ${o} of ${fn.name || "fn"})`;
  const first = run(randomLike(output, o, false));
  const second = run(randomLike(output, o, false));
  first.forEach((gradient, i) => {
    const [a, b] = [gradient?.toTypedArray(), second[i]?.toTypedArray()];
    if (
      a?.some(
        (value, k) =>
          !(Math.abs(value - (b as TypedArray)[k]) <= tolerance) &&
          !Object.is(value, (b as TypedArray)[k]),
      )
    ) {
      throw new TensorError(
        op,
        `backward is not reentrant: ${of} gave different gradients for the same input and gradient`,
      );
    }
  });
  for (const gradient of run(zeroTensor(output.layout.shape, output.dtype))) {
    if (gradient?.toTypedArray().some((value) => value !== 0 && !Number.isNaN(value))) {
      throw new TensorError(
        op,
        `backward is not multiplied by the gradient of the output: ${of} answered something other than zeros for a zero gradient`,
      );
    }
  }
}

function compare(
  op: string,
  numerical: Jacobian,
  analytical: Jacobian,
  input: Tensor,
  i: number,
  output: Tensor,
  o: number,
  { atol = 1e-5, rtol = 1e-3 }: GradcheckOptions,
): void {
  const columns = input.layout.size;
  let wrong = 0;
  let first = -1;
  for (let k = 0; k < numerical.length; k++) {
    if (close(numerical[k], analytical[k], atol, rtol)) continue;
    if (wrong++ === 0) first = k;
  }
  if (wrong === 0) return;
  const inputIndex = indexOf(first % columns, input.layout.shape);
  const outputIndex = indexOf(Math.floor(first / columns), output.layout.shape);
  throw new TensorError(
    op,
    `Jacobian mismatch for output ${o} (of ${nodeName(output)}) with respect to input ${i}: ${wrong} of ${numerical.length} derivatives differ; ` +
      `d output${showShape(outputIndex)} / d input${showShape(inputIndex)}: numerical ${numerical[first]}, analytical ${analytical[first]}`,
    { shapes: [output.layout.shape, input.layout.shape] },
  );
}

function close(numerical: number, analytical: number, atol: number, rtol: number): boolean {
  return (
    Math.abs(numerical - analytical) <= atol + rtol * Math.abs(numerical) ||
    numerical === analytical
  );
}

function nodeName(output: Tensor): string {
  return gradFnOf(output)?.name ?? "a leaf";
}

function indexOf(at: number, shape: Shape): number[] {
  const index = new Array<number>(shape.length);
  let rest = at;
  for (let d = shape.length - 1; d >= 0; d--) {
    index[d] = rest % shape[d];
    rest = Math.floor(rest / shape[d]);
  }
  return index;
}

// ---- Jacobians -----------------------------------------------------------------------------------------------------------

/** The Jacobians of all outputs with respect to one input, by moving each of its elements to both sides. */
function numericalJacobians(
  input: Tensor,
  outputs: readonly Tensor[],
  evaluate: () => TypedArray[],
  eps: number,
): Jacobian[] {
  const { layout, storage } = input;
  const columns = layout.size;
  const jacobians = outputs.map((output) => new Float64Array(output.layout.size * columns));
  const places = placesOf(layout);
  for (let i = 0; i < columns; i++) {
    const place = places[i];
    const value = storage.data[place];
    storage.data[place] = value - eps;
    const below = evaluate();
    storage.data[place] = value + eps;
    const above = evaluate();
    storage.data[place] = value;
    for (let o = 0; o < outputs.length; o++) {
      const jacobian = jacobians[o];
      for (let k = 0; k < above[o].length; k++)
        jacobian[k * columns + i] = (above[o][k] - below[o][k]) / (2 * eps);
    }
  }
  return jacobians;
}

/** Row by row: the gradient of each element of the output. */
function analyticalJacobian(output: Tensor, input: Tensor): Jacobian {
  const columns = input.layout.size;
  const jacobian = new Float64Array(output.layout.size * columns);
  for (let k = 0; k < output.layout.size; k++) {
    const oneHot = zeroTensor(output.layout.shape, output.dtype);
    oneHot.storage.data[k] = 1;
    const [gradient] = grad([output], [input], {
      gradOutputs: oneHot,
      retainGraph: true,
      allowUnused: true,
    });
    if (gradient) jacobian.set(gradient.toTypedArray(), k * columns);
  }
  return jacobian;
}

/** Whether `v · J · u` is the same by both ways for one random `u` per input and `v` per output. */
function projectionsAgree(
  inputs: readonly Tensor[],
  outputs: readonly Tensor[],
  evaluate: () => TypedArray[],
  { eps = 1e-6, atol = 1e-5, rtol = 1e-3 }: GradcheckOptions,
): boolean {
  const directions = outputs.map((output, o) => randomLike(output, o, false));
  const wanted = inputs.filter(requiresGrad);
  const analytical = outputs.map((output, o) =>
    requiresGrad(output)
      ? grad([output], wanted, { gradOutputs: directions[o], retainGraph: true, allowUnused: true })
      : [],
  );
  return wanted.every((input, i) => {
    const { data } = input.storage;
    const places = placesOf(input.layout);
    const u = randomNumbers(places.length, outputs.length + i);
    const before = places.map((place) => data[place]);
    const moved = (by: number): TypedArray[] => {
      places.forEach((place, k) => (data[place] = before[k] + by * u[k]));
      return evaluate();
    };
    const above = moved(eps);
    const below = moved(-eps);
    places.forEach((place, k) => (data[place] = before[k]));
    return outputs.every((output, o) => {
      if (!requiresGrad(output)) return true;
      const v = directions[o].storage.data as Float64Array;
      const [weight, reach] = [
        v.reduce((sum, x) => sum + Math.abs(x), 0),
        u.reduce((sum, x) => sum + Math.abs(x), 0),
      ];
      const numerical = v.reduce(
        (sum, x, k) => sum + (x * (above[o][k] - below[o][k])) / (2 * eps),
        0,
      );
      const gradient = analytical[o][i]?.toTypedArray() as Float64Array | undefined;
      const slope = gradient ? gradient.reduce((sum, x, k) => sum + x * u[k], 0) : 0;
      return close(numerical, slope, atol * Math.max(weight * reach, 1e-3), rtol);
    });
  });
}

/** Where in the storage each element lies, in row-major order. */
function placesOf({ shape, strides, offset, size }: Layout): number[] {
  const places = new Array<number>(size);
  const index = new Array<number>(shape.length).fill(0);
  let place = offset;
  for (let k = 0; k < size; k++) {
    places[k] = place;
    for (let d = shape.length - 1; d >= 0; d--) {
      place += strides[d];
      if (++index[d] < shape[d]) break;
      place -= shape[d] * strides[d];
      index[d] = 0;
    }
  }
  return places;
}

/** Numbers between 0.5 and 1.5, half of them negated, the same for the same seed: none is near zero. */
function randomNumbers(count: number, seed: number): Float64Array {
  let state = (seed + 1) * 0x9e3779b9;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
    const bits = (state ^ (state >>> 14)) >>> 0;
    const size = 0.5 + bits / 2 ** 32;
    return bits & 1 ? size : -size;
  });
}

/** Random numbers in the shape of a tensor; with `strided`, not row-major. It requires grad. */
function randomLike({ layout, dtype }: Tensor, seed: number, strided: boolean): Tensor {
  const { shape, size } = layout;
  const step = strided ? 2 : 1;
  const data = newArray(dtype, size * step);
  randomNumbers(size, seed).forEach((value, k) => (data[k * step] = value));
  const strides = rowMajorStrides(shape).map((stride) => stride * step);
  const result = new Tensor(new Storage(data), stridedLayout(shape, strides, 0), dtype);
  result._leaf = true;
  return result;
}
