export { gemmF32, gemmF64 } from "./gemm";
export { packAcrossF32, packAcrossF64, packAlongF32, packAlongF64 } from "./pack";
