import { existsSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "@kit/terminal";
import * as z from "zod";
import { ejectSources, rename, titleOf } from "./eject.ts";
import { KIT_ROOT, type Kit } from "./kit.ts";
import { type Changes, runPnpm, tidy } from "./kit-changes.ts";
import { findApp, INSIDE, type Manifest } from "./manifest.ts";
import { REVISION } from "./project.ts";
import { checkName } from "./write-project.ts";

const packageSchema = z.looseObject({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});

/** What an app needs that no source imports. */
const TOOLS = ["@types/node", "esbuild", "tsx", "typescript", "vitest"];
/** What of an app is copied as it is, where it is there. */
const PLAIN = ["tsconfig.json", "build.ts"];
const LOCK_FILE = "pnpm-lock.yaml";
/** Stands in no source: what else the copy's name stands for can be seen. */
const NOBODY = "\0";

/** A new app of the kit, and the lock file with it. Nothing is written. @throws {UsageError} when the name cannot be. */
export function makeApp(kit: Kit, app: string, name: string, without: readonly string[]): Changes {
  checkName(name, "Name it otherwise: lower case letters, digits and dashes.");
  if (name.includes("/")) throw new UsageError(`"${name}" is no name of a folder.`, { fix: "Leave out the scope." });
  if (existsSync(join(KIT_ROOT, "apps", name))) {
    throw new UsageError(`There is an app ${name} already.`, { fix: `Name it otherwise, or remove apps/${name}.` });
  }
  const { folder, manifest } = findApp(kit, app);
  const { files: others } = ejectSources(kit, { app, name: NOBODY, without });
  const taken = [name, titleOf(name)].find((one) => [...others.values()].some((text) => text.includes(one)));
  if (taken !== undefined || name === titleOf(name)) {
    const what = `"${taken ?? name}" means something else in the sources`;
    throw new UsageError(`${what}: a copy of that name could not be renamed.`, {
      fix: `Name it otherwise, for example ${name}-${manifest.role}.`,
    });
  }
  const { files } = ejectSources(kit, { app, name, without, isInside: true });
  for (const path of PLAIN) if (kit.files.has(`${folder}/${path}`)) files.set(path, kit.read(`${folder}/${path}`));
  const own = packageJson(kit.read(`${folder}/package.json`), name, files, manifest);
  files.set("package.json", own);
  files.set("kit.json", json(manifestOf(manifest, name, without)));
  files.set("README.md", README[manifest.role](name, app));
  if (manifest.role === "client") files.set("mcp.json", json(KIT_SERVER));
  return {
    added: new Map([...files].map(([path, text]) => [`apps/${name}/${path}`, text])),
    changed: new Map([[LOCK_FILE, lockApp(kit.read(LOCK_FILE), app, name, own)]]),
  };
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
  return json({ ...rest, name: `@kit/${name}`, ...libraries });
}

/**
 * What the new app says about copies of it: all that it has comes along, as its user may change any line. What went with
 * the parts that it does not have goes from the packages too.
 */
function manifestOf({ role, names, without }: Manifest, name: string, gone: readonly string[]): Manifest {
  const left = [INSIDE, ...gone].flatMap((part) => without[part] ?? []);
  const kept = Object.entries(without).filter(([part]) => part !== INSIDE && !gone.includes(part));
  const hasChoice = kept.filter(([part]) => REVISION.test(part)).length > 1;
  const nothing = { needs: [], files: [], lean: [], edits: [], tables: {}, columns: {} };
  const always = {
    ...nothing,
    files: left.flatMap(({ files }) => files).filter((path) => !path.startsWith("apps/")),
    lean: left.flatMap(({ lean }) => lean).filter((path) => path.startsWith("packages/")),
    edits: left.flatMap(({ edits }) => edits).filter(({ file }) => file.startsWith("packages/")),
    tables: Object.assign({}, ...left.map(({ tables }) => tables)),
    columns: Object.assign({}, ...left.map(({ columns }) => columns)),
  };
  const parts = kept.map(([part, row]) => [part, hasChoice && REVISION.test(part) ? row : nothing]);
  return {
    role,
    // In the packages, the template's own names stand for the app.
    names: {
      ...Object.fromEntries(Object.entries(names).map(([from, kind]) => [rename(from, { names }, name), kind])),
      ...names,
    },
    without: { [INSIDE]: always, ...Object.fromEntries(parts) },
  };
}

/** The server that a new client finds in its `mcp.json`. */
const KIT_SERVER = { mcpServers: { kit: { command: "node", args: ["../server/src/main.ts"] } } };

const README = {
  server: (name: string, app: string) => `# @kit/${name}

Made of \`apps/${app}\`. \`pnpm client tools\` lists its tools, and \`pnpm dev --server ${name}\` walks through them. What it says about itself stands in \`src/server-info.ts\`.

Add a tool with \`pnpm new tool my-tool --in ${name}\`, and run the tests with \`pnpm --filter @kit/${name} test\`.
`,
  client: (name: string, app: string) => `# @kit/${name}

Made of \`apps/${app}\`. \`${runCommand(name)}\` lists the servers of its \`mcp.json\`, with their tools; \`call\` in the place of \`tools\` calls one.

What happens to a question of a server stands in \`src/sampling-handler.ts\`. Run the tests with \`pnpm --filter @kit/${name} test\`.
`,
};

/** How a new client is started. */
export function runCommand(name: string): string {
  return `pnpm --dir apps/${name} start tools --servers apps/${name}/mcp.json`;
}

/** Links what the new app imports, and runs its checks. @throws {UsageError} when nothing could be linked. */
export async function checkApp(name: string, changes: Changes, signal: AbortSignal): Promise<boolean> {
  const run = (...args: string[]) => runPnpm(args, signal);
  if (!(await run("install", "--offline", "--frozen-lockfile", "--config.minimum-release-age=0"))) {
    throw new UsageError("pnpm could not link the new app, so it was removed.", { fix: "See what pnpm says above." });
  }
  return (
    tidy(changes) && (await run("--filter", `@kit/${name}`, "typecheck")) && run("--filter", `@kit/${name}`, "test")
  );
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

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
