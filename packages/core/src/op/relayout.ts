/** In-place ops that change how a tensor looks at its memory: `t_`, `squeeze_`, … */
import { isGradEnabled } from "../autograd/mode.ts";
import { aliasOf, gradFnOf, Node, requiresGrad, setHistory } from "../autograd/node.ts";
import type { Tensor } from "../tensor.ts";
import { forwardQuietly, unrecorded } from "./apply.ts";
import { checkHistory } from "./inplace.ts";
import type { OpRecord } from "./record.ts";

/**
 * Gives `self` the layout that the view op `op` gives, and answers `self`.
 *
 * From then on `self` is a view of what it was, which lives on under another name: views taken before find it through
 * `parentOf`, and writes into `self` reach it as writes into any view reach its base.
 */
export function relayout<Attrs>(
  op: OpRecord<Attrs>,
  name: string,
  self: Tensor,
  attrs: Attrs,
): Tensor {
  const recorded = isGradEnabled() && requiresGrad(self);
  checkHistory(name, self, recorded);
  const record = op as OpRecord<never>;
  const { layout } = forwardQuietly(record, unrecorded, [self], attrs as never) as Tensor;
  const was = aliasOf(self);
  const node = self._leaf ? null : gradFnOf(self);
  was._node = node;
  was._output = self._output;
  was._view = self._view;
  const { storage } = self;
  storage.version++;
  if (was._view) was._view.version = storage.version;
  Object.assign(self, { layout });
  self._view = {
    parent: was,
    from: was.layout,
    op: record,
    attrs,
    made: was._view?.made ?? "grad",
    version: storage.version,
  };
  if (node) {
    const own = new Node(record, attrs, [was]);
    setHistory(self, own, 0);
  }
  return self;
}
