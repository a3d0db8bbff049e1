import { fileURLToPath } from "node:url";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { run } from "./lib/tfjs.mjs";

console.warn = () => {};
setWasmPaths(
  fileURLToPath(new URL("node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url)),
);
setThreadsCount(1);
await run("wasm");
