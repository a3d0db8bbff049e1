/**
 * Circular functions and their inverses. The argument is reduced by multiples of π/2 that are subtracted in parts (W. J.
 * Cody and W. Waite, "Software Manual for the Elementary Functions", 1980); the kernels' coefficients are polynomials
 * through Chebyshev nodes, worked out with 60 digits, whose error is below 2^-55 of the result.
 */

const PI = Math.PI;
const PI_LOW = 1.2246467991473532e-16;
const HALF_PI = 1.5707963267948966;
const HALF_PI_LOW = 6.123233995736766e-17;
const TWO_OVER_PI = 0.6366197723675814;
// π/2 in parts of 33 bits, whose products with integers below 2^20 are exact, and the rest.
const PART1 = 1.5707963267341256;
const PART2 = 6.077100506303966e-11;
const PART3 = 2.0222662487111665e-21;
const PART4 = 8.4784276603689e-32;
const TO_INTEGER = 6755399441055744;

/** What `reduce` left: a number of at most π/4, and what is below its last place. An array keeps them unboxed. */
const rest = new Float64Array(2);

/** Takes the nearest multiple of π/2 away and answers which, modulo 4. */
function reduce(x: number): number {
  if (Math.abs(x) <= 0.7853981633974483) {
    rest[0] = x;
    rest[1] = 0;
    return 0;
  }
  if (!(Math.abs(x) < 1e6)) return reduceLarge(x);
  const n = x * TWO_OVER_PI + TO_INTEGER - TO_INTEGER;
  const first = x - n * PART1;
  const t = n * PART2;
  const second = first - t;
  const back = second - first;
  const error = first - (second - back) - (t + back);
  const tail = error - n * PART3 - n * PART4;
  rest[0] = second + tail;
  rest[1] = second - rest[0] + tail;
  return n & 3;
}

/** The first 1200 bits of 2/π. */
const TWO_OVER_PI_BITS =
  0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7bn;

/** For arguments of a million and more: x · 2/π in integers, of which only 2 bits before the point matter. */
function reduceLarge(x: number): number {
  if (x - x !== 0) {
    rest[0] = NaN;
    rest[1] = 0;
    return 0;
  }
  // x = mantissa · 2^exponent
  let exponent = 0;
  let mantissa = Math.abs(x);
  for (; mantissa >= 9007199254740992; mantissa /= 2) exponent++;
  for (; mantissa !== Math.floor(mantissa); mantissa *= 2) exponent--;
  const point = BigInt(1200 - exponent);
  const product = BigInt(mantissa) * TWO_OVER_PI_BITS;
  let whole = product >> point;
  let fraction = product - (whole << point);
  if (fraction >> (point - 1n)) {
    whole += 1n;
    fraction -= 1n << point;
  }
  // 106 bits of the fraction as two doubles, times π/2.
  const bits = fraction >> (point - 106n);
  const high = Number(bits >> 53n) / 9007199254740992;
  const low = Number(BigInt.asUintN(53, bits)) / 81129638414606681695789005144064;
  const a = Math.fround(high);
  const b = Math.fround(HALF_PI);
  const main = high * HALF_PI;
  const error = a * b - main + a * (HALF_PI - b) + (high - a) * b + (high - a) * (HALF_PI - b);
  const tail = error + low * HALF_PI + high * HALF_PI_LOW;
  const sign = x < 0 ? -1 : 1;
  rest[0] = sign * (main + tail);
  rest[1] = sign * (main - (main + tail) + tail);
  const quadrant = Number(whole & 3n);
  return x < 0 ? -quadrant & 3 : quadrant;
}

/** sin(x + low) for |x| of at most π/4. */
function sinKernel(x: number, low: number): number {
  const z = x * x;
  const series =
    0.008333333333330946 +
    z *
      (-0.0001984126983675497 +
        z * (2.755731610068303e-6 + z * (-2.5051131455427943e-8 + z * 1.5918101230273893e-10)));
  const cube = z * x;
  return x - (z * (0.5 * low - cube * series) - low - cube * -0.16666666666666666);
}

