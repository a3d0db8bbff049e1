import { randn } from "@tapeloop/core";
import { type Copy2d, kernelSlot } from "@tapeloop/core/kernels";
import { describe, expect, test } from "vitest";

import { pair } from "./support.ts";

/** Lines and their length, with gaps before and after: whole tiles and parts of them, copied as one and one by one. */
const shapes = [
  [8, 32, 0, 0],
  [32, 8, 0, 0],
  [33, 35, 0, 0],
  [128, 256, 0, 0],
  [129, 257, 0, 0],
  [130, 515, 0, 3],
  [131, 261, 5, 0],
  [4, 1000, 0, 0],
  [1000, 6, 0, 0],
  [270, 517, 7, 9],
  [1024, 70, 1, 0],
];

describe.each(["float32", "int32"] as const)("%s", (dtype) => {
  const { simd, loop } = pair<Copy2d>("copy2d", dtype);
  const make = (n: number) => (dtype === "float32" ? new Float32Array(n) : new Int32Array(n));

  test.each(shapes)("%i lines of %i, gaps of %i and %i", (lines, width, before, after) => {
    const [xcs, ors] = [width + before, lines + after];
    const x = make(lines * xcs + 3).map((_, i) => i - 5000);
    const got = make(width * ors + 5).fill(7);
    const wanted = got.slice();
    simd(width, lines, x, 3, 1, xcs, got, 2, ors, 1);
    loop(width, lines, x, 3, 1, xcs, wanted, 2, ors, 1);
    expect(got).toEqual(wanted);
  });

  test("other steps are the loop's", () => {
    const x = make(4000).map((_, i) => i);
    const [got, wanted] = [make(4000), make(4000)];
    for (const kernel of [simd, loop])
      kernel(40, 40, x, 1, 2, 80, kernel === simd ? got : wanted, 1, 80, 2);
    expect(got).toEqual(wanted);
  });
});

test("every bit of a NaN is kept", () => {
  const { simd } = pair<Copy2d>("copy2d");
  const x = new Float32Array(64 * 64);
  const bits = new Uint32Array(x.buffer).fill(0x7fa12345);
  bits[65] = 0xffc00001;
  const out = new Float32Array(x.length);
  simd(64, 64, x, 0, 1, 64, out, 0, 64, 1);
  expect(new Uint32Array(out.buffer)).toEqual(bits);
});

test("a transposed tensor is copied by it", () => {
  const slot = kernelSlot<Copy2d>("copy2d");
  const active = slot.float32!;
  let calls = 0;
  slot.float32 = (...args: Parameters<Copy2d>) => {
    calls++;
    active(...args);
  };
  try {
    const x = randn(3, 16, 20);
    const y = x.transpose(1, 2).contiguous();
    expect(calls).toBe(3);
    expect(y.transpose(1, 2).equal(x)).toBe(true);
  } finally {
    slot.float32 = active;
  }
});
