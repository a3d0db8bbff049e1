/** Files in examples/out, most of them plots: SVG, by vega-lite. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

/** Where a file of examples/out lies, and how that is shown, seen from where one stands. Makes the folder. */
export function outputPath(file: string): { readonly path: string; readonly shown: string } {
  const path = fileURLToPath(new URL(`../out/${file}`, import.meta.url));
  mkdirSync(dirname(path), { recursive: true });
  return { path, shown: relative(process.cwd(), path) };
}

/** Writes the picture of a vega-lite specification into examples/out; answers its path, seen from where one stands. */
export async function savePlot(name: string, spec: TopLevelSpec): Promise<string> {
  const { path, shown } = outputPath(`${name}.svg`);
  const svg = await new View(parse(compile(spec).spec), { renderer: "none" }).toSVG();
  writeFileSync(path, svg);
  return shown;
}

/** One or more curves over steps; with `log` on a logarithmic scale. */
export async function saveCurves(
  name: string,
  title: string,
  curves: Readonly<Record<string, readonly number[]>>,
  { log = false }: { log?: boolean } = {},
): Promise<string> {
  const values = Object.entries(curves).flatMap(([curve, points]) =>
    points.map((value, step) => ({ curve, step, value })),
  );
  return savePlot(name, {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title,
    width: 480,
    height: 280,
    data: { values },
    mark: { type: "line" },
    encoding: {
      x: { field: "step", type: "quantitative" },
      y: {
        field: "value",
        type: "quantitative",
        title: null,
        scale: { type: log ? "log" : "linear" },
      },
      color: { field: "curve", type: "nominal", title: null },
    },
  });
}

/** A histogram: how many values fell into each of the equal parts between `from` and `to`. */
export async function saveBars(
  name: string,
  title: string,
  counts: readonly number[],
  from: number,
  to: number,
): Promise<string> {
  const width = (to - from) / counts.length;
  const values = counts.map((count, i) => ({
    start: from + i * width,
    end: from + (i + 1) * width,
    count,
  }));
  return savePlot(name, {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title,
    width: 480,
    height: 280,
    data: { values },
    mark: { type: "bar" },
    encoding: {
      x: { field: "start", bin: { binned: true, step: width }, type: "quantitative", title: null },
      x2: { field: "end" },
      y: { field: "count", type: "quantitative" },
    },
  });
}
