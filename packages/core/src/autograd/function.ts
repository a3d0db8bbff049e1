/** `autograd.Function`: an op of one's own as a class with `forward` and `backward`. See docs/custom-ops.md. */
import { isFloat } from "../dtype.ts";
import { showValue, TensorError } from "../errors.ts";
import { checkHistory, formerly, historyOf } from "../op/inplace.ts";
import type { OpRecord } from "../op/record.ts";
import { Tensor } from "../tensor.ts";
import { isInferenceModeEnabled, isRecording, switchMode } from "./mode.ts";
import { aliasOf, baseOf, Node, requiresGrad, setHistory } from "./node.ts";

/**
 * What `forward` and `backward` of one call share. Anything may be stored on it; tensors that backward needs go through
 * `saveForBackward`, which finds out when they have been overwritten.
 */
export class FunctionCtx {
  [key: string]: unknown;

  #node: Node | null = null;
  #saved: readonly (Tensor | null)[] = [];
  #needs: readonly boolean[] = [];
  /** For each tensor among the arguments, which one it is. */
  #places: readonly number[] = [];
  #dirty: readonly Tensor[] = [];
  #constant: readonly Tensor[] = [];
  #materializes = true;

  /** Keeps inputs or outputs of `forward` for `backward`; once, all of them. */
  saveForBackward(...tensors: (Tensor | null)[]): void {
    this.#saved = tensors;
  }

  /** What `saveForBackward` kept. Throws where one has been modified in place since, or has been freed. */
  get savedTensors(): readonly Tensor[] {
    return this.#node ? this.#node.saved() : (this.#saved as readonly Tensor[]);
  }

  /** For each argument of `forward` whether its gradient is wanted. */
  get needsInputGrad(): readonly boolean[] {
    const node = this.#node;
    if (!node) return this.#needs;
    const wanted = this.#needs.slice();
    this.#places.forEach((place, i) => (wanted[place] = node.needs[i]));
    return wanted;
  }

  /** Says that `forward` has modified these inputs in place; it has to answer them. */
  markDirty(...tensors: Tensor[]): void {
    this.#dirty = tensors;
  }

  /** Says that these outputs have no gradient. */
  markNonDifferentiable(...tensors: Tensor[]): void {
    this.#constant = tensors;
  }

  /** Whether `backward` gets zeros (the default) or null for outputs that nobody used. */
  setMaterializeGrads(value: boolean): void {
    this.#materializes = value;
  }

