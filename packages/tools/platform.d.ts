// The few globals every host of a library package has (Node 20, browsers, workers) and
// ECMAScript's own types leave out. Short on purpose: what is missing here is missing somewhere.

declare const console: {
  log(...values: unknown[]): void;
  warn(...values: unknown[]): void;
};

declare const performance: { now(): number };

declare function atob(base64: string): string;
declare function btoa(binary: string): string;

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: ArrayBuffer | ArrayBufferView): string;
}
