import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isRecord, parseJson } from "@kit/protocol";
import { alone } from "./alone.ts";
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
  /** The last stop of the tour that was shown. */
  stop: number;
};

const FRESH: Progress = { isWhole: false, done: [], hints: {}, stop: 0 };
/** What the learner works in. Everything else in the work area is the workshop's own, and begins with a dot. */
const PARTS = ["server", "client"];

/** For editors: they check the learner's types as the kit checks its own. */
function editorConfig(folder: string): string {
  const base = relative(folder, fileURLToPath(new URL("../../../tsconfig.base.json", import.meta.url)));
  return `${JSON.stringify({ extends: base.split(sep).join("/"), include: ["server/src", "client/src"] }, null, 2)}\n`;
}

/** The learner's files, and how far they are. */
export type WorkArea = ReturnType<typeof openWorkArea>;

/** Where the learner works: `apps/workshop/work`, or what `KIT_LEARN_FOLDER` names. */
export function workFolder(env: NodeJS.ProcessEnv): string {
  return resolve(env.KIT_LEARN_FOLDER ?? fileURLToPath(new URL("../work", import.meta.url)));
}

/** Opens the work area of a folder, which need not exist yet. */
export function openWorkArea(folder: string) {
  const progressFile = join(folder, ".progress.json");

  /** How far the learner is. A file that cannot be read counts as none: nothing but progress is lost. */
  function progress(): Progress {
    const read = existsSync(progressFile) ? parseJson(readFileSync(progressFile, "utf8")) : undefined;
    if (!isRecord(read)) return FRESH;
    const { chapter, isWhole, done, hints, stop } = read;
    return {
      ...(typeof chapter === "number" && { chapter }),
      isWhole: isWhole === true,
      done: Array.isArray(done) ? done.filter((one) => typeof one === "number") : [],
      hints: isRecord(hints) ? (hints as Progress["hints"]) : {},
      stop: typeof stop === "number" ? stop : 0,
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

  /** Keeps a copy of the learner's files, whatever is in them. Returns where. */
  function save(): string {
    const time = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
    let saved = join(folder, ".saved", time);
    for (let number = 2; existsSync(saved); number += 1) saved = join(folder, ".saved", `${time}-${number}`);
    for (const part of PARTS) {
      if (existsSync(join(folder, part))) cpSync(join(folder, part), join(saved, part), { recursive: true });
    }
    return saved;
  }

  /**
   * Lays out a chapter. What the learner wrote is kept first, unless the kit can lay it out again.
   *
   * @param known The states that need not be kept.
   * @returns Where the old files were kept, if they were.
   */
  function layOut(chapter: number, state: Files, known: readonly Files[]): Promise<string | undefined> {
    return alone(folder, () => {
      const before = files();
      const isKnown = before.size === 0 || known.some((one) => isSame(one, before));
      const saved = isKnown ? undefined : save();
      note({ chapter, isWhole: false });
      write(join(folder, "tsconfig.json"), editorConfig(folder));
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
    /** How far the learner is, once no other process changes the work area. */
    settled: async () => (progress().isWhole ? progress() : alone(folder, progress)),
    /** Remembers that the check of a chapter has passed. */
    pass: (chapter: number) => alone(folder, () => note({ done: [...new Set([...progress().done, chapter])].sort() })),
    /** Remembers the stop of the tour. */
    stopAt: (stop: number) => alone(folder, () => note({ stop })),
    /** Counts a hint. Returns which one is shown now. */
    countHint: (chapter: number, most: number) =>
      alone(folder, () => {
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

/** Deletes a file, and the folders that it leaves empty. */
function remove(folder: string, path: string): void {
  unlinkSync(join(folder, path));
  for (let parent = dirname(path); parent !== "."; parent = dirname(parent)) {
    if (readdirSync(join(folder, parent)).length > 0) return;
    rmdirSync(join(folder, parent));
  }
}
