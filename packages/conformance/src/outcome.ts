/** What became of a record. */
export type Outcome =
  | { readonly status: "passed" }
  | { readonly status: "failed"; readonly reason: string }
  /** A name in the call does not exist. */
  | { readonly status: "missing"; readonly name: string };

/** A name in a recorded call (function, method, class, option, dtype) that the library does not have. */
export class Missing extends Error {
  override readonly name = "Missing";
  /** What is missing, as a user would write it: `torch.bincount`, `Tensor.cummax`, `torch.sum({ where })`. */
  readonly what: string;

  constructor(what: string) {
    super(`${what} does not exist`);
    this.what = what;
  }
}

/** The library did something else than PyTorch. */
export class Mismatch extends Error {
  override readonly name = "Mismatch";
}
