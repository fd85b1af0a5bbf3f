import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isRecord, parseJson } from "@kit/protocol";
import { APPS } from "../states.ts";

/** The folder of the kit. */
export const KIT = realpathSync(join(APPS, ".."));

/** What of a project is made, not written. */
const MADE = ["node_modules", "dist", ".git"];

/** The libraries that a project declares, by the versions that it asks for. */
export function librariesOf(project: string): Record<string, string> {
  const file = join(project, "package.json");
  const manifest = existsSync(file) ? parseJson(readFileSync(file, "utf8")) : undefined;
  const { dependencies, devDependencies } = isRecord(manifest) ? manifest : {};
  return { ...(dependencies as object), ...(devDependencies as object) };
}

/**
 * Copies a project to a folder that knows nothing of the kit, and gives it its libraries without a network: its own,
 * if it was installed, else those of the kit.
 *
 * @returns The libraries that are in neither.
 */
export function copyProject(project: string, to: string): string[] {
  cpSync(project, to, { recursive: true, filter: (path) => path === project || !MADE.includes(basename(path)) });
  const packages = readdirSync(join(KIT, "packages")).map((name) => `packages/${name}`);
  // In the last one pnpm keeps the libraries of libraries.
  const kit = ["", "apps/server", "apps/client", ...packages, "node_modules/.pnpm"];
  const homes = [project, ...kit.map((home) => join(KIT, home))];
  return Object.keys(librariesOf(project)).filter((library) => {
    const from = homes.map((home) => join(home, "node_modules", library)).find((path) => existsSync(path));
    if (from === undefined) return true;
    const link = join(to, "node_modules", library);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(realpathSync(from), link, "junction");
    return false;
  });
}
