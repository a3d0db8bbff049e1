/** Runs before every test file of every package: TAPELOOP_POISON=1 runs them in poison mode. */
import { setPoison } from "../src/testing.ts";

if (process.env["TAPELOOP_POISON"]) setPoison(true);
