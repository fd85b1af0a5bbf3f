import { sampleWith } from "@kit/sampling/testing";
import { describe, expect, it } from "vitest";
import { exampleToolTool } from "./example-tool.ts";

describe("example_tool", () => {
  it("returns what the model says, on every carrier", async () => {
    const { value, requests } = await sampleWith([" A quiet harbour. "])(exampleToolTool, { text: "All is quiet." });
    expect(value).toEqual({ sentence: "A quiet harbour.", model: "test/model" });
    expect(requests).toHaveLength(1);
  });
});
