/**
 * Which scalar functions become loops, and for which dtypes. `generate-kernels.ts` writes the loops out.
 *
 * A function is named as its file under src/kernels/scalar exports it. Two dtypes that share an array class and a
 * function share the loop (float64 and int64, uint8 and bool).
 */
import type { DType } from "../src/dtype.ts";

/** A function for each dtype; `float` stands for float32 and float64, `int` for int64, int32 and uint8. */
export type Functions = Partial<Record<DType | "float" | "int" | "all", string>>;

export interface KernelRow extends Functions {
  /** PyTorch's name in camelCase; in-place and scalar forms use the same kernel. */
  readonly name: string;
  /** How many numbers the function takes after its operands. */
  readonly params?: number;
  /** Cheap enough that the loop itself is felt: unrolled. */
  readonly light?: boolean;
}

/** The function that a row's loop for a dtype calls, if it has one. */
export function functionFor(row: KernelRow, dtype: DType): string | undefined {
  const kind = dtype.startsWith("float") ? "float" : dtype === "bool" ? undefined : "int";
  return row[dtype] ?? (kind && row[kind]) ?? row.all;
}

/** Dtypes of operands and result, where they are not all the same. */
export interface KernelGroup {
  /** The generated file's name, before the array class. */
  readonly file: string;
  readonly operands: 1 | 2 | 3;
  /** The result is bool, whatever the operands. */
  readonly toBool?: boolean;
  /** The first operand is bool, whatever the dtype. */
  readonly fromBool?: boolean;
  readonly rows: readonly KernelRow[];
}

const unary: KernelGroup = {
  file: "unary",
  operands: 1,
  rows: [
    { name: "abs", float: "abs", int64: "abs", int32: "abs", uint8: "identity", light: true },
    {
      name: "neg",
      float: "neg",
      int64: "negInt64",
      int32: "negInt64",
      uint8: "negInt64",
      light: true,
    },
    { name: "sign", float: "sign", int: "sign", bool: "identity" },
    {
      name: "square",
      float: "square",
      int64: "squareInt64",
      int32: "squareInt32",
      uint8: "squareInt32",
      light: true,
    },
    { name: "reciprocal", float: "reciprocal", light: true },
    { name: "sqrt", float: "sqrt", light: true },
    { name: "rsqrt", float: "rsqrt", light: true },
    { name: "floor", float: "floor", int: "identity", light: true },
    { name: "ceil", float: "ceil", int: "identity", light: true },
    { name: "trunc", float: "trunc", int: "identity", light: true },
    { name: "round", float: "round", int: "identity" },
    { name: "roundDecimals", float32: "roundDecimalsSingle", float64: "roundDecimals", params: 2 },
    { name: "frac", float: "frac", light: true },
    { name: "deg2rad", float: "deg2rad", light: true },
    { name: "rad2deg", float: "rad2deg", light: true },
    { name: "nanToNum", float: "nanToNum", int: "identity", bool: "identity", params: 3 },
    { name: "clamp", float: "clamp", int: "clamp", params: 2, light: true },
    {
      name: "bitwiseNot",
      int64: "bitwiseNotInt64",
      int32: "bitwiseNot",
      uint8: "bitwiseNot",
      bool: "notBool",
    },

    { name: "exp", float32: "expSingle", float64: "exp" },
    { name: "log", float32: "logSingle", float64: "log" },
    { name: "tanh", float32: "tanhSingle", float64: "tanh" },
    { name: "sigmoid", float32: "sigmoidSingle", float64: "sigmoid" },
    { name: "erf", float32: "erfSingle", float64: "erf" },
    { name: "exp2", float: "exp2" },
    { name: "expm1", float: "expm1" },
    { name: "log2", float: "log2" },
    { name: "log10", float: "log10" },
    { name: "log1p", float: "log1p" },
    { name: "sin", float: "sin" },
    { name: "cos", float: "cos" },
    { name: "tan", float: "tan" },
    { name: "sinc", float: "sinc" },
    { name: "angle", float: "angle" },
    { name: "asin", float: "asin" },
    { name: "acos", float: "acos" },
    { name: "atan", float: "atan" },
    { name: "sinh", float: "sinh" },
    { name: "cosh", float: "cosh" },
    { name: "asinh", float: "asinh" },
    { name: "acosh", float: "acosh" },
    { name: "atanh", float: "atanh" },
    { name: "erfc", float: "erfc" },
    { name: "erfinv", float: "erfinv" },
    { name: "lgamma", float: "lgamma" },
    { name: "digamma", float: "digamma" },
    { name: "logit", float: "logit", params: 1 },

    { name: "relu", float: "relu", int: "relu", light: true },
  ],
};

