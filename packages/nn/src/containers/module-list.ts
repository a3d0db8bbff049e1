import { type Layer, type Module } from "../module/module.ts";
import { ModuleSequence } from "./sequence.ts";

/**
 * Modules in a list, registered as an array of them is not. It has no `forward`: call them one by one.
 *
 *     layers = new nn.ModuleList([new nn.Linear(4, 4), new nn.Linear(4, 4)]);
 *     forward(x: Tensor) { for (const layer of this.layers) x = layer(x); return x; }
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.ModuleList.html
 */
export class ModuleList<M extends Module = Layer> extends ModuleSequence<M> {
  static override readonly params: readonly string[] = ["modules"];

  constructor(modules?: Iterable<M> | null | { modules?: Iterable<M> | null }) {
    super();
    const given = isOptions(modules) ? modules.modules : modules;
    if (given) this.extend(given);
  }

  /** The modules from `start` up to `stop`, as a ModuleList. */
  slice(start?: number, stop?: number): ModuleList<M> {
    return new ModuleList((this._modules() as readonly M[]).slice(start, stop));
  }
}

function isOptions<M>(
  value: Iterable<M> | { modules?: Iterable<M> | null } | null | undefined,
): value is { modules?: Iterable<M> | null } {
  return value !== null && value !== undefined && !(Symbol.iterator in value);
}
