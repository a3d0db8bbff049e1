import { readFileSync } from "node:fs";

import { kernelSlot } from "@tapeloop/core/kernels";
import { setSimdEnabled, simd } from "@tapeloop/simd";
import { expect, test } from "vitest";

import { compileModule } from "../scripts/compile.ts";

test("the embedded module is what its source compiles to", async () => {
  const committed = readFileSync(new URL("../src/generated/module.ts", import.meta.url), "utf8");
  expect(await compileModule()).toBe(committed);
});

test("simd is seen and switched", () => {
  const gemm = kernelSlot("gemm");
  const before = setSimdEnabled(true);
  try {
    expect(simd).toEqual({ supported: true, enabled: true });
    expect(gemm.float32).toBe(gemm.replacement.float32);
    expect(setSimdEnabled(false)).toBe(true);
    expect(simd.enabled).toBe(false);
    expect(gemm.float32).toBe(gemm.fallback.float32);
    expect(setSimdEnabled(true)).toBe(false);
  } finally {
    setSimdEnabled(before);
  }
});
