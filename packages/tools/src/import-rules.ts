/** Holds sources to `house.ts`: rooms of core, arrows between packages, no cycles. */

import { posix } from "node:path";
import { families, firstRoomWithTypes, packages, portable, rooms } from "./house.ts";
import { type Import, importsOf } from "./module.ts";

/** A source file's place: `packages/<folder>/<part>/<path>`. */
interface Place {
  readonly file: string;
  readonly folder: string;
  readonly package: string;
  readonly part: string;
  readonly path: string;
}

/** Every breach of the house's rules in `sources` (path from the repository's root → text). */
export function breaches(sources: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  const edges = new Map<string, string[]>();
  for (const [file, text] of sources) {
    const place = placeOf(file);
    if (place === undefined) continue;
    if (!(place.package in packages)) {
      found.push(`${file}: packages/${place.folder} has no line in house.ts`);
      continue;
    }
    if (isCore(place) && roomOf(place) < 0) found.push(`${file}: has no room in house.ts`);
    const targets: string[] = [];
    for (const it of importsOf(file, text)) {
      const target = it.specifier.startsWith(".")
        ? posix.join(posix.dirname(file), it.specifier)
        : undefined;
      const breach =
        target === undefined ? acrossPackages(place, it) : withinPackage(place, it, target);
      if (breach !== undefined) found.push(`${file}: imports ${it.specifier}: ${breach}`);
      if (target !== undefined && !it.typeOnly && !betweenFamilies(place, target)) {
        targets.push(target);
      }
    }
    edges.set(file, targets);
  }
  return [...found, ...cycles(edges).map((cycle) => `cycle: ${cycle.join(" -> ")}`)];
}

function acrossPackages({ package: from, part }: Place, { specifier }: Import): string | undefined {
  const to = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  if (to in packages) {
    const allowed = packages[from].includes(to) || (to === from && part !== "src");
    return allowed ? undefined : `${from} may not know ${to}`;
  }
  if (part !== "src" || !portable.includes(from)) return undefined;
  return `${from} has no dependency and touches nothing of Node's`;
}

function withinPackage(place: Place, it: Import, file: string): string | undefined {
  const target = placeOf(file);
  if (target?.package !== place.package) return "other packages are imported by name";
  if (place.part === "src" && target.part !== "src") return `src may not import ${target.part}`;
  return isCore(place) && isCore(target) ? betweenRooms(place, it, target) : undefined;
}

function betweenRooms(place: Place, it: Import, target: Place): string | undefined {
  const from = roomOf(place);
  const to = roomOf(target);
  if (from < 0) return undefined;
  if (to < 0) return `${target.path} has no room in house.ts`;
  if (it.typeOnly && from >= rooms.indexOf(firstRoomWithTypes)) return undefined;
  if (to > from) return `${rooms[to]} stands to the right of ${rooms[from]}`;
  if (betweenFamilies(place, target.file) && it.usedAtTopLevel.length > 0) {
    return `families use each other in function bodies only, not ${it.usedAtTopLevel.join(", ")} at module top level`;
  }
  return undefined;
}

function placeOf(file: string): Place | undefined {
  const [top, folder, part, ...rest] = file.split("/");
  if (top !== "packages" || folder === undefined || part === undefined) return undefined;
  const name = folder === "tapeloop" ? folder : `@tapeloop/${folder}`;
  return { file, folder, package: name, part, path: rest.join("/") };
}

function isCore(place: Place): boolean {
  return place.package === "@tapeloop/core" && place.part === "src";
}

function roomOf(place: Place): number {
  return rooms.findIndex((room) =>
    room.endsWith("/") ? place.path.startsWith(room) : place.path === `${room}.ts`,
  );
}

function betweenFamilies(place: Place, file: string): boolean {
  const target = placeOf(file);
  return [place, target].every(
    (it) => it !== undefined && isCore(it) && it.path.startsWith(families),
  );
}

/** One cycle for each group of files that import each other in a ring (Tarjan's components). */
function cycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const enter = (file: string): number => {
    const own = index.size;
    let lowest = own;
    index.set(file, own);
    stack.push(file);
    for (const next of edges.get(file) ?? []) {
      if (next === file) found.push([file, file]);
      if (!index.has(next)) lowest = Math.min(lowest, enter(next));
      else if (stack.includes(next)) lowest = Math.min(lowest, low.get(next) ?? index.get(next)!);
    }
    low.set(file, lowest);
    if (lowest === own) {
      const ring = stack.splice(stack.indexOf(file));
      if (ring.length > 1) found.push([...ring, file]);
    }
    return lowest;
  };
  for (const file of edges.keys()) if (!index.has(file)) enter(file);
  return found;
}
