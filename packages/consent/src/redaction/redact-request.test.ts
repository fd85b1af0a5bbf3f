import type { SamplingRequest } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { BUILT_IN_REDACTIONS } from "./built-in-redactions.ts";
import { redactRequest } from "./redaction.ts";

const MAIL = "ann@example.org";
const OUT = "[redacted: e-mail address]";

/** A request with something of everything, and one text in all of its places. */
function requestWith(text: string) {
  return {
    systemPrompt: text,
    messages: [
      { role: "user", content: { type: "text", text } },
      {
        role: "user",
        content: [
          { type: "text", text, annotations: { note: text } },
          { type: "image", data: "aGVsbG8=", mimeType: "image/png" },
          { type: "audio", data: "aGVsbG8=", mimeType: "audio/wav" },
        ],
      },
      {
        role: "assistant",
        content: [{ type: "tool_use", id: "1", name: "look", input: { deep: [{ text }, [text]], [text]: 1 } }],
      },
      {
        role: "user",
        content: [
          {
            type: "tool_result",
            toolUseId: "1",
            content: [
              { type: "text", text },
              { type: "resource", resource: { uri: "file:///x", mimeType: "text/plain", text } },
            ],
            structuredContent: { found: [text] },
          },
        ],
      },
    ],
    stopSequences: [text],
    metadata: { user: text },
    tools: [
      {
        name: "look",
        description: text,
        inputSchema: { type: "object", properties: { password: { type: "string", default: text } } },
      },
    ],
    maxTokens: 5,
  };
}

function redact(request: unknown) {
  return redactRequest(request as SamplingRequest, BUILT_IN_REDACTIONS);
}

describe("redactRequest", () => {
  it("looks into every text of a request, counts, and changes nothing else", () => {
    const request = requestWith(`Hello, ${MAIL}.`);
    const before = structuredClone(request);
    const { request: redacted, redacted: counts } = redact(request);
    expect(redacted).toEqual(requestWith(`Hello, ${OUT}.`));
    expect(counts).toEqual({ "email-addresses": JSON.stringify(before).split(MAIL).length - 1 });
    expect(request).toEqual(before);
  });

  it("leaves a request without such things as it is, a single block a single block", () => {
    const request = requestWith("Hello.");
    expect(redact(request)).toEqual({ request, redacted: {} });
  });

  it("keeps what names and links, and what is no text, whatever it looks like", () => {
    const messages = [
      { role: "assistant", content: { type: "tool_use", id: MAIL, name: MAIL, input: {}, _meta: { signature: MAIL } } },
      { role: "user", content: { type: "tool_result", toolUseId: MAIL, content: [] } },
      { role: "user", content: { type: "image", data: "4111111111111111", mimeType: MAIL } },
    ];
    const tools = [{ name: MAIL, inputSchema: { type: "object" } }];
    const request = { messages, tools, maxTokens: 1 };
    expect(redact(request)).toEqual({ request, redacted: {} });
  });

  it("leaves out what has no place in a request: no field appears that was not there", () => {
    const { messages, maxTokens } = requestWith("Hello.");
    expect(Object.keys(redact({ messages, maxTokens }).request)).toEqual(["messages", "maxTokens"]);
  });

  it("takes out what a field is named for, and a card number that is a number", () => {
    const input = {
      password: "correct horse",
      "api-key": "x",
      dbToken: "",
      DB_PASSWORD: 12345,
      card: 4111111111111111,
      year: 2026,
      secret: { of: "success" },
    };
    const { request, redacted } = redact({
      messages: [{ role: "assistant", content: { type: "tool_use", id: "1", name: "n", input } }],
      maxTokens: 1,
    });
    const gone = "[redacted: password]";
    const left = {
      ...input,
      password: gone,
      "api-key": gone,
      DB_PASSWORD: gone,
      card: "[redacted: card number]",
    };
    expect(request.messages[0]?.content).toMatchObject({ input: left });
    expect(redacted).toEqual({ passwords: 3, "card-numbers": 1 });
  });

  it("refuses what is nested too deep to look into", () => {
    let deep: unknown = MAIL;
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    expect(() => redact({ ...requestWith("Hello."), metadata: { deep } })).toThrow(
      expect.objectContaining({ code: "invalid_request" }),
    );
  });
});
