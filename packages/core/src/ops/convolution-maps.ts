/** The records of the three maps of convolution; each one's gradients are the other two. See op/convolution.ts. */
import type { Shape } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { convolve, convolveInput, convolveWeight, type Geometry } from "../op/convolution.ts";
import { defineOp, type OpRecord } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { sum } from "./reduce.ts";

/** Attributes of all three. */
export interface Convolution {
  readonly geometry: Geometry;
  /** Of the result. */
  readonly shape: Shape;
}

/** What a bias adds is the same in the whole batch and space; rows are summed first, as they lie. */
function biasGradient(grad: Tensor): Tensor {
  const space = grad.layout.shape.slice(2).map((_, i) => i + 2);
  return sum(sum(grad, space), 0);
}

function gradInput(grad: Tensor, weight: Tensor, geometry: Geometry, shape: Shape): Tensor {
  return apply(ConvolutionInput, [grad, weight], { geometry, shape });
}

function gradWeight(grad: Tensor, input: Tensor, geometry: Geometry, shape: Shape): Tensor {
  return apply(ConvolutionWeight, [grad, input], { geometry, shape });
}

function forward(input: Tensor, weight: Tensor, geometry: Geometry, shape: Shape): Tensor {
  return apply(Convolve, [input, weight], { geometry, shape });
}

export const Convolve: OpRecord<Convolution> = defineOp<Convolution>({
  name: "convolution",
  params: ["weight", "bias", "stride", "padding", "dilation", "groups"],
  forward(ctx, [x, w, b], { geometry, shape }) {
    ctx.save(x, w);
    return convolve(x, w, b ?? null, shape, geometry);
  },
  backward(ctx, [grad], { geometry }) {
    const [x, w] = ctx.saved();
    return [
      ctx.needs[0] ? gradInput(grad, w, geometry, x.layout.shape) : null,
      ctx.needs[1] ? gradWeight(grad, x, geometry, w.layout.shape) : null,
      ctx.needs[2] ? biasGradient(grad) : null,
    ];
  },
});

export const ConvolutionInput: OpRecord<Convolution> = defineOp<Convolution>({
  name: "convolutionInput",
  params: ["weight", "bias", "stride", "padding", "dilation", "groups"],
  first: "gradOutput",
  forward(ctx, [grad, w, b], { geometry, shape }) {
    ctx.save(grad, w);
    return convolveInput(grad, w, b ?? null, shape, geometry);
  },
  backward(ctx, [upstream], { geometry }) {
    const [grad, w] = ctx.saved();
    return [
      ctx.needs[0] ? forward(upstream, w, geometry, grad.layout.shape) : null,
      ctx.needs[1] ? gradWeight(grad, upstream, geometry, w.layout.shape) : null,
      ctx.needs[2] ? biasGradient(upstream) : null,
    ];
  },
});

const ConvolutionWeight: OpRecord<Convolution> = defineOp<Convolution>({
  name: "convolutionWeight",
  params: ["input", "stride", "padding", "dilation", "groups"],
  first: "gradOutput",
  forward(ctx, [grad, x], { geometry, shape }) {
    ctx.save(grad, x);
    return convolveWeight(grad, x, shape, geometry);
  },
  backward(ctx, [upstream], { geometry }) {
    const [grad, x] = ctx.saved();
    return [
      ctx.needs[0] ? forward(x, upstream, geometry, grad.layout.shape) : null,
      ctx.needs[1] ? gradInput(grad, upstream, geometry, x.layout.shape) : null,
    ];
  },
});
