import { APIConnectionTimeoutError } from "openai";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { ERROR_KINDS, type ErrorKindRow } from "../errors/error-kinds.ts";
import { isUnbilled } from "../errors/gateway-error.ts";
import { createGateway } from "../gateway/create-gateway.ts";
import { PROVIDERS } from "../providers/providers.ts";
import { parseModelId, resolveProvider } from "../providers/resolve-provider.ts";
import { catchError } from "../testing/catch-error.ts";
import { RECORDED_ERRORS } from "../testing/recorded-errors.ts";
import { type Answer, COMPLETION, sendJSON, sendText, startStub } from "../testing/start-stub.ts";
import { toGatewayError } from "./to-gateway-error.ts";

const messages = [{ role: "user" as const, content: "Hi" }];

describe("an error answer", () => {
  const KEY = "sk-made-up-0123456789";

  async function fail(answer: Answer, model = "custom/m", headers: Record<string, string> = {}) {
    const stub = await startStub(answer);
    const everywhere = { baseURL: stub.baseURL, apiKey: KEY, headers };
    const providers = Object.fromEntries(PROVIDERS.map(({ name }) => [name, everywhere]));
    const error = await catchError(createGateway({ env: {}, providers }).completion({ model, messages }));
    expect(stub.seen).toHaveLength(1);
    return error;
  }

  it.each(RECORDED_ERRORS)("$from is $kind", async ({ model, status, body, kind, param }) => {
    const answer = typeof body === "string" ? sendText(status, body, "text/plain") : sendJSON(status, body);
    const error = await fail(answer, model);
    expect(error).toMatchObject({ kind, status, model, param, provider: model.split("/")[0] });
    expect(error.isRetryable).toBe(ERROR_KINDS[kind].isRetryable ?? false);
    expect(error.cause).toBeUndefined();
    expect(error.message).toContain(`HTTP ${status}, "`);
  });

  it("says what happened, what was seen and what to do", async () => {
    const { message } = await fail(sendJSON(404, { error: "model 'm' not found" }), "ollama/m");
    expect(message).toBe(
      "ollama/m: The provider does not have this model, or nothing is at this address. " +
        `Seen: HTTP 404, "model 'm' not found". ` +
        "Fix: Fetch the model first with `ollama pull`, then list what is there with `ollama list`.",
    );
  });

  it("an error without a body is told by its status", async () => {
    const { kind, message } = await fail(sendText(503, "", "text/plain"));
    expect(kind).toBe("server");
    expect(message).toContain("Seen: HTTP 503. Fix:");
  });

  it("a long page of HTML is cut", async () => {
    const { kind, message } = await fail(sendText(502, `<html>${"<p>\n</p>".repeat(500)}`, "text/html"));
    expect(kind).toBe("server");
    expect(message.length).toBeLessThan(500);
  });

  it("a key that the provider echoes is masked, also where the text is cut", async () => {
    for (const padding of ["", "x".repeat(290)]) {
      const { message } = await fail(sendJSON(401, { error: { message: `${padding} no such key: ${KEY}` } }));
      expect(message).not.toContain("sk-made-up");
    }
    const echo: Answer = (response, { headers }) => sendJSON(400, { error: String(headers["x-api-key"]) })(response);
    const { message } = await fail(echo, "custom/m", { "x-api-key": "another-secret" });
    expect(message).toContain('"[secret]"');
  });

  it.each([
    ["the longer of two secrets is masked as a whole", `${KEY} and ${KEY}-2`, "[secret] and [secret]"],
    ["so is a bearer token of someone else", "Bearer abcdefghijklmnop", "Bearer [secret]"],
    ["but not the word", "no bearer token", "no bearer token"],
    ["nor a header that is too short for a secret", "a model", "a model"],
  ])("%s", async (_, text, shown) => {
    const headers = { "x-api-key": `${KEY}-2`, "x-token": "mod" };
    expect((await fail(sendJSON(400, { error: text }), "custom/m", headers)).message).toContain(`"${shown}"`);
  });

  it.each<[string, Record<string, string>, number | undefined]>([
    ["in milliseconds", { "retry-after-ms": "1500", "retry-after": "9" }, 1500],
    ["in seconds", { "retry-after": "2.5" }, 2500],
    ["for longer than a minute", { "retry-after": "90" }, 90_000],
    ["until a date that has passed", { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" }, 0],
    ["in words", { "retry-after": "soon" }, undefined],
    ["until an epoch", { "retry-after": "1790000000" }, undefined],
    ["until an epoch in milliseconds", { "retry-after-ms": "1790000000000" }, undefined],
    ["for a year", { "retry-after": "31536000" }, undefined],
    ["until the far future", { "retry-after": "Wed, 21 Oct 2099 07:28:00 GMT" }, undefined],
    ["for less than nothing", { "retry-after": "-5" }, undefined],
    ["for several times", { "retry-after": "5, 10" }, undefined],
    ["until a date of another form", { "retry-after": "2026-10-21T07:28:00Z" }, undefined],
    ["with a unit", { "retry-after": "30s" }, 30_000],
    ["in minutes and seconds", { "retry-after": "1m30s" }, 90_000],
    ["for a day", { "retry-after": "86400" }, 86_400_000],
    ["not at all", {}, undefined],
  ])("a provider that asks to wait %s is understood", async (_, headers, expected) => {
    expect((await fail(sendJSON(429, { error: { message: "Slow down" } }, headers))).retryAfterMs).toBe(expected);
  });

  it("a provider that asks to wait until a date is understood", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-10-21T07:28:00Z") });
    onTestFinished(() => void vi.useRealTimers());
    const headers = { "retry-after": "Wed, 21 Oct 2026 07:29:30 GMT" };
    expect((await fail(sendJSON(429, {}, headers))).retryAfterMs).toBe(90_000);
  });

  it.each<[object, number | undefined]>([
    [{ error: { message: "Rate limit reached. Please try again in 7.66s. Visit" } }, 7660],
    [{ error: { message: "Please retry in 820ms." } }, 820],
    [{ error: { message: "Please try again in 1m2s" } }, 62_000],
    [{ error: { message: "Slow down", metadata: { retry_after: 5 } } }, 5000],
    [{ error: { message: "Please try again in a while" } }, undefined],
  ])("%j tells how long to wait", async (body, expected) => {
    expect((await fail(sendJSON(429, body))).retryAfterMs).toBe(expected);
  });

  it.each([
    [400, "The model `m` does not exist or you do not have access to it.", "not_found"],
    [400, "The model `m` has been decommissioned", "not_found"],
    [500, "litellm.RateLimitError: slow", "rate_limit"],
    [400, "litellm.AuthenticationError: no", "auth"],
    [498, "Flex tier capacity exceeded", "rate_limit"],
  ])("status %i with %j is %s", async (status, message, kind) => {
    expect((await fail(sendJSON(status, { error: { message } }))).kind).toBe(kind);
  });

  it.each(["description", "error_description", "Message", "reason"])("%s holds words", async (name) => {
    expect((await fail(sendJSON(400, { [name]: "no such thing" }))).message).toContain("no such thing");
  });

  it("Gemini asks to wait in the body", async () => {
    const details = [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34s" }];
    const body = [{ error: { code: 429, message: "Slow down", status: "RESOURCE_EXHAUSTED", details } }];
    expect(await fail(sendJSON(429, body), "gemini/m")).toMatchObject({ kind: "rate_limit", retryAfterMs: 34_000 });
  });

  it("a server that is not running is a connection error, with the way to start it", async () => {
    // A port that was free a moment ago may belong to another test by now; nobody listens on this one.
    const baseURL = "http://127.0.0.1:2/v1";
    const gateway = createGateway({ env: {}, providers: { ollama: { baseURL }, custom: { baseURL } } });
    const error = await catchError(gateway.completion({ model: "ollama/m", messages }));
    expect(error).toMatchObject({ kind: "connection", isRetryable: true, status: undefined });
    expect(error.message).toContain(`ECONNREFUSED at ${baseURL}`);
    expect(error.message).toContain("`ollama serve`");
    const other = await catchError(gateway.completion({ model: "custom/m", messages }));
    expect(other.message).toContain(ERROR_KINDS.connection.fix);
  });

  it("a timeout of the openai package itself is a timeout, and an error nobody expected stays as it is", async () => {
    const model = parseModelId("ollama/m");
    const asked = { model, endpoint: resolveProvider(model, { env: {} }) };
    expect(await toGatewayError(new APIConnectionTimeoutError(), asked)).toMatchObject({ kind: "timeout" });
    const surprise = new RangeError("surprise");
    expect(await toGatewayError(surprise, asked)).toBe(surprise);
  });

  it("only a request that may have been answered may be billed", async () => {
    const isBilled = async (answer: Answer) => !isUnbilled(await fail(answer));
    expect(await isBilled(sendJSON(401, { error: { message: "no" } }))).toBe(false);
    expect(await isBilled(sendJSON(500, { error: { message: "no" } }))).toBe(false);
    expect(await isBilled((response) => void response.writeHead(307, { location: "http://a.invalid/" }).end())).toBe(
      false,
    );
    expect(await isBilled((response) => response.destroy())).toBe(true);
    expect(await isBilled(sendText(200, "<p>Sign in</p>", "text/html"))).toBe(true);
    for (const baseURL of ["http://127.0.0.1:9/v1", "http://nobody.invalid/v1"]) {
      const gateway = createGateway({ env: {}, providers: { custom: { baseURL } } });
      const error = await catchError(gateway.completion({ model: "custom/m", messages }));
      expect(error).toMatchObject({ kind: "connection", trail: [{ isUnsent: true }] });
      expect(isUnbilled(error)).toBe(true);
    }
    expect(isUnbilled(await catchError(createGateway({ env: {} }).completion({ model: "openai/m", messages })))).toBe(
      true,
    );
  });

  it("a socket that breaks before or within the answer is a connection error", async () => {
    expect((await fail((response) => response.destroy())).kind).toBe("connection");
    const within: Answer = (response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write('{"choices":', () => response.destroy());
    };
    expect((await fail(within)).kind).toBe("connection");
  });
});

describe("an answer with status 200", () => {
  async function fail(answer: Answer) {
    const { baseURL } = await startStub(answer);
    const gateway = createGateway({ env: {}, providers: { openrouter: { baseURL, apiKey: "echoed-key" } } });
    return catchError(gateway.completion({ model: "openrouter/v/m", messages: [{ role: "user", content: "Hi" }] }));
  }

  it.each<[string, Answer, string]>([
    ["a page of HTML", sendText(200, "<!doctype html><p>Sign in</p>", "text/html"), 'HTTP 200, "<!doctype html>'],
    ["a page that echoes the key", sendText(200, "key: echoed-key", "text/html"), '"key: [secret]"'],
    ["an empty page", sendText(200, "", "text/plain"), "no JSON object in the body"],
    ["an empty body that calls itself JSON", sendText(200, "", "application/json"), "no JSON object in the body"],
    ["broken JSON", sendText(200, '{"choices": [', "application/json"), "broken JSON"],
    ["a list", sendJSON(200, [COMPLETION]), "no JSON object in the body"],
    ["JSON without choices", sendJSON(200, { status: "ok" }), "its fields are status"],
    ["an empty list of choices", sendJSON(200, { ...COMPLETION, choices: [] }), "without a first choice"],
    ["a choice without a message", sendJSON(200, { ...COMPLETION, choices: [{ index: 0 }] }), "without a first choice"],
    ["no choices at all", sendJSON(200, { ...COMPLETION, choices: null }), "without a first choice"],
    ["an error that says nothing", sendJSON(200, { error: { sorry: true } }), "an error in the body"],
  ])("status 200 with %s is no answer", async (_, answer, seen) => {
    const error = await fail(answer);
    expect(error).toMatchObject({ kind: "invalid_response", isRetryable: false, model: "openrouter/v/m" });
    expect(error.message).toContain(seen);
  });

  it("an error behind status 200 keeps its kind", async () => {
    const limited = await fail(sendJSON(200, { error: { code: 429, message: "Rate limited upstream" } }));
    expect(limited).toMatchObject({ kind: "rate_limit", status: undefined });
    expect(limited.message).toContain('an error in the body, "Rate limited upstream"');
    const long = await fail(sendJSON(200, { error: { message: "prompt is too long" } }));
    expect(long.kind).toBe("context_window");
  });
});

describe("the table of error kinds", () => {
  const rows: [string, ErrorKindRow][] = Object.entries(ERROR_KINDS);

  it.each(rows)("%s says what happened and what to do", (_, { meaning, fix }) => {
    expect(meaning).toMatch(/^[A-Z].*[^.]$/);
    expect(fix).toMatch(/^[A-Z].*\.$/);
  });

  it("only what may pass by itself is retryable", () => {
    const retryable = rows.filter(([, row]) => row.isRetryable).map(([kind]) => kind);
    expect(retryable).toEqual(["rate_limit", "timeout", "connection", "server", "stream_truncated", "no_deployment"]);
  });

  it("each kind that a provider can answer has a recorded answer", () => {
    const ours = [
      "invalid_model_id",
      "unknown_provider",
      "missing_key",
      "missing_base_url",
      "aborted",
      "connection",
      "stream_truncated",
      "no_deployment",
    ];
    const recorded = new Set<string>(RECORDED_ERRORS.map(({ kind }) => kind));
    const missing = rows.map(([kind]) => kind).filter((kind) => !recorded.has(kind) && !ours.includes(kind));
    expect(missing).toEqual(["invalid_response"]);
  });
});
