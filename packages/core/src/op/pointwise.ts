/**
 * Elementwise ops: a scalar function's kernels, wrapped with promotion, broadcasting and a gradient.
 *
 * `unary` and `binary` make the op record from a rule; `callUnary`, `callBinary` and their in-place forms are what the
 * public functions call. One rule serves function, method and in-place form.
 */
import { emptyLike, emptyTensor, scalarTensor } from "../alloc.ts";
import type { Context } from "../autograd/node.ts";
import { type DType, getDefaultDtype, isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import { iterateBinary, iterateTernary, iterateUnary } from "../kernels/iterate.ts";
import {
  type BinaryRow,
  type KernelSlot,
  kernelSlot,
  slotKernel,
  type TernaryRow,
  type UnaryRow,
} from "../kernels/table.ts";
import {
  broadcastShapes,
  expandLayout,
  type Layout,
  overlap,
  sameShape,
  type Shape,
} from "../layout.ts";
import { Tensor } from "../tensor.ts";
import { apply } from "./apply.ts";
import { castRaw, checkResultCast, cloneRaw, inPlaceName, writeBack } from "./copy.ts";
import { applyInPlace } from "./inplace.ts";
import { checkOperand, checkTensor, type Operand, type Other, promoted } from "./operands.ts";
import { defineOp, isOptions, type OpRecord, readArgs, type Signature } from "./record.ts";

/** The dtype of a result: that of the operands, a float in any case, or bool. */
export type ResultKind = "same" | "float" | "bool";

interface PointwiseRule<Attrs> extends Partial<Signature> {
  readonly name: string;
  /** A step of other ops, such as a fused gradient: no public function of this name, so it stays out of the registry. */
  readonly internal?: boolean;
  /** `same` where nothing is said. */
  readonly result?: ResultKind;
  /** Kernel name, where it is not the op's own. */
  readonly kernel?: string;
  /** What the kernel takes after its arrays. */
  numbers?(attrs: Attrs): readonly number[];
}

export interface UnaryRule<Attrs> extends PointwiseRule<Attrs> {
  readonly saves?: "input" | "output" | "both" | "none";
  /** `x` is the input and `y` the output, as far as saved. */
  backward?(grad: Tensor, x: Tensor, y: Tensor, attrs: Attrs): Tensor;
}

export interface BinaryRule<Attrs> extends PointwiseRule<Attrs> {
  /** Which tensors backward reads: `a` and `b`, with `y` the output, or none. `inputs` where nothing is said. */
  readonly saves?: "inputs" | "all" | "none";
  /**
   * Which of them the gradient of each input reads, as letters: mul's are `["b", "a"]`. What is not read for a wanted
   * gradient is not saved, and may be written to before backward. All where nothing is said.
   */
  readonly reads?: readonly [forA: string, forB: string];
  /** Gradients in the broadcast shape; `ctx.needs` tells which are wanted. */
  backward?(
    ctx: Context,
    grad: Tensor,
    a: Tensor,
    b: Tensor,
    y: Tensor,
    attrs: Attrs,
  ): readonly (Tensor | null)[];
}

const NO_NUMBERS: readonly number[] = [];

/** The dtype in which the kernel computes. */
function computeDtype(result: ResultKind, dtype: DType): DType {
  return result === "float" && !isFloat(dtype) ? getDefaultDtype() : dtype;
}

/** A result tensor that can share the layout of an operand that has it already. */
function resultLike(layout: Layout, dtype: DType): Tensor {
  return layout.contiguous && layout.offset === 0
    ? emptyLike(layout, dtype)
    : emptyTensor(layout.shape, dtype);
}

/** Whether a kernel may write straight into `out`. */
function writable(out: Tensor | undefined, dtype: DType): out is Tensor {
  // An int64 kernel throws where a result is not exact: half-written memory must not remain.
  return out !== undefined && out.dtype === dtype && dtype !== "int64";
}

/** Whether a result of that shape and dtype may be written into `out`; throws where not. */
function checkOut(op: string, out: Tensor, shape: Shape, dtype: DType): void {
  checkResultCast(op, dtype, out.dtype);
  if (sameShape(out.layout.shape, shape)) return;
  throw new TensorError(
    inPlaceName(op),
    `output with shape ${showShape(out.layout.shape)} doesn't match the broadcast shape ${showShape(shape)}; ` +
      `in-place ops cannot change their tensor's shape`,
    { shapes: [out.layout.shape, shape] },
  );
}

/**
 * An operand that may be read while `out` is written. The same elements in the same order are fine; a partial
 * overlap has no defined result and is refused as PyTorch does; what cannot be decided is copied.
 */
function readable(op: string, operand: Tensor, out: Tensor): Tensor {
  if (operand.storage.data !== out.storage.data) return operand;
  switch (overlap(operand.layout, out.layout)) {
    case "none":
    case "same":
      return operand;
    case "partial":
      throw new TensorError(
        inPlaceName(op),
        "some elements of the input tensor and the written-to tensor refer to a single memory location; " +
          "clone() the tensor before performing the operation",
        { shapes: [operand.layout.shape, out.layout.shape] },
      );
    case "unknown":
      return cloneRaw(operand);
  }
}

function define<Attrs>(
  { internal = false }: PointwiseRule<Attrs>,
  record: OpRecord<Attrs>,
): OpRecord<Attrs> {
  return internal ? record : defineOp(record);
}

// ---- unary -----------------------------------------------------------------------------------------------------------

/** Runs a unary kernel over a tensor of any layout. */
export function runUnary(
  slot: KernelSlot<UnaryRow>,
  x: Tensor,
  result: ResultKind = "same",
  numbers: readonly number[] = NO_NUMBERS,
  out?: Tensor,
  op: string = slot.name,
): Tensor {
  const dtype = computeDtype(result, x.dtype);
  const outDtype = result === "bool" ? "bool" : dtype;
  if (out) checkResultCast(op, outDtype, out.dtype);
  const kernel = slotKernel(slot, dtype, op);
  const input = castRaw(x, dtype);
  const { layout } = input;
  const y = writable(out, outDtype) ? out : resultLike(layout, outDtype);
  const [from, to] = [input.storage.data, y.storage.data];
  if (layout.contiguous && y.layout.contiguous) {
    kernel(
      layout.size,
      from,
      layout.offset,
      1,
      to,
      y.layout.offset,
      1,
      numbers[0],
      numbers[1],
      numbers[2],
    );
  } else {
    const { strides, offset } = y.layout;
    iterateUnary(
      kernel,
      layout.shape,
      from,
      layout.strides,
      layout.offset,
      to,
      strides,
      offset,
      numbers[0],
      numbers[1],
      numbers[2],
    );
  }
  return out && y !== out ? writeBack(op, out, y) : y;
}

/** The op record of an elementwise function of one tensor. */
export function unary<Attrs = undefined>(rule: UnaryRule<Attrs>): OpRecord<Attrs> {
  const slot = kernelSlot<UnaryRow>(rule.kernel ?? rule.name);
  const { saves = "none", result = "same", backward } = rule;
  return define<Attrs>(rule, {
    ...rule,
    params: rule.params ?? [],
    // What is saved after the loop must not be what the loop wrote over.
    writesOut: saves !== "both",
    forward(ctx, inputs, attrs, out) {
      const x = inputs[0];
      if (saves === "input") ctx.save(x);
      const y = runUnary(slot, x, result, rule.numbers?.(attrs), out, rule.name);
      if (saves === "output") ctx.save(y);
      else if (saves === "both") ctx.save(x, y);
      return y;
    },
    backward:
      backward &&
      ((ctx, grads, attrs) => {
        const saved = ctx.saved();
        return [backward(grads[0], saved[0], saved[saves === "output" ? 0 : 1], attrs)];
      }),
  });
}

export function callUnary(op: OpRecord, input: Tensor): Tensor;
export function callUnary<Attrs>(op: OpRecord<Attrs>, input: Tensor, attrs: Attrs): Tensor;
export function callUnary<Attrs>(op: OpRecord<Attrs>, input: Tensor, attrs?: Attrs): Tensor {
  return apply(op, [checkTensor(op.name, input, "input")], attrs as Attrs);
}

export function callUnaryInPlace(op: OpRecord, input: Tensor): Tensor;
export function callUnaryInPlace<Attrs>(op: OpRecord<Attrs>, input: Tensor, attrs: Attrs): Tensor;
export function callUnaryInPlace<Attrs>(op: OpRecord<Attrs>, input: Tensor, attrs?: Attrs): Tensor {
  return applyInPlace(op, [checkTensor(op.name, input, "input")], attrs as Attrs);
}

// ---- binary ----------------------------------------------------------------------------------------------------------

/** Runs a binary kernel over two tensors that broadcast. */
export function runBinary(
  op: string,
  slot: KernelSlot<BinaryRow>,
  a: Tensor,
  b: Tensor,
  result: ResultKind = "same",
  numbers: readonly number[] = NO_NUMBERS,
  out?: Tensor,
): Tensor {
  const dtype = computeDtype(result, a.dtype === b.dtype ? a.dtype : promoted(a, b));
  const outDtype = result === "bool" ? "bool" : dtype;
  const shape = broadcastShapes(op, a.layout.shape, b.layout.shape);
  if (out) checkOut(op, out, shape, outDtype);
  const kernel = slotKernel(slot, dtype, op);
  let x = castRaw(a, dtype);
  let y = castRaw(b, dtype);
  const direct = writable(out, outDtype);
  const z = direct ? out : resultFor(shape, x.layout, y.layout, outDtype);
  if (direct) [x, y] = [readable(op, x, z), readable(op, y, z)];
  const [lx, ly, lz] = [x.layout, y.layout, z.layout];
  const [dx, dy, dz] = [x.storage.data, y.storage.data, z.storage.data];
  const xs = rowStep(lx, lz.size);
  const ys = rowStep(ly, lz.size);
  if (lz.contiguous && xs >= 0 && ys >= 0) {
    kernel(
      lz.size,
      dx,
      lx.offset,
      xs,
      dy,
      ly.offset,
      ys,
      dz,
      lz.offset,
      1,
      numbers[0],
      numbers[1],
      numbers[2],
    );
  } else {
    const ex = expandLayout(lx, shape) as Layout;
    const ey = expandLayout(ly, shape) as Layout;
    iterateBinary(
      kernel,
      shape,
      dx,
      ex.strides,
      ex.offset,
      dy,
      ey.strides,
      ey.offset,
      dz,
      lz.strides,
      lz.offset,
      numbers[0],
      numbers[1],
      numbers[2],
    );
  }
  return out && !direct ? writeBack(op, out, z) : z;
}

/**
 * The step with which an operand can be walked as one row of `size` elements: 1, 0 where one element stands for all (a
 * number, a gradient that was stretched), or -1 where there is none.
 */
function rowStep(layout: Layout, size: number): number {
  if (layout.size === size && layout.contiguous) return 1;
  if (layout.size === 1) return 0;
  if (layout.size !== size) return -1;
  const { shape, strides } = layout;
  for (let i = 0; i < shape.length; i++) if (strides[i] !== 0 && shape[i] !== 1) return -1;
  return 0;
}

function resultFor(shape: Shape, a: Layout, b: Layout, dtype: DType): Tensor {
  if (a.contiguous && a.offset === 0 && a.shape === shape) return emptyLike(a, dtype);
  if (b.contiguous && b.offset === 0 && b.shape === shape) return emptyLike(b, dtype);
  return emptyTensor(shape, dtype);
}

/** The op record of an elementwise function of two tensors. */
export function binary<Attrs = undefined>(rule: BinaryRule<Attrs>): OpRecord<Attrs> {
  const slot = kernelSlot<BinaryRow>(rule.kernel ?? rule.name);
  const { saves = "inputs", result = "same", backward } = rule;
  const everything = { inputs: "ab", all: "aby", none: "" }[saves];
  const [forA, forB] = (rule.reads ?? [everything, everything]).map(readMask);
  return define<Attrs>(rule, {
    ...rule,
    params: rule.params ?? ["other"],
    // What is saved after the loop must not be what the loop wrote over.
    writesOut: saves !== "all",
    forward(ctx, inputs, attrs, out) {
      const a = inputs[0];
      const b = inputs[1];
      const { needs } = ctx;
      const reads = (needs[0] ? forA : 0) | (needs[1] ? forB : 0);
      const [x, z] = [reads & READS_A ? a : null, reads & READS_B ? b : null];
      if (reads && !(reads & READS_Y)) ctx.save(x, z);
      const y = runBinary(rule.name, slot, a, b, result, rule.numbers?.(attrs), out);
      if (reads & READS_Y) ctx.save(x, z, y);
      return y;
    },
    backward:
      backward &&
      ((ctx, grads, attrs) => {
        const saved = ctx.saved();
        return backward(ctx, grads[0], saved[0], saved[1], saved[2], attrs);
      }),
  });
}

const READS_A = 1;
const READS_B = 2;
const READS_Y = 4;

function readMask(letters: string): number {
  return ["a", "b", "y"].reduce(
    (mask, letter, bit) => mask | (letters.includes(letter) ? 1 << bit : 0),
    0,
  );
}

/** Calls a binary op whose sides may be scalars; the second may be given by name. */
export function callBinary<Attrs>(
  op: OpRecord<Attrs>,
  a: Operand,
  b: Other<Operand, string>,
  attrs?: Attrs,
): Tensor {
  return apply(op, operands(op, a, b), attrs as Attrs);
}

export function callBinaryInPlace<Attrs>(
  op: OpRecord<Attrs>,
  input: Tensor,
  other: Other<Operand, string>,
  attrs?: Attrs,
): Tensor {
  checkTensor(op.name, input, "input");
  return applyInPlace(op, operands(op, input, other), attrs as Attrs);
}

/** Calls a binary op that takes no scalars. */
export function callTensors<Attrs>(
  op: OpRecord<Attrs>,
  input: Tensor,
  other: Other<Tensor, string>,
  attrs?: Attrs,
): Tensor {
  return apply(op, tensors(op, input, other), attrs as Attrs);
}

export function callTensorsInPlace<Attrs>(
  op: OpRecord<Attrs>,
  input: Tensor,
  other: Other<Tensor, string>,
  attrs?: Attrs,
): Tensor {
  return applyInPlace(op, tensors(op, input, other), attrs as Attrs);
}

/** A record that says what its result is, as those of `binary` do. */
type Resulting<Attrs> = OpRecord<Attrs> & { readonly result?: ResultKind };

/** Both sides as tensors; a scalar takes the dtype in which the kernel computes: beside uint8 -2 would wrap to 254. */
function operands<Attrs>(
  op: Resulting<Attrs>,
  a: Operand,
  given: Other<Operand, string>,
): readonly Tensor[] {
  if (a instanceof Tensor && given instanceof Tensor) return [a, given];
  const b = second(op, given) as Operand;
  checkOperand(op.name, a, "input");
  checkOperand(op.name, b, op.params[0]);
  const side = (operand: Operand): Tensor =>
    operand instanceof Tensor
      ? operand
      : scalarTensor(operand, computeDtype(op.result ?? "same", promoted(a, b)));
  return [side(a), side(b)];
}

function tensors<Attrs>(op: OpRecord<Attrs>, a: Tensor, given: unknown): readonly Tensor[] {
  checkTensor(op.name, a, "input");
  return [a, checkTensor(op.name, second(op, given), op.params[0])];
}

/** The second operand, also where it comes in an options object. */
function second<Attrs>(op: OpRecord<Attrs>, given: unknown): unknown {
  if (!isOptions(given)) return given;
  return readArgs<Record<string, unknown>>(op, given)[op.params[0]];
}

// ---- ternary ---------------------------------------------------------------------------------------------------------

/** Runs a ternary kernel over three tensors that broadcast, all of the kernel's dtype. */
export function runTernary(
  op: string,
  slot: KernelSlot<TernaryRow>,
  a: Tensor,
  b: Tensor,
  c: Tensor,
  dtype: DType,
  number?: number,
  out?: Tensor,
): Tensor {
  const shape = broadcastShapes(
    op,
    broadcastShapes(op, a.layout.shape, b.layout.shape),
    c.layout.shape,
  );
  if (out) checkOut(op, out, shape, dtype);
  const kernel = slotKernel(slot, dtype, op);
  const direct = writable(out, dtype);
  const z = direct ? out : emptyTensor(shape, dtype);
  const [x, y, w] = direct
    ? [readable(op, a, z), readable(op, b, z), readable(op, c, z)]
    : [a, b, c];
  const [lx, ly, lw] = [x, y, w].map(({ layout }) => expandLayout(layout, shape) as Layout);
  iterateTernary(
    kernel,
    shape,
    x.storage.data,
    lx.strides,
    lx.offset,
    y.storage.data,
    ly.strides,
    ly.offset,
    w.storage.data,
    lw.strides,
    lw.offset,
    z.storage.data,
    z.layout.strides,
    z.layout.offset,
    number,
  );
  return out && !direct ? writeBack(op, out, z) : z;
}
