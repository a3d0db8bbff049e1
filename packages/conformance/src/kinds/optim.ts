/** Some steps of an optimizer, on a loss or on given gradients. */
import { callByName, callMethod } from "../call.ts";
import { close, compareGrad, compareTensor } from "../compare.ts";
import { Decoder } from "../decode.ts";
import type { OptimGradsRecord, OptimRecord, Tolerance, Value } from "../format.ts";
import type { Tensor } from "../library.ts";
import { compareState, type OptimizerLike } from "../optimizers.ts";
import { Mismatch } from "../outcome.ts";

const names = ["W", "p"] as const;

/** `loss(W, p) = mean((X@W − Y)²) + 0.1·sum((p·p − c)²) + 0.05·sum(sin W)`, stepped down. */
export function replayOptim(record: OptimRecord): void {
  const { decoder, params, optimizer } = start(record);
  const [W, p] = params;
  const [X, Y, c] = [record.data.X, record.data.Y, record.data.c].map((value) =>
    decoder.tensor(value),
  );
  for (let s = 0; s < record.steps; s++) {
    let first: { loss: number; grads: (Tensor | null)[] } | null = null;
    const closure = () => {
      optimizer.zeroGrad();
      const misfit = X.matmul(W).sub(Y).pow(2).mean();
      const off = p.mul(p).sub(c).pow(2).sum().mul(0.1);
      const loss = misfit.add(off).add((callMethod(W, "sin", [], {}) as Tensor).sum().mul(0.05));
      loss.backward();
      first ??= {
        loss: loss.item() as number,
        grads: params.map(({ grad }) => grad && grad.clone()),
      };
      return loss;
    };
    if (record.optim === "LBFGS") optimizer.step(closure);
    else {
      closure();
      optimizer.step();
    }
    const { loss, grads } = first!;
    compareNumber(`loss before step ${s}`, loss, record.losses[s], record.tol);
    for (const [i, want] of record.grads[s].entries())
      compareGrad(`grad of ${names[i]}, step ${s}`, grads[i], want, record.tol);
    compareParams(params, record, s);
  }
  compareState(optimizer.stateDict(), record.state_dict, record.tol);
}

/** Gradients given, null where there is none. */
export function replayOptimGrads(record: OptimGradsRecord): void {
  const { decoder, params, optimizer } = start(record);
  for (const [s, grads] of record.grads.entries()) {
    for (const [i, grad] of grads.entries()) params[i].grad = grad && decoder.tensor(grad);
    optimizer.step();
    compareParams(params, record, s);
  }
  compareState(optimizer.stateDict(), record.state_dict, record.tol);
}

function start(record: OptimRecord | OptimGradsRecord): {
  decoder: Decoder;
  params: Tensor[];
  optimizer: OptimizerLike;
} {
  const decoder = new Decoder();
  const params = record.params.map((value) => decoder.tensor({ ...value, rg: true }));
  const groups = record.groups?.map(({ params: members, ...options }) => ({
    ...decoder.dict(options),
    params: members.map((name) => params[names.indexOf(name as "W" | "p")]),
  }));
  const optimizer = callByName(
    `optim.${record.optim}`,
    [groups ?? params],
    decoder.dict(record.kwargs),
  ) as OptimizerLike;
  return { decoder, params, optimizer };
}

function compareParams(
  params: readonly Tensor[],
  record: OptimRecord | OptimGradsRecord,
  s: number,
): void {
  for (const [i, want] of record.traj[s].entries())
    compareTensor(`${names[i]} after step ${s}`, params[i], want, record.tol);
}

function compareNumber(where: string, got: number, want: Value, tolerance: Tolerance): void {
  const wanted = new Decoder().value(want) as number;
  if (!close(got, wanted, tolerance)) throw new Mismatch(`${where}: ${got}, expected ${wanted}`);
}
