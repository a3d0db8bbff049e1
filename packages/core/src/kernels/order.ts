/**
 * Sorting and selecting. Numbers of every array class are sorted as doubles, together with their places, in memory of
 * this module's own, so that each loop sees one class of arrays.
 *
 * NaN counts as larger than every number, as in PyTorch: last where ascending, first where descending. It is kept out of
 * the sorting itself, which so compares numbers only.
 */
import type { TypedArray } from "../dtype.ts";

/** Memory for a row: grown when needed, and kept. */
let keys: Float64Array = new Float64Array(0);
let spareKeys: Float64Array = new Float64Array(0);
let places: Int32Array = new Int32Array(0);
let sparePlaces: Int32Array = new Int32Array(0);
/** Where the NaNs of a row stand. */
let nans: Int32Array = new Int32Array(0);

function reserve(n: number): void {
  if (keys.length >= n) return;
  keys = new Float64Array(n);
  spareKeys = new Float64Array(n);
  places = new Int32Array(n);
  sparePlaces = new Int32Array(n);
  nans = new Int32Array(n);
}

/** Takes a row in: its numbers, times `sign`, and the places of its NaNs. Answers how many numbers there are. */
function load(cols: number, x: TypedArray, xo: number, cs: number, sign: number): number {
  reserve(cols);
  let count = 0;
  for (let j = 0, p = xo; j < cols; j++, p += cs) {
    const value = x[p];
    if (value === value) {
      keys[count] = sign * value;
      places[count++] = j;
    } else {
      nans[j - count] = j;
    }
  }
  return count;
}

// ---- sorting -----------------------------------------------------------------------------------

/** Runs up to this length are sorted by insertion. */
const RUN = 12;

function insertionSort(from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const key = keys[i];
    const place = places[i];
    let j = i - 1;
    for (; j >= from && keys[j] > key; j--) {
      keys[j + 1] = keys[j];
      places[j + 1] = places[j];
    }
    keys[j + 1] = key;
    places[j + 1] = place;
  }
}

function copyRun(from: number, to: number, at: number): void {
  for (let i = from; i < to; i++, at++) {
    spareKeys[at] = keys[i];
    sparePlaces[at] = places[i];
  }
}

/** Merges two sorted runs that lie side by side into the spare memory; equal elements keep their order. */
function merge(from: number, middle: number, to: number): void {
  if (middle >= to || keys[middle - 1] <= keys[middle]) {
    copyRun(from, to, from);
    return;
  }
  let a = from;
  let b = middle;
  let at = from;
  while (a < middle && b < to) {
    const next = keys[b] < keys[a] ? b++ : a++;
    spareKeys[at] = keys[next];
    sparePlaces[at++] = places[next];
  }
  if (a < middle) copyRun(a, middle, at);
  else copyRun(b, to, at);
}

/** Sorts the first n of `keys` upward, and `places` with them; stable. */
function mergeSort(n: number): void {
  for (let from = 0; from < n; from += RUN) insertionSort(from, Math.min(from + RUN, n));
  for (let width = RUN; width < n; width *= 2) {
    for (let from = 0; from < n; from += 2 * width) {
      merge(from, Math.min(from + width, n), Math.min(from + 2 * width, n));
    }
    [keys, spareKeys] = [spareKeys, keys];
    [places, sparePlaces] = [sparePlaces, places];
  }
}

/** Where the elements of each row stand when sorted (stable), the first `keep` of them: `indices[io + i*keep + j]`. */
export function sortRows(
  rows: number,
  cols: number,
  x: TypedArray,
  xo: number,
  rs: number,
  cs: number,
  descending: boolean,
  keep: number,
  indices: Float64Array,
  io: number,
): void {
  const sign = descending ? -1 : 1;
  for (let i = 0; i < rows; i++, xo += rs, io += keep) {
    let count: number;
    if (keep <= HANDFUL) {
      count = cols - collectSmallest(cols, x, xo, cs, sign, keep);
    } else {
      count = load(cols, x, xo, cs, sign);
      mergeSort(keep * FEW < count ? keepSmallest(count, keep) : count);
    }
    const before = descending ? Math.min(cols - count, keep) : 0;
    const numbers = Math.min(count, keep - before);
    for (let j = 0; j < before; j++) indices[io + j] = nans[j];
    for (let j = 0; j < numbers; j++) indices[io + before + j] = places[j];
    for (let j = before; j < keep - numbers; j++) indices[io + numbers + j] = nans[j];
  }
}

/** So many are kept in order while a row goes by. */
const HANDFUL = 16;

