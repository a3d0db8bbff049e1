/**
 * Who may import whom. This is the one place it is written; `import-rules.ts` holds the sources to
 * it, with the tests.
 */

/**
 * The rooms of core, from left to right: a room may import from those above it in this list. A room
 * is a file of `packages/core/src`, or, where its name ends in a slash, a folder, whose files may
 * import each other. A new file gets its line here first.
 *
 * `import type` is exempt, because a tensor's methods are typed from the ops that implement them;
 * but not in the rooms above `tensor`: those do not know that tensors exist.
 */
export const rooms: readonly string[] = [
  "one-copy",
  "errors",
  "dtype",
  "layout",
  "kernels/",
  "slab",
  "storage",
  "tensor",
  "autograd/mode",
  "alloc",
  "indexing",
  "autograd/node",
  "generator",
  "op/",
  "ops/",
  "autograd/ready",
  "autograd/survey",
  "autograd/ownership",
  "autograd/accumulate",
  "autograd/engine",
  "autograd/backward",
  "autograd/function",
  "autograd/gradcheck",
  "autograd/functional",
  "autograd/index",
  "autograd/tensor-methods",
  "create-options",
  "create",
  "create-ranges",
  "create-methods",
  "random",
  "constants",
  "functional",
  "special",
  "linalg",
  "print",
  "properties",
  "methods",
  "testing",
  "index",
];

/** The first room that may name the types of rooms to its right. */
export const firstRoomWithTypes = "tensor";

/**
 * The folder whose files are families: they may name each other within function bodies, so that a
 * gradient can be written in any op, but never at module top level, so that the order in which they
 * load does not matter.
 */
export const families = "ops/";

/** The packages, each with those of the others it may import. */
export const packages: Readonly<Record<string, readonly string[]>> = {
  "@tapeloop/core": [],
  "@tapeloop/nn": ["@tapeloop/core"],
  "@tapeloop/optim": ["@tapeloop/core"],
  "@tapeloop/simd": ["@tapeloop/core"],
  "@tapeloop/data": ["@tapeloop/core"],
  "@tapeloop/files": ["@tapeloop/core"],
  "@tapeloop/train": ["@tapeloop/core", "@tapeloop/nn", "@tapeloop/optim", "@tapeloop/data"],
  tapeloop: [
    "@tapeloop/core",
    "@tapeloop/nn",
    "@tapeloop/optim",
    "@tapeloop/simd",
    "@tapeloop/data",
  ],
  "@tapeloop/conformance": [
    "@tapeloop/core",
    "@tapeloop/nn",
    "@tapeloop/optim",
    "@tapeloop/data",
    "tapeloop",
  ],
  "@tapeloop/bench": [
    "@tapeloop/core",
    "@tapeloop/nn",
    "@tapeloop/optim",
    "@tapeloop/simd",
    "@tapeloop/data",
    "tapeloop",
  ],
  "@tapeloop/tools": [],
};

/** Packages that run anywhere: beside the packages above, their sources import nothing at all. */
export const portable: readonly string[] = [
  "@tapeloop/core",
  "@tapeloop/nn",
  "@tapeloop/optim",
  "@tapeloop/simd",
  "@tapeloop/train",
];
