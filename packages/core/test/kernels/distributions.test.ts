/**
 * The expected numbers are PyTorch 1.13's (CPU, no MKL): `torch.manual_seed(0)`, then the call each test names.
 * They are compared bit for bit where the draw is one of words, else to a few units in the last place.
 */
import { describe, expect, test } from "vitest";
import type { TypedArray } from "../../src/dtype.ts";
import { TensorError } from "../../src/errors.ts";
import { Generator } from "../../src/generator.ts";
import {
  bernoulli,
  bernoulliFrom,
  cauchy,
  exponential,
  geometric,
  uniform,
  type RandomSource,
} from "../../src/kernels/distributions.ts";
import { logNormal, normal, normalSerial } from "../../src/kernels/normal.ts";

type Fill = (source: RandomSource, out: TypedArray, offset: number, n: number) => void;

function seeded(seed = 0): Generator {
  return new Generator().manualSeed(seed);
}

function draw(fill: Fill, out: TypedArray): number[] {
  fill(seeded(), out, 0, out.length);
  return [...out];
}

/** The largest relative error, after an absolute one has been forgiven. */
function worst(got: ArrayLike<number>, want: readonly number[], absolute = 0): number {
  if (got.length !== want.length) return Infinity;
  return Math.max(
    ...want.map((value, i) => (Math.abs(got[i] - value) - absolute) / Math.abs(value)),
  );
}

const f32 = (n: number) => new Float32Array(n);
const f64 = (n: number) => new Float64Array(n);

describe("uniform", () => {
  test("float32: torch.rand(4)", () => {
    expect(draw(uniform, f32(4))).toEqual([
      0.49625658988952637, 0.7682217955589294, 0.08847743272781372, 0.13203048706054688,
    ]);
  });

  test("float32 in a range: torch.empty(4).uniform_(-2, 3)", () => {
    expect(draw((s, o, at, n) => uniform(s, o, at, n, -2, 3), f32(4))).toEqual([
      0.48128294944763184, 1.841109037399292, -1.5576128959655762, -1.3398475646972656,
    ]);
  });

  test("float64: torch.rand(4, dtype=torch.float64)", () => {
    expect(draw(uniform, f64(4))).toEqual([
      0.9700530018065531, 0.707819864399788, 0.45938294312745087, 0.9207476841219603,
    ]);
  });

  test("float64 in a range: torch.empty(4, dtype=torch.float64).uniform_(-2, 3)", () => {
    const want = [2.8502650090327655, 1.5390993219989397, 0.29691471563725436, 2.6037384206098015];
    expect(
      worst(
        draw((s, o, at, n) => uniform(s, o, at, n, -2, 3), f64(4)),
        want,
      ),
    ).toBeLessThan(1e-15);
  });

  test("refuses bounds the wrong way round or out of the dtype's", () => {
    const fill = (from: number, to: number, out: TypedArray = f32(2)) =>
      uniform(seeded(), out, 0, 2, from, to);
    expect(() => fill(3, -1)).toThrow(
      "uniform_: expects to return a [from, to) range, but found from=3 > to=-1",
    );
    expect(() => fill(Number.NaN, 1)).toThrow("from=NaN is out of bounds for float32");
    expect(() => fill(0, 1e39)).toThrow("to=1e+39 is out of bounds for float32");
    expect(() => fill(-3e38, 3e38)).toThrow("to - from exceeds");
    expect(() => fill(-3e38, 3e38, f64(2))).not.toThrow();
    expect(() => fill(1, 1)).not.toThrow();
    expect(() => fill(0, 1, new Int32Array(2))).toThrow(TensorError);
  });
});

