/**
 * What the op table cannot say: factors are not unique, but what they multiply to is; functions of symmetric matrices have
 * the gradient of a symmetric input; and some matrices are singular.
 */
import { describe, expect, test } from "vitest";
import { gradcheck, gradgradcheck } from "../src/autograd/index.ts";
import * as torch from "../src/index.ts";

const { linalg, Tensor } = torch;
type Tensor = torch.Tensor;

const generator = new torch.Generator();
generator.manualSeed(5);
const random = (...shape: number[]): Tensor => torch.randn(shape, { dtype: "float64", generator });
const eye = (n: number): Tensor => torch.eye(n, { dtype: "float64" });
const matrix = (values: number[][]): Tensor => torch.tensor(values, { dtype: "float64" });
const symmetric = (x: Tensor): Tensor => x.add(x.mT);
const definite = (x: Tensor): Tensor => x.matmul(x.mT).add(eye(x.shape.at(-1) as number));

function expectClose(a: Tensor, b: Tensor, within = 1e-10): void {
  expect(a.shape).toEqual(b.shape);
  const gap = a.numel() === 0 ? 0 : Number(a.sub(b).abs().max().item());
  expect(gap).toBeLessThan(within);
}

/** Both gradient checks of a function of fresh leaves. */
function check(
  fn: (...inputs: Tensor[]) => Tensor | readonly Tensor[],
  ...shapes: readonly number[][]
): void {
  const leaves = shapes.map((shape) => random(...shape).requiresGrad_());
  const listed = (...inputs: Tensor[]): readonly Tensor[] => [fn(...inputs)].flat();
  expect(gradcheck(listed, leaves)).toBe(true);
  expect(gradgradcheck(listed, leaves)).toBe(true);
}

const shapes = [
  [3, 3],
  [5, 3],
  [3, 5],
  [1, 1],
  [2, 4, 3],
  [2, 2, 0],
  [0, 3, 3],
  [30, 20],
];

describe("factors multiply to the matrix, in both float dtypes", () => {
  for (const shape of shapes) {
    for (const dtype of ["float32", "float64"] as const) {
      const within = dtype === "float32" ? 1e-4 : 1e-12;
      test(`qr ${String(shape)} ${dtype}`, () => {
        const a = random(...shape).to(dtype);
        for (const mode of ["reduced", "complete"] as const) {
          const { Q, R } = linalg.qr(a, mode);
          expectClose(Q.matmul(R), a, within);
          expectClose(
            Q.mT.matmul(Q),
            torch.eye(Q.shape.at(-1) as number, { dtype }).expand(...Q.shape.slice(0, -2), -1, -1),
            within,
          );
          expectClose(R.triu(), R, within);
        }
        expectClose(linalg.qr(a, "r").R, linalg.qr(a).R, within);
      });
      test(`svd ${String(shape)} ${dtype}`, () => {
        const a = random(...shape).to(dtype);
        for (const full of [true, false]) {
          const { U, S, Vh } = linalg.svd(a, full);
          const k = S.shape.at(-1) as number;
          expectClose(
            U.narrow(-1, 0, k)
              .mul(S.unsqueeze(-2))
              .matmul(Vh.narrow(-2, 0, k)),
            a,
            within * 10,
          );
          const one = (n: number): Tensor =>
            torch.eye(n, { dtype }).expand(...shape.slice(0, -2), -1, -1);
          expectClose(U.mT.matmul(U), one(U.shape.at(-1) as number), within);
          expectClose(Vh.matmul(Vh.mT), one(Vh.shape.at(-2) as number), within);
          expect((S.tolist() as number[]).flat().every((value) => value >= 0)).toBe(true);
          expectClose(linalg.svdvals(a), S, within);
        }
      });
      test(`lu ${String(shape)} ${dtype}`, () => {
        const a = random(...shape).to(dtype);
        const { P, L, U } = linalg.lu(a);
        expectClose(P.matmul(L).matmul(U), a, within);
        const { LU, pivots } = linalg.luFactorEx(a);
        expectClose(torch.luUnpack(LU, pivots).L, L, within);
        expect(pivots.dtype).toBe("int32");
      });
      test(`geqrf ${String(shape)} ${dtype}`, () => {
        const a = random(...shape).to(dtype);
        const { a: factors, tau } = torch.geqrf(a);
        const { Q, R } = linalg.qr(a);
        const k = tau.shape.at(-1) as number;
        expectClose(torch.orgqr(factors.narrow(-1, 0, k).contiguous(), tau), Q, within);
        expectClose(factors.narrow(-2, 0, k).triu(), R, within);
      });
    }
  }
  for (const n of [0, 1, 2, 5, 40]) {
    test(`eigh, cholesky, ldl of ${n} by ${n}`, () => {
      const a = symmetric(random(2, n, n));
      const { eigenvalues, eigenvectors } = linalg.eigh(a);
      expectClose(eigenvectors.mul(eigenvalues.unsqueeze(-2)).matmul(eigenvectors.mT), a, 1e-11);
      expectClose(eigenvectors.mT.matmul(eigenvectors), eye(n).expand(2, n, n), 1e-11);
      expectClose(linalg.eigvalsh(a), eigenvalues);
      // One triangle is read.
      expectClose(linalg.eigh(a.tril()).eigenvalues, eigenvalues);
      expectClose(linalg.eigh(a.triu(), "U").eigenvalues, eigenvalues);
      const p = definite(random(2, n, n));
      const l = linalg.cholesky(p);
      expectClose(l.matmul(l.mT), p, 1e-9);
      expectClose(l.tril(), l);
      const b = random(2, n, 3);
      const { LD, pivots } = linalg.ldlFactor(a);
      expectClose(a.matmul(linalg.ldlSolve(LD, pivots, b)), b, 1e-8);
    });
  }
});

