import { readFileSync } from "node:fs";

import { kernelSlot } from "@tapeloop/core/kernels";
import { setSimdEnabled, simd } from "@tapeloop/simd";
import { expect, test } from "vitest";

import { compileModule } from "../scripts/compile.ts";
import { type Host, widen } from "../src/module.ts";

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

test("wide operations are asked for where the host can be asked, and only then", () => {
  const flags: string[] = [];
  const getBuiltinModule = () => ({ setFlagsFromString: (flag: string) => void flags.push(flag) });
  const others: (Host | undefined)[] = [
    undefined,
    {},
    { env: {}, getBuiltinModule },
    { env: { TAPELOOP_SIMD: "1" }, getBuiltinModule },
    { env: { TAPELOOP_SIMD: "wide" } },
  ];
  for (const host of others) expect(widen(host)).toBe(false);
  expect(flags).toEqual([]);
  expect(widen({ env: { TAPELOOP_SIMD: "wide" }, getBuiltinModule })).toBe(true);
  expect(flags).toEqual(["--experimental-wasm-revectorize"]);
});
