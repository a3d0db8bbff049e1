/** Numbers to compute with, made without any function that engines may round differently. */

const edges = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  2,
  -2,
  3,
  10,
  -10,
  88.7,
  -88.7,
  103.9,
  -103.9,
  709.7,
  -745.1,
  0.1,
  -0.1,
  1e-8,
  -1e-8,
  1e-40,
  -1e-40,
  5e-324,
  3.4e38,
  -3.4e38,
  1.7e308,
  Infinity,
  -Infinity,
  NaN,
  Math.PI,
  -Math.PI,
  Math.E,
  Math.LN2,
  1.5,
  2.5,
  -2.5,
  255,
  65536.5,
];

/** Between -1 and 1, the same ones each time. */
export function noise(count: number, seed = 1): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
}

/** What is usual: up to 8, densely; every second one with all bits of a double. */
function usual(count: number): Float64Array {
  return noise(count, 7).map((it, i) => (i % 2 === 0 ? it * 8 : Math.fround(it * 4)));
}

/** Every exponent of a double with both signs, and what a double's upper half counts in strides. */
function wide(count: number): Float64Array {
  const bits = new DataView(new ArrayBuffer(8));
  return Float64Array.from({ length: count }, (_, i) => {
    bits.setUint32(0, Math.imul(i, Math.floor(2 ** 32 / count)) >>> 0);
    bits.setUint32(4, Math.imul(i, 2654435761) >>> 0);
    return bits.getFloat64(0);
  });
}

/** Every exponent of a float with both signs. */
function wideFloats(count: number): Float64Array {
  const bits = new DataView(new ArrayBuffer(4));
  return Float64Array.from({ length: count }, (_, i) => {
    bits.setUint32(0, Math.imul(i, Math.floor(2 ** 32 / count)) >>> 0);
    return bits.getFloat32(0);
  });
}

/** Dense and edge inputs of a function of numbers. */
export function dense(): Float64Array {
  return Float64Array.from([...edges, ...usual(800), ...wideFloats(1003), ...wide(501)]);
}
