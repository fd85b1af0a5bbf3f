import { createProgressView, reportFailure, safeJson } from "@kit/terminal";
import { Command, InvalidArgumentError } from "commander";
import { createHostContext, type HostContext } from "../host/host-context.ts";
import { openHost } from "../host/open-host.ts";
import { addHostOptions, type HostFlags } from "../terminal/shared-options.ts";
import { collectArguments } from "./collect-arguments.ts";
import { renderResult } from "./render-result.ts";

type CallFlags = HostFlags & { file?: string; input?: string; timeout?: number; json?: true };

/** `pnpm client call summarize --file my.md --max-words 80`: one tool of one of your servers, from the shell. */
export function callCommand(env: NodeJS.ProcessEnv, signal: AbortSignal): Command {
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
    .action((tool: string, flags: string[], options: CallFlags) => {
      const known = command.options.flatMap(({ long }) => long ?? []);
      const context = createHostContext(env, signal);
      return reportFailure(options.json === true, () => call(tool, flags, options, known, context));
    });
}

async function call(name: string, flags: string[], options: CallFlags, known: string[], context: HostContext) {
  const { file, input, timeout, json } = options;
  const host = await openHost(options, context);
  const { screen } = context;
  const { isTTY = false, columns } = process.stderr;
  // Beside the hops of --verbose a bar would be torn apart.
  const view = createProgressView({ write: screen.write, isTTY: isTTY && !options.verbose, columns });
  try {
    const tool = host.hub.find(name);
    const args = await collectArguments(tool, { flags, file, input, here: context.here, known });
    const result = await host.hub.call(tool.qualifiedName, args, {
      signal: context.signal,
      onProgress: view.show,
      ...(timeout !== undefined && { timeoutMs: timeout * 1_000 }),
    });
    view.end();
    console.log(json ? safeJson(result.structuredContent ?? { content: result.content }, 0) : renderResult(result));
  } finally {
    view.end();
    await host.close();
  }
}

function toSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds < 1_000_000) return seconds;
  throw new InvalidArgumentError("It takes a number of seconds.");
}
