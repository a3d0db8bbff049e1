/// <reference types="node" />
/** Files on disk, for Node: `save(net.stateDict(), "net.safetensors")`, `net.loadStateDict(load("net.safetensors"))`. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Tensor } from "@tapeloop/core";
import { deserialize, serialize, type TensorRecord } from "./safetensors.ts";
import { deserializeState, serializeState } from "./state.ts";

/** Writes beside the file first, so that a crash leaves the old one whole. */
function write(path: string, bytes: Uint8Array): void {
  const beside = `${path}.part`;
  writeFileSync(beside, bytes);
  renameSync(beside, path);
}

/** Writes tensors by name, e.g. a module's state dict, that other tools read too. */
export function save(
  tensors: Readonly<TensorRecord> | ReadonlyMap<string, Tensor>,
  path: string,
  metadata?: Readonly<Record<string, string>>,
): void {
  const record =
    tensors instanceof Map
      ? Object.fromEntries(tensors as ReadonlyMap<string, Tensor>)
      : (tensors as TensorRecord);
  write(path, serialize(record, metadata));
}

/** Reads tensors by name. */
export function load(path: string): TensorRecord {
  return deserialize(readFileSync(path)).tensors;
}

/** Writes nested state, e.g. an optimizer's state dict. */
export function saveState(state: unknown, path: string): void {
  write(path, serializeState(state));
}

/** Reads nested state. */
export function loadState(path: string): unknown {
  return deserializeState(readFileSync(path));
}
