/** Tapeloop's datasets, samplers and loaders. The real data sets are entries of their own: `@tapeloop/data/digits`, … */
export { type Collated, defaultCollate } from "./collate.ts";
export {
  type BatchedDataset,
  type DatasetLike,
  ConcatDataset,
  Dataset,
  IterableDataset,
  randomSplit,
  type RandomSplitOptions,
  Subset,
  TensorDataset,
} from "./dataset.ts";
export { DataLoader, type DataLoaderOptions } from "./loader.ts";
export {
  BatchSampler,
  RandomSampler,
  type RandomSamplerOptions,
  type Sampler,
  SequentialSampler,
  SubsetRandomSampler,
  WeightedRandomSampler,
  type WeightedRandomSamplerOptions,
} from "./sampler.ts";
export { type CsvOptions, type CsvTable, parseCsv } from "./csv.ts";
export { parseIdx } from "./idx.ts";
