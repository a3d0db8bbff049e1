/** Timing: median microseconds a call, with set-up outside. */

/** Something to time: a call, made after its set-up. */
export type Work = () => unknown;

/** What calls answer goes here, so that no engine can leave the work out. */
export const sink: { value: unknown } = { value: undefined };

/** `wall`, or `cpu`: what this process computed, for a machine that others use at the same time. */
export type Clock = "wall" | "cpu";

function now(clock: Clock): number {
  if (clock === "wall") return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Calls for about so many milliseconds and answers the microseconds that one took. */
export function timed(work: Work, milliseconds: number, clock: Clock = "wall"): number {
  let calls = 0;
  let elapsed = 0;
  // Batches that double, so that reading the clock does not weigh on short calls.
  for (let batch = 1; elapsed < milliseconds; batch = Math.min(2 * batch, 65536)) {
    const start = now(clock);
    for (let i = 0; i < batch; i++) sink.value = work();
    elapsed += now(clock) - start;
    calls += batch;
    if ((elapsed / calls) * 2 * batch > milliseconds - elapsed) batch = Math.max(1, batch >> 2);
  }
  return (elapsed * 1000) / calls;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
