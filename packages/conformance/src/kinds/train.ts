/**
 * A whole training run. The recorded script is Python; its port stands in `train/`, under the record's name. It runs twice,
 * from the recorded initial state: in float32, drawing its own batches, and in float64, with the recorded ones.
 */
import { close, compareTensor } from "../compare.ts";
import { Decoder } from "../decode.ts";
import type { TensorValue, Tolerance, TrainRecord } from "../format.ts";
import { type Callable, find, need, type Tensor } from "../library.ts";
import { loadState, type ModuleLike, stateOf } from "../modules.ts";
import { Mismatch, Missing } from "../outcome.ts";
import { scripts } from "../train/index.ts";
import type { Script } from "../train/script.ts";

export function replayTrain(record: TrainRecord): void {
  const script = scripts[record.op.replace(/^train\./, "")];
  if (!script) throw new Missing(`script ${record.op}`);
  for (const name of script.uses) needed(name);
  run(record, script, "f32");
  run(record, script, "f64");
}

/** A port is written for a library that has everything; what it uses is looked up before it runs. */
function needed(name: string): void {
  const [owner, method] = name.split(".");
  if (owner !== "Tensor") find(name);
  else if (!(method in need<{ prototype: object }>("torch.Tensor").prototype))
    throw new Missing(name);
}

function run(record: TrainRecord, script: Script, precision: "f32" | "f64"): void {
  const double = precision === "f64";
  const decoder = new Decoder();
  const data = Object.fromEntries(
    Object.entries(record.data).map(([name, value]) => [
      name,
      decoder.tensor(inPrecision(value, double)),
    ]),
  );
  const perms = record.trace.perm && decoder.tensor(record.trace.perm);
  let draws = 0;
  let model: ModuleLike | undefined;
  const { losses, metric } = script.run({
    data,
    start(module) {
      model = module as ModuleLike;
      if (double) model.to("float64");
      const states = Object.entries(record.init_state).map(
        ([name, value]) => [name, inPrecision(value, double)] as const,
      );
      loadState(model, Object.fromEntries(states), decoder);
      return module;
    },
    permutation(n) {
      const recorded = perms.index(draws++);
      if (double) return recorded;
      const drawn = need<Callable>("torch.randperm")(n) as Tensor;
      if (String(drawn.tolist()) !== String(recorded.tolist()))
        throw new Mismatch(`batch order ${draws - 1} differs`);
      return drawn;
    },
  });

  const tolerance = (what: "losses" | "final"): Tolerance => record.tol[`${what}_${precision}`];
  const wanted = record[`losses_${precision}`];
  if (losses.length !== wanted.length)
    throw new Mismatch(`${losses.length} losses, expected ${wanted.length}`);
  for (const [step, loss] of losses.entries()) {
    if (!close(loss, wanted[step], tolerance("losses")))
      throw new Mismatch(`${precision} loss of step ${step}: ${loss}, expected ${wanted[step]}`);
  }
  const state = stateOf(model!);
  for (const [name, value] of Object.entries(record[`final_state_${precision}`])) {
    compareTensor(`${precision} final ${name}`, state[name], value, tolerance("final"));
  }
  const wantedMetric = record[`metric_${precision}`];
  if (
    wantedMetric !== undefined &&
    (metric === undefined || !close(metric, wantedMetric, [1e-6, 0]))
  ) {
    throw new Mismatch(`${precision} metric ${metric}, expected ${wantedMetric}`);
  }
}

/** Float tensors in the precision of the run. */
function inPrecision(value: TensorValue, double: boolean): TensorValue {
  if (!double || value.t !== "f32") return value;
  const bytes = Buffer.from(value.data, "base64");
  const floats = new Float32Array(new Uint8Array(bytes).buffer);
  return {
    ...value,
    t: "f64",
    data: Buffer.from(Float64Array.from(floats).buffer).toString("base64"),
  };
}
