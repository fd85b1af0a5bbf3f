import { writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { EXIT_CODES, UsageError, userFolder } from "@kit/terminal";
import { Command, Option } from "commander";
import { git, KIT_ROOT, readKit } from "./kit.ts";
import { makeProject, ORIGIN_FILE, type Parts, partsOf } from "./project.ts";
import { applyChange, findChanges, renderChange } from "./update.ts";
import { checkFolder, checkName, isWithin, writeProject } from "./write-project.ts";

/** The flags that say which parts of an app a copy has. */
export type PartFlags = { protocol: string; http?: true; direct?: true; with: string[] };

type EjectFlags = PartFlags & { name?: string; dryRun?: true; diff?: string; update?: string };

const BOTH = "both";

/** Adds the flags that say which parts of an app a copy has. */
export function addPartOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--protocol <revision>", "what to speak").choices([BOTH, "2025-11-25", "2026-07-28"]).default(BOTH),
    )
    .option("--http", "of a server: serve HTTP too; of a client: reach servers by their URL")
    .option("--direct", "of a server: let it ask a model of its own, with its own key")
    .option("--with <parts>", "parts to keep, with commas between them", addParts, []);
}

function addParts(text: string, earlier: readonly string[]): string[] {
  return [...earlier, ...text.split(",").map((part) => part.trim())].filter((part) => part !== "");
}

/** The parts that a copy does without. @throws {UsageError} for a part that the app does not have. */
export function leftOut(app: string, { parts, fixed, revisions }: Parts, flags: PartFlags): string[] {
  const named = [...flags.with, ...(flags.http ? ["http"] : []), ...(flags.direct ? ["direct"] : [])];
  const unknown = named.find((part) => !Object.hasOwn(parts, part));
  if (unknown !== undefined) {
    throw new UsageError(`The ${app} has no part ${unknown}.`, {
      fix: `Its parts are ${Object.keys(parts).join(", ")}.`,
    });
  }
  if (flags.protocol !== BOTH && !revisions.includes(flags.protocol)) {
    throw new UsageError(`The ${app} does not speak ${flags.protocol}.`, {
      fix: `It speaks ${revisions.join(" and ")}.`,
    });
  }
  const wanted = new Set([...fixed, ...named]);
  // A set goes on to what is added to it on the way.
  for (const part of wanted) for (const needed of parts[part] ?? []) wanted.add(needed);
  const others = flags.protocol === BOTH ? [] : revisions.filter((revision) => revision !== flags.protocol);
  return [...Object.keys(parts).filter((part) => !wanted.has(part)), ...others];
}

/** `pnpm eject server ../my-server`: a project of its own, that needs nothing of the kit. */
export function ejectCommand(): Command {
  return addPartOptions(new Command("eject"))
    .description("Make a project of its own of an app: the sources of the kit that it uses come with it.")
    .argument("[app]", "the app: server, client, or one of your own")
    .argument("[folder]", "where to; its name is the name of the project")
    .option("--name <name>", "the name of the package (default: that of the folder)")
    .option("--dry-run", "list the files, and write nothing")
    .option("--diff <folder>", "show what the kit has changed since that project was ejected")
    .addOption(
      new Option("--update <folder>", "bring that into the project; conflicts stand marked in its files").conflicts(
        "diff",
      ),
    )
    .action((app: string | undefined, given: string | undefined, flags: EjectFlags) => {
      const project = flags.diff ?? flags.update;
      if (app !== undefined && given !== undefined && project === undefined) return eject(app, given, flags);
      if (app === undefined && project !== undefined) return compare(resolve(userFolder(process.env), project), flags);
      throw new UsageError("Name an app and a folder, or --diff or --update and the folder of a project.", {
        fix: "For example: pnpm eject server ../my-server",
      });
    });
}

/** Shows what the kit has changed since a project was ejected, or brings it in. */
function compare(folder: string, { update }: EjectFlags): void {
  const { changes, origin } = findChanges(folder);
  if (changes.length === 0) {
    console.log("The kit has changed nothing that this project holds.");
    return;
  }
  if (update === undefined) {
    for (const change of changes) console.log(renderChange(change));
    return;
  }
  const unresolved = changes.find(({ mine }) => /^<{7} yours$/m.test(mine ?? ""));
  if (unresolved !== undefined) {
    throw new UsageError(`The marks of the last update still stand in ${unresolved.path}.`, {
      fix: "Choose there what to keep, and update again.",
    });
  }
  const outcomes = changes.map((change) => ({ path: change.path, outcome: applyChange(folder, change) }));
  writeFileSync(join(folder, ORIGIN_FILE), origin);
  for (const { path, outcome } of outcomes) console.log(`${outcome.padEnd(8)}  ${path}`);
  if (outcomes.some(({ outcome }) => outcome === "conflict")) process.exitCode = EXIT_CODES.failed;
}

function eject(app: string, given: string, flags: EjectFlags): void {
  const here = userFolder(process.env);
  const folder = resolve(here, given);
  const name = flags.name ?? basename(folder);
  checkName(name, "Name the folder otherwise, or the package with --name.");
  if (isWithin(folder, KIT_ROOT)) {
    throw new UsageError(`${folder} is in the kit.`, {
      fix: "Name a folder outside, or make an app inside: pnpm new.",
    });
  }
  checkFolder(folder);
  const kit = readKit();
  const without = leftOut(app, partsOf(kit, app), flags);
  const commit = git(["rev-parse", "HEAD"]).trim();
  const { files, lines } = makeProject(kit, { app, name, without, commit });
  if (flags.dryRun) console.log([...files.keys()].sort().join("\n"));
  else writeProject(folder, files);
  console.log(`${flags.dryRun ? "Would write" : "Wrote"} ${files.size} files to ${folder}.`);
  console.log(`${lines.source} lines of source, and ${lines.tests} of tests.`);
  if (flags.dryRun) return;
  const path = relative(here, folder);
  const quoted = /[^\w./\\-]/.test(path) ? `"${path}"` : path || ".";
  console.log(`Next: cd ${quoted} && npm install && npm test. README.md says the rest.`);
}
