import { describe, expect, it } from "vitest";
import { createGateway } from "../../gateway/create-gateway.ts";
import { createRouter } from "../../router/create-router.ts";
import type { CompletionReply, CompletionRequest } from "../../shared/completion.ts";
import { catchError } from "../catch-error.ts";
import { sendEvents } from "../send-events.ts";
import { sendJSON, startStub } from "../start-stub.ts";
import { ANSWERS } from "./answers.ts";
import type { Reading } from "./recording.ts";

const messages = [{ role: "user" as const, content: "Hi" }];

/** Both doors, and both ways of answering. */
const WAYS: readonly [string, (settings: object, request: CompletionRequest) => Promise<CompletionReply>][] = [
  ["completion", (settings, request) => createGateway(settings).completion(request)],
  ["stream", (settings, request) => createGateway(settings).stream(request).final()],
  ["router", (settings, request) => createRouter({ ...settings, retry: { retries: 0 } }).completion(request)],
  [
    "router, stream",
    (settings, request) =>
      createRouter({ ...settings, retry: { retries: 0 } })
        .stream(request)
        .final(),
  ],
];

function parse(json: string): object | undefined {
  try {
    const value = JSON.parse(json);
    return typeof value === "object" && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What a caller reads in a reply, in the words of a recording. */
function readingOf({ choices: [choice], model }: CompletionReply): Required<Reading> {
  const calls = (choice?.message.tool_calls ?? []).flatMap((call) => (call.type === "function" ? [call.function] : []));
  return {
    text: choice?.message.content ?? null,
    calls: calls.map(({ name, arguments: json }) => [name, parse(json)]),
    finish: choice?.finish_reason ?? "",
    model,
  };
}

describe.each(WAYS)("the gallery of answers by %s", (_, ask) => {
  it.each(ANSWERS)("$from ($provider)", async ({ provider, body, chunks, ...expected }) => {
    const { baseURL } = await startStub((response, request) => {
      (request.body.stream ? sendEvents(chunks) : sendJSON(200, body))(response, request);
    });
    const settings = { env: {}, providers: { [provider]: { baseURL, apiKey: "key-for-tests" } } };
    const answer = ask(settings, { model: `${provider}/m`, messages });
    if ("fails" in expected) {
      const error = await catchError(answer);
      expect(error.kind).toBe(expected.fails);
      expect(error.message).toContain(expected.says);
      return;
    }
    const reply = await answer;
    expect(readingOf(reply)).toMatchObject({ model: "some-model", ...expected.reads });
    const ids = reply.choices[0]?.message.tool_calls?.map(({ id }) => id) ?? [];
    expect(ids.every((id) => typeof id === "string" && id !== "")).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
