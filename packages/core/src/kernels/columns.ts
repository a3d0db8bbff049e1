/** Images as matrices: each column holds what one place of a sliding kernel sees, so that a convolution is a product. */
import type { TypedArray } from "../dtype.ts";

/** How a kernel slides over an image. Lists are for depth, height and width. */
export interface Places {
  /** Channels of the image. */
  readonly inputs: number;
  readonly image: readonly number[];
  readonly kernel: readonly number[];
  /** How many places the kernel takes. */
  readonly output: readonly number[];
  readonly stride: readonly number[];
  /** Zeros in front; as many lie behind as the last place needs. */
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
}

/**
 * `im2col` writes the matrix of an image, `col2im` adds the matrix into the image.
 *
 * The image lies at `io`, [channels, depth, height, width] in row-major order; the matrix at `co`, with a row for each
 * channel and place in the kernel and a column for each place of the output.
 */
export type Columns = {
  call(places: Places, image: TypedArray, io: number, columns: TypedArray, co: number): void;
}["call"];
