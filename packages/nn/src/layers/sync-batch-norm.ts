/** Refused by name: there is one process, so there is nothing to synchronise. */
import { TensorError } from "@tapeloop/core";
import { Module } from "../module/module.ts";

function refusal(op: string, mend: string): TensorError {
  return new TensorError(
    op,
    `statistics are shared among processes, and here is one process, in which a batch is whole; ${mend}`,
  );
}

/** Not there: making one throws. `BatchNorm1d`, `2d` and `3d` compute the same, and read its state. */
export class SyncBatchNorm extends Module {
  constructor(..._args: readonly unknown[]) {
    super();
    throw refusal(new.target.name, "use nn.BatchNorm1d, nn.BatchNorm2d or nn.BatchNorm3d");
  }

  /** Not there: throws. */
  static convertSyncBatchnorm(..._args: readonly unknown[]): never {
    throw refusal(
      "SyncBatchNorm.convertSyncBatchnorm",
      "leave the call out: batch normalisation stays as it is",
    );
  }
}
