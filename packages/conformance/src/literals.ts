/**
 * What the values of a call do not say about dtypes. Python's `2` and `2.0` make different ones, and a JavaScript number
 * cannot say which it is: the replay says it in the `dtype` option, as a user would.
 */
import { has, itemsOf, type Kwargs, type Value } from "./format.ts";

/** Functions that make a tensor of the numbers they are given. In Tapeloop numbers make floats, always. */
const fromNumbers: ReadonlyMap<string, readonly (number | string)[]> = new Map([
  ["torch.tensor", [0, "data"]],
  ["torch.as_tensor", [0, "data"]],
  ["torch.full", [1, "fill_value"]],
]);

/** Functions that make integers of integers. In Tapeloop `5` is an integer, and so is `5.0`. */
const fromIntegers: ReadonlySet<string> = new Set(["torch.arange", "torch.range"]);

/** Functions whose result is float64 whatever they are given, in a float32 run too. */
export const alwaysDouble: ReadonlySet<string> = new Set([
  "torch.float_power",
  "torch.Tensor.float_power_",
  "torch.Tensor.double",
]);

/** The kwargs with the dtype that Python's literals mean. */
export function withLiteralDtype(fn: string, args: readonly Value[], kwargs: Kwargs): Kwargs {
  if (has(kwargs.dtype ?? null, "dtype")) return kwargs;
  const source = fromNumbers.get(fn);
  if (source) {
    const [position, name] = source as [number, string];
    const numbers = numbersIn(args[position] ?? kwargs[name] ?? null);
    const isInteger =
      numbers.length > 0 &&
      numbers.every((number) => typeof number !== "object" && Number.isInteger(Number(number)));
    return isInteger && numbers.some((number) => typeof number === "number")
      ? { ...kwargs, dtype: { dtype: "i64" } }
      : kwargs;
  }
  if (!fromIntegers.has(fn)) return kwargs;
  const numbers = [...args, ...Object.values(kwargs)].flatMap(numbersIn);
  const looksInteger = numbers.every((number) =>
    Number.isInteger(typeof number === "object" ? number.float : number),
  );
  return looksInteger && numbers.some((number) => typeof number === "object")
    ? { ...kwargs, dtype: { dtype: "f32" } }
    : kwargs;
}

type Literal = number | boolean | { readonly float: number };

function numbersIn(value: Value): Literal[] {
  const items = itemsOf(value);
  if (items) return items.flatMap(numbersIn);
  if (typeof value === "number" || typeof value === "boolean") return [value];
  return has(value, "float") ? [value] : has(value, "f") ? [NaN] : [];
}
