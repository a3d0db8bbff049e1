import type { Tensor } from "@tapeloop/core";
import { type Layer } from "../module/module.ts";
import { ModuleSequence, reach } from "./sequence.ts";

/** Modules by name, in order: an object, a Map, or pairs. */
export type NamedModules<M> =
  | Readonly<Record<string, M>>
  | ReadonlyMap<string, M>
  | readonly (readonly [string, M])[];

/**
 * Layers one after the other: each gets what the one before it gave.
 *
 *     new nn.Sequential(new nn.Linear(10, 5), new nn.ReLU(), new nn.Linear(5, 1))
 *     new nn.Sequential({ hidden: new nn.Linear(10, 5), act: new nn.ReLU(), out: new nn.Linear(5, 1) })
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.Sequential.html
 */
export class Sequential extends ModuleSequence<Layer> {
  constructor(...layers: readonly Layer[] | readonly [NamedModules<Layer>]) {
    super();
    const [first] = layers;
    if (layers.length === 1 && isNamed(first)) {
      for (const [name, layer] of entries(first)) this.registerModule(name, layer);
      reach(this.length);
    } else this.extend(layers as readonly Layer[]);
  }

  override forward(input: Tensor): Tensor {
    let x = input;
    for (const layer of this._modules() as readonly Layer[]) x = layer(x);
    return x;
  }

  /** The layers from `start` up to `stop`, as a Sequential that keeps their names. */
  slice(start?: number, stop?: number): Sequential {
    return new Sequential(
      new Map((this._fields("module") as [string, Layer][]).slice(start, stop)),
    );
  }
}

/** Whether `Sequential` got names rather than its first layer. */
function isNamed(value: unknown): value is NamedModules<Layer> {
  if (typeof value !== "object" || value === null) return false;
  return (
    Array.isArray(value) ||
    value instanceof Map ||
    Object.getPrototypeOf(value) === Object.prototype
  );
}

/** Named modules as pairs. */
export function entries<M>(named: NamedModules<M>): Iterable<readonly [string, M]> {
  if (Array.isArray(named)) return named as readonly (readonly [string, M])[];
  if (named instanceof Map) return named.entries() as Iterable<[string, M]>;
  return Object.entries(named as Readonly<Record<string, M>>);
}
