/** Runs a random program in the library and in the slow interpreter, side by side. */
import * as torch from "../../src/index.ts";
import { TensorError } from "../../src/errors.ts";
import type { Tensor } from "../../src/tensor.ts";
import { product } from "../op-table/nd.ts";
import { stream } from "../op-table/make.ts";
import { Cells } from "./reference.ts";
import { type Draw, type Kind, kinds, type Pair } from "./steps.ts";

/** Tensors that a program starts from: two that require grad, one that does not. */
const leafShapes: readonly (readonly number[])[] = [
  [2, 3],
  [3],
  [2, 1],
  [3, 2],
  [],
  [1, 2, 2],
  [0, 2],
  [2],
];

export interface Program {
  /** Which shapes it starts from. */
  readonly leaves: readonly number[];
  readonly steps: readonly Draw[];
}

/** A step that was taken, and what the slow interpreter has to do to take it again. */
interface Taken {
  readonly kind: Kind;
  readonly draw: Draw;
  readonly operands: readonly number[];
  /** What it answers lies in its operand's memory. */
  readonly aliased: boolean;
}

/** Values beyond this are not followed: finite differences would not be worth much. */
const LARGEST = 30;
const MOST_CELLS = 24;
const MOST_TENSORS = 10;

interface Known extends Pair {
  /** Comes from an op with several views. */
  readonly many: boolean;
}

export interface Run {
  readonly tensors: readonly Pair[];
  readonly leaves: readonly Tensor[];
  readonly taken: readonly Taken[];
  readonly refused: readonly string[];
}

export function startValues({ leaves }: Program): number[][] {
  const next = stream(7);
  return leaves.map((leaf) =>
    Array.from(
      { length: product(leafShapes[leaf % leafShapes.length]) },
      () => Math.round((next() * 3 - 1.5) * 64) / 64,
    ),
  );
}

const shapeOf = (leaf: number): readonly number[] => leafShapes[leaf % leafShapes.length];

/** Takes all steps that can be taken, and compares after each. */
export function run(
  program: Program,
  values: readonly (readonly number[])[] = startValues(program),
): Run {
  const known: Known[] = program.leaves.map((leaf, i) => {
    // The last one is a constant.
    const requiresGrad = i < program.leaves.length - 1;
    const real = torch
      .tensor(values[i], { dtype: "float64" })
      .reshape(shapeOf(leaf))
      .detach()
      .requiresGrad_(requiresGrad);
    return { real, slow: Cells.of(shapeOf(leaf), values[i]), many: false };
  });
  const leaves = known.map(({ real }) => real);
  const taken: Taken[] = [];
  const refused: string[] = [];
  for (const draw of program.steps) {
    const kind = kinds[draw.kind % kinds.length];
    const operands = [
      draw.a % known.length,
      ...(kind.operands === 2 ? [draw.b % known.length] : []),
    ];
    const given = operands.map((i) => known[i]);
    const slow = given.map((pair) => pair.slow);
    if (kind.fits && !kind.fits(slow, draw)) continue;
    if (!kind.writes && known.length >= MOST_TENSORS) continue;
    const answer = kind.slow(slow, draw);
    if (
      answer.cells.length > MOST_CELLS ||
      answer.values.some((value) => !(Math.abs(value) <= LARGEST))
    )
      continue;
    const outcome = attempt(() =>
      kind.real(
        given.map((pair) => pair.real),
        draw,
      ),
    );
    const reason = mayRefuse(kind, given, leaves);
    if (outcome instanceof TensorError) {
      if (!reason?.test(outcome.message))
        throw new Error(`${show(kind, operands, draw)} was refused: ${outcome.message}`);
      refused.push(outcome.message);
    } else {
      if (mustRefuse(kind, given))
        throw new Error(`${show(kind, operands, draw)} should have been refused`);
      const aliased = !kind.writes && outcome.storage === given[0].real.storage;
      if (kind.aliases === "always" && !aliased)
        throw new Error(`${show(kind, operands, draw)} is not in the memory of its operand`);
      if (!kind.aliases && aliased)
        throw new Error(`${show(kind, operands, draw)} is in the memory of its operand`);
      taken.push({ kind, draw, operands, aliased });
      if (kind.writes) slow[0].write(answer.values);
      else
        known.push({
          real: outcome,
          slow: aliased ? answer : answer.copy(),
          many: (kind.many ?? false) || (aliased && given[0].many),
        });
    }
    known.forEach(({ real, slow: expected }, i) =>
      compare(`after ${show(kind, operands, draw)}, tensor ${i}`, real, expected),
    );
  }
  return { tensors: known, leaves, taken, refused };
}

