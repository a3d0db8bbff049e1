/**
 * What the machine's lanes can do at most: a WebAssembly loop of multiplications and additions that touches no memory,
 * against which matrix products are measured. It is put together here, instruction by instruction, so that nothing but
 * the engine's own compiler stands between it and the processor.
 */

/** Chains of a multiplication and an addition: enough to hide their latency, and with both factors in 16 registers. */
const CHAINS = 12;

// WebAssembly's binary format: https://webassembly.github.io/spec/core/binary/
const [V128, I32] = [0x7b, 0x7f];
const [LOCAL_GET, LOCAL_SET, LOCAL_TEE] = [0x20, 0x21, 0x22];
const MAGIC = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const F32_SPLAT = [0xfd, 0x13];
const F32X4_ADD = [0xfd, 0xe4, 0x01];
const F32X4_MUL = [0xfd, 0xe6, 0x01];

/** A number in groups of seven bits. */
function leb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >> 7)];
}

function section(id: number, content: number[]): number[] {
  return [id, ...leb(content.length), ...content];
}

function f32(value: number): number[] {
  return [0x43, ...new Uint8Array(Float32Array.of(value).buffer)];
}

/** `(n) => f32`: n times over, each chain becomes itself times ½ plus 1; answers the lowest lane of their sum. */
function build(): Uint8Array {
  // Local 0 is n; then the chains, the factor and the summand.
  const [factor, summand] = [CHAINS + 1, CHAINS + 2];
  const body = [...f32(0.5), ...F32_SPLAT, LOCAL_SET, factor];
  body.push(...f32(1), ...F32_SPLAT, LOCAL_SET, summand, 0x03, 0x40);
  for (let c = 1; c <= CHAINS; c++) {
    body.push(LOCAL_GET, c, LOCAL_GET, factor, ...F32X4_MUL);
    body.push(LOCAL_GET, summand, ...F32X4_ADD, LOCAL_SET, c);
  }
  // n -= 1, and again unless it is 0.
  body.push(LOCAL_GET, 0, 0x41, 1, 0x6b, LOCAL_TEE, 0, 0x0d, 0, 0x0b, LOCAL_GET, 1);
  for (let c = 2; c <= CHAINS; c++) body.push(LOCAL_GET, c, ...F32X4_ADD);
  body.push(0xfd, 0x1f, 0, 0x0b);
  const code = [1, ...leb(CHAINS + 2), V128, ...body];
  return Uint8Array.from([
    ...MAGIC,
    ...section(1, [1, 0x60, 1, I32, 1, 0x7d]),
    ...section(3, [1, 0]),
    ...section(7, [1, 1, 0x66, 0, 0]),
    ...section(10, [1, ...leb(code.length), ...code]),
  ]);
}

/** The part of the host's WebAssembly that is used; ECMAScript's types do not know it. */
interface Host {
  readonly WebAssembly: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object) => { readonly exports: { f(n: number): number } };
  };
}

/** A call that multiplies and adds `count` times, in lanes. */
export function bareLoop(count: number): () => number {
  const { Instance, Module } = (globalThis as unknown as Host).WebAssembly;
  const { f } = new Instance(new Module(build())).exports;
  return () => f(Math.ceil(count / 4 / CHAINS));
}

/** A call that multiplies two matrices of n by n in three plain loops. */
export function naiveProduct(n: number): () => Float32Array {
  const [a, b, c] = [1, 2, 3].map((seed) =>
    new Float32Array(n * n).map((_, i) => Math.sin(seed * i)),
  );
  return () => {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += a[i * n + k] * b[k * n + j];
        c[i * n + j] = sum;
      }
    }
    return c;
  };
}
