/** Whether elements occur among others. */
import { emptyTensor, scalarTensor } from "../alloc.ts";
import { scalarType } from "../dtype.ts";
import { TensorError } from "../errors.ts";
import { castRaw, contiguousRaw } from "../op/copy.ts";
import { checkOperand, type Operand, promoted } from "../op/operands.ts";
import { readArgs, signature } from "../op/record.ts";
import { Tensor } from "../tensor.ts";

export interface IsinOptions {
  testElements?: Operand;
  /** That neither side has duplicates. It changes nothing here. */
  assumeUnique?: boolean;
  /** Answer where elements are not among the others. */
  invert?: boolean;
}

const Isin = signature("isin", ["testElements", "assumeUnique", "invert"], {
  first: "elements",
  differentiable: false,
});

/**
 * Whether each of `elements` is among `testElements`; one of both may be a number. NaN is never.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.isin.html
 */
export function isin(
  elements: Operand,
  testElements: Operand | IsinOptions,
  ...rest: [options?: IsinOptions]
): Tensor {
  const { testElements: test, invert = false } = readArgs<IsinOptions>(Isin, testElements, ...rest);
  const left = checkOperand("isin", elements, "elements");
  const right = checkOperand("isin", test, "testElements");
  if (!(left instanceof Tensor) && !(right instanceof Tensor)) {
    throw new TensorError(
      "isin",
      "one of elements and testElements must be a Tensor, got two scalars",
    );
  }
  const sides = [left, right].map((side) =>
    side instanceof Tensor ? side : scalarTensor(side, scalarType(side)),
  );
  const dtypes = sides.map((side) => side.dtype);
  if (dtypes.includes("bool")) {
    throw new TensorError("isin", 'unsupported input type: bool; convert with x.to("uint8")', {
      dtypes,
    });
  }
  const dtype = promoted(left, right);
  const [x, among] = sides.map((side) => contiguousRaw(castRaw(side, dtype)));
  const known = new Set<number>();
  const { data } = among.storage;
  const from = among.layout.offset;
  for (let i = from; i < from + among.layout.size; i++) if (data[i] === data[i]) known.add(data[i]);
  const out = emptyTensor(x.layout.shape, "bool");
  const values = x.storage.data;
  const target = out.storage.data;
  for (let i = 0, p = x.layout.offset; i < target.length; i++, p++) {
    target[i] = known.has(values[p]) === invert ? 0 : 1;
  }
  return out;
}
