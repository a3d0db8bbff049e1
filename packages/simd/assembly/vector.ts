// Functions of four floats at a time. As methods, so that the decorator is TypeScript's too.
//
// Where a function has a cheaper form for most arguments (`Near`), both give the same bits there, so that whoever looks at
// a whole tile first may take either. Loops run them four vectors at a time (each.ts): an engine that cannot keep all of a
// polynomial's coefficients in registers then loads them once for sixteen floats.
//
// The polynomials of tanh and log are those of Cephes (S. L. Moshier); that of exp is a minimax fit of our own, and those of
// the normal distribution a fit of our own to e^(x²/2) Φ(-x) over t = 1 / (1 + 0.3 x), within 2e-7 of it.

export class V {
  @inline static of(x: f32): v128 {
    return f32x4.splat(x);
  }

  /** c + x * y. */
  @inline static fma(x: v128, y: v128, c: f32): v128 {
    return f32x4.add(f32x4.mul(x, y), f32x4.splat(c));
  }

  /** e^x for every x: below -105 it is 0, above 89 infinite. */
  @inline static exp(x: v128): v128 {
    // The first operand of pmin and pmax is what a NaN gives.
    x = f32x4.pmax(f32x4.pmin(x, V.of(89)), V.of(-105));
    const z = V.rounded(x);
    const i = i32x4.sub(z, i32x4.splat(0x4b400000));
    // 2^i in two factors, of which only the second can round.
    const half = i32x4.shr_s(i, 1);
    const p = f32x4.mul(V.fraction(x, z), V.power(half));
    return f32x4.mul(p, V.power(i32x4.sub(i, half)));
  }

  /** e^x for x from -87 to 88, and for NaN. */
  @inline static expNear(x: v128): v128 {
    const z = V.rounded(x);
    // Shifted out are the bits of the number that was added; what stays is the integer, as an exponent.
    const power = i32x4.add(i32x4.shl(z, 23), i32x4.splat(127 << 23));
    return f32x4.mul(V.fraction(x, z), power);
  }

  /** 1.5 * 2^23 plus the integer next to x / log 2, which thereby stands in the low bits. */
  @inline static rounded(x: v128): v128 {
    return V.fma(x, V.of(1.44269504088896341), 12582912);
  }

  /** e^x over the power of two that `rounded` has found: from √½ to √2. */
  @inline static fraction(x: v128, z: v128): v128 {
    return f32x4.add(V.growth(V.rest(x, z)), V.of(1));
  }

  /** x less the multiple of log 2 that `rounded` has found. */
  @inline static rest(x: v128, z: v128): v128 {
    const n = f32x4.sub(z, V.of(12582912));
    const r = f32x4.sub(x, f32x4.mul(n, V.of(0.693359375)));
    return f32x4.add(r, f32x4.mul(n, V.of(2.12194440e-4)));
  }

