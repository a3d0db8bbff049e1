/** The product of float32 matrices in WebAssembly SIMD, behind the signature of the kernel table. */
import type { Gemm } from "../../src/kernels/table.ts";
import * as wasm from "./assemble.ts";

/** Rows and columns of the product that stay in registers at a time. */
const ROWS = 4;
const COLS = 8;

// Parameters: rows in panels of ROWS, columns padded to COLS, and where a (packed by panels), b and c lie, in bytes.
const [M, N, K, A, B, C] = [0, 1, 2, 3, 4, 5];
const [I, J, L, PA, PB, PC] = [6, 7, 8, 9, 10, 11];
const [B0, B1, X] = [12, 13, 14];
const SUM = 15;

const { get, set, int, add, mul } = wasm;

function step(): ReturnType<typeof get> {
  const rows = Array.from({ length: ROWS }, (_, r) => [
    set(X, wasm.loadSplat(get(PA), 4 * r)),
    set(SUM + 2 * r, wasm.addVectors(get(SUM + 2 * r), wasm.mulVectors(get(X), get(B0)))),
    set(SUM + 2 * r + 1, wasm.addVectors(get(SUM + 2 * r + 1), wasm.mulVectors(get(X), get(B1)))),
  ]);
  return [
    set(B0, wasm.loadVector(get(PB))),
    set(B1, wasm.loadVector(get(PB), 16)),
    rows,
    set(PA, add(get(PA), int(4 * ROWS))),
    set(PB, add(get(PB), mul(get(N), int(4)))),
  ];
}

function block(): ReturnType<typeof get> {
  const store = Array.from({ length: ROWS }, (_, r) => [
    wasm.storeVector(get(PC), get(SUM + 2 * r)),
    wasm.storeVector(get(PC), get(SUM + 2 * r + 1), 16),
    set(PC, add(get(PC), mul(get(N), int(4)))),
  ]);
  return [
    Array.from({ length: 2 * ROWS }, (_, r) => set(SUM + r, wasm.zeroVector)),
    set(PA, add(get(A), mul(mul(get(I), get(K)), int(4)))),
    set(PB, add(get(B), mul(get(J), int(4)))),
    set(PC, add(get(C), mul(add(mul(get(I), get(N)), get(J)), int(4)))),
    wasm.loop(L, get(K), 1, step()),
    store,
  ];
}

const bytes = wasm.assemble(
  6,
  [...new Array<number>(6).fill(wasm.I32), ...new Array<number>(3 + 2 * ROWS).fill(wasm.V128)],
  wasm.loop(I, get(M), ROWS, wasm.loop(J, get(N), COLS, block())),
);

/** Of WebAssembly's interface what is used here: the workspace has no DOM types. */
interface Wasm {
  readonly Memory: new (options: { initial: number }) => {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}
const { Memory, Module, Instance } = (globalThis as unknown as { WebAssembly: Wasm }).WebAssembly;

const memory = new Memory({ initial: 1 });
const { run } = new Instance(new Module(bytes), { env: { memory } }).exports as {
  run(m: number, n: number, k: number, a: number, b: number, c: number): void;
};

/** A view of the first `floats` floats of the memory, grown where it is too small. */
function heap(floats: number): Float32Array {
  const missing = 4 * floats - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / 65536));
  return new Float32Array(memory.buffer, 0, floats);
}

/**
 * As the table has it: any strides of a and b, rows of c `crs` apart, added to what is there or not. Copying in and out is
 * m·k + k·n + m·n against m·k·n multiplications.
 */
export const gemmSimd: Gemm = (
  m,
  n,
  k,
  a,
  ao,
  ars,
  acs,
  b,
  bo,
  brs,
  bcs,
  c,
  co,
  crs,
  accumulate,
) => {
  if (m === 0 || n === 0) return;
  const rows = Math.ceil(m / ROWS) * ROWS;
  const cols = Math.ceil(n / COLS) * COLS;
  const [pa, pb, pc] = [0, rows * k, rows * k + k * cols];
  const floats = heap(pc + rows * cols);
  for (let i = 0; i < rows; i++) {
    const panel = pa + Math.floor(i / ROWS) * ROWS * k + (i % ROWS);
    for (let l = 0; l < k; l++) floats[panel + l * ROWS] = i < m ? a[ao + i * ars + l * acs] : 0;
  }
  for (let l = 0; l < k; l++) {
    const row = pb + l * cols;
    for (let j = 0; j < n; j++) floats[row + j] = b[bo + l * brs + j * bcs];
    floats.fill(0, row + n, row + cols);
  }
  if (k === 0) floats.fill(0, pc);
  else run(rows, cols, k, 4 * pa, 4 * pb, 4 * pc);
  for (let i = 0; i < m; i++) {
    const from = pc + i * cols;
    const to = co + i * crs;
    if (accumulate) for (let j = 0; j < n; j++) c[to + j] += floats[from + j];
    else for (let j = 0; j < n; j++) c[to + j] = floats[from + j];
  }
};
