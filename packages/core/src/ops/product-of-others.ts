/** The gradient of a product, right also where factors are 0. */
import { fullTensor, scalarTensor, wrapArray } from "../alloc.ts";
import type { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { putAlong } from "./along.ts";
import { where } from "./select.ts";
import { slice } from "./slice.ts";
import { expand, permute, reshape } from "./view.ts";

/**
 * For each element the product of all others of its row, where `dims` make the rows.
 *
 * Dividing the whole product by each factor fails at 0. So factors are multiplied in pairs, pairs in pairs and so on,
 * and each gets what its pair's others are, times its partner: only products, hence differentiable as often as wanted.
 */
export function productOfOthers(x: Tensor, dims: readonly number[]): Tensor {
  const { shape } = x.layout;
  const order = [...shape.keys()].filter((d) => !dims.includes(d)).concat(dims);
  const count = dims.reduce((n, d) => n * shape[d], 1);
  if (x.layout.size === 0) return x;
  const rows = reshape(permute(x, order), [-1, count]);
  const others = slice(othersOf(padded(rows)), 1, 0, count);
  const back = reshape(
    others,
    order.map((d) => shape[d]),
  );
  return permute(
    back,
    [...order.keys()].map((d) => order.indexOf(d)),
  );
}

/** Each row lengthened by ones to a power of two. */
function padded(rows: Tensor): Tensor {
  const [height, count] = rows.layout.shape;
  const length = 2 ** (32 - Math.clz32(count - 1));
  if (length === count) return rows;
  const places = new Float64Array(count).map((_, i) => i);
  const index = expand(wrapArray(places, [count], "int64"), [height, count]);
  const tail = wrapArray(new Uint8Array(length).fill(1, count), [length], "bool");
  return where(tail, scalarTensor(1, rows.dtype), putAlong(rows, index, 1, length));
}

function othersOf(rows: Tensor): Tensor {
  const [height, count] = rows.layout.shape;
  if (count === 1) return fullTensor([height, 1], 1, rows.dtype);
  const pairs = reshape(rows, [height, count / 2, 2]);
  const [left, right] = [slice(pairs, 2, 0, 1), slice(pairs, 2, 1, 2)];
  const partner = where(wrapArray(new Uint8Array([1, 0]), [2], "bool"), right, left);
  if (count === 2) return reshape(partner, [height, 2]);
  const outside = othersOf(reshape(mul(left, right), [height, count / 2]));
  return reshape(mul(partner, reshape(outside, [height, count / 2, 1])), [height, count]);
}
