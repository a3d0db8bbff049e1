import { expect, test } from "vitest";
import { camel, methodName, pathOf } from "../src/names.ts";

test.each([
  ["log_softmax", "logSoftmax"],
  ["index_add_", "indexAdd_"],
  ["adaptive_avg_pool2d", "adaptiveAvgPool2d"],
  ["nan_to_num", "nanToNum"],
  ["requires_grad_", "requiresGrad_"],
  ["T", "T"],
  ["mT", "mT"],
  ["lambd", "lambd"],
  ["T_max", "TMax"],
  ["T_0", "T0"],
  ["weight_ih_l0", "weightIhL0"],
  ["_version", "_version"],
  ["__getitem__", "__getitem__"],
  ["BCEWithLogitsLoss", "BCEWithLogitsLoss"],
])("%s is %s", (python, ours) => expect(camel(python)).toBe(ours));

test.each([
  ["torch.nan_to_num", "torch.nanToNum"],
  ["torch.linalg.matrix_norm", "torch.linalg.matrixNorm"],
  ["torch.special.i0e", "torch.special.i0e"],
  ["F.max_pool1d", "nn.functional.maxPool1d"],
  ["torch.nn.functional.gelu", "nn.functional.gelu"],
  ["ref.scaled_dot_product_attention", "nn.functional.scaledDotProductAttention"],
  ["nn.init.kaiming_uniform_", "nn.init.kaimingUniform_"],
  ["torch.nn.utils.parameters_to_vector", "nn.utils.parametersToVector"],
  ["nn.LSTM", "nn.LSTM"],
  ["nn.Embedding.from_pretrained", "nn.Embedding.fromPretrained"],
  ["optim.lr_scheduler.StepLR", "optim.lrScheduler.StepLR"],
  ["torch.utils.data.random_split", "data.randomSplit"],
])("%s is found at %s", (python, ours) => expect(pathOf(python).join(".")).toBe(ours));

test("methods", () => {
  expect(methodName("torch.Tensor.as_strided")).toBe("asStrided");
  expect(methodName("torch.as_strided")).toBeNull();
});
