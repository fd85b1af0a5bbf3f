import { basename, relative, resolve } from "node:path";
import { UsageError, userFolder } from "@kit/terminal";
import { Command, Option } from "commander";
import { git, KIT_ROOT, readKit } from "./kit.ts";
import { makeProject, partsOf } from "./project.ts";
import { checkFolder, checkName, isWithin, writeProject } from "./write-project.ts";

/** The flags that say which parts of an app a copy has. */
export type PartFlags = { protocol: string; http?: true; direct?: true; with: string[] };

type EjectFlags = PartFlags & { name?: string; dryRun?: true };

const BOTH = "both";

/** Adds the flags that say which parts of an app a copy has. */
export function addPartOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--protocol <revision>", "what to speak").choices([BOTH, "2025-11-25", "2026-07-28"]).default(BOTH),
    )
    .option("--http", "of a server: serve HTTP too")
    .option("--direct", "of a server: let it ask a model of its own, with its own key")
    .option("--with <parts>", "parts to keep, with commas between them", (text) => text.split(","), []);
}

/** The parts that a copy does without. @throws {UsageError} for a part that the app does not have. */
export function leftOut(app: string, { parts, revisions }: ReturnType<typeof partsOf>, flags: PartFlags): string[] {
  const named = [...flags.with, ...(flags.http ? ["http"] : []), ...(flags.direct ? ["direct"] : [])];
  const unknown = named.find((part) => parts[part] === undefined);
  if (unknown !== undefined) {
    throw new UsageError(`The ${app} has no part ${unknown}.`, {
      fix: `Its parts are ${Object.keys(parts).join(", ")}.`,
    });
  }
  const wanted = named.flatMap((part) => [part, ...(parts[part] ?? [])]);
  const others = flags.protocol === BOTH ? [] : revisions.filter((revision) => revision !== flags.protocol);
  return [...Object.keys(parts).filter((part) => !wanted.includes(part)), ...others];
}

/** `pnpm eject server ../my-server`: a project of its own, that needs nothing of the kit. */
export function ejectCommand(): Command {
  return addPartOptions(new Command("eject"))
    .description("Make a project of its own of an app: the sources of the kit that it uses come with it.")
    .argument("<app>", "the app: server, client, or one of your own")
    .argument("<folder>", "where to; its name is the name of the project")
    .option("--name <name>", "the name of the package (default: that of the folder)")
    .option("--dry-run", "list the files, and write nothing")
    .action((app: string, given: string, flags: EjectFlags) => eject(app, given, flags));
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
  if (!flags.dryRun)
    console.log(`Next: cd ${relative(here, folder)} && npm install && npm test. README.md says the rest.`);
}
