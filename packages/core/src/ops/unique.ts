/** Distinct elements, and tests of membership among them. */
import { emptyTensor, wrapArray } from "../alloc.ts";
import { showShape, TensorError } from "../errors.ts";
import { groupRows } from "../kernels/unique.ts";
import { normalizeDim, permuteLayout, type Shape } from "../layout.ts";
import { applyMany } from "../op/apply.ts";
import { cloneRaw } from "../op/copy.ts";
import { notDifferentiable } from "../op/gradients.ts";
import { checkTensor } from "../op/operands.ts";
import { type OpRecord, readArgs, type Signature, signature } from "../op/record.ts";
import { viewOf } from "../op/view.ts";
import type { Tensor } from "../tensor.ts";

interface Grouping {
  readonly op: string;
  /** Compare slices of this dimension; single elements for `null`. */
  readonly dim: number | null;
  readonly consecutive: boolean;
}

/** The distinct slices, the group of each, and how many each group has. */
const Distinct: OpRecord<Grouping> = {
  name: "unique",
  params: [],
  forward(_ctx, [x], { dim, consecutive }) {
    const { shape, size } = x.layout;
    const order = [...shape.keys()].sort((a, b) => Number(b === dim) - Number(a === dim));
    const rows = dim === null ? size : shape[dim];
    const cols = rows === 0 ? 0 : size / rows;
    const source = cloneRaw(dim === null ? x : viewOf(x, permuteLayout(x.layout, order)));
    const { data } = source.storage;
    const { first, counts, inverse } = groupRows(data, rows, cols, consecutive);
    const rest = dim === null ? [] : order.slice(1).map((d) => shape[d]);
    const picked = emptyTensor([first.length, ...rest], x.dtype);
    first.forEach((row, i) =>
      picked.storage.data.set(data.subarray(row * cols, (row + 1) * cols), i * cols),
    );
    const back = [...order.keys()].map((d) => order.indexOf(d));
    return [
      dim === null ? picked : cloneRaw(viewOf(picked, permuteLayout(picked.layout, back))),
      wrapArray(inverse, dim === null ? shape : [rows], "int64"),
      wrapArray(Float64Array.from(counts), [counts.length], "int64"),
    ];
  },
  backward(_ctx, _grads, { op }) {
    throw notDifferentiable(op, "input");
  },
};

interface Wanted {
  /** Answer also, for each element, the place of its like in the result. */
  returnInverse?: boolean;
  /** Answer also how often each occurs. */
  returnCounts?: boolean;
  /** Compare slices of this dimension rather than elements. */
  dim?: number | null;
}

export interface UniqueOptions extends Wanted {
  /** In order. They always are. */
  sorted?: boolean;
}

export type UniqueConsecutiveOptions = Wanted;

interface WithInverse {
  readonly returnInverse: true;
}
interface WithCounts {
  readonly returnCounts: true;
}
interface Alone {
  readonly returnInverse?: false;
  readonly returnCounts?: false;
}

const Unique = signature("unique", ["sorted", "returnInverse", "returnCounts", "dim"]);
const UniqueConsecutive = signature("uniqueConsecutive", ["returnInverse", "returnCounts", "dim"]);

function checkDim(op: string, shape: Shape, dim: number): number {
  if (shape.length === 0) {
    throw new TensorError(op, `dimension specified as ${dim} but tensor has no dimensions`);
  }
  const d = normalizeDim(op, dim, shape.length);
  if (shape[d] > 0 && shape.includes(0)) {
    throw new TensorError(
      op,
      `there are 0 sized dimensions in shape ${showShape(shape)}, and they aren't selected by dim ${d}, so ${op} cannot be applied`,
      { shapes: [shape] },
    );
  }
  return d;
}

function distinct(
  op: Signature,
  input: Tensor,
  given: readonly unknown[],
  consecutive: boolean,
): Tensor | readonly Tensor[] {
  const args = readArgs<UniqueOptions>(op, ...given);
  const { shape } = checkTensor(op.name, input, "input").layout;
  const whole = args.dim === undefined || args.dim === null;
  const dim = whole ? null : checkDim(op.name, shape, args.dim as number);
  const attrs = { op: op.name, dim, consecutive };
  const [output, inverse, counts] = applyMany(Distinct, [input], attrs);
  const results = [output];
  if (args.returnInverse) results.push(inverse);
  if (args.returnCounts) results.push(counts);
  return results.length === 1 ? output : results;
}

