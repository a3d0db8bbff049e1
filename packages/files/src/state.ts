/**
 * Nested state, such as an optimizer's state dict, as one safetensors file: the tensors under their paths
 * (`state.0.exp_avg`), all else as JSON in the metadata, under `tapeloop.state`.
 */
import { Tensor, TensorError } from "@tapeloop/core";
import { deserialize, serialize, type TensorRecord } from "./safetensors.ts";

const KEY = "tapeloop.state";

/** Numbers that JSON has no word for. */
const words = new Map<number, string>([
  [Infinity, "inf"],
  [-Infinity, "-inf"],
]);

/** The bytes of a file that holds `state`: tensors, numbers, strings, booleans and null, in arrays and plain objects. */
export function serializeState(state: unknown): Uint8Array {
  const tensors = Object.create(null) as TensorRecord;
  const tree = strip(state, "", tensors);
  return serialize(tensors, { [KEY]: JSON.stringify(tree) });
}

/** Replaces each tensor by the name it has in the file. */
function strip(value: unknown, path: string, tensors: TensorRecord): unknown {
  const below = (key: string | number): string => (path === "" ? String(key) : `${path}.${key}`);
  if (value instanceof Tensor) {
    // Paths of different places may read alike, { "a.b": … } and { a: { b: … } }: each gets a name of its own.
    let name = path === "" ? "value" : path;
    while (Object.hasOwn(tensors, name)) name += "_";
    tensors[name] = value.detach();
    return { $tensor: name };
  }
  if (typeof value === "number" && !Number.isFinite(value))
    return { $number: words.get(value) ?? "nan" };
  if (
    value === null ||
    typeof value === "number" ||
    typeof value === "string" ||
    typeof value === "boolean"
  )
    return value;
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map((item, i) => strip(item, below(i), tensors));
  if (
    typeof value === "object" &&
    (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null)
  ) {
    for (const word of ["$tensor", "$number"])
      if (Object.hasOwn(value, word))
        throw new TensorError(
          "serializeState",
          `"${below(word)}": the key "${word}" stands for something else in a file; call it otherwise`,
        );
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, strip(item, below(key), tensors)]),
    );
  }
  throw new TensorError(
    "serializeState",
    `"${path}" holds a ${typeof value}, which a file cannot: only tensors, numbers, strings, booleans and null`,
  );
}

/** What `serializeState` was given. Throws on a file that holds tensors alone: read that with `deserialize`. */
export function deserializeState(bytes: Uint8Array): unknown {
  const { tensors, metadata } = deserialize(bytes);
  if (!Object.hasOwn(metadata, KEY))
    throw new TensorError(
      "deserializeState",
      "the file holds tensors but no state; read it with deserialize",
    );
  let tree: unknown;
  try {
    tree = JSON.parse(metadata[KEY]);
  } catch {
    throw new TensorError("deserializeState", "the file's state is not valid JSON");
  }
  return restore(tree, tensors);
}

function restore(value: unknown, tensors: Readonly<TensorRecord>): unknown {
  if (Array.isArray(value)) return value.map((item) => restore(item, tensors));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1) {
    const [[key, content]] = entries;
    if (key === "$number")
      return content === "inf" ? Infinity : content === "-inf" ? -Infinity : NaN;
    if (key === "$tensor") {
      if (typeof content !== "string" || !Object.hasOwn(tensors, content))
        throw new TensorError(
          "deserializeState",
          `the state names the tensor ${JSON.stringify(content)}, which the file does not hold`,
        );
      return tensors[content];
    }
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, restore(item, tensors)]));
}
