/**
 * A recorded call → a call of the public API, by the one rule of arguments: leading ones by position, the rest in one
 * trailing options object with camelCase keys.
 */
import { saysNothing } from "./differences.ts";
import {
  type Callable,
  type Class,
  type Entry,
  findOrNull,
  isRefusal,
  isTensor,
  type Parameters,
  signatureOf,
} from "./library.ts";
import { camel, pathOf } from "./names.ts";
import { Missing } from "./outcome.ts";

type Options = Readonly<Record<string, unknown>>;

/** Calls the function that PyTorch calls `name`, or constructs the class. Where there is no function, a method may do. */
export function callByName(name: string, args: readonly unknown[], kwargs: Options): unknown {
  const entry = findOrNull(name);
  if (entry) return callEntry(entry, args, kwargs);
  const path = pathOf(name);
  const [self, ...rest] = args;
  const method = path.at(-1)!;
  // Rooms within torch (linalg, special) have functions of their own under names that methods have too.
  const mayBeMethod = path.length === 2 || path[1] === "functional";
  if (
    mayBeMethod &&
    isTensor(self) &&
    typeof (self as unknown as Record<string, unknown>)[method] === "function"
  ) {
    return callMethod(self, method, rest, kwargs);
  }
  throw new Missing(path.join("."));
}

export function callEntry(
  { label, value, isClass, signature }: Entry,
  args: readonly unknown[],
  kwargs: Options,
): unknown {
  if (typeof value !== "function") throw new Missing(`${label}()`);
  const first = isClass ? firstOfClass(label) : (signature?.first ?? "input");
  const given = withOptions(label, signature, first, args, kwargs);
  return guard(label, kwargs, () =>
    isClass ? new (value as Class)(...given) : (value as Callable)(...given),
  );
}

/** What stands before the options of a class and is not among its `params`. */
function firstOfClass(label: string): string | undefined {
  if (label.startsWith("optim.lrScheduler.")) return "optimizer";
  return label.startsWith("optim.") ? "params" : undefined;
}

/** Calls a method by its camelCase name. */
export function callMethod(
  self: object,
  method: string,
  args: readonly unknown[],
  kwargs: Options,
): unknown {
  const label = `${isTensor(self) ? "Tensor" : self.constructor.name}.${method}`;
  const callee = (self as Record<string, unknown>)[method];
  if (typeof callee !== "function") throw new Missing(label);
  const signature = isTensor(self) ? signatureOf([method]) : null;
  const given = withOptions(label, signature, undefined, args, kwargs);
  return guard(label, kwargs, () => (callee as Callable).apply(self, given));
}

/** Calls a module: `net(x)`. */
export function callModule(module: unknown, args: readonly unknown[], kwargs: Options): unknown {
  const label = `${(module as object).constructor.name}()`;
  return guard(label, kwargs, () =>
    (module as Callable)(...withOptions(label, null, undefined, args, kwargs)),
  );
}

/** Positional arguments and, where there are any, the options object. */
function withOptions(
  label: string,
  signature: Parameters | null,
  first: string | undefined,
  args: readonly unknown[],
  kwargs: Options,
): unknown[] {
  const options: Record<string, unknown> = {};
  const given = [...args];
  for (const [name, value] of Object.entries(kwargs)) {
    if (saysNothing(name, value)) continue;
    const key = camel(name);
    // What the method's `self` is by position is the function's first parameter by name.
    if (given.length === 0 && first !== undefined && (key === first || key === "self"))
      given.push(value);
    else if (signature && !signature.params.includes(key))
      throw new Missing(`${label}({ ${key} })`);
    else options[key] = value;
  }
  if (Object.keys(options).length > 0) given.push(options);
  return given;
}

/** An option of the call that the library says it does not know is a missing name, too. */
function guard<T>(label: string, kwargs: Options, call: () => T): T {
  try {
    return call();
  } catch (error) {
    const key = isRefusal(error) ? /unknown option "(\w+)"/.exec(error.message)?.[1] : undefined;
    if (key !== undefined && Object.keys(kwargs).some((name) => camel(name) === key))
      throw new Missing(`${label}({ ${key} })`);
    throw error;
  }
}
