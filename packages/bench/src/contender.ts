/**
 * Who is measured: programs, each in a process of its own that answers line by line. For each reading it is a fresh one: no row
 * is measured in a heap, or by compiled code, that the rows before it have shaped, and a median is taken over processes, since V8
 * compiles one program now so, now otherwise (readings within a process lie 1% apart, those of two up to 10%).
 */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";

import type { Clock } from "./measure.ts";

export interface Contender {
  readonly name: string;
  /** Microseconds a call, or why there is no such figure. */
  measure(row: string, milliseconds: number, clock: Clock): Promise<number | string>;
  close(): void;
}

interface Answer {
  name?: string;
  us?: number;
  skip?: string;
}

/** A program that says `{"name"}` once it is ready, and then answers each request with `{"us"}` or `{"skip"}`. */
class Running {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: Interface;
  #complaints = "";
  /** The row it was asked for, if it was. */
  row: string | undefined;

  constructor(command: string, args: readonly string[], env: Readonly<Record<string, string>>) {
    this.#child = spawn(command, args, { env: { ...process.env, ...env } });
    this.#child.stderr.on("data", (text: Buffer) => (this.#complaints += text.toString()));
    this.#child.on("error", (error) => (this.#complaints += error.message));
    this.#lines = createInterface(this.#child.stdout);
  }

  /** The last thing that it complained of. */
  get complaint(): string {
    return this.#complaints.trim().split("\n").at(-1) ?? "";
  }

  async next(): Promise<Answer | undefined> {
    const controller = new AbortController();
    const { signal } = controller;
    try {
      const answer: unknown[] | undefined = await Promise.race([
        once(this.#lines, "line", { signal }),
        once(this.#lines, "close", { signal }).then(() => undefined),
      ]);
      return answer && (JSON.parse(String(answer[0])) as Answer);
    } finally {
      controller.abort();
    }
  }

  async ask(row: string, milliseconds: number, clock: Clock): Promise<number | string> {
    if (this.#child.exitCode !== null) return `ended: ${this.complaint}`;
    this.row = row;
    // `{"row", "milliseconds", "clock"}`, a line each.
    this.#child.stdin.write(`${JSON.stringify({ row, milliseconds, clock })}\n`);
    const answer = await this.next();
    return answer?.us ?? answer?.skip ?? `ended: ${this.complaint}`;
  }

  end(): void {
    this.#child.stdin.end();
  }
}

/** A contender that runs as `command args`; answers a reason where it does not start. */
export async function program(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Contender | string> {
  let running = new Running(command, args, env);
  const hello = await running.next();
  if (hello?.name === undefined) return running.complaint || "it said nothing";
  return {
    name: hello.name,
    async measure(row, milliseconds, clock) {
      if (running.row !== undefined) {
        running.end();
        running = new Running(command, args, env);
        await running.next();
      }
      return running.ask(row, milliseconds, clock);
    },
    close() {
      running.end();
    },
  };
}
