import type { ToolResult } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import type { HubTool } from "../../servers.ts";
import { createToolset } from "./toolset.ts";

function toolset(tools: readonly [server: string, name: string][], result: ToolResult = {}) {
  const called: string[] = [];
  const offered = tools.map(([server, name]): HubTool => {
    return { server, name, qualifiedName: `${server}/${name}`, description: "Looks.\u202e", inputSchema: {} };
  });
  const call = async (tool: HubTool | string) => {
    called.push(typeof tool === "string" ? tool : tool.qualifiedName);
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

  it("keep their names when a server changes its list, so that nothing is called but what was allowed", () => {
    const tool = (server: string, name: string): HubTool => ({
      ...{ server, name, qualifiedName: `${server}/${name}`, inputSchema: {} },
    });
    const hub = { tools: [tool("a", "b/do"), tool("a/b", "do"), tool("n", "x.y")], call: async () => ({}) };
    const offered = createToolset(hub);
    const names = ["a__b_do", "a_b__do", "n__x_y"];
    expect(offered.tools.map(({ name }) => name)).toEqual(names);
    expect(names.map(offered.qualifiedName)).toEqual(["a/b/do", "a/b/do of a/b", "n/x.y"]);
    hub.tools = [tool("n", "x y"), tool("a/b", "do"), tool("n", "x.y")];
    expect(offered.tools.map(({ name }) => name)).toEqual(["n__x_y_2", "a_b__do", "n__x_y"]);
    expect(["a_b__do", "n__x_y"].map(offered.qualifiedName)).toEqual(["a/b/do of a/b", "n/x.y"]);
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
    [
      "its resources, with their text, URI and MIME type",
      {
        content: [
          { type: "resource", resource: { uri: "file:///a.md", mimeType: "text/markdown", text: "# Sea" } },
          { type: "resource", resource: { uri: "file:///b", mimeType: "application/pdf", blob: "AAAA" } },
          { type: "resource_link", uri: "file:///c", mimeType: "text/plain", name: "c", description: "Old." },
        ],
      },
      "[resource text/markdown file:///a.md]\n# Sea\n[resource application/pdf file:///b]\n[resource_link text/plain file:///c]\nOld.",
    ],
  ])("give %s to the model", async (_what, result, said) => {
    const { toolset: offered } = toolset([["kit", "look"]], result);
    expect(await offered.call("kit__look", {}, run)).toContain(said);
  });

  it("are as many as a provider takes, and the user chooses which, by tool or by server", () => {
    const many = Array.from({ length: 130 }, (_, index): [string, string] => ["big", `look${index}`]);
    const { toolset: offered } = toolset([...many, ["kit", "look"]]);
    const leftOut = () => offered.list().flatMap(({ label, isOffered }) => (isOffered ? [] : [label]));
    expect(offered.tools).toHaveLength(128);
    expect(leftOut()).toEqual(["big/look128", "big/look129", "kit/look"]);
    expect(offered.turn("big/look0")).toEqual(["big/look0"]);
    expect(leftOut()).toEqual(["big/look0", "big/look129", "kit/look"]);
    expect(offered.turn("big")).toHaveLength(130);
    expect(offered.tools.map(({ name }) => name)).toEqual(["kit__look"]);
    offered.turn("big");
    expect(offered.tools).toHaveLength(128);
    expect(offered.turn("nobody")).toEqual([]);
  });

  it.each([
    ["Invalid schema for function 'kit__look_up': None is not of type 'object'.", "kit/look.up"],
    ["Invalid 'tools[1].function.parameters': schema must have a type.", "kit/look.up"],
    ["tools.1.custom.input_schema: JSON schema is invalid.", "kit/look.up"],
    ["GenerateContentRequest.tools[0].function_declarations[1].parameters: should be an object.", "kit/look.up"],
    ["The prompt is too long.", undefined],
  ])("are found in a refusal: %s", (message, blamed) => {
    const { toolset: offered } = toolset([
      ["kit", "look"],
      ["kit", "look.up"],
    ]);
    expect(offered.blamedIn(message)).toBe(blamed);
  });
});
