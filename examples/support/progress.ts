/** A progress bar on a terminal, a line per epoch in a pipe. Loops here never await, so it draws inside its own `update`. */
import { Presets, SingleBar } from "cli-progress";

export interface Progress {
  /** After a batch: what has been done so far in this epoch. */
  update(done: number, loss: number): void;
  /** After the last batch of an epoch. */
  endEpoch(loss: number): void;
}

/** Shows `total` examples in each of `epochs`, with loss and examples per second. */
export function progress(epochs: number, total: number): Progress {
  const terminal = process.stdout.isTTY;
  const format = "epoch {epoch} |{bar}| {value}/{total}  loss {loss}  {rate} samples/s";
  const bar = terminal
    ? new SingleBar(
        { format, fps: 20, stream: process.stdout, clearOnComplete: false },
        Presets.shades_classic,
      )
    : null;
  let epoch = 1;
  let start = performance.now();
  const rate = (done: number): string => (done / ((performance.now() - start) / 1000)).toFixed(0);
  const label = (): string => `${String(epoch).padStart(String(epochs).length)}/${epochs}`;
  bar?.start(total, 0, { epoch: label(), loss: "-", rate: "-" });
  return {
    update(done, loss) {
      bar?.update(done, { epoch: label(), loss: loss.toFixed(4), rate: rate(done) });
    },
    endEpoch(loss) {
      if (!bar) console.log(`epoch ${label()}  loss ${loss.toFixed(4)}  ${rate(total)} samples/s`);
      bar?.update(total, { epoch: label(), loss: loss.toFixed(4), rate: rate(total) });
      if (epoch === epochs) bar?.stop();
      epoch += 1;
      start = performance.now();
    },
  };
}
