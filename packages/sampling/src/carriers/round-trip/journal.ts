import type { SamplingResult } from "@kit/protocol";
import type { Spend } from "../../budget.ts";
import type { Told } from "../../notify.ts";
import type { StepRecord } from "./step-record.ts";

/** What one tool call has learned so far. It travels in `requestState`, sealed, and feeds the next replay. */
export type Journal = {
  /** The call it belongs to. */
  tool: string;
  argumentsDigest: string;
  /** When the call began, in milliseconds since the epoch. */
  startedAt: number;
  spent: Spend;
  /** The keys of the questions of the last round: only these may be answered now. */
  asked: string[];
  /** What was answered, and in which round. */
  answers: Record<string, { round: number; result: SamplingResult }>;
  steps: Record<string, StepRecord>;
  /** Answers that the last replay did not ask for, with the number of replays in a row. */
  unasked: Record<string, number>;
  /** What the client was told: how far the call has come, and the keys of the log messages. */
  told: Told & { logs: string[] };
};

/** The journal of a call that has just come in. */
export function openJournal(tool: string, argumentsDigest: string, startedAt: number): Journal {
  return {
    ...{ tool, argumentsDigest, startedAt },
    spent: { rounds: 0, samplingRequests: 0, outputTokens: 0 },
    ...{ asked: [], answers: {}, steps: {}, unasked: {} },
    told: { progress: undefined, logs: [] },
  };
}
