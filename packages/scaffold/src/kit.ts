import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "@kit/terminal";

/** The files of the kit, as they are now or were at a commit. */
export type Kit = {
  /** Their paths, relative to the root of the kit, with `/`. */
  files: ReadonlySet<string>;
  read: (path: string) => string;
};

/** The root of the repository. */
export const KIT_ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** Runs git in the kit. @throws {UsageError} when there is no git, or this is no repository. */
export function git(args: readonly string[], env: Record<string, string> = {}): string {
  try {
    const options = { cwd: KIT_ROOT, encoding: "utf8" as const, maxBuffer: 2 ** 28, env: { ...process.env, ...env } };
    return execFileSync("git", args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  } catch (cause) {
    const { code, stderr } = cause as { code?: string; stderr?: string };
    const message =
      code === "ENOENT" ? "git is not installed." : `git ${args[0]} failed: ${stderr?.trim().split("\n")[0]}.`;
    throw new UsageError(message, { fix: "Clone the kit with git, with its whole history, and try again." });
  }
}

/** The kit as it stands in its folder: what git ignores, such as `.env` and `node_modules`, is left out. */
export function readKit(): Kit {
  return kitIn(KIT_ROOT, git(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]));
}

/** Runs some work with the kit as it was at a commit. */
export function withKitAt<T>(commit: string, work: (kit: Kit) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "kit-at-"));
  const env = { GIT_INDEX_FILE: join(folder, ".index") };
  try {
    git(["read-tree", commit], env);
    git(["checkout-index", "--all", `--prefix=${folder}/`], env);
    return work(kitIn(folder, git(["ls-files", "-z"], env)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function kitIn(root: string, listed: string): Kit {
  // What was deleted is listed until that is committed.
  const files = new Set(listed.split("\0").filter((path) => path !== "" && existsSync(join(root, path))));
  return { files, read: (path) => readFileSync(join(root, path), "utf8").replaceAll("\r\n", "\n") };
}
