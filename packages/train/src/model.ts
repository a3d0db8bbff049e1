/** What is trained: a model, the loss and metrics that judge it, the rows it sees. */
import { Tensor, TensorError } from "@tapeloop/core";
import type { Module } from "@tapeloop/nn";
import type { Optimizer } from "@tapeloop/optim";
import type { Logs } from "./history.ts";

/** A module from one or more inputs to one prediction. */
export interface Model extends Module {
  forward(...inputs: Tensor[]): Tensor;
}

/** What is to become small: one of `nn`'s losses, or any function to a tensor of one element. */
export type LossFunction = (prediction: Tensor, target: Tensor) => Tensor;

/** A number to look at beside the loss: a batch's mean, from prediction and target. */
export type Metric = (prediction: Tensor, target: Tensor) => Tensor | number;

/** How a model is judged and changed: what Keras gives to `compile`. */
export interface Compiled {
  readonly loss: LossFunction;
  readonly optimizer: Optimizer;
  /** Further numbers, by the names they get in the history. */
  readonly metrics?: Readonly<Record<string, Metric>>;
}

/** A model's input, or its inputs where `forward` takes several. Examples in rows. */
export type Inputs = Tensor | readonly Tensor[];

/** Examples: as many rows of each input as of the target. */
export class Rows {
  readonly inputs: readonly Tensor[];
  readonly target: Tensor;
  readonly length: number;

  private constructor(inputs: readonly Tensor[], target: Tensor, length: number) {
    this.inputs = inputs;
    this.target = target;
    this.length = length;
  }

  /** Throws where there are no rows, or not as many of each; `caller` is named in the message. */
  static of(caller: string, x: Inputs, y: Tensor): Rows {
    const inputs = inputsOf(caller, x);
    if (!(y instanceof Tensor))
      throw new TensorError(caller, "y must be a tensor with a row for each row of x");
    const shapes = [...inputs, y].map(({ shape }) => shape);
    const sizes = shapes.map((shape) => shape[0]);
    if (y.ndim === 0)
      throw new TensorError(caller, "y has no rows: it is 0-d, expected a first dimension", {
        shapes,
      });
    if (sizes.some((size) => size !== sizes[0])) {
      throw new TensorError(
        caller,
        `x and y have different numbers of rows: ${sizes.slice(0, -1).join(", ")} and ${sizes.at(-1)}; give one target row for each example`,
        { shapes },
      );
    }
    if (sizes[0] === 0)
      throw new TensorError(caller, "the data is empty: x and y have 0 rows", { shapes });
    return new Rows(inputs, y, sizes[0]);
  }

  /** Rows from `start` up to `stop`, as views. */
  slice(start: number, stop: number): Rows {
    const cut = (tensor: Tensor): Tensor => tensor.narrow(0, start, stop - start);
    return new Rows(this.inputs.map(cut), cut(this.target), stop - start);
  }

  /** In order, `size` at a time; the last batch may be smaller. */
  *batches(size: number): IterableIterator<Rows> {
    for (let start = 0; start < this.length; start += size)
      yield this.slice(start, Math.min(start + size, this.length));
  }
}

/** A model's inputs as a list. Throws where they are no tensors with rows. */
export function inputsOf(caller: string, x: Inputs): readonly Tensor[] {
  const inputs = x instanceof Tensor ? [x] : x;
  if (!Array.isArray(inputs) || inputs.some((input) => !(input instanceof Tensor)))
    throw new TensorError(
      caller,
      "x must be a tensor, or an array of tensors, with examples in rows",
    );
  if (inputs.length === 0)
    throw new TensorError(caller, "x is an empty array: give the model at least one input");
  if (inputs.some((input) => input.ndim === 0))
    throw new TensorError(caller, "x has no rows: it is 0-d, expected examples in rows", {
      shapes: inputs.map(({ shape }) => shape),
    });
  return inputs;
}

/** Throws where a number that counts something is not a whole one from `least` on. */
export function checkCount(caller: string, name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least)
    throw new TensorError(
      caller,
      `${name} must be an integer of ${least} or more, got ${String(value)}`,
    );
}

/** Throws where options are not known. */
export function checkKeys(caller: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (!known.includes(key))
      throw new TensorError(caller, `unknown option "${key}"; known: ${known.join(", ")}`);
  }
}

/** Throws where loss or metrics cannot be called, or a metric's name is taken. */
export function checkMeasures(
  caller: string,
  { loss, metrics = {} }: Pick<Compiled, "loss" | "metrics">,
): void {
  if (typeof loss !== "function")
    throw new TensorError(
      caller,
      "loss must be a function of prediction and target, e.g. new nn.MSELoss()",
    );
  for (const [name, metric] of Object.entries(metrics)) {
    if (typeof metric !== "function")
      throw new TensorError(caller, `metric "${name}" must be a function of prediction and target`);
    if (/^loss$|^val[A-Z]/.test(name))
      throw new TensorError(
        caller,
        `a metric cannot be called "${name}": that name is taken by what fit measures itself`,
      );
  }
}

/** A batch's loss. Throws where it is not one number, e.g. with `reduction: "none"`. */
export function lossOf(
  caller: string,
  loss: LossFunction,
  prediction: Tensor,
  target: Tensor,
): Tensor {
  const value = loss(prediction, target);
  if (!(value instanceof Tensor) || value.numel() !== 1) {
    throw new TensorError(
      caller,
      'the loss must be a tensor of one element; reduce it, e.g. with reduction: "mean"',
      { shapes: value instanceof Tensor ? [value.shape] : [] },
    );
  }
  return value;
}

/** Means over examples, collected batch by batch. */
export class Means {
  readonly #sums = new Map<string, number>();
  #examples = 0;

  /** Adds the means of a batch of `examples`. */
  add(examples: number, means: Logs): void {
    this.#examples += examples;
    for (const [name, mean] of Object.entries(means))
      this.#sums.set(name, (this.#sums.get(name) ?? 0) + mean * examples);
  }

  /** The means so far. */
  get(): Record<string, number> {
    return Object.fromEntries([...this.#sums].map(([name, sum]) => [name, sum / this.#examples]));
  }
}

/** What a batch measures: the loss, and each metric without recording. */
export function measure(
  loss: Tensor,
  metrics: Readonly<Record<string, Metric>>,
  prediction: Tensor,
  target: Tensor,
): Record<string, number> {
  const values: Record<string, number> = { loss: Number(loss.item()) };
  for (const [name, metric] of Object.entries(metrics)) {
    const value = metric(prediction, target);
    values[name] = typeof value === "number" ? value : Number(value.item());
  }
  return values;
}
