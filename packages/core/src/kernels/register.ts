/** Importing this registers all built-in kernels. */
import "./generated/index.ts";
import "./patterns/copy2d-f32.ts";
import "./patterns/cross-entropy-f32.ts";
import "./patterns/extreme-f32.ts";
import "./patterns/gather-f32.ts";
import "./patterns/gemm-f32.ts";
import "./patterns/gemm-int.ts";
import "./patterns/scan-f32.ts";
import "./patterns/softmax-f32.ts";
import "./patterns/sum-int64.ts";
import "./patterns/variance-f32.ts";
import "./patterns/optimizer-f32.ts";
import "./patterns/columns-f32.ts";
import "./patterns/windows-f32.ts";
import "./patterns/triangle-f32.ts";
