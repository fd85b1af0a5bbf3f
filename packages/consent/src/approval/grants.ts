import { createHash } from "node:crypto";
import { toolsOf } from "../stages.ts";
import type { ApprovalRequest } from "./approver.ts";

/** What a decision is about: who asks, in which calls, and for what. */
export type Subject = {
  server: string;
  /** The calls that the request may belong to. There is at least one. */
  callIds: ReadonlySet<number>;
  tools: readonly string[];
  /** The same for requests with the same system prompt, tools, model and injection signals. */
  purpose: string;
  /** Whether it shows signals of a prompt injection: what was decided about its tool does not hold for it then. */
  isSuspect: boolean;
  /** Whether one decision is for all requests of a tool in this session, rather than for those of a call. */
  isForSession: boolean;
};

/** What a decision about a request would be about. */
export function subjectOf({ prompt, origin, choice, policy, signals }: ApprovalRequest): Subject {
  const { systemPrompt = null, tools: offered = null, toolChoice = null } = prompt.request;
  const tools = toolsOf(origin);
  return {
    server: origin.server,
    callIds: new Set(origin.calls.map(({ id }) => id)),
    tools,
    purpose: createHash("sha256")
      .update(JSON.stringify([systemPrompt, offered, toolChoice, choice.model, signals]))
      .digest("base64"),
    isSuspect: signals.length > 0,
    isForSession: policy.mode === "session" && tools.length === 1 && signals.length === 0,
  };
}

/** Whether a request may wait for the card of another instead of getting its own. */
export function mayShareCard(shown: Subject, other: Subject): boolean {
  if (!shown.isForSession) return !other.isForSession && coversCalls(shown, other);
  return other.isForSession && shown.server === other.server && shown.tools[0] === other.tools[0];
}

/**
 * Whether a decision about one subject holds for another: for a call and a purpose, every call that the other may
 * belong to must be among those decided about.
 */
function coversCalls(decided: Subject, other: Subject): boolean {
  const isSame = decided.server === other.server && decided.purpose === other.purpose;
  return isSame && [...other.callIds].every((id) => decided.callIds.has(id));
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
    /** Decides about the calls and the purpose of a request. */
    decideCall(subject: Subject, decision: "once" | "refused"): void {
      aboutCalls = [{ subject, decision }, ...aboutCalls].slice(0, MAX_CALLS);
    },

    /** Lets every request of the tools through from now on. */
    grantTools({ server, tools }: Subject, scope: "session" | "always"): void {
      for (const tool of tools) aboutTools.set(keyOf(server, tool), scope);
    },

    /**
     * What holds for a request already. A grant holds only if it does for everything that the request may belong to;
     * what was decided about its call goes before what was decided about its tool.
     */
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
