import * as ops from "../../src/ops/linalg-determinant.ts";
import matrix from "./matrix.ts";
import { family } from "./spec.ts";

export default family(ops, { det: matrix.rows.det, slogdet: matrix.rows.slogdet });
