import { setImmediate } from "node:timers/promises";
import { KitError, parseSamplingRequest, type SamplingRequest } from "@kit/protocol";
import { untilAborted } from "@kit/terminal";
import { type Decision, withinTime } from "../stages.ts";
import type { ApprovalRequest, Approver, Verdict } from "./approver.ts";
import { createGrants, mayShareCard, type Subject, subjectOf } from "./grants.ts";

/** Writes into the policy that a tool may sample from now on. Rejects when it cannot. */
export type Remember = (server: string, tool: string) => Promise<void>;

type Outcome = { decision: Decision; edited: SamplingRequest | undefined };

type Waiting = {
  asked: ApprovalRequest;
  subject: Subject;
  signal: AbortSignal;
  settled: PromiseWithResolvers<Outcome>;
  /** Whether the user saw it when they decided. */
  isShown: boolean;
};

/** The requests that wait for one card. The card shows the first. */
type Group = {
  leader: Waiting;
  members: Set<Waiting>;
  superseded: AbortController;
  tell: (waiting: number) => void;
};

type Scope = Extract<Verdict, { kind: "approve" }>["scope"];

type QueueOptions = {
  approver: Approver;
  timeoutMs: number;
  remember: Remember | undefined;
  closed: AbortSignal;
  warn: (message: string) => void;
};

/** Brings the requests of one connection to a decision. Those of one call and one purpose share a card. */
export function createApprovalQueue({ approver, timeoutMs, remember, closed, warn }: QueueOptions) {
  const grants = createGrants();
  const groups = new Set<Group>();
  closed.addEventListener("abort", () => {
    for (const group of groups) settle(group, ({ reject }) => reject(connectionClosed()));
    for (const group of groups) group.superseded.abort(connectionClosed());
  });

  let unseen: ApprovalRequest[] = [];

  return (asked: ApprovalRequest, signal: AbortSignal): Promise<Outcome> =>
    untilAborted(signal, async () => {
      if (closed.aborted) throw connectionClosed();
      const settled = Promise.withResolvers<Outcome>();
      const waiting: Waiting = { asked, subject: subjectOf(asked), signal, settled, isShown: false };
      submit(waiting);
      const outcome = await settled.promise;
      if (!waiting.isShown && outcome.decision !== "refused") tellSent(asked);
      return outcome;
    });

  /** One line for all that one decision lets go. */
  function tellSent(asked: ApprovalRequest): void {
    unseen.push(asked);
    if (unseen.length > 1) return;
    void setImmediate().then(() => {
      approver.tellSent?.(unseen);
      unseen = [];
    });
  }

  function submit(waiting: Waiting): void {
    const known = grants.find(waiting.subject);
    const group = [...groups].find(({ leader }) => mayShareCard(leader.subject, waiting.subject));
    if (known !== undefined) waiting.settled.resolve({ decision: known, edited: undefined });
    else if (group !== undefined) join(group, waiting);
    else void openCard(waiting);
  }

  function join(group: Group, waiting: Waiting): void {
    group.members.add(waiting);
    group.tell(group.members.size);
    waiting.signal.addEventListener("abort", () => {
      group.members.delete(waiting);
      group.tell(group.members.size);
    });
  }

  /** Never rejects: whoever waits is told. */
  async function openCard(leader: Waiting): Promise<void> {
    const members = new Set([leader]);
    const group: Group = { leader, members, superseded: new AbortController(), tell: () => undefined };
    groups.add(group);
    const ended = AbortSignal.any([leader.signal, group.superseded.signal]);
    try {
      const verdict = await withinTime(ended, nobodyDecided(timeoutMs), async (signal) => {
        // Requests that are made together come one after the other: the card counts them all.
        await setImmediate();
        const onMore = (listener: Group["tell"]) => {
          group.tell = listener;
        };
        return approver.approve({ ...leader.asked, waiting: members.size, onMore }, signal);
      });
      await decide(group, verdict);
    } catch (error) {
      // Without the request that the card showed, the others need another card.
      if (!ended.aborted) settle(group, ({ reject }) => reject(error));
    } finally {
      groups.delete(group);
      for (const waiting of members) if (!waiting.signal.aborted) submit(waiting);
    }
  }

  async function decide(group: Group, verdict: Verdict): Promise<void> {
    const { leader, members } = group;
    leader.isShown = true;
    if (verdict.kind === "refuse") {
      for (const { subject } of members) grants.decideCall(subject, "refused");
      return settle(group, ({ resolve }) => resolve({ decision: "refused", edited: undefined }));
    }
    const { scope, request } = verdict;
    if (request !== undefined) {
      // An edit is for the request that was edited: what the user did not see as it leaves is asked about anew.
      const maxTokens = Math.min(request.maxTokens, leader.asked.prompt.request.maxTokens);
      const edited = { ...parseSamplingRequest(request), maxTokens };
      leader.settled.resolve({ decision: await grant(group, scope), edited });
      members.delete(leader);
      return;
    }
    const decision = await grant(group, leader.subject.isForSession && scope === "once" ? "session" : scope);
    if (decision === "once") grants.decideCall(leader.subject, "once");
    settle(group, ({ resolve }) => resolve({ decision, edited: undefined }));
  }

  async function grant(group: Group, scope: Scope): Promise<Scope> {
    const { subject } = group.leader;
    const { tool } = subject;
    if (scope === "once" || tool === undefined) return "once";
    grants.grantTools(subject, "session");
    for (const other of groups) {
      if (other !== group && grants.find(other.leader.subject) !== undefined) other.superseded.abort();
    }
    if (scope === "session" || remember === undefined) return "session";
    try {
      await remember(subject.server, tool);
      grants.grantTools(subject, "always");
      return "always";
    } catch (error) {
      warn(`The policy was not written, so this holds for the session only: ${error}`);
      return "session";
    }
  }
}

function settle({ members }: Group, end: (settled: Waiting["settled"]) => void): void {
  for (const { settled } of members) end(settled);
  members.clear();
}

export function nobodyDecided(timeoutMs: number) {
  return { timeoutMs, message: "Nobody at the client decided" };
}

function connectionClosed(): KitError {
  return new KitError("connection_closed", "The connection closed before anybody decided.");
}