function attempt(body: () => Tensor): Tensor | TensorError {
  try {
    return body();
  } catch (error) {
    if (error instanceof TensorError) return error;
    throw error;
  }
}

/** Messages with which a step may be refused, if any. */
function mayRefuse(
  { writes, name }: Kind,
  given: readonly Known[],
  leaves: readonly Tensor[],
): RegExp | null {
  const reasons: string[] = [];
  const [target, ...others] = given;
  if (given.some(({ many }) => many)) reasons.push("multiple views");
  if (writes) {
    if (target.slow.overlapsItself) reasons.push("more than one element of the written-to tensor");
    if (others.some(({ slow }) => slow.overlaps(target.slow)))
      reasons.push("some elements of the input tensor and the written-to tensor");
    const onLeaf = leaves.some((leaf) => leaf.requiresGrad && leaf.storage === target.real.storage);
    if (onLeaf && name !== "noGradAdd_") reasons.push("leaf Variable that requires grad");
  }
  return reasons.length > 0 ? new RegExp(reasons.join("|")) : null;
}

function mustRefuse({ writes }: Kind, [target]: readonly Known[]): boolean {
  return writes === true && target.slow.overlapsItself;
}

function compare(what: string, real: Tensor, expected: Cells): void {
  if (real.shape.join() !== expected.shape.join())
    throw new Error(`${what}: shape ${real.shape.join()}, expected ${expected.shape.join()}`);
  const got = real.toTypedArray();
  expected.values.forEach((value, i) => {
    if (!(Math.abs(got[i] - value) <= 1e-9 * Math.max(1, Math.abs(value)))) {
      throw new Error(`${what}: element ${i} is ${got[i]}, expected ${value}`);
    }
  });
}

/** The numbers by which each element of each tensor counts in the loss. */
function weights(counts: readonly number[]): number[][] {
  const next = stream(99);
  return counts.map((count) =>
    Array.from({ length: count }, () => Math.round((next() * 2 - 1) * 32) / 32),
  );
}

/** A scalar that depends on every tensor at hand. */
export function loss({ tensors }: Run): Tensor {
  const factors = weights(tensors.map(({ slow }) => slow.cells.length));
  return tensors
    .map(({ real }, i) =>
      real.mul(torch.tensor(factors[i], { dtype: "float64" }).reshape(real.shape)).sum(),
    )
    .reduce((a, b) => a.add(b));
}

/** The same scalar by the slow interpreter, from other starting values. */
export function slowLoss(
  program: Program,
  { taken }: Run,
  values: readonly (readonly number[])[],
): number {
  const known = program.leaves.map((leaf, i) => Cells.of(shapeOf(leaf), values[i]));
  for (const { kind, draw, operands, aliased } of taken) {
    const given = operands.map((i) => known[i]);
    const answer = kind.slow(given, draw);
    if (kind.writes) given[0].write(answer.values);
    else known.push(aliased ? answer : answer.copy());
  }
  const factors = weights(known.map(({ cells }) => cells.length));
  return known.reduce(
    (total, { values: own }, i) =>
      total + own.reduce((sum, value, k) => sum + value * factors[i][k], 0),
    0,
  );
}

/** Derivatives of a function of the starting values, by differences to both sides. */
export function differences(
  start: readonly (readonly number[])[],
  f: (values: readonly (readonly number[])[]) => number,
): number[][] {
  const eps = 1e-6;
  return start.map((row, i) =>
    row.map((value, k) => {
      const at = (moved: number): number => f(start.with(i, row.with(k, moved)));
      return (at(value + eps) - at(value - eps)) / (2 * eps);
    }),
  );
}

function show({ name }: Kind, operands: readonly number[], { dim, n, x }: Draw): string {
  return `${name}(${operands.map((i) => `t${i}`).join(", ")}; dim ${dim}, n ${n}, x ${x})`;
}
