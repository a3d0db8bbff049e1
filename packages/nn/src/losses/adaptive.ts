/** Softmax over very many classes. */
import { cat, type Tensor, TensorError, tensor, where, zeros } from "@tapeloop/core";
import * as F from "@tapeloop/core/functional";
import { type FactoryOptions, named, readOptions } from "../arguments.ts";
import { ModuleList } from "../containers/module-list.ts";
import { Sequential } from "../containers/sequential.ts";
import { Linear } from "../layers/linear.ts";
import { Module } from "../module/module.ts";

export interface AdaptiveSoftmaxOptions extends FactoryOptions {
  /** By how much features shrink from one cluster to the next. Default: 4. */
  divValue?: number;
  /** Whether the head has a bias. Default: false. */
  headBias?: boolean;
}

export interface AdaptiveSoftmaxNamed extends AdaptiveSoftmaxOptions {
  inFeatures: number;
  nClasses: number;
  /** Where clusters end, in increasing order; classes are sorted by how often they occur. */
  cutoffs: readonly number[];
}

/** Log-probability of each target, and the loss. */
export type AdaptiveSoftmaxResult = [output: Tensor, loss: Tensor] & {
  readonly output: Tensor;
  readonly loss: Tensor;
};

/**
 * A softmax for classes of which few occur often: those are told by the head, the others by clusters that compute only for
 * samples in need of them.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveLogSoftmaxWithLoss.html
 */
export class AdaptiveLogSoftmaxWithLoss extends Module {
  static override readonly params: readonly string[] = [
    "inFeatures",
    "nClasses",
    "cutoffs",
    "divValue",
    "headBias",
    "dtype",
  ];
  readonly inFeatures: number;
  readonly nClasses: number;
  /** The given ones and the number of classes. */
  readonly cutoffs: readonly number[];
  readonly divValue: number;
  readonly headBias: boolean;
  /** Classes of the head. */
  readonly shortlistSize: number;
  readonly nClusters: number;
  readonly headSize: number;
  head: Linear;
  tail: ModuleList<Sequential>;

  constructor(
    inFeatures: number,
    nClasses: number,
    cutoffs: readonly number[],
    divValue?: number | AdaptiveSoftmaxOptions,
    headBias?: boolean | AdaptiveSoftmaxOptions,
  );
  constructor(options: AdaptiveSoftmaxNamed);
  constructor(...given: readonly unknown[]) {
    super();
    const args = readOptions<AdaptiveSoftmaxNamed>(
      named(AdaptiveLogSoftmaxWithLoss, new.target),
      given,
      3,
    );
    const { inFeatures, nClasses, cutoffs, dtype } = args;
    if (
      cutoffs.length === 0 ||
      cutoffs.some(
        (cut, i) => !Number.isInteger(cut) || cut <= (cutoffs[i - 1] ?? 0) || cut > nClasses - 1,
      )
    ) {
      throw new TensorError(
        new.target.name,
        `cutoffs should be a sequence of unique, positive integers sorted in an increasing order, where each value is between 1 and ` +
          `nClasses-1 = ${nClasses - 1}, got [${cutoffs.join(", ")}]`,
      );
    }
    this.inFeatures = inFeatures;
    this.nClasses = nClasses;
    this.cutoffs = [...cutoffs, nClasses];
    this.divValue = args.divValue ?? 4;
    this.headBias = args.headBias ?? false;
    this.shortlistSize = cutoffs[0];
    this.nClusters = cutoffs.length;
    this.headSize = this.shortlistSize + this.nClusters;
    this.head = new Linear(inFeatures, this.headSize, { bias: this.headBias, dtype });
    this.tail = new ModuleList();
    for (let i = 0; i < this.nClusters; i++) {
      const hidden = Math.floor(inFeatures / this.divValue ** (i + 1));
      const classes = this.cutoffs[i + 1] - this.cutoffs[i];
      const options = { bias: false, dtype };
      this.tail.append(
        new Sequential(
          new Linear(inFeatures, hidden, options),
          new Linear(hidden, classes, options),
        ),
      );
    }
  }

