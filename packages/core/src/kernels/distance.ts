import { pow } from "./scalar/power.ts";

/**
 * The p-norm of the difference of each row of `a` and each row of `b`: `out` is rows by cols, contiguous.
 *
 * It works in doubles, for float32 too: those are converted before, which costs little beside rows times cols norms.
 */
export function distances(
  rows: number,
  cols: number,
  n: number,
  a: Float64Array,
  ao: number,
  ars: number,
  acs: number,
  b: Float64Array,
  bo: number,
  brs: number,
  bcs: number,
  out: Float64Array,
  oo: number,
  p: number,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, oo++) {
      let x = ao + i * ars;
      let y = bo + j * brs;
      let sum = 0;
      if (p === 2) {
        for (let l = 0; l < n; l++, x += acs, y += bcs) sum += (a[x] - b[y]) * (a[x] - b[y]);
        sum = Math.sqrt(sum);
      } else if (p === 1) {
        for (let l = 0; l < n; l++, x += acs, y += bcs) sum += Math.abs(a[x] - b[y]);
      } else if (p === Infinity) {
        for (let l = 0; l < n; l++, x += acs, y += bcs) sum = Math.max(sum, Math.abs(a[x] - b[y]));
      } else if (p === 0) {
        for (let l = 0; l < n; l++, x += acs, y += bcs) sum += a[x] === b[y] ? 0 : 1;
      } else {
        for (let l = 0; l < n; l++, x += acs, y += bcs) sum += pow(Math.abs(a[x] - b[y]), p);
        sum = pow(sum, 1 / p);
      }
      out[oo] = sum;
    }
  }
}
