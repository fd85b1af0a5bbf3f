import { sampleWith } from "@kit/sampling/testing";
import { describe, expect, it } from "vitest";
import { classifyTool } from "./classify.ts";

const args = { text: "The harbour is quiet.", labels: ["calm", "loud"] };

describe("classify", () => {
  it("returns the label that the model chose", async () => {
    const { value } = await sampleWith([{ label: "calm", confidence: 0.9 }])(classifyTool, args);
    expect(value).toEqual({ label: "calm", confidence: 0.9, fellBack: false, model: "test/model" });
  });

  it("classifies several texts, in their order", async () => {
    const run = sampleWith([{ label: "calm" }, { label: "loud" }]);
    const { value } = await run(classifyTool, { texts: ["Quiet.", "Loud!"], labels: args.labels });
    expect(value).toMatchObject({ results: [{ label: "calm" }, { label: "loud" }] });
  });

  it.each(["Loud.", "**LOUD**", '"loud"', { label: "Loud" }])("takes %j for the label, and asks once", async (said) => {
    const { value } = await sampleWith([said])(classifyTool, args);
    expect(value).toMatchObject({ label: "loud", fellBack: false, model: "test/model" });
  });

  it("takes no answer for a label that could be two, and asks again for one that is none", async () => {
    const languages = { text: "int main", labels: ["C", "C++"] };
    expect((await sampleWith(["C++"])(classifyTool, languages)).value).toMatchObject({ label: "C++" });
    const { value } = await sampleWith(["c.", "Perhaps C.", { label: "C" }])(classifyTool, languages);
    expect(value).toMatchObject({ label: "C" });
  });

  it("falls back when no label fits, and fails without a fallback", async () => {
    const answers = [{ label: "uncertain" }];
    const { value } = await sampleWith(answers)(classifyTool, { ...args, fallback: "other" });
    expect(value).toMatchObject({ label: "other", fellBack: true });
    await expect(sampleWith(answers)(classifyTool, args)).rejects.toMatchObject({ code: "label_not_chosen" });
  });
});
