/** What the op table cannot say about softmax: warnings and draws. */
import { afterEach, describe, expect, test, vi } from "vitest";
import * as F from "../src/functional.ts";
import * as torch from "../src/index.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

test("leaving the dimension out is deprecated", () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const x = torch.randn([2, 3]);
  expect(F.softmax(x).tolist()).toEqual(x.softmax(1).tolist());
  expect(warn.mock.calls[0][0]).toMatch(
    /implicit dimension choice for softmax has been deprecated/,
  );
});

describe("gumbelSoftmax", () => {
  const logits = torch.tensor([[1, 2, 3]]);

  test("draws PyTorch's numbers", () => {
    torch.manualSeed(3);
    const soft = F.gumbelSoftmax(logits, { tau: 0.5 }).toTypedArray();
    [0.9026443, 0.0703477, 0.0270079].forEach((value, i) => expect(soft[i]).toBeCloseTo(value, 6));
    expect(F.gumbelSoftmax(logits, { hard: true }).tolist()).toEqual([[0, 0, 1]]);
  });

  test("the hard one has the soft one's gradient", () => {
    const grads = [false, true].map((hard) => {
      torch.manualSeed(5);
      const x = logits.clone().requiresGrad_();
      F.gumbelSoftmax(x, 1, hard)
        .mul(torch.tensor([1, 2, 4]))
        .sum()
        .backward();
      return x.grad?.tolist();
    });
    expect(grads[1]).toEqual(grads[0]);
  });
});
