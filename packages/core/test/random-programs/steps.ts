/** What a random program is made of: each step in the library's terms and in those of the slow interpreter. */
import * as torch from "../../src/index.ts";
import type { Tensor } from "../../src/tensor.ts";
import { indices } from "../op-table/nd.ts";
import { broadcasts, Cells, compatible, fold, map, reshaped, zip } from "./reference.ts";

/** The numbers that a step draws on; each kind of step takes what it needs. */
export interface Draw {
  readonly kind: number;
  /** Which of the tensors at hand it works on. */
  readonly a: number;
  readonly b: number;
  readonly dim: number;
  readonly n: number;
  readonly x: number;
}

/** The same tensor in both worlds. */
export interface Pair {
  readonly real: Tensor;
  readonly slow: Cells;
}

/**
 * One kind of step. `fits` says whether it can be taken; `real` and `slow` take it. A step that writes answers nothing and
 * changes its first operand; one that answers something adds it to the tensors at hand.
 */
export interface Kind {
  readonly name: string;
  readonly operands: 1 | 2;
  /** Writes to its first operand. */
  readonly writes?: boolean;
  /** What it answers may lie in its operand's memory, or not. */
  readonly aliases?: "always" | "maybe";
  /** Gives one of several views, which may not be written to. */
  readonly many?: boolean;
  fits?(slow: readonly Cells[], draw: Draw): boolean;
  real(real: readonly Tensor[], draw: Draw): Tensor;
  slow(slow: readonly Cells[], draw: Draw): Cells;
}

const hasDims = ([x]: readonly Cells[]): boolean => x.shape.length > 0;
const hasRows = ([x]: readonly Cells[], { dim }: Draw): boolean =>
  x.shape.length > 0 && x.shape[dim % x.shape.length] > 0;
const dimOf = (x: { shape: readonly number[] }, { dim }: Draw): number => dim % x.shape.length;
const sizeAt = (x: { shape: readonly number[] }, draw: Draw): number => x.shape[dimOf(x, draw)];
const round = (x: number): number => Math.round(x * 8) / 8;

function unary(name: string, real: (x: Tensor) => Tensor, slow: (x: number) => number): Kind[] {
  return [
    { name, operands: 1, real: ([x]) => real(x), slow: ([x]) => map(x, slow) },
    {
      name: `${name}_`,
      operands: 1,
      writes: true,
      real: ([x]) => (x as unknown as Record<string, () => Tensor>)[`${name}_`](),
      slow: ([x]) => map(x, slow),
    },
  ];
}

function binary(name: "add" | "sub" | "mul", slow: (a: number, b: number) => number): Kind[] {
  return [
    {
      name,
      operands: 2,
      fits: ([a, b]) => compatible(a.shape, b.shape),
      real: ([a, b]) => a[name](b),
      slow: ([a, b]) => zip(slow, a, b),
    },
    {
      name: `${name}_`,
      operands: 2,
      writes: true,
      fits: ([a, b]) => broadcasts(b.shape, a.shape),
      real: ([a, b]) => a[`${name}_`](b),
      slow: ([a, b]) => zip(slow, a, b),
    },
    {
      name: `${name}Number`,
      operands: 1,
      real: ([a], { x }) => a[name](round(x)),
      slow: ([a], { x }) => map(a, (v) => slow(v, round(x))),
    },
    {
      name: `${name}Number_`,
      operands: 1,
      writes: true,
      real: ([a], { x }) => a[`${name}_`](round(x)),
      slow: ([a], { x }) => map(a, (v) => slow(v, round(x))),
    },
  ];
}

const sum = (values: number[]): number => values.reduce((p, q) => p + q, 0);

const views: Kind[] = [
  {
    name: "transpose",
    operands: 1,
    aliases: "always",
    fits: hasDims,
    real: ([x], draw) => x.transpose(dimOf(x, draw), draw.n % x.shape.length),
    slow: ([x], draw) => {
      const [p, q] = [dimOf(x, draw), draw.n % x.shape.length];
      const swap = <T>(list: readonly T[]): T[] => list.with(p, list[q]).with(q, list[p]);
      return x.view(swap(x.shape), swap);
    },
  },
  {
    name: "slice",
    operands: 1,
    aliases: "always",
    fits: hasDims,
    real: ([x], draw) =>
      x.slice(dimOf(x, draw), draw.n % (sizeAt(x, draw) + 1), null, 1 + (draw.a % 2)),
    slow: ([x], draw) => {
      const dim = dimOf(x, draw);
      const [start, step] = [draw.n % (x.shape[dim] + 1), 1 + (draw.a % 2)];
      return x.view(x.shape.with(dim, Math.ceil((x.shape[dim] - start) / step)), (index) =>
        index.with(dim, start + index[dim] * step),
      );
    },
  },
  {
    name: "select",
    operands: 1,
    aliases: "always",
    fits: hasRows,
    real: ([x], draw) => x.select(dimOf(x, draw), draw.n % sizeAt(x, draw)),
    slow: ([x], draw) => {
      const dim = dimOf(x, draw);
      return x.view(x.shape.toSpliced(dim, 1), (index) =>
        index.toSpliced(dim, 0, draw.n % x.shape[dim]),
      );
    },
  },
  {
    name: "unbind",
    operands: 1,
    aliases: "always",
    many: true,
    fits: hasRows,
    real: ([x], draw) => x.unbind(dimOf(x, draw))[draw.n % sizeAt(x, draw)],
    slow: ([x], draw) => {
      const dim = dimOf(x, draw);
      return x.view(x.shape.toSpliced(dim, 1), (index) =>
        index.toSpliced(dim, 0, draw.n % x.shape[dim]),
      );
    },
  },
  {
    name: "unsqueeze",
    operands: 1,
    aliases: "always",
    fits: ([x]) => x.shape.length < 4,
    real: ([x], { dim }) => x.unsqueeze(dim % (x.shape.length + 1)),
    slow: ([x], { dim }) => reshaped(x, x.shape.toSpliced(dim % (x.shape.length + 1), 0, 1)),
  },
  {
    name: "squeeze",
    operands: 1,
    aliases: "always",
    real: ([x]) => x.squeeze(),
    slow: ([x]) =>
      reshaped(
        x,
        x.shape.filter((size) => size !== 1),
      ),
  },
  {
    name: "expand",
    operands: 1,
    aliases: "always",
    fits: ([x]) => x.shape.length < 3 && x.cells.length < 8,
    real: ([x]) => x.expand(2, ...x.shape.map((size) => (size === 1 ? 3 : size))),
    slow: ([x]) => {
      const shape = [2, ...x.shape.map((size) => (size === 1 ? 3 : size))];
      return new Cells(
        shape,
        x.view(shape, (index) => index.slice(1).map((i, d) => (x.shape[d] === 1 ? 0 : i))).cells,
      );
    },
  },
  {
    name: "flatten",
    operands: 1,
    aliases: "maybe",
    real: ([x]) => x.reshape(-1),
    slow: ([x]) => reshaped(x, [x.cells.length]),
  },
  {
    name: "reshapeBack",
    operands: 1,
    aliases: "maybe",
    fits: hasDims,
    real: ([x]) => x.reshape([...x.shape].reverse()),
    slow: ([x]) => reshaped(x, [...x.shape].reverse()),
  },
  {
    name: "contiguous",
    operands: 1,
    aliases: "maybe",
    real: ([x]) => x.contiguous(),
    slow: ([x]) => reshaped(x, x.shape),
  },
];

