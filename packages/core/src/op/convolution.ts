/**
 * Convolution in one to three dimensions.
 *
 * Three linear maps belong together: the convolution itself (`convolve`), what it makes of a gradient for its input
 * (`convolveInput`, which is also the transposed convolution) and for its weight (`convolveWeight`). Each is bilinear, and the
 * gradients of each are the other two; see ops/convolution-maps.ts. A kernel that walks the images does the work where there
 * is one for such sizes, else it is done in products of matrices.
 */
import { emptyTensor } from "../alloc.ts";
import type { TypedArray } from "../dtype.ts";
import type { ConvolutionPlan, Convolve, ConvolveWeight } from "../kernels/convolution.ts";
import { kernelSlot } from "../kernels/table.ts";
import { type Shape, sizeOf } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import {
  multiplyImages,
  multiplyImagesByGradient,
  multiplyTransposed,
  withScratch,
} from "./convolution-products.ts";
import { contiguousRaw } from "./copy.ts";

/** How the kernel moves, for each spatial dimension. `padding` is what lies in front. */
export interface Geometry {
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly groups: number;
}

const images = kernelSlot<Convolve>("convolve");
const weights = kernelSlot<ConvolveWeight>("convolveWeight");

function three(values: readonly number[], neutral: number): number[] {
  return [...new Array<number>(3 - values.length).fill(neutral), ...values];
}

function planOf(
  image: Shape,
  weight: Shape,
  output: Shape,
  { stride, padding, dilation, groups }: Geometry,
): ConvolutionPlan {
  const [batch, channels, ...size] = image;
  return {
    batch,
    groups,
    inputs: channels / groups,
    outputs: weight[0] / groups,
    image: three(size, 1),
    kernel: three(weight.slice(2), 1),
    output: three(output.slice(2), 1),
    stride: three(stride, 1),
    padding: three(padding, 0),
    dilation: three(dilation, 1),
  };
}

/** The convolution of `image` [N, C, …] with `weight` [O, C / groups, …], into `shape`; `bias` [O] is added. */
export function convolve(
  image: Tensor,
  weight: Tensor,
  bias: Tensor | null,
  shape: Shape,
  geometry: Geometry,
): Tensor {
  const out = emptyTensor(shape, image.dtype);
  const plan = planOf(image.layout.shape, weight.layout.shape, shape, geometry);
  const [x, w] = [contiguousRaw(image), contiguousRaw(weight)];
  const b = bias && contiguousRaw(bias);
  const done = images[x.dtype]?.(
    plan,
    x.storage.data,
    x.layout.offset,
    w.storage.data,
    w.layout.offset,
    b && b.storage.data,
    b ? b.layout.offset : 0,
    out.storage.data,
  );
  if (!done) multiplyImages(plan, x, w, b, out);
  return out;
}

/**
 * The plan by which a gradient, convolved with the mirrored weight, becomes that of the input; `null` where it would have to
 * be spread first, since the kernel moved in steps, or cut.
 */
function mirrored(plan: ConvolutionPlan): ConvolutionPlan | null {
  const { kernel, stride, padding, dilation } = plan;
  if (stride.some((s) => s !== 1)) return null;
  const pads = kernel.map((k, i) => dilation[i] * (k - 1) - padding[i]);
  if (pads.some((p) => p < 0)) return null;
  return {
    ...plan,
    inputs: plan.outputs,
    outputs: plan.inputs,
    image: plan.output,
    output: plan.image,
    padding: pads,
  };
}

/** Exchanges the channels of each group, and turns the kernel's elements round. */
function mirrorWeight(
  { groups, inputs, outputs, kernel }: ConvolutionPlan,
  w: Tensor,
  out: TypedArray,
): void {
  const size = sizeOf(kernel);
  const { data } = w.storage;
  let from = w.layout.offset;
  for (let g = 0; g < groups; g++) {
    for (let o = 0; o < outputs; o++) {
      for (let c = 0; c < inputs; c++) {
        let to = ((g * inputs + c) * outputs + o + 1) * size;
        for (let k = 0; k < size; k++) out[--to] = data[from++];
      }
    }
  }
}

/** The gradient for an input of `shape`, from that of the output; the transposed convolution. */
export function convolveInput(
  grad: Tensor,
  weight: Tensor,
  bias: Tensor | null,
  shape: Shape,
  geometry: Geometry,
): Tensor {
  const out = emptyTensor(shape, grad.dtype);
  const plan = planOf(shape, weight.layout.shape, grad.layout.shape, geometry);
  const [g, w] = [contiguousRaw(grad), contiguousRaw(weight)];
  const b = bias && contiguousRaw(bias);
  const kernel = images[g.dtype];
  const mirror = kernel && mirrored(plan);
  let done = false;
  if (mirror) {
    withScratch(w.dtype, w.layout.size, (scratch) => {
      mirrorWeight(plan, w, scratch);
      done = kernel(
        mirror,
        g.storage.data,
        g.layout.offset,
        scratch,
        0,
        b && b.storage.data,
        b ? b.layout.offset : 0,
        out.storage.data,
      );
    });
  }
  if (!done) multiplyTransposed(plan, g, w, b, out);
  return out;
}

/** The gradient for a weight of `shape`, from that of the output. */
export function convolveWeight(
  grad: Tensor,
  image: Tensor,
  shape: Shape,
  geometry: Geometry,
): Tensor {
  const out = emptyTensor(shape, grad.dtype);
  const plan = planOf(image.layout.shape, shape, grad.layout.shape, geometry);
  const [g, x] = [contiguousRaw(grad), contiguousRaw(image)];
  const done = weights[g.dtype]?.(
    plan,
    g.storage.data,
    g.layout.offset,
    x.storage.data,
    x.layout.offset,
    out.storage.data,
  );
  if (!done) multiplyImagesByGradient(plan, g, x, out);
  return out;
}
