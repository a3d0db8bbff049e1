/** Parameters in a list, or by name. */
import { type DType, Tensor, TensorError } from "@tapeloop/core";
import { Module } from "../module/module.ts";
import { describe } from "../module/slots.ts";
import { Parameter } from "../parameter.ts";
import { entries, type NamedModules } from "./sequential.ts";

function asParameter(owner: Module, value: unknown): Parameter {
  if (value instanceof Parameter) return value;
  if (value instanceof Tensor) return new Parameter(value);
  throw new TensorError(owner.constructor.name, `${describe(value)} is not a Parameter`);
}

/** `(0): Parameter containing: [torch.float32 of size 2x3]` of each. */
function described(
  fields: readonly (readonly [string, unknown])[],
  type: (dtype: DType) => string,
): string {
  return fields
    .map(([field, value]) => {
      const { shape, dtype } = value as Parameter;
      return `  (${field}): Parameter containing: [torch.${type(dtype)} of size ${shape.join("x")}]`;
    })
    .join("\n");
}

/** PyTorch's other names of the dtypes. */
const tensorTypes: Readonly<Record<DType, string>> = {
  float32: "FloatTensor",
  float64: "DoubleTensor",
  int64: "LongTensor",
  int32: "IntTensor",
  uint8: "ByteTensor",
  bool: "BoolTensor",
};

/**
 * Parameters in a list, registered as an array of them is not. Plain tensors become parameters.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.ParameterList.html
 */
export class ParameterList extends Module {
  /** The parameter at a place. */
  [index: number]: Parameter;

  constructor(values?: Iterable<Tensor> | null) {
    super();
    if (values) this.extend(values);
  }

  /** How many parameters there are. */
  override get length(): number {
    return this._fields("parameter").length;
  }

  /** The parameter at `index`, which counts from the end when it is negative. Throws where there is none. */
  at(index: number): Parameter {
    return this._all()[this._place(index)];
  }

  /** Puts another parameter in the place of the one at `index`. */
  set(index: number, value: Tensor): this {
    this[this._place(index)] = asParameter(this, value);
    return this;
  }

  /** Adds a parameter at the end. */
  append(value: Tensor): this {
    this.registerParameter(String(this.length), asParameter(this, value));
    return this;
  }

  /** Adds parameters at the end. */
  extend(values: Iterable<Tensor>): this {
    for (const value of Array.from(values)) this.append(value);
    return this;
  }

  /** The parameters from `start` up to `stop`, as a ParameterList. */
  slice(start?: number, stop?: number): ParameterList {
    return new ParameterList(this._all().slice(start, stop));
  }

  [Symbol.iterator](): IterableIterator<Parameter> {
    return this._all()[Symbol.iterator]();
  }

  override extraRepr(): string {
    return described(this._fields("parameter"), (dtype) => dtype);
  }

  private _all(): Parameter[] {
    return this._fields("parameter").map(([, value]) => value as Parameter);
  }

  private _place(index: number): number {
    const { length } = this;
    if (Number.isInteger(index) && index >= -length && index < length)
      return index < 0 ? index + length : index;
    throw new TensorError(
      this.constructor.name,
      `index ${String(index)} is out of range for ${length} parameters`,
    );
  }
}

/**
 * Parameters by name, registered as an object of them is not. Plain tensors become parameters.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.ParameterDict.html
 */
export class ParameterDict extends Module {
  constructor(parameters?: NamedModules<Tensor> | ParameterDict | null) {
    super();
    if (parameters) this.update(parameters);
  }

  /** How many parameters there are. */
  override get length(): number {
    return this._fields("parameter").length;
  }

  /** Whether there is a parameter of that name. */
  has(key: string): boolean {
    return this._fields("parameter").some(([field]) => field === key);
  }

  /** The parameter of that name. Throws where there is none. */
  get(key: string): Parameter {
    const found = this._fields("parameter").find(([field]) => field === key);
    if (found) return found[1] as Parameter;
    throw new TensorError(
      this.constructor.name,
      `no parameter is called '${key}'; there are ${this.keys().join(", ") || "none"}`,
    );
  }

  /** Adds a parameter, or puts it in the place of the one of that name. */
  set(key: string, value: Tensor): this {
    const parameter = asParameter(this, value);
    if (this.has(key)) (this as unknown as Record<string, Parameter>)[key] = parameter;
    else this.registerParameter(key, parameter);
    return this;
  }

  /** Takes out the parameter of that name and answers it. */
  pop(key: string): Parameter {
    const parameter = this.get(key);
    this._unregister(key);
    return parameter;
  }

  /** Takes out all parameters. */
  clear(): void {
    for (const key of this.keys()) this._unregister(key);
  }

  /** Adds parameters by name, replacing those that have the same name. */
  update(parameters: NamedModules<Tensor> | ParameterDict): this {
    for (const [key, value] of parameters instanceof ParameterDict
      ? parameters.items()
      : entries(parameters))
      this.set(key, value);
    return this;
  }

  /** The names. */
  keys(): string[] {
    return this._fields("parameter").map(([field]) => field);
  }

  /** The parameters. */
  values(): Parameter[] {
    return this._fields("parameter").map(([, value]) => value as Parameter);
  }

  /** Names and parameters: `for (const [name, parameter] of dict.items())`. */
  items(): [string, Parameter][] {
    return this._fields("parameter") as [string, Parameter][];
  }

  /** The names, as in PyTorch. */
  [Symbol.iterator](): IterableIterator<string> {
    return this.keys()[Symbol.iterator]();
  }

  override extraRepr(): string {
    return described(this._fields("parameter"), (dtype) => tensorTypes[dtype]);
  }
}
