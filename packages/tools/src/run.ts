/** Runs the tools of this repository as child processes. */

import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { root } from "./tree.ts";

export interface Options {
  /** Where to run it; the repository's root unless told. */
  readonly cwd?: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Keep the output, for `output`, instead of showing it as it comes. */
  readonly quiet?: boolean;
}

export interface Result {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs one command, found among the installed tools or on the path, to its end. */
export async function run(
  command: string,
  args: readonly string[],
  { cwd = root, env, quiet = false }: Options = {},
): Promise<Result> {
  const child = spawn(command, args, {
    cwd,
    env: {
      ...process.env,
      ...env,
      PATH: join(root, "node_modules/.bin") + delimiter + (process.env["PATH"] ?? ""),
    },
    stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (output += text));
  return await new Promise((resolve) => {
    child.on("error", (error) => resolve({ ok: false, output: `${command}: ${error.message}` }));
    child.on("close", (code) => resolve({ ok: code === 0, output }));
  });
}
