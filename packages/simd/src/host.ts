/** The compiled loops, instantiated with their scratch memory; `undefined` on a host without WebAssembly SIMD. */
import { moduleBase64, relaxedBase64 } from "./generated/module.ts";
import type { Loops } from "./module.ts";

/** The part of the host's WebAssembly that is used; ECMAScript's types do not know it. */
interface WebAssemblyHost {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports?: object) => { readonly exports: unknown };
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

function instantiate(): Loops | undefined {
  const { process, WebAssembly: wasm } = globalThis as {
    process?: Host;
    WebAssembly?: WebAssemblyHost;
  };
  if (wasm === undefined) return undefined;
  widen(process);
  const bytes = bytesOf(moduleBase64);
  try {
    // A host without SIMD does not find the module valid; a page's policy may forbid to compile it.
    if (!wasm.validate(bytes)) return undefined;
    const loops = new wasm.Instance(new wasm.Module(bytes)).exports as Loops;
    if (!relax(process, () => wasm.validate(bytesOf(relaxedBase64)))) return loops;
    const { memory } = loops;
    const module = new wasm.Module(bytesOf(relaxedBase64));
    const products = new wasm.Instance(module, { env: { memory } });
    return { ...loops, ...(products.exports as Pick<Loops, "gemmF32" | "gemmF64">) };
  } catch {
    return undefined;
  }
}

export const loops: Loops | undefined = instantiate();
