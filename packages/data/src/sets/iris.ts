import { csv } from "./iris-csv.ts";
import { readTable, type Table } from "./table.ts";

export type { Table } from "./table.ts";

const source =
  "Fisher, The use of multiple measurements in taxonomic problems, 1936, UCI Machine Learning Repository, CC BY 4.0";

/**
 * 150 irises of three species with four lengths each, in centimetres.
 *
 * Source: Fisher, The use of multiple measurements in taxonomic problems, 1936, UCI Machine Learning Repository, CC BY 4.0
 */
export function loadIris(): Table {
  return readTable(csv, ["setosa", "versicolor", "virginica"], source);
}