describe("normal", () => {
  test("float32, fewer than 16: torch.randn(4)", () => {
    const want = [1.5409960746765137, -0.293428897857666, -2.1787893772125244, 0.5684312582015991];
    expect(worst(draw(normal, f32(4)), want)).toBeLessThan(1e-7);
  });

  test("float64, fewer than 16: torch.empty(4, dtype=torch.float64).normal_(1, 2)", () => {
    const want = [4.081992216488087, 0.41314218847810724, -3.357578764149115, 2.1368625545613353];
    expect(
      worst(
        draw((s, o, at, n) => normal(s, o, at, n, 1, 2), f64(4)),
        want,
      ),
    ).toBeLessThan(1e-14);
  });

  test("float32, a block: torch.randn(16)", () => {
    const want = [
      -1.1258398294448853, -1.152360200881958, -0.2505785822868347, -0.4338788092136383,
      0.8487103581428528, 0.6920091509819031, -0.31601276993751526, -2.1152193546295166,
      0.32227492332458496, -1.2633347511291504, 0.34998318552970886, 0.30813392996788025,
      0.11984150856733322, 1.237657904624939, 1.1167771816253662, -0.2472781538963318,
    ];
    expect(worst(draw(normal, f32(16)), want, 1e-7)).toBeLessThan(1e-6);
  });

  test("float32, a block and one more: torch.empty(17).normal_(-1, 0.5)", () => {
    const want = [
      -1.5629198551177979, -1.8479655981063843, -0.7166746854782104, -0.6032458543777466,
      -0.7005802392959595, -1.7775475978851318, -1.1706801652908325, -0.07349693775177002,
      -0.7659518122673035, -1.2927488088607788, -1.0866984128952026, -0.9082610607147217,
      -0.3053169250488281, -0.2068328857421875, -0.5268508195877075, -1.421838402748108,
      -0.5340867042541504,
    ];
    expect(
      worst(
        draw((s, o, at, n) => normal(s, o, at, n, -1, 0.5), f32(17)),
        want,
        1e-7,
      ),
    ).toBeLessThan(1e-6);
  });

  test("float64, a block and one more: torch.randn(17, dtype=torch.float64)", () => {
    const want = [
      -2.310411800234176, -0.6332746088675096, -1.2609246557194385, -0.726951062065411,
      -0.019964750907762653, 0.2102998901016947, 0.17718935139366584, -0.830510051008449,
      0.23871805816817063, -0.2426793824588577, -0.7730112772958181, -1.5951814880783068,
      -0.6870036940435463, 1.4880743158106724, -0.4484158047114511, -0.8910030351707375,
      0.6748575435940039,
    ];
    expect(worst(draw(normal, f64(17)), want, 1e-14)).toBeLessThan(1e-13);
  });

  // The blocks have their own log, sine and cosine; here is the formula in the engine's.
  test.each([
    ["float32", f32(4096), 1e-6],
    ["float64", f64(4096), 1e-13],
  ] as const)("the blocks of %s are Box and Muller's formula", (_, out, relative) => {
    const uniforms = out.slice();
    uniform(seeded(9), uniforms, 0, uniforms.length);
    // The uniforms next to the ends, too.
    uniforms.set([
      0,
      2 ** -24,
      1 - 2 ** -24,
      0.5,
      0,
      0.25,
      0.5,
      0.75,
      0.125,
      0,
      0.25,
      0.5,
      0.75,
      1 - 2 ** -24,
      2 ** -24,
      0,
    ]);
    normal(fixed(uniforms), out, 0, out.length);
    for (let i = 0; i < out.length; i++) {
      const first = i - (i % 16) + (i % 8);
      const radius = Math.sqrt(-2 * Math.log(1 - uniforms[first]));
      const round = out instanceof Float32Array ? Math.fround : Number;
      const angle = round(round(2 * Math.PI) * uniforms[first + 8]);
      const want = radius * (i % 16 < 8 ? Math.cos(angle) : Math.sin(angle));
      expect(Math.abs(out[i] - want)).toBeLessThanOrEqual(
        relative * Math.abs(want) + 1e-15 * radius,
      );
    }
  });

  /** A source whose next uniforms are the given ones: words that become them. */
  function fixed(uniforms: Float32Array | Float64Array): RandomSource {
    const words: number[] = [];
    for (const u of uniforms) {
      if (uniforms instanceof Float32Array) words.push(u * 2 ** 24);
      else words.push(Math.floor(u * 2 ** 21), (u * 2 ** 53) % 2 ** 32);
    }
    const source = seeded();
    let at = 0;
    source.engine.refill = function refill() {
      for (let i = 0; i < this.words.length; i++) this.words[i] = words[at++] ?? 0;
      this.next = 0;
    };
    return source;
  }

  test("hands out the second value of a pair at the next call", () => {
    const source = seeded();
    const out = f64(5);
    normal(source, out, 0, 1);
    expect(source.nextNormal).not.toBeNull();
    // Blocks neither use nor change it.
    normal(source, f32(16), 0, 16);
    normal(source, out, 1, 1);
    expect(source.nextNormal).toBeNull();
    expect(worst(out.subarray(0, 2), [1.5409961082440433, -0.2934289057609464])).toBeLessThan(
      1e-14,
    );
  });

  test("serial draws pairs for any number: torch.zeros(5, 4).t().normal_() in the order of its memory", () => {
    const want = [1.5409960746765137, -0.293428897857666, -2.1787893772125244, 0.5684312582015991];
    expect(
      worst(draw((s, o, at, n) => normalSerial(s, o, at, n), f32(20)).slice(0, 4), want),
    ).toBeLessThan(1e-7);
  });

  test("refuses a negative standard deviation", () => {
    for (const n of [2, 16]) {
      expect(() => normal(seeded(), f32(n), 0, n, 0, -1)).toThrow(
        "normal_: expects std >= 0.0, but found std -1",
      );
      expect(() => normal(seeded(), f64(n), 0, n, 0, Number.NaN)).toThrow(
        "normal_: expects std >= 0.0",
      );
      expect(draw((s, o, at, m) => normal(s, o, at, m, 3, 0), f32(n))).toEqual(
        Array.from({ length: n }, () => 3),
      );
    }
  });

  test("logNormal: torch.empty(4, dtype=torch.float64).log_normal_(0, 0.5)", () => {
    const want = [2.160842202188243, 0.8635405237234942, 0.3364200701709021, 1.3287194231120583];
    expect(
      worst(
        draw((s, o, at, n) => logNormal(s, o, at, n, 0, 0.5), f64(4)),
        want,
      ),
    ).toBeLessThan(1e-14);
    expect(() => logNormal(seeded(), f64(4), 0, 4, 0, 0)).toThrow(
      "logNormal_: expects std > 0.0, but found std=0",
    );
    // It takes the path of small tensors also for many.
    expect(
      worst(draw((s, o, at, n) => logNormal(s, o, at, n, 0, 0.5), f64(40)).slice(0, 4), want),
    ).toBeLessThan(1e-14);
  });
});

