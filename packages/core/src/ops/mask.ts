/** Reads and writes where a boolean mask holds. */
import { zeroTensor } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { kernelSlot, type TernaryRow } from "../kernels/table.ts";
import {
  broadcastShapes,
  expandLayout,
  type Layout,
  type Shape,
  sizeOf,
  stridedLayout,
} from "../layout.ts";
import { apply } from "../op/apply.ts";
import { castRaw, cloneRaw, contiguousRaw, copyRaw } from "../op/copy.ts";
import { apart, flat, gatherRaw, placesOf, scatterRaw, target } from "../op/indexed.ts";
import { applyInPlace } from "../op/inplace.ts";
import { nonzeroFlat } from "../op/nonzero.ts";
import { checkTensor, type Operand } from "../op/operands.ts";
import { runTernary } from "../op/pointwise.ts";
import { defineOp, readArgs, type Signature } from "../op/record.ts";
import { viewOf } from "../op/view.ts";
import type { Tensor } from "../tensor.ts";
import { readFilling } from "./filling.ts";
import { sum } from "./reduce.ts";
import { sliceScatter } from "./slice.ts";
import { expand, reshape } from "./view.ts";

/** Refuses what is no mask. PyTorch takes bytes for masks, too, as long as they are 0 and 1. */
function checkMask(op: string, mask: unknown): Tensor {
  const tensor = checkTensor(op, mask, "mask");
  if (tensor.dtype === "bool") return tensor;
  if (tensor.dtype === "uint8") {
    const other = tensor.toTypedArray().find((value) => value > 1);
    if (other === undefined) return tensor;
    throw new TensorError(
      op,
      `mask tensor can take 0 and 1 values only, got ${other}; use mask.ne(0)`,
      { shapes: [tensor.layout.shape], dtypes: [tensor.dtype] },
    );
  }
  throw new TensorError(
    op,
    `${op}: expected BoolTensor or ByteTensor for mask, but got ${tensor.dtype}; use mask.ne(0)`,
    { dtypes: [tensor.dtype] },
  );
}

function asBool(mask: Tensor): Tensor {
  return castRaw(mask, "bool");
}

/** Refuses a mask that would stretch the tensor written to. */
function checkFits(op: string, input: Tensor, mask: Tensor): void {
  const { shape } = input.layout;
  if (expandLayout(mask.layout, shape)) return;
  const broadcast = broadcastShapes(op, shape, mask.layout.shape);
  throw new TensorError(
    op,
    `output with shape ${showShape(shape)} doesn't match the broadcast shape ${showShape(broadcast)} with the mask's ${showShape(mask.layout.shape)}`,
    {
      shapes: [shape, mask.layout.shape],
    },
  );
}

// ---- maskedFill --------------------------------------------------------------------------------------------------------

const whereKernels = kernelSlot<TernaryRow>("where");

const MaskedFill = defineOp<{ scalar: boolean }>({
  name: "maskedFill",
  params: ["mask", "value"],
  node: ({ scalar }) => `MaskedFillBackward${scalar ? 0 : 1}`,
  writesOut: true,
  forward(ctx, [x, mask, value], _attrs, out) {
    ctx.save(mask);
    return runTernary(
      "maskedFill",
      whereKernels,
      asBool(mask),
      castRaw(value, x.dtype),
      x,
      x.dtype,
      undefined,
      out,
    );
  },
  backward(ctx, [grad]) {
    const [mask] = ctx.saved();
    return [
      ctx.needs[0] ? maskedFill(grad, mask, 0) : null,
      null,
      ctx.needs[2] ? sum(maskedFill(grad, mask.eq(0), 0)) : null,
    ];
  },
});

export interface MaskedFillOptions {
  mask?: Tensor;
  /** A number, or a zero-dimensional tensor to which gradients flow. */
  value?: Operand;
}

function maskedFillCall(
  op: string,
  input: Tensor,
  mask: Tensor | MaskedFillOptions,
  value?: Operand | MaskedFillOptions,
): [inputs: [Tensor, Tensor, Tensor], attrs: { scalar: boolean }] {
  const args = readArgs<MaskedFillOptions>(MaskedFill, mask, value);
  const x = checkTensor(op, input, "input");
  const { value: filling, scalar } = readFilling(op, x, args.value);
  return [[x, checkMask(op, args.mask), filling], { scalar }];
}

/**
 * `input` with `value` where `mask` holds; both broadcast.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.masked_fill_.html
 */
export function maskedFill(
  input: Tensor,
  mask: Tensor | MaskedFillOptions,
  value?: Operand | MaskedFillOptions,
): Tensor {
  return apply(MaskedFill, ...maskedFillCall("maskedFill", input, mask, value));
}

/** `maskedFill`, written into `input`. */
export function maskedFill_(
  input: Tensor,
  mask: Tensor | MaskedFillOptions,
  value?: Operand | MaskedFillOptions,
): Tensor {
  const [inputs, attrs] = maskedFillCall("maskedFill_", input, mask, value);
  checkFits("maskedFill_", input, inputs[1]);
  return applyInPlace(MaskedFill, inputs, attrs);
}

// ---- maskedSelect ------------------------------------------------------------------------------------------------------

