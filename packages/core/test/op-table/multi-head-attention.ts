import * as ops from "../../src/ops/multi-head-attention.ts";
import { named, range } from "./arguments.ts";
import { build, type Nd } from "./nd.ts";
import { shares } from "./softmax.ts";
import { family, floats, t, type TensorArg } from "./spec.ts";

interface Args {
  key: Nd;
  value: Nd;
  numHeads: number;
  inProjWeight: Nd | null;
  inProjBias?: Nd | null;
  biasK?: Nd | null;
  biasV?: Nd | null;
  addZeroAttn?: boolean;
  outProjWeight: Nd;
  outProjBias?: Nd | null;
  keyPaddingMask?: Nd | null;
  needWeights?: boolean;
  attnMask?: Nd | null;
  qProjWeight: Nd;
  kProjWeight: Nd;
  vProjWeight: Nd;
  useSeparateProjWeight?: boolean;
  staticK?: Nd | null;
  staticV?: Nd | null;
  averageAttnWeights?: boolean;
  batchFirst?: boolean;
}

const names = [
  "key",
  "value",
  "embedDimToCheck",
  "numHeads",
  "inProjWeight",
  "inProjBias",
  "biasK",
  "biasV",
  "addZeroAttn",
  "dropoutP",
  "outProjWeight",
  "outProjBias",
];

const sumOf = (n: number, f: (i: number) => number): number =>
  range(n).reduce((sum, i) => sum + f(i), 0);

/** Rows of features: one sequence of a batch. */
type Rows = number[][];

function sequence(x: Nd, batch: number, batchFirst: boolean): Rows {
  const [length, width] = [x.shape.at(batchFirst ? 1 : 0)!, x.shape.at(-1)!];
  return range(x.shape.length === 2 ? x.shape[0] : length).map((i) =>
    range(width).map((e) =>
      x.shape.length === 2 ? x.at(i, e) : batchFirst ? x.at(batch, i, e) : x.at(i, batch, e),
    ),
  );
}

function projected(rows: Rows, weight: Nd, first: number, count: number, bias?: Nd | null): Rows {
  return rows.map((row) =>
    range(count).map(
      (o) =>
        (bias ? bias.at(first + o) : 0) +
        sumOf(row.length, (e) => row[e] * weight.at(weight.shape[0] === count ? o : first + o, e)),
    ),
  );
}

/** What a mask adds to a score. */
const added = (mask: Nd, ...at: number[]): number =>
  mask.dtype === "bool" ? (mask.at(...at) ? -Infinity : 0) : mask.at(...at);

function reference(query: Nd, ...rest: unknown[]): (Nd | null)[] {
  const args = named<Args>(names, rest);
  const { numHeads: heads, batchFirst = false } = args;
  const batched = query.shape.length === 3;
  const [width, L] = [query.shape.at(-1)!, query.shape.at(batched && batchFirst ? 1 : 0)!];
  const batch = batched ? query.shape[batchFirst ? 0 : 1] : 1;
  const size = width / heads;
  const each = range(batch).map((n) => {
    const part = (x: Nd, i: number, own: Nd): Rows => {
      const weight = args.useSeparateProjWeight ? own : args.inProjWeight!;
      return projected(sequence(x, n, batchFirst), weight, i * width, width, args.inProjBias);
    };
    const q = part(query, 0, args.qProjWeight);
    const sources = (x: Nd, i: number, own: Nd, fixed?: Nd | null, bias?: Nd | null): Rows => {
      const rows = fixed
        ? range(fixed.shape[1]).map((s) =>
            range(width).map((e) => fixed.at(n * heads + Math.floor(e / size), s, e % size)),
          )
        : part(x, i, own);
      if (bias) rows.push([...bias.data]);
      if (args.addZeroAttn) rows.push(range(width).map(() => 0));
      return rows;
    };
    const k = sources(args.key, 1, args.kProjWeight, args.staticK, args.biasK);
    const v = sources(args.value, 2, args.vProjWeight, args.staticV, args.biasV);
    const weights = range(heads).map((h) =>
      range(L).map((i) =>
        shares(
          range(k.length).map((s) => {
            const { attnMask: seen, keyPaddingMask: held } = args;
            let score =
              sumOf(size, (e) => q[i][h * size + e] * k[s][h * size + e]) / Math.sqrt(size);
            if (seen && s < seen.shape.at(-1)!)
              score +=
                seen.shape.length === 2 ? added(seen, i, s) : added(seen, n * heads + h, i, s);
            if (held && s < held.shape.at(-1)!)
              score += batched ? added(held, n, s) : added(held, s);
            return score;
          }),
        ),
      ),
    );
    const together = range(L).map((i) =>
      range(width).map((e) =>
        sumOf(v.length, (s) => weights[Math.floor(e / size)][i][s] * v[s][e]),
      ),
    );
    const out = args.outProjWeight.shape[0];
    return { weights, output: projected(together, args.outProjWeight, 0, out, args.outProjBias) };
  });
  const outWidth = args.outProjWeight.shape[0];
  const S = each[0].weights[0][0].length;
  const lead = batched ? (batchFirst ? [batch, L] : [L, batch]) : [L];
  const output = build([...lead, outWidth], (at) => {
    const [i, n] = batched ? (batchFirst ? [at[1], at[0]] : [at[0], at[1]]) : [at[0], 0];
    return each[n].output[i][at.at(-1)!];
  });
  if (args.needWeights === false) return [output, null];
  const ns = batched ? [batch] : [];
  const average = args.averageAttnWeights ?? true;
  const weights = build([...ns, ...(average ? [] : [heads]), L, S], (at) => {
    const [i, s] = at.slice(-2);
    const { weights: own } = each[batched ? at[0] : 0];
    return average ? sumOf(heads, (h) => own[h][i][s]) / heads : own[at.at(-3)!][i][s];
  });
  return [output, weights];
}

