import { sampleWith } from "@kit/sampling/testing";
import { describe, expect, it } from "vitest";
import { translateTool } from "./translate.ts";

describe("translate", () => {
  it("asks for the prose, and keeps the code and the space around it", async () => {
    const code = "\n\n```js\nconst x = 1;\n```\n\n";
    const run = sampleWith(["El puerto.", "La biblioteca."]);
    const { value, requests } = await run(translateTool, { text: `The harbour.${code}The library.`, to: "Spanish" });
    expect(value).toEqual({ translation: `El puerto.${code}La biblioteca.`, model: "test/model" });
    expect(requests[0]).toMatchObject({ systemPrompt: expect.stringContaining("into Spanish, in a neutral tone") });
    expect(JSON.stringify(requests)).not.toContain("const x");
  });

  it("names the part that failed", async () => {
    const cut = { role: "assistant", content: { type: "text", text: "La" }, model: "m", stopReason: "maxTokens" };
    const call = sampleWith(["Uno.", cut])(translateTool, { text: "One.\n\n```\ncode\n```\n\nTwo.", to: "es" });
    await expect(call).rejects.toMatchObject({
      code: "reply_cut_off",
      message: expect.stringMatching(/^Part 2 of 2: /),
    });
  });
});
