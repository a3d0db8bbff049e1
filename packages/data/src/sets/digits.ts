import { csv } from "./digits-csv.ts";
import { readTable, type Table } from "./table.ts";

export type { Table } from "./table.ts";

const source =
  "Alpaydin & Kaynak, Optical Recognition of Handwritten Digits (test part), UCI Machine Learning Repository, 1998, CC BY 4.0";

/**
 * 1,797 handwritten digits of 8x8 grey values from 0 to 16: `data` is [1797, 64], `target` the digit.
 *
 * Source: Alpaydin & Kaynak, Optical Recognition of Handwritten Digits (test part), UCI Machine Learning Repository, 1998, CC BY 4.0
 */
export function loadDigits(): Table {
  return readTable(csv, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], source);
}