/** Leaves the smallest k numbers of a row in `keys`, in order, and their places; answers how many are NaN. */
function collectSmallest(
  cols: number,
  x: TypedArray,
  xo: number,
  cs: number,
  sign: number,
  k: number,
): number {
  reserve(cols);
  let held = 0;
  let nanCount = 0;
  let last = -Infinity;
  for (let j = 0, p = xo; j < cols; j++, p += cs) {
    const key = sign * x[p];
    if (held === k && key >= last) continue;
    if (key !== key) {
      nans[nanCount++] = j;
      continue;
    }
    let at = held < k ? held++ : k - 1;
    for (; at > 0 && keys[at - 1] > key; at--) {
      keys[at] = keys[at - 1];
      places[at] = places[at - 1];
    }
    keys[at] = key;
    places[at] = j;
    last = keys[held - 1];
  }
  return nanCount;
}

/** Where fewer than one in so many are wanted, they are found before they are sorted. */
const FEW = 4;

/** Leaves the smallest k of the first n of `keys` there, and their places, in the order they stood; answers k. */
function keepSmallest(n: number, k: number): number {
  spareKeys.set(keys.subarray(0, n));
  const last = select(n, k - 1);
  // Of those equal to the last one the first ones stay, as a stable sort would have it.
  let below = 0;
  for (let i = 0; i < n; i++) if (spareKeys[i] < last) below++;
  let equal = k - below;
  let kept = 0;
  for (let i = 0; kept < k; i++) {
    const key = spareKeys[i];
    if (key < last || (key === last && equal-- > 0)) {
      keys[kept] = key;
      places[kept++] = places[i];
    }
  }
  return k;
}

// ---- selecting ---------------------------------------------------------------------------------

/** Brings the element that belongs at place k of the first n of `keys` there (C. A. R. Hoare's "find"). */
function select(n: number, k: number): number {
  let low = 0;
  let high = n - 1;
  while (low < high) {
    // The middle of three is a pivot that sorted rows do not make slow.
    const middle = (low + high) >> 1;
    const [a, b, c] = [keys[low], keys[middle], keys[high]];
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let i = low;
    let j = high;
    while (i <= j) {
      while (keys[i] < pivot) i++;
      while (keys[j] > pivot) j--;
      if (i > j) break;
      const moved = keys[i];
      keys[i++] = keys[j];
      keys[j--] = moved;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return keys[k];
}

/** Which element `selectRows` is to find: the k-th smallest (from 0), or the lower one in the middle. */
export type Selection = number | "median" | "nanmedian";

/** The place of the selected element of n numbers among all; `n` or more for a NaN. */
function rank(which: Selection, numbers: number, cols: number): number {
  if (which === "median") return numbers < cols ? numbers : (numbers - 1) >> 1;
  if (which === "nanmedian") return numbers === 0 ? 0 : (numbers - 1) >> 1;
  return which;
}

function firstPlace(cols: number, x: TypedArray, xo: number, cs: number, value: number): number {
  for (let j = 0, p = xo; j < cols; j++, p += cs) if (x[p] === value) return j;
  return -1;
}

/** Where the selected element of each row stands, the first where several are equal: `indices[io + i]`. */
export function selectRows(
  rows: number,
  cols: number,
  x: TypedArray,
  xo: number,
  rs: number,
  cs: number,
  which: Selection,
  indices: Float64Array,
  io: number,
): void {
  for (let i = 0; i < rows; i++, xo += rs) {
    const count = load(cols, x, xo, cs, 1);
    const k = rank(which, count, cols);
    indices[io + i] = k < count ? firstPlace(cols, x, xo, cs, select(count, k)) : nans[k - count];
  }
}

/** Where the most frequent element of each row stands last; of equally frequent ones the smallest. */
export function modeRows(
  rows: number,
  cols: number,
  x: TypedArray,
  xo: number,
  rs: number,
  cs: number,
  indices: Float64Array,
  io: number,
): void {
  for (let i = 0; i < rows; i++, xo += rs) {
    const count = load(cols, x, xo, cs, 1);
    mergeSort(count);
    let best = 0;
    // A NaN equals nothing, so it is as frequent as any that stands alone.
    let place = count > 0 ? places[0] : nans[0];
    for (let from = 0; from < count;) {
      let to = from + 1;
      while (to < count && keys[to] === keys[from]) to++;
      if (to - from > best) {
        best = to - from;
        place = places[to - 1];
      }
      from = to;
    }
    indices[io + i] = place;
  }
}
