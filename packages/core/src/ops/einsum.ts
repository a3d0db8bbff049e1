/** Contractions spelt out by index. */
import { isFloat, promoteTypes } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { normalizeDims, type Shape, sizeOf } from "../layout.ts";
import {
  type Equation,
  type Label,
  parseEquation,
  readSublist,
  showLabel,
  spread,
  type Subscripts,
} from "../op/einsum.ts";
import { checkProductDtypes } from "../op/matmul.ts";
import { checkTensor } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { to } from "./convert.ts";
import { diagonal } from "./diagonal.ts";
import { product } from "./product.ts";
import { sum } from "./reduce.ts";
import { permute, reshape, squeeze, unsqueeze } from "./view.ts";

signature("einsum", ["operands"], { first: "equation" });

/** A tensor whose dimensions have labels, each label once. */
interface Labelled {
  readonly tensor: Tensor;
  readonly labels: readonly Label[];
}

/** `("ij,jk->ik", a, b)`, also with the tensors in one array, or `(a, [0, 1], b, [1, 2], [0, 2])`. */
function readCall(
  first: unknown,
  rest: readonly unknown[],
): { equation: Equation; tensors: Tensor[] } {
  if (typeof first === "string") {
    const given = rest.length === 1 && Array.isArray(rest[0]) ? (rest[0] as unknown[]) : rest;
    if (given.length === 0)
      throw new TensorError(
        "einsum",
        "must specify the equation string and at least one operand; got no operand",
      );
    return {
      equation: parseEquation(first),
      tensors: given.map((value, i) => checkTensor("einsum", value, `operands[${i}]`)),
    };
  }
  const all = [first, ...rest];
  if (!(first instanceof Tensor) || all.length < 2) {
    throw new TensorError(
      "einsum",
      "must specify the equation string and at least one operand, or at least one operand and its subscripts list",
    );
  }
  const tensors: Tensor[] = [];
  const operands: Subscripts[] = [];
  let i = 0;
  for (; i + 1 < all.length; i += 2) {
    tensors.push(checkTensor("einsum", all[i], `operands[${tensors.length}]`));
    operands.push(sublist(all[i + 1]));
  }
  return { equation: { operands, output: i < all.length ? sublist(all[i]) : null }, tensors };
}

function sublist(value: unknown): Subscripts {
  if (Array.isArray(value)) return readSublist(value);
  throw new TensorError(
    "einsum",
    "expected a list of subscripts after each operand, like einsum(a, [0, 1], b, [1, 2], [0, 2])",
  );
}

/** Checks the number of subscripts; answers how many dimensions the ellipsis covers. */
function coveredBy({ labels, ellipsis }: Subscripts, ndim: number, operand: number): number {
  const count = labels.length;
  if (ellipsis === -1 && count !== ndim) {
    throw new TensorError(
      "einsum",
      `the number of subscripts in the equation (${count}) does not match the number of dimensions (${ndim}) for operand ${operand} and no ellipsis was given`,
    );
  }
  if (count > ndim) {
    throw new TensorError(
      "einsum",
      `the number of subscripts in the equation (${count}) is more than the number of dimensions (${ndim}) for operand ${operand}`,
    );
  }
  return ndim - count;
}

/** Takes the diagonal where a label is repeated. */
function withoutRepeats(input: Tensor, given: readonly Label[], operand: number): Labelled {
  let tensor = input;
  const labels = [...given];
  for (let i = labels.length - 1; i >= 0; i--) {
    const first = labels.indexOf(labels[i]);
    if (first === i) continue;
    const { shape } = tensor.layout;
    if (shape[first] !== shape[i]) {
      throw new TensorError(
        "einsum",
        `subscript ${showLabel(labels[i])} is repeated for operand ${operand} but the sizes don't match, ${shape[i]} != ${shape[first]}`,
        { shapes: [input.layout.shape] },
      );
    }
    // The diagonal becomes the last dimension.
    tensor = diagonal(tensor, 0, first, i);
    labels.splice(i, 1);
    labels.push(...labels.splice(first, 1));
  }
  return { tensor, labels };
}

/** The size of each label. A size of 1 is stretched to that of another operand. */
function sizesOf(operands: readonly Labelled[], shapes: readonly Shape[]): Map<Label, number> {
  const sizes = new Map<Label, number>();
  for (const [at, { tensor, labels }] of operands.entries()) {
    for (const [i, label] of labels.entries()) {
      const size = tensor.layout.shape[i];
      const known = sizes.get(label) ?? 1;
      if (size !== known && size !== 1 && known !== 1) {
        throw new TensorError(
          "einsum",
          `subscript ${showLabel(label)} has size ${size} for operand ${at} which does not broadcast with previously seen size ${known}`,
          { shapes },
        );
      }
      sizes.set(label, known === 1 ? size : known);
    }
  }
  return sizes;
}