describe("bernoulli", () => {
  const doubles = [0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1];
  const floats = [0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0];

  test("of one probability draws doubles for every dtype: torch.empty(12).bernoulli_(0.3)", () => {
    for (const out of [f32(12), f64(12), new Int32Array(12), new Uint8Array(12)]) {
      const got = draw((s, o, at, n) => bernoulli(s, o, at, n, 0.3), out);
      expect(got).toEqual(doubles);
      expect(got.some((value) => Object.is(value, -0))).toBe(false);
    }
  });

  test("0 and 1 are certain", () => {
    expect(draw((s, o, at, n) => bernoulli(s, o, at, n, 0), f32(2000)).includes(1)).toBe(false);
    expect(draw((s, o, at, n) => bernoulli(s, o, at, n, 1), f32(2000)).includes(0)).toBe(false);
  });

  test("of an array draws in its precision: torch.bernoulli(torch.full((12,), 0.3))", () => {
    const out = f32(12);
    bernoulliFrom(seeded(), f32(12).fill(0.3), 0, out, 0, 12);
    expect([...out]).toEqual(floats);
    bernoulliFrom(seeded(), f64(12).fill(0.3), 0, out, 0, 12);
    expect([...out]).toEqual(doubles);
  });

  test("of an array may write into it", () => {
    const p = f32(14).fill(0.3);
    bernoulliFrom(seeded(), p, 1, p, 1, 12);
    expect([...p.subarray(1, 13)]).toEqual(floats);
    expect([p[0], p[13]]).toEqual([Math.fround(0.3), Math.fround(0.3)]);
  });

  test("refuses what is no probability, before it draws", () => {
    expect(() => bernoulli(seeded(), f32(2), 0, 2, 1.1)).toThrow(
      "bernoulli_: expects p to be in [0, 1], but got p=1.1",
    );
    expect(() => bernoulli(seeded(), f32(2), 0, 2, Number.NaN)).toThrow(TensorError);
    const out = f32(2).fill(7);
    const source = seeded();
    expect(() => bernoulliFrom(source, Float32Array.of(0.5, 2), 0, out, 0, 2)).toThrow(
      "got 2 at element 1",
    );
    expect([...out]).toEqual([7, 7]);
    expect(source.engine.fresh).toBe(true);
  });
});

