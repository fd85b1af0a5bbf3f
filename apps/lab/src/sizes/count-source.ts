import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../processes/start-program.ts";

/** A source file of the kit: its path from the root, and its lines. */
type SourceFile = { path: string; lines: number };

/** Every source file of the apps and packages, but for tests and what only tests use. */
export function listSource(): SourceFile[] {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "apps", "packages"], { cwd: ROOT });
  const paths = [...new Set(listed.toString().split("\n"))];
  return paths
    .filter((path) => /\.(ts|tsx|js|mjs)$/.test(path) && !/\.test\.tsx?$|\/testing\//.test(path))
    .flatMap((path) => {
      try {
        return [{ path, lines: readFileSync(join(ROOT, path), "utf8").split("\n").length - 1 }];
      } catch {
        // Deleted, and not committed yet.
        return [];
      }
    });
}

/** How two folders differ that are to read as twins: how many lines, and which files have no twin. */
export function diffFolders(files: readonly SourceFile[], one: string, other: string) {
  const namesIn = (folder: string) =>
    files.filter(({ path }) => path.startsWith(`${folder}/`)).map(({ path }) => path.slice(folder.length + 1));
  const names = [...namesIn(one), ...namesIn(other)];
  // Exits with 1 when there is a difference.
  const { stdout } = spawnSync("git", ["diff", "--no-index", "--no-renames", "--numstat", one, other], { cwd: ROOT });
  const rows = stdout
    .toString()
    .split("\n")
    .filter((row) => !/\.test\.ts|\/testing\//.test(row));
  const lines = rows
    .flatMap((row) => row.match(/^\d+|(?<=^\d+\t)\d+/g) ?? [])
    .reduce((sum, count) => sum + Number(count), 0);
  return { lines, alone: names.filter((name) => names.indexOf(name) === names.lastIndexOf(name)) };
}
