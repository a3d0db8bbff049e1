/** noGrad, enableGrad, inferenceMode, setGradEnabled, anomaly mode. */
import { describe, expect, test } from "vitest";
import { constant, gradOf, leaf, torch } from "./helpers.ts";

const { noGrad, enableGrad, inferenceMode, setGradEnabled, isGradEnabled, isInferenceModeEnabled } =
  torch;

describe("switches", () => {
  test("record or not, and answer what the body answers", () => {
    const x = leaf(1);
    expect(noGrad(() => x.mul(2)).requiresGrad).toBe(false);
    expect(noGrad(() => enableGrad(() => x.mul(2))).requiresGrad).toBe(true);
    expect(setGradEnabled(false, () => x.mul(2)).requiresGrad).toBe(false);
    expect(noGrad(() => setGradEnabled(true, () => x.mul(2))).requiresGrad).toBe(true);
    expect(noGrad(() => 42)).toBe(42);
  });

  test("restore on throw", () => {
    for (const mode of [noGrad, enableGrad, inferenceMode] as ((body: () => void) => void)[]) {
      expect(() =>
        mode(() => {
          throw new Error("inside");
        }),
      ).toThrow("inside");
      expect([isGradEnabled(), isInferenceModeEnabled()]).toEqual([true, false]);
    }
  });

  test("answer a promise with the mend, and do not leak the mode or its rejection", async () => {
    expect(() => noGrad(async () => {})).toThrow(/noGrad is synchronous; await outside/);
    expect(() => inferenceMode(async () => Promise.reject(new Error("lost")))).toThrow(
      /await outside/,
    );
    expect(isGradEnabled()).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 0));
  });

  test("are held by using", () => {
    {
      using _ = noGrad();
      expect(isGradEnabled()).toBe(false);
      {
        using _inner = enableGrad();
        expect(isGradEnabled()).toBe(true);
      }
      expect(isGradEnabled()).toBe(false);
    }
    expect(isGradEnabled()).toBe(true);
  });

  test("a guard restores once", () => {
    const guard = noGrad();
    guard.restore();
    const other = noGrad();
    guard.restore();
    expect(isGradEnabled()).toBe(false);
    other.restore();
    expect(isGradEnabled()).toBe(true);
  });

  test("refuse what is no function", () => {
    expect(() => noGrad(3 as never)).toThrow(/takes a function to run, or nothing/);
  });

  test("grad mode inside backward is off, unless createGraph", () => {
    const x = leaf(1);
    const seen: boolean[] = [];
    x.registerHook(() => void seen.push(isGradEnabled()));
    noGrad(() => x.backward());
    x.backward();
    x.backward({ createGraph: true });
    noGrad(() => x.backward({ createGraph: true }));
    expect(seen).toEqual([false, false, true, true]);
  });
});

describe("inferenceMode", () => {
  const made = (): torch.Tensor => inferenceMode(() => torch.ones([3], { dtype: "float64" }));

  test("makes inference tensors", () => {
    const x = leaf([1, 2, 3]);
    const y = inferenceMode(() => x.mul(2));
    expect([y.requiresGrad, y.isInference(), made().isInference()]).toEqual([false, true, true]);
  });

  test("other modes within it do not end it", () => {
    const w = leaf([1]);
    inferenceMode(() => {
      expect(noGrad(() => torch.ones([2]).add(1)).isInference()).toBe(true);
      enableGrad(() => {
        const y = w.add(1);
        expect([y.isInference(), y.requiresGrad, isGradEnabled()]).toEqual([true, false, true]);
      });
      inferenceMode(false, () => {
        const y = w.add(1);
        expect([y.isInference(), y.requiresGrad, isGradEnabled()]).toEqual([false, true, true]);
      });
    });
  });

  test("its tensors may be used, but not saved", () => {
    const w = leaf([1, 2, 3]);
    expect(made().add(w).requiresGrad).toBe(true);
    expect(() => made().mul(w)).toThrow(/inference tensors cannot be saved for backward; clone it/);
    expect(made().clone().mul(w).requiresGrad).toBe(true);
  });

  test("its tensors are not written to outside, and do not require grad", () => {
    const x = made();
    expect(() => x.add_(1)).toThrow(/inplace update to inference tensor outside inferenceMode/);
    expect(() => x.requiresGrad_()).toThrow(
      /requiresGrad on an inference tensor outside inferenceMode/,
    );
    inferenceMode(() => x.add_(1));
    expect(x.tolist()).toEqual([2, 2, 2]);
  });

  test("a view is what its base is", () => {
    const x = constant([1, 2, 3]);
    const view = inferenceMode(() => x.view(3).add_(1));
    expect([view.isInference(), x.tolist()]).toEqual([false, [2, 3, 4]]);
    expect(made().view(3).isInference()).toBe(true);
    expect(made().add(1).isInference()).toBe(false);
  });

  test("a view taken inside is not written to outside, recorded", () => {
    const x = leaf([1, 2, 3]).mul(1);
    const view = inferenceMode(() => x.view(3));
    expect(() => view.add_(1)).toThrow(
      /a view was created in inference mode and is being modified inplace/,
    );
  });
});

describe("anomaly mode", () => {
  test("names the op whose backward made NaN, and where it was called", () => {
    const x = leaf([0, 1]);
    const run = (): void =>
      x
        .sqrt()
        .mul(constant([0, 1]))
        .sum()
        .backward();
    run();
    expect((gradOf(x) as number[])[0]).toBeNaN();
    const error = torch.autograd.detectAnomaly(() => {
      try {
        run();
      } catch (thrown) {
        return thrown as Error;
      }
      return null;
    });
    expect(error?.message).toMatch(
      /Function 'SqrtBackward0' returned nan values in its 0th output/,
    );
    expect(((error as Error).cause as Error).stack).toContain("modes.test.ts");
    expect(torch.autograd.isAnomalyEnabled()).toBe(false);
  });

  test("does not look for NaN without checkNan, and still knows where", () => {
    using _ = torch.autograd.setDetectAnomaly(true, { checkNan: false });
    const x = leaf([0, 1]);
    x.sqrt()
      .mul(constant([0, 1]))
      .sum()
      .backward();
    const y = x.mul(1);
    const z = y.exp();
    z.add_(1);
    expect(() => z.sum().backward()).toThrow(
      expect.objectContaining({ cause: expect.any(Error) as unknown }),
    );
  });
});
