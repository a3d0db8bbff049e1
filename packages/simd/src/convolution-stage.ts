/** How images lie in the scratch memory while they are convolved: see assembly/conv.ts. */
import type { ConvolutionPlan } from "@tapeloop/core/kernels";

import type { Loops } from "./module.ts";
import { STAGE, STAGE_BYTES } from "./places.ts";

const KILO = 1024;
/** Panels of weights, or the gradient of the weights. */
export const WEIGHTS = 0;
const WEIGHT_BYTES = 512 * KILO;
/** Where each place of the kernel lies in the staged image. */
export const OFFSETS: number = WEIGHTS + WEIGHT_BYTES;
const OFFSET_BYTES = 64 * KILO;
/** A number for each output of a group. */
export const BIAS: number = OFFSETS + OFFSET_BYTES;
const BIAS_BYTES = 16 * KILO;
/** Planes of the image, spread. */
export const X: number = BIAS + BIAS_BYTES;
const SPREAD_BYTES = 512 * KILO;
/** Planes of the output or of its gradient, as wide. */
export const Y: number = X + SPREAD_BYTES;
/** What is copied in and out. */
export const RAW: number = Y + SPREAD_BYTES;
const RAW_BYTES: number = STAGE + STAGE_BYTES - RAW;
/** What loops over whole vectors may write too much. */
const SLACK = 64;

/** A part of the rows that is staged at a time should leave room in the second-level cache. */
const COMFORTABLE = 96 * KILO;

const roundUp = (n: number, unit: number): number => Math.ceil(n / unit) * unit;

/** Sizes in floats, of one group of one image. */
export interface Stage {
  /** Height and width of the image and of the output. */
  readonly image: readonly [height: number, width: number];
  readonly output: readonly [height: number, width: number];
  readonly kernel: readonly [rows: number, columns: number];
  readonly dilation: readonly [rows: number, columns: number];
  readonly stride: readonly [rows: number, columns: number];
  readonly padding: readonly [rows: number, columns: number];
  /** How far rows are apart. */
  readonly pitch: number;
  /** Rows of the output that are computed at a time, the rows of a phase that they see, and those of the image. */
  readonly rows: number;
  readonly seen: number;
  readonly span: number;
  /** Between planes of the output, and of the image. */
  readonly ldy: number;
  readonly plane: number;
  /** The places of the kernel, counted over the channels. */
  readonly depth: number;
  /**
   * An image over which the kernel moves in steps is taken apart: each phase has every `stride`-th row and column, from
   * one of these on.
   */
  readonly phases: readonly (readonly [row: number, column: number])[];
}

/** How a convolution is staged; `null` where the memory does not hold its weights, or one row of its images. */
export function stageOf(plan: ConvolutionPlan): Stage | null {
  const { inputs, outputs } = plan;
  // A signal is an image of one column, so that it can be cut into rows.
  const flat =
    plan.image[1] === 1 && plan.kernel[1] === 1 && plan.output[1] === 1 && plan.padding[1] === 0;
  const two = (values: readonly number[], neutral: number): readonly [number, number] =>
    flat ? [values[2], neutral] : [values[1], values[2]];
  const [image, output] = [two(plan.image, 1), two(plan.output, 1)];
  const [stride, padding] = [two(plan.stride, 1), two(plan.padding, 0)];
  const [kernel, dilation] = [two(plan.kernel, 1), two(plan.dilation, 1)];
  const [reachRows, reach] = kernel.map((k, i) => (k - 1) * dilation[i]);
  const steps = stride[0] !== 1 || stride[1] !== 1;
  // The zeros behind a row are those in front of the next one.
  const behind = output[1] + reach - image[1] - padding[1];
  const pitch = steps
    ? output[1] + Math.floor(reach / stride[1])
    : Math.max(image[1] + Math.max(padding[1], behind, 0), output[1]);
  const phases = steps ? phasesOf(kernel, dilation, stride) : [[0, 0] as const];
  const depth = plan.kernel[0] * kernel[0] * kernel[1] * inputs;
  const channels = roundUp(outputs, 4);
  const slices = inputs * plan.kernel[0] * phases.length;

  const lastPhase = Math.max(...phases.map(([row]) => row));
  const sized = (rows: number): Pick<Stage, "rows" | "seen" | "span" | "ldy" | "plane"> => {
    const seen = rows + Math.floor(reachRows / stride[0]);
    const span = (seen - 1) * stride[0] + lastPhase + 1;
    const ldy = roundUp(rows * pitch, 8);
    const last = Math.floor(reachRows / stride[0]) * pitch + Math.floor(reach / stride[1]);
    return { rows, seen, span, ldy, plane: roundUp(Math.max(seen * pitch, ldy) + last, 4) + 4 };
  };
  const bytes = (rows: number): readonly number[] => {
    const { span, ldy, plane } = sized(rows);
    const taken = inputs * Math.min(image[0], span) * image[1];
    return [slices * plane, channels * ldy, Math.max(taken, outputs * rows * output[1])].map(
      (floats) => floats * 4 + SLACK,
    );
  };
  const fits = (rows: number, limit: number): boolean =>
    bytes(rows).every((size, i) => size <= Math.min(limit, i < 2 ? SPREAD_BYTES : RAW_BYTES));
  if (
    channels * roundUp(depth, 2) * 4 > WEIGHT_BYTES ||
    roundUp(depth, 2) * 4 > OFFSET_BYTES ||
    channels * 4 > BIAS_BYTES ||
    outputs * depth * 4 > RAW_BYTES ||
    !fits(1, Infinity)
  ) {
    return null;
  }
  let rows = output[0];
  while (rows > 1 && !fits(rows, COMFORTABLE)) rows = Math.ceil(rows / 2);
  return { image, output, kernel, dilation, stride, padding, pitch, ...sized(rows), depth, phases };
}

