/** The affine and the bilinear map of a layer. */
import { showShape, TensorError } from "../errors.ts";
import { expandLayout, sizeOf } from "../layout.ts";
import { apply } from "../op/apply.ts";
import { checkProductDtypes, productRaw } from "../op/matmul.ts";
import { checkTensor } from "../op/operands.ts";
import { defineOp, readArgs, signature } from "../op/record.ts";
import type { Tensor } from "../tensor.ts";
import { add } from "./arithmetic.ts";
import { product } from "./product.ts";
import { permute, reshape, squeeze, unsqueeze } from "./view.ts";

const Linear = defineOp({
  name: "linear",
  params: ["weight", "bias"],
  torch: "torch.nn.functional.linear",
  forward(ctx, [x, weight, bias]) {
    ctx.save(ctx.needs[1] ? x : null, ctx.needs[0] ? weight : null);
    const transposed = weight.layout.shape.length === 1 ? "none" : "right";
    return productRaw(x, weight, null, transposed, bias);
  },
  backward(ctx, [grad]) {
    const [x, weight] = ctx.saved();
    const gradInput = ctx.needs[0] ? inputGradient(grad, weight) : null;
    return [gradInput, ctx.needs[1] ? weightGradient(grad, x) : null, ctx.needs[2] ? grad : null];
  },
});

function inputGradient(grad: Tensor, weight: Tensor): Tensor {
  if (weight.layout.shape.length === 2) return product(grad, weight);
  return product(unsqueeze(grad, -1), unsqueeze(weight, 0));
}

/** `gradᵀ @ x`, summed over all leading dimensions. */
function weightGradient(grad: Tensor, x: Tensor): Tensor {
  const single = grad.layout.shape.length < x.layout.shape.length;
  const rows = single ? unsqueeze(grad, -1) : grad;
  const [g, y] = x.layout.shape.length === 1 ? [unsqueeze(rows, 0), unsqueeze(x, 0)] : [rows, x];
  const summed = product(g, y, y.layout.shape.length > 2 ? [] : null, "left");
  return single ? squeeze(summed, 0) : summed;
}

export interface LinearOptions {
  weight?: Tensor;
  bias?: Tensor | null;
}

/**
 * `input @ weightᵀ + bias`: the last dimension of `input`, of size `weight.shape[1]`, becomes one of size
 * `weight.shape[0]`. Any dimensions may come before. All of one dtype. Throws where features or dtypes differ.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.linear.html
 */
export function linear(
  input: Tensor,
  weight: Tensor | LinearOptions,
  bias?: Tensor | LinearOptions | null,
  options?: LinearOptions,
): Tensor {
  const args = readArgs<LinearOptions>(Linear, weight, bias, options);
  const w = checkTensor("linear", args.weight, "weight");
  const x = checkTensor("linear", input, "input").layout.shape;
  const y = w.layout.shape;
  if (y.length !== 2 && y.length !== 1)
    throw new TensorError("linear", `weight must have 2 dimensions (or 1), got ${showShape(y)}`, {
      shapes: [x, y],
    });
  const features = y[y.length - 1];
  const given = x.at(-1) ?? 1;
  if (x.length === 0 || given !== features) {
    const rows = sizeOf(x.slice(0, -1));
    throw new TensorError(
      "linear",
      `input ${showShape(x)} has ${x.length === 0 ? "no" : given} features, but weight ${showShape(y)} takes ${features} ` +
        `(mat1 and mat2 shapes cannot be multiplied (${rows}x${given} and ${features}x${y.length === 2 ? y[0] : 1}); size mismatch)`,
      { shapes: [x, y], dtypes: [input.dtype, w.dtype] },
    );
  }
  checkProductDtypes("linear", input, w);
  const shape = y.length === 2 ? [...x.slice(0, -1), y[0]] : x.slice(0, -1);
  if (!args.bias) return apply(Linear, [input, w]);
  const b = checkTensor("linear", args.bias, "bias");
  checkProductDtypes("linear", input, b);
  const perFeature = b.layout.shape.length === 1 && b.layout.shape[0] === shape[shape.length - 1];
  if (!perFeature && !expandLayout(b.layout, shape)) {
    throw new TensorError(
      "linear",
      `the expanded size of the tensor ${showShape(shape)} must match the existing size ${showShape(b.layout.shape)} of bias at non-singleton dimensions: ` +
        `bias has one element for each of the ${y[0]} rows of weight`,
      { shapes: [x, y, b.layout.shape] },
    );
  }
  return apply(Linear, [input, w, b]);
}

// ---- bilinear ------------------------------------------------------------------------------------------------------------

const Bilinear = signature("bilinear", ["input2", "weight", "bias"], {
  first: "input1",
  torch: "torch.nn.functional.bilinear",
});

export interface BilinearOptions {
  input2?: Tensor;
  weight?: Tensor;
  bias?: Tensor | null;
}

/**
 * `input1ᵀ @ weight[o] @ input2 + bias[o]` for each output feature o: `weight` is outputs by features of `input1` by
 * features of `input2`.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.functional.bilinear.html
 */
export function bilinear(
  input1: Tensor,
  input2: Tensor | BilinearOptions,
  weight?: Tensor | BilinearOptions,
  bias?: Tensor | null | BilinearOptions,
  options?: BilinearOptions,
): Tensor {
  const args = readArgs<BilinearOptions>(Bilinear, input2, weight, bias, options);
  const b = checkTensor("bilinear", args.input2, "input2");
  const w = checkTensor("bilinear", args.weight, "weight");
  const x = checkTensor("bilinear", input1, "input1").layout.shape;
  const y = b.layout.shape;
  const z = w.layout.shape;
  const facts = { shapes: [x, y, z] };
  if (x.length !== y.length) {
    throw new TensorError(
      "bilinear",
      `input dimensions do not match: got ${x.length} and ${y.length}`,
      facts,
    );
  }
  if (z.length !== 3)
    throw new TensorError("bilinear", `weight must be 3D, got ${showShape(z)}`, facts);
  const lead = x.slice(0, -1);
  for (const [i, size] of lead.entries()) {
    if (size !== y[i]) {
      throw new TensorError(
        "bilinear",
        `input batch dimensions do not match at dim ${i}: got ${size} and ${y[i]}`,
        facts,
      );
    }
  }
  const [m, n] = [x[x.length - 1], y[y.length - 1]];
  if (m !== z[1]) {
    throw new TensorError(
      "bilinear",
      `input1 size does not match weight size: got ${m} but expected ${z[1]}`,
      facts,
    );
  }
  if (n !== z[2]) {
    throw new TensorError(
      "bilinear",
      `input2 size does not match weight size: got ${n} but expected ${z[2]}`,
      facts,
    );
  }
  checkProductDtypes("bilinear", input1, w);
  checkProductDtypes("bilinear", input1, b);
  const rows = sizeOf(lead);
  // Outputs and features of input2 together are the columns of one product with input1.
  const columns = reshape(permute(w, [1, 0, 2]), [m, z[0] * n]);
  const halves = reshape(product(reshape(input1, [rows, m]), columns), [rows, z[0], n]);
  const result = reshape(product(halves, reshape(b, [rows, n, 1])), [...lead, z[0]]);
  if (!args.bias) return result;
  const { shape } = checkTensor("bilinear", args.bias, "bias").layout;
  if (shape[0] !== z[0]) {
    throw new TensorError(
      "bilinear",
      `bias size does not match weight size: got ${shape[0]} but expected ${z[0]}`,
      facts,
    );
  }
  return add(result, args.bias);
}
