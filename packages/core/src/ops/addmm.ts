/** Matrix products added to a tensor: `beta * input + alpha * (a @ b)`. */
import { zerosLike } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, showValue, TensorError } from "../errors.ts";
import { expandLayout, type Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { applyInPlace } from "../op/inplace.ts";
import { checkProduct, checkRank, checkProductDtypes, productRaw } from "../op/matmul.ts";
import { checkTensor, promoted } from "../op/operands.ts";
import { defineOp, type OpRecord, readArgs } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul } from "./arithmetic.ts";
import { to } from "./convert.ts";
import { logicalOr } from "./logic.ts";
import { leftGradient, rightGradient } from "./product.ts";
import { unsqueeze } from "./view.ts";

/** What `input` and the product are multiplied by; for integers what comes after the point is dropped. */
export interface AddProductOptions {
  /** Factor of `input`; with 0 its values, NaN too, do not matter. */
  beta?: number;
  /** Factor of the product. */
  alpha?: number;
}

interface Attrs {
  readonly a: Shape;
  readonly b: Shape;
  /** The batch of the result: empty where batches are summed. */
  readonly batch: Shape | null;
  readonly alpha: number;
  readonly beta: number;
}

function addProduct(name: string, a: string, b: string): OpRecord<Attrs> {
  return defineOp<Attrs>({
    name,
    params: [a, b, "beta", "alpha"],
    forward(ctx, [input, x, y], { batch, alpha, beta }) {
      ctx.save(ctx.needs[2] ? x : null, ctx.needs[1] ? y : null);
      if (x.dtype === "bool") return addBooleans(input, x, y, alpha, beta);
      if (alpha === 1 && beta === 1) return productRaw(x, y, batch, "none", input);
      const scaled = mul(productRaw(x, y, batch), alpha);
      return beta === 0 ? scaled : add(mul(input, beta), scaled);
    },
    backward(ctx, [grad], attrs) {
      const [x, y] = ctx.saved();
      const { alpha, beta } = attrs;
      const inner = alpha === 1 ? grad : mul(grad, alpha);
      const own = beta === 0 ? zerosLike(grad) : beta === 1 ? grad : mul(grad, beta);
      return [
        ctx.needs[0] ? own : null,
        ctx.needs[1] ? leftGradient(inner, y, attrs.a) : null,
        ctx.needs[2] ? rightGradient(inner, x, attrs.b) : null,
      ];
    },
  });
}

/** Of booleans the product is "and", the sum "or". Only addr takes them. */
function addBooleans(input: Tensor, x: Tensor, y: Tensor, alpha: number, beta: number): Tensor {
  const outer = alpha === 0 ? mul(mul(x, y), false) : mul(x, y);
  return beta === 0 ? outer : logicalOr(input, outer);
}

const Addmm = addProduct("addmm", "mat1", "mat2");
const Addmv = addProduct("addmv", "mat", "vec");
const Addbmm = addProduct("addbmm", "batch1", "batch2");
const Baddbmm = addProduct("baddbmm", "batch1", "batch2");
const Addr = addProduct("addr", "vec1", "vec2");

type Args = [op: OpRecord<Attrs>, inputs: readonly Tensor[], attrs: Attrs];

/** Reads and checks a call; `ranks` are what the two factors must have. */
function prepare(
  op: OpRecord<Attrs>,
  ranks: readonly [number, number],
  input: Tensor,
  given: readonly unknown[],
): Args {
  const { name } = op;
  const args = readArgs<Record<string, unknown>>(op, ...given);
  const [left, right] = op.params;
  checkTensor(name, input, "input");
  let a = checkTensor(name, args[left], left);
  let b = checkTensor(name, args[right], right);
  checkRank(name, a, ranks[0], `${left} must be a ${ranks[0]}D tensor`);
  checkRank(name, b, ranks[1], `${right} must be a ${ranks[1]}D tensor`);
  if (op === Addr) {
    // Alone among these it promotes: it is a product of elements.
    const dtype = promoted(input, a, b);
    [a, b] = [unsqueeze(to(a, dtype), 1), unsqueeze(to(b, dtype), 0)];
  }
  const [x, y] = [a.layout.shape, b.layout.shape];
  if (x.length === 3 && x[0] !== y[0]) {
    throw new TensorError(
      name,
      `batch1 and batch2 must have same number of batches, got ${x[0]} and ${y[0]}`,
      { shapes: [x, y] },
    );
  }
  if (a.dtype !== "bool" || op !== Addr) checkProduct(name, a, b);
  if (op !== Addr) checkProductDtypes(name, input, a);
  const matrix = y.length === 1 ? [x[0]] : [x[x.length - 2], y[y.length - 1]];
  const batch = op === Addbmm ? [] : null;
  const shape = op === Baddbmm ? [x[0], ...matrix] : matrix;
  if (!expandLayout(input.layout, shape)) {
    throw new TensorError(
      name,
      `the expanded size of the tensor ${showShape(shape)} must match the existing size ${showShape(input.layout.shape)} at non-singleton dimensions: ` +
        "input has to broadcast to the product",
      { shapes: [input.layout.shape, x, y] },
    );
  }
  const [alpha, beta] = [factor(name, "alpha", args.alpha, a), factor(name, "beta", args.beta, a)];
  return [op, [input, a, b], { a: x, b: y, batch, alpha, beta }];
}

