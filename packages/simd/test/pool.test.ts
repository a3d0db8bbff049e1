import type { MaxWindows, MoveMaxima, Windows } from "@tapeloop/core/kernels";
import { expect, test } from "vitest";

import { pair, random } from "./support.ts";

/** Windows of two from 0 on, edge to edge. */
function halves(size: number): Windows {
  const start = Int32Array.from({ length: size >> 1 }, (_, o) => 2 * o);
  return { start, end: start.map((s) => s + 2), step: 1, tile: 2 };
}

const one: Windows = { start: Int32Array.of(0), end: Int32Array.of(1), step: 1, tile: 1 };

/** Planes, height and width: even and odd, one part and many, rows that end within a vector. */
const sizes = [
  [3, 8, 8],
  [5, 14, 14],
  [40, 28, 28],
  [7, 9, 11],
  [6, 2, 33],
  [4, 3, 18],
  [2, 500, 21],
  [3, 5, 2048],
  [2, 4, 5000],
  [9, 12, 6],
];

test.each(sizes)("the same bits as the loop: %i planes of %i by %i", (planes, H, W) => {
  const next = random(planes + H * W);
  // Few values, so that many are equal: the first one counts, and of NaN the last.
  const values = [0, -0, 1, 1, -1, 2, NaN, Infinity, -Infinity];
  const draw = (i: number): number =>
    i % 3 === 0 ? next() : values[Math.floor(Math.abs(next()) * values.length)];
  const x = Float32Array.from({ length: 2 + planes * H * W }, (_, i) => draw(i));
  const count = planes * (H >> 1) * (W >> 1);
  const windows = [one, halves(H), halves(W)];
  const both = pair<MaxWindows>("maxWindows");
  const run = (kernel: MaxWindows): [Float32Array, Int32Array] => {
    const [out, indices] = [new Float32Array(count).fill(7), new Int32Array(count).fill(-1)];
    kernel(planes, x, 2, [1, H, W], windows, out, indices);
    return [out, indices];
  };
  const wanted = run(both.loop);
  expect(run(both.simd)).toEqual(wanted);
  const values32 = new Float32Array(count);
  both.simd(planes, x, 2, [1, H, W], windows, values32, null);
  expect(values32).toEqual(wanted[0]);

  const place = pair<MoveMaxima>("placeMaxima");
  const grad = Float32Array.from({ length: count + 3 }, () => next());
  const put = (kernel: MoveMaxima): Float32Array => {
    const image = new Float32Array(planes * H * W + 2).fill(NaN);
    kernel(planes, image, 1, [1, H, W], windows, grad, 3, wanted[1]);
    return image;
  };
  expect(put(place.simd)).toEqual(put(place.loop));
});
