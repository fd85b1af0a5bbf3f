import { resolve } from "node:path";
import { describeResult, isRecord, type ToolResult } from "@kit/protocol";
import {
  cleanText,
  createProgressView,
  type Interrupts,
  readSchemaArguments,
  readTextFile,
  renderColumns,
  reportFailure,
  safeJson,
} from "@kit/terminal";
import { Command, InvalidArgumentError } from "commander";
import { addHostOptions, createHostContext, type HostContext, type HostFlags, withHost } from "../host.ts";
import type { Settings } from "../settings.ts";

type CallFlags = HostFlags & { file?: string; input?: string; timeout?: number; json?: true };

/** A text longer than this stands under its name, in characters. */
const SHORT = 60;

/** `pnpm client call summarize --file my.md --max-words 80`: one tool of one of your servers, from the shell. */
export function callCommand(settings: Settings, { signal }: Interrupts): Command {
  const command = new Command("call")
    .description("Call a tool of one of your servers.")
    .argument("<tool>", "its name, or server/tool; `tools` lists them")
    .argument("[flags...]", "its arguments, such as --max-words 80; @path stands for the text of a file")
    .allowUnknownOption()
    .option("--file <path>", "the document that the tool is about")
    .option("--input <json>", "all arguments as one object, or @path of one")
    .option("--timeout <seconds>", "how long it may go without a report of progress (default: 600)", toSeconds)
    .option("--json", "print the structured result as JSON");
  return addHostOptions(command)
    .addHelpText("after", "\nExit codes: 0 done, 1 a tool or server failed, 2 wrong usage, 130 Ctrl-C.")
    .action((tool: string, tokens: string[], flags: CallFlags) => {
      const known = command.options.flatMap(({ long }) => long ?? []);
      const context = createHostContext(settings, signal);
      return reportFailure(flags.json === true, () => call(tool, { ...flags, tokens, known }, context));
    });
}

/** What the arguments of a call are made of: the flags of the command, and those that the tool's schema makes. */
type ArgumentFlags = CallFlags & { tokens: readonly string[]; known: readonly string[] };

async function call(name: string, flags: ArgumentFlags, context: HostContext): Promise<void> {
  const { timeout, json, verbose } = flags;
  const { screen, signal, settings } = context;
  const { isTTY = false, columns } = process.stderr;
  // Beside the hops of --verbose a bar would be torn apart.
  const view = createProgressView({ write: screen.write, isTTY: isTTY && !verbose, columns });
  await withHost(flags, { ...context, tool: name }, async ({ hub }) => {
    const { qualifiedName, inputSchema } = hub.find(name);
    const readFile = (path: string) => readTextFile(resolve(settings.here, path));
    const args = await readSchemaArguments(qualifiedName, inputSchema, { ...flags, readFile });
    const timeLimit = timeout === undefined ? {} : { timeoutMs: timeout * 1_000 };
    const options = { signal, onProgress: view.show, ...timeLimit };
    const result = await hub.call(qualifiedName, args, options).finally(view.end);
    console.log(json ? safeJson(result.structuredContent ?? { content: result.content }, 0) : renderResult(result));
  });
}

/** The fields of a structured result, long texts first, under their names; else the texts of the result. */
function renderResult({ structuredContent, content }: ToolResult): string {
  if (!isRecord(structuredContent)) return cleanText(describeResult(content));
  const fields = Object.entries(structuredContent).map(([name, value]) => ({
    name,
    text: typeof value === "string" ? value : JSON.stringify(value, null, 2),
  }));
  const isLong = ({ text }: { text: string }) => text.length > SHORT || text.includes("\n");
  const long = fields.filter(isLong).map(({ name, text }) => `${cleanText(name)}:\n${cleanText(text)}\n`);
  const short = fields.filter((field) => !isLong(field)).map(({ name, text }) => [name, text]);
  return [...long, ...renderColumns(short)].join("\n");
}

function toSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds < 1_000_000) return seconds;
  throw new InvalidArgumentError("It takes a number of seconds.");
}
