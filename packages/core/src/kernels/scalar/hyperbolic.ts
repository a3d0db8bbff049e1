export const sinh: (x: number) => number = Math.sinh;
export const cosh: (x: number) => number = Math.cosh;
export const tanh: (x: number) => number = Math.tanh;
export const asinh: (x: number) => number = Math.asinh;
export const acosh: (x: number) => number = Math.acosh;
export const atanh: (x: number) => number = Math.atanh;
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
