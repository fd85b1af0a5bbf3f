import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { UsageError } from "@kit/terminal";
import validate from "validate-npm-package-name";

/** Checks the name of a new project or app. @throws {UsageError} when npm would refuse it. */
export function checkName(name: string, fix: string): void {
  const { validForNewPackages, errors = [], warnings = [] } = validate(name);
  if (validForNewPackages) return;
  throw new UsageError(`"${name}" cannot be the name of a package: ${[...errors, ...warnings].join(", ")}.`, { fix });
}

/** Checks the folder of a new project. @throws {UsageError} when it holds something, or cannot be written. */
export function checkFolder(folder: string): void {
  const isThere = existsSync(folder);
  if (!isThere && isLink(folder)) {
    throw new UsageError(`${folder} is a link to nothing.`, { fix: "Name a folder that is not there yet." });
  }
  if (isThere && !statSync(folder).isDirectory()) {
    throw new UsageError(`${folder} is a file.`, { fix: "Name a folder that is not there yet." });
  }
  if (isThere && readdirSync(folder).length > 0) {
    throw new UsageError(`${folder} is not empty.`, { fix: "Name a folder that is not there yet, or empty this one." });
  }
  const near = isThere ? folder : nearestFolder(folder);
  try {
    // The rights of a folder do not say whether its disk can be written.
    rmdirSync(mkdtempSync(join(near, ".kit-")));
  } catch {
    throw new UsageError(`Nothing can be written in ${near}.`, { fix: "Name a folder in which you may write." });
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function nearestFolder(folder: string): string {
  const parent = dirname(folder);
  return existsSync(parent) || parent === folder ? parent : nearestFolder(parent);
}

/** Writes a new folder, or nothing: when a file cannot be written, what was is removed. */
export function writeProject(folder: string, files: ReadonlyMap<string, string>): void {
  const wasThere = existsSync(folder);
  try {
    writeFiles(folder, files);
  } catch (error) {
    if (!wasThere) rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Writes new files, or none: when one cannot be written, those that were are removed. */
function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  const written: string[] = [];
  try {
    for (const [path, text] of files) {
      const target = join(folder, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text, { flag: "wx" });
      written.push(target);
    }
  } catch (error) {
    for (const target of written) rmSync(target);
    throw new UsageError(`Nothing was written: ${(error as Error).message}.`, {
      fix: "Make room for it, or name another.",
    });
  }
}

/** Whether a folder lies in another one, whatever links lead there. */
export function isWithin(folder: string, outer: string): boolean {
  const path = relative(followLinks(outer), followLinks(folder));
  return path === "" || !(path.startsWith("..") || resolve(path) === path);
}

function followLinks(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(followLinks(dirname(path)), basename(path));
}
