import { once } from "node:events";
import { describe, expect, it } from "vitest";
import type { CompletionRequest } from "../shared/completion.ts";
import { catchError } from "../testing/catch-error.ts";
import { beginEvents, COUNTS, chunk, HELLO, sendEvents } from "../testing/send-events.ts";
import { type Answer, sendJSON, sendText, startStub } from "../testing/start-stub.ts";
import { createGateway } from "./create-gateway.ts";

const messages = [{ role: "user" as const, content: "Hi" }];

describe("a stream", () => {
  async function start(answer: Answer) {
    const { baseURL, seen } = await startStub(answer);
    const providers = Object.fromEntries(
      ["offline", "mistral", "openai"].map((name) => [name, { baseURL, apiKey: "key-for-tests" }]),
    );
    const gateway = createGateway({ env: {}, providers });
    return {
      seen,
      ask: (given: Partial<CompletionRequest> = {}) => gateway.stream({ model: "offline/m", messages, ...given }),
    };
  }

  /** What a reader gets before the end or the error. */
  async function read(stream: AsyncIterable<{ choices: { delta: { content?: string | null } }[] }>) {
    const texts: string[] = [];
    const error = await (async () => {
      for await (const { choices } of stream) texts.push(choices[0]?.delta.content ?? "");
    })().then(
      () => undefined,
      (error: unknown) => error,
    );
    return { text: texts.join(""), error };
  }

  it("gives the chunks as they are, and the whole answer with a report at the end", async () => {
    const { ask, seen } = await start(sendEvents(HELLO));
    const stream = ask({ max_tokens: 5 });
    const chunks: unknown[] = [];
    for await (const piece of stream) chunks.push(piece);
    expect(chunks).toEqual(HELLO);
    const { kit, ...completion } = await stream.final();
    expect(completion).toMatchObject({ id: "chatcmpl-1", object: "chat.completion", model: "some-model" });
    expect(completion.choices).toEqual([
      {
        index: 0,
        finish_reason: "stop",
        logprobs: null,
        message: { role: "assistant", content: "Hello.", refusal: null },
      },
    ]);
    expect(kit).toMatchObject({
      model: "offline/m",
      attempts: 1,
      usage: { inputTokens: 9, outputTokens: 3, totalTokens: 12 },
      cost: { usd: 0, source: "offline" },
    });
    expect(seen.map(({ body }) => body)).toEqual([
      { model: "m", messages, max_tokens: 5, stream: true, stream_options: { include_usage: true } },
    ]);
  });

  it("final() alone reads the stream by itself", async () => {
    const { ask } = await start(sendEvents(HELLO));
    expect((await ask().final()).choices[0]?.message.content).toBe("Hello.");
  });

  it("what is no chunk is not shown", async () => {
    const { ask } = await start(sendEvents([null, { status: "busy" }, ...HELLO]));
    const stream = ask();
    const chunks: unknown[] = [];
    for await (const piece of stream) chunks.push(piece);
    expect(chunks).toEqual(HELLO);
    expect((await stream.final()).id).toBe("chatcmpl-1");
  });

  it("nothing is sent before somebody reads, and a stream is read once", async () => {
    const { ask, seen } = await start(sendEvents(HELLO));
    const stream = ask();
    expect(seen).toEqual([]);
    await read(stream);
    expect(() => stream[Symbol.asyncIterator]()).toThrow("can be read once");
    expect(seen).toHaveLength(1);
  });

  it("token counts are asked for, but not where the provider would refuse that or the caller does not want it", async () => {
    const { ask, seen } = await start(sendEvents(HELLO));
    await ask({ model: "mistral/m" }).final();
    await ask({ stream_options: { include_usage: false } }).final();
    expect(seen[0]?.body).not.toHaveProperty("stream_options");
    expect(seen[1]?.body.stream_options).toEqual({ include_usage: false });
  });

  it("a parameter that the provider refuses is left out here too", async () => {
    const { ask, seen } = await start((response, request) => {
      const refusal = { error: { message: "no", param: "stream_options", code: "unsupported_parameter" } };
      const answer = "stream_options" in request.body ? sendJSON(400, refusal) : sendEvents(HELLO);
      answer(response, request);
    });
    const { kit } = await ask().final();
    expect([kit.attempts, seen.length]).toEqual([2, 2]);
    expect(kit.warnings[0]).toContain("stream_options was dropped");
  });

  it.each<[string, unknown[]]>([
    ["with the finish reason", [chunk({ content: "Hi" }), chunk({}, "stop", { usage: COUNTS })]],
    [
      "counting up",
      [chunk({ content: "Hi" }, null, { usage: { prompt_tokens: 9, completion_tokens: 1 } }), ...HELLO.slice(3)],
    ],
  ])("token counts are read from the last chunk that has some, %s", async (_, chunks) => {
    const { ask } = await start(sendEvents(chunks));
    expect((await ask().final()).kit.usage).toEqual({ inputTokens: 9, outputTokens: 3, totalTokens: 12 });
  });

  it.each<[string, Answer]>([
    ["ends in the last event", beginEvents(HELLO, (to) => to.end("data: [DO"))],
    ["breaks then", beginEvents(HELLO, (to) => setImmediate(() => to.destroy()))],
    ["writes the last event otherwise", beginEvents(HELLO, (to) => to.end("data: DONE\n\n"))],
  ])("a stream that has said why it stopped is whole, also one that %s", async (_, answer) => {
    const { ask } = await start(answer);
    expect((await ask().final()).choices[0]?.message.content).toBe("Hello.");
  });

  it.each<[string, Answer, string]>([
    ["ends without a finish reason", sendEvents(HELLO.slice(0, 3)), "stream_truncated"],
    ["ends in a chunk", beginEvents(HELLO.slice(0, 3), (to) => to.end('data: {"choi')), "stream_truncated"],
    ["ends in its last event", beginEvents(HELLO.slice(0, 3), (to) => to.end("data: [DO")), "stream_truncated"],
    ["is cut", beginEvents(HELLO.slice(0, 3), (response) => setImmediate(() => response.destroy())), "connection"],
    [
      "says an error with a code",
      sendEvents([...HELLO.slice(0, 3), { error: { type: "overloaded_error" } }]),
      "server",
    ],
    ["says an error nobody knows", sendEvents([...HELLO.slice(0, 3), { error: { message: "Sorry" } }]), "server"],
    [
      "says that it is limited",
      sendEvents([...HELLO.slice(0, 3), { error: { code: 429, message: "Slow" } }]),
      "rate_limit",
    ],
    [
      "turns into nonsense",
      beginEvents(HELLO.slice(0, 3), (response) => response.end("data: {no\n\n")),
      "invalid_response",
    ],
  ])("a stream that %s ends in an error, after what has come", async (_, answer, kind) => {
    const { ask } = await start(answer);
    const stream = ask({ model: "openai/m" });
    const { text, error } = await read(stream);
    expect([text, error]).toEqual(["Hello.", expect.objectContaining({ name: "GatewayError", kind })]);
    expect(await catchError(stream.final())).toBe(error);
    expect(error).toMatchObject({ trail: [{ model: "openai/m", kind }] });
  });

  it.each<[string, Answer, string]>([
    ["a page of HTML", sendText(200, "<p>Sign in</p>", "text/html"), "invalid_response"],
    ["a list that is no answer", sendJSON(200, []), "invalid_response"],
    ["an error that hides behind status 200", sendJSON(200, { error: { code: "rate_limit_exceeded" } }), "rate_limit"],
    ["chunks without a choice", sendEvents([HELLO[4]]), "invalid_response"],
    ["an object that is no chunk", sendEvents([null, { status: "ok" }]), "invalid_response"],
    ["a stream that ends before it begins", sendEvents([]), "stream_truncated"],
    ["a refusal", sendJSON(401, { error: { message: "no" } }), "auth"],
  ])("%s is an error and no empty answer", async (_, answer, kind) => {
    const { ask } = await start(answer);
    expect((await catchError(ask().final())).kind).toBe(kind);
  });

  it.each([
    ["before", []],
    ["within", HELLO.slice(0, 2)],
    ["after the end of", HELLO.slice(0, 4)],
  ])("a stream that stalls %s the answer is a timeout", async (_, chunks) => {
    const { ask } = await start(beginEvents(chunks));
    const error = await catchError(ask({ timeoutMs: 60 }).final());
    expect(error).toMatchObject({ kind: "timeout", trail: [{ kind: "timeout" }] });
    expect(error.message).toContain("no answer within 60 ms");
  });

  it("an abort within the stream is an error of its own and hangs up on the provider", async () => {
    const hungUp = Promise.withResolvers<void>();
    const { ask } = await start(
      beginEvents(HELLO.slice(0, 2), (response) => once(response, "close").then(() => hungUp.resolve())),
    );
    const controller = new AbortController();
    const stream = ask({ signal: controller.signal });
    const error = await catchError(
      (async () => {
        for await (const { choices } of stream) if (choices[0]?.delta.content) controller.abort("enough");
      })(),
    );
    expect(error).toMatchObject({ kind: "aborted", cause: "enough" });
    await hungUp.promise;
  });

  it("a reader who leaves the loop hangs up, and there is no whole answer then", async () => {
    const hungUp = Promise.withResolvers<void>();
    const { ask } = await start(
      beginEvents(HELLO.slice(0, 2), (response) => once(response, "close").then(() => hungUp.resolve())),
    );
    const stream = ask();
    for await (const _ of stream) break;
    await hungUp.promise;
    expect((await catchError(stream.final())).kind).toBe("aborted");
  });

  it("a faulty request is an error to the reader, and is not thrown at once", async () => {
    const { ask, seen } = await start(sendEvents(HELLO));
    expect((await catchError(ask({ model: "m" }).final())).kind).toBe("invalid_model_id");
    expect((await catchError(ask({ signal: AbortSignal.abort() }).final())).kind).toBe("aborted");
    expect(seen).toEqual([]);
  });
});