test("geqrf reflects away from a zero as LAPACK does, by the zero's sign", () => {
  expect(torch.geqrf(matrix([[0], [1]])).a.tolist()).toEqual([[-1], [1]]);
  expect(torch.geqrf(matrix([[-0], [1]])).a.tolist()).toEqual([[1], [-1]]);
});

describe("what is not unique where values are equal", () => {
  test("eigenvectors of a multiple of the identity", () => {
    const { eigenvalues, eigenvectors } = linalg.eigh(eye(4).mul(3));
    expectClose(eigenvalues, torch.full([4], 3, { dtype: "float64" }));
    expectClose(eigenvectors.mT.matmul(eigenvectors), eye(4));
  });
  test("vectors of matrices of low rank are completed", () => {
    const a = random(5, 2).matmul(random(2, 4));
    const { U, S, Vh } = linalg.svd(a);
    expectClose(U.mT.matmul(U), eye(5));
    expectClose(Vh.matmul(Vh.mT), eye(4));
    expect(S.tolist()).toEqual([
      expect.any(Number),
      expect.any(Number),
      expect.closeTo(0, 12),
      expect.closeTo(0, 12),
    ]);
    expect(linalg.matrixRank(a).item()).toBe(2);
    expectClose(linalg.svd(torch.zeros([3, 2], { dtype: "float64" })).U.abs(), eye(3));
  });
  test("the gradient of singular values alone does not mind equal ones", () => {
    const a = eye(3).requiresGrad_();
    linalg.svdvals(a).sum().backward();
    expectClose(a.grad as Tensor, eye(3));
  });
  test("NaN stays NaN and does not loop", () => {
    const a = torch.full([3, 3], NaN, { dtype: "float64" });
    expect(linalg.svdvals(a).isnan().all().item()).toBe(true);
    expect(linalg.eigvalsh(a).isnan().all().item()).toBe(true);
    expect(linalg.matrixExp(a).isnan().all().item()).toBe(true);
  });
});

describe("gradients of functions of symmetric matrices", () => {
  test("cholesky", () => check((x) => linalg.cholesky(definite(x)), [2, 3, 3]));
  test("cholesky, upper", () =>
    check((x) => linalg.cholesky(definite(x), { upper: true }), [3, 3]));
  test("choleskySolve", () =>
    check((b, x) => torch.choleskySolve(b, linalg.cholesky(definite(x))), [3, 2], [3, 3]));
  test("choleskyInverse", () =>
    check((x) => torch.choleskyInverse(linalg.cholesky(definite(x))), [3, 3]));
  test("eigh", () => check((x) => [...linalg.eigh(symmetric(x))], [2, 3, 3]));
  test("eigh, upper", () => check((x) => [...linalg.eigh(symmetric(x), "U")], [3, 3]));
  test("eigvalsh", () => check((x) => linalg.eigvalsh(symmetric(x)), [3, 3]));
  test("pinv, hermitian", () =>
    check((x) => linalg.pinv(symmetric(x), { hermitian: true }), [3, 3]));
  test("ldlSolve, of the right side", () => {
    const { LD, pivots } = linalg.ldlFactor(symmetric(random(3, 3)));
    check((b) => linalg.ldlSolve(LD, pivots, b), [3, 2]);
  });
});

