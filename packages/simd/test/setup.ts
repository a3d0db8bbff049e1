/** Runs before every test file of every package: TAPELOOP_SIMD=1 runs them on the SIMD loops. */
if (process.env["TAPELOOP_SIMD"] === "1") await import("@tapeloop/simd");

export {};
