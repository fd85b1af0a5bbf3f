import { sampleWith } from "@kit/sampling/testing";
import { describe, expect, it } from "vitest";
import { summarizeTool } from "./summarize.ts";

const document = "The harbour is quiet. The library is open.";

describe("summarize", () => {
  it("asks once for a short document, which cannot pass for instructions", async () => {
    const { value, requests } = await sampleWith(["A quiet harbour."])(summarizeTool, { document, maxWords: 40 });
    expect(value).toEqual({ summary: "A quiet harbour.", words: 3, model: "test/model" });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ maxTokens: 520, systemPrompt: expect.stringContaining("at most 40 words") });
    expect(JSON.stringify(requests[0]?.messages)).toContain("<document>");
  });

  it("asks for the parts of a long document, and then for the whole", async () => {
    const long = Array.from({ length: 40 }, () => "It is quiet and it is open. ".repeat(60)).join("\n\n");
    const { value, requests } = await sampleWith(Array.from({ length: 5 }, (_, index) => `Part ${index + 1}.`))(
      summarizeTool,
      { document: long },
    );
    expect(requests).toHaveLength(5);
    expect(JSON.stringify(requests.at(-1)?.messages)).toContain("Part 1.\\n\\nPart 2.");
    expect(value.summary).toBe("Part 5.");
  });

  it("keeps the limit that the model does not, in Chinese too", async () => {
    const { value } = await sampleWith(["港口很安静。图书馆开着。人们在散步。"])(summarizeTool, {
      document,
      maxWords: 8,
    });
    expect(value.words).toBeLessThanOrEqual(8);
    expect(value.summary).toBe("港口很安静。图书馆开着。");
  });

  it("fails when the model ran out of tokens", async () => {
    const cut = { role: "assistant", content: { type: "text", text: "A qui" }, model: "m", stopReason: "maxTokens" };
    await expect(sampleWith([cut])(summarizeTool, { document })).rejects.toMatchObject({
      code: "reply_cut_off",
      message: expect.stringContaining("it got 760 at most"),
    });
  });
});
