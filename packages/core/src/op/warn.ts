/** Warnings: what is allowed, but hardly meant. */

const said: Set<string> = new Set();

/** Writes a warning, each text once, so that a training loop does not repeat it. */
export function warn(op: string, message: string): void {
  const text = `${op}: ${message}`;
  if (said.has(text)) return;
  said.add(text);
  console.warn(text);
}
