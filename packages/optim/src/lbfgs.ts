import { cat, enableGrad, noGrad, Tensor, TensorError } from "@tapeloop/core";
import { type Closure, Optimizer, type Params } from "./optimizer.ts";
import { optimizerArgs } from "./options.ts";
import type { State } from "./state.ts";
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

/**
 * What is remembered between calls: the first parameter's state, by PyTorch's names. Each step puts new values in place of
 * these and writes into none, so a state dict stays what it was while training goes on.
 */
interface Memory extends State {
  func_evals: number;
  n_iter: number;
  /** The direction of the last step, and how far it went. */
  d: Tensor | null;
  t: number;
  /** Changes of the gradient and of the parameters, and 1 / their product. */
  old_dirs: readonly Tensor[];
  old_stps: readonly Tensor[];
  ro: readonly number[];
  H_diag: number;
  prev_flat_grad: Tensor | null;
  prev_loss: number;
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

  constructor(parameters: Params, options?: LBFGSOptions | number, ...more: unknown[]) {
    const given = optimizerArgs<LBFGSOptions>(
      { name: "LBFGS", params: LBFGS.params },
      options,
      ...more,
    );
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
    return this.withHooks(() => noGrad(() => this.#iterate(closure)));
  }

  /** The memory, begun where there is none. Numbers that PyTorch keeps as tensors are read out of them. */
  #remembered(): Memory {
    const state = this.stateOf(this.#params[0]);
    const number = (name: string, initial: number): number => numberOf(state[name] ?? initial);
    const list = (name: string): readonly (Tensor | number)[] =>
      (state[name] ?? []) as readonly (Tensor | number)[];
    return Object.assign(state, {
      func_evals: number("func_evals", 0),
      n_iter: number("n_iter", 0),
      d: (state.d ?? null) as Tensor | null,
      t: number("t", 0),
      old_dirs: list("old_dirs") as readonly Tensor[],
      old_stps: list("old_stps") as readonly Tensor[],
      ro: list("ro").map(numberOf),
      H_diag: number("H_diag", 1),
      prev_flat_grad: (state.prev_flat_grad ?? null) as Tensor | null,
      prev_loss: number("prev_loss", NaN),
    });
  }

  #iterate(closure: Closure): Tensor | number {
    const options = this.paramGroups[0] as unknown as Record<string, number>;
    const { lr, max_iter, max_eval, tolerance_grad, tolerance_change, history_size } = options;
    const memory = this.#remembered();
    const first = enableGrad(closure);
    let loss = numberOf(first);
    let grad = this.#gradient();
    let evaluations = 1;
    memory.func_evals += 1;
    if (largest(grad) <= tolerance_grad) return first;
    for (let iteration = 1; iteration <= max_iter; iteration++) {
      memory.n_iter += 1;
      chooseDirection(memory, grad, history_size);
      const direction = memory.d as Tensor;
      memory.prev_flat_grad = grad;
      memory.prev_loss = loss;
      memory.t = memory.n_iter === 1 ? Math.min(1, 1 / Number(grad.abs().sum().item())) * lr : lr;
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
          loss = numberOf(again);
          grad = this.#gradient();
          used = 1;
        }
      }
      evaluations += used;
      memory.func_evals += used;
      const done =
        iteration === max_iter ||
        evaluations >= max_eval ||
        largest(grad) <= tolerance_grad ||
        largest(direction) * memory.t <= tolerance_change ||
        Math.abs(loss - memory.prev_loss) < tolerance_change;
      if (done) break;
    }
    return first;
  }

  #evaluate(closure: Closure, before: readonly Tensor[], direction: Tensor, t: number): Point {
    this.#move(direction, t);
    const loss = enableGrad(closure);
    const grad = this.#gradient();
    this.#restore(before);
    return {
      t,
      f: numberOf(loss),
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
}

function numberOf(value: unknown): number {
  return Number(value instanceof Tensor ? value.item() : value);
}

/** The two-loop recursion over what is remembered of past steps. */
function chooseDirection(memory: Memory, grad: Tensor, historySize: number): void {
  if (memory.n_iter === 1 || !memory.d || !memory.prev_flat_grad) {
    Object.assign(memory, { d: grad.neg(), old_dirs: [], old_stps: [], ro: [], H_diag: 1 });
    return;
  }
  const y = grad.sub(memory.prev_flat_grad);
  const s = memory.d.mul(memory.t);
  const ys = dot(y, s);
  if (ys > 1e-10) {
    const from = memory.ro.length >= historySize ? 1 : 0;
    memory.old_dirs = [...memory.old_dirs.slice(from), y];
    memory.old_stps = [...memory.old_stps.slice(from), s];
    memory.ro = [...memory.ro.slice(from), 1 / ys];
    memory.H_diag = ys / dot(y, y);
  }
  const { old_dirs: changes, old_stps: steps, ro } = memory;
  const weights = new Array<number>(ro.length);
  let q = grad.neg();
  for (let i = ro.length - 1; i >= 0; i--) {
    weights[i] = dot(steps[i], q) * ro[i];
    q = q.sub(changes[i].mul(weights[i]));
  }
  let r = q.mul(memory.H_diag);
  for (let i = 0; i < ro.length; i++) {
    const correction = dot(changes[i], r) * ro[i];
    r = r.add(steps[i].mul(weights[i] - correction));
  }
  memory.d = r;
}

function dot(a: Tensor, b: Tensor): number {
  return Number(a.mul(b).sum().item());
}

function largest(x: Tensor): number {
  let most = 0;
  for (const value of x.toTypedArray()) most = Math.max(most, Math.abs(value));
  return most;
}
