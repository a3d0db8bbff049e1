/** Images as the columns that a sliding kernel sees, and back: `nn.functional.unfold` and `fold`. */
import { emptyTensor, zeroTensor } from "../alloc.ts";
import { isFloat } from "../dtype.ts";
import { showShape, TensorError } from "../errors.ts";
import type { Columns, Places } from "../kernels/columns.ts";
import { kernelSlot, slotKernel } from "../kernels/table.ts";
import { type Shape, sizeOf } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { contiguousRaw } from "../op/copy.ts";
import { checkTensor } from "../op/operands.ts";
import { type PerDimension, perDimension } from "../op/sliding.ts";
import { defineOp, type OpRecord, readArgs, type Signature, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { squeeze, unsqueeze } from "./view.ts";

export interface UnfoldOptions {
  kernelSize?: PerDimension;
  dilation?: PerDimension;
  padding?: PerDimension;
  stride?: PerDimension;
}

export interface FoldOptions extends UnfoldOptions {
  /** Height and width of the image. */
  outputSize?: PerDimension;
}

interface Sliding {
  readonly kernel: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: readonly number[];
  readonly stride: readonly number[];
  /** Height and width of the image, and how many places the kernel takes in each. */
  readonly image: Shape;
  readonly places: Shape;
}

type Direction = "im2col" | "col2im";
const loops = { im2col: kernelSlot<Columns>("im2col"), col2im: kernelSlot<Columns>("col2im") };

/** Walks all images of a batch. */
function run(direction: Direction, images: Tensor, columns: Tensor, s: Sliding): void {
  const [batch, inputs] = images.layout.shape;
  const loop = slotKernel(loops[direction], images.dtype);
  const places: Places = {
    inputs,
    image: [1, ...s.image],
    kernel: [1, ...s.kernel],
    output: [1, ...s.places],
    stride: [1, ...s.stride],
    padding: [0, ...s.padding],
    dilation: [1, ...s.dilation],
  };
  const [size, length] = [inputs * sizeOf(s.image), inputs * sizeOf(s.kernel) * sizeOf(s.places)];
  const [x, xo] = [images.storage.data, images.layout.offset];
  const [c, co] = [columns.storage.data, columns.layout.offset];
  for (let n = 0; n < batch; n++) loop(places, x, xo + n * size, c, co + n * length);
}

// Each is the transpose of the other.
const Im2col: OpRecord<Sliding> = defineOp<Sliding>({
  name: "im2col",
  params: ["kernelSize", "dilation", "padding", "stride"],
  torch: "torch.nn.functional.unfold",
  forward(_ctx, [x], sliding) {
    const [batch, channels] = x.layout.shape;
    const out = emptyTensor(
      [batch, channels * sizeOf(sliding.kernel), sizeOf(sliding.places)],
      x.dtype,
    );
    run("im2col", contiguousRaw(x), out, sliding);
    return out;
  },
  backward: (_ctx, [grad], sliding) => [apply(Col2im, [grad], sliding)],
});

const Col2im: OpRecord<Sliding> = defineOp<Sliding>({
  name: "col2im",
  params: ["outputSize", "kernelSize", "dilation", "padding", "stride"],
  torch: "torch.nn.functional.fold",
  forward(_ctx, [x], sliding) {
    const [batch, rows] = x.layout.shape;
    const out = zeroTensor([batch, rows / sizeOf(sliding.kernel), ...sliding.image], x.dtype);
    run("col2im", out, contiguousRaw(x), sliding);
    return out;
  },
  backward: (_ctx, [grad], sliding) => [apply(Im2col, [grad], sliding)],
});

function slide(op: string, args: UnfoldOptions, image: Shape): Sliding {
  if (args.kernelSize === undefined)
    throw new TensorError(op, "needs kernelSize, a number or [height, width]");
  const kernel = perDimension(op, "kernelSize", args.kernelSize, 2);
  const dilation = perDimension(op, "dilation", args.dilation ?? 1, 2);
  const padding = perDimension(op, "padding", args.padding ?? 0, 2);
  const stride = perDimension(op, "stride", args.stride ?? 1, 2);
  for (const [name, values] of Object.entries({ kernelSize: kernel, dilation, stride })) {
    if (values.some((v) => !(v > 0)))
      throw new TensorError(
        op,
        `${name} should be greater than zero, but got ${showShape(values)}`,
      );
  }
  if (padding.some((p) => p < 0))
    throw new TensorError(op, `padding should be non-negative, but got ${showShape(padding)}`);
  const places = image.map(
    (size, i) =>
      Math.floor((size + 2 * padding[i] - dilation[i] * (kernel[i] - 1) - 1) / stride[i]) + 1,
  );
  return { kernel, dilation, padding, stride, image, places };
}

/** A float tensor of so many dimensions, or of one less, which becomes a batch of one. */
function batched(op: string, input: Tensor, ndim: number): Tensor {
  const { shape } = checkTensor(op, input, "input").layout;
  if (!isFloat(input.dtype))
    throw new TensorError(
      op,
      `not implemented for dtype ${input.dtype}; convert with x.to("float32")`,
      { dtypes: [input.dtype] },
    );
  const one = shape.length === ndim - 1;
  if ((!one && shape.length !== ndim) || shape.slice(one ? 0 : 1).some((s) => s === 0)) {
    throw new TensorError(
      op,
      `expected ${ndim - 1}D or ${ndim}D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: ${showShape(shape)}`,
      { shapes: [shape] },
    );
  }
  return one ? unsqueeze(input, 0) : input;
}

// The method `unfold` of tensors is another function; this one has a name of its own in the registry.
const Unfold: Signature = signature("functionalUnfold", Im2col.params, {
  torch: "torch.nn.functional.unfold",
});
const Fold: Signature = signature("fold", Col2im.params, { torch: "torch.nn.functional.fold" });

/**
 * What a sliding kernel sees of `input` [N, C, H, W]: [N, C * KH * KW, places]. Arguments: kernelSize, dilation, padding,
 * stride. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.unfold.html
 */
export function unfold(
  input: Tensor,
  ...given: readonly (PerDimension | UnfoldOptions | undefined)[]
): Tensor {
  const args = readArgs<UnfoldOptions>({ name: "unfold", params: Unfold.params }, ...given);
  const x = batched("unfold", input, 4);
  const sliding = slide("unfold", args, x.layout.shape.slice(2));
  if (sliding.places.some((n) => n < 1)) {
    throw new TensorError(
      "unfold",
      `given input with spatial size (${sliding.image.join(", ")}), kernelSize=(${sliding.kernel.join(", ")}), dilation=(${sliding.dilation.join(", ")}), padding=(${sliding.padding.join(", ")}), calculated shape of the array of sliding blocks as (${sliding.places.join(", ")}), but its components must be at least one`,
      { shapes: [input.layout.shape] },
    );
  }
  const out = apply(Im2col, [x], sliding);
  return x === input ? out : squeeze(out, 0);
}

/**
 * The sum of overlapping blocks: the transpose of `unfold`. Takes `input` [N, C * KH * KW, places]. Arguments: outputSize,
 * kernelSize, dilation, padding, stride. Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.fold.html
 */
export function fold(
  input: Tensor,
  ...given: readonly (PerDimension | FoldOptions | undefined)[]
): Tensor {
  const args = readArgs<FoldOptions>(Fold, ...given);
  if (args.outputSize === undefined)
    throw new TensorError("fold", "needs outputSize, [height, width]");
  const x = batched("fold", input, 3);
  const sliding = slide("fold", args, perDimension("fold", "outputSize", args.outputSize, 2));
  const [, rows, columns] = x.layout.shape;
  const block = sizeOf(sliding.kernel);
  if (rows % block !== 0) {
    throw new TensorError(
      "fold",
      `expected size of input's dimension 1 to be divisible by the product of kernelSize, but got input.size(1)=${rows} and kernelSize=(${sliding.kernel.join(", ")})`,
      { shapes: [input.layout.shape] },
    );
  }
  if (sliding.places.some((n) => n < 1) || columns !== sizeOf(sliding.places)) {
    throw new TensorError(
      "fold",
      `given outputSize=(${sliding.image.join(", ")}), kernelSize=(${sliding.kernel.join(", ")}), dilation=(${sliding.dilation.join(", ")}), padding=(${sliding.padding.join(", ")}), stride=(${sliding.stride.join(", ")}), expected size of input's dimension 2 to match the calculated number of sliding blocks ${sliding.places.join(" * ")} = ${sizeOf(sliding.places)}, but got input.size(2)=${columns}`,
      { shapes: [input.layout.shape] },
    );
  }
  const out = apply(Col2im, [x], sliding);
  return x === input ? out : squeeze(out, 0);
}
