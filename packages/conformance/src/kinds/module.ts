/** A module: constructed, its recorded weights loaded, called, differentiated. */
import { gradients, outputsOf } from "../autograd.ts";
import { callModule } from "../call.ts";
import { compareGrad, compareTensor, compareValue, type CompareOptions } from "../compare.ts";
import { Decoder } from "../decode.ts";
import { dtypeNames } from "../data.ts";
import type { ModuleRecord, Tolerances } from "../format.ts";
import { loadState, type ModuleLike, stateOf } from "../modules.ts";
import { Mismatch } from "../outcome.ts";

export function replayModule(record: ModuleRecord): void {
  runModule(record, record.tol, {});
  if (record.tol32 && record.dtype !== "f32") runModule(record, record.tol32, { single: true });
}

function runModule(record: ModuleRecord, tolerances: Tolerances, options: CompareOptions): void {
  const decoder = new Decoder(options);
  const module = decoder.value(record.module) as ModuleLike;
  if (record.dtype === "f64" && !options.single) module.to(dtypeNames.f64);
  const keys = Object.keys(stateOf(module)).join(", ");
  const recordedKeys = Object.keys(record.state_dict).join(", ");
  if (keys !== recordedKeys)
    throw new Mismatch(`stateDict keys ${keys || "none"}, expected ${recordedKeys || "none"}`);
  loadState(module, record.state_dict, decoder);
  module.train(record.train);

  // Recorded after the weights, so that inputs come first among the leaves.
  const inputs = new Decoder(options);
  const args = inputs.list(record.args, "args");
  const kwargs = inputs.dict(record.kwargs, "kwargs");
  const result = callModule(module, args, kwargs);
  compareValue("out", result, record.out, tolerances.out, options);
  if (record.state_after) {
    const state = stateOf(module);
    for (const [name, value] of Object.entries(record.state_after)) {
      compareTensor(`state after, ${name}`, state[name], value, tolerances.out, options);
    }
  }
  if (!record.grads && !record.param_grads) return;

  const tolerance = tolerances.grad ?? tolerances.out;
  const named = [...module.namedParameters()];
  const leaves = [
    ...inputs.leaves.map(({ tensor }) => tensor),
    ...named.map(([, parameter]) => parameter),
  ];
  const outputs = outputsOf(result, record.out, record.grad_out ?? [], inputs, false);
  const grads = gradients(outputs.tensors, leaves, outputs.grads);
  for (const { path, v } of record.grads ?? []) {
    const at = inputs.leaves.findIndex((leaf) => leaf.path.join(".") === path.join("."));
    compareGrad(`grad ${path.join(".")}`, grads[at], v, tolerance, options);
  }
  for (const [name, v] of Object.entries(record.param_grads ?? {})) {
    const at = named.findIndex(([parameter]) => parameter === name);
    if (at === -1) throw new Mismatch(`no parameter ${name}`);
    compareGrad(`grad ${name}`, grads[inputs.leaves.length + at], v, tolerance, options);
  }
}
