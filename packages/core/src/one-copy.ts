/**
 * Says so where a second copy of this package is loaded: modes, the default generator and the kernel table would exist twice,
 * and tensors of one copy would be no tensors to the other.
 */
const key = Symbol.for("@tapeloop/core");
const shared = globalThis as { [key: symbol]: boolean | undefined };

if (shared[key]) {
  console.warn(
    "@tapeloop/core is loaded twice: tensors of one copy are not tensors to the other. " +
      "Let all packages depend on one version of it, and bundle it once",
  );
}
shared[key] = true;
