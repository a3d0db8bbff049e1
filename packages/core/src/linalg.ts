/** `torch.linalg`: factorizations, solvers, norms and products of matrices. */
export * from "./ops/linalg-cholesky.ts";
export * from "./ops/linalg-determinant.ts";
export * from "./ops/linalg-inverse.ts";
export * from "./ops/linalg-ldl.ts";
export * from "./ops/linalg-lu.ts";
export * from "./ops/linalg-norm.ts";
export * from "./ops/linalg-products.ts";
export * from "./ops/linalg-solve.ts";
export * from "./ops/linalg-spectral.ts";
