/** Creation: values, dtypes, options, refusals. Random numbers are PyTorch 1.13's after `torch.manual_seed(0)`. */
import { describe, expect, test } from "vitest";
import { leaf, torch } from "./autograd/helpers.ts";

const { tensor } = torch;
type Make = () => torch.Tensor;

const made: readonly (readonly [what: string, make: Make, dtype: string, values: unknown])[] = [
  ["whole numbers", () => tensor([1, 2]), "float32", [1, 2]],
  ["booleans", () => tensor([true, false]), "bool", [true, false]],
  ["booleans and numbers", () => tensor([true, 2]), "float32", [1, 2]],
  ["truncated", () => tensor([1.5, -1.5], "int64"), "int64", [1, -1]],
  ["tensors", () => tensor([tensor(1, "int64"), tensor(2, "int64")]), "int64", [1, 2]],
  ["no values", () => tensor([[], []]), "float32", [[], []]],
  ["typed array", () => tensor(new Int32Array([1, 2])), "int32", [1, 2]],
  ["BigInt64Array", () => tensor(new BigInt64Array([1n, -2n])), "int64", [1, -2]],
  ["zeros", () => torch.zeros(2, 1), "float32", [[0], [0]]],
  ["zeros of size", () => torch.zeros({ size: [2], dtype: "bool" }), "bool", [false, false]],
  ["ones", () => torch.ones([2], { dtype: "uint8" }), "uint8", [1, 1]],
  ["full", () => torch.full([2], 3.7, { dtype: "int64" }), "int64", [3, 3]],
  ["full wraps", () => torch.full([1], -1, { dtype: "uint8" }), "uint8", [255]],
  ["full of a boolean", () => torch.full([1], true), "bool", [true]],
  ["fullLike", () => torch.fullLike(torch.zeros(2, { dtype: "int32" }), 2.9), "int32", [2, 2]],
  ["onesLike", () => torch.onesLike(torch.zeros(1), { dtype: "float64" }), "float64", [1]],
  ["newFull", () => tensor([1], "int64").newFull([2], 7), "int64", [7, 7]],
  ["newTensor", () => tensor([1], "float64").newTensor([2]), "float64", [2]],
  ["newZeros", () => tensor([1], "bool").newZeros(2), "bool", [false, false]],
  ["newOnes", () => tensor([1], "bool").newOnes([1], { dtype: "int32" }), "int32", [1]],
  ["arange", () => torch.arange(3), "int64", [0, 1, 2]],
  ["arange down", () => torch.arange(5, 0, -2), "int64", [5, 3, 1]],
  ["arange of parts", () => torch.arange(1, 2.5, 0.5), "float32", [1, 1.5, 2]],
  ["arange cut", () => torch.arange(0.5, 4, { dtype: "int64" }), "int64", [0, 1, 2, 3]],
  ["linspace", () => torch.linspace(0, 1, 3), "float32", [0, 0.5, 1]],
  ["linspace cut", () => torch.linspace(0, 10, 4, { dtype: "int64" }), "int64", [0, 3, 6, 10]],
  ["linspace of one", () => torch.linspace(0, 1, 1), "float32", [0]],
  [
    "linspace between cut ends",
    () => torch.linspace(-60.4, -93.6, 6, { dtype: "int32" }),
    "int32",
    [-60, -66, -73, -79, -86, -93],
  ],
  ["linspace wraps", () => torch.linspace(-1, 2.5, 3, { dtype: "uint8" }), "uint8", [255, 128, 2]],
  [
    "logspace between cut ends",
    () => torch.logspace(0.5, 3.9, 4, { dtype: "int64" }),
    "int64",
    [1, 10, 100, 1000],
  ],
  ["logspace of one", () => torch.logspace(0.5, 1, 1, { dtype: "uint8" }), "uint8", [3]],
  ["arange of nothing", () => torch.arange(0.5, 0, { dtype: "int64" }), "int64", []],
  ["arange wraps", () => torch.arange(254, 258, { dtype: "uint8" }), "uint8", [254, 255, 0, 1]],
  ["newFull by name", () => tensor([1]).newFull({ size: [1], fillValue: 2 }), "float32", [2]],
  ["newTensor by name", () => tensor([1], "int64").newTensor({ data: [2.5] }), "int64", [2]],
  ["logspace", () => torch.logspace(0, 3, 4, 2), "float32", [1, 2, 4, 8]],
  ["eye", () => torch.eye(1, 2), "float32", [[1, 0]]],
];

