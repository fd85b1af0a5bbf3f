import { type ApprovalCard, type Approver, approvalActions, type ReviewVerdict, type Verdict } from "@kit/consent";
import {
  KitError,
  type ProtocolRevision,
  parseSamplingRequest,
  parseSamplingResult,
  type SamplingResult,
} from "@kit/protocol";
import type { Card, CardBody, CardDecision, StageEvents } from "./contract.ts";
import type { EventLog } from "./event-log.ts";
import { Refused } from "./guard.ts";

type Open = { card: Card; decide: (body: CardBody) => void };

/** Asks the user on the page: any page that is open may answer, and the first answer counts. */
export function createCards(log: EventLog) {
  const open = new Map<string, Open>();
  let last = 0;

  /** Shows a card until a page decides. `read` makes a verdict of the decision, or refuses an edit. */
  function ask<V>(card: Card, source: ApprovalCard, signal: AbortSignal, read: (body: CardBody) => V): Promise<V> {
    const { promise, resolve, reject } = Promise.withResolvers<V>();
    const close = (how: Omit<StageEvents["card-closed"], "id"> = {}) => {
      open.delete(card.id);
      signal.removeEventListener("abort", leave);
      log.add("card-closed", { id: card.id, ...how });
    };
    const leave = () => {
      close();
      reject(signal.reason);
    };
    open.set(card.id, {
      card,
      decide(body) {
        const verdict = read(body);
        close({ decision: body.decision, isEdited: body.edited !== undefined });
        resolve(verdict);
      },
    });
    signal.addEventListener("abort", leave);
    log.add("card", card);
    source.onMore?.((waiting) => {
      card.waiting = waiting;
      if (open.has(card.id)) log.add("card", card);
    });
    return promise;
  }

  return {
    /** What asks about the requests of a connection. */
    approver: (revision: ProtocolRevision): Approver => ({
      async approve(source, signal) {
        signal.throwIfAborted();
        const actions = approvalActions(source, undefined).flatMap(({ label, help, does }) => {
          if (typeof does !== "object") return [];
          const { decided } = does;
          const decision: CardDecision = decided.kind === "refuse" ? "deny" : decided.scope;
          return [{ decision, label, help }];
        });
        const card: Card = { ...describeCard(source, revision), id: `c${++last}`, kind: "approve", actions };
        return ask(card, source, signal, (body) => readVerdict(body, source));
      },
      async review(source, result, signal) {
        signal.throwIfAborted();
        const card: Card = {
          ...{ ...describeCard(source, revision), id: `c${++last}`, kind: "review", result },
          actions: [
            { decision: "once", label: "send", help: "sends the answer to the server" },
            { decision: "deny", label: "deny", help: "gives the server no answer" },
          ],
        };
        return ask(card, source, signal, (body) => readReview(body, result));
      },
    }),

    /** @throws {Refused} 409 when it is closed; {KitError} when an edit is no valid request. */
    decide(id: string, body: CardBody): void {
      const asked = open.get(id);
      if (asked === undefined) throw new Refused(409, "card_closed", "This card is closed: it was decided already.");
      const isOffered = asked.card.actions.some(({ decision }) => decision === body.decision);
      if (!isOffered) throw new Refused(400, "invalid_request", `This card offers no ${body.decision}.`);
      asked.decide(body);
    },
  };
}

function readVerdict({ decision, edited }: CardBody, { prompt }: ApprovalCard): Verdict {
  if (decision === "deny") return { kind: "refuse" };
  if (edited === undefined) return { kind: "approve", scope: decision };
  const { systemPrompt: _left, ...rest } = prompt.request;
  const request = parseSamplingRequest({ ...rest, ...edited });
  const { maxTokens } = prompt.request;
  if (request.maxTokens > maxTokens) {
    throw new KitError("invalid_request", `maxTokens is ${request.maxTokens}, and ${maxTokens} is what it may have.`);
  }
  // What the user has edited they have seen as it leaves: it holds for this request only.
  return { kind: "approve", scope: "once", request };
}

function readReview({ decision, edited }: CardBody, result: SamplingResult): ReviewVerdict {
  if (decision === "deny") return { kind: "refuse" };
  if (edited === undefined) return { kind: "send", result };
  const [answer, ...more] = edited.messages;
  if (more.length > 0) throw new KitError("invalid_request", "The answer must stay one message.");
  return { kind: "send", result: parseSamplingResult({ ...result, content: Object(answer).content }) };
}

function describeCard(card: ApprovalCard, revision: ProtocolRevision): Omit<Card, "id" | "kind" | "actions"> {
  const { origin, prompt, choice, signals, policy, reservation, waiting } = card;
  const { server, reachedBy, claimedName } = origin;
  const { inputTokens, outputTokens, costUsd } = reservation.estimate;
  const hosts = (choice.destinations ?? []).filter(({ isHosted }) => isHosted).map(({ host }) => host);
  return {
    ...{ server, reachedBy, claimedName, revision, hosts, signals, waiting },
    calls: origin.calls.map(({ tool, arguments: args }) => ({ tool, arguments: args })),
    model: choice.model,
    why: choice.reason,
    request: prompt.request,
    askedMaxTokens: prompt.askedMaxTokens,
    estimate: { inputTokens, outputTokens, ...(costUsd !== undefined && { costUsd }) },
    redacted: prompt.redacted,
    policy: { mode: policy.mode, because: policy.because.mode ?? "default" },
  };
}
