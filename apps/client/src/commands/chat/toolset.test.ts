import type { ToolResult } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import type { HubTool } from "../../servers.ts";
import { createToolset } from "./toolset.ts";

function toolset(tools: readonly [server: string, name: string][], result: ToolResult = {}) {
  const called: string[] = [];
  const offered = tools.map(([server, name]): HubTool => {
    return { server, name, qualifiedName: `${server}/${name}`, description: "Looks.\u202e", inputSchema: {} };
  });
  const call = async (name: string) => {
    called.push(name);
    return result;
  };
  return { called, toolset: createToolset({ tools: offered, call }) };
}

const run = { signal: new AbortController().signal, onProgress: () => undefined };

describe("the tools that a model is offered", () => {
  it("have names that a model may say, each once, and lead back to the tool", async () => {
    const long = "x".repeat(80);
    const { toolset: offered, called } = toolset([
      ["kit", "look"],
      ["my notes", "look.up"],
      ["my.notes", "look up"],
      ["kit", `${long}1`],
      ["kit", `${long}2`],
    ]);
    const names = offered.tools.map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(["kit__look", "my_notes__look_up", "my_notes__look_up_2"]);
    expect(new Set(names).size).toBe(5);
    for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    for (const name of names) await offered.call(name, {}, run);
    expect(called).toEqual(["kit/look", "my notes/look.up", "my.notes/look up", `kit/${long}1`, `kit/${long}2`]);
  });

  it("are described without what a user would not see", () => {
    expect(toolset([["kit", "look"]]).toolset.tools[0]?.description).toBe("Looks.\\u{202e}");
  });

  it.each<[string, ToolResult, string]>([
    [
      "its texts",
      { content: [{ type: "text", text: "One." }, { type: "image" }], structuredContent: {} },
      "One.\n[image]",
    ],
    ["its structure", { structuredContent: { depth: 3 } }, '{"depth":3}'],
    [
      "no more than fits",
      { content: [{ type: "text", text: "x".repeat(100_007) }] },
      "[7 more characters were left out]",
    ],
  ])("give %s to the model", async (_what, result, said) => {
    const { toolset: offered } = toolset([["kit", "look"]], result);
    expect(await offered.call("kit__look", {}, run)).toContain(said);
  });
});