const activations: KernelGroup = {
  file: "activations",
  operands: 1,
  rows: [
    { name: "threshold", float: "threshold", int: "threshold", params: 2 },
    { name: "leakyRelu", float: "leakyRelu", params: 1 },
    { name: "elu", float: "elu", params: 3 },
    { name: "softplus", float32: "softplusSingle", float64: "softplus", params: 2 },
    { name: "logsigmoid", float32: "logsigmoidSingle", float64: "logsigmoid" },
    { name: "silu", float32: "siluSingle", float64: "silu" },
    { name: "mish", float: "mish" },
    { name: "gelu", float32: "geluSingle", float64: "gelu" },
    { name: "geluTanh", float32: "geluTanhSingle", float64: "geluTanh" },
    { name: "hardsigmoid", float: "hardsigmoid" },
    { name: "hardswish", float: "hardswish" },
    { name: "softsign", float: "softsign" },
    { name: "tanhshrink", float: "tanhshrink" },
    { name: "softshrink", float: "softshrink", params: 1 },
    { name: "hardshrink", float: "hardshrink", params: 1 },
  ],
};

/** Of the gradient and the operand or result that the slope depends on. */
const activationSlopes: KernelGroup = {
  file: "slopes",
  operands: 2,
  rows: [
    { name: "thresholdBackward", float: "thresholdBackward", int: "thresholdBackward", params: 1 },
    { name: "hardtanhBackward", float: "hardtanhBackward", params: 2 },
    { name: "clampBackward", float: "clampBackward", params: 2, light: true },
    { name: "leakyReluBackward", float: "leakyReluBackward", params: 1 },
    { name: "eluBackward", float: "eluBackward", params: 3 },
    {
      name: "softplusBackward",
      float32: "softplusBackwardSingle",
      float64: "softplusBackward",
      params: 2,
    },
    {
      name: "logsigmoidBackward",
      float32: "logsigmoidBackwardSingle",
      float64: "logsigmoidBackward",
    },
    { name: "siluBackward", float32: "siluBackwardSingle", float64: "siluBackward" },
    { name: "mishBackward", float: "mishBackward" },
    { name: "geluBackward", float32: "geluBackwardSingle", float64: "geluBackward" },
    { name: "geluTanhBackward", float32: "geluTanhBackwardSingle", float64: "geluTanhBackward" },
    { name: "hardsigmoidBackward", float: "hardsigmoidBackward" },
    { name: "hardswishBackward", float: "hardswishBackward" },
    { name: "softsignBackward", float: "softsignBackward" },
    { name: "sincBackward", float: "sincBackward" },
    { name: "prelu", float: "prelu" },
    { name: "shrinkBackward", float: "shrinkBackward", params: 1 },
    { name: "sigmoidBackward", float: "sigmoidBackward", light: true },
    { name: "tanhBackward", float: "tanhBackward", light: true },
  ],
};

const predicates: KernelGroup = {
  file: "predicates",
  operands: 1,
  toBool: true,
  rows: [
    { name: "logicalNot", all: "logicalNot" },
    { name: "isnan", float: "isnan", int: "never", bool: "never" },
    { name: "isinf", float: "isinf", int: "never", bool: "never" },
    { name: "isposinf", float: "isposinf", int: "never", bool: "never" },
    { name: "isneginf", float: "isneginf", int: "never", bool: "never" },
    { name: "isfinite", float: "isfinite", int: "always", bool: "always" },
    { name: "isreal", all: "always" },
    { name: "signbit", all: "signbit" },
  ],
};

