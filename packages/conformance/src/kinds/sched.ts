/** A learning-rate schedule, epoch by epoch. */
import { callByName } from "../call.ts";
import { compareValue } from "../compare.ts";
import { Decoder } from "../decode.ts";
import type { SchedRecord, SchedulerSpec, Value } from "../format.ts";
import { type Callable, need, type Tensor } from "../library.ts";
import type { OptimizerLike } from "../optimizers.ts";

interface SchedulerLike {
  step(argument?: unknown): void;
  getLastLr?(): unknown;
}

export function replaySched(record: SchedRecord): void {
  const decoder = new Decoder();
  const groups = record.group_lrs.map((lr) => {
    const param = need<Callable>("torch.zeros")([1]) as Tensor;
    return { params: [param.requiresGrad_()], lr };
  });
  const options = { lr: record.group_lrs[0], ...decoder.dict(record.optim_kwargs) };
  const optimizer = callByName(`optim.${record.optim}`, [groups], options) as OptimizerLike;
  const scheduler = construct(record.spec, optimizer, decoder);

  compareEpoch(0);
  const given = record.metrics ?? record.step_args;
  for (let epoch = 1; epoch <= record.epochs; epoch++) {
    optimizer.step();
    const argument = given?.[epoch - 1];
    if (argument === undefined || argument === null) scheduler.step();
    else scheduler.step(decoder.value(argument));
    compareEpoch(epoch);
  }

  function compareEpoch(epoch: number): void {
    const lrs = optimizer.paramGroups.map(({ lr }) => lr);
    compareValue(`lr after epoch ${epoch}`, lrs, record.lrs[epoch], record.tol);
    if (record.momentum) {
      const momentum = optimizer.paramGroups.map(
        (group) => group.momentum ?? (group.betas as readonly number[])[0],
      );
      compareValue(`momentum after epoch ${epoch}`, momentum, record.momentum[epoch], record.tol);
    }
    if (record.last_lr_equals_lr)
      compareValue(
        `getLastLr() after epoch ${epoch}`,
        scheduler.getLastLr?.(),
        lrs as Value,
        record.tol,
      );
  }
}

/** A scheduler; those it consists of come first. */
function construct(
  { sched, kwargs }: SchedulerSpec,
  optimizer: OptimizerLike,
  decoder: Decoder,
): SchedulerLike {
  const options: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(kwargs)) {
    options[name] = isSpecs(value)
      ? value.map((spec) => construct(spec, optimizer, decoder))
      : decoder.value(value);
  }
  // A chain takes its schedulers first; they know the optimizer.
  const { schedulers, ...rest } = options;
  const chained = sched === "ChainedScheduler";
  const args = chained ? [schedulers] : [optimizer];
  return callByName(`optim.lr_scheduler.${sched}`, args, chained ? rest : options) as SchedulerLike;
}

function isSpecs(value: unknown): value is readonly SchedulerSpec[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === "object" && item !== null && "sched" in item)
  );
}
