import { EXIT_CODES, type Interrupts } from "@kit/terminal";
import { Command } from "commander";
import { addPartOptions, leftOut, type PartFlags } from "./eject-command.ts";
import { readKit } from "./kit.ts";
import { type Changes, runPnpm, tidy, withChanges } from "./kit-changes.ts";
import { checkApp, makeApp, runCommand } from "./new-app.ts";
import { makeTool } from "./new-tool.ts";
import { partsOf } from "./project.ts";

type AppFlags = PartFlags & { dryRun?: true };
type ToolFlags = { in: string; dryRun?: true };

/** What the user may do next. */
const NEXT = {
  server: (name: string) => [
    ["Run it", `pnpm dev --server ${name}`],
    ["Edit first", `apps/${name}/src/tools/all-tools.ts`],
  ],
  client: (name: string) => [
    ["Run it", runCommand(name)],
    ["Edit first", `apps/${name}/src/sampling-handler.ts`],
  ],
};

/** What a new app has only when it is asked for. It has every other part. */
const ON_REQUEST = { server: ["http", "direct"], client: [] as string[] };

/** `pnpm new server my-server`, `pnpm new client my-client`, `pnpm new tool my-tool --in my-server`. */
export function newCommand({ signal }: Pick<Interrupts, "signal">): Command {
  const command = new Command("new").description("Make an app of your own inside the kit, or a tool of a server.");
  for (const app of ["server", "client"] as const) {
    const made = addPartOptions(new Command(app))
      .description(`Make a ${app}: the kit's own is the template.`)
      .argument("<name>", "the folder under apps, and the name of its package")
      .option("--dry-run", "list the files, and write nothing")
      .action((name: string, flags: AppFlags) => newApp(app, name, flags, signal));
    command.addCommand(made);
  }
  return command.addCommand(
    new Command("tool")
      .description("Make a tool: its contract, its function and a test.")
      .argument("<name>", "words with dashes, as in extract-dates")
      .option("--in <server>", "the server that gets it", "server")
      .option("--dry-run", "list the files, and write nothing")
      .action((name: string, flags: ToolFlags) => newTool(name, flags, signal)),
  );
}

async function newApp(app: "server" | "client", name: string, flags: AppFlags, signal: AbortSignal): Promise<void> {
  const kit = readKit();
  const has = partsOf(kit, app);
  const kept = Object.keys(has.parts).filter((part) => !ON_REQUEST[app].includes(part));
  const changes = makeApp(kit, app, name, leftOut(app, has, { ...flags, with: [...flags.with, ...kept] }));
  if (flags.dryRun) return list(changes);
  const isGreen = await withChanges(changes, signal, () => checkApp(name, changes, signal));
  if (!isGreen) process.exitCode = EXIT_CODES.failed;
  console.log(isGreen ? `Made apps/${name}; its checks pass.` : `Made apps/${name}, and its checks fail: see above.`);
  for (const [what, text] of NEXT[app](name)) console.log(`${`${what}:`.padEnd(13)}${text}`);
}

async function newTool(name: string, flags: ToolFlags, signal: AbortSignal): Promise<void> {
  const changes = makeTool(readKit(), name, flags.in);
  if (flags.dryRun) return list(changes);
  const run = (...args: string[]) => runPnpm(["--dir", `apps/${flags.in}`, ...args], signal);
  const check = async () => tidy(changes) && (await run("typecheck")) && run("test", `src/tools/${name}.test.ts`);
  const isGreen = await withChanges(changes, signal, check);
  if (!isGreen) process.exitCode = EXIT_CODES.failed;
  console.log(isGreen ? "Its test passes. Wrote:" : "Its test fails: see above. Wrote:");
  list(changes, "  ");
}

function list({ added, changed }: Changes, indent = ""): void {
  for (const path of [...added.keys(), ...changed.keys()].sort()) console.log(indent + path);
}
