export const exp: (x: number) => number = Math.exp;
export const expm1: (x: number) => number = Math.expm1;
export const log: (x: number) => number = Math.log;
export const log2: (x: number) => number = Math.log2;
export const log10: (x: number) => number = Math.log10;
export const log1p: (x: number) => number = Math.log1p;
export const pow: (a: number, b: number) => number = Math.pow;
export function exp2(x: number): number {
  return Math.pow(2, x);
}
