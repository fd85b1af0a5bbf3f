import { MAX_TEXT_BYTES, type SamplingRequest } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { TEST_ORIGIN, testRequest } from "../testing/requests.ts";
import { validateRequest } from "./check-request.ts";

const text = (content: string) => ({ type: "text" as const, text: content });
const image = (data: string) => ({ type: "image" as const, data, mimeType: "image/png" });
const user = (content: SamplingRequest["messages"][number]["content"]) => [{ role: "user" as const, content }];
const tool = { name: "look", inputSchema: { type: "object" as const } };
const HALF_TEXT = "x".repeat(MAX_TEXT_BYTES / 2 + 1);
const ALL_TEXT = "x".repeat(MAX_TEXT_BYTES + 1);
const MEDIA = "A".repeat(16 * 1024 * 1024);

const validate = (request: Partial<SamplingRequest>, capabilities?: { sampling: { tools?: object } }) =>
  validateRequest(testRequest("?", request), TEST_ORIGIN, capabilities);

describe("a request is refused", () => {
  it.each<[string, Partial<SamplingRequest>, string]>([
    ["messages", { messages: Array.from({ length: 501 }, () => user(text("?"))).flat() }, "501 messages"],
    ["blocks", { messages: user(Array.from({ length: 201 }, () => text("?"))) }, "201 blocks"],
    ["tools", { tools: Array.from({ length: 129 }, () => tool) }, "129 tools"],
    ["stop sequences", { stopSequences: Array.from({ length: 17 }, () => "x") }, "17 stop sequences"],
    ["hints", { modelPreferences: { hints: Array.from({ length: 33 }, () => ({ name: "x" })) } }, "33 hints"],
    ["text in messages", { messages: user([text(HALF_TEXT), text(HALF_TEXT)]) }, "of text"],
    ["text in the system prompt", { systemPrompt: ALL_TEXT }, "of text"],
    ["text in a tool", { tools: [{ ...tool, description: ALL_TEXT }] }, "of text"],
    ["text in metadata", { metadata: { x: ALL_TEXT } }, "of text"],
    ["image data", { messages: user([image(MEDIA), image(MEDIA), image("AAAA")]) }, "of images and sounds"],
  ])("that has more %s than may come, and the error says how many", (_what, request, said) => {
    const tooLarge = { code: "invalid_request", message: expect.stringContaining(said) };
    expect(() => validate(request)).toThrow(expect.objectContaining(tooLarge));
  });

  it.each([{ tools: [tool] }, { toolChoice: { mode: "none" as const } }])(
    "that has %j when the client did not declare sampling.tools",
    (request) => {
      const refused = expect.objectContaining({ code: "invalid_request" });
      expect(() => validate(request, { sampling: {} })).toThrow(refused);
      expect(validate(request)).toMatchObject(request);
    },
  );

  it("that breaks the specification", () => {
    expect(() => validate({ maxTokens: -1 })).toThrow(expect.objectContaining({ code: "invalid_request" }));
  });

  it("while none of the server's tools is called, whatever is in it", () => {
    const outside = () => validateRequest("nonsense", { calls: [] });
    expect(outside).toThrow(expect.objectContaining({ code: "declined" }));
  });
});

it("a request passes that is as large as may come", () => {
  const messages = user([text("x".repeat(MAX_TEXT_BYTES)), image(MEDIA), image(MEDIA)]);
  expect(validate({ messages })).toMatchObject({ maxTokens: 500 });
});