  /** @internal Runs `forward`, and records it where a gradient is wanted. */
  static run(type: FunctionType, args: readonly unknown[]): unknown {
    const ctx = new FunctionCtx();
    const places = args.flatMap((arg, i) => (arg instanceof Tensor ? [i] : []));
    const tensors = places.map((place) => args[place] as Tensor);
    ctx.#needs = args.map((arg) => arg instanceof Tensor && requiresGrad(arg));
    ctx.#places = places;
    const recorded = isRecording() && tensors.some(requiresGrad);
    if (!recorded) {
      const answer = quietly(type, ctx, args);
      outputsOf(type, answer);
      return answer;
    }
    const node = new Node(recordOf(type), ctx, tensors);
    ctx.#node = node;
    // What is written to in place gets a history that starts from these.
    const former = tensors.map((tensor) => (tensor._leaf ? tensor : formerly(tensor)));
    const formerBases = tensors.map((tensor) => (tensor._view ? formerly(baseOf(tensor)) : null));
    const answer = quietly(type, ctx, args);
    const outputs = outputsOf(type, answer);
    for (const tensor of ctx.#dirty) {
      if (outputs.includes(tensor) && tensors.includes(tensor)) continue;
      throw new TensorError(
        type.name,
        "what is marked dirty must be an input that is modified in place, and be answered as an output",
      );
    }
    const finished = outputs.map((output, i) => {
      if (ctx.#dirty.includes(output)) {
        ctx.#rewrite(type, output, outputs.length, tensors.indexOf(output), former, formerBases);
        return output;
      }
      return ctx.#finish(type, output, i, outputs, tensors);
    });
    if (finished.length !== 1) node.setOutputs(finished);
    node.materializes = ctx.#materializes;
    node.save(...ctx.#saved);
    ctx.#saved = [];
    return Array.isArray(answer) ? finished : finished[0];
  }

  /** Gives an output its history. An input, or a tensor that has one already, keeps its own: its alias gets this one. */
  #finish(
    type: FunctionType,
    output: Tensor,
    index: number,
    outputs: readonly Tensor[],
    inputs: readonly Tensor[],
  ): Tensor {
    const taken =
      output._leaf ||
      output._node !== null ||
      inputs.includes(output) ||
      outputs.indexOf(output) < index;
    const result = taken ? aliasOf(output) : output;
    if (this.#constant.includes(output) || !isFloat(output.dtype)) return result;
    const source = inputs.find(({ storage }) => storage === output.storage);
    const { layout, storage } = source ?? output;
    result._view = source
      ? {
          parent: source,
          from: layout,
          op: recordOf(type),
          attrs: null,
          made: "custom",
          version: storage.version,
        }
      : null;
    setHistory(result, this.#node as Node, index);
    return result;
  }

  /** Gives an input that was modified in place its history. */
  #rewrite(
    type: FunctionType,
    output: Tensor,
    count: number,
    place: number,
    former: readonly Tensor[],
    formerBases: readonly (Tensor | null)[],
  ): void {
    checkHistory(type.name, output, true);
    output.storage.version++;
    if (output._view && count > 1) {
      throw new TensorError(
        type.name,
        "a Function that modifies a view in place must answer that view alone",
      );
    }
    const others = former.filter((_, i) => i !== place);
    historyOf(output, this.#node as Node, place, others, formerBases[place])();
  }

  /** @internal Runs `backward`, and answers one gradient per tensor among the arguments. */
  static runBackward(
    type: FunctionType,
    ctx: FunctionCtx,
    grads: readonly (Tensor | null)[],
  ): readonly (Tensor | null)[] {
    if (typeof type.backward !== "function") {
      throw new TensorError(
        type.name,
        "has no backward; add static backward(ctx, ...grads), one gradient per argument of forward",
      );
    }
    const answer: unknown = type.backward(ctx, ...(grads as Tensor[]));
    const given: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
    const { length } = ctx.#needs;
    const count =
      given.findLastIndex((gradient) => gradient !== null && gradient !== undefined) + 1;
    if (given.length < length || count > length) {
      throw new TensorError(
        type.name,
        `backward answered an incorrect number of gradients (expected ${length}, one per argument of forward, got ${given.length})`,
      );
    }
    const stray = given.findIndex(
      (gradient, i) => gradient !== null && gradient !== undefined && !ctx.#places.includes(i),
    );
    if (stray !== -1) {
      throw new TensorError(
        type.name,
        `backward answered a gradient at position ${stray}, but the argument of forward there is no Tensor; answer null`,
      );
    }
    return ctx.#places.map((place) => (given[place] ?? null) as Tensor | null);
  }
}

/** What `Function.apply` needs of a class. */
interface FunctionType {
  readonly name: string;
  forward(ctx: FunctionCtx, ...args: unknown[]): unknown;
  backward?(ctx: FunctionCtx, ...grads: Tensor[]): unknown;
}

function quietly(type: FunctionType, ctx: FunctionCtx, args: readonly unknown[]): unknown {
  const restore = switchMode(false, isInferenceModeEnabled());
  try {
    return type.forward(ctx, ...args);
  } finally {
    restore();
  }
}

function outputsOf({ name }: FunctionType, answer: unknown): readonly Tensor[] {
  const outputs: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  for (const output of outputs) {
    if (output instanceof Tensor) continue;
    throw new TensorError(
      name,
      `forward must answer a Tensor or an array of Tensors, got ${showValue(answer)}`,
    );
  }
  return outputs as readonly Tensor[];
}

const records = new WeakMap<FunctionType, OpRecord<FunctionCtx>>();

function recordOf(type: FunctionType): OpRecord<never> {
  let record = records.get(type);
  if (!record) {
    record = {
      name: type.name,
      params: [],
      node: `${type.name}Backward`,
      custom: true,
      forward() {
        throw new TensorError(type.name, "runs by apply");
      },
      backward: (_node, grads, ctx) => FunctionCtx.runBackward(type, ctx, grads),
    };
    records.set(type, record);
  }
  return record;
}

/**
 * An op of one's own: a class with a static `forward` and `backward`, called by `apply`.
 *
 *     class Exp extends autograd.Function {
 *       static forward(ctx: FunctionCtx, x: Tensor): Tensor {
 *         const y = x.exp();
 *         ctx.saveForBackward(y);
 *         return y;
 *       }
 *       static backward(ctx: FunctionCtx, grad: Tensor): Tensor {
 *         const [y] = ctx.savedTensors;
 *         return grad.mul(y);
 *       }
 *     }
 *     const y = Exp.apply(x);
 *
 * `forward` runs without recording. `backward` answers one gradient per argument of `forward`, `null` for those that
 * have none; written in ops it can be differentiated again. Check it: `autograd.gradcheck((x) => Exp.apply(x), x)`.
 * Source: https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function
 */
// oxlint-disable-next-line typescript/no-extraneous-class -- PyTorch's form: a class that users extend with statics
export abstract class Function {
  /** Calls `forward` and records `backward`. */
  static apply<Args extends unknown[], Result>(
    this: {
      readonly name: string;
      forward(ctx: FunctionCtx, ...args: Args): Result;
      backward?(ctx: FunctionCtx, ...grads: never[]): unknown;
    },
    ...args: Args
  ): Result {
    return FunctionCtx.run(this, args) as Result;
  }
}