test.each(made)("%s", (_what, make, dtype, values) => {
  const x = make();
  expect(x.dtype).toBe(dtype);
  expect(x.tolist()).toEqual(values);
});

test("options and copies", () => {
  expect(torch.zeros(2, { requiresGrad: true }).isLeaf).toBe(true);
  const x = tensor([1, 2]);
  expect(torch.asTensor(x)).toBe(x);
  tensor(x).fill_(5);
  expect(x.tolist()).toEqual([1, 2]);
  expect(torch.emptyStrided([2, 3], [1, 2]).stride()).toEqual([1, 2]);
  expect(torch.scalarTensor(2.5, { dtype: "int64" }).item()).toBe(2);
  const size = [2];
  const [strided, filled] = [torch.emptyStrided(size, [1]), torch.full(size, 1)];
  size[0] = 9;
  expect([strided.shape, filled.shape]).toEqual([[2], [2]]);
  expect([torch.finfo("float32").eps, torch.iinfo("uint8").max]).toEqual([2 ** -23, 255]);
});

const refused: readonly (readonly [what: string, call: () => unknown, message: RegExp])[] = [
  [
    "ragged",
    () => tensor([[1, 2], [3]]),
    /expected sequence of length 2 at dim 1 \(got length 1\)/,
  ],
  ["a string", () => tensor("a" as never), /values must be numbers or booleans/],
  ["a big integer", () => tensor(new BigInt64Array([2n ** 60n])), /beyond 2\^53/],
  ["a negative size", () => torch.zeros(-1), /zeros: .*negative/],
  ["no size", () => torch.zeros(), /zeros: sizes are missing/],
  ["a size that is none", () => torch.full("a" as never, 1), /sizes must be integers in an array/],
  ["what int32 does not hold", () => tensor([NaN], "int32"), /tensor: value NaN cannot be conv/],
  ["what uint8 does not hold", () => tensor([1, 256], "uint8"), /tensor: value 256 cannot be conv/],
  ["a negative byte", () => torch.full([1], -1.5, { dtype: "uint8" }), /full: value -1.5 cannot/],
  ["a large fill", () => torch.full([1], 2 ** 60, { dtype: "int64" }), /full: .*beyond ±\(2\^53/],
  ["a large scalar", () => torch.scalarTensor(1e9 * 8, { dtype: "int32" }), /cannot be converted/],
  ["a large range", () => torch.arange(2 ** 53, 2 ** 53 + 4), /arange: .*beyond ±\(2\^53/],
  ["a range of booleans", () => torch.arange(2, { dtype: "bool" }), /not implemented for .*bool/],
  ["zerosLike of a number", () => torch.zerosLike(3 as never), /"input" must be a Tensor, got 3/],
  ["fullLike of nothing", () => torch.fullLike(null as never, 1), /must be a Tensor, got null/],
  ["a scalar's dtype", () => torch.scalarTensor(1, { dtype: "f" as never }), /unknown dtype f/],
  [
    "samples that are no number",
    () => torch.multinomial(torch.ones(3), torch.ones(2) as never),
    /multinomial: numSamples must be an integer, got /,
  ],
  ["half a sample", () => torch.multinomial(torch.ones(3), 1.5), /must be an integer, got 1.5/],
  ["negative strides", () => torch.emptyStrided([2], [-1]), /strides must be .* not negative/],
  ["a device", () => torch.ones(1, { device: "cuda" as never }), /unknown device "cuda"/],
  ["an option", () => torch.ones(1, { dtyp: 1 } as never), /unknown option "dtyp"/],
  [
    "integers with gradients",
    () => torch.zeros(2, { dtype: "int64", requiresGrad: true }),
    /float/,
  ],
  ["no step", () => torch.arange(0, 5, 0), /step must be nonzero/],
  ["a step cut to zero", () => torch.arange(0, 3, 0.5, { dtype: "int32" }), /step must be nonzero/],
  ["a wrong direction", () => torch.arange(5, 0), /inconsistent with step sign/],
  ["steps", () => torch.linspace(0, 1, -1), /number of steps must be non-negative/],
  ["eye", () => torch.eye(-1), /n must be greater or equal to 0, got -1/],
  ["strides", () => torch.emptyStrided([2], []), /must match dimensionality of strides/],
  [
    "randn of integers",
    () => torch.randn(2, { dtype: "int64" }),
    /not implemented for dtype int64/,
  ],
  ["randperm", () => torch.randperm(300, { dtype: "uint8" }), /uint8 does not hold/],
  ["randint", () => torch.randint(5, 5, [2]), /from=5 >= to=5/],
  ["uniform_", () => torch.zeros(2).uniform_(2, 1), /from=2 > to=1/],
  ["normal_", () => torch.zeros(2).normal_(0, -1), /std >= 0/],
  ["bernoulli_", () => torch.zeros(2).bernoulli_(2), /p to be in \[0, 1\]/],
  ["exponential_", () => torch.zeros(2).exponential_(-1), /lambda >=? 0/],
  ["geometric_", () => torch.zeros(2).geometric_(2), /p to be in \(0, 1\)/],
  ["overlap", () => torch.zeros(1).expand(3).uniform_(), /single memory location/],
  ["a leaf", () => leaf([1]).uniform_(), /leaf/],
];

test.each(refused)("refuses %s", (_what, call, message) => {
  expect(call).toThrow(torch.TensorError);
  expect(call).toThrow(message);
});

const f = Math.fround;
const zeros = (dtype: torch.DType = "float32"): torch.Tensor => torch.zeros(4, { dtype });
const drawn: readonly (readonly [what: string, make: Make, values: unknown])[] = [
  ["rand", () => torch.rand(2), [0.49625658988952637, 0.7682217955589294]],
  ["rand, float64", () => torch.rand(1, { dtype: "float64" }), [0.9700530018065531]],
  ["randn", () => torch.randn(2), [1.5409960746765137, -0.293428897857666]],
  ["randint", () => torch.randint(-5, 5, [4]), [-1, 4, -2, -5]],
  ["randperm", () => torch.randperm(5), [4, 0, 1, 3, 2]],
  [
    "normal",
    () => torch.normal(tensor([1, 2]), tensor([0.1, 1])),
    [f(1.1540995836257935), 1.706571102142334],
  ],
  ["randintLike", () => torch.randintLike(torch.zeros(3), 3, 9), [5, 6, 8]],
  ["bernoulli", () => torch.bernoulli(tensor([0.1, 0.5, 0.9, 0.5])), [0, 0, 1, 1]],
  ["multinomial", () => torch.multinomial(tensor([0.1, 0.2, 0.7]), 2), [2, 1]],
  ["poisson", () => torch.poisson(tensor([1, 5, 20])), [2, 6, 19]],
  ["random_", () => zeros("int64").random_(5), [4, 4, 3, 0]],
  ["random_, uint8", () => zeros("uint8").random_(), [172, 47, 117, 192]],
  ["geometric_", () => zeros().geometric_(0.3), [1, 1, 3, 1]],
  [
    "bernoulli_ of a tensor",
    () => zeros("int64").bernoulli_(tensor([0.1, 0.9, 0.5, 0.5])),
    [0, 1, 1, 1],
  ],
  [
    "a column",
    () => {
      const x = torch.zeros(2, 2);
      x.select(1, 1).uniform_();
      return x;
    },
    [
      [0, 0.49625658988952637],
      [0, 0.7682217955589294],
    ],
  ],
  [
    "a transposed tensor",
    () => torch.zeros(3, 2).t().uniform_(),
    [
      [0.49625658988952637, 0.08847743272781372, 0.30742281675338745],
      [0.7682217955589294, 0.13203048706054688, 0.6340786814689636],
    ],
  ],
];

describe("after manualSeed(0)", () => {
  test.each(drawn)("%s", (_what, make, values) => {
    torch.manualSeed(0);
    const got = make();
    const wanted = tensor(values as torch.TensorData, got.dtype);
    expect(got.shape).toEqual(wanted.shape);
    expect(torch.allclose(got, wanted, { rtol: 1e-6 })).toBe(true);
  });
});

test("the gradient of what a fill overwrites is zero, of the rest it stays", () => {
  const x = leaf([1, 2, 3]);
  const y = x.mul(2);
  y.slice(0, 1).normal_();
  y.sum().backward();
  expect(x.grad?.tolist()).toEqual([2, 0, 0]);
});

test("emptyLike, of memory that is not zeroed for ops, answers zeros", () => {
  const full = torch.full([5000], 3);
  for (let i = 0; i < 5; i++) full.mul(7);
  expect(torch.emptyLike(full).countNonzero().item()).toBe(0);
});
