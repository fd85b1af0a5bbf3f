import { type Closure, createClosure, entryOf } from "./closure.ts";
import type { Kit } from "./kit.ts";
import { findApp, INSIDE, type Manifest, ManifestError, withoutParts } from "./manifest.ts";
import { renderFile } from "./render.ts";

/** What to take out of the kit, and how. */
export type EjectOptions = {
  /** The name of the app in the kit. */
  app: string;
  /** The name of the project. */
  name: string;
  /** The parts of the app that it does without. */
  without: readonly string[];
  /** Whether the copy stays in the kit, and imports its packages. Default: no. */
  isInside?: boolean;
};

/** The sources of a project of its own, and what they need. */
export type Ejected = {
  manifest: Manifest;
  folder: string;
  /** What each file holds, by its path in the project. */
  files: Map<string, string>;
  /** `#kit/...`, and the file behind it. */
  imports: Record<string, string>;
  libraries: { toRun: ReadonlySet<string>; toTest: ReadonlySet<string> };
  /** Lines of TypeScript: what runs, and its tests with what only they need. */
  lines: { source: number; tests: number };
};

/** As the kit's formatter has it. */
const MAX_COLUMNS = 120;

const IS_SOURCE = /^(?:apps|packages\/(?!scaffold\/))[^.]*\.ts$/;

/** Takes the sources of an app, of the packages what it needs of them, and the tests of both. */
export function ejectSources(whole: Kit, { app, name, without, isInside = false }: EjectOptions): Ejected {
  const { folder, manifest } = findApp(whole, app);
  const kit = withoutParts(whole, folder, manifest, [INSIDE, ...without]);
  const move = (path: string) => (isInside ? path.replace(`${folder}/`, "") : moveOut(folder, path));

  const product = createClosure(kit);
  product.add(`${folder}/src/main.ts`);
  if (product.missing.length > 0) throw new ManifestError(`Not there: ${product.missing.join(", ")}.`);
  const all = createClosure(kit, product);
  for (const test of testsOf(kit, product)) all.add(test);

  const files = new Map<string, string>();
  const imports: Record<string, string> = {};
  for (const [path, use] of all.files) {
    const isSource = use.source !== undefined;
    if (isInside && !path.startsWith(`${folder}/`)) continue;
    if (isSource && use.units.size + use.bindings.size === 0) continue;
    const text = isSource ? renderFile(path, use, move, isInside ? "@kit/" : "#kit/") : kit.read(path);
    files.set(move(path), text);
    for (const [, specifier = ""] of text.matchAll(/"#(kit\/[\w./-]+)"/g)) {
      const entry = entryOf(kit, `@${specifier}`);
      if (entry !== undefined) imports[`#${specifier}`] = `./${move(entry)}`;
    }
  }
  for (const part of isInside ? [] : [...without, INSIDE]) {
    const { tables = {}, columns = {} } = manifest.without[part] ?? {};
    for (const [table, pattern] of Object.entries(tables)) pruneRows(files, move(table), new RegExp(pattern, "m"));
    for (const [table, names] of Object.entries(columns)) pruneColumns(files, move(table), names);
  }
  const reached = [...all.files.values()].map(({ source }) => source?.text ?? "").join("");
  // Whoever ejects an app of their own may have given it other names by then.
  // What a part is named by may be gone with it.
  const isThere = (name: string) =>
    reached.includes(name) || [...whole.files].some((path) => IS_SOURCE.test(path) && whole.read(path).includes(name));
  const nowhere = Object.keys(manifest.names).find((name) => !isThere(name));
  if (isInside && nowhere !== undefined) throw new ManifestError(`"${nowhere}" stands in no file.`);
  for (const [path, text] of files) files.set(path, rename(text, manifest, name));
  const source = countLines([...product.files.keys()].map((path) => files.get(move(path)) ?? ""));
  const lines = {
    source,
    tests: countLines([...files].flatMap(([path, text]) => (path.endsWith(".ts") ? [text] : []))) - source,
  };
  const toTest = new Set([...all.libraries].filter((one) => !product.libraries.has(one)));
  return { manifest, folder, files, imports, libraries: { toRun: product.libraries, toTest }, lines };
}

