import { cat, enableGrad, noGrad, readArgs, Tensor, TensorError } from "@tapeloop/core";
import { type Closure, Optimizer, type Params } from "./optimizer.ts";
import { type Point, strongWolfe } from "./strong-wolfe.ts";

export interface LBFGSOptions {
  /** Learning rate; 1 where nothing is said. */
  lr?: number;
  /** Iterations per call of `step`; 20 where nothing is said. */
  maxIter?: number;
  /** Evaluations per call of `step`; 1.25 * maxIter where nothing is said. */
  maxEval?: number | null;
  /** Stop where no element of the gradient is larger; 1e-7 where nothing is said. */
  toleranceGrad?: number;
  /** Stop where loss and parameters change less; 1e-9 where nothing is said. */
  toleranceChange?: number;
  /** How many past steps shape the next; 100 where nothing is said. */
  historySize?: number;
  /** A line search by the strong Wolfe conditions, or none. */
  lineSearchFn?: "strong_wolfe" | null;
}

/** What is remembered between calls. */
interface Memory {
  direction: Tensor | null;
  t: number;
  /** Changes of the gradient, of the parameters, and 1 / their product. */
  readonly changes: { readonly y: Tensor; readonly s: Tensor; readonly ro: number }[];
  hDiag: number;
  previousGrad: Tensor | null;
  previousLoss: number;
  evaluations: number;
  iterations: number;
}

/**
 * L-BFGS, for few parameters and exact losses. `step` needs a closure, which it calls several times.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.optim.LBFGS.html
 */
