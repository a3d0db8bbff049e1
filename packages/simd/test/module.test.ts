import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { kernelSlot } from "@tapeloop/core/kernels";
import { setSimdEnabled, simd } from "@tapeloop/simd";
import { expect, test } from "vitest";

import { compileModule } from "../scripts/compile.ts";
import { type Host, relax, widen } from "../src/host.ts";

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
  for (const words of ["wide", "relaxed,wide"]) {
    expect(widen({ env: { TAPELOOP_SIMD: words }, getBuiltinModule })).toBe(true);
    expect(flags.splice(0)).toEqual(["--experimental-wasm-revectorize"]);
  }
});

test("relaxed operations are for whoever asks, with a flag where the host does not know them without", () => {
  const flags: string[] = [];
  const getBuiltinModule = () => ({ setFlagsFromString: (flag: string) => void flags.push(flag) });
  const env = { TAPELOOP_SIMD: "relaxed" };
  expect(relax({ env: { TAPELOOP_SIMD: "1" }, getBuiltinModule }, () => true)).toBe(false);
  expect(relax({ env }, () => false)).toBe(false);
  expect(relax({ env }, () => true)).toBe(true);
  expect(flags).toEqual([]);
  expect(relax({ env, getBuiltinModule }, () => flags.length > 0)).toBe(true);
  expect(relax({ env, getBuiltinModule }, () => false)).toBe(false);
  expect(new Set(flags)).toEqual(new Set(["--experimental-wasm-relaxed-simd"]));
});

test("relaxed products are products", () => {
  // How far float32 is from float64, relative to the sum of magnitudes, and the bits of the product.
  const script = `
    import { torch } from "tapeloop";
    torch.manualSeed(0);
    const [a, b] = [torch.rand(70, 300), torch.rand(300, 50)];
    const product = a.matmul(b);
    const gap = product.double().sub(a.double().matmul(b.double())).abs().div(product.double()).max();
    console.log(JSON.stringify([gap.item(), product.sum().item(), product.tolist()]));
  `;
  const run = (words: string): [number, number, number[][]] => {
    const env = { ...process.env, TAPELOOP_SIMD: words };
    const args = ["--import", "tsx", "--input-type=module", "-e", script];
    const cwd = new URL("../../..", import.meta.url);
    return JSON.parse(execFileSync(process.execPath, args, { env, cwd }).toString()) as never;
  };
  const [plain, relaxed] = [run("1"), run("relaxed")];
  expect(relaxed[0]).toBeLessThan(300 * 2 ** -24);
  expect(relaxed[1]).toBeCloseTo(plain[1], -1);
});
