import { csv } from "./breast-cancer-csv.ts";
import { readTable, type Table } from "./table.ts";

export type { Table } from "./table.ts";

const source =
  "Wolberg, Mangasarian, Street & Street, Breast Cancer Wisconsin (Diagnostic), UCI Machine Learning Repository, 1995, CC BY 4.0";

/**
 * 569 tumours with 30 measurements each: `target` is 0 for malignant and 1 for benign ones.
 *
 * Source: Wolberg, Mangasarian, Street & Street, Breast Cancer Wisconsin (Diagnostic), UCI Machine Learning Repository, 1995, CC BY 4.0
 */
export function loadBreastCancer(): Table {
  return readTable(csv, ["malignant", "benign"], source);
}
