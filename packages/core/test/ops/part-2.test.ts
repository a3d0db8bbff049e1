import { runFamilies } from "../op-table/run.ts";

runFamilies(1);
