import type { SamplingRequest } from "@kit/protocol";
import type { SamplingTurn } from "../handler/sampling-turn.ts";
import type { Ruling } from "../policy/ruling.ts";
import { TEST_ORIGIN } from "./test-origin.ts";

type TestTurn = Partial<Omit<SamplingTurn, "request" | "ruling">> & {
  request?: Partial<SamplingRequest>;
  ruling?: Partial<Ruling>;
};

/** A turn for the test of a step. What it does not say is like a harmless request that needs no person. */
export function testTurn({ request, ruling, ...turn }: TestTurn = {}): SamplingTurn {
  return {
    id: 1,
    origin: TEST_ORIGIN,
    signal: new AbortController().signal,
    request: { messages: [{ role: "user", content: { type: "text", text: "Hello?" } }], maxTokens: 100, ...request },
    ruling: {
      ...{ mode: "auto", maxTokens: 4096, maxToolRounds: 5, limits: {}, redact: [], review: false, log: "metadata" },
      because: {},
      ...ruling,
    },
    account: {},
    ...turn,
  };
}
