import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { UsageError } from "@kit/terminal";
import { git, readKit, withKitAt } from "./kit.ts";
import { hasApp } from "./manifest.ts";
import { hashOf, makeProject, ORIGIN_FILE, type Origin, originSchema } from "./project.ts";

/** What the kit has changed in a file of a project since it was ejected. */
export type Change = {
  path: string;
  /** As it was ejected, if it was, and as it would be now, if it would. */
  before: string | undefined;
  now: string | undefined;
  /** As the project has it, if it does. */
  mine: string | undefined;
};

/** What can be said of a project: what it was made of, what the kit has changed since, and its file of origin now. */
export type Changes = { changes: readonly Change[]; origin: string };

/** Compares what a project was made of with what the kit would make now. @throws {UsageError} when it does not say. */
export function findChanges(folder: string): Changes {
  const origin = readOrigin(folder);
  const before = withKitAt(origin.commit, (kit) =>
    hasApp(kit, origin.app) ? makeProject(kit, origin).files : new Map(),
  );
  const now = makeProject(readKit(), { ...origin, commit: git(["rev-parse", "HEAD"]).trim() }).files;
  const paths = [...new Set([...before.keys(), ...now.keys()])].filter((path) => path !== ORIGIN_FILE).sort();
  const changes = paths.map((path) => ({
    path,
    // What was ejected from changes that were never committed cannot be made again.
    before: isAsEjected(origin, path, before.get(path)) ? before.get(path) : undefined,
    now: now.get(path),
    mine: existsSync(join(folder, path)) ? readFileSync(join(folder, path), "utf8") : undefined,
  }));
  return {
    changes: changes.filter(({ path, before: old, now: fresh, mine }) => {
      return old !== fresh && mine !== fresh && origin.files[path] !== (fresh && hashOf(fresh));
    }),
    origin: now.get(ORIGIN_FILE) ?? "",
  };
}

function isAsEjected({ files }: Origin, path: string, text: string | undefined): boolean {
  return text !== undefined && files[path] === hashOf(text);
}

function readOrigin(folder: string): Origin {
  try {
    return originSchema.parse(JSON.parse(readFileSync(join(folder, ORIGIN_FILE), "utf8")));
  } catch {
    const fix = "Name the folder of a project that pnpm eject has made.";
    throw new UsageError(`${join(folder, ORIGIN_FILE)} does not say what the project was made of.`, { fix });
  }
}

/** What the kit has changed, as git shows it. */
export function renderChange({ path, before = "", now = "" }: Change): string {
  return inFiles([before, now], ([old = "", fresh = ""]) => {
    const { stdout } = spawnSync("git", ["diff", "--no-index", "--no-color", old, fresh], { encoding: "utf8" });
    const hunks = stdout.slice(stdout.indexOf("\n@@") + 1);
    return `--- ${path}\n+++ ${path}\n${hunks}`;
  });
}

/** What an update makes of a file. */
export type Outcome = "written" | "merged" | "conflict" | "removed" | "kept";

/** Brings one change into a project. Lines that both have changed stand in conflict marks. */
export function applyChange(folder: string, { path, before, now, mine }: Change): Outcome {
  const target = join(folder, path);
  const write = (text: string) => {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  };
  if (now === undefined) {
    if (mine === undefined || mine !== before) return "kept";
    rmSync(target);
    return "removed";
  }
  // What the project has removed, it does not want back.
  if (mine === undefined && before !== undefined) return "kept";
  if (mine === undefined || mine === before) {
    write(now);
    return "written";
  }
  const labels = ["-L", "yours", "-L", "before", "-L", "kit"];
  const { status, stdout } = inFiles([mine, before ?? "", now], (paths) =>
    spawnSync("git", ["merge-file", "-p", ...labels, ...paths], { encoding: "utf8" }),
  );
  write(stdout);
  return status === 0 ? "merged" : "conflict";
}

/** Writes texts into files of a folder that goes when the work is done. */
function inFiles<T>(texts: readonly string[], work: (paths: string[]) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "kit-merge-"));
  try {
    const paths = texts.map((text, index) => {
      const path = join(folder, String(index));
      writeFileSync(path, text);
      return path;
    });
    return work(paths);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
