import { setImmediate } from "node:timers/promises";
import { KitError, parseSamplingRequest, type SamplingRequest } from "@kit/protocol";
import { untilAborted } from "@kit/terminal";
import type { SamplingTurn } from "../handler/sampling-turn.ts";
import type { Approver, Verdict } from "./approver.ts";
import { createGrants } from "./create-grants.ts";
import { createGroup, type Group, type Outcome, type Waiting } from "./create-group.ts";
import { nobodyDecided } from "./nobody-decided.ts";
import { subjectOf } from "./subject.ts";
import { toCard } from "./to-card.ts";

/** Writes into the policy that a tool may sample from now on. Rejects when it cannot. */
export type Remember = (server: string, tool: string) => Promise<void>;

type Scope = Extract<Verdict, { kind: "approve" }>["scope"];

type DeskOptions = {
  approver: Approver;
  timeoutMs: number;
  /** Absent: nothing is remembered beyond the session. */
  remember: Remember | undefined;
  /** Aborts when the connection closes: what was decided ends with it. */
  closed: AbortSignal;
  /** Tells the person what went wrong without ending anything. */
  warn: (message: string) => void;
};

/**
 * Where the requests of one connection wait for the person. Those of one call and one purpose wait for one card; a
 * decision holds for what it covers, whether that waits already or comes later.
 */
export function createDecisionDesk({ approver, timeoutMs, remember, closed, warn }: DeskOptions) {
  const grants = createGrants();
  const groups = new Set<Group>();
  closed.addEventListener("abort", () => {
    for (const group of groups) group.reject(connectionClosed());
    for (const group of groups) group.superseded.abort(connectionClosed());
  });

  return {
    /** Brings a request to its decision. */
    decide(turn: SamplingTurn): Promise<Outcome> {
      return untilAborted(turn.signal, () => {
        if (closed.aborted) throw connectionClosed();
        const waiting: Waiting = { turn, subject: subjectOf(turn), settled: Promise.withResolvers() };
        submit(waiting);
        return waiting.settled.promise;
      });
    },
  };

  function submit(waiting: Waiting): void {
    const known = grants.find(waiting.subject);
    const group = [...groups].find((open) => open.accepts(waiting));
    if (known !== undefined) waiting.settled.resolve({ decision: known, edited: undefined });
    else if (group !== undefined) group.join(waiting);
    else void openCard(waiting);
  }

  /** Never rejects: whoever waits is told. */
  async function openCard(leader: Waiting): Promise<void> {
    const group = createGroup(leader);
    groups.add(group);
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(nobodyDecided(timeoutMs)), timeoutMs);
    const signal = AbortSignal.any([leader.turn.signal, group.superseded.signal, timeout.signal]);
    try {
      // Requests that are made together come one after the other: the card counts them all.
      await setImmediate();
      const verdict = await untilAborted(signal, () => approver.approve(group.show(toCard(leader.turn)), signal));
      await settle(group, verdict);
    } catch (error) {
      // Without the request that the card showed, the others need another card.
      if (!leader.turn.signal.aborted && !group.superseded.signal.aborted) group.reject(error);
    } finally {
      clearTimeout(timer);
      groups.delete(group);
      for (const waiting of group.members) if (!waiting.turn.signal.aborted) submit(waiting);
    }
  }

  async function settle(group: Group, verdict: Verdict): Promise<void> {
    if (verdict.kind === "refuse") {
      for (const { subject } of group.members) grants.decideCall(subject, "refused");
      return group.resolve({ decision: "refused", edited: undefined });
    }
    const { subject, turn } = group.leader;
    const { scope, request } = verdict;
    if (request !== undefined) {
      // An edit is for the request that was edited: what the person did not see as it leaves is asked about anew.
      const edited = checkEdit(request, turn.request);
      return group.resolveLeader({ decision: await grant(group, scope), edited });
    }
    const decision = await grant(group, subject.isForSession && scope === "once" ? "session" : scope);
    if (decision === "once") grants.decideCall(subject, "once");
    group.resolve({ decision, edited: undefined });
  }

  /** Grants the tool, if the person wants that, the client knows which tool it is, and the request is above suspicion. */
  async function grant(group: Group, scope: Scope): Promise<Scope> {
    const { subject } = group.leader;
    const [tool] = subject.tools;
    const isForTool = tool !== undefined && subject.tools.length === 1 && !subject.isSuspect;
    if (scope === "once" || !isForTool) return "once";
    grants.grantTools(subject, "session");
    for (const other of groups) {
      if (other !== group && grants.find(other.leader.subject) !== undefined) other.superseded.abort();
    }
    if (scope === "session" || !(await tryToRemember(subject.server, tool))) return "session";
    grants.grantTools(subject, "always");
    return "always";
  }

  async function tryToRemember(server: string, tool: string): Promise<boolean> {
    if (remember === undefined) return false;
    try {
      await remember(server, tool);
      return true;
    } catch (error) {
      warn(`The policy was not written, so this holds for the session only: ${error}`);
      return false;
    }
  }
}

/**
 * @throws {KitError} "invalid_request" when the edited request breaks the specification.
 */
function checkEdit(edited: SamplingRequest, granted: SamplingRequest): SamplingRequest {
  const request = parseSamplingRequest(edited);
  return { ...request, maxTokens: Math.min(request.maxTokens, granted.maxTokens) };
}

function connectionClosed(): KitError {
  return new KitError("connection_closed", "The connection closed before anybody decided.");
}
