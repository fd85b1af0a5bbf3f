import type { SamplingRequest } from "@kit/protocol";
import type { SamplingTurn } from "../handler/sampling-turn.ts";
import type { Mode, Ruling } from "../policy/ruling.ts";
import { TEST_ORIGIN } from "./test-origin.ts";

/** A ruling of the policy for tests. */
export function testRuling(mode: Mode, more: Partial<Ruling> = {}): Ruling {
  return {
    mode,
    maxTokens: 2048,
    maxToolRounds: 4,
    limits: {},
    redact: [],
    review: false,
    log: "metadata",
    because: {},
    ...more,
  };
}

/** A request of one message. */
export function testRequest(text: string, more: Partial<SamplingRequest> = {}): SamplingRequest {
  return { messages: [{ role: "user", content: { type: "text", text } }], maxTokens: 500, ...more };
}

let turns = 0;

/** A turn as it reaches approval: the policy has ruled and a model is chosen. */
export function approvalTurn(more: Partial<SamplingTurn> = {}): SamplingTurn {
  turns += 1;
  return {
    id: turns,
    request: testRequest("Summarize this."),
    origin: TEST_ORIGIN,
    signal: new AbortController().signal,
    ruling: testRuling("ask"),
    model: "offline/kit-offline-1",
    modelReason: "the server hints at none, so the default",
    estimate: { inputTokens: 10, outputTokens: 500, costUsd: 0 },
    account: {},
    ...more,
  };
}
