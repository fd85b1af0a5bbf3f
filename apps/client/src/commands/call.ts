import { resolve } from "node:path";
import { describeResult, type ErrorCode, isRecord, KitError } from "@kit/protocol";
import {
  cleanText,
  createProgressView,
  type Interrupts,
  oneLine,
  parseSeconds,
  readSchemaArguments,
  readTextFile,
  renderFields,
  reportFailure,
  safeJson,
  UsageError,
} from "@kit/terminal";
import { Command } from "commander";
import { addHostOptions, createHostContext, type Host, type HostContext, type HostFlags, withHost } from "../host.ts";
import type { Settings } from "../settings.ts";

type CallFlags = HostFlags & { file?: string; input?: string; timeout?: number; json?: true };

/** `pnpm client call summarize --file my.md --max-words 80`: one tool of one of your servers, from the shell. */
export function callCommand(settings: Settings, { signal }: Interrupts): Command {
  const command = new Command("call")
    .description("Call a tool of one of your servers.")
    .argument("<tool>", "its name, or server/tool; `tools` lists them")
    .argument("[flags...]", "its arguments, such as --max-words 80; @path stands for the text of a file")
    .allowUnknownOption()
    .option("--file <path>", "the document that the tool is about")
    .option("--input <json>", "all arguments as one object, or @path of one")
    .option("--timeout <seconds>", "how long it may go without a report of progress (default: 600)", parseSeconds)
    .option("--json", "print the structured result as JSON");
  return addHostOptions(command)
    .addHelpText("after", "\nExit codes: 0 done, 1 failed, 2 wrong command line, 130 Ctrl-C.")
    .action((tool: string, tokens: string[], flags: CallFlags) => {
      const known = command.options.flatMap(({ long }) => long ?? []);
      const context = createHostContext(settings, signal);
      return reportFailure(flags.json === true, () => call(tool, { ...flags, tokens, known }, context));
    });
}

/** The flags of the command, and those that the tool's schema makes. */
type AllFlags = CallFlags & { tokens: readonly string[]; known: readonly string[] };

async function call(name: string, flags: AllFlags, context: HostContext): Promise<void> {
  const { timeout, json, verbose } = flags;
  const { screen, signal, settings } = context;
  if (name.startsWith("-")) throw new UsageError(`The name of the tool stands first, before ${name}.`);
  const { isTTY = false, columns } = process.stderr;
  // Beside the hops of --verbose a bar would be torn apart.
  const view = createProgressView({ write: screen.write, isTTY: isTTY && !verbose, columns });
  await withHost(flags, { ...context, tool: name }, async ({ hub }) => {
    const tool = hub.find(name);
    const readFile = (path: string) => readTextFile(resolve(settings.here, path));
    const args = await readSchemaArguments(tool.qualifiedName, tool.inputSchema, { ...flags, readFile });
    const options = { signal, onProgress: view.show, ...(timeout && { timeoutMs: timeout * 1_000 }) };
    const { structuredContent, content } = await hub
      .call(tool, args, options)
      .finally(view.end)
      .catch((error: unknown) => {
        const isLogged = error instanceof KitError && LOGGED.includes(error.code);
        if (isLogged && !verbose) for (const line of logOf(tool.server, hub)) context.tell(line);
        throw error;
      });
    if (json) return console.log(safeJson(structuredContent ?? { content }, 0));
    const lines = isRecord(structuredContent) ? renderFields(structuredContent) : [cleanText(describeResult(content))];
    console.log(lines.join("\n"));
  });
}

/** What goes wrong at a server, of which its log may say more. */
const LOGGED: readonly ErrorCode[] = ["tool_failed", "direct_failed", "connection_closed"];
const LOG_LINES = 10;

/** The end of what a server has written to its log. */
function logOf(name: string, { connections }: Host["hub"]): string[] {
  const server = connections.find(({ identity }) => identity.name === name)?.process;
  const log = server === undefined ? "keeps its log where it runs." : server.stderrTail || "has written no log.";
  const lines = log.split("\n").slice(-LOG_LINES);
  return lines.map((line) => oneLine(`! ${name}  ${line}`));
}
