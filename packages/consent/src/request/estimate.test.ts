import type { SamplingRequest } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { testRequest } from "../testing/requests.ts";
import { estimateRequest } from "./choose-model.ts";

const FREE = "offline/kit-offline-1";
const PRICED = "openai/gpt-4o";
const request = testRequest("Hello?", { maxTokens: 100 });

/** Dense but for the slices in which the gateway looks. */
function dodging(length: number): string {
  const text = Array<string>(length).fill("ÿ");
  const step = length / 16;
  for (let slice = 0; slice < 16; slice += 1) text.fill(" ", (slice + 0.5) * step - 100, (slice + 0.5) * step + 100);
  return text.join("");
}
const structured = {
  ...{ type: "tool_result" as const, toolUseId: "1", content: [] },
  structuredContent: { a: "a long text ".repeat(100_000) },
};

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

  it.each<[string, Partial<SamplingRequest>]>([
    ["written around the places that are sampled", { messages: testRequest(dodging(1_000_000)).messages }],
    ["of white space", { systemPrompt: "\n".repeat(1_000_000) }],
    ["in a structured result", { messages: [{ role: "user", content: structured }] }],
    ["in a schema", { tools: [{ name: "t", inputSchema: { type: "object", title: "x ".repeat(500_000) } }] }],
  ])("counts every byte of a text %s", async (_where, more) => {
    expect((await estimateRequest({ ...request, ...more }, [])).inputTokens).toBeGreaterThan(200_000);
  });

  it("counts sounds by their length", async () => {
    const sound = (length: number) => ({ type: "audio" as const, data: "a".repeat(length), mimeType: "audio/mpeg" });
    const tokens = async (length: number) =>
      (await estimateRequest({ ...request, messages: [{ role: "user", content: sound(length) }] }, [])).inputTokens;
    const [short, long] = [await tokens(1_280), await tokens(12_800_000)];
    expect(long - short).toBe(100_000 - 10);
    expect(short).toBeLessThan(100);
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
