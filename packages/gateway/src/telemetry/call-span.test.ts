import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { catchError } from "../testing/catch-error.ts";
import { HELLO, sendEvents } from "../testing/send-events.ts";
import { startRouter } from "../testing/start-router.ts";
import { COMPLETION, sendJSON } from "../testing/start-stub.ts";
import { startTelemetry } from "../testing/start-telemetry.ts";

describe("telemetry", () => {
  const messages = [{ role: "user" as const, content: "a secret question" }];
  const ok = sendJSON(200, COMPLETION);
  let telemetry: ReturnType<typeof startTelemetry>;

  beforeAll(() => {
    telemetry = startTelemetry();
  });
  beforeEach(() => telemetry.spans.reset());
  afterAll(() => telemetry.stop());

  const spans = () => telemetry.spans.getFinishedSpans();

  it("a call is a span with the names of the conventions, and without content", async () => {
    const { router } = await startRouter({ xai: ok });
    const given = {
      max_tokens: 50,
      temperature: 0.2,
      stop: "END",
      seed: 1,
      response_format: { type: "json_object" as const },
    };
    await router.completion({ model: "xai/m", messages, ...given });
    const [span, ...others] = spans();
    expect(others).toEqual([]);
    expect([span?.name, span?.kind, span?.status.code]).toEqual(["chat m", SpanKind.CLIENT, SpanStatusCode.UNSET]);
    expect(span?.attributes).toEqual({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "x_ai",
      "gen_ai.request.model": "m",
      "gen_ai.request.max_tokens": 50,
      "gen_ai.request.temperature": 0.2,
      "gen_ai.request.stop_sequences": ["END"],
      "gen_ai.request.seed": 1,
      "gen_ai.output.type": "json",
      "gen_ai.response.id": "chatcmpl-1",
      "gen_ai.response.model": "some-model",
      "gen_ai.response.finish_reasons": ["stop"],
      "gen_ai.usage.input_tokens": 9,
      "gen_ai.usage.output_tokens": 3,
      "openai.api.type": "chat_completions",
      "server.address": "127.0.0.1",
      "server.port": expect.any(Number),
      "kit.gateway.attempt": 1,
      "kit.gateway.requests": 1,
      "kit.gateway.cost_source": "unknown",
    });
  });

  it("each attempt of a route is a span, which tells its kind of error, its alias and where it comes from", async () => {
    const settings = { groups: { fast: [{ model: "groq/m" }] }, fallbacks: { fast: ["offline/m"] } };
    const { router } = await startRouter(
      { groq: sendJSON(401, { error: "a secret question" }), offline: ok },
      settings,
    );
    await router.completion({ model: "fast", messages });
    expect(spans().map(({ attributes }) => attributes)).toMatchObject([
      { "error.type": "auth", "kit.gateway.alias": "fast", "kit.gateway.attempt": 1 },
      { "kit.gateway.fallback_from": "fast", "kit.gateway.attempt": 2, "kit.gateway.cost_usd": 0 },
    ]);
    expect(spans()[0]?.status).toEqual({ code: SpanStatusCode.ERROR, message: "The provider refused the API key" });
    expect(JSON.stringify(spans().map(({ attributes, status }) => [attributes, status]))).not.toContain("secret");
  });

  it("a stream is a span to its end, with the time to its first chunk", async () => {
    const { router } = await startRouter({ groq: sendEvents(HELLO), vllm: sendEvents(HELLO.slice(0, 2)) });
    await router.stream({ model: "groq/m", messages }).final();
    expect(spans()[0]?.attributes).toMatchObject({
      "gen_ai.request.stream": true,
      "gen_ai.response.time_to_first_chunk": expect.any(Number),
      "gen_ai.usage.output_tokens": 3,
    });
    await catchError(router.stream({ model: "vllm/m", messages }).final());
    for await (const _ of router.stream({ model: "groq/m", messages })) break;
    expect(spans().map(({ attributes }) => attributes["error.type"])).toEqual([
      undefined,
      "stream_truncated",
      "aborted",
    ]);
  });

  it("content is told only to those who have asked for it", async () => {
    vi.stubEnv("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true");
    const { router } = await startRouter({ groq: ok });
    const tools = [{ type: "function" as const, function: { name: "look" } }];
    const image = { type: "image_url" as const, image_url: { url: "data:image/png;base64,AAAA" } };
    const call = { id: "1", type: "function" as const, function: { name: "look", arguments: "{}" } };
    const given = [
      ...messages,
      { role: "user" as const, content: [{ type: "text" as const, text: "and this" }, image] },
      { role: "assistant" as const, tool_calls: [call] },
      { role: "tool" as const, tool_call_id: "1", content: "seen" },
    ];
    await router.completion({ model: "groq/m", messages: given, tools });
    vi.unstubAllEnvs();
    const { attributes = {} } = spans()[0] ?? {};
    expect(JSON.parse(String(attributes["gen_ai.input.messages"]))).toEqual([
      { role: "user", parts: [{ type: "text", content: "a secret question" }] },
      { role: "user", parts: [{ type: "text", content: "and this" }, { type: "image_url" }] },
      { role: "assistant", parts: [{ type: "tool_call", id: "1", name: "look", arguments: "{}" }] },
      { role: "tool", parts: [{ type: "tool_call_response", id: "1", response: "seen" }] },
    ]);
    expect(JSON.parse(String(attributes["gen_ai.output.messages"]))).toEqual([
      { role: "assistant", parts: [{ type: "text", content: "Hello." }], finish_reason: "stop" },
    ]);
    expect(JSON.parse(String(attributes["gen_ai.tool.definitions"]))).toEqual(tools);
  });

  it("an answer that was kept is an internal span", async () => {
    const { router } = await startRouter({ groq: ok }, { cache: {} });
    for (let call = 0; call < 2; call += 1) await router.completion({ model: "groq/m", messages });
    expect(spans().map(({ kind }) => kind)).toEqual([SpanKind.CLIENT, SpanKind.INTERNAL]);
    expect(spans()[1]?.attributes["kit.gateway.cache_hit"]).toBe(true);
  });

  it("the span is below that of its caller", async () => {
    const { router } = await startRouter({ groq: ok });
    await trace.getTracer("test").startActiveSpan("caller", async (caller) => {
      await router.completion({ model: "groq/m", messages });
      caller.end();
    });
    const [call, caller] = spans();
    expect(call?.parentSpanContext?.spanId).toBe(caller?.spanContext().spanId);
  });

  it("what the HTTP client tells is below the span", async () => {
    const { fetch } = globalThis;
    const active: (string | undefined)[] = [];
    vi.stubGlobal("fetch", (...given: Parameters<typeof fetch>) => {
      active.push(trace.getActiveSpan()?.spanContext().spanId);
      return fetch(...given);
    });
    const { router } = await startRouter({ groq: ok, vllm: sendEvents(HELLO) });
    await router.completion({ model: "groq/m", messages });
    await router.stream({ model: "vllm/m", messages }).final();
    vi.unstubAllGlobals();
    expect(active).toEqual(spans().map((span) => span.spanContext().spanId));
    expect(active).toHaveLength(2);
  });

  it("time, tokens and cost are counted as metrics", async () => {
    const prices = { "mistral/*": { inputUsdPerMillion: 1, outputUsdPerMillion: 2 } };
    const { router } = await startRouter({ mistral: ok, gemini: sendJSON(401, {}) }, { prices });
    await router.completion({ model: "mistral/metrics", messages });
    await catchError(router.completion({ model: "gemini/metrics", messages }));
    const told = (await telemetry.metrics()).flatMap(({ descriptor, dataPoints }) =>
      dataPoints
        .filter(({ attributes }) => attributes["gen_ai.request.model"] === "metrics")
        .map(({ attributes, value }) => [descriptor.name, descriptor.unit, attributes, value]),
    );
    const mistral = expect.objectContaining({
      "gen_ai.provider.name": "mistral_ai",
      "gen_ai.response.model": "some-model",
    });
    const gemini = expect.objectContaining({ "gen_ai.provider.name": "gcp.gemini", "error.type": "auth" });
    expect(told).toEqual([
      ["gen_ai.client.operation.duration", "s", mistral, expect.objectContaining({ count: 1 })],
      ["gen_ai.client.operation.duration", "s", gemini, expect.objectContaining({ count: 1 })],
      [
        "gen_ai.client.token.usage",
        "{token}",
        expect.objectContaining({ "gen_ai.token.type": "input" }),
        expect.objectContaining({ sum: 9 }),
      ],
      [
        "gen_ai.client.token.usage",
        "{token}",
        expect.objectContaining({ "gen_ai.token.type": "output" }),
        expect.objectContaining({ sum: 3 }),
      ],
      ["kit.gateway.cost", "USD", mistral, expect.closeTo(0.000015)],
    ]);
  });
});