/** The tests of what the product holds. One that reads a page, or looks out of its package, is about the kit. */
function testsOf(kit: Kit, product: Closure): string[] {
  const homes = new Set([...product.files.keys()].map((path) => path.split("/").slice(0, 2).join("/")));
  return [...kit.files].filter((path) => {
    const home = path.split("/").slice(0, 2).join("/");
    if (!path.endsWith(".test.ts") || !homes.has(home) || path.endsWith(".slow.test.ts")) return false;
    const trial = createClosure(kit, product);
    trial.add(path);
    const reached = [...trial.files.keys()].filter((one) => !product.files.has(one));
    const isForeign = (one: string) =>
      /\.md$|\/package\.json$/.test(one) || !homes.has(one.split("/").slice(0, 2).join("/"));
    return trial.missing.length === 0 && product.covers(path) && !reached.some(isForeign);
  });
}

/** `apps/server/src/main.ts` becomes `src/main.ts`, and `packages/http/src/index.ts` becomes `src/kit/http/index.ts`. */
function moveOut(folder: string, path: string): string {
  if (path.startsWith(`${folder}/`)) return path.slice(folder.length + 1);
  return path.replace(/^packages\/([^/]+)\/(?:src\/)?/, "src/kit/$1/");
}

/** `my-server` as a title: My server. */
export function titleOf(name: string): string {
  const words = unscoped(name).replace(/[-_.]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Removes the rows of a table that match, and that no other file names. */
function pruneRows(files: Map<string, string>, table: string, pattern: RegExp): void {
  const others = [...files].flatMap(([path, text]) => (path === table ? [] : [text])).join("\n");
  const rows = /(?:^ {2}\/\/[^\n]*\n)?^ {2}(\w+): \{\n[\s\S]*?^ {2}\},\n/gm;
  const kept = files.get(table)?.replace(rows, (row, name) => {
    const isNamed = new RegExp(`\\b${name}\\b`).test(others);
    return isNamed || !pattern.test(row) ? row : "";
  });
  if (kept !== undefined) files.set(table, kept.replace(/\n{3,}/g, "\n\n").replace(/\n\n\}/g, "\n}"));
}

/** Removes columns of a table. A row that has room on one line then stands on one. */
function pruneColumns(files: Map<string, string>, table: string, names: readonly string[]): void {
  const column = new RegExp(`^ {4}(?:${names.join("|")}):.*\\n(?: {6}.*\\n)*`, "gm");
  const kept = files.get(table)?.replace(/^ {2}\w+: \{\n([\s\S]*?)^ {2}\},\n/gm, (row, fields: string) => {
    const rest = row.replace(fields, () => fields.replace(column, ""));
    const line = `  ${rest
      .trim()
      .replace(/\s*\n\s*/g, " ")
      .replace(/, \}/, " }")}\n`;
    return line.length <= MAX_COLUMNS ? line : rest;
  });
  if (kept !== undefined) files.set(table, kept);
}

function countLines(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.split("\n").length - 1, 0);
}

/** Puts a name and a title in the place of the app's own, of which one may begin like another. */
export function rename(text: string, { names }: Pick<Manifest, "names">, name: string): string {
  const longestFirst = Object.keys(names).sort((one, other) => other.length - one.length);
  const pattern = longestFirst.map((from) => from.replace(/\W/g, "\\$&")).join("|");
  const replace = (from: string) => (names[from] === "name" ? unscoped(name) : titleOf(name));
  return text.replace(new RegExp(pattern, "g"), replace);
}

/** The name of a package without its scope. */
export function unscoped(name: string): string {
  return name.replace(/^@[^/]+\//, "");
}
