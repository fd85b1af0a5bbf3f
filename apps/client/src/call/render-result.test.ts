import { describe, expect, it } from "vitest";
import { renderResult } from "./render-result.ts";

describe("renderResult", () => {
  it("shows long texts whole, and the rest in columns", () => {
    const structuredContent = { model: "a/b", summary: "First line.\nSecond line.", words: 4 };
    expect(renderResult({ structuredContent, content: [{ type: "text", text: "ignored" }] })).toBe(
      "summary:\nFirst line.\nSecond line.\n\nmodel  a/b\nwords  4",
    );
  });

  it("shows the texts of a server that structures nothing, and names what is none", () => {
    const content = [
      { type: "text", text: "A text." },
      { type: "image", mimeType: "image/png", data: "AAAA" },
      { type: "resource_link", uri: "file:///a" },
    ];
    expect(renderResult({ content })).toBe("A text.\n[image image/png]\n[resource_link file:///a]");
  });

  it("lets nothing through that a terminal would obey", () => {
    const evil = "\u001b[2J\u009b31m\u202eevil";
    const rendered = renderResult({ structuredContent: { [evil]: evil, text: `${evil}\n`, list: [evil] } });
    const inBlock = renderResult({ content: [{ type: "text", text: evil }, { type: evil }] });
    for (const character of evil.replace(/[\w[]/g, "")) expect(rendered + inBlock).not.toContain(character);
  });
});
