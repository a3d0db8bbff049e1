import * as bessel from "../../src/ops/bessel.ts";
import { airy, besselI, besselJ, besselK, besselY } from "./special-values.ts";
import { map, type Nd } from "./nd.ts";
import { family, type OpSpec, t, unary } from "./spec.ts";

const small = { low: -3, high: 3 };
const positive = { low: 0.6, high: 4 };
/** The integrals and series lose a digit or two. */
const tolerance = 1e-4;

const ofReals = (f: (x: number) => number): OpSpec => unary(f, { domain: small, tolerance });
const ofPositive = (f: (x: number) => number): OpSpec => unary(f, { domain: positive, tolerance });

export default family(bessel, {
  besselJ0: ofReals((x) => besselJ(0, x)),
  besselJ1: ofReals((x) => besselJ(1, x)),
  besselY0: ofPositive((x) => besselY(0, x)),
  besselY1: ofPositive((x) => besselY(1, x)),
  modifiedBesselI0: ofReals((x) => besselI(0, x)),
  modifiedBesselI1: ofReals((x) => besselI(1, x)),
  modifiedBesselK0: ofPositive((x) => besselK(0, x)),
  modifiedBesselK1: ofPositive((x) => besselK(1, x)),
  scaledModifiedBesselK0: ofPositive((x) => Math.exp(x) * besselK(0, x)),
  scaledModifiedBesselK1: ofPositive((x) => Math.exp(x) * besselK(1, x)),
  sphericalBesselJ0: ofReals((x) => (x === 0 ? 1 : Math.sin(x) / x)),
  airyAi: {
    reference: (x: Nd) => map(x, airy, x.dtype),
    domain: small,
    tolerance,
    // Without a gradient, as in PyTorch: only values of a dtype of their own are tried.
    samples: [
      [t([3, 4], { dtype: "float64" })],
      [t([], { dtype: "float32" })],
      [t([0], { dtype: "float64" })],
    ],
  },
});
