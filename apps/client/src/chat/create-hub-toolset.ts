import { cleanText } from "@kit/terminal";
import type { ToolResult } from "../connection.ts";
import { isRecord } from "../is-record.ts";
import type { Hub, HubTool } from "../servers.ts";
import type { Toolset } from "./toolset.ts";

/** What providers take as the name of a function. */
const MAX_NAME = 64;
/** A model is told no more of one result, in characters. */
const MAX_RESULT = 100_000;

/** The tools of several servers under names that a model can say: `server__tool`. */
export type HubToolset = Toolset & {
  /** The `server/tool` that a name stands for. What stands for none is given back. */
  qualifiedName(name: string): string;
};

/** Offers every tool of a hub to a model. What a server says of a tool is passed on without what nobody would see. */
export function createHubToolset(hub: Pick<Hub, "tools" | "call">): HubToolset {
  const named = new Map<string, HubTool>();
  for (const tool of hub.tools) named.set(freeName(tool, named), tool);
  const qualifiedName = (name: string) => named.get(name)?.qualifiedName ?? name;
  return {
    tools: [...named].map(([name, { description, title, inputSchema }]) => ({
      name,
      description: cleanText(description ?? title ?? ""),
      inputSchema: { ...inputSchema },
    })),
    qualifiedName,
    call: async (name, args, options) => toText(await hub.call(qualifiedName(name), args, options)),
  };
}

function freeName({ server, name }: HubTool, taken: ReadonlyMap<string, unknown>): string {
  const wanted = `${server}__${name}`.replace(/[^a-zA-Z0-9_-]/g, "_");
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? "" : `_${count}`;
    const free = wanted.slice(0, MAX_NAME - suffix.length) + suffix;
    if (!taken.has(free)) return free;
  }
}

/** A result as a model reads it: its texts, or else its structured content. */
function toText({ content, structuredContent }: ToolResult): string {
  const blocks = (Array.isArray(content) ? content : []).filter(isRecord);
  const texts = blocks.map((block) => (typeof block.text === "string" ? block.text : `[${String(block.type)}]`));
  const text = texts.length > 0 ? texts.join("\n") : JSON.stringify(structuredContent ?? {});
  if (text.length <= MAX_RESULT) return text;
  return `${text.slice(0, MAX_RESULT)}\n[${text.length - MAX_RESULT} more characters were left out]`;
}
