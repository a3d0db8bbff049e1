/**
 * NOTE [Callable modules]
 * `net(x)` needs an object that is a function, and `class Net extends Module` needs that function to have Net's fields and
 * methods. So this constructor answers an arrow function whose prototype is the class's: what a constructor answers is
 * `this` for the subclasses, so their fields (private ones too), methods and `instanceof` work as in any class, and no
 * Proxy stands in the way of a call. A function's own `name` and `length` go, since a module may have fields or
 * methods called so.
 *
 * It is a class of its own, so that `Module`'s fields are set on the function, like those of every other subclass.
 */
export abstract class Callable {
  constructor() {
    const self = (...args: unknown[]): unknown => (self as unknown as Callable)._call(args);
    Object.setPrototypeOf(self, new.target.prototype);
    delete (self as { name?: string }).name;
    delete (self as { length?: number }).length;
    // oxlint-disable-next-line no-constructor-return -- see NOTE [Callable modules]
    return self as unknown as Callable;
  }

  /** @internal What a call does. */
  abstract _call(args: readonly unknown[]): unknown;

  abstract toString(): string;
}
