// Written by scripts/generate-kernels.ts from patterns/columns-f32.ts. Do not edit.
import type { Columns, Places } from "../columns.ts";
import { registerKernels } from "../table.ts";

// Both loops walk the same places: row (c, kd, kh, kw) and column (od, oh, ow) of the matrix belong to the element
// (c, od*sd - pd + kd*dd, …) of the image, where there is one.

function im2colU8(
  places: Places,
  image: Uint8Array,
  io: number,
  columns: Uint8Array,
  co: number,
): void {
  const [D, H, W] = places.image;
  const [kd, kh, kw] = places.kernel;
  const [od, oh, ow] = places.output;
  const [sd, sh, sw] = places.stride;
  const [pd, ph, pw] = places.padding;
  const [dd, dh, dw] = places.dilation;
  let at = co;
  for (let c = 0; c < places.inputs; c++) {
    for (let i = 0; i < kd; i++) {
      for (let j = 0; j < kh; j++) {
        for (let k = 0; k < kw; k++) {
          // The columns whose place lies within the width: from `first` up to `last`.
          const shift = k * dw - pw;
          const first = Math.min(ow, Math.max(0, Math.ceil(-shift / sw)));
          const last = Math.max(first, Math.min(ow, Math.ceil((W - shift) / sw)));
          for (let a = 0; a < od; a++) {
            const z = a * sd - pd + i * dd;
            for (let b = 0; b < oh; b++) {
              const y = b * sh - ph + j * dh;
              if (z < 0 || z >= D || y < 0 || y >= H) {
                columns.fill(0, at, at + ow);
                at += ow;
                continue;
              }
              const row = io + ((c * D + z) * H + y) * W + shift;
              for (let x = 0; x < first; x++) columns[at + x] = 0;
              if (sw === 1) for (let x = first; x < last; x++) columns[at + x] = image[row + x];
              else for (let x = first; x < last; x++) columns[at + x] = image[row + x * sw];
              for (let x = last; x < ow; x++) columns[at + x] = 0;
              at += ow;
            }
          }
        }
      }
    }
  }
}

function col2imU8(
  places: Places,
  image: Uint8Array,
  io: number,
  columns: Uint8Array,
  co: number,
): void {
  const [D, H, W] = places.image;
  const [kd, kh, kw] = places.kernel;
  const [od, oh, ow] = places.output;
  const [sd, sh, sw] = places.stride;
  const [pd, ph, pw] = places.padding;
  const [dd, dh, dw] = places.dilation;
  let at = co;
  for (let c = 0; c < places.inputs; c++) {
    for (let i = 0; i < kd; i++) {
      for (let j = 0; j < kh; j++) {
        for (let k = 0; k < kw; k++) {
          const shift = k * dw - pw;
          const first = Math.min(ow, Math.max(0, Math.ceil(-shift / sw)));
          const last = Math.max(first, Math.min(ow, Math.ceil((W - shift) / sw)));
          for (let a = 0; a < od; a++) {
            const z = a * sd - pd + i * dd;
            for (let b = 0; b < oh; b++, at += ow) {
              const y = b * sh - ph + j * dh;
              if (z < 0 || z >= D || y < 0 || y >= H) continue;
              const row = io + ((c * D + z) * H + y) * W + shift;
              if (sw === 1) for (let x = first; x < last; x++) image[row + x] += columns[at + x];
              else for (let x = first; x < last; x++) image[row + x * sw] += columns[at + x];
            }
          }
        }
      }
    }
  }
}

for (const dtype of ["uint8"] as const) {
  registerKernels<Columns>(dtype, { im2col: im2colU8, col2im: col2imU8 });
}