function phasesOf(
  kernel: readonly number[],
  dilation: readonly number[],
  stride: readonly number[],
): (readonly [number, number])[] {
  const [rows, columns] = kernel.map(
    (k, i) => new Set(Array.from({ length: k }, (_, t) => (t * dilation[i]) % stride[i])),
  );
  return [...rows].flatMap((row) => [...columns].map((column) => [row, column] as const));
}

/** Writes where each place of the kernel lies, channel after channel, in bytes; one more makes their number even. */
export function writeOffsets(memory: Int32Array, plan: ConvolutionPlan, stage: Stage): void {
  const { stride, pitch, plane, phases } = stage;
  const [kh, kw] = stage.kernel;
  const [dh, dw] = stage.dilation;
  let at = OFFSETS >> 2;
  for (let slice = 0; slice < plan.inputs * plan.kernel[0]; slice++) {
    for (let j = 0; j < kh; j++) {
      for (let k = 0; k < kw; k++) {
        const [row, column] = [(j * dh) % stride[0], (k * dw) % stride[1]];
        const phase = phases.findIndex(([r, c]) => r === row && c === column);
        const [y, x] = [Math.floor((j * dh) / stride[0]), Math.floor((k * dw) / stride[1])];
        memory[at++] = ((slice * phases.length + phase) * plane + y * pitch + x) << 2;
      }
    }
  }
  memory[at] = 0;
}

/** Copies what `rows` rows of the output from `first` on, at depth `z`, see of an image at `at`, and spreads it. */
export function stageImage(
  loops: Loops,
  memory: Float32Array,
  plan: ConvolutionPlan,
  stage: Stage,
  x: Float32Array,
  at: number,
  z: number,
  first: number,
): void {
  const { inputs, image: size } = plan;
  const [height, width] = stage.image;
  const [rowStep, step] = stage.stride;
  const top = first * rowStep - stage.padding[0];
  const [from, to] = [
    Math.min(Math.max(top, 0), height),
    Math.max(0, Math.min(top + stage.span, height)),
  ];
  const rows = Math.max(to - from, 0);
  const space = size[0] * height * width;
  const kd = plan.kernel[0];
  const slice = stage.phases.length * stage.plane;
  for (let i = 0; i < kd; i++) {
    const depth = z * plan.stride[0] - plan.padding[0] + i * plan.dilation[0];
    const there = depth >= 0 && depth < size[0] ? rows : 0;
    if (there === height && size[0] === 1) {
      memory.set(x.subarray(at, at + inputs * space), RAW >> 2);
    } else if (there > 0) {
      let source = at + (depth * height + from) * width;
      let target = RAW >> 2;
      for (let c = 0; c < inputs; c++, source += space, target += rows * width) {
        memory.set(x.subarray(source, source + rows * width), target);
      }
    }
    const raw = rows * width * 4;
    for (const [p, [row, column]] of stage.phases.entries()) {
      const target = X + (i * slice + p * stage.plane) * 4;
      if (rowStep === 1 && step === 1) {
        const lead = there > 0 ? (from - top) * stage.pitch + stage.padding[1] : 0;
        // prettier-ignore
        loops.spreadRowsF32(RAW, raw, target, kd * slice * 4, inputs, there, width, stage.pitch, lead, stage.plane - 4);
      } else {
        // prettier-ignore
        loops.pickRowsF32(RAW, raw, target, kd * slice * 4, inputs, there, width, top + row - from, rowStep, column - stage.padding[1], step, stage.seen, stage.pitch, stage.plane - 4);
      }
    }
  }
}
