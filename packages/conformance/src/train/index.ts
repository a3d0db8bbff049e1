/** The recorded training scripts, ported line by line; keyed by the record's `op`. */
import { autoencoder } from "./autoencoder.ts";
import { charLstm } from "./char-lstm.ts";
import { cnnDigits } from "./cnn-digits.ts";
import { gan1d } from "./gan-1d.ts";
import { lbfgsSoftmax } from "./lbfgs-softmax.ts";
import { logregBce } from "./logreg-bce.ts";
import type { Script } from "./script.ts";
import { tinyTransformer } from "./tiny-transformer.ts";

export const scripts: Readonly<Record<string, Script | undefined>> = {
  logreg_bce: logregBce,
  cnn_digits: cnnDigits,
  char_lstm: charLstm,
  tiny_transformer: tinyTransformer,
  autoencoder,
  lbfgs_softmax: lbfgsSoftmax,
  gan_1d: gan1d,
};
