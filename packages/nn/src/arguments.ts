/** How constructors and methods of modules read their arguments: by the one rule of all of Tapeloop. */
import { type DType, readArgs, TensorError } from "@tapeloop/core";

/** A class that names its constructor's parameters. */
export interface WithParams {
  readonly name: string;
  readonly params: readonly string[];
}

/**
 * The parameters of the class whose constructor this is, under the name of the class that is being made: a subclass
 * may take other ones.
 */
export function named(type: WithParams, made: { readonly name: string }): WithParams {
  return { name: made.name, params: type.params };
}

/** What every layer that has parameters takes beside its own options. */
export interface FactoryOptions {
  /** Element type of its parameters; float32 where nothing is said (see `torch.setDefaultDtype`). */
  dtype?: DType | null;
}

/**
 * Reads what a constructor (or method) was given: leading parameters by position, any of the rest in one trailing
 * options object. The first `required` parameters must be there.
 */
export function readOptions<Options extends object>(
  { name, params }: WithParams,
  given: readonly unknown[],
  required = 0,
): Options {
  const args = readArgs<Options>({ name, params }, ...given);
  for (let i = 0; i < required; i++) {
    if (args[params[i] as keyof Options] !== undefined) continue;
    throw new TensorError(name, `missing "${params[i]}"; it takes ${params.join(", ")}`);
  }
  return args;
}

/** One number for all dimensions, or one each. */
export type Size1 = number | readonly [number];
export type Size2 = number | readonly [number, number];
export type Size3 = number | readonly [number, number, number];
export type Size = number | readonly number[];

/** A size as one number per dimension. */
export function sizes(name: string, what: string, size: Size, count: number): readonly number[] {
  if (typeof size === "number") return new Array<number>(count).fill(size);
  if (size.length === count) return size;
  throw new TensorError(
    name,
    `${what} must be one number or ${count} of them, got [${size.join(", ")}]`,
  );
}
