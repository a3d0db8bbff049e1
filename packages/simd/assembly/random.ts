// Random words of MT19937, and choices made of them.

/** Words in a block. */
const BLOCK: isize = 624;
/** Which word of the recurrence is combined. */
const MIDDLE: isize = 397;

class Twister {
  /** The words from `at` on that come next, from those of one block before and the ones `middle` bytes away. */
  @inline static next(at: usize, middle: isize): v128 {
    const upper = v128.and(v128.load(at), i32x4.splat(0x80000000));
    const next = v128.load(at, 4);
    const lower = v128.and(next, i32x4.splat(0x7fffffff));
    const odd = i32x4.neg(v128.and(next, i32x4.splat(1)));
    const twisted = v128.xor(
      i32x4.shr_u(v128.or(upper, lower), 1),
      v128.and(odd, i32x4.splat(0x9908b0df)),
    );
    return v128.xor(v128.load(at + middle), twisted);
  }

  @inline static temper(x: v128): v128 {
    let w = v128.xor(x, i32x4.shr_u(x, 11));
    w = v128.xor(w, v128.and(i32x4.shl(w, 7), i32x4.splat(0x9d2c5680)));
    w = v128.xor(w, v128.and(i32x4.shl(w, 15), i32x4.splat(0xefc60000)));
    return v128.xor(w, i32x4.shr_u(w, 18));
  }
}

/** Replaces the state by the next block, and tempers that into `words`. One more word than the state has is used. */
export function refill(state: usize, words: usize): void {
  const first = Twister.next(state, MIDDLE << 2);
  v128.store(state, first);
  v128.store(words, Twister.temper(first));
  // After the last word comes the first of the next block.
  store<u32>(state + (BLOCK << 2), load<u32>(state));
  let i: isize = 16;
  for (; i < (BLOCK - MIDDLE) << 2; i += 16) {
    const w = Twister.next(state + i, MIDDLE << 2);
    v128.store(state + i, w);
    v128.store(words + i, Twister.temper(w));
  }
  for (; i < BLOCK << 2; i += 16) {
    const w = Twister.next(state + i, (MIDDLE - BLOCK) << 2);
    v128.store(state + i, w);
    v128.store(words + i, Twister.temper(w));
  }
}

/**
 * Writes `one` where the lower 53 bits of a pair of words, the upper one first, are below those of the limit, and else 0.
 * `next` words of the block were handed out before; answers how many afterwards. Before `words` there is room for one more.
 */
export function chances(
  n: i32,
  state: usize,
  words: usize,
  next: i32,
  upperLimit: i32,
  lowerLimit: i32,
  one: f32,
  out: usize,
): i32 {
  const most = i32x4.splat(upperLimit);
  const least = i32x4.splat(lowerLimit);
  const result = f32x4.splat(one);
  while (n > 0) {
    if (next >= <i32>BLOCK - 1) {
      // A pair may lie across two blocks.
      const across = next === <i32>BLOCK - 1;
      if (across) store<u32>(words - 4, load<u32>(words + ((BLOCK - 1) << 2)));
      next = across ? -1 : 0;
      refill(state, words);
    }
    const pairs = min((<i32>BLOCK - next) >> 1, n);
    let p = words + (<isize>next << 2);
    const end = out + (<usize>pairs << 2);
    for (let q = out; q < end; q += 16, p += 32) {
      const a = v128.load(p);
      const b = v128.load(p, 16);
      const upper = v128.and(v128.shuffle<i32>(a, b, 0, 2, 4, 6), i32x4.splat(0x1fffff));
      const lower = v128.shuffle<i32>(a, b, 1, 3, 5, 7);
      const equal = v128.and(i32x4.eq(upper, most), i32x4.lt_u(lower, least));
      v128.store(q, v128.and(result, v128.or(i32x4.lt_s(upper, most), equal)));
    }
    out = end;
    n -= pairs;
    next += pairs << 1;
  }
  return next;
}