/** cos(x + low) for |x| of at most π/4. */
function cosKernel(x: number, low: number): number {
  const z = x * x;
  const series =
    0.041666666666666664 +
    z *
      (-0.0013888888888887395 +
        z *
          (2.4801587298763433e-5 +
            z *
              (-2.7557317270560173e-7 +
                z * (2.0876146024665577e-9 + z * -1.1382614867131847e-11))));
  const half = 0.5 * z;
  const near = 1 - half;
  return near + (1 - near - half + (z * z * series - x * low));
}

export function sin(x: number): number {
  // Keeps the sign of zero.
  if (Math.abs(x) < 1e-8) return x;
  switch (reduce(x)) {
    case 0:
      return sinKernel(rest[0], rest[1]);
    case 1:
      return cosKernel(rest[0], rest[1]);
    case 2:
      return -sinKernel(rest[0], rest[1]);
    default:
      return -cosKernel(rest[0], rest[1]);
  }
}

export function cos(x: number): number {
  switch (reduce(x)) {
    case 0:
      return cosKernel(rest[0], rest[1]);
    case 1:
      return -sinKernel(rest[0], rest[1]);
    case 2:
      return -cosKernel(rest[0], rest[1]);
    default:
      return sinKernel(rest[0], rest[1]);
  }
}

export function tan(x: number): number {
  if (Math.abs(x) < 1e-8) return x;
  const quadrant = reduce(x);
  const s = sinKernel(rest[0], rest[1]);
  const c = cosKernel(rest[0], rest[1]);
  return quadrant & 1 ? -c / s : s / c;
}

/** (asin(x) - x) / x³ for |x| of at most 1/2, of z = x². */
function asinSeries(z: number): number {
  const z2 = z * z;
  const z4 = z2 * z2;
  const low =
    0.1666666666666665 +
    z * 0.07500000000020869 +
    z2 * (0.04464285710323956 + z * 0.03038194737955916);
  const middle =
    0.022372047201808874 +
    z * 0.01735526856395368 +
    z2 * (0.013929545950484136 + z * 0.0118763442962909);
  const high =
    0.007798626407510725 +
    z * 0.016049124585094332 +
    z2 * (-0.010773195325818203 + z * 0.02818766714248033);
  return low + z4 * (middle + z4 * high);
}

/** What the root of t lacks beside its first 24 bits, and the series, so that asin(√t) = high + this. */
function asinRootLow(t: number, root: number, high: number): number {
  return t === 0 ? 0 : (t - high * high) / (root + high) + root * t * asinSeries(t);
}

export function asin(x: number): number {
  const size = Math.abs(x);
  if (size <= 0.5) return size < 1e-8 ? x : x + x * x * x * asinSeries(x * x);
  // asin(x) = π/2 - 2 asin(√((1 - x) / 2))
  const t = (1 - size) / 2;
  const root = Math.sqrt(t);
  const high = Math.fround(root);
  const result = HALF_PI - 2 * high + (HALF_PI_LOW - 2 * asinRootLow(t, root, high));
  return x < 0 ? -result : result;
}

export function acos(x: number): number {
  if (Math.abs(x) <= 0.5) return HALF_PI - (x - (HALF_PI_LOW - x * x * x * asinSeries(x * x)));
  const t = (1 - Math.abs(x)) / 2;
  const root = Math.sqrt(t);
  const high = Math.fround(root);
  const low = asinRootLow(t, root, high);
  return x < 0 ? PI - 2 * high + (PI_LOW - 2 * low) : 2 * (high + low);
}

