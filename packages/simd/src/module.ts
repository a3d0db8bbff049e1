/** What the compiled module exports; host.ts makes one of it. */

/** A `WebAssembly.Memory`, of fixed size. */
export interface Memory {
  readonly buffer: ArrayBufferLike;
}

/** What the module exports. Positions are bytes in its memory. */
export interface Loops {
  readonly memory: Memory;
  readonly gemmF32: GemmPanels;
  readonly gemmF64: GemmPanels;
  packAcrossF32(
    from: number,
    stride: number,
    rows: number,
    width: number,
    to: number,
    first: number,
    depth: number,
    log: number,
  ): void;
  packAcrossF64(
    from: number,
    stride: number,
    rows: number,
    width: number,
    to: number,
    first: number,
    depth: number,
    log: number,
  ): void;
  packAlongF32(
    from: number,
    stride: number,
    rows: number,
    to: number,
    depth: number,
    log: number,
  ): void;
  packAlongF64(
    from: number,
    stride: number,
    rows: number,
    to: number,
    depth: number,
    log: number,
  ): void;

  convolveF32(
    weights: number,
    offsets: number,
    bias: number,
    x: number,
    y: number,
    rowPanels: number,
    columnPanels: number,
    depth: number,
    ldy: number,
  ): void;
  convolveWeightF32(
    grad: number,
    ldg: number,
    offsets: number,
    x: number,
    to: number,
    rowPanels: number,
    depth: number,
    positions: number,
  ): void;
  spreadRowsF32(
    from: number,
    fromPlane: number,
    to: number,
    toPlane: number,
    planes: number,
    rows: number,
    width: number,
    pitch: number,
    lead: number,
    size: number,
  ): void;
  pickRowsF32(
    from: number,
    fromPlane: number,
    to: number,
    toPlane: number,
    planes: number,
    rows: number,
    width: number,
    firstRow: number,
    rowStep: number,
    first: number,
    step: number,
    pickedRows: number,
    pitch: number,
    size: number,
  ): void;
  gatherRowsF32(
    from: number,
    fromPlane: number,
    to: number,
    planes: number,
    rows: number,
    width: number,
    pitch: number,
  ): void;

  maxSquares(
    from: number,
    width: number,
    pairs: number,
    columns: number,
    row: number,
    rows: number,
    out: number,
    indices: number,
  ): void;
  placeSquares(
    pooled: number,
    indices: number,
    width: number,
    pairs: number,
    columns: number,
    row: number,
    rows: number,
    out: number,
  ): void;

  gemmSmallF32(
    m: number,
    n: number,
    k: number,
    a: number,
    ars: number,
    acs: number,
    b: number,
    brs: number,
    bcs: number,
    rows: number,
    c: number,
    addend: number,
    row: number,
  ): void;

  readonly exp: UnaryTile;
  readonly log: UnaryTile;
  readonly tanh: UnaryTile;
  readonly sigmoid: UnaryTile;
  readonly gelu: UnaryTile;
  readonly relu: UnaryTile;
  readonly square: UnaryTile;
  readonly neg: UnaryTile;
  readonly abs: UnaryTile;
  readonly reciprocal: UnaryTile;
  readonly sqrt: UnaryTile;
  readonly add: BinaryTile;
  readonly sub: BinaryTile;
  readonly mul: BinaryTile;
  readonly div: BinaryTile;
  readonly thresholdBackward: BinaryTile;
  readonly sigmoidBackward: BinaryTile;
  readonly tanhBackward: BinaryTile;
  readonly geluBackward: BinaryTile;

  readonly leakyRelu: UnaryTile;
  readonly clamp: UnaryTile;
  readonly silu: UnaryTile;
  readonly leakyReluBackward: BinaryTile;
  readonly clampBackward: BinaryTile;
  readonly hardtanhBackward: BinaryTile;
  readonly siluBackward: BinaryTile;

  readonly reluF64: UnaryTile;
  readonly sqrtF64: UnaryTile;
  readonly addF64: BinaryTile;
  readonly subF64: BinaryTile;
  readonly mulF64: BinaryTile;
  readonly divF64: BinaryTile;
  readonly thresholdBackwardF64: BinaryTile;

  sum(n: number, x: number): number;
  sumLines(lines: number, width: number, x: number, totals: number): void;
  softmax(rows: number, cols: number, x: number, out: number): void;
  logSoftmax(rows: number, cols: number, x: number, out: number): void;
  softmaxBackward(rows: number, cols: number, grad: number, y: number, out: number): void;
  logSoftmaxBackward(rows: number, cols: number, grad: number, y: number, out: number): void;

