import { callTool, sampleWith } from "@kit/sampling/testing";
import { describe, expect, it } from "vitest";
import { answerTool } from "./answer.ts";

const args = {
  document: "# The harbour\n\nThe harbour is quiet.\n\n# The library\n\nThe library is open.",
  question: "What is quiet?",
};

describe("answer", () => {
  it("lets the model search and read, and names the sections that the answer comes from", async () => {
    const { value, requests } = await sampleWith([
      callTool("search_document", { query: "quiet" }),
      callTool("read_section", { section: 1 }),
      { answer: "The harbour.", sections: [1] },
    ])(answerTool, args);
    expect(value).toEqual({
      answer: "The harbour.",
      sections: [{ number: 1, title: "The harbour" }],
      model: "test/model",
    });
    expect(JSON.stringify(requests[1]?.messages)).toContain("The harbour is quiet.");
    expect(JSON.stringify(requests[2]?.messages)).toContain("The harbour\\n\\nThe harbour is quiet.");
  });

  it("tells the model that a section does not exist", async () => {
    const answers = [callTool("read_section", { section: 9 }), { answer: "It does not say.", sections: [] }];
    const { value, requests } = await sampleWith(answers)(answerTool, args);
    expect(JSON.stringify(requests[1]?.messages)).toContain("There is no section 9");
    expect(value.sections).toEqual([]);
  });
});
