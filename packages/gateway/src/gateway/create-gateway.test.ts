import { once } from "node:events";
import { afterEach, describe, expect, it, vi } from "vitest";
import { PROVIDERS } from "../providers/providers.ts";
import { catchError } from "../testing/catch-error.ts";
import { type Answer, COMPLETION, sendJSON, startStub } from "../testing/start-stub.ts";
import { completion, createGateway } from "./create-gateway.ts";

const messages = [{ role: "user" as const, content: "Hi" }];

describe("a completion", () => {
  afterEach(() => vi.unstubAllEnvs());

  async function start(answer?: Answer) {
    const stub = await startStub(answer);
    const { baseURL } = stub;
    const providers = { offline: { baseURL }, openrouter: { baseURL, apiKey: "k" }, groq: { baseURL, apiKey: "k" } };
    return { ...stub, gateway: createGateway({ env: {}, providers }) };
  }

  it("passes the completion through and adds a report", async () => {
    const { gateway, seen } = await start();
    const { kit, ...reply } = await gateway.completion({ model: "offline/kit-offline-1", messages, max_tokens: 300 });
    expect(reply).toEqual(COMPLETION);
    expect(kit).toEqual({
      provider: "offline",
      model: "offline/kit-offline-1",
      attempts: 1,
      trail: [{ model: "offline/kit-offline-1", latencyMs: expect.any(Number) }],
      warnings: [],
      usage: { inputTokens: 9, outputTokens: 3, totalTokens: 12 },
      cost: { usd: 0, source: "offline" },
      cached: false,
      latencyMs: expect.any(Number),
    });
    expect(kit.latencyMs).toBeGreaterThan(0);
    expect(seen.map(({ body }) => body)).toEqual([{ model: "kit-offline-1", messages, max_tokens: 300 }]);
  });

  it.each<[string, unknown, unknown]>([
    ["is missing", undefined, undefined],
    ["is null", null, undefined],
    ["lacks a count", { prompt_tokens: 9 }, undefined],
    [
      "lacks the total",
      { prompt_tokens: 9, completion_tokens: 3 },
      { inputTokens: 9, outputTokens: 3, totalTokens: 12 },
    ],
  ])("usage that %s is tolerated", async (_, usage, expected) => {
    const { gateway } = await start(sendJSON(200, { ...COMPLETION, usage }));
    expect((await gateway.completion({ model: "offline/m", messages })).kit.usage).toEqual(expected);
  });

  it.each([500, 429, 408, 409])("status %i is asked once and not again", async (status) => {
    const { gateway, seen } = await start(sendJSON(status, {}, { "x-should-retry": "true", "retry-after-ms": "1" }));
    await catchError(gateway.completion({ model: "groq/m", messages }));
    expect(seen).toHaveLength(1);
  });

  const silence: Answer = () => {};
  const stalled: Answer = (response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"choices":');
  };
  const stalledError: Answer = (response) => {
    response.writeHead(500, { "content-type": "application/json" });
    response.write('{"error":');
  };

  it.each([
    ["before it", silence],
    ["within it", stalled],
    ["within an error", stalledError],
  ])("no answer in time, stalled %s, is a timeout", async (_, answer) => {
    const { gateway } = await start(answer);
    const error = await catchError(gateway.completion({ model: "groq/m", messages, timeoutMs: 60 }));
    expect(error).toMatchObject({ kind: "timeout", isRetryable: true, provider: "groq" });
    expect(error.message).toContain("no answer within 60 ms");
  });

  it("the timeout of the gateway counts when the request has none", async () => {
    const { baseURL } = await startStub(silence);
    const gateway = createGateway({ env: {}, providers: { offline: { baseURL } }, timeoutMs: 40 });
    expect((await catchError(gateway.completion({ model: "offline/m", messages }))).message).toContain("within 40 ms");
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("a timeout of %d is refused", async (timeoutMs) => {
    const { gateway, seen } = await start();
    const error = await catchError(gateway.completion({ model: "offline/m", messages, timeoutMs }));
    expect(error.kind).toBe("bad_request");
    expect(seen).toEqual([]);
  });

  it("a timeout that no timer can count does not end the request at once", async () => {
    const { gateway } = await start();
    const reply = await gateway.completion({ model: "offline/m", messages, timeoutMs: 2 ** 40 });
    expect(reply.choices).toHaveLength(1);
  });

  it("an abort ends the request and hangs up on the provider", async () => {
    const controller = new AbortController();
    const hungUp = Promise.withResolvers<void>();
    const { gateway } = await start((response) => {
      once(response, "close").then(() => hungUp.resolve());
      controller.abort("changed my mind");
    });
    const error = await catchError(gateway.completion({ model: "groq/m", messages, signal: controller.signal }));
    expect(error).toMatchObject({ kind: "aborted", isRetryable: false, cause: "changed my mind" });
    await hungUp.promise;
  });

  it("a request that is aborted already is not sent", async () => {
    const { gateway, seen } = await start();
    const error = await catchError(gateway.completion({ model: "groq/m", messages, signal: AbortSignal.abort() }));
    expect(error.kind).toBe("aborted");
    expect(seen).toEqual([]);
  });

  it("a request with a faulty model id or a missing key is not sent, and rejects instead of throwing", async () => {
    const gateway = createGateway({ env: {} });
    expect((await catchError(gateway.completion({ model: "m", messages }))).kind).toBe("invalid_model_id");
    expect((await catchError(gateway.completion({ model: "openai/m", messages }))).kind).toBe("missing_key");
  });

  it("completion() asks through a gateway made from the environment", async () => {
    const { baseURL } = await startStub();
    vi.stubEnv("CUSTOM_BASE_URL", baseURL);
    const reply = await completion({ model: "custom/m", messages });
    expect(reply.choices[0]?.message.content).toBe("Hello.");
    expect(reply.kit.provider).toBe("custom");
  });
});

describe("the client of an endpoint", () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each(PROVIDERS.map((row) => row.name))("%s gets nothing that the environment means for OpenAI", async (name) => {
    vi.stubEnv("OPENAI_API_KEY", "leak-key");
    vi.stubEnv("OPENAI_ORG_ID", "leak-organization");
    vi.stubEnv("OPENAI_PROJECT_ID", "leak-project");
    vi.stubEnv("OPENAI_BASE_URL", "http://127.0.0.1:1/leak");
    vi.stubEnv(
      "OPENAI_CUSTOM_HEADERS",
      "X-Leak: leak-header\nAuthorization: leak-authorization\ncontent-type: leak/type",
    );
    const { baseURL, seen } = await startStub();
    const gateway = createGateway({ env: {}, providers: { [name]: { baseURL, apiKey: "right-key" } } });
    await gateway.completion({ model: `${name}/m`, messages });
    expect(seen[0]?.url).toBe("/v1/chat/completions");
    expect(seen[0]?.headers).toMatchObject({ authorization: "Bearer right-key", "content-type": "application/json" });
    expect(JSON.stringify(seen)).not.toContain("leak");
  });

  it("sends the headers of the settings, which may replace the key", async () => {
    const { baseURL, seen } = await startStub();
    const headers = { "X-Title": "a test", authorization: "Basic abc" };
    const gateway = createGateway({ env: {}, providers: { openrouter: { baseURL, apiKey: "k", headers } } });
    await gateway.completion({ model: "openrouter/v/m", messages });
    expect(seen[0]?.headers).toMatchObject({ "x-title": "a test", authorization: "Basic abc" });
  });

  it("writes nothing to stdout or stderr, whatever OPENAI_LOG says", async () => {
    vi.stubEnv("OPENAI_LOG", "debug");
    const methods = ["log", "info", "debug", "warn", "error"] as const;
    const spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(() => {}));
    const { baseURL } = await startStub();
    await createGateway({ env: {}, providers: { offline: { baseURL } } }).completion({ model: "offline/m", messages });
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });

  it("a key that changes in the environment is used from then on", async () => {
    const { baseURL, seen } = await startStub();
    const env = { GROQ_API_KEY: "old-key" };
    const gateway = createGateway({ env, providers: { groq: { baseURL } } });
    await gateway.completion({ model: "groq/m", messages });
    env.GROQ_API_KEY = "new-key";
    await gateway.completion({ model: "groq/m", messages });
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(["Bearer old-key", "Bearer new-key"]);
  });

  it("reads an answer to its end although the clock is set back by an hour meanwhile", async () => {
    const now = Date.now;
    const { baseURL } = await startStub((response) => {
      const body = JSON.stringify(COMPLETION);
      response.writeHead(200, { "content-type": "application/json" });
      response.write(body.slice(0, 10));
      vi.spyOn(Date, "now").mockImplementation(() => now() - 3_600_000);
      setTimeout(() => response.end(body.slice(10)), 100);
    });
    const gateway = createGateway({ env: {}, providers: { offline: { baseURL } } });
    const reply = await gateway.completion({ model: "offline/m", messages }).finally(() => vi.restoreAllMocks());
    expect(reply.choices[0]?.message.content).toBe("Hello.");
  });
});
