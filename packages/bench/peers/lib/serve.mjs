// A peer's side of `npm run bench:peers`: see src/contender.ts. A row is a function that sets up and answers the work.
import { createInterface } from "node:readline";

const clocks = {
  wall: () => performance.now(),
  cpu() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

async function timed(work, milliseconds, now) {
  let calls = 0;
  let elapsed = 0;
  for (let batch = 1; elapsed < milliseconds; batch = Math.min(2 * batch, 65536)) {
    const start = now();
    for (let i = 0; i < batch; i++) {
      const result = work();
      if (result instanceof Promise) await result;
    }
    elapsed += now() - start;
    calls += batch;
    if ((elapsed / calls) * 2 * batch > milliseconds - elapsed) batch = Math.max(1, batch >> 2);
  }
  return (elapsed * 1000) / calls;
}

export async function serve(name, rows) {
  let current;
  console.log(JSON.stringify({ name }));
  for await (const line of createInterface(process.stdin)) {
    const { row, milliseconds, clock } = JSON.parse(line);
    let answer;
    try {
      if (!(row in rows)) throw new Error("not written for this peer");
      if (current?.row !== row) {
        current = { row, work: rows[row]() };
        // As long as for Tapeloop (src/serve.ts).
        await timed(current.work, Math.max(milliseconds, 1000), clocks.wall);
      }
      answer = { us: await timed(current.work, milliseconds, clocks[clock]) };
    } catch (error) {
      current = undefined;
      answer = { skip: String(error.message).split("\n")[0].slice(0, 100) };
    }
    console.log(JSON.stringify(answer));
  }
}
