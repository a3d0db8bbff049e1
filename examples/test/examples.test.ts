/**
 * Runs every example and looks at what it prints.
 *
 * Where a comment says PyTorch, the numbers are PyTorch 1.13's: the same program was written in Python (same seed, same
 * layers, optimizers and DataLoader, so the same random stream), run once on a CPU with one thread, and its losses
 * rounded to the digits that the example prints.
 */
import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test, vi } from "vitest";

/** Runs `examples/<name>.ts`, here rather than in a process of its own so that poison mode reaches it; answers what it prints. */
async function run(name: string): Promise<string> {
  let printed = "";
  const log = vi
    .spyOn(console, "log")
    .mockImplementation((line: unknown) => void (printed += `${String(line)}\n`));
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    await import(`../${name}.ts`);
  } finally {
    log.mockRestore();
    write.mockRestore();
  }
  return printed;
}

/** All numbers that follow `label` in the text, in order. */
function numbers(text: string, label: RegExp): number[] {
  const pattern = new RegExp(`${label.source}\\s*(-?\\d+(?:\\.\\d+)?)`, "g");
  return [...text.matchAll(pattern)].map((match) => Number(match[1]));
}

function expectPlots(text: string): void {
  const plots = text.match(/[\w/.-]+\.svg/g) ?? [];
  expect(plots.length).toBeGreaterThan(0);
  for (const plot of plots) expect(existsSync(plot), plot).toBe(true);
}

/** Equal to PyTorch's in the digits printed, but for the last digit's rounding. */
function expectClose(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries())
    expect(Math.abs(found[i] - value), `${found[i]} for ${value}`).toBeLessThan(1.01e-4);
}

function example(name: string, tests: (printed: () => string) => void): void {
  describe(`${name}.ts`, () => {
    let printed = "";
    beforeAll(async () => {
      printed = await run(name);
    }, 180_000);
    tests(() => printed);
    test("writes its plots", () => expectPlots(printed));
  });
}

example("losses-by-hand", (printed) => {
  test("losses by hand equal nn's and PyTorch's", () => {
    expect(printed()).toContain("mean squared error: by hand 2.0946, nn 2.0946, equal: true");
    expect(printed()).toContain("binary cross-entropy: by hand 1.2757, nn 1.2757, equal: true");
  });

  test("gradient descent: the losses are PyTorch's, the closed form is autograd's", () => {
    expectClose(
      numbers(printed(), /step \d+ {2}loss/),
      [12.6628, 0.5391, 0.0555, 0.0105, 0.0053, 0.0047],
    );
    expect(printed()).toContain("theta tensor([ 3.9902,  2.9867, -1.9727])");
    const [, difference] = /largest difference .*: (\S+)/.exec(printed()) ?? [];
    expect(Number(difference)).toBeLessThan(1e-6);
  });

  test("penalties: PyTorch's losses, and each fit is nearer to the truth than without", () => {
    const train = numbers(printed(), /on the noisy points/);
    const test = numbers(printed(), /on the true curve/);
    expectClose(train, [0.0128, 0.1069, 0.1052, 0.106]);
    expectClose(test, [0.1895, 0.0845, 0.0826, 0.0838]);
    const [nothing, ...penalised] = test;
    for (const loss of penalised) expect(loss).toBeLessThan(nothing);
  });
});

example("choosing-a-loss", (printed) => {
  const value = (name: string): number => Number(printed().split(`${name} `)[1].split("\n")[0]);

  test("the same few numbers under different losses", () => {
    expect(value("MSE")).toBe(0.016);
    expect(value("MAE")).toBe(0.12);
    expect(value("cross-entropy (sum)")).toBe(1.0137);
    expect(value("log loss (mean)")).toBe(0.2027);
  });

  test("PyTorch's numbers with outliers, rare classes and two tasks", () => {
    const text = printed();
    expectClose(numbers(text, /: slope/), [1.3635, 1.9815, 1.9808]);
    expectClose(numbers(text, /: intercept/), [1.8142, 1.0097, 1.0265]);
    expectClose(numbers(text, /(?:equal weights|\]): loss/), [0.1312, 0.2145]);
    expectClose(numbers(text, /: recall of class 1/), [0.65, 0.9]);
    expectClose(numbers(text, /: precision of class 1/), [0.7647, 0.5294]);
    expectClose(numbers(text, /: small/), [0.0655, 0.014]);
    expectClose(numbers(text, /: large/), [2.7064, 3.7929]);
  });
});

