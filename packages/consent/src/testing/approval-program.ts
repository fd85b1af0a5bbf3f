import { createInterface } from "node:readline";
import { KitError, type SamplingRequest } from "@kit/protocol";
import { createScreen } from "@kit/terminal";
import { type Approvals, createApprovals } from "../approval/approvals.ts";
import { createTerminalApprover } from "../approval/terminal-approver.ts";
import { callsOf, TEST_ORIGIN, testAsked } from "./requests.ts";

// A client in a terminal: the real approvals and the real approver, with the requests that its argument describes.
// Tests start it on a pseudo-terminal, and press the keys.

/** What the program does, as JSON in its argument. */
export type ApprovalScenario = {
  /** Each of a server's calls, as `id:tool`. */
  requests: { server?: string; call?: string; request: SamplingRequest }[];
  /** What happens as soon as the keys of a card are shown. */
  whenShown?: "cancel" | "exit";
  /** Whether a prompt reads lines all the while. */
  hasPrompt?: boolean;
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
};
const screen = createScreen({
  write(text: string) {
    process.stdout.write(text);
    if (scenario.whenShown !== undefined && text.includes(KEYS)) WHEN_SHOWN[scenario.whenShown]();
  },
});
const approver = createTerminalApprover({
  input: process.stdin,
  output: process.stdout,
  screen,
  editor: process.env.EDITOR,
  hasColor: !process.env.NO_COLOR,
});
const say = (...words: unknown[]) => screen.write(`${words.map(String).join(" ")}\n`);

/** One for each server, as each has a connection of its own. */
const connections = new Map<string, Approvals>();
function approvalsOf(server: string): Approvals {
  const approvals = connections.get(server) ?? createApprovals({ approver, closed: closed.signal });
  connections.set(server, approvals);
  return approvals;
}

const prompt = scenario.hasPrompt ? createInterface({ input: process.stdin, output: process.stdout }) : undefined;
const line = prompt && new Promise<string>((resolve) => prompt.once("line", resolve));

await Promise.all(
  scenario.requests.map(async ({ server = "kit", call = "1:summarize", request }, index) => {
    const asked = testAsked({ request, origin: { ...TEST_ORIGIN, server, calls: callsOf(call) } });
    try {
      const approval = await approvalsOf(server).approve(asked, cancel.signal);
      say(`END ${index} ${approval.decision}`, JSON.stringify(approval.request));
    } catch (error) {
      say(`END ${index}`, error instanceof KitError ? error.code : error);
    }
  }),
);
if (line !== undefined) say("LINE", await line);
prompt?.close();
say("OVER", `raw ${process.stdin.isRaw}`, `paused ${process.stdin.readableFlowing !== true}`);
