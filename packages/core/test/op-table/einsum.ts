import * as ops from "../../src/ops/einsum.ts";
import { dimOf, range } from "./arguments.ts";
import { build, indices, type Nd } from "./nd.ts";
import { family, numbers, t } from "./spec.ts";

/** Sums over all labels that the output lacks. Every label is one character; an ellipsis stands for spelt-out ones. */
function contracted(inputs: readonly string[], output: string, operands: readonly Nd[]): Nd {
  const labels = [...new Set(inputs.join(""))];
  const size = (label: string): number =>
    Math.max(...inputs.map((of, k) => operands[k].shape[of.indexOf(label)] ?? 1));
  const summed = labels.filter((label) => !output.includes(label));
  return build(output.split("").map(size), (at) => {
    let sum = 0;
    for (const inner of indices(summed.map(size))) {
      const place = (label: string): number => {
        const i = output.indexOf(label);
        return i === -1 ? inner[summed.indexOf(label)] : at[i];
      };
      sum += operands.reduce((value, x, k) => {
        const index = inputs[k].split("").map((label, d) => (x.shape[d] === 1 ? 0 : place(label)));
        return value * x.at(...index);
      }, 1);
    }
    return sum;
  });
}

/** What each equation below means, spelt out. */
const spelt: Readonly<Record<string, string>> = {
  "ij,kj": "ij,kj->ik",
  "bA,aB": "bA,aB->ABab",
  "...ij,...jk": "xij,xjk->xik",
  "...ij,jk->...ik": "xij,jk->xik",
  " i j , j k -> i k ": "ij,jk->ik",
};

export default family(ops, {
  einsum: {
    samples: [
      ["ij,jk->ik", t([2, 3]), t([3, 4])],
      ["ij,kj", t([2, 3]), t([4, 3])],
      ["bij,bjk->bik", t([2, 2, 3]), t([2, 3, 2])],
      ["iij,jk->ik", t([2, 2, 3]), t([3, 2])],
      ["ij,ji->", t([2, 3]), t([3, 2])],
      ["i,ij,j->", t([2]), t([2, 3]), t([3])],
      ["ij,jk,kl->li", t([2, 3]), t([3, 2]), t([2, 1])],
      ["ij,jk->ik", t([2, 3], { dtype: "float64" }), t([1, 4], { dtype: "float64" })],
      ["...ij,...jk", t([2, 2, 3]), t([2, 3, 2])],
      ["...ij,jk->...ik", t([2, 2, 3]), t([3, 2])],
      [" i j , j k -> i k ", [t([2, 3]), t([3, 4])]],
      ["ij,jk->ik", t([2, 0]), t([0, 3])],
      ["bA,aB", t([2, 3], { dtype: "float64" }), t([2, 3], { dtype: "float64" })],
      ["ij->ji", t([2, 3], { dtype: "float64" })],
      ["bii->bi", t([2, 3, 3], { dtype: "float64" })],
      ["ijk->k", t([2, 3, 2], { dtype: "float64" })],
    ],
    reference: (equation: string, ...given: unknown[]) => {
      const operands = given.flat() as Nd[];
      const [inputs, output] = (spelt[equation] ?? equation).split("->");
      const result = contracted(inputs.split(","), output, operands);
      return operands.every(({ dtype }) => dtype === "float64") ? result.as("float64") : result;
    },
    dtypes: numbers,
    method: () => [],
    errors: [
      [["i1", t([2, 3])], /invalid subscript given at index 1 in the equation string/],
      [["ij,jk", t([2, 3])], /fewer operands were provided than specified/],
      [["ij", t([2, 3]), t([2, 3])], /more operands were provided than specified/],
      [
        ["ijk", t([2, 3])],
        /number of subscripts in the equation \(3\) does not match the number of dimensions \(2\) for operand 0/,
      ],
      [["...ijk", t([2, 3])], /is more than the number of dimensions \(2\)/],
      [["i.j", t([2, 3])], /found '.' for operand 0 that is not part of any ellipsis/],
      [["...i...", t([2, 3])], /an ellipsis was already found/],
      [
        ["ii", t([2, 3])],
        /subscript i is repeated for operand 0 but the sizes don't match, 3 != 2/,
      ],
      [["ij->ijj", t([2, 2])], /appears more than once in the output/],
      [["ij->ik", t([2, 2])], /output subscript k does not appear/],
      [
        ["ij,jk->ik", t([2, 3]), t([2, 3])],
        /subscript j has size 2 for operand 1 which does not broadcast with previously seen size 3/,
      ],
      [["ij"], /at least one operand/],
      [[t([2, 3]), [0, 60]], /not within the valid range \[0, 52\)/],
    ],
  },
  tensordot: {
    samples: [
      [t([2, 3, 4]), t([3, 4, 2])],
      [t([2, 3]), t([3, 4]), 1],
      [
        t([2, 3, 4]),
        t([3, 2, 2]),
        {
          dims: [
            [1, 0],
            [0, 1],
          ],
        },
      ],
      [
        t([2, 3, 4]),
        t([4, 3]),
        [
          [-2, -1],
          [1, 0],
        ],
      ],
      [t([2, 3]), t([3]), [1, 0]],
      [t([2, 0]), t([0, 3]), 1],
    ],
    reference: (a: Nd, b: Nd, given: unknown = 2) => {
      const dims = (
        typeof given === "object" && !Array.isArray(given)
          ? (given as { dims: unknown }).dims
          : given
      ) as number | [number[] | number, number[] | number];
      const n = a.shape.length;
      const [x, y] =
        typeof dims === "number"
          ? [range(dims).map((d) => n - dims + d), range(dims)]
          : dims.map((side) => [side].flat());
      const letters = "abcdefghijklmnop";
      const left = letters.slice(0, n);
      const right = b.shape.map((_, d) => {
        const at = y.findIndex((other) => dimOf(b, other) === d);
        return at === -1 ? letters[n + d] : left[dimOf(a, x[at])];
      });
      const output = [...left.split(""), ...right].filter(
        (label) => !(left.includes(label) && right.includes(label)),
      );
      return contracted([left, right.join("")], output.join(""), [a, b]);
    },
    dtypes: numbers,
    errors: [
      [[t([2, 3]), t([3, 4]), -1], /expects dims >= 0, but got dims=-1/],
      [[t([2, 3]), t([3, 4]), 3], /out of range/],
      [[t([2, 3]), t([2, 4]), 1], /first has size 3 in dim 1 and second has size 2 in dim 0/],
      [[t([2, 3]), t([3, 4]), [[0], [0, 1]]], /both dimension lists should have same length/],
      [[t([2, 3]), t([3, 4], { dtype: "float64" }), 1], /same dtype/],
    ],
  },
});