/**
 * The distinct elements in ascending order; with `returnInverse` and `returnCounts` an array of what is asked for.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.unique.html
 */
export function unique(input: Tensor, options?: UniqueOptions & Alone): Tensor;
export function unique(
  input: Tensor,
  options: UniqueOptions & WithInverse & WithCounts,
): readonly [output: Tensor, inverse: Tensor, counts: Tensor];
export function unique(
  input: Tensor,
  options: UniqueOptions & (WithInverse | WithCounts),
): readonly [output: Tensor, inverseOrCounts: Tensor];
export function unique(
  input: Tensor,
  sorted?: boolean | UniqueOptions,
  returnInverse?: boolean | UniqueOptions,
  returnCounts?: boolean | UniqueOptions,
  dim?: number | null,
): Tensor | readonly Tensor[];
export function unique(input: Tensor, ...given: readonly unknown[]): Tensor | readonly Tensor[] {
  return distinct(Unique, input, given, false);
}

/**
 * The first element of each run of equal ones, in the order they stand.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.unique_consecutive.html
 */
export function uniqueConsecutive(
  input: Tensor,
  options?: UniqueConsecutiveOptions & Alone,
): Tensor;
export function uniqueConsecutive(
  input: Tensor,
  options: UniqueConsecutiveOptions & WithInverse & WithCounts,
): readonly [output: Tensor, inverse: Tensor, counts: Tensor];
export function uniqueConsecutive(
  input: Tensor,
  options: UniqueConsecutiveOptions & (WithInverse | WithCounts),
): readonly [output: Tensor, inverseOrCounts: Tensor];
export function uniqueConsecutive(
  input: Tensor,
  returnInverse?: boolean | UniqueConsecutiveOptions,
  returnCounts?: boolean | UniqueConsecutiveOptions,
  dim?: number | null,
): Tensor | readonly Tensor[];
export function uniqueConsecutive(
  input: Tensor,
  ...given: readonly unknown[]
): Tensor | readonly Tensor[] {
  return distinct(UniqueConsecutive, input, given, true);
}

/** `unique` and `uniqueConsecutive` as methods: what they answer depends on what is asked for. */
export interface UniqueMethods {
  /** The distinct elements in ascending order. Source: https://pytorch.org/docs/stable/generated/torch.unique.html */
  unique(options?: UniqueOptions & Alone): Tensor;
  /** And their inverse and counts. */
  unique(
    options: UniqueOptions & WithInverse & WithCounts,
  ): readonly [output: Tensor, inverse: Tensor, counts: Tensor];
  /** And their inverse or counts. */
  unique(
    options: UniqueOptions & (WithInverse | WithCounts),
  ): readonly [output: Tensor, inverseOrCounts: Tensor];
  /** By position: `sorted`, `returnInverse`, `returnCounts`, `dim`. */
  unique(
    sorted?: boolean | UniqueOptions,
    returnInverse?: boolean | UniqueOptions,
    returnCounts?: boolean | UniqueOptions,
    dim?: number | null,
  ): Tensor | readonly Tensor[];
  /** The first element of each run of equal ones. Source: https://pytorch.org/docs/stable/generated/torch.unique_consecutive.html */
  uniqueConsecutive(options?: UniqueConsecutiveOptions & Alone): Tensor;
  /** And their inverse and counts. */
  uniqueConsecutive(
    options: UniqueConsecutiveOptions & WithInverse & WithCounts,
  ): readonly [output: Tensor, inverse: Tensor, counts: Tensor];
  /** And their inverse or counts. */
  uniqueConsecutive(
    options: UniqueConsecutiveOptions & (WithInverse | WithCounts),
  ): readonly [output: Tensor, inverseOrCounts: Tensor];
  /** By position: `returnInverse`, `returnCounts`, `dim`. */
  uniqueConsecutive(
    returnInverse?: boolean | UniqueConsecutiveOptions,
    returnCounts?: boolean | UniqueConsecutiveOptions,
    dim?: number | null,
  ): Tensor | readonly Tensor[];
}
