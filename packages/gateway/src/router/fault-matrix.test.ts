import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ErrorKind } from "../errors/error-kinds.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import { beginEvents, HELLO, sendEvents } from "../testing/send-events.ts";
import { inTurn, startRouter } from "../testing/start-router.ts";
import { type Answer, COMPLETION, sendJSON, sendText } from "../testing/start-stub.ts";

const messages = [{ role: "user" as const, content: "Hi" }];

describe("a fault of a provider", () => {
  const DEADLINE_MS = 15_000;
  const ATTEMPT_MS = 5000;

  // Time passes as it does, and a provider may let more of it pass.
  beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true }));
  afterEach(() => vi.useRealTimers());

  const ok: Answer = (response, request) =>
    (request.body.stream ? sendEvents(HELLO) : sendJSON(200, COMPLETION))(response, request);
  const error = (status: number, fields: object = {}, headers = {}) =>
    sendJSON(status, { error: { message: "no", ...fields } }, headers);

  const cut: Answer = (response, request) => {
    if (request.body.stream)
      return beginEvents(HELLO.slice(0, 2), () => setImmediate(() => response.destroy()))(response, request);
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"choices":', () => response.destroy());
  };
  const empty: Answer = (response, request) =>
    (request.body.stream ? sendEvents([{ ...HELLO[4], choices: [] }]) : sendJSON(200, { ...COMPLETION, choices: [] }))(
      response,
      request,
    );

  type Fault = {
    readonly name: string;
    readonly answer: Answer;
    /** How it ends alone; undefined when it ends well. */
    readonly kind: ErrorKind | undefined;
    /** Requests to the faulty provider, alone. */
    readonly requests: number;
    /** What has come of a stream is told already: nobody else can go on with it. */
    readonly isLostInStream?: boolean;
  };

  /** Made anew for each case: some answer in turn. */
  const createFaults = (): readonly Fault[] => [
    { name: "401", answer: error(401), kind: "auth", requests: 1 },
    { name: "429", answer: error(429), kind: "rate_limit", requests: 2 },
    {
      name: "429 with a short Retry-After",
      answer: inTurn(error(429, {}, { "retry-after": "0.05" }), ok),
      kind: undefined,
      requests: 2,
    },
    {
      name: "429 with a Retry-After beyond the deadline",
      answer: error(429, {}, { "retry-after": "60" }),
      kind: "rate_limit",
      requests: 1,
    },
    { name: "500", answer: error(500), kind: "server", requests: 2 },
    { name: "no answer", answer: () => void vi.advanceTimersByTime(ATTEMPT_MS), kind: "timeout", requests: 2 },
    { name: "a cut answer", answer: cut, kind: "connection", requests: 2, isLostInStream: true },
    {
      name: "a page of HTML",
      answer: sendText(200, "<!doctype html><p>Sign in</p>", "text/html"),
      kind: "invalid_response",
      requests: 1,
    },
    { name: "an answer without a choice", answer: empty, kind: "invalid_response", requests: 1 },
    {
      name: "messages that are too long",
      answer: error(400, { code: "context_length_exceeded" }),
      kind: "context_window",
      requests: 1,
    },
    { name: "a content policy", answer: error(400, { code: "content_filter" }), kind: "content_policy", requests: 1 },
  ];

  const CASES = [false, true].flatMap((isStream) =>
    [false, true].flatMap((hasFallback) => createFaults().map((fault) => ({ ...fault, isStream, hasFallback }))),
  );

  it.each(CASES)("$name, in a stream: $isStream, with a fallback: $hasFallback", async (fault) => {
    const { isStream, hasFallback, kind, requests } = fault;
    const lists = hasFallback ? { "groq/m": ["vllm/m"], faulty: ["vllm/m"] } : undefined;
    const { router, counts } = await startRouter(
      { groq: fault.answer, vllm: ok },
      {
        groups: { faulty: [{ model: "groq/m", timeoutMs: ATTEMPT_MS }] },
        fallbacks: lists,
        contextWindowFallbacks: lists,
        contentPolicyFallbacks: lists,
        retry: { retries: 1 },
        timeoutMs: DEADLINE_MS,
      },
    );
    const startedAt = performance.now();
    const request = { model: "faulty", messages };
    const outcome = await (isStream ? router.stream(request).final() : router.completion(request)).catch(
      (thrown: unknown) => thrown,
    );
    expect(performance.now() - startedAt).toBeLessThan(DEADLINE_MS);

    const isLost = isStream && fault.isLostInStream;
    const isSaved = kind === undefined || (hasFallback && !isLost);
    if (!isSaved) {
      if (!(outcome instanceof GatewayError)) throw outcome;
      expect([outcome.kind, outcome.trail.at(-1)?.kind]).toEqual([kind, kind]);
    } else {
      expect(outcome).toMatchObject({
        choices: [{ finish_reason: "stop", message: { content: "Hello." } }],
        kit: { alias: "faulty", model: kind === undefined ? "groq/m" : "vllm/m", usage: { totalTokens: 12 } },
      });
    }
    expect(counts()).toEqual({ groq: isLost ? 1 : requests, vllm: kind !== undefined && isSaved ? 1 : 0 });
  });
});
