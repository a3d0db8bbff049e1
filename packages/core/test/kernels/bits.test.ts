/**
 * The same bits on every engine: a digest of each function's results over many arguments, recorded once. An engine whose
 * arithmetic differs shows here, and so does any change of a function, which then needs a new digest.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as activation from "../../src/kernels/scalar/activation.ts";
import * as exponential from "../../src/kernels/scalar/exponential.ts";
import * as gelu from "../../src/kernels/scalar/gelu.ts";
import * as hyperbolic from "../../src/kernels/scalar/hyperbolic.ts";
import * as logarithm from "../../src/kernels/scalar/logarithm.ts";
import * as power from "../../src/kernels/scalar/power.ts";
import * as special from "../../src/kernels/scalar/special.ts";
import * as trigonometric from "../../src/kernels/scalar/trigonometric.ts";
import { numbers } from "./support.ts";

const scalars = {
  ...activation,
  ...exponential,
  ...gelu,
  ...hyperbolic,
  ...logarithm,
  ...power,
  ...special,
  ...trigonometric,
} as unknown as Record<string, (...args: number[]) => number>;

const unary =
  "exp expSingle exp2 expm1 log logSingle log2 log10 log1p sin cos tan asin acos atan sinh cosh tanh tanhSingle " +
  "sigmoid sigmoidSingle asinh acosh atanh erf erfSingle erfc erfinv lgamma digamma gelu geluSingle geluTanh geluTanhSingle mish silu";
const binary = "pow atan2 hypot logaddexp logaddexp2 xlogy";

const recorded: Record<string, string> = {
  acos: "762bc0a4",
  acosh: "459ef091",
  asin: "78959228",
  asinh: "ffc2842",
  atan: "bf7a7513",
  atan2: "3a5ddc3b",
  atanh: "da5ba439",
  cos: "98317e14",
  cosh: "a9566086",
  digamma: "5431b68b",
  erf: "bbad1c40",
  erfSingle: "6dd3829a",
  erfc: "3341e133",
  erfinv: "c32263a2",
  exp: "8b983ca0",
  exp2: "68eaaba9",
  expSingle: "299ca96c",
  expm1: "5af1ad4d",
  gelu: "627fa0a7",
  geluSingle: "3ee17883",
  geluTanh: "8eb1ef8e",
  geluTanhSingle: "b4aa9066",
  hypot: "d4cdead3",
  lgamma: "e0a026d9",
  log: "6fa0e34f",
  log10: "7b9de65b",
  log1p: "f7258d10",
  log2: "352ac5fd",
  logSingle: "fd881979",
  logaddexp: "a2da74ee",
  logaddexp2: "35ad90f2",
  mish: "907a995e",
  pow: "2dd256cf",
  sigmoid: "b5bd56af",
  sigmoidSingle: "1619ea68",
  silu: "7436ca65",
  sin: "af0b6b36",
  sinh: "feb3d642",
  tan: "b3a5b08b",
  tanh: "cef79186",
  tanhSingle: "4bbac67b",
  xlogy: "a686ce7f",
};

/** Arguments of every size: small and large, dense around 1, and the edges. */
function* samples(seed: number): Generator<number> {
  yield* [0, -0, 1, -1, 0.5, -0.5, 5e-324, -1e308, Infinity, -Infinity, NaN];
  const next = numbers(seed);
  for (let i = 0; i < 3000; i++) {
    const spread = [0.01, 1, 4, 30, 800, 1e7, 1e200][i % 7];
    yield (next() * 2 - 1 + next() / 4294967296) * spread + (i % 2);
  }
}

/** FNV-1a over the results' bits; all NaN are one. */
function digest(name: string, operands: number): string {
  const value = new Float64Array(1);
  const bytes = new Uint8Array(value.buffer);
  let hash = 0x811c9dc5;
  const second = samples(2);
  for (const x of samples(1)) {
    const y = second.next().value as number;
    const result = operands === 1 ? scalars[name](x) : scalars[name](x, y);
    value[0] = result === result ? result : NaN;
    if (result !== result) value[0] = 12345;
    for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16);
}

test("results have the recorded bits", () => {
  const found: Record<string, string> = {};
  for (const name of unary.split(" ")) found[name] = digest(name, 1);
  for (const name of binary.split(" ")) found[name] = digest(name, 2);
  expect(found).toEqual(recorded);
});

/** Functions whose last bits the standard leaves to the engine. */
const ofTheEngine =
  /Math\.(a?(sin|cos|tan)h?|atan2|cbrt|exp|expm1|hypot|log|log10|log1p|log2|pow)\(/;

test("no kernel and no op computes with what engines do differently", () => {
  const source = join(import.meta.dirname, "../../src");
  const found = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      readFileSync(join(source, file), "utf8")
        .split("\n")
        .filter((line) => ofTheEngine.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
  expect(found).toEqual([]);
});
