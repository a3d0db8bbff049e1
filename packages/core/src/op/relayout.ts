/** In-place ops that change how a tensor looks at its memory: `t_`, `squeeze_`, … */
import { isGradEnabled } from "../autograd/mode.ts";
import { aliasOf, formsOf, gradFnOf, Node, requiresGrad, setHistory } from "../autograd/node.ts";
import { type Layout, sameLayout } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { forwardQuietly, unrecorded } from "./apply.ts";
import { checkHistory } from "./inplace.ts";
import type { OpRecord } from "./record.ts";

/**
 * A form that `self` had before and that it may take again, rather than have one more behind it: without that, a tensor that
 * is turned to and fro for ever would hold all it ever was. `null` where a history tells the forms apart, or where a
 * view of one that lies between may still look for it.
 */
function formerForm(forms: readonly Tensor[], layout: Layout): Tensor | null {
  if (forms.some((form) => form._node !== null)) return null;
  const at = forms.findIndex((form) => sameLayout(form.layout, layout));
  if (at === -1) return null;
  const behind = new Set(forms.slice(at + 1).map((form) => form.layout));
  return forms.slice(0, at).every((form) => behind.has(form.layout)) ? forms[at] : null;
}

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
  const view = forwardQuietly(record, unrecorded, [self], attrs as never) as Tensor;
  const node = self._leaf ? null : gradFnOf(self);
  const forms = formsOf(self);
  const former = formerForm(forms, view.layout);
  if (former) {
    const version = ++self.storage.version;
    Object.assign(self, { layout: former.layout });
    self._view = former._view && { ...former._view, version };
    return self;
  }
  // One object for equal layouts, by which views find the form they were taken of.
  const { layout } = forms.find((form) => sameLayout(form.layout, view.layout)) ?? view;
  const was = aliasOf(self);
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
    inPlace: true,
    made: was._view?.made ?? "grad",
    version: storage.version,
  };
  if (node) {
    const own = new Node(record, attrs, [was]);
    setHistory(self, own, 0);
  }
  return self;
}
