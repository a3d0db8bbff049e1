import { exact } from "../scalar/integer.ts";
import { registerKernels, type Reduce2d } from "../table.ts";

/** The exact sum of one row, however far it strays in between. */
function sumExactly(cols: number, x: Float64Array, xo: number, cs: number): number {
  let total = 0n;
  for (let j = 0; j < cols; j++, xo += cs) total += BigInt(x[xo]);
  return exact("sum", Number(total));
}

/** Adds the sizes up beside the values: as long as that sum is exact, so is every partial sum. */
function sumInt64(
  rows: number,
  cols: number,
  x: Float64Array,
  xo: number,
  rs: number,
  cs: number,
  out: Float64Array,
  oo: number,
  os: number,
): void {
  for (let i = 0; i < rows; i++, xo += rs, oo += os) {
    let total = 0;
    let size = 0;
    for (let j = 0, p = xo; j < cols; j++, p += cs) {
      total += x[p];
      size += Math.abs(x[p]);
    }
    out[oo] = size <= Number.MAX_SAFE_INTEGER ? total : sumExactly(cols, x, xo, cs);
  }
}

registerKernels<Reduce2d>("int64", { sum: sumInt64 });
