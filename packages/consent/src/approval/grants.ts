import { createHash } from "node:crypto";
import { blocksOf } from "@kit/protocol";
import { isPlainName, toolsOf } from "../stages.ts";
import type { ApprovalRequest } from "./approver.ts";

export type Subject = {
  server: string;
  /** The calls that the request may belong to. There is at least one. */
  callIds: ReadonlySet<number>;
  tools: readonly string[];
  /** The same for requests with the same system prompt, tools, settings, kinds of content, model and signals. */
  purpose: string;
  /** About how many tokens go in, and how many may come out. */
  inputTokens: number;
  outputTokens: number;
  /** The one tool that may be let through from now on, see {@link grantableTool}. */
  tool: string | undefined;
  /** Whether it shows signals of a prompt injection: what was decided about its tool does not hold for it then. */
  isSuspect: boolean;
  /** Whether one decision is for all requests of a tool in this session, rather than for those of a call. */
  isForSession: boolean;
};

/** The tool that may be let through for longer: if it is known which one asks, by a plain name, and nothing is suspect. */
export function grantableTool({ origin, signals }: Pick<ApprovalRequest, "origin" | "signals">): string | undefined {
  const [tool, ...others] = toolsOf(origin);
  return tool !== undefined && others.length === 0 && isPlainName(tool) && signals.length === 0 ? tool : undefined;
}

export function subjectOf(asked: ApprovalRequest): Subject {
  const { prompt, origin, choice, policy, signals, reservation } = asked;
  // What is no text of the conversation: settings, also those that nobody knows.
  const { messages, maxTokens: _most, modelPreferences: _wishes, _meta, ...settings } = prompt.request;
  const kinds = messages.flatMap(({ role, content }) =>
    blocksOf(content).map(({ type, mimeType = "" }) => `${role} ${type} ${mimeType}`),
  );
  const tool = grantableTool(asked);
  const { inputTokens, outputTokens } = reservation.estimate;
  return {
    ...{ server: origin.server, tools: toolsOf(origin), tool, inputTokens, outputTokens },
    callIds: new Set(origin.calls.map(({ id }) => id)),
    purpose: createHash("sha256")
      .update(JSON.stringify([settings, [...new Set(kinds)].sort(), choice.model, signals]))
      .digest("base64"),
    isSuspect: signals.length > 0,
    isForSession: policy.mode === "session" && tool !== undefined,
  };
}

/** Whether a request may wait for the card of another instead of getting its own. */
export function mayShareCard(shown: Subject, other: Subject): boolean {
  if (!shown.isForSession) return !other.isForSession && coversCalls(shown, other);
  return other.isForSession && shown.server === other.server && shown.tools[0] === other.tools[0];
}

/** Up to so many tokens a request is small, whatever the size of the one that was shown. */
const SMALL_TOKENS = 1_000;

/** Whether a decision covers every call that another subject may belong to, and what is no more than twice as large. */
function coversCalls(decided: Subject, other: Subject): boolean {
  const isSame = decided.server === other.server && decided.purpose === other.purpose;
  const isAsSmall =
    other.inputTokens <= Math.max(SMALL_TOKENS, 2 * decided.inputTokens) &&
    other.outputTokens <= 2 * decided.outputTokens;
  return isSame && isAsSmall && [...other.callIds].every((id) => decided.callIds.has(id));
}

/** What was decided before and holds for later requests. */
type Known = "once" | "session" | "always" | "refused";

/** A connection has few calls open at once: what is known of older ones is forgotten. */
const MAX_CALLS = 1_000;

/** What a user has decided on one connection. It ends with the connection. */
export function createGrants() {
  let aboutCalls: { subject: Subject; decision: "once" | "refused" }[] = [];
  const aboutTools = new Map<string, "session" | "always">();
  const keyOf = (server: string, tool: string) => JSON.stringify([server, tool]);

  return {
    decideCall(subject: Subject, decision: "once" | "refused"): void {
      aboutCalls = [{ subject, decision }, ...aboutCalls].slice(0, MAX_CALLS);
    },

    grantTools({ server, tools }: Subject, scope: "session" | "always"): void {
      for (const tool of tools) aboutTools.set(keyOf(server, tool), scope);
    },

    /** What holds for a request already, if it does for everything that the request may belong to. */
    find(subject: Subject): Known | undefined {
      const aboutCall = aboutCalls.find((decided) => coversCalls(decided.subject, subject));
      if (aboutCall !== undefined) return aboutCall.decision;
      if (subject.isSuspect) return undefined;
      const scopes = subject.tools.map((tool) => aboutTools.get(keyOf(subject.server, tool)));
      if (scopes.includes(undefined)) return undefined;
      return scopes.every((scope) => scope === "always") ? "always" : "session";
    },
  };
}