const binary: KernelGroup = {
  file: "binary",
  operands: 2,
  rows: [
    {
      name: "add",
      float: "add",
      int64: "addInt64",
      int32: "add",
      uint8: "add",
      bool: "bitwiseOr",
      light: true,
    },
    {
      name: "addScaled",
      float: "addScaled",
      int64: "addScaledInt64",
      int32: "addScaledInt32",
      uint8: "addScaledInt32",
      bool: "addScaledBool",
      params: 1,
      light: true,
    },
    { name: "sub", float: "sub", int64: "subInt64", int32: "sub", uint8: "sub", light: true },
    {
      name: "mul",
      float: "mul",
      int64: "mulInt64",
      int32: "mulInt32",
      uint8: "mulInt32",
      bool: "bitwiseAnd",
      light: true,
    },
    { name: "div", float: "div", light: true },
    { name: "divTrunc", float32: "divTruncSingle", float64: "divTrunc", int: "divTruncInt" },
    { name: "divFloor", float: "divFloor", int: "divFloorInt" },
    { name: "fmod", float: "fmod", int: "fmodInt" },
    { name: "remainder", float: "remainder", int: "remainderInt" },
    {
      name: "pow",
      float32: "powSingle",
      float64: "pow",
      int64: "powInt64",
      int32: "powInt32",
      uint8: "powInt32",
    },
    { name: "maximum", float: "maximum", int: "maximum", bool: "maximum", light: true },
    { name: "minimum", float: "minimum", int: "minimum", bool: "minimum", light: true },
    { name: "fmax", float: "fmax", int: "maximum", bool: "maximum" },
    { name: "fmin", float: "fmin", int: "minimum", bool: "minimum" },
    { name: "logaddexp", float: "logaddexp" },
    { name: "logaddexp2", float: "logaddexp2" },
    { name: "xlogy", float: "xlogy" },
    { name: "xlog1py", float: "xlog1py" },
    { name: "atan2", float: "atan2" },
    { name: "hypot", float: "hypot" },
    { name: "copysign", float: "copysign" },
    { name: "nextafter", float32: "nextafterSingle", float64: "nextafter" },
    { name: "heaviside", float: "heaviside", int: "heaviside", bool: "heaviside" },
    { name: "lerpScalar", float: "lerp", params: 1, light: true },
    {
      name: "bitwiseAnd",
      int64: "bitwiseAndInt64",
      int32: "bitwiseAnd",
      uint8: "bitwiseAnd",
      bool: "bitwiseAnd",
    },
    {
      name: "bitwiseOr",
      int64: "bitwiseOrInt64",
      int32: "bitwiseOr",
      uint8: "bitwiseOr",
      bool: "bitwiseOr",
    },
    {
      name: "bitwiseXor",
      int64: "bitwiseXorInt64",
      int32: "bitwiseXor",
      uint8: "bitwiseXor",
      bool: "bitwiseXor",
    },
    {
      name: "bitwiseLeftShift",
      int64: "leftShiftInt64",
      int32: "leftShiftInt32",
      uint8: "leftShiftInt32",
    },
    {
      name: "bitwiseRightShift",
      int64: "rightShiftInt64",
      int32: "rightShiftInt32",
      uint8: "rightShiftInt32",
    },
    { name: "gcd", int: "gcdInt64" },
    { name: "lcm", int: "lcmInt64" },
  ],
};

const comparisons: KernelGroup = {
  file: "comparisons",
  operands: 2,
  toBool: true,
  rows: [
    { name: "eq", all: "eq", light: true },
    { name: "ne", all: "ne", light: true },
    { name: "lt", all: "lt", light: true },
    { name: "le", all: "le", light: true },
    { name: "gt", all: "gt", light: true },
    { name: "ge", all: "ge", light: true },
    { name: "logicalAnd", all: "logicalAnd" },
    { name: "logicalOr", all: "logicalOr" },
    { name: "logicalXor", all: "logicalXor" },
    { name: "isclose", all: "isclose", params: 2 },
    { name: "iscloseNan", float: "iscloseNan", int: "isclose", bool: "isclose", params: 2 },
  ],
};

const ternary: KernelGroup = {
  file: "ternary",
  operands: 3,
  rows: [
    { name: "lerp", float: "lerp" },
    {
      name: "addcmul",
      float: "addcmul",
      int64: "addcmulInt64",
      int32: "addcmulInt32",
      uint8: "addcmulInt32",
      params: 1,
      light: true,
    },
    { name: "addcdiv", float: "addcdiv", params: 1, light: true },
    { name: "clampTensor", float: "clamp", int: "clamp", light: true },
  ],
};

