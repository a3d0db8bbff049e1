/** Matrix arithmetic on `Nd`s, by definition. */
import { broadcastShape, build, indices, Nd } from "./nd.ts";

const sumOver = (n: number, f: (i: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += f(i);
  return sum;
};

/** PyTorch's matmul: vectors get a dimension of size 1 that goes again, batches broadcast. */
export function matmul(a: Nd, b: Nd): Nd {
  const left = a.shape.length === 1 ? new Nd([1, ...a.shape], a.data) : a;
  const right = b.shape.length === 1 ? new Nd([...b.shape, 1], b.data) : b;
  const k = left.shape.at(-1) as number;
  const batch = broadcastShape(left.shape.slice(0, -2), right.shape.slice(0, -2));
  const full = build(
    [...batch, left.shape.at(-2) as number, right.shape.at(-1) as number],
    (at) => {
      const [i, j] = at.slice(-2);
      const lead = at.slice(0, -2);
      return sumOver(
        k,
        (l) => left.broadcastAt([...lead, i, l]) * right.broadcastAt([...lead, l, j]),
      );
    },
  );
  const shape = [...batch];
  if (a.shape.length > 1) shape.push(full.shape.at(-2) as number);
  if (b.shape.length > 1) shape.push(full.shape.at(-1) as number);
  return new Nd(shape, full.data);
}

/** The matrices of the last two dimensions, one by one. */
export function matricesOf(x: Nd): number[][][] {
  const [m, n] = x.shape.slice(-2);
  return indices(x.shape.slice(0, -2)).map((lead) =>
    Array.from({ length: m }, (_, i) => Array.from({ length: n }, (_, j) => x.at(...lead, i, j))),
  );
}

/** `f` of each matrix, as what it answers lies in memory. */
export function eachMatrix(
  x: Nd,
  shape: readonly number[],
  f: (matrix: number[][]) => number[] | number[][] | number,
): Nd {
  const results = matricesOf(x).map((matrix) => [f(matrix)].flat(2));
  return new Nd([...x.shape.slice(0, -2), ...shape], results.flat());
}

const minor = (a: readonly number[][], row: number, column: number): number[][] =>
  a.filter((_, i) => i !== row).map((values) => values.filter((_, j) => j !== column));

/** By expansion along the first row. */
export function det(a: number[][]): number {
  if (a.length === 0) return 1;
  return sumOver(a.length, (j) => (j % 2 === 0 ? 1 : -1) * a[0][j] * det(minor(a, 0, j)));
}

/** By cofactors. */
export function inverse(a: number[][]): number[][] {
  const whole = det(a);
  return a.map((row, i) =>
    row.map((_, j) => ((i + j) % 2 === 0 ? 1 : -1) * (det(minor(a, j, i)) / whole)),
  );
}

export const inverses = (x: Nd): Nd => eachMatrix(x, x.shape.slice(-2), inverse);

/** With the last two dimensions exchanged. */
export function transposed(x: Nd): Nd {
  const [m, n] = x.shape.slice(-2);
  return build([...x.shape.slice(0, -2), n, m], (at) =>
    x.at(...at.slice(0, -2), at.at(-1) as number, at.at(-2) as number),
  );
}

/** One triangle; with `unit` ones on the diagonal. */
export function triangle(x: Nd, upper: boolean, unit = false): Nd {
  return build(x.shape, (at) => {
    const [i, j] = at.slice(-2);
    if (i === j) return unit ? 1 : x.at(...at);
    return upper === j > i ? x.at(...at) : 0;
  });
}

export function identity(n: number): Nd {
  return build([n, n], ([i, j]) => Number(i === j));
}

/** The product of the reflections `I - tau v vᵀ` whose vectors stand below the diagonal of x. */
export function reflections(x: Nd, tau: Nd): Nd {
  const m = x.shape.at(-2) as number;
  const k = tau.shape.at(-1) as number;
  const lead = x.shape.slice(0, -2);
  let whole = build([...lead, m, m], (at) => Number(at.at(-1) === at.at(-2)));
  for (let step = 0; step < k; step++) {
    const v = (at: readonly number[], i: number): number =>
      i < step ? 0 : i === step ? 1 : x.at(...at, i, step);
    const reflection = build([...lead, m, m], (at) => {
      const [batch, [i, j]] = [at.slice(0, -2), at.slice(-2)];
      return Number(i === j) - tau.at(...batch, step) * v(batch, i) * v(batch, j);
    });
    whole = matmul(whole, reflection);
  }
  return whole;
}