export class LBFGS extends Optimizer {
  static readonly params: readonly string[] = [
    "lr",
    "maxIter",
    "maxEval",
    "toleranceGrad",
    "toleranceChange",
    "historySize",
    "lineSearchFn",
  ];
  readonly #params: Tensor[];
  readonly #memory: Memory = {
    direction: null,
    t: 0,
    changes: [],
    hDiag: 1,
    previousGrad: null,
    previousLoss: NaN,
    evaluations: 0,
    iterations: 0,
  };

  constructor(parameters: Params, options?: LBFGSOptions | number, ...more: unknown[]) {
    const given = readArgs<LBFGSOptions>({ name: "LBFGS", params: LBFGS.params }, options, ...more);
    const {
      lr = 1,
      maxIter = 20,
      toleranceGrad = 1e-7,
      toleranceChange = 1e-9,
      historySize = 100,
      lineSearchFn = null,
    } = given;
    if (lineSearchFn !== null && lineSearchFn !== "strong_wolfe")
      throw new TensorError(
        "LBFGS",
        `only 'strong_wolfe' is supported as lineSearchFn, got '${String(lineSearchFn)}'`,
      );
    const maxEval = given.maxEval ?? Math.floor((maxIter * 5) / 4);
    super(parameters, {
      lr,
      maxIter,
      maxEval,
      toleranceGrad,
      toleranceChange,
      historySize,
      lineSearchFn,
    });
    if (this.paramGroups.length !== 1)
      throw new TensorError("LBFGS", "doesn't support per-parameter options (parameter groups)");
    this.#params = this.paramGroups[0].params;
  }

  protected update(): void {
    throw new TensorError(
      "LBFGS",
      "step needs a closure that computes the loss again and calls backward",
    );
  }

  /** One call makes up to `maxIter` iterations; answers the first loss. */
  override step(closure?: Closure): Tensor | number | null {
    if (!closure) return this.update() as never;
    return noGrad(() => this.#iterate(closure));
  }

  #iterate(closure: Closure): Tensor | number {
    const options = this.paramGroups[0] as unknown as Record<string, number>;
    const { lr, max_iter, max_eval, tolerance_grad, tolerance_change, history_size } = options;
    const memory = this.#memory;
    const first = enableGrad(closure);
    let loss = Number(first instanceof Tensor ? first.item() : first);
    let grad = this.#gradient();
    let evaluations = 1;
    memory.evaluations += 1;
    if (largest(grad) <= tolerance_grad) return this.#finish(first);
    for (let iteration = 1; iteration <= max_iter; iteration++) {
      memory.iterations += 1;
      this.#chooseDirection(grad, history_size);
      const direction = memory.direction as Tensor;
      memory.previousGrad = grad.clone();
      memory.previousLoss = loss;
      memory.t =
        memory.iterations === 1 ? Math.min(1, 1 / Number(grad.abs().sum().item())) * lr : lr;
      const slope = dot(grad, direction);
      if (slope > -tolerance_change) break;
      let used = 0;
      if (this.paramGroups[0].line_search_fn === "strong_wolfe") {
        const start: Point = { t: 0, f: loss, grad, slope };
        const before = this.#params.map((param) => param.clone());
        const evaluate = (t: number): Point => this.#evaluate(closure, before, direction, t);
        const found = strongWolfe(evaluate, start, memory.t, largest(direction));
        this.#restore(before);
        this.#move(direction, found.point.t);
        used = found.evaluations;
        memory.t = found.point.t;
        loss = found.point.f;
        grad = found.point.grad;
      } else {
        this.#move(direction, memory.t);
        if (iteration !== max_iter) {
          const again = enableGrad(closure);
          loss = Number(again instanceof Tensor ? again.item() : again);
          grad = this.#gradient();
          used = 1;
        }
      }
      evaluations += used;
      memory.evaluations += used;
      const done =
        iteration === max_iter ||
        evaluations >= max_eval ||
        largest(grad) <= tolerance_grad ||
        largest(direction) * memory.t <= tolerance_change ||
        Math.abs(loss - memory.previousLoss) < tolerance_change;
      if (done) break;
    }
    return this.#finish(first);
  }

  /** The two-loop recursion over what is remembered of past steps. */
  #chooseDirection(grad: Tensor, historySize: number): void {
    const memory = this.#memory;
    if (memory.iterations === 1 || !memory.direction || !memory.previousGrad) {
      memory.direction = grad.neg();
      memory.changes.length = 0;
      memory.hDiag = 1;
      return;
    }
    const y = grad.sub(memory.previousGrad);
    const s = memory.direction.mul(memory.t);
    const ys = dot(y, s);
    if (ys > 1e-10) {
      if (memory.changes.length >= historySize) memory.changes.shift();
      memory.changes.push({ y, s, ro: 1 / ys });
      memory.hDiag = ys / dot(y, y);
    }
    const { changes } = memory;
    const weights = new Array<number>(changes.length);
    let q = grad.neg();
    for (let i = changes.length - 1; i >= 0; i--) {
      weights[i] = dot(changes[i].s, q) * changes[i].ro;
      q = q.sub(changes[i].y.mul(weights[i]));
    }
    let r = q.mul(memory.hDiag);
    for (let i = 0; i < changes.length; i++) {
      const correction = dot(changes[i].y, r) * changes[i].ro;
      r = r.add(changes[i].s.mul(weights[i] - correction));
    }
    memory.direction = r;
  }

  #evaluate(closure: Closure, before: readonly Tensor[], direction: Tensor, t: number): Point {
    this.#move(direction, t);
    const loss = enableGrad(closure);
    const grad = this.#gradient();
    this.#restore(before);
    return {
      t,
      f: Number(loss instanceof Tensor ? loss.item() : loss),
      grad,
      slope: dot(grad, direction),
    };
  }

  #restore(values: readonly Tensor[]): void {
    for (const [i, param] of this.#params.entries()) param.copy_(values[i]);
  }

  #move(direction: Tensor, t: number): void {
    let start = 0;
    for (const param of this.#params) {
      param.add_(direction.slice(0, start, start + param.numel()).view(param.shape), { alpha: t });
      start += param.numel();
    }
  }

  /** All gradients as one vector; zeros where there is none. */
  #gradient(): Tensor {
    return cat(
      this.#params.map((param) =>
        param.grad ? param.grad.detach().reshape(-1) : param.detach().mul(0).reshape(-1),
      ),
    );
  }

  #finish<L>(loss: L): L {
    const state = this.stateOf(this.#params[0]);
    state.func_evals = this.#memory.evaluations;
    state.n_iter = this.#memory.iterations;
    return loss;
  }
}

function dot(a: Tensor, b: Tensor): number {
  return Number(a.mul(b).sum().item());
}

function largest(x: Tensor): number {
  let most = 0;
  for (const value of x.toTypedArray()) most = Math.max(most, Math.abs(value));
  return most;
}
