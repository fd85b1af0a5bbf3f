import { createInterface } from "node:readline";
import { KitError, parseSamplingRequest, type SamplingRequest, type SamplingResult, summarize } from "@kit/protocol";
import { createTerminalApprover } from "../../../../packages/consent/src/approval/terminal-approver.ts";
import { approve } from "../../../../packages/consent/src/handler/approve.ts";
import { chooseModel } from "../../../../packages/consent/src/handler/choose-model.ts";
import { review } from "../../../../packages/consent/src/handler/review.ts";
import type { OriginCall, SamplingTurn } from "../../../../packages/consent/src/handler/sampling-turn.ts";
import type { Mode } from "../../../../packages/consent/src/policy/ruling.ts";
import { approvalTurn, testRuling } from "../../../../packages/consent/src/testing/approval-turn.ts";
import { createScreen } from "../../../../packages/terminal/src/create-screen.ts";
import { connect } from "../connect.ts";
import { OFFLINE_MODEL } from "../models/models-from.ts";
import { kitServer } from "../servers.ts";
import { textResult } from "./connect-to-kit-server.ts";

// A client in a terminal: the real steps and the real approver, with the requests that its argument describes. Tests
// start it on a pseudo-terminal, and press the keys.

/** What the program does, as JSON in its argument. */
export type ApprovalScenario = {
  requests: {
    server?: string;
    calls?: OriginCall[];
    claimedName?: string;
    mode?: Mode;
    review?: boolean;
    request: SamplingRequest;
    askedMaxTokens?: number;
    suspicions?: string[];
    redacted?: Record<string, number>;
  }[];
  /** A document for the kit's real server to summarize, which then asks. */
  document?: string;
  /** What happens as soon as the keys of a card are shown. */
  whenShown?: "cancel" | "exit" | "print";
  /** Whether a prompt reads lines all the while. */
  hasPrompt?: boolean;
  decisionTimeoutMs?: number;
};

const scenario: ApprovalScenario = JSON.parse(process.argv[2] ?? "");
const cancel = new AbortController();
const closed = new AbortController();
process.once("SIGINT", () => {
  process.exitCode = 130;
  closed.abort();
  cancel.abort(new KitError("cancelled", "The call was cancelled."));
});

const KEYS = "refuse";
const WHEN_SHOWN = {
  cancel: () => cancel.abort(new KitError("cancelled", "The server took its request back.")),
  exit: () => process.exit(3),
  print: () => screen.write("PRINTED MEANWHILE\n"),
};
const screen = createScreen({
  write(text: string) {
    process.stdout.write(text);
    if (scenario.whenShown !== undefined && text.includes(KEYS)) WHEN_SHOWN[scenario.whenShown]();
  },
});
const approver = createTerminalApprover({ input: process.stdin, output: process.stdout, screen, env: process.env });
const CHARACTERS_PER_TOKEN = 4;
const estimate = ({ request }: SamplingTurn) => ({
  inputTokens: Math.ceil(JSON.stringify(request.messages).length / CHARACTERS_PER_TOKEN),
  outputTokens: request.maxTokens,
  costUsd: 0,
});
const say = (...words: unknown[]) => screen.write(`${words.map(String).join(" ")}\n`);

/** One step for each server, as each has a connection of its own. */
const steps = new Map<string, ReturnType<typeof approve>>();
function stepFor(server: string) {
  const { decisionTimeoutMs = 60_000 } = scenario;
  const step =
    steps.get(server) ??
    approve({
      approver,
      remember: async (from, tool) => say("REMEMBERED", from, tool),
      closed: closed.signal,
      decisionTimeoutMs,
      observe: (event) => event.type === "decided" && say("DECIDED", event.decision),
    });
  steps.set(server, step);
  return step;
}

const prompt = scenario.hasPrompt ? createInterface({ input: process.stdin, output: process.stdout }) : undefined;
const line = prompt && new Promise<string>((resolve) => prompt.once("line", resolve));

const look = review({ approver });
async function handle(turn: SamplingTurn): Promise<SamplingResult> {
  return stepFor(turn.origin.server)({ ...turn, estimate: estimate(turn) }, (approved) =>
    look(approved, async ({ request }) => textResult(`Answer to: ${JSON.stringify(request)}`)),
  );
}

async function end(name: string, work: () => Promise<unknown>): Promise<void> {
  try {
    say(`END ${name}`, "sent", JSON.stringify(await work()));
  } catch (error) {
    say(`END ${name}`, error instanceof KitError ? error.code : error, error instanceof Error ? error.message : "");
  }
}

const ends = scenario.requests.map((asked, index) => {
  const {
    server = "kit",
    mode = "ask",
    claimedName = "kit-server",
    calls,
    review: isReviewed = false,
    ...turn
  } = asked;
  const from = { server, reachedBy: "node server.js", claimedName };
  const called = calls ?? [{ id: 1, tool: "summarize", arguments: { document: "A long text.", maxWords: 50 } }];
  const ruling = testRuling(mode, { review: isReviewed, because: { mode: "default" } });
  const { signal } = cancel;
  return end(String(index), async () => {
    const { content } = await handle(approvalTurn({ ...turn, origin: { ...from, calls: called }, ruling, signal }));
    return content;
  });
});
await Promise.all(ends);
if (scenario.document !== undefined) await summarizeWithServer(scenario.document);
if (line !== undefined) say("LINE", await line);
prompt?.close();
say("OVER", `raw ${process.stdin.isRaw}`, `paused ${process.stdin.readableFlowing !== true}`);

/** The whole way: the kit's server asks in a call, and the card shows what it asks. */
async function summarizeWithServer(document: string): Promise<void> {
  const choose = chooseModel([{ model: OFFLINE_MODEL, ids: [OFFLINE_MODEL] }], () => undefined);
  const connection = await connect({
    revision: "2026-07-28",
    server: kitServer(process.env),
    handler: (params, context) => {
      const asked = parseSamplingRequest(params);
      const request = { ...asked, maxTokens: Math.min(asked.maxTokens, 200) };
      const ruling = testRuling("ask", { maxTokens: 200, because: { mode: "default" } });
      // The paths of this machine do not stand in a README.
      const origin = { ...context.origin, reachedBy: "node apps/server/src/main.ts" };
      return choose(approvalTurn({ ...context, origin, request, askedMaxTokens: asked.maxTokens, ruling }), handle);
    },
  });
  await end("call", () => connection.call(summarize, { document }, { signal: cancel.signal }));
  await connection.close();
}
