import { describe, expect, it } from "vitest";
import { createGateway } from "../../gateway/create-gateway.ts";
import { createRouter } from "../../router/create-router.ts";
import type { CompletionReply, CompletionRequest } from "../../shared/completion.ts";
import { catchError } from "../catch-error.ts";
import { HELLO, sendEvents } from "../send-events.ts";
import { COMPLETION, sendJSON, sendText, startStub } from "../start-stub.ts";
import { ANSWERS } from "./answers.ts";
import { both, type Reading } from "./recording.ts";
import { NOT_TOO_LONG, PARAMETER_REFUSALS, type Refusal, TOO_LONG } from "./refusals.ts";

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
    const { calls, ...reading } = readingOf(reply);
    const { calls: expectedCalls = calls, ...rest } = expected.reads;
    expect(reading).toMatchObject({ model: "some-model", ...rest });
    expect(calls).toEqual(expectedCalls);
    const ids = reply.choices[0]?.message.tool_calls?.map(({ id }) => id) ?? [];
    expect(ids.every((id) => typeof id === "string" && id !== "")).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("what a reader of a stream is shown", () => {
  // Nobody can tell that a text begins with a thought before its last tag comes.
  const open = (chunks: readonly unknown[]) => JSON.stringify(chunks).includes("The capital.\\n</");
  it.each(ANSWERS.filter((row) => "reads" in row && !open(row.chunks)))("is the answer: $from", async (row) => {
    const { baseURL } = await startStub(sendEvents(row.chunks));
    const stream = createGateway({ env: {}, providers: { custom: { baseURL } } }).stream({
      model: "custom/m",
      messages,
    });
    let shown = "";
    for await (const { choices } of stream) shown += choices[0]?.delta.content ?? "";
    expect(shown.trim()).toBe((await stream.final()).choices[0]?.message.content ?? "");
  });
});

/** Plays a refusal until the request is as the provider wants it. */
async function startPicky({ status, body }: Refusal, mustRefuse: (body: Record<string, unknown>) => boolean) {
  const { baseURL, seen } = await startStub((response, request) => {
    const isText = typeof body === "string";
    const refuse = isText ? sendText(status, body, "text/plain") : sendJSON(status, body);
    const answer = request.body.stream ? sendEvents(HELLO) : sendJSON(200, COMPLETION);
    (mustRefuse(request.body) ? refuse : answer)(response, request);
  });
  const settings = { env: {}, providers: { custom: { baseURL, apiKey: "key-for-tests" } } };
  return { settings, seen };
}

const named = (refusal: Refusal, name: string): Refusal => ({
  ...refusal,
  body: JSON.parse(JSON.stringify(refusal.body).replaceAll("NAME", name)),
});

