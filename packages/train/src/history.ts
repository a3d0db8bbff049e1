/** What training leaves behind. */

/** Numbers by name: `loss`, `valLoss`, and each metric with and without `val` before it. */
export type Logs = Readonly<Record<string, number>>;

/** What was measured, epoch by epoch. */
export class History {
  /** The epochs that ran, from 0 on. */
  readonly epoch: number[] = [];
  /** One list per name (`loss`, `valLoss`, …), with one number for each epoch that ran. */
  readonly history: Record<string, number[]> = {};

  /** Adds an epoch's numbers. */
  add(epoch: number, logs: Logs): void {
    this.epoch.push(epoch);
    for (const [name, value] of Object.entries(logs)) (this.history[name] ??= []).push(value);
  }
}

/** `loss` as it is called where it was measured on held-out rows: `valLoss`. */
export function heldOut(name: string): string {
  return `val${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
