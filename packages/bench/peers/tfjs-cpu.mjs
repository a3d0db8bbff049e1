import { run } from "./lib/tfjs.mjs";

console.warn = () => {};
await run("cpu");
