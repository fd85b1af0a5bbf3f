import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "@kit/terminal";
import * as z from "zod";
import { ejectSources, rename } from "./eject.ts";
import { KIT_ROOT, type Kit } from "./kit.ts";
import { findApp, type Manifest } from "./manifest.ts";
import { checkName, writeProject } from "./write-project.ts";

const packageSchema = z.looseObject({
  packageManager: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});
const manifestSchema = z.looseObject({ without: z.record(z.string(), z.unknown()) });

/** What an app needs that no source imports. */
const TOOLS = ["@types/node", "esbuild", "tsx", "typescript", "vitest"];
/** What of an app is copied as it is, where it is there. */
const PLAIN = ["tsconfig.json", "build.ts"];

/** A new app of the kit: every file by its path under `apps/NAME`. Nothing is written. */
export function makeApp(kit: Kit, app: string, name: string, without: readonly string[]): Map<string, string> {
  checkName(name, "Name it otherwise: lower case letters, digits and dashes.");
  if (name.includes("/")) throw new UsageError(`"${name}" is no name of a folder.`, { fix: "Leave out the scope." });
  if (existsSync(join(KIT_ROOT, "apps", name))) {
    throw new UsageError(`There is an app ${name} already.`, { fix: `Name it otherwise, or remove apps/${name}.` });
  }
  const { folder, manifest } = findApp(kit, app);
  const { files } = ejectSources(kit, { app, name, without, isInside: true });
  for (const path of PLAIN) if (kit.files.has(`${folder}/${path}`)) files.set(path, kit.read(`${folder}/${path}`));
  files.set("package.json", packageJson(kit.read(`${folder}/package.json`), name, files, manifest));
  files.set("kit.json", manifestJson(kit.read(`${folder}/kit.json`), name, without, manifest));
  files.set("README.md", readme(name, app, manifest.role));
  return files;
}

/** The app's own, with the libraries that the sources still import. */
function packageJson(text: string, name: string, files: ReadonlyMap<string, string>, manifest: Manifest): string {
  const { dependencies, devDependencies, ...rest } = packageSchema.parse(JSON.parse(rename(text, manifest, name)));
  const sources = [...files.values()].join("\n");
  const used = (all: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(all).filter(([library]) => TOOLS.includes(library) || new RegExp(`"${library}["/]`).test(sources)),
    );
  const libraries = { dependencies: used(dependencies), devDependencies: used(devDependencies) };
  return `${JSON.stringify({ ...rest, name: `@kit/${name}`, ...libraries }, null, 2)}\n`;
}

/** The app's own, without the parts that are gone. */
function manifestJson(text: string, name: string, gone: readonly string[], manifest: Manifest): string {
  const { without, ...rest } = manifestSchema.parse(JSON.parse(rename(text, manifest, name)));
  const parts = Object.entries(without).filter(([part]) => !gone.includes(part));
  return `${JSON.stringify({ ...rest, without: Object.fromEntries(parts) }, null, 2)}\n`;
}

function readme(name: string, app: string, role: string): string {
  const args = `"args": ["apps/${name}/src/main.ts"]`;
  const entry = `{ "mcpServers": { "${name}": { "command": "node", ${args} } } }`;
  const server = [
    "Name it in `mcp.json`, and `pnpm client tools` lists its tools:",
    `\`\`\`json\n${entry}\n\`\`\``,
    `Add a tool: \`pnpm new tool my-tool --in ${name}\`.`,
  ];
  const lines = [`# @kit/${name}`, `Made of \`apps/${app}\`. Its tests: \`pnpm --filter @kit/${name} test\`.`];
  return `${[...lines, ...(role === "server" ? server : [])].join("\n\n")}\n`;
}

/** Writes the app, links what it imports, and runs its checks. @throws {UsageError} when nothing could be installed. */
export function writeApp(app: string, name: string, files: ReadonlyMap<string, string>): boolean {
  const folder = join(KIT_ROOT, "apps", name);
  const lockFile = join(KIT_ROOT, "pnpm-lock.yaml");
  const lock = readFileSync(lockFile, "utf8");
  writeProject(folder, files);
  writeFileSync(lockFile, lockApp(lock, app, name, files.get("package.json") ?? ""));
  if (!runPnpm(["install", "--offline", "--frozen-lockfile", "--config.minimum-release-age=0"])) {
    rmSync(folder, { recursive: true });
    writeFileSync(lockFile, lock);
    throw new UsageError("pnpm could not link the new app, so it was removed.", { fix: "See what pnpm says above." });
  }
  return runPnpm(["--filter", `@kit/${name}`, "typecheck"]) && runPnpm(["--filter", `@kit/${name}`, "test"]);
}

/** The lock file with the new app, which needs a part of what its template needs: so nothing is looked up. */
function lockApp(lock: string, app: string, name: string, manifest: string): string {
  const [block = ""] = new RegExp(`^  apps/${app}:\\n(?: {4}.*\\n)+\\n`, "m").exec(lock) ?? [];
  const own = block
    .replace(`apps/${app}:`, `apps/${name}:`)
    .replace(/^ {6}'?([^':\n]+)'?:\n(?: {8}.*\n)+/gm, (entry, library) =>
      manifest.includes(`"${library}":`) ? entry : "",
    );
  const others = [...lock.matchAll(/^ {2}((?:apps|packages)\/[^:]+):$/gm)];
  const next = others.find(([, path = ""]) => path > `apps/${name}`)?.index ?? 0;
  return lock.slice(0, next) + own + lock.slice(next);
}

/** Runs the kit's own pnpm: the one that runs this script, if it is that, else the one that npx brings. */
export function runPnpm(args: readonly string[]): boolean {
  const { npm_config_user_agent: caller = "", npm_execpath: path = "" } = process.env;
  const isPnpm = caller.startsWith("pnpm/") && !/js$/.test(path);
  const [command = "npx", ...first] = isPnpm ? [path] : ["npx", "-y", packageManager()];
  const options = { cwd: KIT_ROOT, stdio: "inherit" as const, shell: process.platform === "win32" };
  return spawnSync(command, [...first, ...args], options).status === 0;
}

function packageManager(): string {
  const manifest = packageSchema.parse(JSON.parse(readFileSync(join(KIT_ROOT, "package.json"), "utf8")));
  return manifest.packageManager ?? "pnpm";
}
