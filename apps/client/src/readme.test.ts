import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { summarizeFile } from "./testing/readme-example.ts";

describe("the example of the README", () => {
  it("summarizes a file", async () => {
    const summary = await summarizeFile(fileURLToPath(new URL("../samples/document.md", import.meta.url)));
    expect(summary.length).toBeGreaterThan(100);
    expect(summary.split(" ").length).toBeLessThanOrEqual(50);
  });
});