  /** e^r - 1 for r within ±½ log 2. */
  @inline static growth(r: v128): v128 {
    let p = V.fma(V.of(0.0013814321719110012), r, 0.00836885068565607);
    p = V.fma(p, r, 0.041668400168418884);
    p = V.fma(p, r, 0.1666651964187622);
    p = V.fma(p, r, 0.4999999403953552);
    return f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r);
  }

  /** 2^i for integers from -126 to 127. */
  @inline static power(i: v128): v128 {
    return i32x4.shl(i32x4.add(i, i32x4.splat(127)), 23);
  }

  @inline static abs(x: v128): v128 {
    return f32x4.abs(x);
  }

  /** The sign bit of the second on the first, which has none. */
  @inline static withSign(x: v128, sign: v128): v128 {
    return v128.or(x, v128.and(sign, i32x4.splat(0x80000000)));
  }

  @inline static tanh(x: v128): v128 {
    const size = V.abs(x);
    const z = f32x4.mul(x, x);
    let p = V.fma(V.of(-5.70498872745e-3), z, 2.06390887954e-2);
    p = V.fma(p, z, -5.37397155531e-2);
    p = V.fma(p, z, 1.33314422036e-1);
    p = V.fma(p, z, -3.33332819422e-1);
    p = f32x4.add(f32x4.mul(f32x4.mul(p, z), x), x);
    // From 9.02 on it is 1.
    const most = f32x4.pmin(size, V.of(10));
    const e = V.expNear(f32x4.add(most, most));
    const far = f32x4.sub(V.of(1), f32x4.div(V.of(2), f32x4.add(e, V.of(1))));
    return v128.bitselect(p, V.withSign(far, x), f32x4.lt(size, V.of(0.625)));
  }

  /** 1 / (1 + e^-x) for x of at least -87, and for NaN. */
  @inline static sigmoidNear(x: v128): v128 {
    const under = f32x4.pmax(f32x4.neg(f32x4.abs(x)), V.of(-87));
    const z = V.rounded(under);
    const power = i32x4.add(i32x4.shl(z, 23), i32x4.splat(127 << 23));
    const s = V.growth(V.rest(under, z));
    const e = f32x4.mul(f32x4.add(s, V.of(1)), power);
    const sum = f32x4.add(e, V.of(1));
    // For negative x, the quotient of e and the sum would add up four roundings. What the sum has lost, as a part of it (the
    // reciprocal on [1, 2] need be no more than a line), is taken from e before that rounds.
    const lost = f32x4.add(f32x4.sub(V.of(1), sum), e);
    const part = f32x4.mul(lost, f32x4.sub(V.of(1.46), f32x4.mul(sum, V.of(0.5))));
    const less = f32x4.mul(f32x4.add(f32x4.sub(s, part), V.of(1)), power);
    return f32x4.div(v128.bitselect(less, V.of(1), f32x4.lt(x, V.of(0))), sum);
  }

  /** x where it is above 0, else 0; NaN stays. */
  @inline static relu(x: v128): v128 {
    return v128.andnot(x, f32x4.le(x, V.of(0)));
  }

  /** The natural logarithm. */
  @inline static log(x: v128): v128 {
    const tiny = f32x4.lt(x, V.of(1.17549435e-38));
    // Below the normal numbers the exponent does not say the size: 2^25 times as large, they are normal.
    const y = v128.bitselect(f32x4.mul(x, V.of(33554432)), x, tiny);
    const result = V.logScaled(y, v128.and(tiny, V.of(25)));
    // What is infinite or NaN stays; 0 gives -Infinity and what is negative NaN.
    const normal = v128.and(f32x4.gt(x, V.of(0)), f32x4.lt(x, V.of(Infinity)));
    const above = v128.bitselect(x, V.of(NaN), f32x4.eq(x, V.of(Infinity)));
    const edge = v128.bitselect(V.of(-Infinity), above, f32x4.eq(x, V.of(0)));
    return v128.bitselect(result, edge, normal);
  }

  /** The natural logarithm of a normal number above 0. */
  @inline static logNear(x: v128): v128 {
    return V.logScaled(x, V.of(0));
  }

  /** log(y / 2^scale) for normal numbers above 0. */
  @inline static logScaled(y: v128, scale: v128): v128 {
    // The exponent for which the fraction is in [√½, √2).
    const shifted = i32x4.sub(y, i32x4.splat(0x3f3504f3));
    const n = f32x4.sub(f32x4.convert_i32x4_s(i32x4.shr_s(shifted, 23)), scale);
    const f = i32x4.add(v128.and(shifted, i32x4.splat(0x7fffff)), i32x4.splat(0x3f3504f3));
    const r = f32x4.sub(f, V.of(1));
    const z = f32x4.mul(r, r);
    let p = V.fma(V.of(7.0376836292e-2), r, -1.1514610310e-1);
    p = V.fma(p, r, 1.1676998740e-1);
    p = V.fma(p, r, -1.2420140846e-1);
    p = V.fma(p, r, 1.4249322787e-1);
    p = V.fma(p, r, -1.6668057665e-1);
    p = V.fma(p, r, 2.0000714765e-1);
    p = V.fma(p, r, -2.4999993993e-1);
    p = V.fma(p, r, 3.3333331174e-1);
    p = f32x4.mul(f32x4.mul(p, r), z);
    p = f32x4.sub(p, f32x4.mul(n, V.of(2.12194440e-4)));
    p = f32x4.sub(p, f32x4.mul(z, V.of(0.5)));
    return f32x4.add(f32x4.add(r, p), f32x4.mul(n, V.of(0.693359375)));
  }

  /** Φ(x) of the normal distribution, given e^(-x²/2); on the left right to its own last places. */
  @inline static normal(x: v128, e: v128): v128 {
    const t = f32x4.div(V.of(1), V.fma(V.abs(x), V.of(0.3), 1));
    let p = V.fma(V.of(0.03517799693544538), t, -0.15513806911361705);
    p = V.fma(p, t, 0.20280698775317715);
    p = V.fma(p, t, -0.05043394021462702);
    p = V.fma(p, t, 0.12685258245823167);
    p = V.fma(p, t, 0.10042736825079676);
    p = V.fma(p, t, 0.12067243421156285);
    p = V.fma(p, t, 0.11963454995316868);
    p = f32x4.mul(f32x4.mul(p, t), e);
    return v128.bitselect(p, f32x4.sub(V.of(1), p), f32x4.lt(x, V.of(0)));
  }

  /** x Φ(x), for x from -13 to 13 and for NaN. */
  @inline static geluNear(x: v128): v128 {
    const z = V.rounded(V.bell(V.top(x)));
    const power = i32x4.add(i32x4.shl(z, 23), i32x4.splat(127 << 23));
    return f32x4.sub(f32x4.pmax(x, V.of(0)), f32x4.mul(V.geluTail(x, z), power));
  }

  /** x Φ(x) for every x; of -Infinity NaN, as 0 times it is. */
  @inline static gelu(x: v128): v128 {
    // Beyond 15, what Φ lacks of 0 or 1 is 0 to floats.
    const near = f32x4.pmax(f32x4.pmin(x, V.of(15)), V.of(-15));
    const z = V.rounded(V.bell(V.top(near)));
    const i = i32x4.sub(z, i32x4.splat(0x4b400000));
    const half = i32x4.shr_s(i, 1);
    const part = f32x4.mul(V.geluTail(near, z), V.power(half));
    const tail = f32x4.mul(part, V.power(i32x4.sub(i, half)));
    const under = f32x4.pmin(x, V.of(0));
    return f32x4.sub(f32x4.pmax(x, V.of(0)), f32x4.add(tail, f32x4.sub(under, under)));
  }

  /**
   * |x| Φ(-|x|) over the power of two that `rounded` has found of -x²/2: |x| t P(t) e^r, with t = 1 / (|x| + 1.5) and a
   * polynomial through Chebyshev nodes. Float for float the product would add up the rounding of seven steps, and the square's
   * in the exponent; so the square is taken in two parts, P(t) e^r only as far as it is not 0.59375, and the rest in doubles.
   */
  @inline static geluTail(x: v128, z: v128): v128 {
    const size = f32x4.abs(x);
    const top = V.top(size);
    const low = f32x4.mul(f32x4.mul(f32x4.add(size, top), f32x4.sub(size, top)), V.of(-0.5));
    const s = V.growth(f32x4.add(V.rest(V.bell(top), z), low));
    const a = f64x2.promote_low_f32x4(size);
    const b = V.upper(size);
    const ta = f64x2.div(f64x2.splat(1), f64x2.add(a, f64x2.splat(1.5)));
    const tb = f64x2.div(f64x2.splat(1), f64x2.add(b, f64x2.splat(1.5)));
    const v = f32x4.sub(V.floats(ta, tb), V.of(0.35));
    let p = V.fma(V.of(-27.9948101), v, 22.696207);
    p = V.fma(p, v, -0.51521343);
    p = V.fma(p, v, -7.27224207);
    p = V.fma(p, v, 4.96470785);
    p = V.fma(p, v, -1.13639414);
    p = V.fma(p, v, -1.11332738);
    p = V.fma(p, v, 1.34161699);
    p = V.fma(p, v, -0.390793055);
    p = V.fma(p, v, -0.539284706);
    p = V.fma(p, v, 0.567673206);
    p = V.fma(p, v, 0.0332011059);
    const m = f32x4.add(p, f32x4.mul(f32x4.add(p, V.of(0.59375)), s));
    const ma = f64x2.add(f64x2.promote_low_f32x4(m), f64x2.splat(0.59375));
    const mb = f64x2.add(V.upper(m), f64x2.splat(0.59375));
    return V.floats(f64x2.mul(f64x2.mul(a, ta), ma), f64x2.mul(f64x2.mul(b, tb), mb));
  }

  /** The upper half of a float's digits, whose square is exact. */
  @inline static top(x: v128): v128 {
    return v128.and(x, i32x4.splat(0xfffff000));
  }

  /** The third and fourth float as doubles. */
  @inline static upper(x: v128): v128 {
    return f64x2.promote_low_f32x4(i64x2.shuffle(x, x, 1, 1));
  }

  /** Four doubles as floats. */
  @inline static floats(a: v128, b: v128): v128 {
    return i64x2.shuffle(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 2);
  }

  /** Φ(x) + x φ(x), given e^(-x²/2). */
  @inline static geluSlope(x: v128, e: v128): v128 {
    const slope = f32x4.mul(f32x4.mul(x, V.of(0.3989422804014327)), e);
    return f32x4.add(V.normal(x, e), slope);
  }

  /** -x²/2. */
  @inline static bell(x: v128): v128 {
    return f32x4.mul(f32x4.mul(x, x), V.of(-0.5));
  }
}
