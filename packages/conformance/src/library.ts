/**
 * The library as its users import it, looked into by name: the replay knows no op.
 */
import * as data from "@tapeloop/data";
import * as tapeloop from "tapeloop";
import type { Tensor } from "tapeloop";
import { Missing } from "./outcome.ts";
import { camel, pathOf } from "./names.ts";

export type { Tensor } from "tapeloop";

/** Anything that can be called; what it takes and gives is the record's business. */
export type Callable = (...args: unknown[]) => unknown;
export type Class = new (...args: unknown[]) => object;

/** What is known of a function's or class's parameters. */
export interface Parameters {
  /** PyTorch's names in camelCase; for a function without the first one. */
  readonly params: readonly string[];
  /** What a function's first parameter is called. */
  readonly first?: string;
}

/** An entry of the public API. */
export interface Entry {
  /** As a user writes it: `nn.functional.maxPool1d`. */
  readonly label: string;
  readonly value: unknown;
  /** Whether it is constructed rather than called. */
  readonly isClass: boolean;
  readonly signature: Parameters | null;
}

interface Core {
  readonly Tensor: abstract new (...args: never[]) => Tensor;
  readonly TensorError: abstract new (...args: never[]) => Error;
  readonly opRegistry: ReadonlyMap<string, Parameters>;
}

function core(): Core {
  return (tapeloop as unknown as { torch: Core }).torch;
}

export function isTensor(value: unknown): value is Tensor {
  return value instanceof core().Tensor;
}

/** Whether an error is the library's refusal, rather than an accident of the engine. */
export function isRefusal(error: unknown): error is Error & { op: string } {
  return error instanceof core().TensorError;
}

/** Rooms of torch whose functions share names with others: `torch.linalg.norm` is not `torch.norm`, nor `F.unfold` `x.unfold`. */
const rooms: ReadonlySet<string> = new Set(["linalg", "special", "fft"]);

/** The parameters of an op, from core's registry. In-place forms have those of the plain one. */
export function signatureOf(path: readonly string[]): Parameters | null {
  const registry = core().opRegistry;
  const name = path.at(-1)!;
  const room = path.at(-2) ?? "";
  const candidates = rooms.has(room)
    ? [`${room}${name[0].toUpperCase()}${name.slice(1)}`]
    : [
        ...(room === "functional" ? [`functional${name[0].toUpperCase()}${name.slice(1)}`] : []),
        name,
        name.replace(/_$/, ""),
      ];
  for (const candidate of candidates) {
    const found = registry.get(candidate);
    if (found) return found;
  }
  return null;
}

/** An object's member by name; objects with state (modules) may use PyTorch's own spelling. */
export function member(object: object, name: string): { name: string; value: unknown } | null {
  for (const candidate of [camel(name), name]) {
    if (candidate in object)
      return { name: candidate, value: (object as Record<string, unknown>)[candidate] };
  }
  return null;
}

/** Where paths begin; data is a package of its own. */
const root: object = { data, ...tapeloop };

/** Follows a path from the root; `undefined` where it ends. */
function follow(path: readonly string[]): unknown {
  let at: unknown = root;
  for (const name of path) {
    if ((typeof at !== "object" && typeof at !== "function") || at === null || !(name in at))
      return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}

/** The public function or class that PyTorch calls `name`. Throws `Missing` where there is none. */
export function find(name: string): Entry {
  const entry = findOrNull(name);
  if (!entry) throw new Missing(pathOf(name).join("."));
  return entry;
}

export function findOrNull(name: string): Entry | null {
  const path = pathOf(name);
  const value = follow(path);
  if (value === undefined) return null;
  const isClass = typeof value === "function" && /^[A-Z]/.test(path.at(-1)!);
  const signature = isClass ? paramsOf(value) : signatureOf(path);
  return { label: path.join("."), value: bound(value, path), isClass, signature };
}

/** Static methods need their class as `this`. */
function bound(value: unknown, path: readonly string[]): unknown {
  const owner = follow(path.slice(0, -1));
  return typeof value === "function" && typeof owner === "function"
    ? (value as Callable).bind(owner)
    : value;
}

/** A class names its constructor's parameters in a static `params`; an inherited one is its parent's. */
function paramsOf(value: unknown): Parameters | null {
  if (!Object.hasOwn(value as object, "params")) return null;
  return { params: (value as { params: readonly string[] }).params };
}

/** A value inside the library that the replay itself leans on. */
export function need<T>(name: string): T {
  return find(name).value as T;
}

/** How the class of a value is called, for messages. */
export function className(value: unknown): string {
  if (isTensor(value)) return "Tensor";
  if (typeof value === "object" || typeof value === "function")
    return value?.constructor?.name ?? "null";
  return typeof value;
}
