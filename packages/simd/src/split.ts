/**
 * Loops that a team of threads runs. Work is cut by rows or columns of what is computed, never along what is summed: each
 * element comes out as one thread would compute it, to the bit.
 */
import type { Loops } from "./module.ts";
import { MOST_PARTS, type Team, type TeamKernel } from "./team.ts";

/** Least work of a part, in vectors multiplied and added: some 4 us, against which it is little to hand a part out. */
const PART = 2 ** 15;

/** Runs a loop over `units` rows or columns in parts; `part` answers the arguments of one with `count` of them from `first` on. */
function split(
  team: Team,
  kernel: TeamKernel,
  units: number,
  work: number,
  part: (first: number, count: number) => readonly number[],
): void {
  const count = Math.max(1, Math.min(units, MOST_PARTS, Math.floor(work / PART)));
  const parts: (readonly number[])[] = [];
  for (let i = 0, first = 0; i < count; i++) {
    const next = Math.floor(((i + 1) * units) / count);
    parts.push(part(first, next - first));
    first = next;
  }
  team.run(kernel, parts);
}

/** A product of panels: `size` bytes are a step along a left panel, 32 along a right one. */
function splitGemm(team: Team, kernel: "gemmF32" | "gemmF64", size: number): Loops["gemmF32"] {
  return (a, b, c, rowPanels, columnPanels, depth, ldc, addend, lda) => {
    const work = rowPanels * columnPanels * depth * 8;
    // Each part reads all panels of one side: better the left ones, which are fewer and stay in the cache.
    if (2 * columnPanels >= rowPanels) {
      split(team, kernel, columnPanels, work, (first, count) => {
        const at = first * 32;
        const added = addend && addend + at;
        return [a, b + at * depth, c + at, rowPanels, count, depth, ldc, added, lda];
      });
    } else {
      split(team, kernel, rowPanels, work, (first, count) => {
        return [
          a + first * depth * size,
          b,
          c + first * 4 * ldc,
          count,
          columnPanels,
          depth,
          ldc,
          addend && addend + first * 4 * lda,
          lda,
        ];
      });
    }
  };
}

/** Outputs, by position. */
function splitConvolve(team: Team): Loops["convolveF32"] {
  return (weights, offsets, bias, x, y, rowPanels, columnPanels, depth, ldy) => {
    const work = rowPanels * columnPanels * depth * 8;
    split(team, "convolveF32", columnPanels, work, (first, count) => {
      const at = first * 32;
      return [weights, offsets, bias, x + at, y + at, rowPanels, count, depth, ldy];
    });
  };
}

/** The gradient of the weights, by pairs of the kernel's places. */
function splitConvolveWeight(team: Team): Loops["convolveWeightF32"] {
  return (grad, ldg, offsets, x, to, rowPanels, depth, positions) => {
    const work = rowPanels * depth * positions;
    split(team, "convolveWeightF32", depth / 2, work, (first, count) => {
      const [places, sums] = [offsets + first * 8, to + first * 32 * rowPanels];
      return [grad, ldg, places, x, sums, rowPanels, 2 * count, positions];
    });
  };
}

/** The loops on the team's memory, those of products and convolutions run by all its threads. */
export function splitLoops(team: Team): Loops {
  return {
    ...team.loops,
    gemmF32: splitGemm(team, "gemmF32", 16),
    gemmF64: splitGemm(team, "gemmF64", 32),
    convolveF32: splitConvolve(team),
    convolveWeightF32: splitConvolveWeight(team),
  };
}
