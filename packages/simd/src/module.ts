/** The compiled loops, instantiated with their scratch memory; `undefined` on a host without WebAssembly SIMD. */
import { moduleBase64 } from "./generated/module.ts";

/** What the module exports. Positions are bytes in its memory. */
export interface Loops {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly gemmF32: GemmPanels;
  readonly gemmF64: GemmPanels;
  packAcrossF32(
    from: number,
    stride: number,
    rows: number,
    width: number,
    to: number,
    first: number,
    depth: number,
    log: number,
  ): void;
  packAcrossF64(
    from: number,
    stride: number,
    rows: number,
    width: number,
    to: number,
    first: number,
    depth: number,
    log: number,
  ): void;
  packAlongF32(
    from: number,
    stride: number,
    rows: number,
    to: number,
    depth: number,
    log: number,
  ): void;
  packAlongF64(
    from: number,
    stride: number,
    rows: number,
    to: number,
    depth: number,
    log: number,
  ): void;
}

type GemmPanels = (
  a: number,
  b: number,
  c: number,
  rowPanels: number,
  columnPanels: number,
  depth: number,
  ldc: number,
  add: number,
) => void;

/** The part of the host's WebAssembly that is used; ECMAScript's types do not know it. */
interface WebAssemblyHost {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

function instantiate(): Loops | undefined {
  const host = (globalThis as { WebAssembly?: WebAssemblyHost }).WebAssembly;
  if (host === undefined) return undefined;
  const binary = atob(moduleBase64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  try {
    // A host without SIMD does not find the module valid; a page's policy may forbid to compile it.
    if (!host.validate(bytes)) return undefined;
    return new host.Instance(new host.Module(bytes)).exports as Loops;
  } catch {
    return undefined;
  }
}

export const loops: Loops | undefined = instantiate();