/** The labels of the output: as spelt out, else those that occur once, in order, after the ellipsis. */
function outputLabels(
  { operands, output }: Equation,
  covered: number,
  known: ReadonlyMap<Label, number>,
): Label[] {
  const dots: Subscripts = { labels: [], ellipsis: 0 };
  if (!output) {
    const all = operands.flatMap(({ labels }) => labels);
    const once = all
      .filter((label) => all.indexOf(label) === all.lastIndexOf(label))
      .sort((a, b) => a - b);
    return [...spread(dots, covered), ...once];
  }
  for (const [i, label] of output.labels.entries()) {
    if (output.labels.indexOf(label) !== i)
      throw new TensorError(
        "einsum",
        `output subscript ${showLabel(label)} appears more than once in the output`,
      );
    if (!known.has(label))
      throw new TensorError(
        "einsum",
        `output subscript ${showLabel(label)} does not appear in the equation for any input operand`,
      );
  }
  return spread(output, covered);
}

/** Drops the dimensions of size 1 that other operands stretch: a product broadcasts without them. */
function withoutStretched(operand: Labelled, sizes: ReadonlyMap<Label, number>): Labelled {
  const { shape } = operand.tensor.layout;
  const drop = (label: Label, i: number): boolean => shape[i] === 1 && sizes.get(label) !== 1;
  return without(operand, drop, squeeze);
}

/** Sums over the dimensions whose labels are not wanted any more. */
function reduceTo(operand: Labelled, wanted: (label: Label) => boolean): Labelled {
  return without(operand, (label) => !wanted(label), sum);
}

function without(
  { tensor, labels }: Labelled,
  unwanted: (label: Label, i: number) => boolean,
  drop: (tensor: Tensor, dims: readonly number[]) => Tensor,
): Labelled {
  const dims = labels.map((_, i) => i).filter((i) => unwanted(labels[i], i));
  if (dims.length === 0) return { tensor, labels };
  return { tensor: drop(tensor, dims), labels: labels.filter((_, i) => !dims.includes(i)) };
}

/** Contracts two operands over the labels that nobody needs any more. */
function contract(
  a: Labelled,
  b: Labelled,
  needed: ReadonlySet<Label>,
  sizes: ReadonlyMap<Label, number>,
): Labelled {
  const x = reduceTo(a, (label) => needed.has(label) || b.labels.includes(label));
  const y = reduceTo(b, (label) => needed.has(label) || a.labels.includes(label));
  const both = x.labels.filter((label) => y.labels.includes(label));
  const batch = both.filter((label) => needed.has(label));
  const summed = both.filter((label) => !needed.has(label));
  const left = x.labels.filter((label) => !both.includes(label));
  const right = y.labels.filter((label) => !both.includes(label));
  const size = (labels: readonly Label[]): number =>
    sizeOf(labels.map((label) => sizes.get(label) as number));
  const labels = [...batch, ...left, ...right];
  if (summed.length === 0) return { tensor: mul(aligned(x, labels), aligned(y, labels)), labels };
  const [p, q] = sameIntegers(x.tensor, y.tensor);
  checkProductDtypes("einsum", p, q);
  const [m, n, k] = [size(left), size(right), size(summed)];
  const lead = batch.map((label) => sizes.get(label) as number);
  const rows = reshape(ordered({ ...x, tensor: p }, [...batch, ...left, ...summed]), [
    ...lead,
    m,
    k,
  ]);
  const columns = reshape(ordered({ ...y, tensor: q }, [...batch, ...summed, ...right]), [
    ...lead,
    k,
    n,
  ]);
  const shape = labels.map((label) => sizes.get(label) as number);
  return { tensor: reshape(product(rows, columns), shape), labels };
}

/** A sum of integers is int64: what it is multiplied with follows. */
function sameIntegers(a: Tensor, b: Tensor): [Tensor, Tensor] {
  if (a.dtype === b.dtype || isFloat(a.dtype) || isFloat(b.dtype)) return [a, b];
  const dtype = promoteTypes(a.dtype, b.dtype);
  return [to(a, dtype), to(b, dtype)];
}

function ordered({ tensor, labels }: Labelled, order: readonly Label[]): Tensor {
  if (order.every((label, i) => label === labels[i])) return tensor;
  return permute(
    tensor,
    order.map((label) => labels.indexOf(label)),
  );
}

/** With a dimension of size 1 for each label it has not, in the given order. */
function aligned(operand: Labelled, order: readonly Label[]): Tensor {
  let tensor = ordered(
    operand,
    order.filter((label) => operand.labels.includes(label)),
  );
  for (const [i, label] of order.entries())
    if (!operand.labels.includes(label)) tensor = unsqueeze(tensor, i);
  return tensor;
}

/**
 * Sums products of elements by Einstein's notation: `einsum("ij,jk->ik", a, b)` is the matrix product.
 *
 * Each operand names its dimensions by letters; letters that the output lacks are summed over. Without `->` the output
 * has the letters that occur once, in alphabetical order. A letter repeated in one operand takes the diagonal. `...` stands
 * for the dimensions that have no letter, and these broadcast. Numbers may stand for letters:
 * `einsum(a, [0, 1], b, [1, 2], [0, 2])`. Operands are contracted from left to right.
 * Source: https://pytorch.org/docs/stable/generated/torch.einsum.html
 */
