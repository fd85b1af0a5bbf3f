import { createHash } from "node:crypto";
import { type OriginCall, type SamplingTurn, toolsOf } from "../handler/sampling-turn.ts";

/** What a decision is about: who asks, in which calls, and for what. */
export type Subject = {
  server: string;
  /** The calls that the request may belong to. */
  callIds: ReadonlySet<OriginCall["id"]>;
  tools: readonly string[];
  /** The same for requests with the same system prompt, tools, model and signs of an attack. */
  purpose: string;
  /** Whether it shows signs of an attack: what was decided about its tool does not hold for it then. */
  isSuspect: boolean;
  /** Whether one decision is for all requests of a tool in this session, rather than for those of a call. */
  isForSession: boolean;
};

/** What a decision about this turn would be about. */
export function subjectOf({ request, origin, model, ruling, suspicions = [] }: SamplingTurn): Subject {
  const { systemPrompt = null, tools: offered = null, toolChoice = null } = request;
  const tools = toolsOf(origin);
  return {
    server: origin.server,
    callIds: new Set(origin.calls.map(({ id }) => id)),
    tools,
    purpose: createHash("sha256")
      .update(JSON.stringify([systemPrompt, offered, toolChoice, model, suspicions]))
      .digest("base64"),
    isSuspect: suspicions.length > 0,
    isForSession: ruling?.mode === "session" && tools.length === 1 && suspicions.length === 0,
  };
}

/**
 * Whether a decision about one subject holds for another: for a call and a purpose, every call that the other may
 * belong to must be among those decided about.
 */
export function coversCalls(decided: Subject, other: Subject): boolean {
  return (
    decided.server === other.server &&
    decided.purpose === other.purpose &&
    other.callIds.size > 0 &&
    isWithin(other, decided)
  );
}

/** Whether all calls of one subject are calls of the other. */
export function isWithin({ callIds }: Subject, other: Subject): boolean {
  return [...callIds].every((id) => other.callIds.has(id));
}

/** Whether a request may wait for the card of another instead of getting its own. */
export function mayShareCard(shown: Subject, other: Subject): boolean {
  if (shown.isForSession)
    return other.isForSession && shown.server === other.server && shown.tools[0] === other.tools[0];
  if (other.isForSession) return false;
  const isOutsideCalls = shown.callIds.size === 0 && other.callIds.size === 0;
  return isOutsideCalls ? shown.server === other.server && shown.purpose === other.purpose : coversCalls(shown, other);
}