/** (atan(x) - x) / x³ for |x| of at most 7/16, of z = x². */
function atanSeries(z: number): number {
  const z2 = z * z;
  const z4 = z2 * z2;
  const low =
    -0.3333333333333333 +
    z * 0.19999999999999407 +
    z2 * (-0.1428571428556654 + z * 0.11111111096621673);
  const middle =
    -0.09090908354560998 +
    z * 0.07692285527906567 +
    z2 * (-0.06666241489127048 + z * 0.058769419830211986);
  const high =
    -0.052166502144856186 +
    z * 0.044921386092930476 +
    z2 * (-0.03312535295974597 + z * 0.01477042247292864);
  return low + z4 * (middle + z4 * high);
}

/** atan(x) = atan(c) + atan((x - c) / (1 + c x)), for the nearest c of 1/2, 1, 3/2 and infinity. */
export function atan(x: number): number {
  const size = Math.abs(x);
  if (size < 0.4375) return size < 1e-8 ? x : x + x * x * x * atanSeries(x * x);
  let center = HALF_PI;
  let centerLow = HALF_PI_LOW;
  let t: number;
  if (size < 0.6875) {
    center = 0.4636476090008061;
    centerLow = 2.2698777452961687e-17;
    t = (2 * size - 1) / (2 + size);
  } else if (size < 1.1875) {
    center = 0.7853981633974483;
    centerLow = 3.061616997868383e-17;
    t = (size - 1) / (size + 1);
  } else if (size < 2.4375) {
    center = 0.982793723247329;
    centerLow = 1.3903311031230998e-17;
    t = (size - 1.5) / (1 + 1.5 * size);
  } else {
    t = -1 / size;
  }
  const result = center + (t + (centerLow + t * t * t * atanSeries(t * t)));
  return x < 0 ? -result : result;
}

/** The angle of the point (x, y), C's rules for zeros and infinities. */
export function atan2(y: number, x: number): number {
  if (x !== x || y !== y) return NaN;
  const sx = Math.abs(x);
  const sy = Math.abs(y);
  let angle: number;
  if (sy === 0) angle = 0;
  else if (sx === sy) angle = 0.7853981633974483;
  else angle = atan(sy / sx);
  if (x < 0 || Object.is(x, -0)) angle = PI - (angle - PI_LOW);
  return y < 0 || Object.is(y, -0) ? -angle : angle;
}

/** √(x² + y²) without overflow on the way; infinite where one is, even beside NaN. */
export function hypot(x: number, y: number): number {
  const a = Math.max(Math.abs(x), Math.abs(y));
  const b = Math.min(Math.abs(x), Math.abs(y));
  if (Math.abs(x) === Infinity || Math.abs(y) === Infinity) return Infinity;
  if (b === 0) return a;
  if (a > 1e150 || b < 1e-150) return hypotScaled(a, b);
  return Math.sqrt(a * a + b * b);
}

function hypotScaled(a: number, b: number): number {
  // Powers of two, so that scaling does not round.
  const scale = a > 1e150 ? 2.409919865102884e-181 : 4.149515568880993e180; // 2^-600, 2^600
  if (a > b * 1e17) return a;
  const [p, q] = [a * scale, b * scale];
  return Math.sqrt(p * p + q * q) / scale;
}

/** sin(πx) / (πx). */
export function sinc(x: number): number {
  if (x === 0) return 1;
  const angle = PI * x;
  return sin(angle) / angle;
}

/** The slope of sinc at x, times grad: by its series near 0, where the formula cancels. */
export function sincBackward(grad: number, x: number): number {
  const z = PI * x;
  const z2 = z * z;
  if (z2 < 0.0625) {
    const series =
      -1 / 3 +
      z2 * (1 / 30 + z2 * (-1 / 840 + z2 * (1 / 45360 + z2 * (-1 / 3991680 + z2 / 518918400))));
    return grad * PI * z * series;
  }
  return (grad * (cos(z) - sin(z) / z)) / x;
}

/** Of a real number in the complex plane. */
export function angle(x: number): number {
  if (x !== x) return x;
  return x < 0 ? PI : 0;
}
