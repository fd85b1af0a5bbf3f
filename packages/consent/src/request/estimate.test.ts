import { describe, expect, it } from "vitest";
import { testRequest } from "../testing/requests.ts";
import { estimateRequest } from "./choose-model.ts";

const FREE = "offline/kit-offline-1";
const PRICED = "openai/gpt-4o";
const request = testRequest("Hello?", { maxTokens: 100 });

describe("estimateRequest", () => {
  it("takes the price of the dearest model that may answer", async () => {
    const dear = await estimateRequest(request, [PRICED]);
    expect(dear).toMatchObject({ outputTokens: 100, costUsd: expect.any(Number) });
    expect(dear.costUsd).toBeGreaterThan(0);
    expect(await estimateRequest(request, [FREE, PRICED])).toEqual(dear);
    expect((await estimateRequest(request, [FREE])).costUsd).toBe(0);
  });

  it("knows no price when that of one of them is unknown", async () => {
    expect((await estimateRequest(request, [PRICED, "custom/x"])).costUsd).toBeUndefined();
  });

  it("counts the system prompt, what tools were given and have answered, and images", async () => {
    const image = { type: "image" as const, data: "aGVsbG8=", mimeType: "image/png" };
    const use = { type: "tool_use" as const, id: "1", name: "look", input: { words: "a long text ".repeat(50) } };
    const answer = {
      type: "tool_result" as const,
      toolUseId: "1",
      content: [{ type: "text", text: "found ".repeat(50) }],
    };
    const { inputTokens } = await estimateRequest(request, []);
    for (const more of [
      { systemPrompt: "a long text ".repeat(50) },
      ...[image, use, answer].map((content) => ({ messages: [{ role: "user" as const, content }] })),
    ]) {
      expect((await estimateRequest({ ...request, ...more }, [])).inputTokens).toBeGreaterThan(inputTokens + 40);
    }
  });
});