describe("exponential, geometric, cauchy", () => {
  test("torch.empty(4, dtype=torch.float64).exponential_(1.5)", () => {
    const want = [2.338884124471761, 0.8202565094531178, 0.41002939592934096, 1.6900790961439212];
    expect(
      worst(
        draw((s, o, at, n) => exponential(s, o, at, n, 1.5), f64(4)),
        want,
      ),
    ).toBeLessThan(1e-15);
    expect(() => exponential(seeded(), f64(4), 0, 4, 0)).toThrow(
      "exponential_: expects lambda > 0.0, but found lambda=0",
    );
  });

  test("torch.empty(12).geometric_(0.3)", () => {
    const want = [1, 1, 3, 1, 2, 1, 5, 3, 2, 4, 3, 5];
    for (const out of [f32(12), f64(12), new Int32Array(12), new Uint8Array(12)]) {
      expect(draw((s, o, at, n) => geometric(s, o, at, n, 0.3), out)).toEqual(want);
    }
    for (const p of [0, 1, Number.NaN]) {
      expect(() => geometric(seeded(), f64(4), 0, 4, p)).toThrow(
        "geometric_: expects p to be in (0, 1)",
      );
    }
  });

  test("torch.empty(4, dtype=torch.float64).cauchy_(1, 2)", () => {
    const want = [22.195458653364593, 2.5295345192117997, 0.7434013158336519, 8.8661466219893];
    expect(
      worst(
        draw((s, o, at, n) => cauchy(s, o, at, n, 1, 2), f64(4)),
        want,
      ),
    ).toBeLessThan(1e-13);
    expect(() => cauchy(seeded(), f64(4), 0, 4, 0, 0)).toThrow(
      "cauchy_: expects sigma > 0.0, but found sigma=0",
    );
  });
});

describe("every fill", () => {
  const fills: Record<string, Fill> = {
    uniform,
    normal,
    normalSerial,
    logNormal,
    bernoulli,
    exponential,
    geometric: (s, o, at, n) => geometric(s, o, at, n, 0.2),
    cauchy,
  };

  test.each(Object.entries(fills))("%s writes its elements and no other", (_, fill) => {
    for (const out of [f32(1300), f64(1300)]) {
      out.fill(-7);
      fill(seeded(), out, 3, 1290);
      expect([...out.subarray(0, 3), ...out.subarray(1293)].every((value) => value === -7)).toBe(
        true,
      );
      expect(out.subarray(3, 1293).every((value) => value !== -7)).toBe(true);
    }
  });

  test.each(Object.entries(fills))("%s of nothing draws nothing", (_, fill) => {
    const source = seeded();
    fill(source, f32(0), 0, 0);
    expect(source.engine.fresh).toBe(true);
  });

  // Blocks of 624 words and chunks of 512 elements must not show. (normal is another stream from 16 on.)
  test.each(Object.entries(fills).filter(([name]) => name !== "normal"))(
    "%s is one stream, however it is cut",
    (_, fill) => {
      for (const make of [f32, f64]) {
        const whole = make(1500);
        fill(seeded(), whole, 0, 1500);
        const cut = make(1500);
        const source = seeded();
        let at = 0;
        for (const n of [1, 2, 310, 1, 0, 623, 500, 63]) {
          fill(source, cut, at, n);
          at += n;
        }
        expect(at).toBe(1500);
        expect(cut).toEqual(whole);
      }
    },
  );
});
