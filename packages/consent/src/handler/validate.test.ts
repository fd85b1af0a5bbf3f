import type { SamplingRequest } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { testTurn } from "../testing/test-turn.ts";
import { REQUEST_LIMITS } from "./request-limits.ts";
import { validate } from "./validate.ts";

const text = (content: string) => ({ type: "text" as const, text: content });
const image = (data: string) => ({ type: "image" as const, data, mimeType: "image/png" });
const user = (content: SamplingRequest["messages"][number]["content"]) => [{ role: "user" as const, content }];
const tool = { name: "look", inputSchema: { type: "object" as const } };
const limits = { ...REQUEST_LIMITS, textCharacters: 1_000, mediaCharacters: 100 };

const passed = new Error("passed");
const pass = () => Promise.reject(passed);

async function outcome(request: Partial<SamplingRequest>, capabilities?: { sampling: { tools?: object } }) {
  return validate(capabilities, limits)(testTurn({ request }), pass).catch((error) => error);
}

describe("validate", () => {
  it.each<[string, Partial<SamplingRequest>, string]>([
    ["more messages", { messages: Array.from({ length: 501 }, () => user(text("?"))).flat() }, "501 messages"],
    ["more blocks", { messages: user(Array.from({ length: 201 }, () => text("?"))) }, "201 blocks"],
    ["more tools", { tools: Array.from({ length: 129 }, () => tool) }, "129 tools"],
    ["more stop sequences", { stopSequences: Array.from({ length: 17 }, () => "x") }, "17 stop sequences"],
    ["more hints", { modelPreferences: { hints: Array.from({ length: 33 }, () => ({ name: "x" })) } }, "33 hints"],
    ["more text in messages", { messages: user([text("x".repeat(600)), text("x".repeat(600))]) }, "of text"],
    ["more text in the system prompt", { systemPrompt: "x".repeat(1_001) }, "of text"],
    ["more text in a tool", { tools: [{ ...tool, description: "x".repeat(1_001) }] }, "of text"],
    ["more text in metadata", { metadata: { x: "x".repeat(1_001) } }, "of text"],
    ["larger images", { messages: user([image("A".repeat(60)), image("A".repeat(60))]) }, "of images and sounds"],
  ])("refuses %s than may come, and says how many", async (_what, request, said) => {
    expect(await outcome(request)).toMatchObject({ code: "invalid_request", message: expect.stringContaining(said) });
  });

  it("lets pass what is as large as may come", async () => {
    const messages = user([text("x".repeat(1_000)), image("A".repeat(100))]);
    expect(await outcome({ messages })).toBe(passed);
  });

  it.each([{ tools: [tool] }, { toolChoice: { mode: "none" as const } }])(
    "refuses %j when the client did not declare sampling.tools",
    async (request) => {
      expect(await outcome(request, { sampling: {} })).toMatchObject({ code: "invalid_request" });
      expect(await outcome(request)).toBe(passed);
    },
  );

  it("refuses what breaks the specification", async () => {
    expect(await outcome({ maxTokens: -1 })).toMatchObject({ code: "invalid_request" });
  });
});
