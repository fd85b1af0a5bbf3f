import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "@kit/terminal";
import * as z from "zod";
import { KIT_ROOT } from "./kit.ts";

/** What is to change in the kit: the text of each file by its path from the root. */
export type Changes = {
  added: ReadonlyMap<string, string>;
  changed: ReadonlyMap<string, string>;
};

const IS_WINDOWS = process.platform === "win32";
const rootSchema = z.object({ packageManager: z.string() });

/**
 * Changes the kit, and then does some work. When one of them fails, or the signal aborts, the kit is as it was.
 *
 * @param root Where the files are. Default: the kit.
 * @throws {UsageError} when a file cannot be written. Else what the work throws, or the signal's reason.
 */
export async function withChanges<T>(
  { added, changed }: Changes,
  signal: AbortSignal,
  work: () => Promise<T>,
  root = KIT_ROOT,
): Promise<T> {
  const undo: (() => void)[] = [];
  const write = (path: string, text: string, before?: string) => {
    const target = join(root, path);
    if (before === undefined && existsSync(target)) throw new Error(`${path} is there already`);
    const made = mkdirSync(dirname(target), { recursive: true });
    // With what the work has put there.
    if (made !== undefined) undo.push(() => rmSync(made, { recursive: true, force: true }));
    undo.push(() => (before === undefined ? rmSync(target, { force: true }) : writeFileSync(target, before)));
    writeFileSync(target, text);
  };
  try {
    try {
      for (const [path, text] of added) write(path, text);
      for (const [path, text] of changed) write(path, text, readFileSync(join(root, path), "utf8"));
    } catch (error) {
      throw new UsageError(`Nothing was written: ${(error as Error).message}.`, {
        fix: "Make room for it, or name it otherwise.",
      });
    }
    const result = await work();
    signal.throwIfAborted();
    return result;
  } catch (error) {
    for (const step of undo.reverse()) step();
    if (signal.aborted) console.error("Interrupted: the kit is as it was.");
    throw error;
  }
}

/** What `pnpm lint` wants of files that were made: names differ in length and order, and what is left out imported. */
const TIDY = [
  ["lint", "--write", "--unsafe", "--only=correctness/noUnusedImports"],
  ["check", "--write", "--error-on-warnings"],
];

/** Formats what was changed and sorts its imports, and says whether nothing is left to complain of, which is shown. */
export function tidy({ added, changed }: Changes): boolean {
  const sources = [...added.keys(), ...changed.keys()].filter((path) => /\.(ts|json)$/.test(path));
  const biome = join("node_modules", ".bin", "biome");
  const options = { cwd: KIT_ROOT, shell: IS_WINDOWS, encoding: "utf8" as const };
  const ran = TIDY.map((args) => spawnSync(biome, [...args, ...sources], options));
  const last = ran.at(-1);
  if (last?.status !== 0) console.error(last?.stderr ?? "");
  return last?.status === 0;
}

/** Runs the kit's own pnpm, and says whether it did its work: the one that runs this script, else the one of npx. */
export async function runPnpm(args: readonly string[], signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted();
  const { npm_config_user_agent: caller = "", npm_execpath: path = "" } = process.env;
  const { packageManager } = rootSchema.parse(JSON.parse(readFileSync(join(KIT_ROOT, "package.json"), "utf8")));
  const isPnpm = caller.startsWith("pnpm/") && !/js$/.test(path);
  const [command = "npx", ...first] = isPnpm ? [path] : ["npx", "-y", packageManager];
  const child = spawn(command, [...first, ...args], { cwd: KIT_ROOT, stdio: "inherit", shell: IS_WINDOWS });
  const end = () => child.kill("SIGINT");
  signal.addEventListener("abort", end);
  try {
    const [code] = await once(child, "close");
    signal.throwIfAborted();
    return code === 0;
  } finally {
    signal.removeEventListener("abort", end);
  }
}