const E = 4;
const small = { low: -1, high: 1 };
const f = (...shape: number[]): TensorArg => t(shape, small);
const bools = (shape: number[], values: boolean[]): TensorArg =>
  t(shape, { dtype: "bool", values });
const [yes, no] = [true, false];

/** Arguments up to the biases of the projections, for L = 2, S = 3, N = 2. */
const packed = (): unknown[] => [f(2, 2, E), f(3, 2, E), f(3, 2, E), E, 2, f(3 * E, E)];
const out = { outProjWeight: f(E, E), outProjBias: f(E) };
const separate = {
  useSeparateProjWeight: true,
  qProjWeight: f(E, E),
  kProjWeight: f(E, 3),
  vProjWeight: f(E, 2),
};

export default family(ops, {
  multiHeadAttentionForward: {
    dtypes: floats,
    tolerance: 1e-4,
    samples: [
      [...packed(), f(3 * E), null, null, false, 0, f(E, E), f(E)],
      [...packed(), null, f(1, 1, E), f(1, 1, E), true, 0, f(3, E), null],
      [...packed(), { ...out, attnMask: f(2, 3), keyPaddingMask: f(2, 3), addZeroAttn: true }],
      [
        ...packed(),
        {
          ...out,
          attnMask: bools([2, 3], [no, yes, no, no, no, yes]),
          keyPaddingMask: bools([2, 3], [no, no, yes, no, no, no]),
          averageAttnWeights: false,
        },
      ],
      [...packed(), { ...out, attnMask: f(4, 2, 3), needWeights: false, isCausal: true }],
      [
        ...packed(),
        { ...out, staticK: f(4, 5, 2), staticV: f(4, 5, 2), dropoutP: 0.5, training: no },
      ],
      [f(2, 2, E), f(2, 3, 3), f(2, 3, 2), E, 2, null, { ...out, ...separate, batchFirst: true }],
      [f(2, E), f(3, E), f(3, E), E, 1, f(3 * E, E), { ...out, keyPaddingMask: f(3) }],
    ],
    reference,
    errors: [
      [[f(E), f(3, 2, E), f(3, 2, E), E, 2, f(3 * E, E), out], /but received 1-D query tensor/],
      [
        [f(2, 2, E), f(3, E), f(3, 2, E), E, 2, f(3 * E, E), out],
        /to be 3-D but found 2-D and 3-D/,
      ],
      [[f(2, 2, E), f(3, 2, E), f(3, 2, E), 5, 2, f(3 * E, E), out], /dimension of 5, but got 4/],
      [
        [f(2, 2, E), f(3, 2, E), f(3, 2, E), E, 3, f(3 * E, E), out],
        /4 not divisible by numHeads 3/,
      ],
      [
        [f(2, 2, E), f(3, 2, E), f(4, 2, E), E, 2, f(3 * E, E), out],
        /\[3, 2\] do not match value's/,
      ],
      [[f(2, 2, E), f(3, 2, 3), f(3, 2, E), E, 2, f(3 * E, E), out], /with useSeparateProjWeight/],
      [[f(2, 2, E), f(3, 2, E), f(3, 2, E), E, 2, f(E, E), out], /should be \[12, 4\]/],
      [[f(2, 2, E), f(3, 2, E), f(3, 2, E), E, 2, null, out], /inProjWeight is not given/],
      [[f(2, 2, E), f(3, 2, E), f(3, 2, E), E, 2, f(3 * E, E)], /"outProjWeight" must be a Tensor/],
      [[...packed(), null, f(1, 1, E), null, out], /biasK and biasV go together/],
      [
        [...packed(), null, f(1, 1, E), f(1, 1, E), { ...out, staticK: f(4, 3, 2) }],
        /bias cannot be added to static keys/,
      ],
      [[...packed(), { ...out, staticK: f(4, 5, 2) }], /5 keys but 3 values; give both/],
      [[...packed(), { ...out, staticK: f(2, 5, 2) }], /staticK of shape \[4, S, 2\]/],
      [
        [...packed(), { ...out, attnMask: f(2, 2) }],
        /attnMask is \[2, 2\], but should be \[2, 3\]/,
      ],
      [[...packed(), { ...out, attnMask: f(2) }], /attnMask to be null, 2-D or 3-D/],
      [[...packed(), { ...out, keyPaddingMask: f(3, 2) }], /shape of \[2, 3\], but got \[3, 2\]/],
      [[...packed(), { ...out, keyPaddingMask: f(3) }], /keyPaddingMask to be null or 2-D/],
      [
        [...packed(), { ...out, attnMask: t([2, 3], { dtype: "int64" }) }],
        /only bool and floating/,
      ],
      [[...packed(), { ...out, isCausal: true }], /need attnMask/],
    ],
  },
});
