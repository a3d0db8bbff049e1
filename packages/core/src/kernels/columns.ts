/** Images as matrices: each column holds what one place of a sliding kernel sees, so that a convolution is a product. */
import type { TypedArray } from "../dtype.ts";

/**
 * `im2col` writes the matrix of an image, `col2im` adds the matrix into the image.
 *
 * The image lies at `io`, [channels, depth, height, width] in row-major order; the matrix at `co`, with a row for each
 * channel and place in the kernel and a column for each place of the output. Sizes, strides, paddings (in front; what
 * lies outside counts as zero) and dilations are given for depth, height and width.
 */
export type Columns = {
  call(
    image: TypedArray,
    io: number,
    imageSize: readonly number[],
    kernelSize: readonly number[],
    outputSize: readonly number[],
    stride: readonly number[],
    padding: readonly number[],
    dilation: readonly number[],
    columns: TypedArray,
    co: number,
  ): void;
}["call"];
