import { accessSync, constants } from "node:fs";
import { join } from "node:path";

const FOLDERS = [...(process.env.PATH ?? "").split(":"), "/usr/sbin", "/usr/local/sbin"];

/**
 * Finds a program of the system that a test needs. Without it the test is not run, and says so; on Linux where `CI` is
 * set, it fails instead.
 */
export function findProgram(name: string): string | undefined {
  const found = FOLDERS.map((folder) => join(folder, name)).find(isExecutable);
  if (found !== undefined) return found;
  if (process.env.CI && process.platform === "linux")
    throw new Error(`${name} is needed where CI is set, and is absent.`);
  console.error(`not run: ${name} absent`);
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