const choices: KernelGroup = {
  file: "choices",
  operands: 3,
  fromBool: true,
  rows: [{ name: "where", all: "where", light: true }],
};

/** The functions of `torch.special`. */
const special: KernelGroup = {
  file: "special",
  operands: 1,
  rows: [
    { name: "i0", float: "i0" },
    { name: "i0e", float: "i0e" },
    { name: "i1", float: "i1" },
    { name: "i1e", float: "i1e" },
    { name: "k0", float: "k0" },
    { name: "k0e", float: "k0e" },
    { name: "k1", float: "k1" },
    { name: "k1e", float: "k1e" },
    { name: "j0", float: "j0" },
    { name: "j1", float: "j1" },
    { name: "y0", float: "y0" },
    { name: "y1", float: "y1" },
    { name: "sphericalJ0", float: "sphericalJ0" },
    { name: "airyAi", float: "airyAi" },
    { name: "entr", float: "entr" },
    { name: "erfcx", float: "erfcx" },
    { name: "ndtr", float: "ndtr" },
    { name: "ndtri", float: "ndtri" },
    { name: "logNdtr", float: "logNdtr" },
    { name: "polygamma", float32: "polygammaSingle", float64: "polygamma", params: 1 },
  ],
};

const specialOfTwo: KernelGroup = {
  file: "special2",
  operands: 2,
  rows: [
    { name: "zeta", float: "zeta" },
    { name: "igamma", float: "igamma" },
    { name: "igammac", float: "igammac" },
  ],
};

/** Of a prediction and its target. */
const losses: KernelGroup = {
  file: "losses",
  operands: 2,
  rows: [
    { name: "mseLoss", float: "squaredError", light: true },
    { name: "l1Loss", float: "absoluteError", light: true },
    { name: "smoothL1Loss", float: "smoothError", params: 1 },
    { name: "huberLoss", float: "huberError", params: 1 },
    { name: "binaryCrossEntropy", float32: "binaryEntropySingle", float64: "binaryEntropy" },
    {
      name: "binaryCrossEntropyWithLogits",
      float32: "logitEntropySingle",
      float64: "logitEntropy",
    },
  ],
};

/** Of the gradient, the prediction and the target. */
const lossSlopes: KernelGroup = {
  file: "loss-slopes",
  operands: 3,
  rows: [
    { name: "mseLossBackward", float: "squaredErrorBackward", light: true },
    { name: "l1LossBackward", float: "absoluteErrorBackward" },
    { name: "smoothL1LossBackward", float: "smoothErrorBackward", params: 1 },
    { name: "huberLossBackward", float: "huberErrorBackward", params: 1, light: true },
    { name: "binaryCrossEntropyBackward", float: "binaryEntropyBackward" },
    {
      name: "binaryCrossEntropyWithLogitsBackward",
      float32: "logitEntropyBackwardSingle",
      float64: "logitEntropyBackward",
    },
  ],
};

export const kernelGroups: readonly KernelGroup[] = [
  losses,
  lossSlopes,
  unary,
  activations,
  activationSlopes,
  predicates,
  binary,
  comparisons,
  ternary,
  choices,
  special,
  specialOfTwo,
];

/** A reduction that folds elements into a total: `finish(combine(step(step(init, x0), x1), …))`. */
export interface Fold {
  readonly name: string;
  readonly init: string;
  readonly step: string;
  readonly combine: string;
  /** What becomes of the total, and the dtype of the result where it is not the operand's. */
  readonly finish?: string;
  readonly to?: DType;
  readonly params?: number;
  readonly dtypes: readonly DType[];
}

const floats: readonly DType[] = ["float32", "float64"];
const smallInts: readonly DType[] = ["int32", "uint8", "bool"];
const all: readonly DType[] = ["float32", "float64", "int64", "int32", "uint8", "bool"];