const others: Kind[] = [
  { name: "clone", operands: 1, real: ([x]) => x.clone(), slow: ([x]) => x.copy() },
  {
    name: "sum",
    operands: 1,
    real: ([x]) => x.sum(),
    slow: ([x]) => Cells.of([], [sum(x.values)]),
  },
  {
    name: "sumDim",
    operands: 1,
    fits: hasDims,
    real: ([x], draw) => x.sum(dimOf(x, draw), { keepdim: true }),
    slow: ([x], draw) => fold(x, dimOf(x, draw), sum),
  },
  {
    name: "matmul",
    operands: 2,
    fits: ([a, b]) => a.shape.length === 2 && b.shape.length === 2 && a.shape[1] === b.shape[0],
    real: ([a, b]) => a.matmul(b),
    slow: ([a, b]) => product(a, b),
  },
  {
    name: "cat",
    operands: 2,
    fits: ([a, b], draw) =>
      a.shape.length > 0 &&
      a.shape.length === b.shape.length &&
      a.shape.every((size, d) => d === dimOf(a, draw) || size === b.shape[d]),
    real: ([a, b], draw) => torch.cat([a, b], dimOf(a, draw)),
    slow: ([a, b], draw) => {
      const dim = dimOf(a, draw);
      const shape = a.shape.with(dim, a.shape[dim] + b.shape[dim]);
      return Cells.of(shape, joined(a, b, dim, shape));
    },
  },
  {
    name: "copy_",
    operands: 2,
    writes: true,
    fits: ([a, b]) => broadcasts(b.shape, a.shape),
    real: ([a, b]) => a.copy_(b),
    slow: ([a, b]) => zip((_, y) => y, a, b),
  },
  {
    name: "fill_",
    operands: 1,
    writes: true,
    real: ([a], { x }) => a.fill_(round(x)),
    slow: ([a], { x }) => map(a, () => round(x)),
  },
  {
    name: "zero_",
    operands: 1,
    writes: true,
    real: ([a]) => a.zero_(),
    slow: ([a]) => map(a, () => 0),
  },
  {
    // Not recorded, and right all the same: what is added has no slope.
    name: "noGradAdd_",
    operands: 1,
    writes: true,
    real: ([a], { x }) => torch.noGrad(() => a.add_(round(x))),
    slow: ([a], { x }) => map(a, (v) => v + round(x)),
  },
];

function product(a: Cells, b: Cells): Cells {
  const [m, k, n] = [a.shape[0], a.shape[1], b.shape[1]];
  const values: number[] = [];
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let total = 0;
      for (let l = 0; l < k; l++) total += a.cell([i, l]).value * b.cell([l, j]).value;
      values.push(total);
    }
  }
  return Cells.of([m, n], values);
}

function joined(a: Cells, b: Cells, dim: number, shape: readonly number[]): number[] {
  return indices(shape).map((index) => {
    const inA = index[dim] < a.shape[dim];
    return (inA ? a.cell(index) : b.cell(index.with(dim, index[dim] - a.shape[dim]))).value;
  });
}

export const kinds: readonly Kind[] = [
  ...unary("tanh", (x) => x.tanh(), Math.tanh),
  ...unary("sin", (x) => x.sin(), Math.sin),
  ...unary(
    "neg",
    (x) => x.neg(),
    (x) => -x,
  ),
  ...unary(
    "sigmoid",
    (x) => x.sigmoid(),
    (x) => 1 / (1 + Math.exp(-x)),
  ),
  ...binary("add", (a, b) => a + b),
  ...binary("sub", (a, b) => a - b),
  ...binary("mul", (a, b) => a * b),
  // Twice, since views are what it is about.
  ...views,
  ...views,
  ...others,
];
