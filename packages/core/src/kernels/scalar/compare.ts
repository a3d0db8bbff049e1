/** Comparison and logic: 1 for true, 0 for false. */

export function eq(a: number, b: number): number {
  return +(a === b);
}

export function ne(a: number, b: number): number {
  return +(a !== b);
}

export function lt(a: number, b: number): number {
  return +(a < b);
}

export function le(a: number, b: number): number {
  return +(a <= b);
}

export function gt(a: number, b: number): number {
  return +(a > b);
}

export function ge(a: number, b: number): number {
  return +(a >= b);
}

/** Whatever is not 0 is true, NaN too. */
export function logicalNot(x: number): number {
  return +(x === 0);
}

export function logicalAnd(a: number, b: number): number {
  return +(a !== 0) & +(b !== 0);
}

export function logicalOr(a: number, b: number): number {
  return +(a !== 0) | +(b !== 0);
}

export function logicalXor(a: number, b: number): number {
  return +(a !== 0) ^ +(b !== 0);
}

export function isnan(x: number): number {
  return +(x !== x);
}

export function isinf(x: number): number {
  return +(Math.abs(x) === Infinity);
}

export function isposinf(x: number): number {
  return +(x === Infinity);
}

export function isneginf(x: number): number {
  return +(x === -Infinity);
}

export function isfinite(x: number): number {
  return +(x - x === 0);
}

/** Also true of -0. */
export function signbit(x: number): number {
  return +(x < 0 || Object.is(x, -0));
}

/** Equal within a tolerance relative to b; infinities only to themselves, whatever the tolerance. */
export function isclose(a: number, b: number, rtol: number, atol: number): number {
  if (a === b) return 1;
  const difference = Math.abs(a - b);
  return +(difference < Infinity && difference <= atol + Math.abs(rtol * b));
}

/** As isclose, and NaN is close to NaN. */
export function iscloseNan(a: number, b: number, rtol: number, atol: number): number {
  return a !== a && b !== b ? 1 : isclose(a, b, rtol, atol);
}
