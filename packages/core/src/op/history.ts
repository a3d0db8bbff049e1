/** Tensors that stand for another in backward. */
import { gradFnOf, hooksOf } from "../autograd/node.ts";
import { Tensor } from "../tensor.ts";

/**
 * NOTE [Shifted logits]
 * cross entropy saves log-softmax(x) and not x: backward needs it, and whoever writes into x afterwards does no harm, as in
 * PyTorch. For second derivatives backward has to lead to x all the same. It may: softmax and log-softmax do not change
 * when all logits of a row move together, and log-softmax(x) is x moved so, hence they and their derivatives have the
 * same values there. So the saved tensor has those values and x's place in the graph.
 */
export function withHistoryOf(x: Tensor, values: Tensor): Tensor {
  const stand = new Tensor(values.storage, values.layout, values.dtype);
  stand._leaf = x._leaf;
  stand._node = gradFnOf(x);
  stand._output = x._output;
  if (x._leaf) stand._hooks = hooksOf(x);
  return stand;
}
