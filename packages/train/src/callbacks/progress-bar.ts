/** Progress as text. */
import { TensorError } from "@tapeloop/core";
import type { Logs } from "../history.ts";
import { checkKeys } from "../model.ts";
import type { Callback, Run } from "./callback.ts";

export interface ProgressBarOptions {
  /** Where the text goes. Default: standard output where there is one, else the console. */
  write?: ((text: string) => void) | null;
  /** Draw a line again and again, by a carriage return. Default: only where standard output is a terminal. */
  redraw?: boolean | null;
  /** Whether there is a bar in the line. Default: true. */
  bar?: boolean;
  /** The bar's width in characters. Default: 20. */
  width?: number;
}

/** Where text goes by default, and whether it is a terminal. */
interface Output {
  write(text: string): void;
  readonly terminal: boolean;
}

/** Milliseconds between two drawings of a line: terminals are slow. */
const pause = 50;

/**
 * A line per epoch: a bar that fills on a terminal, one finished line in a pipe or a file.
 *
 *     epoch  3/10  [====================] 12/12  0.1 s  loss 3012.2515  valLoss 3254.0183
 *
 * `fit` adds one by itself; give your own in `callbacks` to say where it writes.
 */
export class ProgressBar implements Callback {
  readonly #write: (text: string) => void;
  readonly #redraw: boolean;
  readonly #bar: boolean;
  readonly #width: number;
  #epoch = 0;
  #started = 0;
  #drawn = 0;
  #shown = 0;

  constructor(options: ProgressBarOptions = {}) {
    checkKeys("ProgressBar", options, ["write", "redraw", "bar", "width"]);
    const { write = null, redraw = null, bar = true, width = 20 } = options;
    if (write !== null && typeof write !== "function")
      throw new TensorError(
        "ProgressBar",
        "write must be a function of the text, e.g. (text) => process.stdout.write(text)",
      );
    if (!Number.isInteger(width) || width < 1)
      throw new TensorError("ProgressBar", `width must be a positive integer, got ${width}`);
    const output = write === null ? standardOutput() : { write, terminal: false };
    this.#write = (text) => output.write(text);
    this.#redraw = redraw ?? output.terminal;
    this.#bar = bar;
    this.#width = width;
  }

  onEpochBegin(epoch: number): void {
    this.#epoch = epoch;
    this.#started = this.#drawn = performance.now();
    this.#shown = 0;
  }

  onTrainBatchEnd(batch: number, logs: Logs, run: Run): void {
    const now = performance.now();
    if (!this.#redraw || now - this.#drawn < pause) return;
    this.#drawn = now;
    this.#draw(this.#line(batch + 1, logs, run));
  }

  onEpochEnd(_epoch: number, logs: Logs, run: Run): void {
    const line = this.#line(run.steps, logs, run);
    if (this.#redraw) this.#draw(line);
    this.#write(this.#redraw ? "\n" : `${line}\n`);
  }

  /** Draws over what stands in the line, to its end. */
  #draw(line: string): void {
    this.#write(`\r${line.padEnd(this.#shown)}`);
    this.#shown = line.length;
  }

  #line(done: number, logs: Logs, { epochs, steps }: Run): string {
    const count = (value: number, of: number): string =>
      `${String(value).padStart(String(of).length)}/${of}`;
    const filled = Math.floor((done / steps) * this.#width);
    const bar = `[${"=".repeat(filled)}${".".repeat(this.#width - filled)}] `;
    const seconds = (performance.now() - this.#started) / 1000;
    const numbers = Object.entries(logs).map(([name, value]) => `${name} ${value.toFixed(4)}`);
    const parts = [
      `epoch ${count(this.#epoch + 1, epochs)}`,
      `${this.#bar ? bar : ""}${count(done, steps)}`,
      `${seconds.toFixed(1)} s`,
      ...numbers,
    ];
    return parts.join("  ");
  }
}

/** Node's standard output, found without importing anything, or the console, which writes whole lines. */
function standardOutput(): Output {
  const { process } = globalThis as unknown as {
    process?: { stdout?: { write?(text: string): unknown; isTTY?: boolean } };
  };
  const stdout = process?.stdout;
  if (typeof stdout?.write === "function")
    return { write: (text) => void stdout.write?.(text), terminal: stdout.isTTY === true };
  // oxlint-disable-next-line no-console -- the only output browsers and workers have; lines come whole where nothing is redrawn
  return { write: (text) => console.log(text.replace(/\n$/, "")), terminal: false };
}
