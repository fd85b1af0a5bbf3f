import { expect, test } from "vitest";
import { createGateway } from "./create-gateway.ts";
import { catchError } from "./testing/catch-error.ts";
import { type Answer, COMPLETION, sendJSON, sendText, startStub } from "./testing/start-stub.ts";

async function fail(answer: Answer) {
  const { baseURL } = await startStub(answer);
  const gateway = createGateway({ env: {}, providers: { openrouter: { baseURL, apiKey: "echoed-key" } } });
  return catchError(gateway.completion({ model: "openrouter/v/m", messages: [{ role: "user", content: "Hi" }] }));
}

test.each<[string, Answer, string]>([
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

test("an error behind status 200 keeps its kind", async () => {
  const limited = await fail(sendJSON(200, { error: { code: 429, message: "Rate limited upstream" } }));
  expect(limited).toMatchObject({ kind: "rate_limit", status: undefined });
  expect(limited.message).toContain('an error in the body, "Rate limited upstream"');
  const long = await fail(sendJSON(200, { error: { message: "prompt is too long" } }));
  expect(long.kind).toBe("context_window");
});