  moments(rows: number, cols: number, x: number, means: number, variances: number): void;
  squareLines(
    lines: number,
    width: number,
    x: number,
    means: number,
    sums: number,
    squares: number,
  ): void;
  scaleRows(
    rows: number,
    cols: number,
    first: number,
    channels: number,
    x: number,
    centres: number,
    scales: number,
    shifts: number,
    out: number,
  ): void;
  scaleLines(
    lines: number,
    width: number,
    x: number,
    centres: number,
    scales: number,
    shifts: number,
    out: number,
  ): void;
  gradSumRows(
    rows: number,
    cols: number,
    first: number,
    channels: number,
    grad: number,
    x: number,
    means: number,
    sums: number,
    products: number,
  ): void;
  gradSumLines(
    lines: number,
    width: number,
    grad: number,
    x: number,
    means: number,
    sums: number,
    products: number,
  ): void;
  combineRows(
    rows: number,
    cols: number,
    first: number,
    channels: number,
    grad: number,
    x: number,
    a: number,
    centres: number,
    b: number,
    c: number,
    out: number,
  ): void;
  combineLines(
    lines: number,
    width: number,
    grad: number,
    x: number,
    a: number,
    centres: number,
    b: number,
    c: number,
    out: number,
  ): void;
  layerNorm(
    rows: number,
    cols: number,
    x: number,
    mean: number,
    rstd: number,
    weight: number,
    bias: number,
    out: number,
  ): void;
  layerNormBackward(
    rows: number,
    cols: number,
    grad: number,
    x: number,
    mean: number,
    rstd: number,
    weight: number,
    out: number,
    toWeight: number,
    toBias: number,
  ): void;

  attend(
    queries: number,
    keys: number,
    width: number,
    valueWidth: number,
    scale: number,
    q: number,
    qStep: number,
    k: number,
    kStep: number,
    v: number,
    vStep: number,
    mask: number,
    maskStep: number,
    panel: number,
    weights: number,
    weightsStep: number,
    out: number,
    outStep: number,
  ): void;
  attendBackward(
    queries: number,
    keys: number,
    width: number,
    valueWidth: number,
    scale: number,
    q: number,
    qStep: number,
    k: number,
    kStep: number,
    v: number,
    vStep: number,
    weights: number,
    weightsStep: number,
    grad: number,
    gradStep: number,
    panel: number,
    slopes: number,
    dq: number,
    dqStep: number,
    dk: number,
    dkStep: number,
    dv: number,
    dvStep: number,
  ): void;
  lstmStep(
    rows: number,
    width: number,
    panels: number,
    h: number,
    c: number,
    gates: number,
    tanhs: number,
  ): void;
  lstmStepBackward(
    rows: number,
    width: number,
    panels: number,
    grad: number,
    before: number,
    gates: number,
    tanhs: number,
    dh: number,
    dc: number,
  ): void;
  gruStep(
    rows: number,
    width: number,
    panels: number,
    h: number,
    gates: number,
    recalled: number,
  ): void;
  gruStepBackward(
    rows: number,
    width: number,
    panels: number,
    grad: number,
    before: number,
    gates: number,
    recalled: number,
    slopes: number,
    dh: number,
  ): void;
  rnnStep(
    rows: number,
    width: number,
    rectified: number,
    panels: number,
    h: number,
    sums: number,
  ): void;
  rnnStepBackward(
    rows: number,
    width: number,
    rectified: number,
    panels: number,
    slopes: number,
    out: number,
    carried: number,
  ): void;

  refill(state: number, words: number): void;
  chances(
    n: number,
    state: number,
    words: number,
    next: number,
    upperLimit: number,
    lowerLimit: number,
    one: number,
    out: number,
  ): number;

  transpose(
    lines: number,
    width: number,
    from: number,
    step: number,
    to: number,
    pitch: number,
  ): void;

  sgd(n: number, p: number, g: number, lr: number, sign: number, decay: number): void;
  sgdMomentum(
    n: number,
    p: number,
    g: number,
    buffer: number,
    lr: number,
    sign: number,
    decay: number,
    momentum: number,
    keep: number,
    nesterov: number,
  ): void;
  adam(
    n: number,
    p: number,
    g: number,
    m: number,
    v: number,
    largest: number,
    sign: number,
    decay: number,
    shrink: number,
    beta1: number,
    rest1: number,
    beta2: number,
    rest2: number,
    stepSize: number,
    perRoot: number,
    eps: number,
  ): void;
}

/** From n elements to as many; the function's own numbers come last. */
export type UnaryTile = (n: number, x: number, out: number, p0: number, p1: number) => void;

/** Operands step by `sa` and `sb` bytes a vector: 16, or 0 for one number in four lanes. */
export type BinaryTile = (
  n: number,
  a: number,
  sa: number,
  b: number,
  sb: number,
  out: number,
  p0: number,
  p1: number,
) => void;

type GemmPanels = (
  a: number,
  b: number,
  c: number,
  rowPanels: number,
  columnPanels: number,
  depth: number,
  ldc: number,
  addend: number,
  lda: number,
) => void;
