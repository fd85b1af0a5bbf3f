import { afterEach, expect, test, vi } from "vitest";
import { createGateway } from "./create-gateway.ts";
import { PROVIDERS } from "./providers/providers.ts";
import { COMPLETION, startStub } from "./testing/start-stub.ts";

const messages = [{ role: "user" as const, content: "Hi" }];
afterEach(() => vi.unstubAllEnvs());

test.each(PROVIDERS.map((row) => row.name))("%s gets nothing that the environment means for OpenAI", async (name) => {
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

test("sends the headers of the settings, which may replace the key", async () => {
  const { baseURL, seen } = await startStub();
  const headers = { "X-Title": "a test", authorization: "Basic abc" };
  const gateway = createGateway({ env: {}, providers: { openrouter: { baseURL, apiKey: "k", headers } } });
  await gateway.completion({ model: "openrouter/v/m", messages });
  expect(seen[0]?.headers).toMatchObject({ "x-title": "a test", authorization: "Basic abc" });
});

test("writes nothing to stdout or stderr, whatever OPENAI_LOG says", async () => {
  vi.stubEnv("OPENAI_LOG", "debug");
  const methods = ["log", "info", "debug", "warn", "error"] as const;
  const spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(() => {}));
  const { baseURL } = await startStub();
  await createGateway({ env: {}, providers: { offline: { baseURL } } }).completion({ model: "offline/m", messages });
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
});

test("a key that changes in the environment is used from then on", async () => {
  const { baseURL, seen } = await startStub();
  const env = { GROQ_API_KEY: "old-key" };
  const gateway = createGateway({ env, providers: { groq: { baseURL } } });
  await gateway.completion({ model: "groq/m", messages });
  env.GROQ_API_KEY = "new-key";
  await gateway.completion({ model: "groq/m", messages });
  expect(seen.map(({ headers }) => headers.authorization)).toEqual(["Bearer old-key", "Bearer new-key"]);
});

test("reads an answer to its end although the clock is set back by an hour meanwhile", async () => {
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
