import { csv } from "./diabetes-csv.ts";
import { readTable, type Table } from "./table.ts";

export type { Table } from "./table.ts";

const source =
  "Efron, Hastie, Johnstone & Tibshirani, Least Angle Regression, Annals of Statistics, 2004";

/**
 * 442 patients: age, sex, body mass index, blood pressure and six serum measurements; `target` is the progression of diabetes after a year.
 *
 * Source: Efron, Hastie, Johnstone & Tibshirani, Least Angle Regression, Annals of Statistics, 2004
 */
export function loadDiabetes(): Table {
  return readTable(csv, [], source);
}
