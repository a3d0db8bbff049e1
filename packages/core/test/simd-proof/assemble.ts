/** WebAssembly by hand: just enough of an assembler for one function with SIMD. */

type Code = readonly (number | Code)[];

export const I32 = 0x7f;
export const V128 = 0x7b;

function leb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const byte = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && !(byte & 0x40)) || (rest === -1 && byte & 0x40)) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
}

function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [value, 0x21, ...unsigned(local)];
export const int = (value: number): Code => [0x41, ...leb(value)];
export const add = (a: Code, b: Code): Code => [a, b, 0x6a];
export const mul = (a: Code, b: Code): Code => [a, b, 0x6c];
export const lessThan = (a: Code, b: Code): Code => [a, b, 0x48];

const simd = (op: number): number[] => [0xfd, ...unsigned(op)];
/** Alignment 4 bytes (2^2), an offset in bytes. */
const at = (offset: number): number[] => [2, ...unsigned(offset)];
export const loadVector = (address: Code, offset = 0): Code => [
  address,
  ...simd(0x00),
  ...at(offset),
];
export const loadSplat = (address: Code, offset = 0): Code => [
  address,
  ...simd(0x09),
  ...at(offset),
];
export const storeVector = (address: Code, value: Code, offset = 0): Code => [
  address,
  value,
  ...simd(0x0b),
  ...at(offset),
];
export const zeroVector: Code = [...simd(0x0c), ...new Array<number>(16).fill(0)];
export const addVectors = (a: Code, b: Code): Code => [a, b, ...simd(0xe4)];
export const mulVectors = (a: Code, b: Code): Code => [a, b, ...simd(0xe6)];

/** `for (local = 0; local < end; local += step) body`, for an `end` above 0. */
export const loop = (local: number, end: Code, step: number, body: Code): Code => [
  set(local, int(0)),
  0x03,
  0x40, // loop
  body,
  set(local, add(get(local), int(step))),
  lessThan(get(local), end),
  0x0d,
  0, // br_if: again
  0x0b, // end
];

function flat(code: Code): number[] {
  return code.flatMap((item) => (typeof item === "number" ? [item] : flat(item)));
}

const vector = (items: readonly number[][]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];
const section = (id: number, content: number[]): number[] => [
  id,
  ...unsigned(content.length),
  ...content,
];
const name = (text: string): number[] =>
  vector(Array.from(text, (letter) => [letter.charCodeAt(0)]));

/** A module that imports `env.memory` and exports one function `run` with parameters of type i32 and these locals. */
export function assemble(parameters: number, locals: readonly number[], body: Code): Uint8Array {
  const code = [...vector(locals.map((type) => [1, type])), ...flat(body), 0x0b];
  return Uint8Array.from([
    0,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    ...section(1, vector([[0x60, ...vector(Array.from({ length: parameters }, () => [I32])), 0]])),
    ...section(2, vector([[...name("env"), ...name("memory"), 2, 0, 1]])),
    ...section(3, vector([[0]])),
    ...section(7, vector([[...name("run"), 0, 0]])),
    ...section(10, vector([[...unsigned(code.length), ...code]])),
  ]);
}
