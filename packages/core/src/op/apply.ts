/**
 * The door through which every op goes: runs `forward`, and records a node where a gradient is wanted.
 */
import { isGradEnabled, isInferenceModeEnabled, setGradMode } from "../autograd/mode.ts";
import { type Context, Node, requiresGrad, setHistory } from "../autograd/node.ts";
import { TensorError } from "../errors.ts";
import { Tensor } from "../tensor.ts";
import type { OpRecord } from "./record.ts";

/** @internal What forward gets where nothing is recorded. */
export const unrecorded: Context = {
  needs: [],
  save() {},
  saved() {
    throw new TensorError("saved", "nothing is saved where no gradient is wanted");
  },
};

function wantsGrad(inputs: readonly Tensor[]): boolean {
  for (let i = 0; i < inputs.length; i++) if (requiresGrad(inputs[i])) return true;
  return false;
}

/** @internal Whether a call of an op with these inputs is to be recorded. */
export function records(op: Pick<OpRecord<never>, "backward">, inputs: readonly Tensor[]): boolean {
  return op.backward !== undefined && isGradEnabled() && wantsGrad(inputs);
}

/** Calls an op that has one result. */
export function apply(op: OpRecord, inputs: readonly Tensor[]): Tensor;
export function apply<Attrs>(op: OpRecord<Attrs>, inputs: readonly Tensor[], attrs: Attrs): Tensor;
export function apply<Attrs>(
  op: OpRecord<Attrs>,
  inputs: readonly Tensor[],
  attrs?: Attrs,
): Tensor {
  return run(op as OpRecord<never>, inputs, attrs as never) as Tensor;
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
  return run(op as OpRecord<never>, inputs, attrs as never) as readonly Tensor[];
}

function run(
  op: OpRecord<never>,
  inputs: readonly Tensor[],
  attrs: never,
): Tensor | readonly Tensor[] {
  if (!records(op, inputs)) {
    const result = forwardQuietly(op, unrecorded, inputs, attrs);
    finish(op, attrs, inputs, result);
    return result;
  }
  const node = new Node(op, attrs, inputs);
  const result = forwardQuietly(op, node, inputs, attrs);
  finish(op, attrs, inputs, result);
  if (result instanceof Tensor) {
    node.outputMeta = [{ shape: result.layout.shape, dtype: result.dtype }];
    setHistory(result, node, 0);
  } else {
    node.outputMeta = result.map(({ layout, dtype }) => ({ shape: layout.shape, dtype }));
    for (let i = 0; i < result.length; i++) setHistory(result[i], node, i);
  }
  return result;
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

/** Marks views and inference tensors. */
function finish(
  op: OpRecord<never>,
  attrs: never,
  inputs: readonly Tensor[],
  result: Tensor | readonly Tensor[],
): void {
  if (op.view) {
    const [parent] = inputs;
    const { version } = parent.storage;
    const from = parent.layout;
    if (result instanceof Tensor) {
      result._view = { parent, from, op, attrs, made: isGradEnabled() ? "grad" : "noGrad", version };
      result._inference = parent._inference;
      return;
    }
    for (let i = 0; i < result.length; i++) {
      const [single, singleAttrs] = op.replay!(attrs, i);
      result[i]._view = { parent, from, op: single, attrs: singleAttrs, made: "many", version };
      result[i]._inference = parent._inference;
    }
  } else if (isInferenceModeEnabled()) {
    if (result instanceof Tensor) result._inference = true;
    else for (const output of result) output._inference = true;
  }
}
