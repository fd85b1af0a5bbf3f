import { createHash } from "node:crypto";
import * as z from "zod";
import { ejectSources } from "./eject.ts";
import type { Kit } from "./kit.ts";
import { findApp, INSIDE } from "./manifest.ts";
import { projectFiles } from "./project-files.ts";

/** The file that says what a project was made of. */
export const ORIGIN_FILE = "kit.json";

/** What a project was made of, so that it can be made again. */
export const originSchema = z.object({
  /** The app of the kit. */
  app: z.string(),
  name: z.string(),
  /** The parts of the app that the project does without. */
  without: z.array(z.string()),
  /** The commit of the kit. */
  commit: z.string().regex(/^[0-9a-f]+$/),
  /** The SHA-256 of every file, as it was written. */
  files: z.record(z.string(), z.string()),
});

export type Origin = z.infer<typeof originSchema>;
export type Recipe = Omit<Origin, "files">;

/** A project of its own: every file by its path, and how many lines of source there are. */
export type Project = { files: ReadonlyMap<string, string>; lines: { source: number; tests: number } };

/** The part of an app that speaks a revision is called by it. */
export const REVISION = /^\d{4}-\d\d-\d\d$/;

/** Makes a project of an app of the kit. Nothing is written. */
export function makeProject(kit: Kit, recipe: Recipe): Project {
  const ejected = ejectSources(kit, recipe);
  const has = Object.keys(ejected.manifest.without).filter((part) => !recipe.without.includes(part));
  const facts = { ...recipe, app: ejected.folder, parts: has, revisions: has.filter((part) => REVISION.test(part)) };
  const files = new Map([...ejected.files, ...projectFiles(kit, ejected, facts)]);
  const origin: Origin = {
    ...recipe,
    files: Object.fromEntries([...files].map(([path, text]) => [path, hashOf(text)])),
  };
  files.set(ORIGIN_FILE, `${JSON.stringify(origin, null, 2)}\n`);
  return { files, lines: { source: ejected.lines.source, tests: ejected.lines.tests } };
}

/** The parts of an app that a copy can have. */
export type Parts = {
  /** Each with the parts that it needs. */
  parts: Record<string, readonly string[]>;
  /** Those that cannot be left out: nothing says how. */
  fixed: readonly string[];
  /** The revisions that it can speak. */
  revisions: readonly string[];
};

export function partsOf(kit: Kit, app: string): Parts {
  const entries = Object.entries(findApp(kit, app).manifest.without);
  const parts = entries.filter(([part]) => part !== INSIDE && !REVISION.test(part));
  return {
    parts: Object.fromEntries(parts.map(([part, { needs }]) => [part, needs])),
    fixed: parts.flatMap(([part, { files, lean, edits }]) => ([files, lean, edits].flat().length === 0 ? [part] : [])),
    revisions: entries.flatMap(([part]) => (REVISION.test(part) ? [part] : [])),
  };
}

export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