example("binary-classifier", (printed) => {
  test("PyTorch's losses and accuracies, 0.93 or more on held-out rows", () => {
    const text = printed();
    expectClose(
      numbers(text, /train loss/),
      [0.5947, 0.5122, 0.4371, 0.3735, 0.3247, 0.289, 0.2629, 0.2437, 0.229, 0.2177],
    );
    expectClose(
      numbers(text, / {2}loss/),
      [0.5806, 0.4845, 0.3939, 0.3189, 0.2624, 0.2218, 0.1918, 0.1697, 0.1529, 0.1403],
    );
    expectClose(
      numbers(text, /RMSE/),
      [0.4412, 0.3876, 0.3319, 0.2823, 0.2436, 0.2156, 0.1953, 0.1807, 0.1699, 0.1621],
    );
    const accuracy = numbers(text, /accuracy/);
    expectClose(
      accuracy,
      [0.7807, 0.886, 0.9561, 0.9737, 0.9825, 0.9737, 0.9737, 0.9825, 0.9825, 0.9825],
    );
    expect(accuracy.at(-1)).toBeGreaterThanOrEqual(0.93);
  });
});

example("linear-regression", (printed) => {
  const losses = (name: string): number[] =>
    numbers(printed(), new RegExp(`${name} {2}epoch \\d+ {2}loss`));

  test("PyTorch's losses, each 100 epochs", () => {
    expectClose(
      losses("first"),
      [0.3065, 0.1167, 0.0764, 0.074, 0.0739, 0.0739, 0.0737, 0.0737, 0.0736, 0.0736],
    );
    expectClose(
      losses("SGD"),
      [0.6538, 0.4086, 0.2332, 0.1348, 0.0932, 0.0791, 0.0748, 0.0736, 0.0732, 0.0731],
    );
    expectClose(
      losses("momentum"),
      [0.0741, 0.0726, 0.0724, 0.0722, 0.0721, 0.072, 0.072, 0.0719, 0.0718, 0.0718],
    );
    expectClose(
      losses("RMSprop"),
      [0.0772, 0.074, 0.0744, 0.0824, 0.0823, 0.0786, 0.0757, 0.0758, 0.0769, 0.076],
    );
    expectClose(
      losses("Adam"),
      [0.3386, 0.0979, 0.0752, 0.0743, 0.0738, 0.0737, 0.0736, 0.0735, 0.0735, 0.0735],
    );
  });

  test("PyTorch's residuals", () => {
    expectClose(numbers(printed(), /residuals: mean/), [0.0001]);
    expectClose(numbers(printed(), /residuals: variance/), [0.0743]);
    expect(numbers(printed(), /#/)).toEqual([2, 14, 18, 15, 17, 17, 15, 2]);
  });
});

example("keras-style", (printed) => {
  test("PyTorch's losses on both parts, stopped at the best weights", () => {
    const text = printed();
    expect(text).toMatch(/epoch {2}1\/10 {2}\[={20}\] 12\/12 /);
    expectClose(
      numbers(text, / s {2}loss/),
      [0.825, 0.6282, 0.5282, 0.4969, 0.4795, 0.4709, 0.4675, 0.4584, 0.4573],
    );
    expectClose(
      numbers(text, /\d {2}valLoss/),
      [0.7059, 0.5818, 0.532, 0.5197, 0.4974, 0.4912, 0.4893, 0.4895, 0.5002],
    );
    expect(text).toContain("stopped early, after epoch 9");
    expect(text).toContain("best epoch 7, valLoss 0.4893");
    expect(text).toContain("with the best weights back: valLoss 0.4893");
  });

  test("PyTorch's KL divergences, down to nothing", () => {
    expectClose(
      numbers(printed(), /KL divergence/),
      [0.1064, 0.0142, 0.0026, 0.0006, 0.0002, 0, 0],
    );
    expect(printed()).toContain("found tensor([0.1015, 0.1994, 0.2995, 0.3996])");
  });
});

example("digits", (printed) => {
  test("reads at least 98 of 100 digits, also with weights from a file", () => {
    const [accuracy, loaded] = numbers(printed(), /test accuracy/);
    expect(accuracy).toBeGreaterThanOrEqual(0.98);
    expect(loaded).toBe(accuracy);
    expect(printed()).toContain("confusion matrix");
    const [file] = /\S+\.safetensors/.exec(printed()) ?? [""];
    expect(existsSync(file)).toBe(true);
  });
});
