import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { UsageError } from "@kit/terminal";
import { git, type Kit, readKit, withKitAt } from "./kit.ts";
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
  const before = withKitAt(origin.commit, (kit) => remake(kit, origin));
  const now = makeProject(readKit(), { ...origin, commit: git(["rev-parse", "HEAD"]).trim() }).files;
  const paths = [...new Set([...before.keys(), ...now.keys()])].filter((path) => path !== ORIGIN_FILE).sort();
  const changes = paths.map((path) => {
    const mine = existsSync(join(folder, path)) ? readText(join(folder, path)) : undefined;
    // What was ejected from changes that were never committed cannot be made again, but may still be there.
    const old = [before.get(path), mine].find((text) => text !== undefined && hashOf(text) === origin.files[path]);
    return { path, before: old, now: now.get(path), mine };
  });
  return {
    changes: changes.filter(({ path, before: old, now: fresh, mine }) => {
      return old !== fresh && mine !== fresh && origin.files[path] !== (fresh && hashOf(fresh));
    }),
    origin: now.get(ORIGIN_FILE) ?? "",
  };
}

/** What was ejected. Nothing: the kit of today cannot make it of the kit of then. */
function remake(kit: Kit, origin: Origin): ReadonlyMap<string, string> {
  try {
    return makeProject(kit, origin).files;
  } catch {
    return new Map();
  }
}

/** @throws {UsageError} when the file cannot be read. */
function readText(path: string): string {
  try {
    return readFileSync(path, "utf8").replaceAll("\r\n", "\n");
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}.`, {
      fix: "Make it a file that can be.",
    });
  }
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
    const isWindows = mine !== undefined && readFileSync(target, "utf8").includes("\r\n");
    writeFileSync(target, isWindows ? text.replaceAll("\n", "\r\n") : text);
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
  // More than 127 is no number of conflicts: git could not merge it, as it cannot what is no text.
  if (status === null || status > 127) return "conflict";
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
