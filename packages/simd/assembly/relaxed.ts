// The module of `TAPELOOP_SIMD=relaxed`: products whose multiplications and additions round once or twice, whichever the machine is
// faster at. It works in the other module's memory.

export { gemmF32, gemmF64 } from "./gemm";
