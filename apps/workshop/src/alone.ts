import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { KitError } from "@kit/protocol";
import { UsageError } from "@kit/terminal";

const TRIES = 150;
const WAIT_MS = 100;
const EMPTY_MS = 2_000;

/**
 * Lets one process at a time change a folder.
 *
 * @throws {UsageError} when another one holds it for seconds.
 * @throws {KitError} "file_unwritable" when the work cannot write.
 */
export async function alone<T>(folder: string, work: () => T): Promise<T> {
  const lock = join(folder, ".lock");
  try {
    mkdirSync(folder, { recursive: true });
    for (let tries = 0; !take(lock); tries += 1) {
      if (tries === TRIES) {
        const fix = `Wait for it, or delete ${lock} when there is no other.`;
        throw new UsageError("Another `pnpm learn` is changing the work area.", { fix });
      }
      await wait(WAIT_MS);
    }
    try {
      return work();
    } finally {
      rmSync(lock, { force: true });
    }
  } catch (error) {
    const { code, path, dest = path } = error as NodeJS.ErrnoException & { dest?: string };
    if (dest === undefined) throw error;
    const fix = "Make room on the disk, or let your user write there. Then type the same once more.";
    throw new KitError("file_unwritable", `Cannot write ${dest} (${code}).`, { fix, cause: error });
  }
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
  try {
    const holder = Number(readFileSync(lock, "utf8"));
    // Whoever has taken it writes into it at once.
    const isLeft = holder === 0 ? Date.now() - statSync(lock).mtimeMs > EMPTY_MS : !isAlive(holder);
    if (isLeft) rmSync(lock, { force: true });
  } catch {
    // It has been given back meanwhile.
  }
  return false;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
