import { APIConnectionTimeoutError, APIError } from "openai";
import { expect, test } from "vitest";
import { createGateway } from "../create-gateway.ts";
import { parseModelId } from "../model-id.ts";
import { PROVIDERS } from "../providers/providers.ts";
import { resolveProvider } from "../providers/resolve-provider.ts";
import { catchError } from "../testing/catch-error.ts";
import { RECORDED_ERRORS } from "../testing/recorded-errors.ts";
import { type Answer, sendJSON, sendText, startStub } from "../testing/start-stub.ts";
import { ERROR_KINDS } from "./error-kinds.ts";
import { toGatewayError } from "./to-gateway-error.ts";

const KEY = "sk-made-up-0123456789";
const messages = [{ role: "user" as const, content: "Hi" }];

async function fail(answer: Answer, model = "custom/m", headers: Record<string, string> = {}) {
  const stub = await startStub(answer);
  const everywhere = { baseURL: stub.baseURL, apiKey: KEY, headers };
  const providers = Object.fromEntries(PROVIDERS.map(({ name }) => [name, everywhere]));
  const error = await catchError(createGateway({ env: {}, providers }).completion({ model, messages }));
  expect(stub.seen).toHaveLength(1);
  return error;
}

test.each(RECORDED_ERRORS)("$from is $kind", async ({ model, status, body, kind, param }) => {
  const answer = typeof body === "string" ? sendText(status, body, "text/plain") : sendJSON(status, body);
  const error = await fail(answer, model);
  expect(error).toMatchObject({ kind, status, model, param, provider: model.split("/")[0] });
  expect(error.isRetryable).toBe(ERROR_KINDS[kind].isRetryable);
  expect(error.cause).toBeInstanceOf(APIError);
  expect(error.message).toContain(`HTTP ${status}, "`);
});

test("says what happened, what was seen and what to do", async () => {
  const { message } = await fail(sendJSON(404, { error: "model 'm' not found" }), "ollama/m");
  expect(message).toBe(
    "ollama/m: The provider does not have this model, or nothing is at this address. " +
      `Seen: HTTP 404, "model 'm' not found". ` +
      "Fix: Fetch the model first with `ollama pull`, then list what is there with `ollama list`.",
  );
});

test("an error without a body is told by its status", async () => {
  const { kind, message } = await fail(sendText(503, "", "text/plain"));
  expect(kind).toBe("server");
  expect(message).toContain("Seen: HTTP 503. Fix:");
});

test("a long page of HTML is cut", async () => {
  const { kind, message } = await fail(sendText(502, `<html>${"<p>\n</p>".repeat(500)}`, "text/html"));
  expect(kind).toBe("server");
  expect(message.length).toBeLessThan(500);
});

test("a key that the provider echoes is masked, also where the text is cut", async () => {
  for (const padding of ["", "x".repeat(290)]) {
    const { message } = await fail(sendJSON(401, { error: { message: `${padding} no such key: ${KEY}` } }));
    expect(message).not.toContain("sk-made-up");
  }
  const echo: Answer = (response, { headers }) => sendJSON(400, { error: String(headers["x-api-key"]) })(response);
  const { message } = await fail(echo, "custom/m", { "x-api-key": "another-secret" });
  expect(message).toContain('"[secret]"');
});

test.each<[string, Record<string, string>, number | undefined]>([
  ["in milliseconds", { "retry-after-ms": "1500", "retry-after": "9" }, 1500],
  ["in seconds", { "retry-after": "2.5" }, 2500],
  ["for longer than a minute", { "retry-after": "90" }, 90_000],
  ["until a date that has passed", { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" }, 0],
  ["in words", { "retry-after": "soon" }, undefined],
  ["not at all", {}, undefined],
])("a provider that asks to wait %s is understood", async (_, headers, expected) => {
  expect((await fail(sendJSON(429, { error: { message: "Slow down" } }, headers))).retryAfterMs).toBe(expected);
});

test("Gemini asks to wait in the body", async () => {
  const details = [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34s" }];
  const body = [{ error: { code: 429, message: "Slow down", status: "RESOURCE_EXHAUSTED", details } }];
  expect(await fail(sendJSON(429, body), "gemini/m")).toMatchObject({ kind: "rate_limit", retryAfterMs: 34_000 });
});

test("a server that is not running is a connection error, with the way to start it", async () => {
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

test("a timeout of the openai package itself is a timeout, and an error nobody expected stays as it is", async () => {
  const model = parseModelId("ollama/m");
  const asked = { model, endpoint: resolveProvider(model, { env: {} }) };
  const timeout = new APIConnectionTimeoutError();
  expect(await toGatewayError(timeout, asked)).toMatchObject({ kind: "timeout", cause: timeout });
  const surprise = new RangeError("surprise");
  expect(await toGatewayError(surprise, asked)).toBe(surprise);
});

test("a socket that breaks before or within the answer is a connection error", async () => {
  expect((await fail((response) => response.destroy())).kind).toBe("connection");
  const within: Answer = (response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"choices":', () => response.destroy());
  };
  expect((await fail(within)).kind).toBe("connection");
});