/** The layouts of tensor and mask stretched to their common shape. */
function stretched(op: string, x: Tensor, mask: Tensor): [x: Tensor, mask: Tensor, shape: Shape] {
  const shape = broadcastShapes(op, x.layout.shape, mask.layout.shape);
  return [
    viewOf(x, expandLayout(x.layout, shape) as Layout),
    viewOf(mask, expandLayout(mask.layout, shape) as Layout),
    shape,
  ];
}

const MaskedSelect = defineOp<{ shape: Shape }>({
  name: "maskedSelect",
  params: ["mask"],
  forward(ctx, [x, mask]) {
    ctx.save(mask);
    const [wide, wideMask] = stretched("maskedSelect", x, mask);
    const places = nonzeroFlat(wideMask);
    return gatherRaw(flat(contiguousRaw(wide), 1), placesOf(places), places.layout.shape);
  },
  backward(ctx, [grad], { shape }) {
    const [mask] = ctx.saved();
    const wide = broadcastShapes("maskedSelect", shape, mask.layout.shape);
    return [maskedScatter_(zeroTensor(wide, grad.dtype), mask, grad), null];
  },
});

/**
 * The elements of `input` where `mask` holds (both broadcast), in one dimension.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.masked_select.html
 */
export function maskedSelect(input: Tensor, mask: Tensor | { mask: Tensor }): Tensor {
  const args = readArgs<{ mask?: Tensor }>(MaskedSelect, mask);
  const x = checkTensor("maskedSelect", input, "input");
  return apply(MaskedSelect, [x, checkMask("maskedSelect", args.mask)], { shape: x.layout.shape });
}

// ---- maskedScatter -----------------------------------------------------------------------------------------------------

const MaskedScatter = defineOp<{ source: Shape }>({
  name: "maskedScatter",
  params: ["mask", "source"],
  writesOut: true,
  forward(ctx, [x, mask, source], _attrs, out) {
    ctx.save(mask);
    const [wide, wideMask, shape] = stretched("maskedScatter", x, mask);
    const places = nonzeroFlat(wideMask);
    const count = places.layout.size;
    if (source.layout.size < count) {
      throw new TensorError(
        "maskedScatter",
        `Number of elements of source < number of ones in mask: ${source.layout.size} < ${count}`,
        { shapes: [source.layout.shape, shape] },
      );
    }
    const from = contiguousRaw(out ? apart("maskedScatter", source, out) : source);
    const src = viewOf(from, stridedLayout([count], [1], from.layout.offset));
    // Places are counted in row-major order: what lies otherwise is written as a copy and brought back.
    const y = out && !out.layout.contiguous ? cloneRaw(out) : target(wide, out);
    scatterRaw("maskedScatter", flat(y, 1), placesOf(places), src, [count]);
    return out && y !== out ? copyRaw(out, y) : y;
  },
  backward(ctx, [grad], { source }) {
    const [mask] = ctx.saved();
    return [
      ctx.needs[0] ? maskedFill(grad, mask, 0) : null,
      null,
      ctx.needs[2] ? scatteredGradient(grad, mask, source) : null,
    ];
  },
});

/** The elements of `grad` where the mask held, in the source's shape; what was not needed gets zeros. */
function scatteredGradient(grad: Tensor, mask: Tensor, shape: Shape): Tensor {
  const used = maskedSelect(grad, expand(mask, grad.layout.shape));
  const all = zeroTensor([sizeOf(shape)], grad.dtype);
  return reshape(sliceScatter(all, used, 0, 0, used.layout.size), shape);
}

export interface MaskedScatterOptions {
  mask?: Tensor;
  source?: Tensor;
}

function maskedScatterInputs(
  op: Pick<Signature, "name" | "params">,
  input: Tensor,
  mask: Tensor | MaskedScatterOptions,
  source?: Tensor | MaskedScatterOptions,
): [Tensor, Tensor, Tensor] {
  const { name } = op;
  const args = readArgs<MaskedScatterOptions>({ name, params: MaskedScatter.params }, mask, source);
  const x = checkTensor(name, input, "input");
  const src = checkTensor(name, args.source, "source");
  if (src.dtype !== x.dtype) {
    throw new TensorError(
      name,
      `${name}: expected self and source to have same dtypes but got ${x.dtype} and ${src.dtype}; convert source with to("${x.dtype}")`,
      {
        dtypes: [x.dtype, src.dtype],
      },
    );
  }
  return [x, checkMask(name, args.mask), src];
}

/**
 * `input` with the elements of `source`, in their order, where `mask` holds.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.Tensor.masked_scatter_.html
 */
export function maskedScatter(
  input: Tensor,
  mask: Tensor | MaskedScatterOptions,
  source?: Tensor | MaskedScatterOptions,
): Tensor {
  const inputs = maskedScatterInputs(MaskedScatter, input, mask, source);
  return apply(MaskedScatter, inputs, { source: inputs[2].layout.shape });
}

/** `maskedScatter`, written into `input`. */
export function maskedScatter_(
  input: Tensor,
  mask: Tensor | MaskedScatterOptions,
  source?: Tensor | MaskedScatterOptions,
): Tensor {
  const inputs = maskedScatterInputs(
    { name: "maskedScatter_", params: MaskedScatter.params },
    input,
    mask,
    source,
  );
  checkFits("maskedScatter_", input, inputs[1]);
  return applyInPlace(MaskedScatter, inputs, { source: inputs[2].layout.shape });
}
