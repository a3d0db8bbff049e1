/** The table of `npm run bench:peers`. */

/** A row's figures, one per contender, Tapeloop's with SIMD first: microseconds a call, or why there is none. */
export interface Result {
  readonly row: string;
  readonly figures: readonly (number | string)[];
}

/** A Markdown table of times and ratios, the ratios' geometric mean over the rows in `averaged`, and what could not be run. */
export function report(
  names: readonly string[],
  results: readonly Result[],
  averaged: readonly string[],
): string {
  const lines = [["", ...names], ["", ...names].map(() => "---")];
  const reasons: string[] = [];
  for (const { row, figures } of results) {
    const own = figures[0];
    // Yardsticks are ours alone: no peer has them to run.
    const yardstick = figures.slice(2).every((it) => typeof it === "string");
    const cells = figures.map((figure, i) => {
      if (typeof figure === "string") {
        if (!yardstick || i < 2) reasons.push(`- ${names[i]}, ${row}: ${figure}`);
        return "–";
      }
      const ratio = typeof own === "number" && i > 0 ? ` (${round(own / figure)})` : "";
      return time(figure) + ratio;
    });
    lines.push([row, ...cells]);
  }
  const steps = results.filter(({ row }) => averaged.includes(row));
  if (steps.length > 1) {
    lines.push(["geometric mean of the steps it runs", "", ...names.slice(1).map(average(steps))]);
  }
  const table = lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  return reasons.length === 0 ? table : `${table}\n\nNot run:\n\n${reasons.join("\n")}`;
}

function average(steps: readonly Result[]): (name: string, i: number) => string {
  return (_, i) => {
    const ratios = steps.flatMap(({ figures }) => {
      const [own, other] = [figures[0], figures[i + 1]];
      return typeof own === "number" && typeof other === "number" ? [own / other] : [];
    });
    return ratios.length === 0 ? "–" : `(${round(geometricMean(ratios))})`;
  };
}

export function geometricMean(numbers: readonly number[]): number {
  return Math.exp(numbers.reduce((sum, it) => sum + Math.log(it), 0) / numbers.length);
}

/** Microseconds, as many digits as count. */
export function time(us: number): string {
  return us < 10 ? us.toFixed(2) : Math.round(us).toLocaleString("en");
}

/** Two digits that count. */
function round(ratio: number): string {
  return ratio < 10 ? Number(ratio.toPrecision(2)).toString() : ratio.toFixed(0);
}
