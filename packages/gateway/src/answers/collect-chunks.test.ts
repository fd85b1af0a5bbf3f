import type { ChatCompletionChunk } from "openai/resources/chat/completions";
import { describe, expect, it } from "vitest";
import { parseModelId } from "../providers/model-id.ts";
import { resolveProvider } from "../providers/resolve-provider.ts";
import { chunk } from "../testing/send-events.ts";
import { collectChunks } from "./collect-chunks.ts";

describe("the chunks of an answer", () => {
  const model = parseModelId("ollama/m");
  const asked = { model, endpoint: resolveProvider(model, { env: {} }) };

  function collect(...chunks: object[]) {
    const collector = collectChunks();
    for (const piece of chunks) collector.add(piece as ChatCompletionChunk);
    return collector.finish(asked, new Headers());
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
  ])("tool calls are put together from pieces %s", (_, pieces) => {
    const { message, finish_reason } =
      collect(chunk({ role: "assistant", content: null }), ...pieces, chunk({}, "tool_calls")).choices[0] ?? {};
    expect(finish_reason).toBe("tool_calls");
    expect(message?.content).toBeNull();
    expect(message?.tool_calls).toEqual([called("a", "add", '{"x":1}'), called("b", "sub", "{}")]);
  });

  it("texts that only some providers have are kept beside the answer", () => {
    const { choices } = collect(
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

  it("several choices are told apart and put in order, and each must finish", () => {
    const piece = (index: number, content: string, finish_reason: string | null) => ({
      ...chunk({}),
      choices: [{ index, delta: { content }, finish_reason }],
    });
    const pieces = [piece(1, "B", null), piece(0, "A", "stop"), piece(1, "b", null)];
    expect(collect(...pieces, piece(1, "", "length")).choices.map(({ message }) => message.content)).toEqual([
      "A",
      "Bb",
    ]);
    expect(() => collect(...pieces)).toThrow("without a finish reason");
  });

  it("log probabilities are joined", () => {
    const piece = (token: string, finish_reason: string | null) => ({
      ...chunk({}),
      choices: [
        { index: 0, delta: { content: token }, finish_reason, logprobs: { content: [{ token }], refusal: null } },
      ],
    });
    expect(collect(piece("a", null), piece("b", "stop")).choices[0]?.logprobs).toEqual({
      content: [{ token: "a" }, { token: "b" }],
      refusal: null,
    });
  });

  it("the provider's own fields are kept", () => {
    const fields = { system_fingerprint: "fp", service_tier: "flex" };
    expect(collect(chunk({ content: "Hi" }, "stop", fields))).toMatchObject(fields);
  });
});
