/** Tapeloop's files: tensors and training state as bytes in the safetensors format. On disk: `@tapeloop/files/node`. */
export { deserialize, serialize, type TensorFile, type TensorRecord } from "./safetensors.ts";
export { deserializeState, serializeState } from "./state.ts";