/** Reads a factor. For integers PyTorch drops what comes after the point, but for addr, which refuses it. */
function factor(op: string, name: string, given: unknown, { dtype }: Tensor): number {
  if (given === undefined || given === null) return 1;
  if (typeof given !== "number")
    throw new TensorError(op, `${name} must be a number, got ${showValue(given)}`);
  if (isFloat(dtype) || Number.isInteger(given)) return given;
  if (op !== Addr.name) return Math.trunc(given);
  throw new TensorError(
    op,
    `for integral input tensors, argument ${name} must not be a floating point number, got ${given}`,
    { dtypes: [dtype] },
  );
}

type AddmmOptions = AddProductOptions & { mat1?: Tensor; mat2?: Tensor };
type AddmvOptions = AddProductOptions & { mat?: Tensor; vec?: Tensor };
type AddbmmOptions = AddProductOptions & { batch1?: Tensor; batch2?: Tensor };
type AddrOptions = AddProductOptions & { vec1?: Tensor; vec2?: Tensor };

/**
 * `beta * input + alpha * (mat1 @ mat2)`; `input` broadcasts to the product.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.addmm.html
 */
export function addmm(
  input: Tensor,
  mat1: Tensor | AddmmOptions,
  mat2?: Tensor | AddmmOptions,
  ...rest: [options?: AddmmOptions]
): Tensor {
  return apply(...prepare(Addmm, [2, 2], input, [mat1, mat2, ...rest]));
}

/** `addmm`, written into `input`. */
export function addmm_(
  input: Tensor,
  mat1: Tensor | AddmmOptions,
  mat2?: Tensor | AddmmOptions,
  ...rest: [options?: AddmmOptions]
): Tensor {
  return applyInPlace(...prepare(Addmm, [2, 2], input, [mat1, mat2, ...rest]));
}

/** `beta * input + alpha * (mat @ vec)`. Source: https://pytorch.org/docs/stable/generated/torch.addmv.html */
export function addmv(
  input: Tensor,
  mat: Tensor | AddmvOptions,
  vec?: Tensor | AddmvOptions,
  ...rest: [options?: AddmvOptions]
): Tensor {
  return apply(...prepare(Addmv, [2, 1], input, [mat, vec, ...rest]));
}

/** `addmv`, written into `input`. */
export function addmv_(
  input: Tensor,
  mat: Tensor | AddmvOptions,
  vec?: Tensor | AddmvOptions,
  ...rest: [options?: AddmvOptions]
): Tensor {
  return applyInPlace(...prepare(Addmv, [2, 1], input, [mat, vec, ...rest]));
}

/**
 * `beta * input + alpha * (the sum of the products batch1[i] @ batch2[i])`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.addbmm.html
 */
export function addbmm(
  input: Tensor,
  batch1: Tensor | AddbmmOptions,
  batch2?: Tensor | AddbmmOptions,
  ...rest: [options?: AddbmmOptions]
): Tensor {
  return apply(...prepare(Addbmm, [3, 3], input, [batch1, batch2, ...rest]));
}

/** `addbmm`, written into `input`. */
export function addbmm_(
  input: Tensor,
  batch1: Tensor | AddbmmOptions,
  batch2?: Tensor | AddbmmOptions,
  ...rest: [options?: AddbmmOptions]
): Tensor {
  return applyInPlace(...prepare(Addbmm, [3, 3], input, [batch1, batch2, ...rest]));
}

/** `beta * input + alpha * (batch1[i] @ batch2[i])` for each i. Source: https://pytorch.org/docs/stable/generated/torch.baddbmm.html */
export function baddbmm(
  input: Tensor,
  batch1: Tensor | AddbmmOptions,
  batch2?: Tensor | AddbmmOptions,
  ...rest: [options?: AddbmmOptions]
): Tensor {
  return apply(...prepare(Baddbmm, [3, 3], input, [batch1, batch2, ...rest]));
}

/** `baddbmm`, written into `input`. */
export function baddbmm_(
  input: Tensor,
  batch1: Tensor | AddbmmOptions,
  batch2?: Tensor | AddbmmOptions,
  ...rest: [options?: AddbmmOptions]
): Tensor {
  return applyInPlace(...prepare(Baddbmm, [3, 3], input, [batch1, batch2, ...rest]));
}

/** `beta * input + alpha * outer(vec1, vec2)`. Source: https://pytorch.org/docs/stable/generated/torch.addr.html */
export function addr(
  input: Tensor,
  vec1: Tensor | AddrOptions,
  vec2?: Tensor | AddrOptions,
  ...rest: [options?: AddrOptions]
): Tensor {
  return apply(...prepare(Addr, [1, 1], input, [vec1, vec2, ...rest]));
}

/** `addr`, written into `input`. */
export function addr_(
  input: Tensor,
  vec1: Tensor | AddrOptions,
  vec2?: Tensor | AddrOptions,
  ...rest: [options?: AddrOptions]
): Tensor {
  return applyInPlace(...prepare(Addr, [1, 1], input, [vec1, vec2, ...rest]));
}
