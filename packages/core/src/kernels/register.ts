/** Importing this registers all built-in kernels. */
import "./generated/index.ts";
import "./attention.ts";
import "./distributions.ts";
import "./mt19937.ts";
import "./patterns/gemm-int.ts";
import "./patterns/sum-int64.ts";
import "./recurrent.ts";
import "./gru.ts";
import "./rnn.ts";
