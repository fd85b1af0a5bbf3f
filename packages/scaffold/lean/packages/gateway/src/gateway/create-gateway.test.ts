import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createGateway } from "./create-gateway.ts";

const MODEL = "custom/m";
const messages = [{ role: "user" as const, content: "Hello." }];
const KEY = "sk-very-secret";

const answer = (content: unknown) => ({
  ...{ id: "1", object: "chat.completion", created: 1, model: "m" },
  choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
  usage: { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 },
});
const reply = (status: number, body: unknown) => (response: ServerResponse) => {
  response.writeHead(status, { "content-type": "application/json", "retry-after": "2" });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
};

let close = () => undefined as unknown;
afterEach(() => close());

/** A gateway, and the provider that it asks. */
async function open(respond: (response: ServerResponse) => void) {
  const server = createServer((_request, response) => respond(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return createGateway({ env: { CUSTOM_BASE_URL: baseURL, CUSTOM_API_KEY: KEY } });
}

describe("a completion", () => {
  it("is the provider's, without the thoughts before it, and says what it used", async () => {
    const gateway = await open(reply(200, answer("<think>\nHm.\n</think>\n\nHi.")));
    const { choices, kit } = await gateway.completion({ model: MODEL, messages });
    expect(choices[0]?.message.content).toBe("Hi.");
    expect(kit).toMatchObject({ provider: "custom", model: MODEL, usage: { inputTokens: 9, outputTokens: 3 } });
  });

  it.each([
    [401, { error: { message: `Incorrect API key provided: ${KEY}` } }, "auth", false],
    [429, { error: { message: "Slow down." } }, "rate_limit", true],
    [429, { error: { code: "insufficient_quota", message: "No credit." } }, "quota", false],
    [400, { error: { message: "This model's maximum context length is 8192 tokens." } }, "context_window", false],
    [404, { error: { message: "The model m does not exist" } }, "not_found", false],
    [500, "<html>", "server", true],
    [200, "<html>", "invalid_response", false],
    [200, {}, "invalid_response", false],
    [200, { choices: [{}] }, "invalid_response", false],
  ])("fails with a kind for %d %o, without the key", async (status, body, kind, isRetryable) => {
    const gateway = await open(reply(status, body));
    const failed = gateway.completion({ model: MODEL, messages });
    await expect(failed).rejects.toMatchObject({ name: "GatewayError", kind, isRetryable });
    await expect(failed).rejects.not.toThrow(KEY);
  });

  it("ends when the caller aborts, and when its time is over", async () => {
    const arrived = Promise.withResolvers<void>();
    const gateway = await open(() => arrived.resolve());
    const caller = new AbortController();
    const aborted = gateway.completion({ model: MODEL, messages, signal: caller.signal });
    void arrived.promise.then(() => caller.abort());
    await expect(aborted).rejects.toMatchObject({ kind: "aborted" });
    await expect(gateway.completion({ model: MODEL, messages, timeoutMs: 50 })).rejects.toMatchObject({
      kind: "timeout",
    });
  });

  it("says which provider nobody knows, which key is missing, and where nobody answers", async () => {
    const ask = (model: string, env = {}) => createGateway({ env }).completion({ model, messages });
    await expect(ask("nobody/m")).rejects.toMatchObject({ kind: "unknown_provider" });
    await expect(ask("openai/m")).rejects.toMatchObject({
      kind: "missing_key",
      fix: expect.stringContaining("OPENAI_API_KEY"),
    });
    await expect(ask(MODEL)).rejects.toMatchObject({ kind: "missing_base_url" });
    const env = { CUSTOM_BASE_URL: "http://127.0.0.1:1/v1" };
    await expect(ask(MODEL, env)).rejects.toMatchObject({ kind: "connection", isUnsent: true });
  });
});
