import { expect, test, vi } from "vitest";
import "../src/index.ts";

test("a second copy says so when it loads", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const again = "../src/one-copy.ts?again";
  await import(/* @vite-ignore */ again);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining("@tapeloop/core is loaded twice"));
  warn.mockRestore();
});
