import { createInterface } from "node:readline";
import { createConfirm, type Usage, watchSampling } from "@kit/consent";
import { shorten } from "@kit/protocol";
import {
  createPrompt,
  describeCauses,
  EXIT_CODES,
  type Interrupts,
  reportFailure,
  safeJson,
  toFailure,
  withInterruptKey,
} from "@kit/terminal";
import { Command } from "commander";
import { createColors } from "picocolors";
import { toReadableError } from "../../gateway-errors.ts";
import {
  addHostOptions,
  createHostContext,
  type Host,
  type HostContext,
  type HostFlags,
  withHost,
} from "../../host.ts";
import { describeDestination } from "../../models.ts";
import type { Settings } from "../../settings.ts";
import { type ChatObserver, createConversation } from "./conversation.ts";
import { type ChatSession, runSlashCommand } from "./slash-commands.ts";
import { createToolset } from "./toolset.ts";
import { createChatView } from "./view.ts";

type ChatFlags = HostFlags & { json?: true };

/** What a user says in a chat. */
type Lines = {
  /** The next line, or undefined when there is none any more. */
  next: () => Promise<string | undefined>;
  /** Runs a turn that Ctrl-C may end. */
  during: (turn: (signal: AbortSignal) => Promise<void>) => Promise<void>;
};

const PROMPT = "› ";
const LEFT_OUT = "More tools than a model takes. /tools NAME turns a tool or a server off, or on again. Not offered:";

/** `pnpm client chat`: you talk to a model, the model calls your servers' tools, and the servers sample back. */
export function chatCommand(settings: Settings, interrupts: Interrupts): Command {
  return addHostOptions(new Command("chat"))
    .description("Talk to a model that may call your servers' tools.")
    .option("--json", "print one JSON object per event")
    .addHelpText(
      "after",
      "\nWithout a terminal it answers each line of stdin. With --yes the model calls tools without asking, too.",
    )
    .action((flags: ChatFlags) => {
      const context = createHostContext(settings, interrupts.signal);
      return reportFailure(flags.json === true, () => chat(flags, context, interrupts));
    });
}

async function chat(flags: ChatFlags, context: HostContext, interrupts: Interrupts): Promise<void> {
  const io = openIo(flags, context, interrupts);
  const answers: Usage[] = [];
  const observe: ChatObserver = (event) => {
    if (event.type === "answered") answers.push(event);
    io.show(event);
  };
  const work = async ({ hub, ledger, models: { gateway, models, destinations } }: Host) => {
    const confirm = createConfirm(flags.yes === true, io.askingTerminal, context.tell);
    const toolset = createToolset(hub);
    const conversation = createConversation({ gateway, toolset, confirm, observe });
    const [model] = models;
    const leftOut = toolset.list().filter(({ isOffered }) => !isOffered);
    observe({
      ...{ type: "opened", model, models },
      // What leaves the machine is told before: `withHost` does it.
      notes: [
        ...destinations.filter(({ isHosted }) => !isHosted).map(describeDestination),
        ...(leftOut.length > 0 ? [`${LEFT_OUT} ${shorten(leftOut.map(({ label }) => label).join(", "), 500)}.`] : []),
      ],
      servers: Object.fromEntries(hub.connections.map(({ identity, tools }) => [identity.name, tools.length])),
      tools: hub.tools.map(({ qualifiedName }) => qualifiedName),
    });
    const { columns } = io;
    const session = {
      ...{ conversation, choice: toolset, ledger, models, model, answers, columns },
      startedAt: Date.now(),
    };
    const failures = await answerLines(io, session, observe, context);
    if (failures > 0 && !io.isInteractive) process.exitCode ??= EXIT_CODES.failed;
  };
  await withHost(flags, context, work, () => watchSampling((sampled) => observe({ type: "sampled", ...sampled })));
}

/**
 * Answers line after line until there is none, or the user quits. A turn that fails or is stopped ends only itself.
 *
 * @returns How many failed.
 */
async function answerLines(
  { next, during }: Lines,
  session: ChatSession,
  observe: ChatObserver,
  { signal, tell }: HostContext,
): Promise<number> {
  let failures = 0;
  for (;;) {
    const line = await next();
    if (line === undefined || signal.aborted) return failures;
    if (line.startsWith("/")) {
      const lines = runSlashCommand(session, line);
      if (lines === "quit") return failures;
      observe({ type: "told", lines });
    } else if (line !== "") {
      await during((stopped) => takeTurn(line, stopped));
    }
    if (signal.aborted) return failures;
  }

  async function takeTurn(line: string, stopped: AbortSignal): Promise<void> {
    try {
      await session.conversation.say(line, session.model, stopped);
    } catch (error) {
      if (stopped.aborted) return observe({ type: "cancelled" });
      failures += 1;
      const shown = toReadableError(error);
      const { code, message, ...failure } = toFailure(shown);
      const blamed = code === "gateway_rejected" ? session.choice.blamedIn(message) : undefined;
      const fix = blamed && {
        fix: `The model refuses the tool ${blamed}: leave it out with /tools ${blamed}, and ask again.`,
      };
      observe({ type: "failed", code, message, ...failure, ...fix });
      for (const cause of describeCauses(shown)) tell(cause);
    }
  }
}

/** A prompt in a terminal; else the lines of stdin, with answers on stdout and the rest on stderr. */
function openIo(flags: ChatFlags, { screen, signal, settings }: HostContext, interrupts: Interrupts) {
  const { stdin, stdout, stderr } = process;
  const canAsk = stdin.isTTY === true && stderr.isTTY === true;
  const isInteractive = canAsk && stdout.isTTY === true && !flags.json;
  const hasColor = stderr.isTTY === true && settings.hasColor;
  const layout = () => {
    const { columns = 80, rows = 24 } = stderr;
    return { columns, rows, hasColor };
  };
  const { columns } = layout();
  const writeJson: ChatObserver = (event) => void stdout.write(`${safeJson(event, 0)}\n`);
  const view = () =>
    createChatView({
      ...{ screen, columns, hasColor },
      // Beside the hops of --verbose a bar would be torn apart.
      isTTY: stderr.isTTY === true && !flags.verbose,
      writeResult: isInteractive ? undefined : (text) => void stdout.write(text),
    });
  return {
    /** Whether a user types at a prompt, and sees everything on one screen. */
    isInteractive,
    columns,
    show: flags.json ? writeJson : view(),
    /** Absent when nobody can be asked. */
    askingTerminal: canAsk ? { input: stdin, screen, layout } : undefined,
    ...(isInteractive ? linesOfPrompt() : linesOfInput()),
  };

  function linesOfPrompt(): Lines {
    const { bold, cyan } = createColors(hasColor);
    const ask = createPrompt({ input: stdin, output: stderr }, bold(cyan(PROMPT)));
    return {
      // What else is written waits until the line is.
      next: () =>
        screen.take(signal, () => ask(signal)).catch((error) => (signal.aborted ? undefined : Promise.reject(error))),
      during: (turn) => interrupts.during((stopped) => withInterruptKey(stdin, () => turn(stopped))),
    };
  }

  function linesOfInput(): Lines {
    let lines: AsyncIterator<string> | undefined;
    return {
      async next() {
        // Not before: an input that stays open would keep alive what has failed on the way.
        lines ??= createInterface({ input: stdin, signal })[Symbol.asyncIterator]();
        const { value, done } = await lines.next();
        return done === true ? undefined : value.trim();
      },
      during: (turn) => turn(signal),
    };
  }
}
