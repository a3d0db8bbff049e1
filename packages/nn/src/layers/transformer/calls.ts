/** What decoders and their layers take behind target and memory. */
export const decoderCall: readonly string[] = [
  "tgtMask",
  "memoryMask",
  "tgtKeyPaddingMask",
  "memoryKeyPaddingMask",
  "tgtIsCausal",
  "memoryIsCausal",
];
