import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { applyPatch, createTwoFilesPatch } from "diff";
import type { ChapterFolder } from "./chapter.ts";

/** The files of a work area: their paths with `/`, such as `server/src/main.ts`, and what is in them. */
export type Files = ReadonlyMap<string, string>;

export const APPS = fileURLToPath(new URL("../../", import.meta.url));
/** Tests, and what only they use, are no part of the course. */
const FOR_TESTS = /\.test\.ts$|\/testing\//;

/** The files of a folder. */
export function readFolder(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = found.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** A file of the shipped apps, or all files of a folder. */
export function readShipped(path: string): Map<string, string> {
  const whole = join(APPS, path);
  if (!existsSync(whole)) throw new Error(`There is no apps/${path}.`);
  if (statSync(whole).isFile()) return new Map([[path, readFileSync(whole, "utf8")]]);
  const files = [...readFolder(whole)].map(([name, text]) => [`${path}/${name}`, text] as const);
  return new Map(files.filter(([name]) => !FOR_TESTS.test(name)));
}

/** What the work area holds at the start or the end of a chapter: all that came before, and what the chapter changes. */
export function stateOf(chapters: readonly ChapterFolder[], number: number, at: "start" | "end"): Files {
  const files = new Map<string, string>();
  const put = (some: Files) => {
    for (const [path, text] of some) files.set(path, text);
  };
  for (const { chapter, folder } of chapters.filter((one) => one.chapter.number <= number)) {
    for (const path of chapter.adds ?? []) put(readShipped(path));
    for (const { path, from, to } of chapter.edits ?? []) {
      const text = files.get(path);
      if (!text?.includes(from)) throw new Error(`Chapter ${chapter.number}: ${path} has no line ${from.trim()}`);
      files.set(
        path,
        text.replace(from, () => to),
      );
    }
    put(readFolder(join(folder, "start")));
    const isLast = chapter.number === number;
    if (isLast && at === "start") break;
    for (const path of chapter.shipped ?? []) put(readShipped(path));
    put(readFolder(join(folder, "end")));
    if (!isLast) for (const path of chapter.exercise ?? []) files.delete(path);
  }
  return files;
}

/** The end of a chapter with one of its wrong solutions: its files, and what its patches (`PATH.patch`) change in others. */
export function mistakeOf(chapters: readonly ChapterFolder[], number: number, name: string): Files {
  const folder = chapters.find(({ chapter }) => chapter.number === number)?.folder ?? "";
  const files = new Map(stateOf(chapters, number, "end"));
  for (const [own, text] of readFolder(join(folder, "mistakes", name))) {
    const path = own.replace(/\.patch$/, "");
    const changed = own === path ? text : applyPatch(files.get(path) ?? "", text);
    if (changed === false) throw new Error(`Chapter ${number}: the mistake ${name} does not fit ${path} any more.`);
    files.set(path, changed);
  }
  return files;
}

/** Where states are laid out that nobody works on: inside the workshop, so that their imports resolve. */
export const STATES = fileURLToPath(new URL("../.states", import.meta.url));

/** Lays out a state for a run. Returns its folder. */
export function layOutState(name: string, files: Files): string {
  const folder = join(STATES, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** What changes some files into others, as one patch for each file that differs. */
export function patchesOf(mine: Files, solution: Files): string[] {
  const paths = [...new Set([...mine.keys(), ...solution.keys()])].sort();
  return paths.flatMap((path) => {
    const [from, to] = [mine.get(path) ?? "", solution.get(path) ?? ""];
    const names = [`yours/${path}`, `solution/${path}`] as const;
    return from === to ? [] : [createTwoFilesPatch(...names, from, to, "", "", { context: 3 })];
  });
}