export function einsum(
  equation: string | Tensor,
  ...operands: readonly (Tensor | readonly Tensor[] | readonly (number | "...")[])[]
): Tensor {
  const { equation: parsed, tensors } = readCall(equation, operands);
  const count = parsed.operands.length;
  if (tensors.length < count)
    throw new TensorError(
      "einsum",
      `fewer operands were provided than specified in the equation: ${tensors.length} of ${count}`,
    );
  if (tensors.length > count)
    throw new TensorError(
      "einsum",
      `more operands were provided than specified in the equation: ${tensors.length} for ${count}`,
    );
  const shapes = tensors.map(({ layout }) => layout.shape);
  const covered = parsed.operands.map((subscripts, i) =>
    coveredBy(subscripts, shapes[i].length, i),
  );
  const spreadOut = parsed.operands.map((subscripts, i) =>
    withoutRepeats(tensors[i], spread(subscripts, covered[i]), i),
  );
  const sizes = sizesOf(spreadOut, shapes);
  const labelled = spreadOut.map((operand) => withoutStretched(operand, sizes));
  const dots = Math.max(...covered.map((n, i) => (parsed.operands[i].ellipsis === -1 ? 0 : n)));
  const output = outputLabels(parsed, dots, sizes);
  let result = labelled[0];
  for (let i = 1; i < count; i++) {
    const needed = new Set([...output, ...labelled.slice(i + 1).flatMap(({ labels }) => labels)]);
    result = contract(result, labelled[i], needed, sizes);
  }
  return ordered(
    reduceTo(result, (label) => output.includes(label)),
    output,
  );
}

// ---- tensordot -----------------------------------------------------------------------------------------------------------

const Tensordot = signature("tensordot", ["b", "dims"], { first: "a" });

/** How many dimensions to contract (the last of one with the first of the other), or which of both. */
export type ContractedDims =
  | number
  | readonly [readonly number[] | number, readonly number[] | number];

export interface TensordotOptions {
  b?: Tensor;
  dims?: ContractedDims;
}

function range(start: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => start + i);
}

function contractedDims(dims: ContractedDims, a: number, b: number): [number[], number[]] {
  if (typeof dims === "number") {
    if (!Number.isInteger(dims) || dims < 0)
      throw new TensorError("tensordot", `expects dims >= 0, but got dims=${dims}`);
    if (dims > Math.min(a, b)) {
      throw new TensorError(
        "tensordot",
        `dimension out of range: dims=${dims}, but the operands have ${a} and ${b} dimensions`,
      );
    }
    return [range(a - dims, dims), range(0, dims)];
  }
  const [x, y] = dims.map((side) => (typeof side === "number" ? [side] : side));
  if (x.length !== y.length)
    throw new TensorError(
      "tensordot",
      `both dimension lists should have same length, got ${x.length} and ${y.length}`,
    );
  return [normalizeDims("tensordot", x, a), normalizeDims("tensordot", y, b)];
}

/**
 * Sums products over several dimensions of both: with a number `dims`, the last ones of `a` and the first ones of `b`
 * (2 where nothing is said); with two lists, the dimensions listed, pair by pair.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.tensordot.html
 */
export function tensordot(
  a: Tensor,
  b: Tensor | TensordotOptions,
  dims?: ContractedDims | TensordotOptions,
  options?: TensordotOptions,
): Tensor {
  const args = readArgs<TensordotOptions>(Tensordot, b, dims, options);
  checkTensor("tensordot", a, "a");
  const other = checkTensor("tensordot", args.b, "b");
  const [x, y] = [a.layout.shape, other.layout.shape];
  const [dimsA, dimsB] = contractedDims(args.dims ?? 2, x.length, y.length);
  checkProductDtypes("tensordot", a, other);
  for (const [i, d] of dimsA.entries()) {
    const [size, size2] = [x[d], y[dimsB[i]]];
    if (size !== size2 && size !== 1 && size2 !== 1) {
      throw new TensorError(
        "tensordot",
        `contracted dimensions need to match, but first has size ${size} in dim ${d} and second has size ${size2} in dim ${dimsB[i]}`,
        { shapes: [x, y] },
      );
    }
  }
  // As labels: those of `b` come after those of `a`, the contracted ones are shared.
  const labelsA = range(0, x.length);
  const labelsB = range(x.length, y.length).map((label, d) =>
    dimsB.includes(d) ? dimsA[dimsB.indexOf(d)] : label,
  );
  const [left, right]: Labelled[] = [
    { tensor: a, labels: labelsA },
    { tensor: other, labels: labelsB },
  ];
  const output = [...labelsA, ...labelsB].filter(
    (label) => label >= x.length || !dimsA.includes(label),
  );
  const sizes = sizesOf([left, right], [x, y]);
  const result = contract(
    withoutStretched(left, sizes),
    withoutStretched(right, sizes),
    new Set(output),
    sizes,
  );
  return ordered(result, output);
}