describe.each(WAYS)("refusals by %s", (way, ask) => {
  it.each(PARAMETER_REFUSALS)("a parameter that is refused in the words of $from is left out", async (refusal) => {
    for (const name of ["top_k", "temperature"]) {
      const { settings, seen } = await startPicky(named(refusal, name), (body) => name in body);
      const given = { top_k: 7, temperature: 0.2, max_tokens: 9 };
      const { kit } = await ask(settings, { model: "custom/m", messages, ...given });
      expect(kit.warnings).toEqual([expect.stringContaining(`${name} was dropped`)]);
      expect(seen[1]?.body).toMatchObject({ messages, max_tokens: 9 });
      expect(seen).toHaveLength(2);
    }
  });

  it("a refusal inside a stream that has begun well is no other, until the answer says something", async () => {
    const refusal = { error: { message: "Unsupported parameter: 'seed'", code: 400 } };
    const opening = { choices: [{ index: 0, delta: { role: "assistant", content: "" } }] };
    const { baseURL } = await startStub((response, { body }) => {
      const answer = body.stream ? sendEvents([opening, refusal]) : sendJSON(200, refusal);
      ("seed" in body ? answer : body.stream ? sendEvents(HELLO) : sendJSON(200, COMPLETION))(response, {
        body,
      } as never);
    });
    const { kit } = await ask(
      { env: {}, providers: { custom: { baseURL } } },
      { model: "custom/m", messages, seed: 1 },
    );
    expect(kit.warnings).toEqual([expect.stringContaining("seed was dropped")]);
  });

  it("parameters are left out as long as the provider names one, each once", async () => {
    const refused = ["top_k", "temperature", "seed"];
    const { baseURL, seen } = await startStub((response, request) => {
      const name = refused.find((parameter) => parameter in request.body);
      const refuse = sendJSON(400, { error: { message: `Unsupported parameter: '${name}'` } });
      const answer = request.body.stream ? sendEvents(HELLO) : sendJSON(200, COMPLETION);
      (name ? refuse : answer)(response, request);
    });
    const given = { top_k: 7, temperature: 0.2, seed: 1, top_p: 1 };
    const settings = { env: {}, providers: { custom: { baseURL } } };
    const { kit } = await ask(settings, { model: "custom/m", messages, ...given });
    expect(kit.warnings.map((warning) => warning.split(" ")[0])).toEqual(refused);
    expect(seen.at(-1)?.body).toMatchObject({ top_p: 1 });
    expect(seen).toHaveLength(4);
  });

  it.each<[string, object]>([
    ["messages.0.name: Extra inputs are not permitted", { messages: [{ role: "user", content: "Hi" }] }],
    ["property 'name' is unsupported", { messages: [{ role: "user", content: "Hi" }] }],
    [
      "[{'type': 'extra_forbidden', 'loc': ('body', 'messages', 0, 'user', 'name'), 'msg': 'Extra inputs'}]",
      { messages: [{ role: "user", content: "Hi" }] },
    ],
    ["Unknown parameter: 'tools[0].function.strict'.", { tools: [{ type: "function", function: { name: "look" } }] }],
  ])("a field that is refused with %j is left out of all messages or tools", async (message, expected) => {
    const isTool = message.includes("strict");
    const refusal = { from: "", status: 400, body: { error: { message } } };
    const offends = (sent: Record<string, unknown>) =>
      JSON.stringify(sent).includes(isTool ? "strict" : '"name":"ann"');
    const { settings, seen } = await startPicky(refusal, offends);
    const tools = isTool ? [{ type: "function" as const, function: { name: "look", strict: true } }] : undefined;
    const named = [{ role: "user" as const, content: "Hi", name: "ann" }];
    const { kit } = await ask(settings, { model: "custom/m", messages: isTool ? messages : named, tools });
    expect(kit.warnings).toEqual([expect.stringContaining(`${isTool ? "strict" : "name"} was dropped from`)]);
    expect(seen[1]?.body).toMatchObject(expected);
  });

  it("a provider that refuses for ever is asked once for each parameter, and then it is an error", async () => {
    const refusal = {
      from: "",
      status: 400,
      body: { error: { message: "max_tokens, max_completion_tokens, seed: unsupported" } },
    };
    const { settings, seen } = await startPicky(refusal, () => true);
    const error = await catchError(ask(settings, { model: "custom/m", messages, max_tokens: 7, seed: 1 }));
    expect(error.kind).toBe("unsupported_param");
    expect(seen.length).toBeLessThan(6);
  });

  it.each(TOO_LONG)("too long in the words of $from is context_window, in a stream too", async (refusal) => {
    const { settings } = await startPicky(refusal, () => true);
    expect((await catchError(ask(settings, { model: "custom/m", messages }))).kind).toBe("context_window");
    if (!way.endsWith("stream") || typeof refusal.body === "string") return;
    const { baseURL } = await startStub(sendEvents([refusal.body]));
    const providers = { custom: { baseURL } };
    expect((await catchError(ask({ env: {}, providers }, { model: "custom/m", messages }))).kind).toBe(
      "context_window",
    );
  });

  it.each(NOT_TOO_LONG)("what only sounds so, in the words of $from, is not", async (refusal) => {
    const { settings } = await startPicky(refusal, () => true);
    const error = await catchError(ask(settings, { model: "custom/m", messages, max_tokens: 9000, stop: ["a"] }));
    expect(["bad_request", "rate_limit"]).toContain(error.kind);
  });

  it.each([
    [401, "auth"],
    [403, "permission"],
    [429, "rate_limit"],
    [500, "server"],
  ])("the type api_error of Ollama with status %i is %s", async (status, kind) => {
    const { settings } = await startPicky(
      { from: "", status, body: { error: { message: "no", type: "api_error" } } },
      () => true,
    );
    expect((await catchError(ask(settings, { model: "custom/m", messages }))).kind).toBe(kind);
  });
});

describe.each(WAYS)("calls that a server has left in the text, by %s", (_, ask) => {
  const tools = [{ type: "function" as const, function: { name: "look" } }];
  const one = '{"name": "look", "arguments": {"at": "sea"}}';
  it.each([
    [`<tool_call>\n${one}\n</tool_call>`, 1],
    [`<tool_call>${one}</tool_call>\n<tool_call>${one}</tool_call>`, 2],
    [`[TOOL_CALLS] [${one}]`, 1],
    ['<|python_tag|>{"name": "look", "parameters": {"at": "sea"}}', 1],
    [one, 1],
  ])("%s are calls", async (text, count) => {
    const { baseURL } = await startStub((response, request) => {
      const recording = both({ content: text });
      (request.body.stream ? sendEvents(recording.chunks) : sendJSON(200, recording.body))(response, request);
    });
    const settings = { env: {}, providers: { custom: { baseURL } } };
    const { calls } = readingOf(await ask(settings, { model: "custom/m", messages, tools }));
    expect(calls).toEqual(Array(count).fill(["look", { at: "sea" }]));
  });
});

describe.each(WAYS)("an error behind status 200 by %s", (_, ask) => {
  it.each<[object, string]>([
    [{ object: "error", message: "Slow down", code: 429 }, "rate_limit"],
    [{ status: "error", error_message: "Slow down", code: "rate_limit_exceeded" }, "rate_limit"],
    [{ error: "Rate limit reached" }, "rate_limit"],
    [{ error: { message: "no", code: "invalid_api_key" } }, "auth"],
    [{ message: "Forbidden" }, "permission"],
    [{ detail: "model m not found" }, "not_found"],
    [{ base_resp: { status_code: 1008, status_msg: "insufficient balance" } }, "quota"],
    [{ error: { type: "overloaded_error", message: "Busy" } }, "server"],
  ])("%j is %s", async (body, kind) => {
    const { baseURL } = await startStub((response, request) => {
      (request.body.stream ? sendEvents([body]) : sendJSON(200, body))(response, request);
    });
    const error = await catchError(
      ask({ env: {}, providers: { custom: { baseURL } } }, { model: "custom/m", messages }),
    );
    expect(error.kind).toBe(kind);
  });
});
