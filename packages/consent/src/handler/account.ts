import type { SamplingRequest, SamplingResult } from "@kit/protocol";
import type { Decision } from "../ledger/decisions.ts";
import type { Generation } from "./sampling-event.ts";

/** What is known of a turn for the ledger. Each step writes down its part, and `record` reads it at the end. */
export type Account = {
  /** Who let it through or refused it. Absent: nobody has decided yet. */
  decision?: Decision;
  /** How long the person took over request and answer, in milliseconds. */
  personMs?: number;
  /** The model that was chosen, then the one that answered. */
  model?: string;
  /** Whether the ledger keeps what was asked and answered. */
  keepsContent?: boolean;
  /** The request before the person saw it, and as it went to the model: what differs is the person's edit. */
  asked?: SamplingRequest;
  sent?: SamplingRequest;
  /** What asking the model took. Absent: nobody was asked, or there was no answer. */
  generation?: Generation;
  /** The model's answer, before the person saw it. */
  answered?: SamplingResult;
};
