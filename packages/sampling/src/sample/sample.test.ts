import { KitError, type SamplingRequest, toDeclinedResult } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import type { Ask, Carrier } from "../carrier.ts";
import { carrierOver } from "../testing/fixtures.ts";
import { textResult } from "../testing/sample-with.ts";
import { createSample } from "./sample.ts";

function sampleOver(ask: Ask, more: Partial<Carrier> = {}) {
  return createSample(carrierOver(ask, more));
}

describe("sample", () => {
  it("puts its options into the request under the names of the specification", async () => {
    let seen: SamplingRequest | undefined;
    const sample = sampleOver(async (request) => {
      seen = request;
      return textResult("Yes.");
    });
    const options = {
      systemPrompt: "Be brief.",
      maxTokens: 20,
      temperature: 0.5,
      stopSequences: ["END"],
      modelPreferences: { hints: [{ name: "haiku" }], costPriority: 1 },
      metadata: { top_p: 0.9 },
    };
    await sample("Hello?", { ...options, timeoutMs: 5 });
    expect(seen).toEqual({ messages: [{ role: "user", content: { type: "text", text: "Hello?" } }], ...options });
  });

  it("returns all text of the reply, its blocks, its model and what it used", async () => {
    const content = [
      { type: "text" as const, text: "One." },
      { type: "image" as const, data: "aGk=", mimeType: "image/png" },
      { type: "text" as const, text: "Two." },
    ];
    const usage = { inputTokens: 3, outputTokens: 4 };
    const sample = sampleOver(async () => ({ ...textResult(""), content, _meta: { "kit/usage": usage } }), {
      via: "round-trip",
    });
    expect(await sample("Hello?")).toEqual({
      ...{ text: "One.\nTwo.", content, model: "test/model", maxTokens: 1000, stopReason: "endTurn", usage },
      via: "round-trip",
    });
  });

  it("takes a refusal for no answer", async () => {
    const sample = sampleOver(async () => toDeclinedResult(new KitError("declined", "The user said no.")));
    await expect(sample("Hello?")).rejects.toMatchObject({ code: "declined", message: "The user said no." });
  });

  it("refuses a request that breaks the specification before anything is asked", async () => {
    let asked = 0;
    const sample = sampleOver(async () => {
      asked += 1;
      return textResult("Yes.");
    });
    await expect(sample("Hello?", { maxTokens: 0 })).rejects.toMatchObject({ code: "invalid_request" });
    await expect(sample([])).rejects.toMatchObject({ code: "invalid_request" });
    expect(asked).toBe(0);
  });

  it("says that the tokens ran out when the model thought them away", async () => {
    const sample = sampleOver(async () => ({ ...textResult(""), stopReason: "maxTokens" }));
    await expect(sample("Hello?")).rejects.toMatchObject({
      code: "reply_cut_off",
      message: expect.stringContaining("it got 1000 at most"),
    });
  });

  it.each([
    ["no content", []],
    ["only image", { type: "image" as const, data: "aGk=", mimeType: "image/png" }],
    ["only an empty text", { type: "text" as const, text: " " }],
  ])("says what came instead when the reply holds no text: %s", async (seen, content) => {
    const sample = sampleOver(async () => ({ ...textResult(""), content }));
    await expect(sample("Hello?")).rejects.toMatchObject({
      code: "empty_reply",
      message: expect.stringContaining(seen),
    });
  });
});
