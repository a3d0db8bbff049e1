/**
 * What an op is: one record with its name, its parameters, forward and backward. Built-in ops and a user's own come
 * through the same door: `defineOp` a record, `apply` it (apply.ts). See docs/custom-ops.md.
 */
import type { Context } from "../autograd/node.ts";
import { TensorError } from "../errors.ts";
import type { Tensor } from "../tensor.ts";

/** The name and parameters of a public function; all of them stand in `opRegistry`. */
export interface Signature {
  /** The function's name, PyTorch's in camelCase. */
  readonly name: string;
  /** PyTorch's parameter names in PyTorch's order, in camelCase, after the first one. */
  readonly params: readonly string[];
  /** What the first parameter is called; `input` where nothing is said. */
  readonly first?: string;
  /** PyTorch's full name where the rules (`torch.` + snake_case) do not give it. */
  readonly torch?: string;
  /** Whether gradients flow; `false` for ops whose results are integers, booleans or fresh. */
  readonly differentiable?: boolean;
}

/**
 * An op that takes part in autograd.
 *
 * `forward` computes with typed arrays or with other ops (it runs without recording), saves what backward needs,
 * and answers fresh tensors (or a view, for a `view` op). `backward` is written in ops, so that second derivatives
 * come by themselves. It answers one gradient per input, `null` where there is none; shapes may still be those of
 * the broadcast result: the engine sums them back, and casts.
 */
export interface OpRecord<Attrs = undefined> extends Signature {
  forward(
    ctx: Context,
    inputs: readonly Tensor[],
    attrs: Attrs,
    out?: Tensor,
  ): Tensor | readonly Tensor[];
  backward?(ctx: Context, grads: readonly Tensor[], attrs: Attrs): readonly (Tensor | null)[];
  /** The output shares the input's storage. */
  readonly view?: boolean;
  /** For a view op with several outputs: the op and attributes that give output `index` alone. */
  replay?(attrs: Attrs, index: number): readonly [op: OpRecord<never>, attrs: unknown];
  /** `forward` can write into `out`, elementwise, also where `out` lies on the first input. */
  readonly writesOut?: boolean;
  /** PyTorch's name of the node, where it is not the op's name with `Backward0` behind it. */
  readonly node?: string | ((attrs: Attrs) => string);
  /** `backward` gets `null` for an output that nobody sent a gradient, rather than zeros. */
  readonly partial?: boolean;
  /** Written by a user: what it sees may be kept by it, so nothing of that is ever reused. */
  readonly custom?: boolean;
}

/** Every public function by name, with its parameters: the replay, messages and docs/ops.md read it. */
export const opRegistry: ReadonlyMap<string, Signature> = new Map();

/** Puts a function without a record of its own (a composite, or a creation function) into the registry. */
export function signature(
  name: string,
  params: readonly string[],
  more: Omit<Signature, "name" | "params"> = {},
): Signature {
  return register({ name, params, ...more });
}

/** Puts further names of a function into the registry: `alias(Asin, "arcsin")`. */
export function alias(
  { params, first, differentiable }: Signature,
  ...names: readonly string[]
): void {
  for (const name of names) register({ name, params, first, differentiable });
}

/** Puts an op into the registry and answers it. Throws where the name is taken. */
export function defineOp<Attrs = undefined>(record: OpRecord<Attrs>): OpRecord<Attrs> {
  return register(record);
}

/**
 * Makes an op of a user's own: as `defineOp`, and nothing that its forward or backward sees is ever used again.
 *
 * As users import it, it is called `defineOp`.
 */
export function defineCustomOp<Attrs = undefined>(record: OpRecord<Attrs>): OpRecord<Attrs> {
  return register({ ...record, custom: true });
}

function register<S extends Signature>(entry: S): S {
  if (opRegistry.has(entry.name)) {
    throw new TensorError(
      "defineOp",
      `an op named "${entry.name}" exists; give yours another name`,
    );
  }
  (opRegistry as Map<string, Signature>).set(entry.name, entry);
  return entry;
}

const NO_ARGS: Readonly<Record<string, never>> = Object.freeze({});

/** Whether a value is the trailing options object of a call: a plain object, no tensor, array or class. */
export function isOptions(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const proto = Object.getPrototypeOf(value) as unknown;
  return proto === Object.prototype || proto === null;
}

/**
 * Reads a call's arguments after the first by the one rule: leading parameters by position, any of the rest in one
 * trailing options object. `x.sum(1, { keepdim: true })` and `x.sum({ dim: 1, keepdim: true })` give the same.
 *
 *     const { dim, keepdim = false } = readArgs<SumOptions>(Sum, dimGiven, options);
 *
 * Throws on an unknown key (naming the known ones), on a parameter given twice, on too many arguments, and on anything
 * behind the options.
 */
export function readArgs<Options extends object>(
  op: Pick<Signature, "name" | "params">,
  ...given: readonly unknown[]
): Options {
  let count = given.length;
  while (count > 0 && given[count - 1] === undefined) count--;
  if (count === 0) return NO_ARGS as Options;
  const { name, params } = op;
  const last = given[count - 1];
  const options = isOptions(last) ? last : null;
  if (options) count--;
  if (count > params.length) {
    throw new TensorError(
      name,
      `takes at most ${params.length} arguments after the first (${params.join(", ")}), got ${count}`,
    );
  }
  const args: Record<string, unknown> = {};
  for (let i = 0; i < count; i++) {
    if (isOptions(given[i]))
      throw new TensorError(name, `options come last: nothing may stand behind them`);
    args[params[i]] = given[i];
  }
  if (!options) return args as Options;
  for (const key of Object.keys(options)) {
    if (options[key] === undefined) continue;
    const index = params.indexOf(key);
    if (index === -1)
      throw new TensorError(name, `unknown option "${key}"; known: ${params.join(", ") || "none"}`);
    if (index < count && args[key] !== undefined)
      throw new TensorError(name, `got "${key}" twice: by position and in the options`);
    args[key] = options[key];
  }
  return args as Options;
}
