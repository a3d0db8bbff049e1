/** Every op goes through the same checks; what is special about it stands in its row. See op-table/README.md. */
import { afterAll, beforeAll, describe, test } from "vitest";
import {
  checkErrors,
  checkGradients,
  checkInPlace,
  checkValues,
  rowsOf,
} from "./op-table/checks.ts";
import { families } from "./op-table/index.ts";
import { setPoison } from "../src/testing.ts";

let before: boolean;
beforeAll(() => {
  before = setPoison(true);
});
afterAll(() => {
  setPoison(before);
});

for (const [name, family] of Object.entries(families)) {
  describe(name, () => {
    describe.each(rowsOf(family))("$name", (row) => {
      test("values", () => checkValues(row));
      if (row.inPlace) test("in place", () => checkInPlace(row));
      test("gradients", () => checkGradients(row));
      if (row.spec.errors?.length) test("errors", () => checkErrors(row));
    });
  });
}