export const folds: readonly Fold[] = [
  { name: "sum", init: "0", step: "stepSum", combine: "stepSum", dtypes: floats },
  {
    name: "sum",
    init: "0",
    step: "stepSum",
    combine: "stepSum",
    finish: "finishSumInt64",
    to: "int64",
    dtypes: smallInts,
  },
  { name: "nansum", init: "0", step: "stepNansum", combine: "stepSum", dtypes: floats },
  {
    name: "mean",
    init: "0",
    step: "stepSum",
    combine: "stepSum",
    finish: "finishMean",
    dtypes: floats,
  },
  { name: "prod", init: "1", step: "stepProd", combine: "stepProd", dtypes: floats },
  {
    name: "prod",
    init: "1",
    step: "stepProd",
    combine: "stepProd",
    finish: "finishProdInt64",
    to: "int64",
    dtypes: ["int64", ...smallInts],
  },
  { name: "amax", init: "-Infinity", step: "stepMax", combine: "stepMax", dtypes: all },
  { name: "amin", init: "Infinity", step: "stepMin", combine: "stepMin", dtypes: all },
  { name: "any", init: "0", step: "stepAny", combine: "combineAny", to: "bool", dtypes: all },
  { name: "all", init: "1", step: "stepAll", combine: "combineAll", to: "bool", dtypes: all },
  {
    name: "countNonzero",
    init: "0",
    step: "stepCount",
    combine: "stepSum",
    to: "int64",
    dtypes: all,
  },
  { name: "norm0", init: "0", step: "stepCount", combine: "stepSum", dtypes: floats },
  { name: "norm1", init: "0", step: "stepSumAbs", combine: "stepSum", dtypes: floats },
  {
    name: "norm2",
    init: "0",
    step: "stepSumSquares",
    combine: "stepSum",
    finish: "finishRoot",
    dtypes: floats,
  },
  { name: "normInf", init: "0", step: "stepMaxAbs", combine: "stepMax", dtypes: floats },
  { name: "normNegInf", init: "Infinity", step: "stepMinAbs", combine: "stepMin", dtypes: floats },
  {
    name: "normP",
    init: "0",
    step: "stepSumPower",
    combine: "stepSum",
    finish: "finishPowerRoot",
    params: 1,
    dtypes: floats,
  },
  { name: "sumSquares", init: "0", step: "stepSumSquares", combine: "stepSum", dtypes: floats },
];

/** Loops written by hand for Float32Array (src/kernels/patterns) that are copied for other array classes. */
export const patterns: readonly { readonly file: string; readonly dtypes: readonly DType[] }[] = [
  { file: "attention", dtypes: floats },
  { file: "copy2d", dtypes: all },
  { file: "cross-entropy", dtypes: floats },
  { file: "extreme", dtypes: all },
  { file: "gather", dtypes: all },
  { file: "triangle", dtypes: all },
  { file: "gemm", dtypes: floats },
  { file: "gru", dtypes: floats },
  { file: "lstm", dtypes: floats },
  { file: "norm", dtypes: floats },
  { file: "optimizer", dtypes: floats },
  { file: "windows", dtypes: ["float32", "float64", "int64"] },
  { file: "convolve", dtypes: floats },
  { file: "columns", dtypes: all.filter((dtype) => dtype !== "bool") },
  { file: "scan", dtypes: all },
  { file: "softmax", dtypes: floats },
  { file: "variance", dtypes: floats },
];

/** Running totals: `out = total = step(total, x)` along a row, from `init`. */
export interface Scan {
  readonly name: string;
  readonly init: string;
  readonly step: string;
  readonly dtypes: readonly DType[];
}

export const scans: readonly Scan[] = [
  { name: "cumsum", init: "0", step: "stepSum", dtypes: floats },
  { name: "cumsum", init: "0", step: "stepCumsumInt64", dtypes: ["int64"] },
  { name: "cumprod", init: "1", step: "stepProd", dtypes: floats },
  { name: "cumprod", init: "1", step: "stepCumprodInt64", dtypes: ["int64"] },
  { name: "logcumsumexp", init: "-Infinity", step: "logaddexp", dtypes: floats },
];

/** The function that converts elements on their way from one dtype into another. */
export function castFunction(from: DType, to: DType): string {
  if (from === to) return "same";
  if (to === "bool") return "toBool";
  if (from === "float32" || from === "float64") {
    if (to === "int64") return "toInt64";
    if (to === "int32") return "toInt32";
  }
  return "same";
}
