/** The compiled loops, instantiated with their scratch memory; `undefined` on a host without WebAssembly SIMD. */
import { memoryKind, moduleBase64, relaxedBase64 } from "./generated/module.ts";
import type { Loops, Memory } from "./module.ts";
import { PAGES } from "./places.ts";

/** The part of the host's WebAssembly that is used; ECMAScript's types do not know it. */
interface WebAssemblyHost {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number; maximum: number; shared: boolean }) => Memory;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: Memory } },
  ) => { readonly exports: unknown };
}

/** The part of Node's `process` that is used. */
export interface Host {
  readonly env?: Readonly<Record<string, string | undefined>>;
  getBuiltinModule?(name: "v8"): { setFlagsFromString(flags: string): void };
}

/** Whether the environment variable `TAPELOOP_SIMD`, words with commas between them, has this one. */
export function asksFor(host: Host | undefined, word: "0" | "wide" | "relaxed"): boolean {
  return host?.env?.["TAPELOOP_SIMD"]?.split(",").includes(word) ?? false;
}

/** Sets a flag of V8's, for the whole process: before what it is about is compiled. Answers whether the host can. */
function setFlag(host: Host | undefined, flag: string): boolean {
  if (host?.getBuiltinModule === undefined) return false;
  host.getBuiltinModule("v8").setFlagsFromString(flag);
  return true;
}

/**
 * `TAPELOOP_SIMD=wide` lets V8 make 256-bit operations of pairs of 128-bit ones, where it can (Node 24 and later): the same
 * bits, faster products. It is an experiment of V8's, for the whole process, and must be asked for before the module is
 * compiled. Answers whether it was.
 */
export function widen(host: Host | undefined): boolean {
  return asksFor(host, "wide") && setFlag(host, "--experimental-wasm-revectorize");
}

/**
 * `TAPELOOP_SIMD=relaxed` lets products multiply and add in one operation, where the processor has one: results then differ in
 * their last bits from machine to machine. Node 20 must be asked to know such operations. Answers whether the module that has
 * them is `valid`.
 */
export function relax(host: Host | undefined, valid: () => boolean): boolean {
  if (!asksFor(host, "relaxed")) return false;
  return valid() || (setFlag(host, "--experimental-wasm-relaxed-simd") && valid());
}

function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

const { process, WebAssembly: wasm } = globalThis as {
  process?: Host;
  WebAssembly?: WebAssemblyHost;
};

/** The loops, and what another thread makes the same ones of. */
export interface Instance {
  readonly loops: Loops;
  readonly module: object;
  readonly memory: Memory;
}

/** Instantiates the module with a memory of its own, or one that threads can share. */
export function instantiate(shared: boolean): Instance | undefined {
  if (wasm === undefined) return undefined;
  const bytes = bytesOf(moduleBase64);
  if (shared) bytes[memoryKind] = 3;
  try {
    // A host without SIMD does not find the module valid; a page's policy may forbid to compile it.
    if (!wasm.validate(bytes)) return undefined;
    const module = new wasm.Module(bytes);
    const memory = new wasm.Memory({ initial: PAGES, maximum: PAGES, shared });
    const loops = new wasm.Instance(module, { env: { memory } }).exports as Loops;
    return { loops, module, memory };
  } catch {
    return undefined;
  }
}

/** The loops with relaxed products in place of theirs, where these are asked for. */
function relaxed({ loops, memory }: Instance): Loops {
  const bytes = bytesOf(relaxedBase64);
  if (wasm === undefined || !relax(process, () => wasm.validate(bytes))) return loops;
  const products = new wasm.Instance(new wasm.Module(bytes), { env: { memory } });
  return { ...loops, ...(products.exports as Pick<Loops, "gemmF32" | "gemmF64">) };
}

widen(process);
const instance = instantiate(false);

export const loops: Loops | undefined = instance && relaxed(instance);
