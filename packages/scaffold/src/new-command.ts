import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT_CODES } from "@kit/terminal";
import { Command } from "commander";
import { addPartOptions, leftOut, type PartFlags } from "./eject-command.ts";
import { KIT_ROOT, readKit } from "./kit.ts";
import { makeApp, runPnpm, writeApp } from "./new-app.ts";
import { makeTool } from "./new-tool.ts";
import { partsOf } from "./project.ts";
import { writeFiles } from "./write-project.ts";

type AppFlags = PartFlags & { dryRun?: true };
type ToolFlags = { in: string; dryRun?: true };

const FIRST_TO_EDIT = { server: "src/tools/all-tools.ts", client: "src/sampling-handler.ts" };

/** What a new app has only when it is asked for. It has every other part. */
const ON_REQUEST = ["http", "direct"];

/** `pnpm new server my-server`, `pnpm new client my-client`, `pnpm new tool my-tool --in my-server`. */
export function newCommand(): Command {
  const command = new Command("new").description("Make an app of your own inside the kit, or a tool of a server.");
  for (const app of ["server", "client"] as const) {
    const made = addPartOptions(new Command(app))
      .description(`Make a ${app}: the kit's own is the template.`)
      .argument("<name>", "the folder under apps, and the name of its package")
      .option("--dry-run", "list the files, and write nothing")
      .action((name: string, flags: AppFlags) => newApp(app, name, flags));
    command.addCommand(made);
  }
  return command.addCommand(
    new Command("tool")
      .description("Make a tool: its contract, its function and a test.")
      .argument("<name>", "words with dashes, as in extract-dates")
      .option("--in <server>", "the server that gets it", "server")
      .option("--dry-run", "list the files, and write nothing")
      .action(newTool),
  );
}

function newApp(app: "server" | "client", name: string, flags: AppFlags): void {
  const kit = readKit();
  const has = partsOf(kit, app);
  const kept = Object.keys(has.parts).filter((part) => !ON_REQUEST.includes(part));
  const files = makeApp(kit, app, name, leftOut(app, has, { ...flags, with: [...flags.with, ...kept] }));
  if (flags.dryRun) {
    for (const path of [...files.keys()].sort()) console.log(`apps/${name}/${path}`);
    return;
  }
  const isGreen = writeApp(app, name, files);
  if (!isGreen) process.exitCode = EXIT_CODES.failed;
  console.log(isGreen ? `Made apps/${name}; its checks pass.` : `Made apps/${name}, and its checks fail: see above.`);
  console.log(`Run it:      node apps/${name}/src/main.ts`);
  console.log(`Edit first:  apps/${name}/${FIRST_TO_EDIT[app]}`);
}

function newTool(name: string, flags: ToolFlags): void {
  const { added, changed } = makeTool(readKit(), name, flags.in);
  const paths = [...added.keys(), ...changed.keys()];
  if (flags.dryRun) {
    console.log(paths.join("\n"));
    return;
  }
  writeFiles(KIT_ROOT, added);
  for (const [path, text] of changed) writeFileSync(join(KIT_ROOT, path), text);
  const test = [...added.keys()].find((path) => path.endsWith(".test.ts")) ?? "";
  const [own = "", tested = ""] = [test.split("/").slice(0, 2).join("/"), test.split("/").slice(2).join("/")];
  const isGreen = runPnpm(["--dir", own, "typecheck"]) && runPnpm(["--dir", own, "test", tested]);
  if (!isGreen) process.exitCode = EXIT_CODES.failed;
  console.log(
    `${isGreen ? "Its test passes." : "Its test fails: see above."} Wrote:\n${paths.map((path) => `  ${path}`).join("\n")}`,
  );
}
