import { GatewayError } from "@kit/gateway";
import { KitError } from "@kit/protocol";
import { type Failure, toFailure } from "@kit/terminal";
import { toSafeError } from "../gateway-errors.ts";
import type { ChatObserver } from "./chat-event.ts";
import type { ChatSession } from "./chat-session.ts";
import { runSlashCommand } from "./slash-commands.ts";

/** How a chat goes on: by lines, each of which is a message or a command. */
export type ChatLoop = {
  /** The next line, or undefined when there is none any more. */
  next: () => Promise<string | undefined>;
  session: ChatSession;
  observe: ChatObserver;
  /** Runs a turn that Ctrl-C may end. */
  during: (turn: (signal: AbortSignal) => Promise<void>) => Promise<void>;
  /** Ends the chat. */
  signal: AbortSignal;
};

/**
 * Answers line after line until there is none, or the person quits. A turn that fails or is stopped ends only itself.
 *
 * @returns How many failed.
 */
export async function runChat({ next, session, observe, during, signal }: ChatLoop): Promise<number> {
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
      observe({ type: "failed", ...describe(error) });
    }
  }
}

/** The person may read what the provider said: it is their model. */
function describe(error: unknown): Failure {
  if (!(error instanceof GatewayError)) return toFailure(error);
  const { code } = toSafeError(error);
  return toFailure(new KitError(code, error.message, { cause: error }));
}
