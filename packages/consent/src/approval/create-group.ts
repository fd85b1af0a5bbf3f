import type { SamplingRequest } from "@kit/protocol";
import type { SamplingTurn } from "../handler/sampling-turn.ts";
import type { Decision } from "../ledger/decisions.ts";
import type { ApprovalCard } from "./approver.ts";
import { mayShareCard, type Subject } from "./subject.ts";

/** How a request was decided, and what the person made of it, if they edited it. */
export type Outcome = { decision: Decision; edited: SamplingRequest | undefined };

/** A request that waits for the person. */
export type Waiting = { turn: SamplingTurn; subject: Subject; settled: PromiseWithResolvers<Outcome> };

/** The requests that wait for one card. The card shows the first. */
export type Group = ReturnType<typeof createGroup>;

/** Opens a group with its first request. */
export function createGroup(leader: Waiting) {
  const members = new Set([leader]);
  const superseded = new AbortController();
  let tell: (waiting: number) => void = () => undefined;

  return {
    leader,
    members,
    /** Ends the card when nothing is left to decide. */
    superseded,

    accepts: ({ subject }: Waiting): boolean => mayShareCard(leader.subject, subject),

    /** Adds a request for as long as somebody wants its answer. */
    join(waiting: Waiting): void {
      members.add(waiting);
      tell(members.size);
      const leave = () => {
        members.delete(waiting);
        tell(members.size);
      };
      waiting.turn.signal.addEventListener("abort", leave, { once: true });
    },

    /** The card of the first request, made to tell how many wait for it. */
    show: (card: ApprovalCard): ApprovalCard => ({
      ...card,
      waiting: members.size,
      onMore(listener) {
        tell = listener;
      },
    }),

    /** Tells every request of the group how it was decided. */
    resolve(outcome: Outcome): void {
      for (const { settled } of members) settled.resolve(outcome);
      members.clear();
    },

    /** Tells the request on the card only. */
    resolveLeader(outcome: Outcome): void {
      leader.settled.resolve(outcome);
      members.delete(leader);
    },

    /** Ends every request of the group without a decision. */
    reject(error: unknown): void {
      for (const { settled } of members) settled.reject(error);
      members.clear();
    },
  };
}
