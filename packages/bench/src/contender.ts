/** Who is measured: Tapeloop in this process, others each in a process of its own that answers line by line. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";

import { setSimdEnabled } from "@tapeloop/simd";
import { type Clock, timed, type Work } from "./measure.ts";
import { ops } from "./ops.ts";
import { steps } from "./steps.ts";

export interface Contender {
  readonly name: string;
  /** Microseconds a call, or why there is no such figure. */
  measure(row: string, milliseconds: number, clock: Clock): Promise<number | string>;
  close(): void;
}

/** Tapeloop with its SIMD loops on or off. */
export function tapeloop(simd: boolean): Contender {
  let current: { row: string; work: Work } | undefined;
  return {
    name: `Tapeloop, simd ${simd ? "on" : "off"}`,
    async measure(row, milliseconds, clock) {
      const before = setSimdEnabled(simd);
      try {
        if (current?.row !== row) {
          current = { row, work: { ...steps, ...ops }[row]() };
          timed(current.work, milliseconds);
        }
        return timed(current.work, milliseconds, clock);
      } finally {
        setSimdEnabled(before);
      }
    },
    close() {},
  };
}

interface Answer {
  name?: string;
  us?: number;
  skip?: string;
}

/**
 * A program that says `{"name"}` once it is ready, and then answers each `{"row", "milliseconds", "clock"}` with `{"us"}` or
 * `{"skip"}`. Answers a reason where it does not start.
 */
export async function program(
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Contender | string> {
  const child: ChildProcessWithoutNullStreams = spawn(command, args, {
    env: { ...process.env, ...env },
  });
  let complaints = "";
  child.stderr.on("data", (text: Buffer) => (complaints += text.toString()));
  child.on("error", (error) => (complaints += error.message));
  const lines: Interface = createInterface(child.stdout);
  const next = async (): Promise<Answer | undefined> => {
    const controller = new AbortController();
    const { signal } = controller;
    try {
      const answer: unknown[] | undefined = await Promise.race([
        once(lines, "line", { signal }),
        once(lines, "close", { signal }).then(() => undefined),
      ]);
      return answer && (JSON.parse(String(answer[0])) as Answer);
    } finally {
      controller.abort();
    }
  };
  const hello = await next();
  const lastLine = (): string => complaints.trim().split("\n").at(-1) ?? "";
  if (hello?.name === undefined) return lastLine() || "it said nothing";
  return {
    name: hello.name,
    async measure(row, milliseconds, clock) {
      if (child.exitCode !== null) return `ended: ${lastLine()}`;
      child.stdin.write(`${JSON.stringify({ row, milliseconds, clock })}\n`);
      const answer = await next();
      return answer?.us ?? answer?.skip ?? `ended: ${lastLine()}`;
    },
    close() {
      child.stdin.end();
    },
  };
}
