/**
 * The door through which every op goes: runs `forward`, and records a node where a gradient is wanted.
 */
import {
  isGradEnabled,
  isInferenceModeEnabled,
  isRecording,
  setGradMode,
} from "../autograd/mode.ts";
import {
  aliasOf,
  type Context,
  Node,
  parentOf,
  requiresGrad,
  setHistory,
} from "../autograd/node.ts";
import { showValue, TensorError } from "../errors.ts";
import { Tensor } from "../tensor.ts";
import type { OpRecord } from "./record.ts";

/** @internal What forward gets where nothing is recorded. */
export const unrecorded: Context = {
  needs: [],
  save() {},
  saved() {
    throw new TensorError("saved", "nothing is saved where no gradient is wanted");
  },
  // Where no backward runs nothing would ever empty the pool.
  reuse() {},
};

/** A user's forward may answer anything. */
function checkAnswer({ name }: OpRecord<never>, answer: unknown): void {
  if ([answer].flat().every((output) => output instanceof Tensor)) return;
  throw new TensorError(
    name,
    `forward must answer a Tensor or an array of Tensors, got ${showValue(answer)}`,
  );
}

function wantsGrad(inputs: readonly Tensor[]): boolean {
  for (let i = 0; i < inputs.length; i++) if (requiresGrad(inputs[i])) return true;
  return false;
}

/** @internal Whether a call of an op with these inputs is to be recorded. */
export function records(op: Pick<OpRecord<never>, "backward">, inputs: readonly Tensor[]): boolean {
  return op.backward !== undefined && isRecording() && wantsGrad(inputs);
}

/** Calls an op that has one result. */
export function apply(op: OpRecord, inputs: readonly Tensor[]): Tensor;
export function apply<Attrs>(op: OpRecord<Attrs>, inputs: readonly Tensor[], attrs: Attrs): Tensor;
export function apply<Attrs>(
  op: OpRecord<Attrs>,
  inputs: readonly Tensor[],
  attrs?: Attrs,
): Tensor {
  return run(op, inputs, attrs as never) as Tensor;
}

/** Calls an op that has several results. */
export function applyMany(op: OpRecord, inputs: readonly Tensor[]): readonly Tensor[];
export function applyMany<Attrs>(
  op: OpRecord<Attrs>,
  inputs: readonly Tensor[],
  attrs: Attrs,
): readonly Tensor[];
export function applyMany<Attrs>(
  op: OpRecord<Attrs>,
  inputs: readonly Tensor[],
  attrs?: Attrs,
): readonly Tensor[] {
  return run(op, inputs, attrs as never) as readonly Tensor[];
}

function run(
  op: OpRecord<never>,
  inputs: readonly Tensor[],
  attrs: never,
): Tensor | readonly Tensor[] {
  if (!records(op, inputs)) {
    const result = forwardQuietly(op, unrecorded, inputs, attrs);
    if (op.custom) checkAnswer(op, result);
    finish(op, attrs, inputs, result);
    return result;
  }
  const node = new Node(op, attrs, inputs);
  const answer = forwardQuietly(op, node, inputs, attrs);
  if (op.custom) checkAnswer(op, answer);
  const result =
    answer instanceof Tensor
      ? apart(op, inputs, answer)
      : answer.map((output) => apart(op, inputs, output));
  finish(op, attrs, inputs, result);
  if (result instanceof Tensor) setHistory(result, node, 0);
  else {
    if (result.length !== 1) node.setOutputs(result);
    for (let i = 0; i < result.length; i++) setHistory(result[i], node, i);
  }
  return result;
}

/** Where forward answered an input itself, another tensor on the same memory: the input keeps its own history. */
function apart(op: OpRecord<never>, inputs: readonly Tensor[], output: Tensor): Tensor {
  if (!inputs.includes(output)) return output;
  const alias = aliasOf(output);
  const { layout, storage } = output;
  alias._view = {
    parent: output,
    from: layout,
    op,
    attrs: null,
    made: "custom",
    version: storage.version,
  };
  return alias;
}

/** @internal Forward may itself be written in ops: none of those is recorded. */
export function forwardQuietly(
  op: OpRecord<never>,
  ctx: Context,
  inputs: readonly Tensor[],
  attrs: never,
  out?: Tensor,
): Tensor | readonly Tensor[] {
  if (!isGradEnabled()) return op.forward(ctx, inputs, attrs, out);
  setGradMode(false);
  try {
    return op.forward(ctx, inputs, attrs, out);
  } finally {
    setGradMode(true);
  }
}

/**
 * What a view of `tensor` is a view of where nothing is recorded. No write into such a view is ever followed, so how it
 * was taken of others does not count: it holds what lies beneath them, and an endless `x = x.view(…)` nothing else.
 */
function beneath(tensor: Tensor): Tensor {
  let base = tensor;
  for (;;) {
    const view = base._view;
    const unfollowed = view?.made === "noGrad" || view?.made === "inference";
    if (!view || !unfollowed || base._leaf || base._node !== null) return base;
    base = parentOf(view);
  }
}

/** Marks views and inference tensors. */
function finish(
  op: OpRecord<never>,
  attrs: never,
  inputs: readonly Tensor[],
  result: Tensor | readonly Tensor[],
): void {
  if (op.view) {
    const { version } = inputs[0].storage;
    const mode = isInferenceModeEnabled() ? "inference" : isGradEnabled() ? "grad" : "noGrad";
    const parent = mode === "grad" ? inputs[0] : beneath(inputs[0]);
    const from = parent.layout;
    if (result instanceof Tensor) {
      result._view = { parent, from, op, attrs, made: mode, version };
      result._inference = parent._inference;
      return;
    }
    for (let i = 0; i < result.length; i++) {
      const [single, singleAttrs] = op.replay!(attrs, i);
      const made = mode === "grad" ? "many" : mode;
      result[i]._view = { parent, from, op: single, attrs: singleAttrs, made, version };
      result[i]._inference = parent._inference;
    }
  } else if (result instanceof Tensor) {
    finishOutput(op, inputs, result);
  } else {
    for (const output of result) finishOutput(op, inputs, output);
  }
}

function finishOutput(op: OpRecord<never>, inputs: readonly Tensor[], output: Tensor): void {
  if (isInferenceModeEnabled()) output._inference = true;
  const view = output._view;
  if (!view || inputs.includes(output)) return;
  // Forward took a view. Of something of its own: nobody else knows that. Of an input: backward, not the view op, says
  // what the gradient is, so writes into it cannot be followed.
  const shared = inputs.some(({ storage }) => storage === output.storage);
  output._view = shared ? { ...view, made: "custom" } : null;
}
