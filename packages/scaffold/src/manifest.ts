import { posix } from "node:path";
import { UsageError } from "@kit/terminal";
import * as z from "zod";
import type { Kit } from "./kit.ts";

/** Lines to replace in a file: from the one that begins with `from` through the next one that begins with `through`. */
const editSchema = z.strictObject({
  /** A path or a pattern: relative to the app, or of a package. */
  file: z.string(),
  from: z.string(),
  /** Default: the line of `from` alone. */
  through: z.string().optional(),
  /** What stands there instead. Default: nothing. */
  to: z.string().optional(),
});

/** What the `kit.json` of an app says about copies of it. */
const manifestSchema = z.strictObject({
  role: z.enum(["server", "client"]),
  /** What stands for the app in its sources, each with what becomes of it: the name of the copy, or its title. */
  names: z.record(z.string(), z.enum(["name", "title"])),
  /**
   * The parts that a copy can do without: the files that go, in the app and in packages, and the lines that change.
   * What stands under `kit` goes whenever an app leaves the kit.
   */
  without: z.record(
    z.string(),
    z.strictObject({
      /** Other parts that it cannot be without. */
      needs: z.array(z.string()).default([]),
      files: z.array(z.string()).default([]),
      /** Files that a smaller one takes the place of: it stands under the same path in `packages/scaffold/lean`. */
      lean: z.array(z.string()).default([]),
      /** Lines that change. What is lean need not have them. */
      edits: z.array(editSchema).default([]),
      /** Tables of codes: a row that nothing names goes too, if it matches the pattern. */
      tables: z.record(z.string(), z.string()).default({}),
      /** Columns that nothing reads in the rows of such a table. */
      columns: z.record(z.string(), z.array(z.string())).default({}),
    }),
  ),
});

type Edit = z.infer<typeof editSchema>;
export type Manifest = z.infer<typeof manifestSchema>;

const LEAN = "packages/scaffold/lean";

/** The part of an app that only the kit can do with. */
export const INSIDE = "kit";

/** What is wrong with the kit itself: not the user's mistake. */
export class ManifestError extends Error {
  override readonly name = "ManifestError";
}

/** The folder of an app, and its manifest. @throws {UsageError} when there is no such app. */
export function findApp(kit: Kit, app: string): { folder: string; manifest: Manifest } {
  const folder = `apps/${app}`;
  if (hasApp(kit, app)) return { folder, manifest: manifestSchema.parse(JSON.parse(kit.read(manifestOf(app)))) };
  const names = [...kit.files].flatMap((path) => /^apps\/([^/]+)\/kit\.json$/.exec(path)?.[1] ?? []);
  throw new UsageError(`There is no app ${app} that can be copied.`, { fix: `Name one of ${names.join(", ")}.` });
}

/** Whether the kit has an app of that name that can be copied. */
function hasApp(kit: Kit, app: string): boolean {
  return kit.files.has(manifestOf(app));
}

function manifestOf(app: string): string {
  return `apps/${app}/kit.json`;
}

/** The kit as it is without some parts of an app. @throws {ManifestError} when a line that is to change is not there. */
export function withoutParts(kit: Kit, folder: string, { without }: Manifest, parts: readonly string[]): Kit {
  const gone = parts.flatMap((part) => without[part]?.files ?? []);
  const kept = [...kit.files].filter((path) => !gone.some((pattern) => posix.matchesGlob(path, pattern)));
  const inKit = (file: string) => (file.startsWith("packages/") ? file : `${folder}/${file}`);
  const lean = new Set(parts.flatMap((part) => without[part]?.lean ?? []).map(inKit));
  const edits = parts
    .flatMap((part) => without[part]?.edits ?? [])
    .map((edit) => ({ ...edit, file: inKit(edit.file) }));
  const named = [...edits.map(({ file }) => file), ...[...lean].map((path) => `${LEAN}/${path}`)];
  const idle = named.find((file) => ![...kit.files].some((path) => posix.matchesGlob(path, file)));
  if (idle !== undefined) throw new ManifestError(`${folder}/kit.json: there is no file ${idle}.`);
  return {
    files: new Set([...kept, ...lean]),
    read(path) {
      const isLean = lean.has(path);
      const own = edits.filter(({ file }) => posix.matchesGlob(path, file));
      const text = kit.read(isLean ? `${LEAN}/${path}` : path);
      return own.reduce((edited, edit) => applyEdit(path, edited, edit, isLean), text);
    },
  };
}

function applyEdit(path: string, text: string, { from, through = from, to }: Edit, isLean: boolean): string {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.startsWith(from));
  const last = lines.findIndex((line, at) => at >= first && line.startsWith(through));
  if (first < 0 && isLean) return text;
  if (first < 0 || last < 0)
    throw new ManifestError(`${path}: no line begins with ${JSON.stringify(first < 0 ? from : through)}.`);
  return lines.toSpliced(first, last - first + 1, ...(to === undefined ? [] : [to])).join("\n");
}
