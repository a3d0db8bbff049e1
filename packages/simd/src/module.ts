/** The compiled loops, instantiated with their scratch memory; `undefined` on a host without WebAssembly SIMD. */
import { memoryKind, moduleBase64 } from "./generated/module.ts";
import { PAGES } from "./places.ts";

/** A `WebAssembly.Memory`, of fixed size. */
export interface Memory {
  readonly buffer: ArrayBufferLike;
}

/** What the module exports. Positions are bytes in its memory. */
export interface Loops {
  readonly memory: Memory;
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

  convolveF32(
    weights: number,
    offsets: number,
    bias: number,
    x: number,
    y: number,
    rowPanels: number,
    columnPanels: number,
    depth: number,
    ldy: number,
  ): void;
  convolveWeightF32(
    grad: number,
    ldg: number,
    offsets: number,
    x: number,
    to: number,
    rowPanels: number,
    depth: number,
    positions: number,
  ): void;
  spreadRowsF32(
    from: number,
    fromPlane: number,
    to: number,
    toPlane: number,
    planes: number,
    rows: number,
    width: number,
    pitch: number,
    lead: number,
    size: number,
  ): void;
  pickRowsF32(
    from: number,
    fromPlane: number,
    to: number,
    toPlane: number,
    planes: number,
    rows: number,
    width: number,
    firstRow: number,
    rowStep: number,
    first: number,
    step: number,
    pickedRows: number,
    pitch: number,
    size: number,
  ): void;
  gatherRowsF32(
    from: number,
    fromPlane: number,
    to: number,
    planes: number,
    rows: number,
    width: number,
    pitch: number,
  ): void;

  maxSquares(
    from: number,
    width: number,
    pairs: number,
    columns: number,
    row: number,
    rows: number,
    out: number,
    indices: number,
  ): void;
  placeSquares(
    pooled: number,
    indices: number,
    width: number,
    pairs: number,
    columns: number,
    row: number,
    rows: number,
    out: number,
  ): void;

  gemmSmallF32(
    m: number,
    n: number,
    k: number,
    a: number,
    ars: number,
    acs: number,
    b: number,
    brs: number,
    bcs: number,
    rows: number,
    c: number,
    addend: number,
  ): void;

  readonly exp: UnaryTile;
  readonly log: UnaryTile;
  readonly tanh: UnaryTile;
  readonly sigmoid: UnaryTile;
  readonly gelu: UnaryTile;
  readonly relu: UnaryTile;
  readonly sqrt: UnaryTile;
  readonly add: BinaryTile;
  readonly sub: BinaryTile;
  readonly mul: BinaryTile;
  readonly div: BinaryTile;
  readonly thresholdBackward: BinaryTile;
  readonly sigmoidBackward: BinaryTile;
  readonly tanhBackward: BinaryTile;
  readonly geluBackward: BinaryTile;

  sum(n: number, x: number): number;
  sumLines(lines: number, width: number, x: number, totals: number): void;
  softmax(rows: number, cols: number, x: number, out: number): void;
  logSoftmax(rows: number, cols: number, x: number, out: number): void;
  softmaxBackward(rows: number, cols: number, grad: number, y: number, out: number): void;
  logSoftmaxBackward(rows: number, cols: number, grad: number, y: number, out: number): void;

  moments(rows: number, cols: number, x: number, means: number, variances: number): void;
  layerNorm(
    rows: number,
    cols: number,
    x: number,
    mean: number,
    rstd: number,
    weight: number,
    bias: number,
    out: number,
  ): void;
  layerNormBackward(
    rows: number,
    cols: number,
    grad: number,
    x: number,
    mean: number,
    rstd: number,
    weight: number,
    out: number,
    toWeight: number,
    toBias: number,
  ): void;

  attend(
    queries: number,
    keys: number,
    width: number,
    valueWidth: number,
    scale: number,
    q: number,
    qStep: number,
    k: number,
    kStep: number,
    v: number,
    vStep: number,
    mask: number,
    maskStep: number,
    panel: number,
    weights: number,
    weightsStep: number,
    out: number,
    outStep: number,
  ): void;
  attendBackward(
    queries: number,
    keys: number,
    width: number,
    valueWidth: number,
    scale: number,
    q: number,
    qStep: number,
    k: number,
    kStep: number,
    v: number,
    vStep: number,
    weights: number,
    weightsStep: number,
    grad: number,
    gradStep: number,
    panel: number,
    slopes: number,
    dq: number,
    dqStep: number,
    dk: number,
    dkStep: number,
    dv: number,
    dvStep: number,
  ): void;
  lstmStep(
    rows: number,
    width: number,
    panels: number,
    h: number,
    c: number,
    gates: number,
    tanhs: number,
  ): void;
  lstmStepBackward(
    rows: number,
    width: number,
    panels: number,
    grad: number,
    before: number,
    gates: number,
    tanhs: number,
    dh: number,
    dc: number,
  ): void;

  sgd(n: number, p: number, g: number, lr: number, sign: number, decay: number): void;
  sgdMomentum(
    n: number,
    p: number,
    g: number,
    buffer: number,
    lr: number,
    sign: number,
    decay: number,
    momentum: number,
    keep: number,
    nesterov: number,
  ): void;
  adam(
    n: number,
    p: number,
    g: number,
    m: number,
    v: number,
    largest: number,
    sign: number,
    decay: number,
    shrink: number,
    beta1: number,
    rest1: number,
    beta2: number,
    rest2: number,
    stepSize: number,
    perRoot: number,
    eps: number,
  ): void;
}

/** From n floats to n floats. */
export type UnaryTile = (n: number, x: number, out: number) => void;

/** Operands step by `sa` and `sb` bytes a vector: 16, or 0 for one number in four lanes. */
export type BinaryTile = (
  n: number,
  a: number,
  sa: number,
  b: number,
  sb: number,
  out: number,
  p0: number,
) => void;

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

/**
 * `TAPELOOP_SIMD=wide` lets V8 make 256-bit operations of pairs of 128-bit ones, where it can (Node 24 and later): the same
 * bits, faster products. It is an experiment of V8's, for the whole process, and must be asked for before the module is
 * compiled. Answers whether it was.
 */
export function widen(host: Host | undefined): boolean {
  if (host?.env?.["TAPELOOP_SIMD"] !== "wide" || host.getBuiltinModule === undefined) return false;
  host.getBuiltinModule("v8").setFlagsFromString("--experimental-wasm-revectorize");
  return true;
}

/** The loops, and what another thread makes the same ones of. */
export interface Instance {
  readonly loops: Loops;
  readonly module: object;
  readonly memory: Memory;
}

/** Instantiates the module with a memory of its own, or one that threads can share. */
export function instantiate(shared: boolean): Instance | undefined {
  const host = (globalThis as { WebAssembly?: WebAssemblyHost }).WebAssembly;
  if (host === undefined) return undefined;
  const binary = atob(moduleBase64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  if (shared) bytes[memoryKind] = 3;
  try {
    // A host without SIMD does not find the module valid; a page's policy may forbid to compile it.
    if (!host.validate(bytes)) return undefined;
    const module = new host.Module(bytes);
    const memory = new host.Memory({ initial: PAGES, maximum: PAGES, shared });
    const loops = new host.Instance(module, { env: { memory } }).exports as Loops;
    return { loops, module, memory };
  } catch {
    return undefined;
  }
}

widen((globalThis as { process?: Host }).process);
export const loops: Loops | undefined = instantiate(false)?.loops;
