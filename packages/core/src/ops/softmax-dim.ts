/** The dimension of a softmax that was not told one. */
import { warn } from "../op/warn.ts";

/** PyTorch's choice, with its warning. */
export function implicitDim(op: string, ndim: number): number {
  warn(
    op,
    `implicit dimension choice for ${op} has been deprecated; change the call to include { dim }`,
  );
  return ndim === 0 || ndim === 1 || ndim === 3 ? 0 : 1;
}
