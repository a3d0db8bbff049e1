import { afterEach, describe, expect, test } from "vitest";
import { TensorError } from "../../src/errors.ts";
import {
  kernel,
  kernelSlot,
  listKernels,
  registerKernel,
  replacementsInUse,
  slotKernel,
  type UnaryRow,
  unregisterKernel,
  useReplacements,
} from "../../src/kernels/table.ts";

const loop: UnaryRow = () => {};
const fast: UnaryRow = () => {};

describe("the kernel table", () => {
  afterEach(() => {
    useReplacements(true);
    unregisterKernel("testDouble", "float32");
  });

  registerKernel("testDouble", "float32", loop);

  test("the first kernel is the fallback, a later one replaces it", () => {
    const slot = kernelSlot<UnaryRow>("testDouble");
    expect(slot.float32).toBe(loop);
    registerKernel("testDouble", "float32", fast);
    expect(slot.float32).toBe(fast);
    expect(slot.fallback.float32).toBe(loop);
    expect(kernel("testDouble", "float32")).toBe(fast);
    unregisterKernel("testDouble", "float32");
    expect(slot.float32).toBe(loop);
  });

  test("all replacements can be switched off and on", () => {
    const slot = kernelSlot<UnaryRow>("testDouble");
    expect(useReplacements(false)).toBe(true);
    registerKernel("testDouble", "float32", fast);
    expect(slot.float32).toBe(loop);
    expect(replacementsInUse()).toBe(false);
    expect(useReplacements(true)).toBe(false);
    expect(slot.float32).toBe(fast);
    useReplacements(false);
    expect(slot.float32).toBe(loop);
  });

  test("a dtype without a kernel is refused by name, with those that have one", () => {
    const slot = kernelSlot<UnaryRow>("testDouble");
    expect(() => slotKernel(slot, "bool")).toThrow(TensorError);
    expect(() => slotKernel(slot, "bool")).toThrow(
      "testDouble: not implemented for dtype bool; it is for float32: convert with x.to(dtype)",
    );
    expect(() => kernel("noSuchKernel", "float32")).toThrow("not implemented for dtype float32");
  });

  test("lists what is registered and what is replaced", () => {
    registerKernel("testDouble", "float32", fast);
    expect(listKernels().find(({ name }) => name === "testDouble")).toEqual({
      name: "testDouble",
      dtypes: ["float32"],
      replaced: ["float32"],
    });
    expect(listKernels().some(({ name }) => name === "noSuchKernel")).toBe(false);
  });
});
