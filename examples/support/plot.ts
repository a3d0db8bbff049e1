/** Plots as SVG files, by vega-lite. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

/** Writes the picture of a vega-lite specification into examples/out; answers its path, seen from where one stands. */
export async function savePlot(name: string, spec: TopLevelSpec): Promise<string> {
  const path = fileURLToPath(new URL(`../out/${name}.svg`, import.meta.url));
  const svg = await new View(parse(compile(spec).spec), { renderer: "none" }).toSVG();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, svg);
  return relative(process.cwd(), path);
}

/** One or more curves over steps. */
export async function saveCurves(
  name: string,
  title: string,
  curves: Readonly<Record<string, readonly number[]>>,
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
      y: { field: "value", type: "quantitative", title: null },
      color: { field: "curve", type: "nominal", title: null },
    },
  });
}