describe("gradients where a matrix is singular or not square", () => {
  test("pinv of low rank", () => check((x) => linalg.pinv(x.matmul(x.mT)), [4, 2]));
  test("svd with full matrices", () => {
    check(
      (x) => {
        const { U, S, Vh } = linalg.svd(x);
        return [U.narrow(-1, 0, 2), S, Vh];
      },
      [4, 2],
    );
  });
  test("det of rank n - 1, n - 2 and 0", () => {
    for (const a of [
      matrix([
        [1, 2, 3],
        [2, 4, 6],
        [1, 0, 1],
      ]),
      matrix([
        [1, 2, 3],
        [2, 4, 6],
        [3, 6, 9],
      ]),
      matrix([
        [0, 0],
        [0, 0],
      ]),
    ]) {
      a.requiresGrad_();
      expect(gradcheck(linalg.det, [a])).toBe(true);
      expect(gradgradcheck(linalg.det, [a])).toBe(true);
    }
  });
  test("third derivatives of det of a singular matrix are refused, not lost", () => {
    const a = matrix([
      [1, 2],
      [2, 4],
    ]).requiresGrad_();
    const [first] = torch.autograd.grad(linalg.det(a), [a], { createGraph: true });
    const [second] = torch.autograd.grad(first.sum(), [a], { createGraph: true });
    expect(() => torch.autograd.grad(second.sum(), [a])).toThrow(/derivative/);
  });
  test("what has no gradient says so", () => {
    const a = random(3, 3).requiresGrad_();
    expect(() => torch.geqrf(a).a.sum().backward()).toThrow(
      /derivative with respect to "input" is not implemented/,
    );
    expect(() => linalg.ldlFactor(a).LD.sum().backward()).toThrow(/derivative/);
    expect(() => linalg.qr(random(4, 2).requiresGrad_(), "complete").R.sum().backward()).toThrow(
      /not implemented when mode='complete'/,
    );
    expect(() => linalg.qr(random(4, 2).requiresGrad_(), "r").R.sum().backward()).toThrow(
      /not computed when mode='r'/,
    );
  });
});

describe("options", () => {
  test("lstsq gives what its driver gives", () => {
    const [a, b] = [random(5, 3), random(5, 2)];
    const empty = (x: Tensor): boolean => x.numel() === 0;
    const gelsy = linalg.lstsq(a, b);
    expect([empty(gelsy.residuals), gelsy.rank.item(), empty(gelsy.singularValues)]).toEqual([
      true,
      3,
      true,
    ]);
    const gels = linalg.lstsq(a, b, { driver: "gels" });
    expect([gels.residuals.shape, empty(gels.rank), empty(gels.singularValues)]).toEqual([
      [2],
      true,
      true,
    ]);
    expectClose(gels.residuals, a.matmul(gels.solution).sub(b).square().sum(0));
    expectClose(linalg.lstsq(a, b, { driver: "gelsd" }).singularValues, linalg.svdvals(a));
  });
  test("invEx and solveEx tell where a matrix is singular", () => {
    const a = torch.stack([
      eye(2),
      matrix([
        [1, 1],
        [1, 1],
      ]),
    ]);
    expect(linalg.invEx(a).info.tolist()).toEqual([0, 2]);
    expect(linalg.solveEx(a, eye(2)).info.tolist()).toEqual([0, 2]);
    expect(linalg.choleskyEx(a.neg()).info.tolist()).toEqual([1, 1]);
    expect(() => linalg.inv(a)).toThrow(
      /linalg.inv: \(batch element 1\): the diagonal element 2 is zero/,
    );
    expect(linalg.slogdet(a).logabsdet.tolist()).toEqual([0, -Infinity]);
    expect(linalg.cond(a, 1).tolist()).toEqual([1, Infinity]);
  });
  test("svd without vectors", () => {
    const { U, S, V } = torch.svd(random(3, 2), { computeUv: false });
    expect([U.shape, S.shape, V.shape]).toEqual([[3, 3], [2], [2, 2]]);
    expect(U.any().item()).toBe(false);
  });
  test("logdet of a negative determinant is NaN", () => {
    expect(
      torch
        .logdet(
          matrix([
            [0, 1],
            [1, 0],
          ]),
        )
        .item(),
    ).toBeNaN();
  });
  test("a power of zero has a slope, of zero", () => {
    const x = matrix([[Infinity]]).requiresGrad_();
    const y = x.matrixPower(0);
    y.sum().backward();
    expect([y.item(), x.grad?.item()]).toEqual([1, 0]);
  });
  test("no reflections: another tensor than the one given, and a slope of zero", () => {
    const [x, tau, other] = [random(2, 2), torch.zeros(0, { dtype: "float64" }), random(2, 2)];
    const product = torch.ormqr(x, tau, other);
    product.fill_(5);
    expect(other.eq(5).any().item()).toBe(false);
    const a = x.clone().requiresGrad_();
    linalg.householderProduct(a, tau).sum().backward();
    expect(a.grad?.tolist()).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
  test("the exponential of a large rotation", () => {
    const turn = linalg.matrixExp(
      matrix([
        [0, 50],
        [-50, 0],
      ]),
    );
    expectClose(
      turn,
      matrix([
        [Math.cos(50), Math.sin(50)],
        [-Math.sin(50), Math.cos(50)],
      ]),
      1e-11,
    );
  });
  test("registered apart from torch's functions of the same name", () => {
    expect(torch.opRegistry.get("linalgNorm")?.params).toEqual(["ord", "dim", "keepdim", "dtype"]);
    expect(torch.opRegistry.get("linalgMatrixNorm")?.torch).toBe("torch.linalg.matrix_norm");
    expect(torch.opRegistry.get("norm")?.params[0]).toBe("p");
    expect(torch.zeros([1])).toBeInstanceOf(Tensor);
  });
});
