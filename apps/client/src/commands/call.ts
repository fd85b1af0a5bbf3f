import { resolve } from "node:path";
import { isRecord } from "@kit/protocol";
import {
  cleanText,
  createProgressView,
  type Interrupts,
  parseSchemaFlags,
  readTextFile,
  renderColumns,
  reportFailure,
  type SchemaFlag,
  safeJson,
  schemaFlags,
  UsageError,
} from "@kit/terminal";
import { Command, InvalidArgumentError } from "commander";
import type { ToolResult } from "../connection.ts";
import { addHostOptions, createHostContext, type HostContext, type HostFlags, withHost } from "../host.ts";
import type { HubTool } from "../servers.ts";
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
  await withHost(flags, context, async ({ hub }) => {
    try {
      const tool = hub.find(name);
      const args = await collectArguments(tool, flags, settings.here);
      const timeLimit = timeout === undefined ? {} : { timeoutMs: timeout * 1_000 };
      const result = await hub.call(tool.qualifiedName, args, { signal, onProgress: view.show, ...timeLimit });
      view.end();
      console.log(json ? safeJson(result.structuredContent ?? { content: result.content }, 0) : renderResult(result));
    } finally {
      view.end();
    }
  });
}

/** Puts the arguments of a call together: `--input`, then `--file`, then the tool's own flags. */
async function collectArguments(
  tool: HubTool,
  { tokens, file, input, known }: ArgumentFlags,
  here: string,
): Promise<Record<string, unknown>> {
  const fields = schemaFlags(tool.inputSchema);
  const readFile = (path: string) => readTextFile(resolve(here, path));
  const args = input === undefined ? {} : parseInput(input.startsWith("@") ? await readFile(input.slice(1)) : input);
  if (file !== undefined) args[documentField(tool, fields).name] = await readFile(file);
  Object.assign(args, await parseSchemaFlags(tokens, fields, readFile, known));

  const missing = fields.filter((field) => field.isRequired && args[field.name] === undefined);
  if (missing.length === 0) return args;
  throw new UsageError(`${tool.qualifiedName} needs ${missing.map(({ flag }) => flag).join(" and ")}.`);
}

function parseInput(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--input takes an object as JSON, or @path. ${(error as Error).message}.`);
  }
  if (isRecord(value)) return value;
  throw new UsageError('--input takes an object as JSON, such as \'{"text": "Hello"}\'.');
}

/** The field that a file goes to: `document`, or else the only text that the tool needs. */
function documentField({ qualifiedName }: HubTool, fields: readonly SchemaFlag[]): SchemaFlag {
  const texts = fields.filter(({ kind, choices }) => kind === "string" && choices === undefined);
  const [only, ...others] = texts.filter(({ isRequired }) => isRequired);
  const found = texts.find(({ name }) => name === "document") ?? (others.length === 0 ? only : undefined);
  if (found !== undefined) return found;
  const flags = texts.map(({ flag }) => `${flag} @path`).join(" or ") || "other arguments";
  throw new UsageError(`${qualifiedName} does not say which of its arguments a file is for. Write ${flags}.`);
}

/** The fields of a structured result, long texts first, under their names; else the texts of the result. */
function renderResult({ structuredContent, content }: ToolResult): string {
  if (!isRecord(structuredContent)) return (Array.isArray(content) ? content : []).map(renderBlock).join("\n");
  const fields = Object.entries(structuredContent).map(([name, value]) => ({
    name,
    text: typeof value === "string" ? value : JSON.stringify(value, null, 2),
  }));
  const isLong = ({ text }: { text: string }) => text.length > SHORT || text.includes("\n");
  const long = fields.filter(isLong).map(({ name, text }) => `${cleanText(name)}:\n${cleanText(text)}\n`);
  const short = fields.filter((field) => !isLong(field)).map(({ name, text }) => [name, text]);
  return [...long, ...renderColumns(short)].join("\n");
}

function renderBlock(block: unknown): string {
  if (!isRecord(block)) return "";
  if (typeof block.text === "string") return cleanText(block.text);
  const about = [block.type, block.mimeType, block.uri].filter((part) => typeof part === "string");
  return cleanText(`[${about.join(" ")}]`);
}

function toSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds < 1_000_000) return seconds;
  throw new InvalidArgumentError("It takes a number of seconds.");
}
