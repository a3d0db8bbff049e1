/** Every op goes through the same checks; what is special about it stands in its row. See README.md. */
import { afterAll, beforeAll, describe, test } from "vitest";
import { setPoison } from "../../src/testing.ts";
import { checkErrors, checkGradients, checkInPlace, checkValues, rowsOf } from "./checks.ts";
import { families } from "./index.ts";

/** How many files share the families, so that they run side by side. */
const PARTS = 4;

/** Checks every fourth family from `part` on, in poison mode. */
export function runFamilies(part: number): void {
  let before: boolean;
  beforeAll(() => {
    before = setPoison(true);
  });
  afterAll(() => {
    setPoison(before);
  });

  const mine = Object.entries(families).filter((_, i) => i % PARTS === part);
  for (const [name, family] of mine) {
    describe(name, () => {
      describe.each(rowsOf(family))("$name", (row) => {
        test("values", () => checkValues(row));
        if (row.inPlace) test("in place", () => checkInPlace(row));
        test("gradients", () => checkGradients(row));
        if (row.spec.errors?.length) test("errors", () => checkErrors(row));
      });
    });
  }
}
