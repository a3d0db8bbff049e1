/** `autograd.functional`: Jacobians, Hessians and their products with vectors, of functions of tensors. */
import { zeroTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { sameShape } from "../layout.ts";
import { stack } from "../ops/join.ts";
import { readArgs } from "../op/record.ts";
import { reshape, view } from "../ops/view.ts";
import { Tensor } from "../tensor.ts";
import { grad } from "./backward.ts";
import { enableGrad, isGradEnabled } from "./mode.ts";
import { gradFnOf, requiresGrad } from "./node.ts";

export interface JacobianOptions {
  /** Make the result differentiable itself. */
  createGraph?: boolean;
  /** Throw where an output does not depend on an input, rather than answer zeros. */
  strict?: boolean;
}

export interface ProductOptions extends JacobianOptions {
  /** The vector: one tensor for each output (vjp) or input, of its shape. May be left out for scalars. */
  v?: Tensor | readonly Tensor[] | null;
}

type Func = (...inputs: Tensor[]) => Tensor | readonly Tensor[];
type Tensors = Tensor | readonly Tensor[];

const jacobianParams = ["createGraph", "strict"];
const productParams = ["v", ...jacobianParams];

function listed(tensors: Tensors): readonly Tensor[] {
  return tensors instanceof Tensor ? [tensors] : tensors;
}

/** One for one, several for several. */
function like<T>(given: unknown, results: readonly T[]): T | readonly T[] {
  return Array.isArray(given) ? results : results[0];
}

/** Inputs of their own, so that nothing outside of `func` is differentiated; under `createGraph` still in the graph. */
function prepared(op: string, inputs: Tensors, createGraph: boolean): readonly Tensor[] {
  return listed(inputs).map((input, i) => {
    if (!(input instanceof Tensor)) throw new TensorError(op, `input ${i} must be a Tensor`);
    if (createGraph && requiresGrad(input)) return view(input, input.layout.shape);
    return input.detach().requiresGrad_();
  });
}

function call(
  op: string,
  func: Func,
  inputs: readonly Tensor[],
): { given: Tensors; outputs: readonly Tensor[] } {
  const given = func(...inputs);
  const outputs = listed(given);
  outputs.forEach((output, i) => {
    if (!(output instanceof Tensor))
      throw new TensorError(op, `output ${i} of func must be a Tensor`);
  });
  return { given, outputs };
}

/** A scalar function's value, for second derivatives. */
function callScalar(op: string, func: Func, inputs: readonly Tensor[]): Tensor {
  const { given, outputs } = call(op, func, inputs);
  const [output] = outputs;
  if (!(given instanceof Tensor) || output.layout.size !== 1) {
    throw new TensorError(
      op,
      `func should answer a single Tensor with a single element, got ${outputs.map(({ layout }) => showShape(layout.shape)).join(", ")}`,
    );
  }
  return output;
}

/** Gradients with zeros for what was not used, or a refusal where that is not wanted. */
function gradients(
  op: string,
  outputs: readonly Tensor[],
  inputs: readonly Tensor[],
  gradOutputs: readonly Tensor[],
  { createGraph = false, strict = false }: JacobianOptions,
): Tensor[] {
  const attached = outputs.map((_, i) => i).filter((i) => requiresGrad(outputs[i]));
  if (strict && attached.length < outputs.length) {
    throw new TensorError(
      op,
      "strict: an output of func does not require gradients, so it is independent of the inputs",
    );
  }
  const found =
    attached.length === 0
      ? inputs.map(() => null)
      : grad(
          attached.map((i) => outputs[i]),
          inputs,
          {
            gradOutputs: attached.map((i) => gradOutputs[i]),
            retainGraph: true,
            createGraph,
            allowUnused: true,
          },
        );
  return found.map((gradient, i) => {
    if (gradient) return gradient;
    if (strict)
      throw new TensorError(op, `strict: the outputs of func are independent of input ${i}`);
    return zeroTensor(inputs[i].layout.shape, inputs[i].dtype);
  });
}

/** The vector, checked against what it goes with. */
function vectors(
  op: string,
  v: Tensors | null | undefined,
  against: readonly Tensor[],
  what: string,
): readonly Tensor[] {
  if (v === null || v === undefined) {
    if (against.length === 1 && against[0].layout.size === 1) {
      const one = zeroTensor(against[0].layout.shape, against[0].dtype);
      one.storage.data.fill(1);
      return [one];
    }
    throw new TensorError(
      op,
      `v may only be left out where there is a single ${what} with a single element`,
    );
  }
  const list = listed(v);
  if (list.length !== against.length)
    throw new TensorError(
      op,
      `v should have ${against.length} tensors, one per ${what}, got ${list.length}`,
    );
  list.forEach((vector, i) => {
    const [shape, wanted] = [vector.layout.shape, against[i].layout.shape];
    if (!sameShape(shape, wanted)) {
      throw new TensorError(
        op,
        `entry ${i} of v has shape ${showShape(shape)}, expected that of the ${what}, ${showShape(wanted)}`,
        { shapes: [shape, wanted] },
      );
    }
  });
  return list;
}

function zerosRequiringGrad(tensors: readonly Tensor[]): Tensor[] {
  return tensors.map(({ layout, dtype }) => zeroTensor(layout.shape, dtype).requiresGrad_());
}

/** Results outside of the graph, unless it was asked for. */
function settled(results: readonly Tensor[], createGraph: boolean): readonly Tensor[] {
  return createGraph
    ? results
    : results.map((result) => (gradFnOf(result) ? result.detach() : result));
}

/** Runs with recording on, whatever the mode outside. */
function recorded<R>(body: (graphOutside: boolean) => R): R {
  const outside = isGradEnabled();
  return enableGrad(() => body(outside));
}

/**
 * All first derivatives of `func` at `inputs`: for an output of shape `[…o]` and an input of shape `[…i]` a tensor
 * `[…o, …i]`. With several inputs an array of them, with several outputs an array of those.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.autograd.functional.jacobian.html
 */
export function jacobian(
  func: (x: Tensor) => Tensor,
  inputs: Tensor,
  options?: JacobianOptions,
): Tensor;
export function jacobian(
  func: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  options?: JacobianOptions,
): readonly Tensor[];
export function jacobian(
  func: Func,
  inputs: Tensors,
  options?: JacobianOptions,
): Tensors | readonly Tensors[];
export function jacobian(
  func: Func,
  inputs: Tensors,
  options?: JacobianOptions,
): Tensors | readonly Tensors[] {
  const args = readArgs<JacobianOptions>({ name: "jacobian", params: jacobianParams }, options);
  return recorded(() => {
    const own = prepared("jacobian", inputs, args.createGraph ?? false);
    const { given, outputs } = call("jacobian", func, own);
    const perOutput = outputs.map((output) => like(inputs, jacobianOf(output, own, args)));
    return like(given, perOutput);
  });
}

/** The derivatives of one output with respect to each input. */
function jacobianOf(
  output: Tensor,
  inputs: readonly Tensor[],
  options: JacobianOptions,
): readonly Tensor[] {
  const { shape, size } = output.layout;
  const rows = Array.from({ length: size }, (_, k) => {
    const oneHot = zeroTensor(shape, output.dtype);
    oneHot.storage.data[k] = 1;
    return gradients("jacobian", [output], inputs, [oneHot], options);
  });
  return inputs.map(({ layout, dtype }, i) => {
    const whole = [...shape, ...layout.shape];
    return size === 0 ? zeroTensor(whole, dtype) : reshape(stack(rows.map((row) => row[i])), whole);
  });
}

/**
 * `[outputs, vᵀ J]`: the product of a vector with the Jacobian of `func`, by one backward.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.autograd.functional.vjp.html
 */
export function vjp(
  func: Func,
  inputs: Tensors,
  v?: Tensors | ProductOptions | null,
  options?: ProductOptions,
): [Tensors, Tensors] {
  const args = readArgs<ProductOptions>({ name: "vjp", params: productParams }, v, options);
  const { createGraph = false } = args;
  return recorded(() => {
    const own = prepared("vjp", inputs, createGraph);
    const { given, outputs } = call("vjp", func, own);
    const products = gradients(
      "vjp",
      outputs,
      own,
      vectors("vjp", args.v, outputs, "output"),
      args,
    );
    return [
      like(given, settled(outputs, createGraph)),
      like(inputs, settled(products, createGraph)),
    ];
  });
}

/**
 * `[outputs, J v]`: the product of the Jacobian of `func` with a vector, by two backwards: the first is linear in the
 * gradients that go in, and the second takes its derivative with respect to them.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.autograd.functional.jvp.html
 */
export function jvp(
  func: Func,
  inputs: Tensors,
  v?: Tensors | ProductOptions | null,
  options?: ProductOptions,
): [Tensors, Tensors] {
  const args = readArgs<ProductOptions>({ name: "jvp", params: productParams }, v, options);
  const { createGraph = false } = args;
  return recorded(() => {
    const own = prepared("jvp", inputs, createGraph);
    const vector = vectors("jvp", args.v, own, "input");
    const { given, outputs } = call("jvp", func, own);
    const dummies = zerosRequiringGrad(outputs);
    const first = gradients("jvp", outputs, own, dummies, {
      createGraph: true,
      strict: args.strict,
    });
    const products = gradients("jvp", first, dummies, vector, { createGraph });
    return [
      like(given, settled(outputs, createGraph)),
      like(given, settled(products, createGraph)),
    ];
  });
}

/**
 * All second derivatives of a scalar function: for inputs of shapes `[…i]` and `[…j]` a tensor `[…i, …j]`; with several
 * inputs an array of arrays.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.autograd.functional.hessian.html
 */
export function hessian(
  func: (x: Tensor) => Tensor,
  inputs: Tensor,
  options?: JacobianOptions,
): Tensor;
export function hessian(
  func: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  options?: JacobianOptions,
): readonly (readonly Tensor[])[];
export function hessian(
  func: Func,
  inputs: Tensors,
  options?: JacobianOptions,
): Tensor | readonly (readonly Tensor[])[] {
  const args = readArgs<JacobianOptions>({ name: "hessian", params: jacobianParams }, options);
  return recorded(() => {
    const own = prepared("hessian", inputs, args.createGraph ?? false);
    const output = callScalar("hessian", func, own);
    const one = vectors("hessian", null, [output], "output");
    const first = gradients("hessian", [output], own, one, {
      createGraph: true,
      strict: args.strict,
    });
    const rows = first.map((gradient) => jacobianOf(gradient, own, args));
    return inputs instanceof Tensor ? rows[0][0] : rows;
  });
}

/**
 * `[output, vᵀ H]`: the product of a vector with the Hessian of a scalar function, by two backwards.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.autograd.functional.vhp.html
 */
export function vhp(
  func: Func,
  inputs: Tensors,
  v?: Tensors | ProductOptions | null,
  options?: ProductOptions,
): [Tensor, Tensors] {
  const args = readArgs<ProductOptions>({ name: "vhp", params: productParams }, v, options);
  const { createGraph = false } = args;
  return recorded(() => {
    const own = prepared("vhp", inputs, createGraph);
    const vector = vectors("vhp", args.v, own, "input");
    const output = callScalar("vhp", func, own);
    const one = vectors("vhp", null, [output], "output");
    const first = gradients("vhp", [output], own, one, { createGraph: true, strict: args.strict });
    const products = gradients("vhp", first, own, vector, { createGraph, strict: args.strict });
    return [settled([output], createGraph)[0], like(inputs, settled(products, createGraph))];
  });
}

/**
 * `[output, H v]`: the product of the Hessian of a scalar function with a vector. The Hessian is symmetric, so this is
 * `vhp`. Source: https://pytorch.org/docs/stable/generated/torch.autograd.functional.hvp.html
 */
export function hvp(
  func: Func,
  inputs: Tensors,
  v?: Tensors | ProductOptions | null,
  options?: ProductOptions,
): [Tensor, Tensors] {
  return vhp(func, inputs, v, options);
}