  /** Draws new weights. */
  resetParameters(): void {
    for (const module of this.modules()) if (module instanceof Linear) module.resetParameters();
  }

  /** Answers `[output, loss]`: each target's log-probability, and minus their mean. */
  override forward(input: Tensor, target: Tensor): AdaptiveSoftmaxResult {
    const batched = this._check(input, target);
    const x = batched ? input : input.unsqueeze(0);
    const classes = (batched ? target : target.unsqueeze(0)).tolist() as number[];
    const headLogProb = F.logSoftmax(this.head(x), { dim: 1 });
    // Each row's log-probability within its cluster, clusters one after the other; the head's classes have none of their own.
    const rows: number[] = [];
    const parts: Tensor[] = [];
    const inHead = classes.slice();
    for (let cluster = -1; cluster < this.nClusters; cluster++) {
      const [low, high] =
        cluster === -1 ? [0, this.cutoffs[0]] : [this.cutoffs[cluster], this.cutoffs[cluster + 1]];
      const own = classes.flatMap((c, row) => (c >= low && c < high ? [row] : []));
      if (own.length === 0) continue;
      rows.push(...own);
      if (cluster === -1) {
        parts.push(zeros([own.length], { dtype: headLogProb.dtype }));
        continue;
      }
      for (const row of own) inHead[row] = this.shortlistSize + cluster;
      const subset = x.indexSelect(0, integers(own));
      const logProb = F.logSoftmax(this.tail.at(cluster)(subset), { dim: 1 });
      parts.push(
        logProb.gather(1, integers(own.map((row) => classes[row] - low)).unsqueeze(1)).squeeze(1),
      );
    }
    if (rows.length !== classes.length) {
      throw new TensorError(
        this.constructor.name,
        `target values should be in [0, ${this.nClasses - 1}], but values in range [${Math.min(...classes)}, ${Math.max(...classes)}] were found`,
      );
    }
    const place = new Array<number>(rows.length);
    for (const [i, row] of rows.entries()) place[row] = i;
    const within = cat(parts).indexSelect(0, integers(place));
    const logProbs = within.add(headLogProb.gather(1, integers(inHead).unsqueeze(1)).squeeze(1));
    const loss = logProbs.neg().mean();
    const output = batched ? logProbs : logProbs.squeeze(0);
    return Object.assign([output, loss] as [Tensor, Tensor], { output, loss });
  }

  private _check(input: Tensor, target: Tensor): boolean {
    const { name } = this.constructor;
    const shapes = [input.shape, target.shape];
    if (target.ndim > 1)
      throw new TensorError(name, "0D or 1D target tensor expected, multi-target not supported", {
        shapes,
      });
    if (input.ndim !== target.ndim + 1) {
      throw new TensorError(
        name,
        `${target.ndim}D target tensor expects ${target.ndim + 1}D input tensors, but found inputs with size [${input.shape.join(", ")}]`,
        {
          shapes,
        },
      );
    }
    if (target.ndim === 1 && input.shape[0] !== target.shape[0]) {
      throw new TensorError(
        name,
        `input and target should have the same size in the batch dimension, got ${input.shape[0]} and ${target.shape[0]}`,
        { shapes },
      );
    }
    return target.ndim === 1;
  }

  /** Log-probabilities of all classes. */
  logProb(input: Tensor): Tensor {
    const headLogProb = F.logSoftmax(this.head(input), { dim: 1 });
    const parts = [headLogProb.narrow(1, 0, this.shortlistSize)];
    for (const [i, cluster] of [...this.tail].entries()) {
      const inCluster = headLogProb.narrow(1, this.shortlistSize + i, 1);
      parts.push(F.logSoftmax(cluster(input), { dim: 1 }).add(inCluster));
    }
    return cat(parts, 1);
  }

  /** The likeliest class of each sample. */
  predict(input: Tensor): Tensor {
    const best = this.head(input).argmax(1);
    const inHead = best.lt(this.shortlistSize);
    if (inHead.all().item()) return best;
    return where(inHead, best, this.logProb(input).argmax(1));
  }
}

function integers(values: readonly number[]): Tensor {
  return tensor(values, { dtype: "int64" });
}
