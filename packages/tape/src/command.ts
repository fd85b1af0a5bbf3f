import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { KitError } from "@kit/protocol";
import { type Interrupts, oneLine, reportFailure, UsageError } from "@kit/terminal";
import { Command, Option } from "commander";
import { listCalls } from "./calls.ts";
import { findPair, renderComparison } from "./compare.ts";
import { toHtml, toMermaid } from "./export.ts";
import { type RecordedTape, readTape } from "./read.ts";
import { replayClient, replayServer } from "./replay.ts";
import { renderTape } from "./show.ts";

/** How long a replayed server may take for a message, and to end, in milliseconds. */
const [ANSWER_MS, END_MS] = [30_000, 2_000];
/** The variables that a replayed server needs to start, and no key. */
const ENVIRONMENT = ["PATH", "HOME", "USERPROFILE", "SystemRoot", "TEMP", "TMPDIR", "LANG"];

/** `pnpm client tape`: what to do with what `--tape` has recorded. */
export function tapeCommand({ here }: { here: string }, { signal }: Pick<Interrupts, "signal">): Command {
  const tape = new Command("tape").description("Show, compare, replay or export what --tape has recorded.");
  tape.action(() => tape.outputHelp());
  const read = async (file: string) => {
    const recorded = await readTape(resolve(here, file));
    for (const notice of recorded.notices) console.error(oneLine(notice));
    return recorded;
  };
  const print = (lines: readonly string[]) => console.log(lines.join("\n"));
  tape
    .command("show")
    .description("Show every message, and what each call took.")
    .argument("<files...>", "a tape, or several")
    .option("--compare", "set two runs of a call side by side: of one file those on the two revisions")
    .option("--tool <name>", "the tool whose call is compared")
    .action((files: string[], { compare, tool }: { compare?: true; tool?: string }) =>
      reportFailure(false, async () => {
        const { columns } = process.stdout;
        const tapes = await Promise.all(files.map(read));
        if (compare) print(renderComparison(findPair(tapes, tool), columns));
        else for (const one of tapes) print(renderTape(one, columns));
      }),
    );
  tape
    .command("replay")
    .description("Play one side of what was recorded, without a model.")
    .argument("<file>")
    .argument("[command...]", "as client: what starts the server, behind --")
    .addOption(
      new Option("--as <side>", "an MCP server on stdio, or the client of one")
        .choices(["server", "client"])
        .makeOptionMandatory(),
    )
    .option("--connection <number>", "the connection, of several on the tape", Number)
    .action((file: string, command: string[], { as, connection }: { as: "server" | "client"; connection?: number }) =>
      reportFailure(false, async () => {
        const entries = entriesOf(await read(file), connection);
        const stdio = { input: process.stdin, output: process.stdout };
        signal.addEventListener("abort", () => void process.stdin.destroy());
        if (as === "server") return replayServer(entries, stdio, (line) => console.error(oneLine(line)));
        const found = await replayTo(command, entries, signal);
        print(found.length === 0 ? ["The server answers as it did on the tape."] : found.map(oneLine));
        if (found.length > 0) process.exitCode ??= 1;
      }),
    );
  tape
    .command("export")
    .description("Write a diagram for a README, or a page.")
    .argument("<files...>")
    .addOption(new Option("--mermaid", "of the first call in each file").conflicts("html"))
    .option("--html", "of one file")
    .action((files: string[], { mermaid }: { mermaid?: true }) =>
      reportFailure(false, async () => {
        const tapes = await Promise.all(files.map(read));
        const calls = tapes.flatMap(({ entries }) => listCalls(entries).slice(0, 1));
        print(mermaid ? [toMermaid(calls)] : tapes.map(toHtml));
      }),
    );
  return tape;
}

/** @throws {UsageError} when there are several connections, and none was named. */
function entriesOf({ entries }: RecordedTape, named?: number): RecordedTape["entries"] {
  const all = Map.groupBy(entries, ({ connection }) => connection);
  const own = all.size === 1 && named === undefined ? entries : all.get(named ?? 0);
  if (own !== undefined) return own;
  const list = [...all].map(([number, [first]]) => `${number} to ${first?.server}`).join(", ") || "none";
  throw new UsageError(`The connections on the tape are: ${list}.`, { fix: "Name one with --connection." });
}

async function replayTo(
  [command, ...args]: readonly string[],
  entries: RecordedTape["entries"],
  signal: AbortSignal,
): Promise<string[]> {
  if (command === undefined) {
    const fix = "Write it behind --, as in: tape replay FILE --as client -- node server.js";
    throw new UsageError("What starts the server is missing.", { fix });
  }
  const env = Object.fromEntries(ENVIRONMENT.map((name) => [name, process.env[name]]));
  const child = spawn(command, args, { env, stdio: ["pipe", "pipe", "inherit"] });
  await once(child, "spawn").catch((cause: Error) => {
    throw new KitError("server_not_started", `${command} did not start: ${cause.message}.`, {
      fix: "Correct what stands behind --.",
    });
  });
  const ended = once(child, "exit");
  child.stdin.on("error", () => undefined);
  signal.addEventListener("abort", () => void child.kill());
  try {
    return await replayClient(entries, { input: child.stdout, output: child.stdin }, ANSWER_MS);
  } finally {
    child.stdin.end();
    const timer = setTimeout(() => child.kill("SIGKILL"), END_MS);
    await ended;
    clearTimeout(timer);
  }
}
