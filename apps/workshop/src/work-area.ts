import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isRecord, parseJson } from "@kit/protocol";
import { UsageError } from "@kit/terminal";
import { type Files, readFolder } from "./states.ts";

/** How far the learner is. */
export type Progress = {
  /** The chapter that lies in the work area. Absent: none does. */
  chapter?: number;
  /** False while a chapter is being laid out: a crash leaves it so. */
  isWhole: boolean;
  /** The chapters whose checks have passed. */
  done: readonly number[];
  /** How many hints were shown, by chapter. */
  hints: Readonly<Record<string, number>>;
};

const FRESH: Progress = { isWhole: false, done: [], hints: {} };
/** What the learner works in. Everything else in the work area is the workshop's own, and begins with a dot. */
const PARTS = ["server", "client"];
const LOCK_TRIES = 50;
const LOCK_WAIT_MS = 100;

/** The learner's files, and how far they are. */
export type WorkArea = ReturnType<typeof openWorkArea>;

/** Where the learner works: `apps/workshop/work`, or what `KIT_LEARN_FOLDER` names. */
export function workFolder(env: NodeJS.ProcessEnv): string {
  return env.KIT_LEARN_FOLDER ?? fileURLToPath(new URL("../work", import.meta.url));
}

/** Opens the work area of a folder, which need not exist yet. */
export function openWorkArea(folder: string) {
  const progressFile = join(folder, ".progress.json");

  /** How far the learner is. A file that cannot be read counts as none: nothing but progress is lost. */
  function progress(): Progress {
    const read = existsSync(progressFile) ? parseJson(readFileSync(progressFile, "utf8")) : undefined;
    if (!isRecord(read)) return FRESH;
    const { chapter, isWhole, done, hints } = read;
    return {
      ...(typeof chapter === "number" && { chapter }),
      isWhole: isWhole === true,
      done: Array.isArray(done) ? done.filter((one) => typeof one === "number") : [],
      hints: isRecord(hints) ? (hints as Progress["hints"]) : {},
    };
  }

  /** Writes whole files only: a crash leaves the old one or the new one. */
  function write(path: string, text: string): void {
    mkdirSync(dirname(path), { recursive: true });
    const draft = `${path}.${process.pid}.tmp`;
    writeFileSync(draft, text);
    renameSync(draft, path);
  }

  function note(change: Partial<Progress>): void {
    write(progressFile, `${JSON.stringify({ ...progress(), ...change }, null, 2)}\n`);
  }

  /** What lies in the work area now. */
  function files(): Files {
    return new Map(
      PARTS.flatMap((part) => [...readFolder(join(folder, part))].map(([path, text]) => [`${part}/${path}`, text])),
    );
  }

  /** Keeps a copy of the learner's files. Returns where. */
  function save(kept: Files): string {
    const time = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
    const taken = existsSync(join(folder, ".saved")) ? readdirSync(join(folder, ".saved")) : [];
    let name = time;
    for (let number = 2; taken.includes(name); number += 1) name = `${time}-${number}`;
    const saved = join(folder, ".saved", name);
    for (const [path, text] of kept) write(join(saved, path), text);
    return saved;
  }

  /** Lets one process at a time change the work area. */
  async function alone<T>(work: () => T): Promise<T> {
    mkdirSync(folder, { recursive: true });
    const lock = join(folder, ".lock");
    for (let tries = 0; !take(lock); tries += 1) {
      if (tries === LOCK_TRIES) {
        const fix = `Wait for it, or delete ${lock} when there is no other.`;
        throw new UsageError("Another `pnpm learn` is changing the work area.", { fix });
      }
      await wait(LOCK_WAIT_MS);
    }
    try {
      return work();
    } finally {
      rmSync(lock, { force: true });
    }
  }

  /**
   * Lays out a chapter. What the learner wrote is kept first, unless the kit can lay it out again.
   *
   * @param known The states that need not be kept.
   * @returns Where the old files were kept, if they were.
   */
  function layOut(chapter: number, state: Files, known: readonly Files[]): Promise<string | undefined> {
    return alone(() => {
      const before = files();
      const isKnown = before.size === 0 || known.some((one) => isSame(one, before));
      const saved = isKnown ? undefined : save(before);
      note({ chapter, isWhole: false });
      for (const path of before.keys()) if (!state.has(path)) remove(folder, path);
      for (const [path, text] of state) if (before.get(path) !== text) write(join(folder, path), text);
      note({ isWhole: true });
      return saved;
    });
  }

  return {
    folder,
    progress,
    files,
    layOut,
    /** Remembers that the check of a chapter has passed. */
    pass: (chapter: number) => alone(() => note({ done: [...new Set([...progress().done, chapter])].sort() })),
    /** Counts a hint. Returns which one is shown now. */
    countHint: (chapter: number, most: number) =>
      alone(() => {
        const hint = Math.min((progress().hints[chapter] ?? 0) + 1, most);
        note({ hints: { ...progress().hints, [chapter]: hint } });
        return hint;
      }),
  };
}

/** Whether two sets of files are the same. */
export function isSame(one: Files, other: Files): boolean {
  return one.size === other.size && [...one].every(([path, text]) => other.get(path) === text);
}

/** Takes the lock, also from a process that has died with it. */
function take(lock: string): boolean {
  try {
    const file = openSync(lock, "wx");
    writeFileSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const holder = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : 0;
  if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true });
  return false;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Deletes a file, and the folders that it leaves empty. */
function remove(folder: string, path: string): void {
  unlinkSync(join(folder, path));
  for (let parent = dirname(path); parent !== "."; parent = dirname(parent)) {
    if (readdirSync(join(folder, parent)).length > 0) return;
    rmdirSync(join(folder, parent));
  }
}