describe("the chunks of an answer", () => {
  /** The whole answer, put together from these chunks. */
  async function collect(...chunks: object[]) {
    const { baseURL } = await startStub(sendEvents(chunks));
    const gateway = createGateway({ env: {}, providers: { ollama: { baseURL } } });
    return gateway.stream({ model: "ollama/m", messages }).final();
  }

  const call = (index: number | undefined, id?: string, name?: string, text?: string) =>
    chunk({ tool_calls: [{ index, id, type: "function", function: { name, arguments: text } }] });
  const called = (id: string, name: string, text: string) => ({
    id,
    type: "function",
    function: { name, arguments: text },
  });

  it.each<[string, object[]]>([
    [
      "with an index each",
      [
        call(0, "a", "add", '{"x"'),
        call(1, "b", "sub"),
        call(0, undefined, undefined, ":1}"),
        call(1, undefined, undefined, "{}"),
      ],
    ],
    ["with one index for all", [call(0, "a", "add", '{"x":1}'), call(0, "b", "sub", "{}")]],
    [
      "without an index",
      [
        call(undefined, "a", "add", '{"x"'),
        call(undefined, undefined, undefined, ":1}"),
        call(undefined, "b", "sub", "{}"),
      ],
    ],
    [
      "with id and name in every piece",
      [call(0, "a", "add", '{"x"'), call(0, "a", "add", ":1}"), call(1, "b", "sub", "{"), call(1, "b", "sub", "}")],
    ],
  ])("tool calls are put together from pieces %s", async (_, pieces) => {
    const first = chunk({ role: "assistant", content: null });
    const { choices } = await collect(first, ...pieces, chunk({}, "tool_calls"));
    const { message, finish_reason } = choices[0] ?? {};
    expect(finish_reason).toBe("tool_calls");
    expect(message?.content).toBeNull();
    expect(message?.tool_calls).toEqual([called("a", "add", '{"x":1}'), called("b", "sub", "{}")]);
  });

  it("texts that only some providers have are kept beside the answer", async () => {
    const { choices } = await collect(
      chunk({ reasoning_content: "Hm" }),
      chunk({ reasoning_content: "m." }),
      chunk({ content: "Yes." }, "stop"),
    );
    expect(choices[0]?.message).toEqual({
      role: "assistant",
      content: "Yes.",
      refusal: null,
      reasoning_content: "Hmm.",
    });
  });

  it("several choices are told apart and put in order, and each must finish", async () => {
    const piece = (index: number, content: string, finish_reason: string | null) => ({
      ...chunk({}),
      choices: [{ index, delta: { content }, finish_reason }],
    });
    const pieces = [piece(1, "B", null), piece(0, "A", "stop"), piece(1, "b", null)];
    expect((await collect(...pieces, piece(1, "", "length"))).choices.map(({ message }) => message.content)).toEqual([
      "A",
      "Bb",
    ]);
    await expect(collect(...pieces)).rejects.toThrow("without a finish reason");
  });

  it("log probabilities are joined", async () => {
    const piece = (token: string, finish_reason: string | null) => ({
      ...chunk({}),
      choices: [
        { index: 0, delta: { content: token }, finish_reason, logprobs: { content: [{ token }], refusal: null } },
      ],
    });
    expect((await collect(piece("a", null), piece("b", "stop"))).choices[0]?.logprobs).toEqual({
      content: [{ token: "a" }, { token: "b" }],
      refusal: null,
    });
  });

  it("the provider's own fields are kept", async () => {
    const fields = { system_fingerprint: "fp", service_tier: "flex" };
    expect(await collect(chunk({ content: "Hi" }, "stop", fields))).toMatchObject(fields);
  });
});
