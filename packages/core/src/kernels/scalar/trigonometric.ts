export const sin: (x: number) => number = Math.sin;
export const cos: (x: number) => number = Math.cos;
export const tan: (x: number) => number = Math.tan;
export const asin: (x: number) => number = Math.asin;
export const acos: (x: number) => number = Math.acos;
export const atan: (x: number) => number = Math.atan;
export const atan2: (y: number, x: number) => number = Math.atan2;
export const hypot: (y: number, x: number) => number = Math.hypot;
