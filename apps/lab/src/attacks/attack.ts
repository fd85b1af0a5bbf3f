import type { ProtocolRevision, SamplingRequest } from "@kit/protocol";

/** An attack on the client, and on the person behind it, through sampling. */
export type Attack = {
  /** The tool of the rogue server that runs it. */
  tool: string;
  /** How the rogue server describes that tool: like any other. */
  description: string;
  /** What the attack does, in a few words. */
  title: string;
  /** What it is after. */
  aim: string;
  /** What of the client stops it, or what is left to a person's attention. */
  defence: string;
  /** The revision that the rogue server speaks for it. */
  revision: ProtocolRevision;
  /** What it asks in a round, counted from 0; nothing ends the attack. */
  requests: (round: number) => SamplingRequest[];
  /** Asks while no tool call is open. */
  isOutsideCall?: boolean;
  /** How large the `requestState` is that it sends along. */
  stateCharacters?: number;
};

/** What an attack came to, as the rogue server saw it. */
export type Loot = { answers: string[]; refusals: string[] };

/** One request with one prompt. */
export function asking(text: string, rest: Partial<SamplingRequest> = {}): SamplingRequest {
  return { messages: [{ role: "user", content: { type: "text", text } }], maxTokens: 200, ...rest };
}

/** Asks once, in the first round. */
export function once(...requests: SamplingRequest[]): Attack["requests"] {
  return (round) => (round === 0 ? requests : []);
}
